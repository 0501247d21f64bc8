//! Sentences and what they say of incidents: `phrases/en/incidents.toml`, with parses kept in `parses/en` (made by
//! `parses/make.py`).

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use sitrep_language::Document;
use sitrep_reader::{Article, Lexicon, Reader};
use sitrep_record::{Incident, Record};

#[derive(Deserialize)]
struct Phrases {
    phrase: Vec<Phrase>,
}

#[derive(Deserialize)]
struct Phrase {
    text: String,
    published: String,
    incidents: Vec<String>,
    tolls: Vec<usize>,
}

/// An incident as the phrase file writes it.
fn shown(incident: &Incident) -> String {
    let mut line = serde_json::to_value(incident.kind).unwrap().as_str().unwrap_or_default().to_owned();
    if let Some(place) = &incident.place {
        let parts = [Some(&place.name), place.admin1.as_ref(), place.country.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        write!(line, " @ {}", parts.join(", ")).unwrap();
    }
    match (incident.date.from, incident.date.to) {
        (Some(from), Some(to)) if from == to => write!(line, " on {from}").unwrap(),
        (Some(from), to) => write!(line, " on {from}..{}", to.map_or(String::new(), |t| t.to_string())).unwrap(),
        _ => {}
    }
    if !incident.perpetrators.is_empty() {
        let names: Vec<&str> = incident.perpetrators.iter().map(|a| a.name.as_str()).collect();
        write!(line, " by {}", names.join(" and ")).unwrap();
    }
    line
}

fn tolls(record: &Record) -> Vec<usize> {
    let number = |id: &String| record.incidents.iter().position(|i| i.id == *id).map_or(0, |k| k + 1);
    record.claims.iter().map(|c| c.incident.as_ref().map_or(0, number)).collect()
}

#[test]
fn incidents() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let phrases: Phrases = toml::from_str(&read("phrases/en/incidents.toml")).unwrap();
    let parses: HashMap<String, Document> = read("parses/en/incidents.jsonl")
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
        let article = Article { published: phrase.published.parse().ok(), ..Article::default() };
        let record = reader.read(&article, doc);
        let found: Vec<String> = record.incidents.iter().map(shown).collect();
        let length = phrase.text.chars().count();
        assert!(record.incidents.iter().all(|i| i.evidence.start < i.evidence.end && i.evidence.end <= length));
        if found != phrase.incidents || tolls(&record) != phrase.tolls {
            writeln!(
                wrong,
                "{}\n  read {found:#?} {:?}\n  not  {:#?} {:?}",
                phrase.text,
                tolls(&record),
                phrase.incidents,
                phrase.tolls
            )
            .unwrap();
        }
    }
    assert!(wrong.is_empty(), "incidents.toml:\n{wrong}");
}
