//! A model that is needed and not there is installed, as a user sees it: a fresh home, no way to the web, and a pip that works or fails.
#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};

const TEXT: &[u8] = b"Five people were killed in Homs on Sunday when a shell hit a market, a doctor said.";

/// The English model, if it is the one that pip gives: of another origin, pip's checksum refuses it.
fn wheel() -> Option<PathBuf> {
    let wheel = common::models()?.join("en_core_web_sm-3.8.0.whl");
    let sum: String = Sha256::digest(fs::read(&wheel).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect();
    let table: toml::Table = toml::from_str(include_str!("../src/models/table.toml")).unwrap();
    let of_pip = table["model"][0]["origin"].as_array().unwrap().iter().find(|o| o.get("pip").is_some()).unwrap();
    if of_pip["sha256"].as_str() != Some(&sum) {
        eprintln!("skipped: the English model at hand is not pip's");
        return None;
    }
    Some(wheel)
}

/// A fresh home, and a `python3` whose pip notes that it was asked and then does as told.
struct Home(tempfile::TempDir);

impl Home {
    fn new(pip_does: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("bin")).unwrap();
        let python = home.path().join("bin/python3");
        let script = format!(
            "#!/bin/sh\nwhile [ $# -gt 0 ]; do [ \"$1\" = --dest ] && dest=$2; shift; done\necho asked >> {}\n{pip_does}\n",
            home.path().join("asked").display()
        );
        fs::write(&python, script).unwrap();
        fs::set_permissions(&python, fs::Permissions::from_mode(0o755)).unwrap();
        Home(home)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sitrep"));
        let text = self.0.path().join("text");
        fs::write(&text, TEXT).unwrap();
        command
            .args(args)
            .stdin(fs::File::open(text).unwrap())
            .env_clear()
            .env("HOME", self.0.path())
            .env("PATH", format!("{}:/usr/bin:/bin", self.0.path().join("bin").display()))
            // Nobody listens there, so the web is out of reach at once.
            .env("HTTPS_PROXY", "http://127.0.0.1:9")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Exit code, standard output, standard error.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let output = self.command(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// How often pip was asked.
    fn asked(&self) -> usize {
        fs::read_to_string(self.0.path().join("asked")).map_or(0, |lines| lines.lines().count())
    }

    /// The models in the user's data folder, half ones too.
    fn kept(&self) -> Vec<String> {
        fn walk(folder: &Path, found: &mut Vec<String>) {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => walk(&path, found),
                    false => found.push(path.file_name().unwrap().to_string_lossy().into_owned()),
                }
            }
        }
        let mut found = Vec::new();
        for folder in [".local", "Library"] {
            walk(&self.0.path().join(folder), &mut found);
        }
        found.retain(|name| !name.ends_with(".lock"));
        found
    }
}

#[test]
fn it_is_installed_once_and_then_there() {
    let Some(wheel) = wheel() else { return };
    let home = Home::new(&format!("cp {} \"$dest/model.whl\"", wheel.display()));
    let (code, out, err) = home.run(&["read", "--json", "-"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.starts_with("sitrep: installing en_core_web_sm 3.8.0 (12.8 MB)"), "{err}");
    assert_eq!(common::json(&out)["claims"][0]["count"]["low"], 5);
    assert_eq!(home.kept(), ["en_core_web_sm-3.8.0.whl"]);
    let (code, _, err) = home.run(&["read", "--json", "--offline", "-"]);
    assert_eq!((code, err.as_str(), home.asked()), (0, "", 1));
}

#[test]
fn two_at_once_download_it_once() {
    let Some(wheel) = wheel() else { return };
    let home = Home::new(&format!("sleep 0.5; cp {} \"$dest/model.whl\"", wheel.display()));
    let both = [0, 1].map(|_| home.command(&["read", "--json", "-"]).spawn().unwrap());
    for one in both {
        let output = one.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty());
    }
    assert_eq!((home.asked(), home.kept()), (1, vec!["en_core_web_sm-3.8.0.whl".to_owned()]));
}

#[test]
fn a_truncated_one_is_refused() {
    let Some(wheel) = wheel() else { return };
    let home = Home::new(&format!("head -c 1000000 {} > \"$dest/model.whl\"", wheel.display()));
    let (code, out, err) = home.run(&["read", "--json", "-"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("not the published one (1000000 bytes of 12807453"), "{err}");
    assert_eq!(home.kept(), [""; 0]);
}

#[test]
fn offline_it_is_not_asked_for() {
    let home = Home::new("exit 1");
    let (code, out, err) = home.run(&["read", "--offline", "-"]);
    assert_eq!((code, out.as_str(), home.asked()), (1, "", 0));
    assert!(err.contains("sitrep models install en") && err.lines().count() == 1, "{err}");
}
