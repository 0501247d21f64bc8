//! Documents as CoNLL-U, the format of Universal Dependencies.
//!
//! Ten columns a word: `ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC`. What the format itself does not say is kept in `MISC`:
//! entities as `NER=B-GPE` and `NER=I-GPE`, and white space as `SpaceAfter=No`, `SpacesAfter=\n\n` and `SpacesBefore=\s`. White space that is a
//! token of its own is written there and not as a word; what hung on it hangs on the word above. The root's label is
//! written `root`, as the format wants it, and read as `ROOT`, as spaCy names it.
//!
//! [`read()`] takes what [`write()`] gives, and trees written by hand, where runs of spaces may stand for the tabs:
//!
//! ```
//! let doc = sitrep_language::conllu::read("
//!     1  Five   five   NUM    CD   _  2  nummod  _  NER=B-CARDINAL
//!     2  died   die    VERB   VBD  _  0  root    _  SpaceAfter=No
//!     3  .      .      PUNCT  .    _  2  punct   _  _
//! ")?;
//! assert_eq!(doc.text(), "Five died.");
//! assert_eq!(doc.token(0).head().lemma(), "die");
//! # Ok::<(), sitrep_language::conllu::ConlluError>(())
//! ```

use std::fmt::Write;

use crate::document::{Document, Span, Token};
use crate::json::{JsonDocument, JsonEntity, JsonError, JsonToken};

/// Why a text is no CoNLL-U that can be read.
#[derive(Debug, thiserror::Error)]
pub enum ConlluError {
    /// A line that is none of the format's.
    #[error("line {line}: {what}")]
    Line {
        /// Which one, counted from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// Offsets that do not fit; not to be expected.
    #[error(transparent)]
    Document(#[from] JsonError),
}

/// A document as CoNLL-U; with an id, its name stands first.
pub fn write(doc: &Document, id: Option<&str>) -> String {
    let mut out = String::new();
    if let Some(id) = id {
        let _ = writeln!(out, "# newdoc id = {}", one_line(id));
    }
    let mut number = 0;
    for sent in doc.sentences() {
        let words: Vec<Token<'_>> = sent.tokens().filter(|t| !t.is_space()).collect();
        if words.is_empty() {
            continue;
        }
        number += 1;
        let _ = match id {
            Some(id) => writeln!(out, "# sent_id = {}-{number}", one_line(id)),
            None => writeln!(out, "# sent_id = {number}"),
        };
        out.push_str("# text = ");
        for (k, &word) in words.iter().enumerate() {
            let _ = write!(out, "{}", one_line(word.text()));
            if k + 1 < words.len() && !gap_after(word).is_empty() {
                out.push(' ');
            }
        }
        out.push('\n');
        for (k, &word) in words.iter().enumerate() {
            write_word(&mut out, sent, &words, k, word);
        }
        out.push('\n');
    }
    out
}

fn write_word(out: &mut String, sent: Span<'_>, words: &[Token<'_>], k: usize, word: Token<'_>) {
    let place = |t: Token<'_>| words.binary_search_by_key(&t.i(), |w| w.i()).ok();
    let head = word.ancestors().take_while(|&t| sent.contains(t)).find_map(place);
    let dep = match (head, word.dep()) {
        (None, _) => "root",
        (_, dep) => dep,
    };
    let _ = writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}",
        k + 1,
        field(word.text()),
        field(word.lemma()),
        field(word.pos()),
        field(word.tag()),
        field(&sorted(word.morph(), |name| name.to_lowercase())),
        head.map_or(0, |h| h + 1),
        field(dep),
        misc(word)
    );
}

fn misc(word: Token<'_>) -> String {
    let mut all: Vec<String> = Vec::new();
    if let Some(entity) = word.entity() {
        // White space may stand before the entity's first word.
        let first = entity.tokens().find(|t| !t.is_space()).is_none_or(|t| t == word);
        all.push(format!("NER={}-{}", if first { "B" } else { "I" }, field(entity.label())));
    }
    match gap_after(word) {
        "" => all.push("SpaceAfter=No".into()),
        " " => {}
        gap => all.push(format!("SpacesAfter={}", escape(gap))),
    }
    let before = &word.doc().text()[..word.bytes().start];
    if !before.is_empty() && before.chars().all(char::is_whitespace) {
        all.insert(
            all.len() - usize::from(all.last().is_some_and(|l| l.starts_with("Space"))),
            format!("SpacesBefore={}", escape(before)),
        );
    }
    match all.is_empty() {
        true => "_".into(),
        false => all.join("|"),
    }
}

/// The white space between a word and the next one, or the end of the text.
fn gap_after(word: Token<'_>) -> &str {
    let text = word.doc().text();
    let next = std::iter::successors(word.next(), |t| t.next()).find(|t| !t.is_space());
    &text[word.bytes().end..next.map_or(text.len(), |t| t.bytes().start)]
}

fn field(value: &str) -> String {
    match value.is_empty() {
        true => "_".into(),
        false => one_line(value),
    }
}

