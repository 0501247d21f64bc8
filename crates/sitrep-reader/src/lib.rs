//! Reads a news article: what it says of tolls, sources, incidents, responsibility and accords.
//!
//! The flow inside: a parsed [`Document`](sitrep_language::Document) → [`toll`] (who was killed, how many) → [`source`]
//! (who says so) → [`incident`] (what happened where and when; which toll belongs to it) → [`responsibility`] and
//! [`accord`] → the [`Record`](sitrep_record::Record), put together in [`assemble`].
//!
//! Invariants: this crate does no I/O; reading never fails and never panics; evidence always lies inside the text;
//! vocabulary stands in `lexicon/*.toml`, grammar stands here.
