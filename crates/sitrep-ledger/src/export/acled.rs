//! ACLED's columns. By its codebook the lowest figure counts and "dozens" is 12: its rule, applied here only and said in `notes`.
//! What the ledger does not know (ISO numbers, regions, codes of actors) stays empty.

use std::io::{self, Write};

use sitrep_record::{IncidentType, Precision, Status};

use super::{Countries, Exported, cell, rows, shown};
use crate::Summary;
use crate::toll::{Toll, figure};

/// The columns, in ACLED's order.
pub const ACLED_COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

const HXL: [&str; 31] = [
    "#meta+id",
    "#date",
    "#date+year",
    "#date+precision",
    "#event+disorder",
    "#event+type",
    "#event+subtype",
    "#group+name+first",
    "#group+assoc+first",
    "#group+code+first",
    "#group+name+second",
    "#group+assoc+second",
    "#group+code+second",
    "#event+interaction",
    "#event+civilians",
    "#country+code+num",
    "#region",
    "#country+name",
    "#adm1+name",
    "#adm2+name",
    "#adm3+name",
    "#loc+name",
    "#geo+lat",
    "#geo+lon",
    "#geo+precision",
    "#meta+source",
    "#meta+source+scale",
    "#description",
    "#affected+killed",
    "#meta+tags",
    "#meta+timestamp",
];

/// Writes incidents as ACLED's events.
///
/// # Errors
/// If `out` cannot be written to.
pub fn acled<'a>(
    all: impl Iterator<Item = Exported<'a>>,
    countries: &dyn Countries,
    hxl: bool,
    out: impl Write,
) -> io::Result<()> {
    rows(&ACLED_COLUMNS, hxl.then_some(&HXL[..]), all.map(|one| row(&one, countries)), out)
}

fn row(one: &Exported<'_>, countries: &dyn Countries) -> Vec<String> {
    let s = one.summary;
    let place = s.place.as_ref();
    let (event, sub) = types(s);
    let killed = s.tolls.iter().find(|t| t.effect == sitrep_record::Effect::Killed);
    let outlets: Vec<String> = one.told.iter().filter_map(|(r, _)| r.outlet.clone()).collect();
    let country = place.and_then(|p| p.country.as_deref());
    vec![
        s.id.clone(),
        shown(s.date.from),
        shown(s.date.from.map(|d| d.year())),
        shown(time_precision(s)),
        if event == "Strategic developments" { event.into() } else { "Political violence".into() },
        event.into(),
        sub.into(),
        cell(s.perpetrators.first().map(String::as_str)),
        cell(Some(&s.perpetrators.iter().skip(1).map(String::as_str).collect::<Vec<_>>().join("; "))),
        String::new(),
        cell(s.targets.first().map(String::as_str)),
        cell(Some(&s.targets.iter().skip(1).map(String::as_str).collect::<Vec<_>>().join("; "))),
        String::new(),
        String::new(),
        if only_civilians(killed) { "Civilian targeting".into() } else { String::new() },
        String::new(),
        String::new(),
        country.map(|c| countries.name(c).unwrap_or_else(|| c.to_owned())).unwrap_or_default(),
        cell(place.and_then(|p| p.admin1.as_deref())),
        String::new(),
        String::new(),
        cell(place.map(|p| p.name.as_str())),
        shown(place.and_then(|p| p.lat)),
        shown(place.and_then(|p| p.lon)),
        shown(place.and_then(|p| p.precision).map(geo_precision)),
        cell(Some(&distinct(outlets).join("; "))),
        String::new(),
        cell(Some(&notes(s, killed))),
        fatalities(killed).0.to_string(),
        String::new(),
        String::new(),
    ]
}

fn distinct(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names.dedup();
    names
}

fn types(s: &Summary) -> (&'static str, &'static str) {
    let suicide = s.method.as_deref().is_some_and(|m| m.to_lowercase().contains("suicide"));
    let deadly =
        s.tolls.iter().any(|t| t.effect == sitrep_record::Effect::Killed && t.together.best.is_some_and(|n| n > 0));
    match s.kind {
        IncidentType::Airstrike => ("Explosions/Remote violence", "Air/drone strike"),
        IncidentType::Shelling => ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
        IncidentType::Explosion if suicide => ("Explosions/Remote violence", "Suicide bomb"),
        IncidentType::Explosion => ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
        IncidentType::Chemical => ("Explosions/Remote violence", "Chemical weapon"),
        IncidentType::Clash | IncidentType::CeasefireViolation => ("Battles", "Armed clash"),
        IncidentType::Capture if deadly => ("Battles", "Armed clash"),
        IncidentType::Capture => ("Strategic developments", "Non-violent transfer of territory"),
        IncidentType::Attack | IncidentType::Execution => ("Violence against civilians", "Attack"),
        IncidentType::Abduction => ("Violence against civilians", "Abduction/forced disappearance"),
        IncidentType::Arrest => ("Strategic developments", "Arrests"),
        IncidentType::Displacement | IncidentType::Other => ("Strategic developments", "Other"),
    }
}

/// 1 the day, 2 within a week, 3 longer.
fn time_precision(s: &Summary) -> Option<u8> {
    let from = s.date.from?;
    let days = crate::merge::days_between(from, s.date.to?).abs();
    Some(match days {
        0 => 1,
        1..=6 => 2,
        _ => 3,
    })
}

/// 1 the town, 2 a small area, 3 a larger region.
fn geo_precision(precision: Precision) -> u8 {
    match precision {
        Precision::Exact | Precision::District | Precision::City => 1,
        Precision::Admin2 => 2,
        Precision::Admin1 | Precision::Country => 3,
    }
}

fn only_civilians(killed: Option<&Toll>) -> bool {
    killed.is_some_and(|t| {
        t.by_status.iter().any(|s| s.status == Status::Civilian)
            && t.by_status.iter().all(|s| s.status != Status::Combatant)
    })
}

/// The number that ACLED's codebook gives a word.
fn word_number(term: &str) -> Option<u64> {
    match term {
        "tens" => Some(10),
        "dozens" | "dozen" => Some(12),
        "hundreds" => Some(100),
        _ => None,
    }
}

/// The lowest figure, and the word it was taken from.
fn fatalities(killed: Option<&Toll>) -> (u64, Option<&str>) {
    let Some(toll) = killed else { return (0, None) };
    if let Some(low) = toll.together.low {
        return (low, None);
    }
    let words = toll.together.terms.iter().filter_map(|term| Some((word_number(term)?, Some(term.as_str()))));
    words.min().unwrap_or((0, None))
}

fn notes(s: &Summary, killed: Option<&Toll>) -> String {
    let mut notes = vec![format!("Grade: {}.", s.grade.words())];
    if let Some(toll) = killed {
        let said: Vec<String> =
            toll.sources.iter().map(|s| format!("{} ({})", figure(&s.latest.count), s.authority.name)).collect();
        notes.push(format!("Killed as reported: {}.", said.join(", ")));
        match fatalities(killed) {
            (n, Some(word)) => notes.push(format!("Fatalities coded {n} for \"{word}\", as ACLED's codebook has it.")),
            (_, None) if toll.together.low.is_some() => {
                notes.push("Fatalities are the lowest figure, as ACLED's codebook has it.".into())
            }
            (_, None) => notes.push("No figure given: fatalities coded 0.".into()),
        }
    }
    notes.join(" ")
}
