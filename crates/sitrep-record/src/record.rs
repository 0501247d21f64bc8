//! The record of one article.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Accord, Claim, Incident, Responsibility};

/// Where in the article's text a statement stands: characters (Unicode scalar values) `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

/// Something the reader of the record should know about the reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// A short fixed word for programs (`undated`, `lossy_text`, …).
    pub code: String,
    /// One sentence for people.
    pub text: String,
}

/// All that was read from one article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The article's id.
    pub id: String,
    /// The article's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day it was published; unknown stays unknown.
    pub published: Option<Date>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// The agencies it draws on.
    pub credits: Vec<String>,
    /// The clean text that all evidence points into.
    pub text: String,
    /// Every statement of a human toll.
    pub claims: Vec<Claim>,
    /// Every concrete event.
    pub incidents: Vec<Incident>,
    /// Who claims, is accused, denies.
    pub responsibility: Vec<Responsibility>,
    /// Every truce or deal spoken of.
    pub accords: Vec<Accord>,
    /// What one should know about this reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// The JSON Schema (draft 2020-12) of a [`Record`].
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Record).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_names_every_part_of_a_record() {
        let schema = json_schema();
        for part in ["claims", "incidents", "responsibility", "accords", "text"] {
            assert!(schema["properties"][part].is_object(), "{part}");
        }
    }
}
