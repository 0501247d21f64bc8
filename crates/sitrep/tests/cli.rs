//! The program as a person runs it, where no model is needed.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the program with a models folder of its own, never going online.
fn sitrep(folder: &Path, args: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sitrep"))
        .args(args)
        .env("SITREP_MODELS", folder)
        .env("SITREP_PLACES", folder.join("places"))
        .env("SITREP_OFFLINE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that ends early closes the pipe; that is its right.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

fn run(args: &[&str], stdin: &[u8]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let output = sitrep(folder.path(), args, stdin);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn an_error_is_one_line_that_says_what_to_do() {
    let (code, out, err) = run(&["parse", "-"], b"Five died.");
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.starts_with("sitrep: the model en_core_web_sm is not installed"), "{err}");
    assert!(err.contains("sitrep models install en"), "{err}");
    assert_eq!(err.lines().count(), 1);
}

#[test]
fn bad_utf8_names_its_offset() {
    let (code, _, err) = run(&["parse", "-"], b"Five d\xefed.");
    assert_eq!(code, 1);
    assert!(err.contains("standard input is not UTF-8: bad byte at offset 6"), "{err}");
}

#[test]
fn wrong_usage_is_exit_code_two() {
    assert_eq!(run(&["parse"], b"").0, 2);
    assert_eq!(run(&["parse", "--json", "--conllu", "-"], b"").0, 2);
    assert_eq!(run(&["prase", "-"], b"").0, 2);
    assert_eq!(run(&["--help"], b"").0, 0);
}

#[test]
fn a_folder_that_is_no_model_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let (code, _, err) = run(&["parse", "--model", path, "-"], b"Five died.");
    assert_eq!(code, 1);
    assert!(err.contains(path) && err.lines().count() == 1, "{err}");
}

#[test]
fn models_are_listed_and_not_installed_offline() {
    let (code, out, _) = run(&["models", "list"], b"");
    assert_eq!(code, 0);
    assert!(out.contains("en_core_web_sm") && out.contains("fr French"), "{out}");
    let (code, _, err) = run(&["models", "install", "en"], b"");
    assert!(code == 1 && err.contains("--offline"), "{err}");
    let (code, _, err) = run(&["models", "path", "fr"], b"");
    assert!(code == 1 && err.contains("sitrep models install fr"), "{err}");
    let (code, out, _) = run(&["models", "remove", "fr"], b"");
    assert_eq!((code, out.as_str()), (0, "fr_core_news_sm was not installed\n"));
}

#[test]
fn there_are_completions_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, out, _) = run(&["completions", shell], b"");
        assert!(code == 0 && out.contains("sitrep"), "{shell}");
    }
}

#[test]
fn places_are_found_and_added() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let output = sitrep(folder.path(), args, b"");
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, out, _) = run(&["places", "find", "Tripoli", "--in", "Lebanon"]);
    assert!(code == 0 && out.contains("North Lebanon") && out.lines().count() == 2, "{out}");
    let (code, _, err) = run(&["places", "find", "Qwertyville"]);
    assert!(code == 1 && err.contains("sitrep places import"), "{err}");
    let own = folder.path().join("own.csv");
    std::fs::write(&own, "name,country,lat,lon\nQwertyville,SY,35.5,38.25\n").unwrap();
    let (code, out, _) = run(&["places", "import", own.to_str().unwrap()]);
    assert!(code == 0 && out.starts_with("1 places from "), "{out}");
    let (code, out, _) = run(&["places", "find", "qwertyville", "--json"]);
    assert!(code == 0 && out.contains("38.25"), "{out}");
    assert!(run(&["places", "list"]).1.contains("own"));
    let (code, _, err) = run(&["places", "import", "no-such.csv"]);
    assert!(code == 3 && err.contains("no-such.csv"), "{err}");
}

#[test]
fn the_schema_is_json() {
    let (code, out, _) = run(&["schema"], b"");
    assert!(code == 0 && serde_json::from_str::<serde_json::Value>(&out).unwrap()["properties"]["claims"].is_object());
}
