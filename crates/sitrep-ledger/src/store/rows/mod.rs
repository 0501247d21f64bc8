//! The store's tables: typed functions in the ledger's words, each statement written once for both databases.

mod accounts;
mod articles;
mod decisions;
mod incidents;
mod mentions;
mod search;

pub(crate) use articles::NewArticle;
pub(crate) use incidents::IncidentRow;
pub(crate) use mentions::{MentionRow, NewMention};

use super::error::{Result, stored};

/// Reads what is stored as JSON.
fn read<T: serde::de::DeserializeOwned>(json: &str, what: &'static str) -> Result<T> {
    serde_json::from_str(json).map_err(stored(what))
}

/// A text without the one character that PostgreSQL does not keep.
fn clean(text: &str) -> std::borrow::Cow<'_, str> {
    match text.contains('\0') {
        true => text.replace('\0', " ").into(),
        false => text.into(),
    }
}

/// So many groups of so many values each: `(?1, ?2), (?3, ?4)`.
fn groups(rows: usize, columns: usize) -> String {
    let group = |row: usize| {
        let values: Vec<String> = (1..=columns).map(|column| format!("?{}", row * columns + column)).collect();
        format!("({})", values.join(", "))
    };
    (0..rows).map(group).collect::<Vec<_>>().join(", ")
}
