//! Installs a pipeline: whole or not at all, however many processes try at once.

use std::fs::{self, File};
use std::path::PathBuf;

use super::error::ModelError;
use super::fetch::Fetcher;
use super::store::Store;
use super::table::{Model, find, models};
use crate::progress::Progress;

/// Finds pipelines in the store, and installs them on first need.
#[derive(Debug, Clone)]
pub struct Models {
    /// Where they lie.
    pub store: Store,
    /// Where they come from.
    pub fetcher: Fetcher,
    /// Whether nothing may be downloaded.
    pub offline: bool,
    /// Whether what is done is told on stderr.
    pub quiet: bool,
}

impl Models {
    /// The user's models.
    ///
    /// # Errors
    /// [`ModelError::NoFolder`] if there is no folder to keep them in.
    pub fn of_user(offline: bool) -> Result<Self, ModelError> {
        Ok(Models { store: Store::of_user()?, fetcher: Fetcher::default(), offline, quiet: false })
    }

    /// The pipeline of a language.
    ///
    /// # Errors
    /// [`ModelError::UnknownLanguage`] if there is none.
    pub fn of_language(&self, language: &str) -> Result<&'static Model, ModelError> {
        find(language).ok_or_else(|| ModelError::UnknownLanguage {
            language: language.into(),
            known: models().iter().map(|m| m.language.as_str()).collect::<Vec<_>>().join(", "),
        })
    }

    /// The file of a pipeline, installed first if it is not there.
    ///
    /// # Errors
    /// [`ModelError`] if it is not there and cannot be had.
    pub fn ensure(&self, model: &Model) -> Result<PathBuf, ModelError> {
        match self.store.installed(model) {
            Some(path) => Ok(path),
            None => self.install(model),
        }
    }

    /// Installs a pipeline, anew if it is there.
    ///
    /// # Errors
    /// [`ModelError`] if it cannot be had; what was there before is then there still.
    pub fn install(&self, model: &Model) -> Result<PathBuf, ModelError> {
        let folder = self.store.folder();
        if self.offline {
            let (name, language) = (model.name.clone(), model.language.clone());
            return Err(ModelError::Offline { name, language, folder: folder.into() });
        }
        let broken = |error| ModelError::Store { path: folder.into(), error };
        fs::create_dir_all(folder).map_err(broken)?;
        let before = self.store.installed(model).is_some();
        let _lock = lock(folder.join(format!(".{}.lock", model.file_name())));
        let place = self.store.place_of(model);
        if !before && place.is_file() {
            return Ok(place); // another process was quicker
        }
        let mut reasons = Vec::new();
        for origin in &model.origins {
            self.tell(&match reasons.last() {
                None => {
                    let (name, version, mb) = (&model.name, &model.version, megabytes(origin.size));
                    format!("installing {name} {version} ({mb} MB) from {}", origin.way)
                }
                Some(reason) => format!("could not get it there ({reason}); trying {}", origin.way),
            });
            // In the same folder, so that the rename cannot be a copy.
            let mut part = tempfile::Builder::new().prefix(".part-").tempfile_in(folder).map_err(broken)?;
            let progress = Progress::bytes(self.quiet);
            let done = self.fetcher.fetch(origin, part.as_file_mut(), &progress);
            progress.clear();
            match done {
                Ok(()) => {
                    part.as_file().sync_all().map_err(broken)?;
                    part.persist(&place).map_err(|e| broken(e.error))?;
                    readable(&place);
                    return Ok(place);
                }
                Err(error) => reasons.push(format!("{}: {error}", origin.way)),
            }
        }
        Err(ModelError::NoOrigin { name: model.name.clone(), reasons })
    }

    fn tell(&self, line: &str) {
        if !self.quiet {
            anstream::eprintln!("sitrep: {line}");
        }
    }
}

/// Lets one process at a time in; where the file system knows no locks, the atomic rename must do.
fn lock(path: PathBuf) -> Option<File> {
    let file = File::options().create(true).truncate(false).write(true).open(path).ok()?;
    file.lock().ok()?;
    Some(file)
}

/// A temporary file is its owner's only; a shared models folder is for all who may read the folder.
fn readable(place: &std::path::Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = fs::set_permissions(place, fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = place;
}

/// Bytes in millions, one decimal.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}
