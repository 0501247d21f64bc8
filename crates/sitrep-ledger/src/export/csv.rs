//! CSV: a row for each incident, or a row for each claim.

use std::io::{self, Write};

use sitrep_record::Claim;

use super::back::seal;
use super::{Exported, cell, rows, shown, word};
use crate::Summary;
use crate::toll::EFFECTS;

/// The column by which an edited table tells what was changed in it.
pub(super) const SEAL: &str = "as_exported";

/// The columns of [`incidents`]. Several names in a cell are parted by semicolons; `as_exported` is for taking an edited table back.
pub const INCIDENT_COLUMNS: [&str; 39] = [
    "id",
    "type",
    "method",
    "date_from",
    "date_to",
    "place",
    "within",
    "admin1",
    "country",
    "lat",
    "lon",
    "precision",
    "perpetrators",
    "targets",
    "killed_low",
    "killed_best",
    "killed_high",
    "killed_contested",
    "injured_low",
    "injured_best",
    "injured_high",
    "injured_contested",
    "missing_low",
    "missing_best",
    "missing_high",
    "missing_contested",
    "captured_low",
    "captured_best",
    "captured_high",
    "captured_contested",
    "displaced_low",
    "displaced_best",
    "displaced_high",
    "displaced_contested",
    "grade",
    "sources",
    "articles",
    "addresses",
    SEAL,
];

/// The columns of [`claims`].
pub const CLAIM_COLUMNS: [&str; 23] = [
    "incident",
    "article",
    "claim",
    "address",
    "outlet",
    "published",
    "effect",
    "low",
    "high",
    "bound",
    "term",
    "victims",
    "status",
    "sources",
    "scope",
    "parent",
    "polarity",
    "confidence",
    "quote",
    "start",
    "end",
    "place",
    "date_from",
];

/// The hashtag of a column of [`incidents`], where there is one in use.
fn hxl(column: &str) -> &'static str {
    match column {
        "id" => "#meta+id",
        "type" => "#event+type",
        "date_from" => "#date+start",
        "date_to" => "#date+end",
        "place" => "#loc+name",
        "admin1" => "#adm1+name",
        "country" => "#country+code",
        "lat" => "#geo+lat",
        "lon" => "#geo+lon",
        "precision" => "#geo+precision",
        "perpetrators" => "#group+name+first",
        "targets" => "#group+name+second",
        "killed_low" => "#affected+killed+min",
        "killed_best" => "#affected+killed",
        "killed_high" => "#affected+killed+max",
        "injured_low" => "#affected+injured+min",
        "injured_best" => "#affected+injured",
        "injured_high" => "#affected+injured+max",
        "displaced_low" => "#affected+displaced+min",
        "displaced_best" => "#affected+displaced",
        "displaced_high" => "#affected+displaced+max",
        "sources" => "#meta+source",
        "addresses" => "#meta+url",
        _ => "",
    }
}

/// Writes a row for each incident.
///
/// # Errors
/// If `out` cannot be written to.
pub fn incidents<'a>(all: impl Iterator<Item = Exported<'a>>, tags: bool, out: impl Write) -> io::Result<()> {
    let tags: Option<Vec<&str>> = tags.then(|| INCIDENT_COLUMNS.iter().map(|c| hxl(c)).collect());
    rows(&INCIDENT_COLUMNS, tags.as_deref(), all.map(|one| incident(&one)), out)
}

pub(super) fn incident(one: &Exported<'_>) -> Vec<String> {
    let s = one.summary;
    let place = s.place.as_ref();
    let mut row = vec![
        s.id.clone(),
        word(&s.kind),
        cell(s.method.as_deref()),
        shown(s.date.from),
        shown(s.date.to),
        cell(place.map(|p| p.name.as_str())),
        list(place.iter().flat_map(|p| &p.within)),
        cell(place.and_then(|p| p.admin1.as_deref())),
        cell(place.and_then(|p| p.country.as_deref())),
        shown(place.and_then(|p| p.lat)),
        shown(place.and_then(|p| p.lon)),
        place.and_then(|p| p.precision).map(|p| word(&p)).unwrap_or_default(),
        list(&s.perpetrators),
        list(&s.targets),
    ];
    for effect in EFFECTS {
        let toll = s.tolls.iter().find(|t| t.effect == effect).map(|t| &t.together);
        row.push(shown(toll.and_then(|t| t.low)));
        row.push(shown(toll.and_then(|t| t.best)));
        row.push(shown(toll.and_then(|t| t.high)));
        row.push(shown(toll.map(|t| t.contested)));
    }
    row.extend([word(&s.grade), list(&authorities(s)), list(&s.articles), list(&one.addresses())]);
    let seal = seal(row.iter().map(String::as_str));
    row.push(seal);
    row
}

/// Who gives figures, in the alphabet's order.
pub(super) fn authorities(s: &Summary) -> Vec<String> {
    let mut names: Vec<String> = s.tolls.iter().flat_map(|t| &t.sources).map(|s| s.authority.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// Writes a row for each claim that is about an incident.
///
/// # Errors
/// If `out` cannot be written to.
pub fn claims<'a>(all: impl Iterator<Item = Exported<'a>>, out: impl Write) -> io::Result<()> {
    let mut csv = ::csv::Writer::from_writer(out);
    csv.write_record(CLAIM_COLUMNS)?;
    for one in all {
        for (record, local) in one.told {
            for claim in record.claims.iter().filter(|c| c.incident.as_deref() == Some(local)) {
                let sources: Vec<String> = claim.sources.iter().map(|s| s.name.clone()).collect();
                csv.write_record([
                    one.summary.id.clone(),
                    cell(Some(&record.id)),
                    claim.id.clone(),
                    cell(record.url.as_deref()),
                    cell(record.outlet.as_deref()),
                    shown(record.published),
                    word(&claim.effect),
                    shown(claim.count.low),
                    shown(claim.count.high),
                    word(&claim.count.bound),
                    cell(claim.count.term.as_deref()),
                    cell(claim.victims.text.as_deref()),
                    word(&claim.victims.status),
                    list(&sources),
                    word(&claim.scope),
                    cell(claim.parent.as_deref()),
                    word(&claim.polarity),
                    format!("{:.2}", claim.confidence),
                    cell(Some(&quote(&record.text, claim))),
                    claim.evidence.start.to_string(),
                    claim.evidence.end.to_string(),
                    cell(one.summary.place.as_ref().map(|p| p.name.as_str())),
                    shown(one.summary.date.from),
                ])?;
            }
        }
    }
    csv.flush()
}

/// The words that a claim was read from.
pub(super) fn quote(text: &str, claim: &Claim) -> String {
    let (start, end) = (claim.evidence.start, claim.evidence.end);
    text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    cell(Some(&names.into_iter().map(String::as_str).collect::<Vec<_>>().join("; ")))
}
