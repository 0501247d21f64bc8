//! Sentences and what they say of tolls: `phrases/en/*.toml`, with parses kept in `parses/en` (made by `parses/make.py`).

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use sitrep_language::Document;
use sitrep_reader::{Article, Lexicon, Reader};
use sitrep_record::{Bound, Claim, Count};

#[derive(Deserialize)]
struct Phrases {
    phrase: Vec<Phrase>,
}

#[derive(Deserialize)]
struct Phrase {
    text: String,
    claims: Vec<String>,
}

/// A count as the phrase files write it.
fn shown(count: &Count) -> String {
    let (low, high) = (count.low.unwrap_or(0), count.high.unwrap_or(0));
    match count.bound {
        Bound::Exact => low.to_string(),
        Bound::AtLeast => format!(">={low}"),
        Bound::MoreThan => format!(">{}", low - 1),
        Bound::AtMost => format!("<={high}"),
        Bound::LessThan => format!("<{}", high + 1),
        Bound::About => format!("~{low}"),
        Bound::Range => format!("{low}-{high}"),
        Bound::Vague => count.term.clone().unwrap_or_default(),
    }
}

fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap_or_default().to_owned()
}

/// Whether a claim is what a line says; status and scope count only where the line names them.
fn fits(claim: &Claim, wanted: &str) -> bool {
    const STATUS: [&str; 4] = ["civilian", "combatant", "mixed", "unspecified"];
    const SCOPE: [&str; 4] = ["incident", "subset", "aggregate", "background"];
    let mut words: Vec<&str> = wanted.split(' ').collect();
    let scope = words.last().copied().filter(|w| SCOPE.contains(w)).inspect(|_| _ = words.pop());
    let status = words.last().copied().filter(|w| STATUS.contains(w)).inspect(|_| _ = words.pop());
    words.join(" ") == format!("{} {}", name(claim.effect), shown(&claim.count))
        && status.is_none_or(|s| name(claim.victims.status) == s)
        && scope.is_none_or(|s| name(claim.scope) == s)
}

fn check(file: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let read = |path: String| std::fs::read_to_string(folder.join(&path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let phrases: Phrases = toml::from_str(&read(format!("phrases/en/{file}.toml"))).unwrap();
    let parses: HashMap<String, Document> = read(format!("parses/en/{file}.jsonl"))
        .lines()
        .map(|line| Document::from_json(line).unwrap())
        .map(|doc| (doc.text().to_owned(), doc))
        .collect();
    let reader = Reader::new(Lexicon::builtin().unwrap());
    let mut wrong = String::new();
    for phrase in &phrases.phrase {
        let Some(doc) = parses.get(&phrase.text) else {
            panic!("no parse of {:?}: run make.py in tests/parses", phrase.text);
        };
        let record = reader.read(&Article::default(), doc);
        let mut claims: Vec<&Claim> = record.claims.iter().collect();
        let mut missed = Vec::new();
        for wanted in &phrase.claims {
            match claims.iter().position(|c| fits(c, wanted)) {
                Some(k) => _ = claims.remove(k),
                None => missed.push(wanted.as_str()),
            }
        }
        for claim in &record.claims {
            assert!(claim.evidence.start < claim.evidence.end && claim.evidence.end <= phrase.text.chars().count());
        }
        if !missed.is_empty() || !claims.is_empty() {
            writeln!(wrong, "{}", phrase.text).unwrap();
            missed.iter().for_each(|m| writeln!(wrong, "  missed   {m}").unwrap());
            for c in claims {
                let (status, scope) = (name(c.victims.status), name(c.scope));
                writeln!(wrong, "  spurious {} {} {status} {scope}", name(c.effect), shown(&c.count)).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{file}.toml:\n{wrong}");
}

#[test]
fn tolls() {
    check("tolls");
}

#[test]
fn nothing() {
    check("nothing");
}
