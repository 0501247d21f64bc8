//! What can go wrong with pipelines, said so that the next step is clear.

use std::io;
use std::path::PathBuf;

/// Why a pipeline could not be had.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The language is in no table.
    #[error("no model is known for the language {language:?} (known: {known}); give one of your own with --model PATH")]
    UnknownLanguage {
        /// The language asked for.
        language: String,
        /// The languages there are.
        known: String,
    },
    /// Not installed, and nothing may be downloaded.
    #[error(
        "the model {name} is not installed in {folder}, and --offline forbids to download it; run `sitrep models install {language}` while online"
    )]
    Offline {
        /// The pipeline.
        name: String,
        /// Its language.
        language: String,
        /// Where it would lie.
        folder: PathBuf,
    },
    /// No origin gave it.
    #[error("could not install the model {name}: {}; or give a model of your own with --model PATH", .reasons.join("; "))]
    NoOrigin {
        /// The pipeline.
        name: String,
        /// Why, for each origin.
        reasons: Vec<String>,
    },
    /// The models folder cannot be written or read.
    #[error("cannot use {}: {error}; set SITREP_MODELS to a folder that can be written", .path.display())]
    Store {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is no home directory.
    #[error("no home directory to keep models in; set SITREP_MODELS to a folder")]
    NoFolder,
}

/// Why one origin did not give a wheel.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// It answered badly or not at all.
    #[error("{0}")]
    Web(#[from] Box<ureq::Error>),
    /// The connection broke, or the disk is full.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// pip failed.
    #[error("pip says: {0}")]
    Pip(String),
    /// There is no Python.
    #[error("no {0} to run pip with")]
    NoPython(String),
    /// The file is not the one that the table names.
    #[error("the file that came is not the published one ({bytes} bytes of {size}, SHA-256 {got}, wanted {want})")]
    Checksum {
        /// How many bytes came.
        bytes: u64,
        /// How many were expected.
        size: u64,
        /// Its checksum.
        got: String,
        /// The published checksum.
        want: String,
    },
}
