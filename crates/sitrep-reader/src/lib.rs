//! Reads a news article: what it says of tolls, sources, incidents, responsibility and accords.
//!
//! The flow inside: a parsed [`Document`](sitrep_language::Document) → `toll` (who was killed, how many) → `source`
//! (who says so) → `incident` (what happened where and when; which toll belongs to it) → `responsibility` and
//! `accord` → the [`Record`](sitrep_record::Record), put together in `assemble`.
//!
//! Invariants: this crate does no I/O; reading never fails and never panics; evidence always lies inside the text;
//! vocabulary stands in `lexicon/*.toml`, grammar stands here.
//!
//! ```
//! use sitrep_language::Document;
//! use sitrep_reader::{Article, Lexicon, Reader};
//!
//! let reader = Reader::new(Lexicon::builtin()?);
//! let doc = Document::from_json(r#"{"text": "", "tokens": [], "ents": []}"#)?;
//! let record = reader.read(&Article { id: "a1".into(), ..Article::default() }, &doc);
//! assert!(record.claims.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accord;
mod actor;
mod assemble;
mod grammar;
mod incident;
mod lexicon;
mod place;
mod quantity;
mod responsibility;
mod scope;
mod source;
mod time;
mod toll;

pub use assemble::{Article, Finding, Reader};
pub use lexicon::{Lexicon, LexiconError, LexiconFile};
