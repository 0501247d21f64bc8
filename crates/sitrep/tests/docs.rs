//! The documents say what is true: `docs/cli.md` is made from the program's own help, and what documents link to is there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn help(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sitrep"))
        .args(words)
        .arg("--help")
        .env_remove("SITREP_OFFLINE")
        .env_remove("SITREP_LEXICON")
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    assert!(output.status.success(), "{words:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that a help text lists.
fn listed(help: &str) -> Vec<String> {
    let commands = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    // A description that goes on below is set in further.
    let names = commands.filter_map(|l| l.strip_prefix("  ")).filter(|l| !l.starts_with(' '));
    names.filter_map(|l| l.split_whitespace().next()).filter(|c| *c != "help").map(String::from).collect()
}

fn section(words: &[&str], out: &mut String) {
    let help = help(words);
    let title = [&["sitrep"], words].concat().join(" ");
    out.push_str(&format!("\n{} `{title}`\n\n```text\n{}\n```\n", "#".repeat(words.len() + 2), help.trim_end()));
    for command in listed(&help) {
        section(&[words, &[&command]].concat(), out);
    }
}

#[test]
fn the_command_line_is_documented() {
    let mut all = String::from(
        "# The command line\n\nMade from `--help` by a test; `UPDATE_GOLDEN=1 cargo test -p sitrep --test docs` makes it anew.\n",
    );
    section(&[], &mut all);
    let path = root().join("docs/cli.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &all).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == all, "docs/cli.md is out of date; UPDATE_GOLDEN=1 makes it anew");
}

#[test]
fn links_lead_somewhere() {
    let mut documents = vec![];
    for folder in ["", "docs", "examples"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            documents.push(entry.unwrap().path());
        }
    }
    documents.retain(|p| p.extension().is_some_and(|e| e == "md"));
    assert!(documents.len() > 5);
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap();
            if path.is_empty() || link.contains("://") {
                continue;
            }
            assert!(document.parent().unwrap().join(path).exists(), "{}: {link} leads nowhere", document.display());
        }
    }
}
