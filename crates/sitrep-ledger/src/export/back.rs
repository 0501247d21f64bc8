//! Corrections made in a spreadsheet: the CSV of incidents with other values in it, taken back by id.

use std::io::Read;

use super::csv::{INCIDENT_COLUMNS, incident};
use super::{Exported, word};
use crate::toll::EFFECTS;

/// What a person changed in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A field has another value, as [`Store::correct`](crate::store::Store::correct) takes them.
    Correct {
        /// The field.
        field: String,
        /// Its value.
        value: String,
    },
    /// The grade says that a person confirmed it.
    Confirm,
    /// The grade says that a person discounted it.
    Reject,
}

/// A table that cannot be taken back.
#[derive(Debug, thiserror::Error)]
pub enum BackError {
    /// No CSV.
    #[error("it is no CSV table")]
    Csv(#[from] ::csv::Error),
    /// No ids.
    #[error("it has no column \"id\"; export it with `sitrep export`, and leave the ids as they are")]
    NoIds,
    /// A value that stands for something else was changed.
    #[error("row {row}: {column} cannot be changed in a table (it was {was:?})")]
    Fixed {
        /// The row, from 1, the head not counted.
        row: usize,
        /// The column.
        column: String,
        /// What it was.
        was: String,
    },
}

/// A row of a table: the incident's id, and its values by column.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number, from 1, the head not counted.
    pub number: usize,
    /// The incident.
    pub id: String,
    values: Vec<(String, String)>,
}

/// The rows of a table; a row of hashtags is passed over, columns that are not ours are left alone.
///
/// # Errors
/// If it is no table, or has no ids.
pub fn table(input: impl Read) -> Result<Vec<Row>, BackError> {
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let head: Vec<String> =
        reader.headers()?.iter().map(|h| h.trim_start_matches('\u{feff}').trim().to_owned()).collect();
    let id = head.iter().position(|h| h == "id").ok_or(BackError::NoIds)?;
    let mut rows = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record?;
        let Some(id) = record.get(id).map(str::trim).filter(|id| !id.is_empty() && !id.starts_with('#')) else {
            continue;
        };
        let values = head.iter().cloned().zip(record.iter().map(|v| v.trim().to_owned())).collect();
        rows.push(Row { number: at + 1, id: id.to_owned(), values });
    }
    Ok(rows)
}

/// What differs between a row and the incident as it is.
///
/// # Errors
/// [`BackError::Fixed`] for a value that cannot be corrected so.
pub fn edits(row: &Row, now: &Exported<'_>) -> Result<Vec<Edit>, BackError> {
    let current: Vec<(&str, String)> = INCIDENT_COLUMNS.into_iter().zip(incident(now)).collect();
    let of = |column: &str| row.values.iter().find(|(c, _)| c == column).map(|(_, v)| v.as_str());
    let was = |column: &str| current.iter().find(|(c, _)| *c == column).map_or("", |(_, v)| v.as_str());
    let changed = |column: &str| of(column).filter(|v| !same(v, was(column)));
    let correct = |field: &str, value: &str| Edit::Correct { field: field.into(), value: plain(value).into() };
    let mut edits = Vec::new();
    for field in ["type", "method", "place", "admin1", "country", "lat", "lon", "perpetrators", "targets"] {
        edits.extend(changed(field).map(|value| correct(field, value)));
    }
    // two columns are one field: what was left alone keeps its value
    let pair = |from: &str, to: &str| {
        let value = |c: &str| of(c).unwrap_or(was(c)).to_owned();
        let both = (value(from), value(to));
        (changed(from).is_some() || changed(to).is_some()).then(|| format!("{}..{}", both.0, both.1))
    };
    edits.extend(pair("date_from", "date_to").map(|value| correct("date", &value)));
    for effect in EFFECTS {
        let name = word(&effect);
        edits.extend(pair(&format!("{name}_low"), &format!("{name}_high")).map(|value| correct(&name, &value)));
    }
    match changed("grade") {
        Some("confirmed") => edits.push(Edit::Confirm),
        Some("discounted") => edits.push(Edit::Reject),
        Some(_) => return Err(fixed(row, "grade", was("grade"))),
        None => {}
    }
    for column in ["within", "precision", "sources", "articles", "addresses"] {
        if changed(column).is_some() {
            return Err(fixed(row, column, was(column)));
        }
    }
    Ok(edits)
}

fn fixed(row: &Row, column: &str, was: &str) -> BackError {
    BackError::Fixed { row: row.number, column: column.into(), was: was.into() }
}

/// Spreadsheets write 1.50 for 1.5, and drop the apostrophe that keeps a formula off.
fn same(a: &str, b: &str) -> bool {
    let number = |s: &str| s.parse::<f64>().ok();
    plain(a) == plain(b) || number(a).zip(number(b)).is_some_and(|(x, y)| (x - y).abs() < 1e-9)
}

fn plain(value: &str) -> &str {
    value.strip_prefix('\'').unwrap_or(value).trim()
}
