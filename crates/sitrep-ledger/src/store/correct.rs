//! Corrections that people make to what the articles say together.

use jiff::civil::Date;
use sitrep_record::{DateInterval, Effect, IncidentType, Place, Precision};

use super::error::StoreError;
use crate::{Explanation, Summary};

/// The fields that can be corrected.
pub const FIELDS: [&str; 15] = [
    "type",
    "method",
    "date",
    "place",
    "admin1",
    "country",
    "lat",
    "lon",
    "perpetrators",
    "targets",
    "killed",
    "injured",
    "missing",
    "captured",
    "displaced",
];

/// Sets a field of an incident as a person wants it. An empty value says "unknown".
///
/// # Errors
/// [`StoreError::Correction`] names what a field cannot be.
pub fn correct(summary: &mut Summary, field: &str, value: &str, who: &str) -> Result<(), StoreError> {
    let wrong = |why: &str| StoreError::Correction { field: field.into(), value: value.into(), why: why.into() };
    let value = value.trim();
    let text = (!value.is_empty()).then(|| value.to_owned());
    match field {
        "type" => {
            summary.kind = word::<IncidentType>(value).ok_or_else(|| wrong("it is none of the incident types"))?
        }
        "method" => summary.method = text,
        "date" => {
            summary.date =
                dates(value).ok_or_else(|| wrong("write a day as 2024-05-12, a span as 2024-05-12..2024-05-14"))?
        }
        "place" => match text {
            Some(name) => place(summary).name = name,
            None => summary.place = None,
        },
        "admin1" => place(summary).admin1 = text,
        "country" => match text {
            Some(code) if code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()) => {
                place(summary).country = Some(code.to_uppercase())
            }
            None => place(summary).country = None,
            Some(_) => return Err(wrong("a country is two letters (ISO 3166-1)")),
        },
        "lat" | "lon" => {
            let limit = if field == "lat" { 90.0 } else { 180.0 };
            let number = match text {
                Some(text) => Some(
                    text.parse::<f64>()
                        .ok()
                        .filter(|n| n.abs() <= limit)
                        .ok_or_else(|| wrong("it is no coordinate in degrees"))?,
                ),
                None => None,
            };
            let place = place(summary);
            if field == "lat" {
                place.lat = number
            } else {
                place.lon = number
            }
            place.precision = place.precision.or(Some(Precision::Exact));
        }
        "perpetrators" => summary.perpetrators = names(value),
        "targets" => summary.targets = names(value),
        _ => {
            let effect = word::<Effect>(field).ok_or_else(|| wrong("there is no such field"))?;
            let (low, high) = figures(value).ok_or_else(|| wrong("write 12, 12..14, 12.. or ..14"))?;
            let toll = match summary.tolls.iter_mut().find(|t| t.effect == effect) {
                Some(toll) => toll,
                None => return Err(wrong("no article gives such a toll, and a toll needs a source")),
            };
            (toll.together.low, toll.together.high, toll.together.best) = (low, high, low.or(high));
            toll.explanation =
                Explanation::of("toll", format!("{who} set it to {value}; the sources' figures stay beside it"));
        }
    }
    Ok(())
}

fn word<T: serde::de::DeserializeOwned>(value: &str) -> Option<T> {
    serde_json::from_value(value.into()).ok()
}

fn place(summary: &mut Summary) -> &mut Place {
    summary.place.get_or_insert_with(|| Place {
        name: String::new(),
        within: Vec::new(),
        admin1: None,
        country: None,
        lat: None,
        lon: None,
        precision: None,
    })
}

fn names(value: &str) -> Vec<String> {
    value.split(';').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect()
}

fn dates(value: &str) -> Option<DateInterval> {
    let day = |s: &str| match s.trim() {
        "" => Some(None),
        s => s.parse::<Date>().ok().map(Some),
    };
    let (from, to) = match value.split_once("..") {
        Some((from, to)) => (day(from)?, day(to)?),
        None => (day(value)?, day(value)?),
    };
    from.zip(to).is_none_or(|(from, to)| from <= to).then_some(DateInterval { from, to })
}

fn figures(value: &str) -> Option<(Option<u64>, Option<u64>)> {
    let number = |s: &str| match s.trim() {
        "" => Some(None),
        s => s.parse::<u64>().ok().map(Some),
    };
    let (low, high) = match value.split_once("..") {
        Some((low, high)) => (number(low)?, number(high)?),
        None => (number(value)?, number(value)?),
    };
    low.zip(high).is_none_or(|(low, high)| low <= high).then_some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_figures_are_read_strictly() {
        assert!(dates("2031-03-04").is_some());
        assert!(dates("2031-03-04..").is_some_and(|d| d.to.is_none()));
        assert!(dates("2031-03-05..2031-03-04").is_none());
        assert!(dates("yesterday").is_none());
        assert_eq!(figures("12..14"), Some((Some(12), Some(14))));
        assert_eq!(figures(".."), Some((None, None)));
        assert_eq!(figures("14..12"), None);
        assert_eq!(figures("-3"), None);
    }
}
