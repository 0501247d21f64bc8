//! Sentences and who says what in them, who is held responsible, what truces they tell of: `phrases/en/{sources,
//! responsibility,accords}.toml`, with parses kept in `parses/en` (made by `parses/make.py`).

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sitrep_language::Document;
use sitrep_reader::{Article, Lexicon, Reader};
use sitrep_record::Record;

#[derive(Deserialize)]
struct Phrases<T> {
    phrase: Vec<T>,
}

#[derive(Deserialize)]
struct Sourced {
    text: String,
    sources: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Stated {
    text: String,
    statements: Vec<String>,
}

#[derive(Deserialize)]
struct Agreed {
    text: String,
    accords: Vec<String>,
}

fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap_or_default().to_owned()
}

/// Reads every phrase of a file and gathers those whose record does not show what is wanted.
fn check<T: DeserializeOwned>(
    file: &str,
    text: fn(&T) -> &str,
    wanted: fn(&T) -> Vec<String>,
    shown: fn(&Record) -> Vec<String>,
) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap();
    let phrases: Phrases<T> = toml::from_str(&read(&format!("phrases/en/{file}.toml"))).unwrap();
    let parses: HashMap<String, Document> = read(&format!("parses/en/{file}.jsonl"))
        .lines()
        .map(|line| Document::from_json(line).unwrap())
        .map(|doc| (doc.text().to_owned(), doc))
        .collect();
    let reader = Reader::new(Lexicon::builtin().unwrap());
    let article = Article { published: Some(jiff::civil::date(2020, 6, 18)), ..Article::default() };
    let mut wrong = String::new();
    for phrase in &phrases.phrase {
        let doc = parses
            .get(text(phrase))
            .unwrap_or_else(|| panic!("no parse of {:?}: run make.py in tests/parses", text(phrase)));
        let (wanted, shown) = (wanted(phrase), shown(&reader.read(&article, doc)));
        if wanted != shown {
            wrong += &format!("{}\n  wanted {wanted:?}\n  read   {shown:?}\n", text(phrase));
        }
    }
    assert!(wrong.is_empty(), "{file}.toml:\n{wrong}");
}

#[test]
fn sources() {
    let shown = |r: &Record| {
        r.claims.iter().map(|c| c.sources.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join("; ")).collect()
    };
    check::<Sourced>("sources", |p| &p.text, |p| p.sources.iter().map(|s| s.join("; ")).collect(), shown);
}

#[test]
fn responsibility() {
    let shown = |r: &Record| {
        let by = |r: &sitrep_record::Responsibility| r.by.iter().map(|s| s.name.clone()).collect::<Vec<_>>().join(", ");
        let line = |r: &sitrep_record::Responsibility| format!("{} {} by {}", name(r.stance), r.actor.name, by(r));
        let mut lines: Vec<String> = r.responsibility.iter().map(line).collect();
        lines.dedup();
        lines
    };
    check::<Stated>("responsibility", |p| &p.text, |p| p.statements.clone(), shown);
}

#[test]
fn accords() {
    let shown = |r: &Record| {
        let parties =
            |a: &sitrep_record::Accord| a.parties.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join(", ");
        let line = |a: &sitrep_record::Accord| {
            format!("{} {}: {}", name(a.kind), name(a.stage), parties(a)).trim_end().to_owned()
        };
        r.accords.iter().map(line).collect()
    };
    check::<Agreed>("accords", |p| &p.text, |p| p.accords.clone(), shown);
}
