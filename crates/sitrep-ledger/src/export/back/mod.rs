//! Corrections made in a spreadsheet: the CSV of incidents with other values in it, taken back by id.
//!
//! A table lies on a desk for days while the ledger grows. What counts is what the person changed, which the column `as_exported`
//! tells; without that column, what differs from the ledger as it is now.

mod table;
mod value;

use super::csv::{INCIDENT_COLUMNS, SEAL, incident};
use super::{Exported, word};
use crate::toll::EFFECTS;

pub use table::{Row, table};
pub(super) use value::seal;

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
    /// There is a remark in the column `note`.
    Note(String),
    /// The column `merge_into` names another incident that this one is.
    MergeInto(String),
}

/// A table that cannot be taken back.
#[derive(Debug, thiserror::Error)]
pub enum BackError {
    /// It cannot be read.
    #[error("it cannot be read")]
    Read(#[from] std::io::Error),
    /// No CSV.
    #[error("it is no CSV table")]
    Csv(#[from] ::csv::Error),
    /// Another encoding, or no text.
    #[error("it is not in UTF-8; in a spreadsheet, save it as \"CSV UTF-8\"")]
    Encoding,
    /// No ids.
    #[error("it has no column \"id\"; export it with `sitrep export`, and leave the ids as they are")]
    NoIds,
    /// A value that stands for something else was changed.
    #[error("{column} cannot be changed in a table: it follows from the articles (leave it at {was:?})")]
    Fixed {
        /// The column.
        column: String,
        /// What the ledger has.
        was: String,
    },
    /// A grade that is not a person's to give.
    #[error("a person's grade is \"confirmed\" or \"discounted\", not {0:?}")]
    Grade(String),
}

/// What a person changed in a row of the incident that is `now` as given: corrections first, a merge last.
///
/// # Errors
/// [`BackError::Fixed`] for a value that cannot be corrected so, [`BackError::Grade`] for a grade that is none.
pub fn edits(row: &Row, now: &Exported<'_>) -> Result<Vec<Edit>, BackError> {
    let current = incident(now);
    let was = |column: &str| place(column).map_or("", |at| current[at].as_str());
    let changed = |column: &str| row.cell(column).filter(|cell| is_changed(row, column, cell, was(column)));
    let correct = |field: &str, value: String| Edit::Correct { field: field.into(), value };
    let mut edits = Vec::new();
    for field in ["type", "method", "place", "admin1", "country", "lat", "lon", "perpetrators", "targets"] {
        edits.extend(changed(field).map(|cell| correct(field, value::entered(cell))));
    }
    // two columns are one field: what was left alone keeps its value
    let pair = |from: &str, to: &str| {
        let cell = |c: &str| changed(c).map_or_else(|| was(c).to_owned(), value::entered);
        (changed(from).is_some() || changed(to).is_some()).then(|| format!("{}..{}", cell(from), cell(to)))
    };
    edits.extend(pair("date_from", "date_to").map(|value| correct("date", value)));
    for effect in EFFECTS {
        let name = word(&effect);
        edits.extend(pair(&format!("{name}_low"), &format!("{name}_high")).map(|value| correct(&name, value)));
    }
    match changed("grade") {
        Some("confirmed") => edits.push(Edit::Confirm),
        Some("discounted") => edits.push(Edit::Reject),
        Some(other) => return Err(BackError::Grade(other.into())),
        None => {}
    }
    let derived = |c: &&str| {
        matches!(*c, "within" | "precision" | "sources" | "articles" | "addresses")
            || c.ends_with("_best")
            || c.ends_with("_contested")
    };
    if let Some(column) = INCIDENT_COLUMNS.into_iter().filter(derived).find(|c| changed(c).is_some()) {
        return Err(BackError::Fixed { column: column.into(), was: was(column).into() });
    }
    edits.extend(row.note().map(|text| Edit::Note(text.into())));
    edits.extend(row.merge_into().filter(|id| *id != now.summary.id).map(|id| Edit::MergeInto(id.into())));
    Ok(edits)
}

/// The fields that a person changed in a row, as far as the row itself can tell: for incidents that have become part of others.
/// Without the column `as_exported`, all of them.
pub fn touched(row: &Row) -> Vec<&'static str> {
    let cells =
        INCIDENT_COLUMNS.into_iter().filter(|c| !matches!(*c, "id" | SEAL)).filter_map(|c| Some((c, row.cell(c)?)));
    let held = |column, cell| place(column).and_then(|at| value::unchanged(row.cell(SEAL), at, cell)) == Some(true);
    let mut fields: Vec<&str> = cells
        .filter(|(column, cell)| !held(column, cell))
        .map(|(column, _)| match column.split_once('_') {
            Some((field, "from" | "to" | "low" | "high")) => field,
            _ => column,
        })
        .collect();
    fields.dedup();
    fields.extend(row.note().map(|_| "note"));
    fields
}

fn is_changed(row: &Row, column: &str, cell: &str, now: &str) -> bool {
    let same = value::readings(cell).contains(&value::canonical(now));
    let held = place(column).and_then(|at| value::unchanged(row.cell(SEAL), at, cell));
    !same && held != Some(true)
}

/// Where a column stands.
fn place(column: &str) -> Option<usize> {
    INCIDENT_COLUMNS.iter().position(|c| *c == column)
}
