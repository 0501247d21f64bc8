//! Every article of the corpora that lie beside the project is read without a panic, and every record fits the schema.
//!
//! Says `skipped` where there is no corpus or no model. Reads some of each corpus; with `SITREP_SWEEP=all` (`make sweep`) all of it.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Schema, json, models, run};
use serde_json::{Value, json as object};

/// Of so many texts one is read, unless all are asked for.
const EVERY: usize = 20;

fn corpus(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora").join(name);
    if !path.exists() {
        eprintln!("skipped: no corpus {name}");
        return None;
    }
    Some(path)
}

/// The texts of a MUC file: each begins with a line that starts with its name.
fn messages(file: &Path) -> Vec<Value> {
    let text: String = fs::read(file).unwrap().into_iter().map(char::from).collect();
    let mut all: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        let name = line.split_whitespace().next().unwrap_or_default();
        let is_name = |prefix| name.starts_with(prefix) && name.contains("-MUC") && line.starts_with(name);
        match all.last_mut() {
            _ if is_name("DEV-") || is_name("TST") => all.push((name, String::new())),
            Some((_, body)) => *body += &format!("{line}\n"),
            None => {}
        }
    }
    all.into_iter().map(|(id, text)| object!({"id": id, "text": text})).collect()
}

/// Reads the articles as JSON Lines; says how many claims were found.
fn sweep(name: &str, mut articles: Vec<Value>) {
    let Some(models) = models() else { return };
    let all = std::env::var_os("SITREP_SWEEP").is_some_and(|v| v == "all");
    if !all {
        articles = articles.into_iter().step_by(EVERY).collect();
    }
    let input: String = articles.iter().map(|a| format!("{a}\n")).collect();
    let (code, out, err) = run(&models, &["read", "--jsonl", "-"], input.as_bytes());
    let lines: Vec<Value> = out.lines().map(json).collect();
    assert_eq!(lines.len(), articles.len(), "{name}: {err}");
    let schema = Schema::of(&models);
    let (mut claims, mut without) = (0, Vec::new());
    for (line, article) in lines.iter().zip(&articles) {
        if let Some(error) = line["error"].as_str() {
            assert!(!error.contains("internal error"), "{}: {error}", article["id"]);
            without.push(format!("{}: {error}", article["id"]));
            continue;
        }
        assert_eq!(line["id"], article["id"]);
        schema.check(line);
        claims += line["claims"].as_array().unwrap().len();
    }
    println!("{name}: {} articles, {claims} claims; no record: {without:?}", articles.len());
    assert_eq!(code, if without.is_empty() { 0 } else { 3 });
    assert!(without.len() * 100 <= articles.len(), "{without:?}");
    assert!(claims > articles.len() / 2, "only {claims} claims in {} articles", articles.len());
}

#[test]
fn recent_news_is_read() {
    let Some(path) = corpus("fakes/articles.jsonl") else { return };
    sweep("fakes", fs::read_to_string(path).unwrap().lines().map(json).collect());
}

#[test]
fn old_wire_copy_in_capitals_is_read() {
    let Some(path) = corpus("muc4") else { return };
    let mut files: Vec<PathBuf> = ["dev", "tst1", "tst2", "tst3"]
        .iter()
        .flat_map(|folder| fs::read_dir(path.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|p| {
            p.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with("dev-muc") || n.to_string_lossy().starts_with("tst"))
        })
        .collect();
    files.sort();
    let all: Vec<Value> = files.iter().flat_map(|file| messages(file)).collect();
    assert!(all.len() > 1500, "only {} messages", all.len());
    sweep("muc4", all);
}