/// Features in the order of their names: the format ignores their case, spaCy does not.
fn sorted(features: &str, by: impl Fn(&str) -> String) -> String {
    let mut all: Vec<&str> = features.split('|').collect();
    all.sort_by_cached_key(|feature| by(feature.split('=').next().unwrap_or(feature)));
    all.join("|")
}

/// Without tabs and line breaks, which would break the format.
fn one_line(value: &str) -> String {
    value.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}'), " ")
}

/// White space as `MISC` holds it.
fn escape(gap: &str) -> String {
    gap.chars().fold(String::new(), |mut all, c| {
        match c {
            ' ' => all.push_str("\\s"),
            '\n' => all.push_str("\\n"),
            '\r' => all.push_str("\\r"),
            '\t' => all.push_str("\\t"),
            '|' => all.push_str("\\p"),
            '\\' => all.push_str("\\\\"),
            // Some white space could not stand at the end of a line.
            c if !c.is_ascii_graphic() => {
                let _ = write!(all, "\\u{:04x}", c as u32);
            }
            c => all.push(c),
        }
        all
    })
}

fn unescape(value: &str) -> String {
    let mut all = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        all.push(match (c, (c == '\\').then(|| chars.next()).flatten()) {
            (_, Some('s')) => ' ',
            (_, Some('n')) => '\n',
            (_, Some('r')) => '\r',
            (_, Some('t')) => '\t',
            (_, Some('p')) => '|',
            (_, Some('u')) => {
                let code: String = chars.by_ref().take(4).collect();
                u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            (_, Some(other)) => other,
            (c, None) => c,
        });
    }
    all
}

/// A document from CoNLL-U: every sentence, one after the other.
///
/// # Errors
/// [`ConlluError::Line`] for a line that is none of the format's, words out of order, a head that is not there, and what a document
/// has no place for (multi-word tokens, empty nodes).
pub fn read(text: &str) -> Result<Document, ConlluError> {
    let mut reading = Reading::default();
    for (k, line) in text.lines().enumerate() {
        let fail = |what: String| ConlluError::Line { line: k + 1, what };
        // Not all white space: what a column ends with may be part of it.
        let line = line.trim_matches([' ', '\t', '\r']);
        match line {
            "" => reading.end_sentence().map_err(fail)?,
            _ if line.starts_with('#') => {
                if let Some(id) = line.trim_start_matches('#').trim_start().strip_prefix("newdoc id = ") {
                    reading.doc.id = Some(id.into());
                }
            }
            _ => reading.word(line).map_err(fail)?,
        }
    }
    let last = text.lines().count();
    reading.end_sentence().map_err(|what| ConlluError::Line { line: last, what })?;
    let mut doc = reading.doc;
    // The space after the last word stands between words only, unless it is written out.
    if reading.open_gap {
        doc.text.pop();
    }
    Ok(doc.into_document()?)
}

struct Reading {
    doc: JsonDocument,
    /// How many characters the text holds so far.
    chars: usize,
    /// The first word of the open sentence.
    sentence: usize,
    /// Heads of the open sentence as written.
    heads: Vec<usize>,
    /// Whether the text ends with a space that stands there by default.
    open_gap: bool,
}

impl Default for Reading {
    fn default() -> Self {
        let doc = JsonDocument { id: None, text: String::new(), tokens: Vec::new(), ents: Vec::new() };
        Reading { doc, chars: 0, sentence: 0, heads: Vec::new(), open_gap: false }
    }
}

impl Reading {
    fn push(&mut self, text: &str) {
        self.doc.text.push_str(text);
        self.chars += text.chars().count();
    }

    fn word(&mut self, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = match line.contains('\t') {
            true => line.split('\t').collect(),
            false => line.split_whitespace().collect(),
        };
        let [id, form, lemma, pos, tag, morph, head, dep, rest @ ..] = columns.as_slice() else {
            return Err(format!("{} columns, where there should be ten", columns.len()));
        };
        if form.is_empty() {
            return Err("a word without a form".into());
        }
        if id.contains(['-', '.']) {
            return Err(format!("{id} is a multi-word token or an empty node, which cannot be read"));
        }
        let number = self.heads.len() + 1;
        if id.parse() != Ok(number) {
            return Err(format!("word {id} where {number} should stand"));
        }
        self.heads.push(head.parse().map_err(|_| format!("{head:?} is no head"))?);
        let misc: Vec<(&str, &str)> =
            rest.get(1).map_or("_", |m| m).split('|').filter_map(|pair| pair.split_once('=')).collect();
        let value = |key: &str| misc.iter().find(|(k, _)| *k == key).map(|(_, v)| *v);
        if let Some(before) = value("SpacesBefore") {
            self.push(&unescape(before));
        }
        let start = self.chars;
        self.push(form);
        let end = self.chars;
        let or_empty = |column: &str| if column == "_" { String::new() } else { column.to_owned() };
        self.doc.tokens.push(JsonToken {
            start,
            end,
            text: (*form).into(),
            tag: or_empty(tag),
            pos: or_empty(pos),
            lemma: if *form == "_" { "_".into() } else { or_empty(lemma) },
            morph: sorted(&or_empty(morph), |name| name.to_owned()),
            head: 0,
            dep: if *dep == "root" { "ROOT".into() } else { or_empty(dep) },
            sent_start: number == 1,
        });
        match value("NER").and_then(|ner| ner.split_once('-')) {
            Some(("B", label)) => self.doc.ents.push(JsonEntity { start, end, label: label.into() }),
            Some(("I", label)) => match self.doc.ents.last_mut().filter(|e| e.label == label) {
                Some(entity) => entity.end = end,
                None => return Err(format!("NER=I-{label} continues no entity")),
            },
            Some((other, _)) => return Err(format!("NER={other}-… is neither B nor I")),
            None => {}
        }
        self.open_gap = false;
        match (value("SpacesAfter"), value("SpaceAfter")) {
            (Some(gap), _) => self.push(&unescape(gap)),
            (None, Some("No")) => {}
            _ => {
                self.push(" ");
                self.open_gap = true;
            }
        }
        Ok(())
    }

