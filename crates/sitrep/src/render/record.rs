//! A record on a terminal: its tolls as a table, then incidents, responsibility and accords.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};
use sitrep_record::{Accord, Claim, Incident, Record, Responsibility, Stance};

use super::safe;
use super::words::{actors, count, dates, effect, located, name, place, sources, whose};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const HEAD: Style = AnsiColor::Cyan.on_default().bold();

/// A line below the head, nothing else.
const LINES: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Prints a record.
///
/// # Errors
/// If `out` cannot be written.
pub fn record(record: &Record, out: &mut impl Write) -> io::Result<()> {
    about(record, out)?;
    tolls(record, out)?;
    incidents(&record.incidents, out)?;
    responsibility(&record.responsibility, out)?;
    accords(&record.accords, out)?;
    notes(record, out)
}

fn about(record: &Record, out: &mut impl Write) -> io::Result<()> {
    let title = record.title.as_deref().unwrap_or(&record.id);
    writeln!(out, "{BOLD}{}{BOLD:#}", safe(title))?;
    let published = record.published.map_or("undated".into(), |d| d.to_string());
    let mut facts = vec![record.outlet.clone().unwrap_or_else(|| "outlet unknown".into()), published];
    if !record.credits.is_empty() {
        facts.push(format!("draws on {}", record.credits.join(", ")));
    }
    facts.extend(record.url.clone());
    writeln!(out, "{DIM}{}{DIM:#}", safe(&facts.join(" · ")))
}

fn tolls(record: &Record, out: &mut impl Write) -> io::Result<()> {
    if record.claims.is_empty() {
        return writeln!(out, "\nNo toll was read.");
    }
    let incident_of = |claim: &Claim| {
        let id = claim.incident.as_deref()?;
        record.incidents.iter().find(|i| i.id == id)
    };
    let mut rows = Vec::new();
    for claim in in_order(&record.claims) {
        let incident = incident_of(claim);
        let happened = incident.map_or_else(String::new, |i| i.method.clone().unwrap_or_else(|| name(&i.kind)));
        let own = [whose(claim), happened].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
        rows.push(vec![
            effect(claim),
            count(&claim.count),
            claim.victims.text.clone().unwrap_or_default(),
            sources(&claim.sources),
            own,
            incident.and_then(|i| i.place.as_ref()).map(place).unwrap_or_default(),
            incident.map(|i| dates(&i.date)).unwrap_or_default(),
        ]);
    }
    table("Tolls", ["effect", "count", "victims", "source", "incident", "place", "date"], rows, out)
}

/// Claims in the order of the text, each followed by the parts of it.
fn in_order(claims: &[Claim]) -> Vec<&Claim> {
    let is_part = |c: &Claim| c.parent.as_deref().is_some_and(|p| p != c.id && claims.iter().any(|o| o.id == p));
    let mut ordered: Vec<&Claim> = Vec::with_capacity(claims.len());
    let mut waiting: Vec<&Claim> = claims.iter().rev().filter(|c| !is_part(c)).collect();
    while let Some(claim) = waiting.pop() {
        ordered.push(claim);
        let parts = claims.iter().rev().filter(|c| is_part(c) && c.parent.as_deref() == Some(&claim.id));
        waiting.extend(parts);
    }
    // Parts of each other have no beginning; they are shown all the same.
    let rest = claims.iter().filter(|c| !ordered.iter().any(|o| std::ptr::eq(*o, *c))).collect::<Vec<_>>();
    ordered.extend(rest);
    ordered
}

fn incidents(incidents: &[Incident], out: &mut impl Write) -> io::Result<()> {
    if incidents.is_empty() {
        return Ok(());
    }
    let row = |i: &Incident| {
        let kind = name(&i.kind);
        vec![
            i.id.clone(),
            i.method.as_ref().map_or(kind.clone(), |m| if *m == kind { m.clone() } else { format!("{kind}: {m}") }),
            i.place.as_ref().map(place).unwrap_or_else(|| "unknown".into()),
            i.place.as_ref().map(located).unwrap_or_else(|| "unlocated".into()),
            dates(&i.date),
            actors(&i.perpetrators),
            actors(&i.targets),
        ]
    };
    let rows = incidents.iter().map(row).collect();
    table("Incidents", ["", "what", "place", "coordinates", "date", "by", "target"], rows, out)
}

