//! Accounts as a person makes them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

fn run(folder: &Path, args: &[&str], typed: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sitrep"))
        .args(args)
        .env("SITREP_STORE", folder.join("ledger.db"))
        .env("SITREP_OFFLINE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // it may not read it
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn accounts_are_made_listed_and_closed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert_eq!(run(folder, &["user", "add", "amal"], "correct horse\n").0, 0);
    assert_eq!(run(folder, &["user", "add", "badr", "--role", "reader"], "another horse").0, 0);
    let (code, _, said) = run(folder, &["user", "add", "amal"], "correct horse\n");
    assert!(code == 1 && said.contains("already"), "{said}");
    for (name, password, wanted) in
        [("c", "short", "10 characters"), ("a b", "correct horse", "letters"), ("c", "", "10 characters")]
    {
        let (code, _, said) = run(folder, &["user", "add", name], password);
        assert!(code == 1 && said.contains(wanted), "{name}: {said}");
    }
    assert_eq!(run(folder, &["user", "role", "badr", "reviewer"], "").0, 0);
    assert_eq!(run(folder, &["user", "disable", "amal"], "").0, 0);
    assert_eq!(run(folder, &["user", "password", "badr"], "third horse!\n").0, 0);
    let (_, listed, _) = run(folder, &["user", "list"], "");
    let lines: Vec<&str> = listed.lines().collect();
    assert!(lines.len() == 2 && lines[0].starts_with("amal  reviewer") && lines[0].contains("disabled"), "{listed}");
    assert!(lines[1].starts_with("badr  reviewer") && !listed.contains("horse"), "{listed}");
    assert_eq!(run(folder, &["user", "enable", "amal"], "").0, 0);
    assert_eq!(run(folder, &["user", "disable", "nobody"], "").0, 1);
}

#[test]
fn a_board_that_others_can_reach_is_not_served_without_an_account() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert_eq!(run(folder, &["user", "add", "amal"], "correct horse\n").0, 0);
    assert_eq!(run(folder, &["user", "disable", "amal"], "").0, 0);
    let (code, _, said) = run(folder, &["serve", "--bind", "0.0.0.0:0"], "");
    assert!(code == 1 && said.contains("sitrep user add"), "{said}");
}
