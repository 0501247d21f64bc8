//! Where the user's own data lie.

use std::path::PathBuf;

/// A folder in the user's data directory, or the one that an environment variable names; none where there is neither.
pub fn data(name: &str, variable: &str) -> Option<PathBuf> {
    match std::env::var_os(variable).filter(|v| !v.is_empty()) {
        Some(folder) => Some(folder.into()),
        None => Some(directories::ProjectDirs::from("", "", "sitrep")?.data_dir().join(name)),
    }
}
