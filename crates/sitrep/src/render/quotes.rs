//! Each statement of a record with the sentence that it was read from.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use sitrep_language::Document;
use sitrep_record::{Evidence, Record};

use super::safe;
use super::words::{actors, count, dates, effect, name, place, sources, whose};

const BOLD: Style = Style::new().bold();
const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const MARK: Style = AnsiColor::Yellow.on_default().bold();

/// Prints claims, incidents, responsibility and accords with their evidence, marked with `⟦ ⟧`.
///
/// `doc` is the parse of the record's text.
///
/// # Errors
/// If `out` cannot be written.
pub fn quotes(record: &Record, doc: &Document, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n{HEAD}Where it stands{HEAD:#}")?;
    let text: Vec<char> = record.text.chars().collect();
    let mut show = |id: &str, words: String, evidence: Evidence| -> io::Result<()> {
        writeln!(out, "\n{BOLD}{id}{BOLD:#} {}", safe(&words))?;
        quote(&text, doc, evidence, out)
    };
    for claim in &record.claims {
        let victims = claim.victims.text.as_ref().map_or(String::new(), |words| format!("({words})"));
        let parts = [
            format!("{} {} {victims}", effect(claim).trim_start_matches("└ "), count(&claim.count)),
            sources(&claim.sources),
            whose(claim),
        ];
        show(&claim.id, listed(parts), claim.evidence)?;
    }
    for incident in &record.incidents {
        let parts = [
            name(&incident.kind),
            incident.place.as_ref().map(place).unwrap_or_default(),
            dates(&incident.date),
            actors(&incident.perpetrators),
        ];
        show(&incident.id, listed(parts), incident.evidence)?;
    }
    for one in &record.responsibility {
        let about = one.incident.as_deref().unwrap_or("?");
        show(about, listed([format!("{} {}", one.actor.name, name(&one.stance)), sources(&one.by)]), one.evidence)?;
    }
    for accord in &record.accords {
        show(&accord.id, listed([name(&accord.kind), name(&accord.stage), actors(&accord.parties)]), accord.evidence)?;
    }
    Ok(())
}

fn listed<const N: usize>(parts: [String; N]) -> String {
    parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The sentences that the evidence stands in, the evidence marked.
fn quote(text: &[char], doc: &Document, evidence: Evidence, out: &mut impl Write) -> io::Result<()> {
    let end = evidence.end.min(text.len());
    let start = evidence.start.min(end);
    let (from, to) = match doc.char_span(start, end.max(start + 1)) {
        Some(span) => {
            let first = span.tokens().next().map_or(start, |t| t.sent().start_char());
            let last = span.tokens().last().map_or(end, |t| t.sent().end_char());
            (first.min(start), last.clamp(end, text.len()))
        }
        None => (start, end),
    };
    let slice = |range: std::ops::Range<usize>| text[range].iter().collect::<String>();
    let (before, inside, after) = (slice(from..start), slice(start..end), slice(end..to));
    let flat = |s: &str| safe(&s.replace(['\n', '\r'], " ")).into_owned();
    writeln!(out, "   {}{MARK}⟦{}⟧{MARK:#}{}", flat(before.trim_start()), flat(&inside), flat(after.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_marked_in_its_sentence() {
        let doc = sitrep_language::conllu::read(
            "1 Rain fell VERB VBD _ 0 root _ _
             2 . . PUNCT . _ 1 punct _ _

             1 Five five NUM CD _ 2 nsubj _ _
             2 died die VERB VBD _ 0 root _ _
             3 there there ADV RB _ 2 advmod _ SpaceAfter=No
             4 . . PUNCT . _ 2 punct _ _",
        )
        .unwrap();
        let text: Vec<char> = doc.text().chars().collect();
        let quoted = |start, end| {
            let mut out = Vec::new();
            quote(&text, &doc, Evidence { start, end }, &mut out).unwrap();
            anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string()
        };
        assert_eq!(quoted(7, 16), "   ⟦Five died⟧ there.\n");
        assert_eq!(quoted(5, 11), "   Rain ⟦. Five⟧ died there.\n");
        // What lies outside the text is cut to it.
        assert_eq!(quoted(900, 950), "   ⟦⟧\n");
    }
}
