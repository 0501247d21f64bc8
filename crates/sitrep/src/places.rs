//! The gazetteer with the layers that the user imported.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use sitrep_gazetteer::{Gazetteer, Import};

/// The environment variable that names another folder for imported layers.
pub const FOLDER_VARIABLE: &str = "SITREP_PLACES";
const EXTENSION: &str = "places";

/// The folder that imported layers lie in.
///
/// # Errors
/// If the user has no home directory.
pub fn folder() -> anyhow::Result<PathBuf> {
    crate::folders::data("places", FOLDER_VARIABLE)
        .with_context(|| format!("no home directory to keep places in; set {FOLDER_VARIABLE} to a folder"))
}

/// The embedded world and every imported layer, in the order of their names.
///
/// # Errors
/// If a layer is damaged or was written by another version: it is named, with what to do.
pub fn open() -> anyhow::Result<Gazetteer> {
    let mut gazetteer = Gazetteer::embedded()?;
    for layer in layers()? {
        gazetteer.open_layer(&layer)?;
    }
    Ok(gazetteer)
}

/// The files of the imported layers.
fn layers() -> anyhow::Result<Vec<PathBuf>> {
    let folder = folder()?;
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", folder.display())),
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = paths.filter(|p| p.extension().is_some_and(|e| e == EXTENSION)).collect();
    files.sort();
    Ok(files)
}

/// Keeps an import under the name of its source; an earlier import of that name is replaced.
///
/// # Errors
/// If it cannot be written.
pub fn keep(import: &Import, source: &std::path::Path) -> anyhow::Result<PathBuf> {
    let folder = folder()?;
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let name = source.file_stem().map_or_else(|| "import".into(), |n| n.to_os_string());
    let mut path = folder.join(name);
    path.as_mut_os_string().push(format!(".{EXTENSION}"));
    import.save(&path)?;
    Ok(path)
}