fn responsibility(all: &[Responsibility], out: &mut impl Write) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    heading("Responsibility", out)?;
    for one in all {
        let what = one.incident.as_deref().unwrap_or("unnamed incident");
        let by = sources(&one.by);
        let own = one.by.iter().all(|b| b.name == one.actor.name);
        let said_by = |how: &str| if by.is_empty() || own { String::new() } else { format!(" ({how} {by})") };
        let said = match one.stance {
            Stance::Claimed => format!("{what} claimed by {}{}", one.actor.name, said_by("says")),
            Stance::Denied => format!("{what} denied by {}{}", one.actor.name, said_by("says")),
            Stance::Accused => format!("{what}: {} accused{}", one.actor.name, said_by("by")),
        };
        writeln!(out, "  {}", safe(&said))?;
    }
    Ok(())
}

fn accords(all: &[Accord], out: &mut impl Write) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    heading("Accords", out)?;
    for accord in all {
        let parties = actors(&accord.parties);
        let between = if parties.is_empty() { String::new() } else { format!(" between {parties}") };
        let (id, kind, stage) = (&accord.id, name(&accord.kind), name(&accord.stage));
        writeln!(out, "  {BOLD}{id} {kind}, {stage}{BOLD:#}{}", safe(&between))?;
        let announced_by = sources(&accord.announced_by);
        let announced_by = if announced_by.is_empty() { announced_by } else { format!("by {announced_by}") };
        let announced = [dates(&accord.announced), announced_by];
        let announced =
            announced.iter().filter(|p| !p.is_empty() && *p != "unknown").cloned().collect::<Vec<_>>().join(" ");
        let effective = accord.effective.as_ref().map(|e| {
            let days = dates(&sitrep_record::DateInterval { from: e.from, to: e.to });
            e.text.as_ref().map_or(days.clone(), |text| format!("“{text}” ({days})"))
        });
        let facts = [
            ("about", accord.conflict.clone()),
            ("announced", Some(announced)),
            ("confirmed by", Some(sources(&accord.confirmed_by))),
            ("at", accord.place.as_ref().map(place)),
            ("takes effect", effective),
            ("leaves out", Some(accord.excluded.join(", "))),
            ("terms", Some(accord.terms.join("; "))),
        ];
        for (label, value) in facts {
            if let Some(value) = value.filter(|v| !v.is_empty()) {
                writeln!(out, "     {DIM}{label}{DIM:#} {}", safe(&value))?;
            }
        }
    }
    Ok(())
}

fn notes(record: &Record, out: &mut impl Write) -> io::Result<()> {
    for note in &record.notes {
        writeln!(out, "{DIM}note: {}{DIM:#}", safe(&note.text))?;
    }
    Ok(())
}

fn heading(words: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n{HEAD}{words}{HEAD:#}")
}

/// A table that fits the terminal, its long cells wrapped.
fn table<const N: usize>(title: &str, head: [&str; N], rows: Vec<Vec<String>>, out: &mut impl Write) -> io::Result<()> {
    heading(title, out)?;
    let mut table = Table::new();
    table.load_style(LINES).set_content_arrangement(ContentArrangement::Dynamic).set_width(width());
    table.set_header(head);
    for row in rows {
        table.add_row(row.iter().map(|cell| safe(cell).into_owned()));
    }
    writeln!(out, "{}", table.trim_fmt())
}

/// The terminal's width; one that fits a wide page where there is none.
fn width() -> u16 {
    terminal_size::terminal_size().map_or(140, |(width, _)| width.0.clamp(60, 200))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_shown() {
        let record: Record = serde_json::from_str(include_str!("../../tests/record.json")).unwrap();
        let mut out = Vec::new();
        super::record(&record, &mut out).unwrap();
        insta::assert_snapshot!(anstream::adapter::strip_str(&String::from_utf8(out).unwrap()));
    }
}
