//! A pipeline package as published: a wheel, or an unpacked folder.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use zip::ZipArchive;

use crate::error::{OpenError, Result};

/// No file of a package may be larger than this when unpacked, in bytes; those of published pipelines stay well below.
const MAX_FILE: u64 = 256 << 20;

/// The one file that may be larger: a table of word vectors has as many rows as its vocabulary.
const VECTORS: (&str, u64) = ("vocab/vectors", 2 << 30);

/// How much is set aside at once on the word of an archive's directory, in bytes.
const MAX_RESERVE: u64 = 16 << 20;

/// How deep below a folder `config.cfg` is looked for: a Python package holds it in a folder of its own.
const MAX_DEPTH: usize = 3;

/// The files of one pipeline, by their paths inside it.
pub(crate) enum Package {
    Folder(PathBuf),
    Wheel { path: PathBuf, archive: Box<ZipArchive<BufReader<File>>>, root: String },
    Memory(FxHashMap<String, Vec<u8>>),
}

impl Package {
    /// Finds the pipeline in a wheel or below a folder.
    pub fn open(path: &Path) -> Result<Package> {
        let io = |source| OpenError::Io { path: path.into(), source };
        if path.metadata().map_err(io)?.is_dir() {
            return find_config(path, MAX_DEPTH)
                .map(Package::Folder)
                .ok_or_else(|| OpenError::NotAPipeline { path: path.into() });
        }
        let file = File::open(path).map_err(io)?;
        let archive =
            ZipArchive::new(BufReader::new(file)).map_err(|source| OpenError::Wheel { path: path.into(), source })?;
        let root = archive
            .file_names()
            .filter_map(|name| name.strip_suffix("config.cfg"))
            .filter(|root| root.is_empty() || root.ends_with('/'))
            .min_by_key(|root| (root.matches('/').count(), root.len()))
            .ok_or_else(|| OpenError::NotAPipeline { path: path.into() })?
            .to_owned();
        Ok(Package::Wheel { path: path.into(), archive: Box::new(archive), root })
    }

    /// The content of a file, or none if there is no such file.
    pub fn find(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        match self {
            Package::Folder(root) => {
                let path = root.join(name);
                match File::open(&path) {
                    Ok(file) => {
                        let size = file.metadata().map_or(0, |m| m.len());
                        read_bounded(file, size, name, &path).map(Some)
                    }
                    Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
                    Err(source) => Err(OpenError::Io { path, source }),
                }
            }
            Package::Wheel { path, archive, root } => match archive.by_name(&format!("{root}{name}")) {
                Ok(file) => {
                    let size = file.size();
                    read_bounded(file, size, name, path).map(Some)
                }
                Err(zip::result::ZipError::FileNotFound) => Ok(None),
                Err(source) => Err(OpenError::Wheel { path: path.clone(), source }),
            },
            // Each file is asked for once.
            Package::Memory(files) => Ok(files.remove(name)),
        }
    }

    /// The content of a file that must be there.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>> {
        self.find(name)?.ok_or_else(|| OpenError::Missing { file: name.into() })
    }

    /// The content of a text file that must be there.
    pub fn read_text(&mut self, name: &str) -> Result<String> {
        String::from_utf8(self.read(name)?).map_err(|e| OpenError::damaged(name, e.to_string()))
    }
}

fn read_bounded(file: impl Read, size: u64, name: &str, path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size.min(MAX_RESERVE) as usize);
    let most = if name == VECTORS.0 { VECTORS.1 } else { MAX_FILE };
    file.take(most + 1).read_to_end(&mut bytes).map_err(|source| OpenError::Io { path: path.into(), source })?;
    match bytes.len() as u64 > most {
        true => Err(OpenError::damaged(name, format!("it is larger than {most} bytes"))),
        false => Ok(bytes),
    }
}

/// The folder at or below `folder` that holds a `config.cfg`, the shallowest first.
fn find_config(folder: &Path, depth: usize) -> Option<PathBuf> {
    if folder.join("config.cfg").is_file() {
        return Some(folder.into());
    }
    let mut below: Vec<PathBuf> = match depth {
        0 => Vec::new(),
        _ => std::fs::read_dir(folder).ok()?.flatten().map(|e| e.path()).filter(|p| p.is_dir()).collect(),
    };
    below.sort();
    below.iter().find_map(|p| find_config(p, depth - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_or_wheel_without_a_config_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Package::open(folder.path()), Err(OpenError::NotAPipeline { .. })));
        let wheel = folder.path().join("a.whl");
        std::fs::write(&wheel, b"PK\x03\x04 not really").unwrap();
        assert!(matches!(Package::open(&wheel), Err(OpenError::Wheel { .. })));
        assert!(matches!(Package::open(&folder.path().join("nowhere")), Err(OpenError::Io { .. })));
    }

    #[test]
    fn a_nested_folder_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("en_x/en_x-1.0");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(inner.join("config.cfg"), "[nlp]\n").unwrap();
        let mut package = Package::open(folder.path()).unwrap();
        assert_eq!(package.read_text("config.cfg").unwrap(), "[nlp]\n");
        assert!(package.find("absent").unwrap().is_none());
        assert!(matches!(package.read("absent"), Err(OpenError::Missing { .. })));
    }
}
