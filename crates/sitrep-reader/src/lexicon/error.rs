//! What is wrong with a lexicon file, and what to do about it.

use thiserror::Error;

/// Why a lexicon was refused.
#[derive(Debug, Error)]
pub enum LexiconError {
    /// The file is not TOML, or not a list of entries in sections.
    #[error("{file}: {message}\nwrite entries as [[section]] followed by key = value lines")]
    Toml {
        /// The file.
        file: String,
        /// What the TOML parser found, with the place.
        message: String,
    },
    /// No part of the reader has a file of this name.
    #[error(
        "{file}: no such lexicon file\nname it after the built-in file that it adds to, such as effects.toml or sources.toml"
    )]
    UnknownFile {
        /// The file.
        file: String,
    },
    /// The file has no section of this name.
    #[error("{file}:{line}: no section [[{section}]]\nuse one of: {known}")]
    UnknownSection {
        /// The file.
        file: String,
        /// The line of its first entry.
        line: usize,
        /// The section.
        section: String,
        /// The sections that there are.
        known: String,
    },
    /// An entry without a key.
    #[error("{file}:{line}: an entry of [[{section}]] has no key\ngive it a `name`, `lemma`, `word` or `phrase`")]
    NoKey {
        /// The file.
        file: String,
        /// The line where it starts.
        line: usize,
        /// Its section.
        section: String,
    },
    /// An entry that is not as its section wants it.
    #[error(
        "{file}:{line}: [[{section}]] {key:?}: {message}\ncorrect the entry; the built-in {file} shows every field with its meaning"
    )]
    Entry {
        /// The file.
        file: String,
        /// The line where it starts.
        line: usize,
        /// Its section.
        section: String,
        /// Its key.
        key: String,
        /// What is wrong.
        message: String,
    },
}
