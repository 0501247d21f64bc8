//! Runs language pipelines that were trained with spaCy 3, natively: text in, grammar out.

mod document;
mod json;
mod labels;

pub use document::{Document, Span, Token};
pub use json::{JsonDocument, JsonEntity, JsonError, JsonToken};
