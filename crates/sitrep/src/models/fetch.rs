//! Gets a wheel from one origin into a file, checking size and checksum on the way.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::error::FetchError;
use super::table::{Origin, Way};
use crate::progress::Progress;

/// Without an answer for this long, an origin counts as out of reach.
const CONNECT: Duration = Duration::from_secs(5);
/// No wheel takes longer, even over a slow line.
const WHOLE: Duration = Duration::from_secs(1800);

/// Fetches wheels.
#[derive(Debug, Clone)]
pub struct Fetcher {
    /// The interpreters to try pip with, in order.
    pub pythons: Vec<PathBuf>,
}

impl Default for Fetcher {
    fn default() -> Self {
        Fetcher { pythons: ["python3", "python"].map(PathBuf::from).into() }
    }
}

impl Fetcher {
    /// Writes the origin's wheel into `sink`.
    ///
    /// # Errors
    /// [`FetchError`]; `sink` then holds a useless part.
    pub fn fetch(&self, origin: &Origin, sink: &mut File, progress: &Progress) -> Result<(), FetchError> {
        match &origin.way {
            Way::Url(url) => {
                let body = get(url)?;
                checked_copy(body, sink, origin, progress)
            }
            Way::Pip(package) => {
                let folder = tempfile::tempdir()?;
                let wheel = self.pip_download(package, folder.path())?;
                checked_copy(File::open(wheel)?, sink, origin, progress)
            }
        }
    }

    fn pip_download(&self, package: &str, folder: &Path) -> Result<PathBuf, FetchError> {
        let mut names = Vec::new();
        for python in &self.pythons {
            names.push(python.display().to_string());
            let output = Command::new(python)
                .args(["-m", "pip", "download", "--no-deps", "--quiet", "--no-input", "--disable-pip-version-check"])
                .args(["--only-binary", ":all:", "--dest"])
                .arg(folder)
                .arg(package)
                .stdin(Stdio::null())
                .output();
            match output {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error.into()),
                Ok(output) if !output.status.success() => return Err(FetchError::Pip(last_words(&output.stderr))),
                Ok(_) => return wheel_in(folder),
            }
        }
        Err(FetchError::NoPython(names.join(" or ")))
    }
}

/// The one wheel in a folder.
fn wheel_in(folder: &Path) -> Result<PathBuf, FetchError> {
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "whl") {
            return Ok(path);
        }
    }
    Err(FetchError::Pip("done, but it left no wheel".into()))
}

/// What a failed program said last, on one line.
fn last_words(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().map(str::trim).rfind(|l| !l.is_empty() && !l.starts_with("[notice]"));
    line.unwrap_or("nothing").trim_start_matches("ERROR: ").to_owned()
}

fn get(url: &str) -> Result<impl Read, FetchError> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_resolve(Some(CONNECT))
        .timeout_connect(Some(CONNECT))
        .timeout_recv_response(Some(4 * CONNECT))
        .timeout_global(Some(WHOLE))
        .user_agent(concat!("sitrep/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let answer = agent.get(url).call().map_err(Box::new)?;
    Ok(answer.into_body().into_reader())
}

/// Copies until the end, and refuses what is not the wheel that the origin promises.
fn checked_copy(mut body: impl Read, sink: &mut File, origin: &Origin, progress: &Progress) -> Result<(), FetchError> {
    let mut hash = Sha256::new();
    let mut bytes = 0u64;
    let mut buffer = vec![0; 1 << 16];
    progress.expect(origin.size);
    // One byte more than promised is enough to know; no origin can fill the disk.
    while bytes <= origin.size {
        let n = match body.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        hash.update(&buffer[..n]);
        sink.write_all(&buffer[..n])?;
        bytes += n as u64;
        progress.at(bytes);
    }
    let got = hex(&hash.finalize());
    match bytes == origin.size && got == origin.sha256 {
        true => Ok(()),
        false => Err(FetchError::Checksum { bytes, size: origin.size, got, want: origin.sha256.clone() }),
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "{byte:02x}");
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_words_are_one_line() {
        let said = b"Looking around\nERROR: No matching distribution found for nothing==1\n\n[notice] a new release\n";
        assert_eq!(last_words(said), "No matching distribution found for nothing==1");
        assert_eq!(last_words(b""), "nothing");
    }
}
