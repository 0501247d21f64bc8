//! Runs language pipelines that were trained with spaCy 3, natively: text in, grammar out.

mod assembly;
mod components;
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
mod pipeline;
mod pyregex;
mod strings;
mod tokenizer;
mod transition;
mod vectors;
mod words;
mod worker;

pub use document::{Document, Span, Token};
pub use error::OpenError;
pub use json::{JsonDocument, JsonEntity, JsonError, JsonToken};
pub use pipeline::Pipeline;
