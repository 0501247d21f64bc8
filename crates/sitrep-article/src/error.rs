//! What can go wrong between bytes and an article.

use thiserror::Error;

/// Why no article could be made of some bytes.
///
/// Only input that cannot be an article at all is an error; whatever is merely odd (a wrong charset, a field of
/// the wrong type, a missing date) becomes a [`Note`](crate::Note) on the article.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The input holds nothing but white space.
    #[error("the input is empty")]
    Empty,
    /// The input is not text: it holds NUL bytes, or its first bytes are those of a binary format.
    #[error("the input is not text{}", .format.map(|f| format!(": it looks like {f}")).unwrap_or_default())]
    NotText {
        /// The binary format that the first bytes tell, if known.
        format: Option<&'static str>,
    },
    /// The input is larger than [`Limits::bytes`](crate::Limits::bytes).
    #[error("the input is larger than the limit of {limit} bytes")]
    TooLarge {
        /// The limit in force, in bytes.
        limit: usize,
    },
    /// The page has no text left once its furniture is gone.
    #[error("no article text was found in the page")]
    NoText,
    /// The JSON is broken.
    #[error("the JSON cannot be read")]
    Json(#[from] serde_json::Error),
    /// The JSON value is not an object (nor a list of objects).
    #[error("an article is a JSON object, not {found}")]
    JsonNotObject {
        /// The type found: `null`, `a number`, …
        found: &'static str,
    },
    /// A JSON article has neither `text` nor `html`.
    #[error("the JSON object has neither \"text\" nor \"html\"")]
    JsonNoText,
    /// `text` or `html` of a JSON article is not a string.
    #[error("the field \"{field}\" must be a string, not {found}")]
    JsonField {
        /// The field.
        field: &'static str,
        /// The type found: `null`, `a number`, …
        found: &'static str,
    },
    /// The feed cannot be read.
    #[error("the feed cannot be read")]
    Feed(#[from] feed_rs::parser::ParseFeedError),
    /// Several articles where one was asked for.
    #[error("the input holds {count} articles where one was expected")]
    Several {
        /// How many articles the input holds.
        count: usize,
    },
}

/// A line of a JSON Lines input that gave no article. The lines after it are read all the same.
#[derive(Debug, Error)]
#[error("line {line}: {error}")]
pub struct LineError {
    /// The line's number, from 1.
    pub line: u64,
    /// What was wrong with it.
    #[source]
    pub error: LineProblem,
}

/// What was wrong with a line.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LineProblem {
    /// The line was longer than [`Limits::line_bytes`](crate::Limits::line_bytes); it was skipped without being kept in memory.
    #[error("the line is longer than the limit of {limit} bytes")]
    TooLong {
        /// The limit in force, in bytes.
        limit: usize,
    },
    /// The reader failed; no further line follows.
    #[error("the input cannot be read further")]
    Io(#[from] std::io::Error),
    /// The line is no article.
    #[error(transparent)]
    Article(#[from] Error),
}
