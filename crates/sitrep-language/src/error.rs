//! Why a pipeline could not be opened.

use std::path::PathBuf;

/// Why a pipeline could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A file or folder could not be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is no `config.cfg` where a pipeline should be.
    #[error("{path} is no spaCy pipeline: it holds no config.cfg")]
    NotAPipeline {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The wheel is not a readable zip archive.
    #[error("{path} is no readable wheel: {source}")]
    Wheel {
        /// Which one.
        path: PathBuf,
        /// What is wrong with it.
        source: zip::result::ZipError,
    },
    /// A file that the configuration calls for is absent.
    #[error("the pipeline lacks its file {file}")]
    Missing {
        /// Its path inside the pipeline.
        file: String,
    },
    /// A file's content is not what it should be.
    #[error("the pipeline's file {file} is damaged: {what}")]
    Damaged {
        /// Its path inside the pipeline.
        file: String,
        /// What is wrong.
        what: String,
    },
    /// A component, architecture or option that this crate does not run.
    #[error("the pipeline needs {what}, which is not supported")]
    Unsupported {
        /// Its name, and where it stands.
        what: String,
    },
}

/// How long the reason of a [`OpenError::Damaged`] may be, in characters.
const MAX_WHAT: usize = 400;

impl OpenError {
    /// A [`OpenError::Damaged`].
    pub(crate) fn damaged(file: &str, what: impl Into<String>) -> Self {
        // Some libraries' errors quote all they were given.
        let mut what = what.into();
        if let Some((at, _)) = what.char_indices().nth(MAX_WHAT) {
            what.truncate(at);
            what.push('…');
        }
        OpenError::Damaged { file: file.into(), what }
    }

    /// A [`OpenError::Unsupported`].
    pub(crate) fn unsupported(what: impl Into<String>) -> Self {
        OpenError::Unsupported { what: what.into() }
    }
}

/// The result of opening a pipeline or a part of one.
pub(crate) type Result<T> = std::result::Result<T, OpenError>;
