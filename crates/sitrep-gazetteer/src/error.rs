//! What can go wrong, and what to do about it.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// The error of every fallible call of this crate.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: {source}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// The system's word on it.
        source: std::io::Error,
    },
    /// A file to import holds something that is no gazetteer entry.
    #[error("{}:{line}: {problem}; {remedy}", file.display())]
    Import {
        /// The file, or the name given for the data.
        file: PathBuf,
        /// The line, counted from 1; 0 where no line can be told.
        line: usize,
        /// What was found.
        problem: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A packed layer is damaged, or of another version.
    #[error("{}: {problem}; import its source again with this version", file.display())]
    Layer {
        /// The file, or `world.bin` for the embedded layer.
        file: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// One of the crate's own data files does not parse: a mistake in the build, not in the input.
    #[error("{file}: {problem}; correct the entry")]
    Data {
        /// The data file.
        file: &'static str,
        /// The entry and what is wrong with it.
        problem: String,
    },
}

impl Error {
    pub(crate) fn io(file: &Path, source: std::io::Error) -> Self {
        Self::Io { file: file.to_owned(), source }
    }

    pub(crate) fn import(file: &Path, line: usize, problem: impl Into<String>, remedy: &'static str) -> Self {
        Self::Import { file: file.to_owned(), line, problem: problem.into(), remedy }
    }

    pub(crate) fn layer(file: &Path, problem: impl Into<String>) -> Self {
        Self::Layer { file: file.to_owned(), problem: problem.into() }
    }

    pub(crate) fn data(file: &'static str, problem: impl Into<String>) -> Self {
        Self::Data { file, problem: problem.into() }
    }
}
