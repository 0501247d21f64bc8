//! Runs language pipelines that were trained with spaCy 3, natively: text in, grammar out.

mod config;
pub mod conllu;
mod document;
mod error;
mod json;
mod labels;
mod lexeme;
mod msgpack;
mod network;
mod package;
mod pyregex;
mod strings;
mod tokenizer;
mod words;

pub use document::{Document, Span, Token};
pub use error::OpenError;
pub use json::{JsonDocument, JsonEntity, JsonError, JsonToken};
