//! The ledger's values in a person's words.

use serde::Serialize;
use sitrep_ledger::Summary;
use sitrep_ledger::toll::{Together, Toll};
use sitrep_record::{DateInterval, Effect, Place};

/// The name of an enum's value as its JSON has it, with spaces.
pub fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(|s| s.replace('_', " "))).unwrap_or_default()
}

/// An interval with its best figure: `47`, `38–47, best 43`, `59+`, `dozens`; `!` where contested.
pub fn toll(t: &Together) -> String {
    let interval = match (t.low, t.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("{low}+"),
        (None, Some(high)) => format!("≤{high}"),
        (None, None) => {
            t.terms.iter().map(|term| if term == "plural" { "some" } else { term }).collect::<Vec<_>>().join(", ")
        }
    };
    let best = t.best.filter(|b| t.low != Some(*b)).map_or_else(String::new, |b| format!(", best {b}"));
    format!("{interval}{best}{}", if t.contested { " !" } else { "" })
}

/// The toll of an effect, if there is one.
pub fn of_effect(summary: &Summary, effect: Effect) -> String {
    let found: Option<&Toll> = summary.tolls.iter().find(|t| t.effect == effect);
    found.map(|t| toll(&t.together)).unwrap_or_default()
}

/// Days: one, an interval, open to one side, or unknown.
pub fn dates(date: &DateInterval) -> String {
    match (date.from, date.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}–{to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("to {to}"),
        (None, None) => "unknown".into(),
    }
}

/// A place with what it lies within, nothing said twice.
pub fn place(place: Option<&Place>) -> String {
    let Some(place) = place else { return "unknown".into() };
    let mut parts: Vec<&str> = vec![&place.name];
    for part in place.within.iter().map(String::as_str).chain(place.admin1.as_deref()).chain(place.country.as_deref()) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(", ")
}