    fn end_sentence(&mut self) -> Result<(), String> {
        let n = self.heads.len();
        for (k, head) in self.heads.drain(..).enumerate() {
            let at = self.sentence + k;
            self.doc.tokens[at].head = match head {
                0 => at,
                head if head <= n => self.sentence + head - 1,
                head => return Err(format!("word {} hangs on word {head} of {n}", k + 1)),
            };
        }
        self.sentence += n;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TWO: &str = "\
# newdoc id = a1
# sent_id = a1-1
# text = Five died in Tal Barada.
1\tFive\tfive\tNUM\tCD\tNumType=Card\t2\tnummod\t_\tNER=B-CARDINAL
2\tdied\tdie\tVERB\tVBD\t_\t0\troot\t_\t_
3\tin\tin\tADP\tIN\t_\t2\tprep\t_\t_
4\tTal\tTal\tPROPN\tNNP\t_\t5\tcompound\t_\tNER=B-GPE
5\tBarada\tBarada\tPROPN\tNNP\t_\t3\tpobj\t_\tNER=I-GPE|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tSpacesAfter=\\n\\n

# sent_id = a1-2
# text = Why?
1\tWhy\twhy\tSCONJ\tWRB\t_\t0\troot\t_\tSpaceAfter=No
2\t?\t?\tPUNCT\t.\t_\t1\tpunct\t_\tSpaceAfter=No

";

    #[test]
    fn what_is_read_is_written_again() {
        let doc = read(TWO).unwrap();
        assert_eq!(doc.text(), "Five died in Tal Barada.\n\nWhy?");
        assert_eq!(doc.sentences().map(|s| s.len()).collect::<Vec<_>>(), [6, 2]);
        assert_eq!(doc.entities().map(|e| e.text()).collect::<Vec<_>>(), ["Five", "Tal Barada"]);
        assert_eq!(doc.token(6).dep(), "ROOT");
        assert_eq!(write(&doc, Some("a1")), TWO);
    }

    #[test]
    fn white_space_tokens_are_no_words() {
        let doc = Document::from_json(
            r#"{"text": "\nFive\n\ndied", "ents": [], "tokens": [
            {"start": 0, "end": 1, "text": "\n", "head": 3, "dep": "dep", "sent_start": true},
            {"start": 1, "end": 5, "text": "Five", "head": 2, "dep": "nsubj"},
            {"start": 5, "end": 7, "text": "\n\n", "head": 3, "dep": "dep"},
            {"start": 7, "end": 11, "text": "died", "head": 3, "dep": "ROOT"}]}"#,
        )
        .unwrap();
        assert_eq!(
            write(&doc, None),
            "# sent_id = 1\n# text = Five died\n\
             1\tFive\t_\t_\t_\t_\t2\tnsubj\t_\tSpacesBefore=\\n|SpacesAfter=\\n\\n\n\
             2\tdied\t_\t_\t_\t_\t0\troot\t_\tSpaceAfter=No\n\n"
        );
        assert_eq!(read(&write(&doc, None)).unwrap().text(), doc.text());
    }

    #[test]
    fn bad_lines_are_named() {
        for (text, says) in [
            ("1\tFive", "line 1: 2 columns"),
            ("\n2 a a X X _ 0 root", "line 2: word 2 where 1 should stand"),
            ("1-2 du _ _ _ _ _ _", "multi-word token"),
            ("1\t\ta\tX\tX\t_\t0\troot", "a word without a form"),
            ("1 a a X X _ x root", "\"x\" is no head"),
            ("1 a a X X _ 7 dep", "hangs on word 7 of 1"),
            ("1 a a X X _ 0 root _ NER=I-GPE", "continues no entity"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        assert!(read("").unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn reading_survives_anything(text in "([0-9_a#\t\n |=-]|NER=B-|SpacesAfter=){0,80}") {
            let _ = read(&text);
        }

        #[test]
        fn white_space_survives_the_round_trip(gap in "[ \n\t\r\u{a0}]{0,5}") {
            prop_assert_eq!(unescape(&escape(&gap)), gap);
        }
    }
}
