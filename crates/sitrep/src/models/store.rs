//! The folder that installed pipelines lie in.

use std::path::{Path, PathBuf};

use super::error::ModelError;
use super::table::Model;

/// The environment variable that names another folder.
pub const FOLDER_VARIABLE: &str = "SITREP_MODELS";

/// The folder that installed pipelines lie in, each a wheel as published.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// A store in this folder; it need not exist yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Store { folder: folder.into() }
    }

    /// The user's store: `SITREP_MODELS` if it is set, else a folder in the user's data directory.
    ///
    /// # Errors
    /// [`ModelError::NoFolder`] if the user has no home directory.
    pub fn of_user() -> Result<Self, ModelError> {
        crate::folders::data("models", FOLDER_VARIABLE).map(Store::new).ok_or(ModelError::NoFolder)
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a pipeline lies once it is installed.
    pub fn place_of(&self, model: &Model) -> PathBuf {
        self.folder.join(model.file_name())
    }

    /// Where a pipeline lies, if it is installed.
    pub fn installed(&self, model: &Model) -> Option<PathBuf> {
        Some(self.place_of(model)).filter(|path| path.is_file())
    }

    /// Removes a pipeline; says whether it was there.
    ///
    /// # Errors
    /// [`ModelError::Store`] if it is there and cannot be removed.
    pub fn remove(&self, model: &Model) -> Result<bool, ModelError> {
        let path = self.place_of(model);
        match std::fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(ModelError::Store { path, error }),
        }
    }
}
