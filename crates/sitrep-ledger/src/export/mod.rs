//! The ledger in the forms that others read. Every row has its id and the articles' addresses; nothing is made up: what is
//! unknown is empty.

mod acled;
mod back;
mod csv;
mod geojson;
mod parquet;
mod plover;
#[cfg(test)]
mod tests;
mod ucdp;

pub use self::csv::{CLAIM_COLUMNS, INCIDENT_COLUMNS, claims, incidents};
pub use self::parquet::{parquet, parquet_claims};
pub use acled::{ACLED_COLUMNS, acled};
pub use back::{BackError, Edit, Row, edits, table, touched};
pub use geojson::geojson;
pub use plover::plover;
pub use ucdp::{UCDP_COLUMNS, ucdp};

use std::io::{self, Write};

use sitrep_record::Record;

use crate::Summary;

/// An incident with the records that tell of it, each with the incident's id in it.
#[derive(Debug, Clone, Copy)]
pub struct Exported<'a> {
    /// The incident.
    pub summary: &'a Summary,
    /// The records that tell of it.
    pub told: &'a [(std::sync::Arc<Record>, String)],
}

impl Exported<'_> {
    /// The addresses of its articles, in their order; an article without one by its id.
    fn addresses(&self) -> Vec<String> {
        let mut all: Vec<String> =
            self.told.iter().map(|(r, _)| r.url.clone().unwrap_or_else(|| r.id.clone())).collect();
        all.dedup();
        all
    }
}

/// What forms ask of a country, by its two letters.
pub trait Countries {
    /// Its usual name.
    fn name(&self, code: &str) -> Option<String>;
    /// Its three letters.
    fn iso3(&self, code: &str) -> Option<String>;
}

/// Writes a table: a head, a row of hashtags if wanted, the rows.
fn rows(
    columns: &[&str],
    tags: Option<&[&str]>,
    all: impl Iterator<Item = Vec<String>>,
    out: impl Write,
) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(columns)?;
    if let Some(tags) = tags {
        table.write_record(tags)?;
    }
    for row in all {
        table.write_record(&row)?;
    }
    table.flush()
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// A text as a cell. Articles are written by strangers, and a spreadsheet takes `=…` for a formula: such a cell gets an
/// apostrophe before it.
fn cell(value: Option<&str>) -> String {
    let value = value.unwrap_or_default();
    match value.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{value}"),
        false => value.to_owned(),
    }
}

/// An enum's value as its JSON has it.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
