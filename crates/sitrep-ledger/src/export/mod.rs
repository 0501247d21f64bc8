//! The ledger in the forms that others read. Every row has its id and the articles' addresses; nothing is made up: what is
//! unknown is empty.

mod csv;
mod geojson;
#[cfg(test)]
mod tests;

pub use self::csv::{CLAIM_COLUMNS, INCIDENT_COLUMNS, claims, incidents};
pub use geojson::geojson;

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

/// An enum's value as its JSON has it.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
