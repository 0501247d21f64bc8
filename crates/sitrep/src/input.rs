//! Files and standard input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// Where to read from.
#[derive(Debug, Clone)]
pub enum Source {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Source {
    /// A file, or standard input for `-`.
    pub fn new(path: &Path) -> Self {
        match path.as_os_str() == "-" {
            true => Source::Standard,
            false => Source::File(path.into()),
        }
    }

    /// Its name, for messages.
    pub fn name(&self) -> String {
        match self {
            Source::Standard => "standard input".into(),
            Source::File(path) => path.display().to_string(),
        }
    }

    /// Its size in bytes, if it is known before it is read.
    pub fn size(&self) -> Option<u64> {
        match self {
            Source::Standard => None,
            Source::File(path) => path.metadata().ok().filter(|m| m.is_file()).map(|m| m.len()),
        }
    }

    /// A reader.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn open(&self) -> anyhow::Result<Box<dyn BufRead + Send>> {
        Ok(match self {
            Source::Standard => Box::new(BufReader::new(io::stdin())),
            Source::File(path) => Box::new(BufReader::new(File::open(path).with_context(|| self.cannot_read())?)),
        })
    }

    /// All its bytes.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn bytes(&self) -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes).with_context(|| self.cannot_read())?;
        Ok(bytes)
    }

    /// All its text, without a byte order mark.
    ///
    /// # Errors
    /// If it cannot be read, or is no UTF-8: then the offset of the first bad byte is named.
    pub fn text(&self) -> anyhow::Result<String> {
        let text = String::from_utf8(self.bytes()?).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            anyhow::anyhow!(
                "{} is not UTF-8: bad byte at offset {at}; convert it first, for example with iconv",
                self.name()
            )
        })?;
        Ok(text.strip_prefix('\u{feff}').map(String::from).unwrap_or(text))
    }

    fn cannot_read(&self) -> String {
        format!("cannot read {}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    #[test]
    fn bad_utf8_is_told_with_its_offset() {
        let file = file(b"Five \xffdied.");
        let error = Source::new(file.path()).text().unwrap_err().to_string();
        assert!(error.contains("bad byte at offset 5"), "{error}");
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        let file = file("\u{feff}Five".as_bytes());
        assert_eq!(Source::new(file.path()).text().unwrap(), "Five");
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Source::new(Path::new("no/such/file")).text().unwrap_err();
        assert_eq!(
            format!("{error:#}").split(" (os").next(),
            Some("cannot read no/such/file: No such file or directory")
        );
    }
}
