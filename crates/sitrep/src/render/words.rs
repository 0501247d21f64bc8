//! The record's values in a person's words.

use serde::Serialize;
use sitrep_record::{Actor, Bound, Claim, Count, DateInterval, Place, Polarity, Precision, Scope, Source};

/// The name of an enum's value as its JSON has it, with spaces.
pub fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(|s| s.replace('_', " "))).unwrap_or_default()
}

/// An interval as short as it can be said: `47`, `≥59`, `>140`, `≤30`, `<30`, `~200`, `20–30`, `dozens`.
pub fn count(count: &Count) -> String {
    match (count.bound, count.low, count.high) {
        (Bound::MoreThan, Some(low), _) => format!(">{}", grouped(low.saturating_sub(1))),
        (Bound::LessThan, _, Some(high)) => format!("<{}", grouped(high.saturating_add(1))),
        (Bound::About, Some(low), Some(high)) if low == high => format!("~{}", grouped(low)),
        (_, Some(low), Some(high)) if low == high => grouped(low),
        (_, Some(low), Some(high)) => format!("{}–{}", grouped(low), grouped(high)),
        (_, Some(low), None) => format!("≥{}", grouped(low)),
        (_, None, Some(high)) => format!("≤{}", grouped(high)),
        (_, None, None) => match count.term.as_deref() {
            None | Some("plural") => "some".into(),
            Some(term) => term.into(),
        },
    }
}

/// A number with its thousands apart.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut all = String::new();
    for (k, digit) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k).is_multiple_of(3) {
            all.push(',');
        }
        all.push(digit);
    }
    all
}

/// The effect, with what part of the whole is counted.
pub fn effect(claim: &Claim) -> String {
    let effect = name(&claim.effect);
    let scoped = match claim.scope {
        Scope::Subset => format!("└ of them {effect}"),
        _ => effect,
    };
    match claim.polarity {
        Polarity::Asserted => scoped,
        Polarity::Denied => format!("{scoped} (denied)"),
    }
}

/// Whose toll it is: an incident's, several incidents', or one of older times.
pub fn whose(claim: &Claim) -> String {
    match (claim.scope, &claim.incident) {
        (Scope::Background, incident) => join([Some("background"), incident.as_deref()]),
        (Scope::Aggregate, _) if !claim.parts.is_empty() => format!("sum of {}", claim.parts.join(", ")),
        (Scope::Aggregate, incident) => join([Some("several"), incident.as_deref()]),
        (_, Some(incident)) => incident.clone(),
        (_, None) => String::new(),
    }
}

fn join<const N: usize>(parts: [Option<&str>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Names, one after the other.
pub fn sources(sources: &[Source]) -> String {
    sources.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Names, one after the other.
pub fn actors(actors: &[Actor]) -> String {
    actors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A place with what it lies within, the nearest first, nothing said twice.
pub fn place(place: &Place) -> String {
    let mut parts: Vec<&str> = vec![&place.name];
    let around = place.within.iter().map(String::as_str).chain(place.admin1.as_deref()).chain(place.country.as_deref());
    for part in around {
        // A dateline's capitals are not another place.
        match parts.iter_mut().find(|p| p.to_lowercase() == part.to_lowercase()) {
            Some(known) if known.chars().count() > 2 && !known.chars().any(char::is_lowercase) => *known = part,
            Some(_) => {}
            None => parts.push(part),
        }
    }
    parts.join(", ")
}

/// Where the place lies, and what its coordinates stand for.
pub fn located(place: &Place) -> String {
    match (place.lat, place.lon) {
        (Some(lat), Some(lon)) => {
            let stands_for = match place.precision {
                None | Some(Precision::Exact) => String::new(),
                Some(precision) => format!(" ({})", name(&precision)),
            };
            format!("{lat:.2}, {lon:.2}{stands_for}")
        }
        _ => "unlocated".into(),
    }
}

/// Days: one, an interval, open to one side, or unknown.
pub fn dates(interval: &DateInterval) -> String {
    match (interval.from, interval.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => {
            // What the second day shares with the first is not said again.
            let (first, second) = (from.to_string(), to.to_string());
            let shared = match (from.year() == to.year(), from.month() == to.month()) {
                (true, true) if from.year() > 0 => "0000-00-".len(),
                (true, false) if from.year() > 0 => "0000-".len(),
                _ => 0,
            };
            format!("{first}–{}", &second[shared..])
        }
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("to {to}"),
        (None, None) => "unknown".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_keep_their_bounds() {
        let all = [
            (Count::exact(4750), "4,750"),
            (Count::at_least(59), "≥59"),
            (Count::more_than(140), ">140"),
            (Count::at_most(30), "≤30"),
            (Count::less_than(30), "<30"),
            (Count::about(200), "~200"),
            (Count::range(20, 30), "20–30"),
            (Count::vague("dozens"), "dozens"),
            (Count::vague("plural"), "some"),
            (Count::exact(0), "0"),
        ];
        for (value, said) in all {
            assert_eq!(count(&value), said);
        }
    }

    #[test]
    fn days_are_never_guessed() {
        let day = |d| Some(jiff::civil::date(2024, 5, d));
        assert_eq!(dates(&DateInterval { from: day(3), to: day(3) }), "2024-05-03");
        assert_eq!(dates(&DateInterval { from: day(3), to: day(4) }), "2024-05-03–04");
        let june = Some(jiff::civil::date(2024, 6, 1));
        assert_eq!(dates(&DateInterval { from: day(3), to: june }), "2024-05-03–06-01");
        let ancient = Some(jiff::civil::date(-44, 5, 15));
        assert_eq!(dates(&DateInterval { from: ancient, to: day(3) }), "-000044-05-15–2024-05-03");
        assert_eq!(dates(&DateInterval { from: day(3), to: None }), "from 2024-05-03");
        assert_eq!(dates(&DateInterval { from: None, to: None }), "unknown");
    }
}
