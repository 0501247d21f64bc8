//! Every component on very small pipelines with random weights: what spaCy says, and what this crate says, must be the same.
//!
//! The pipelines and spaCy's answers lie under `tests/pipelines/`, written by `tools/parity/synthetic.py`.

mod common;

use std::fs;
use std::io::Write;

use common::{files, folder};
use sitrep_language::{JsonDocument, Pipeline};

fn answers(name: &str) -> Vec<JsonDocument> {
    let lines = fs::read_to_string(folder(&format!("{name}.jsonl"))).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// One line a token and one an entity, so that a failure shows where.
fn said(doc: &JsonDocument) -> String {
    let tokens = doc.tokens.iter().map(|token| serde_json::to_string(token).unwrap());
    let ents = doc.ents.iter().map(|entity| serde_json::to_string(entity).unwrap());
    tokens.chain(ents).collect::<Vec<_>>().join("\n")
}

fn check(pipeline: &Pipeline, name: &str) {
    for theirs in answers(name) {
        let ours = JsonDocument::new(None, &pipeline.document(theirs.text.as_str()));
        assert_eq!(said(&ours), said(&theirs), "{}", theirs.id.unwrap_or_default());
    }
}

#[test]
fn a_whole_pipeline_answers_as_spacy_does() {
    let pipeline = Pipeline::open(&folder("whole")).unwrap();
    assert_eq!((pipeline.lang(), pipeline.name(), pipeline.version()), ("en", "whole", "1.0.0"));
    check(&pipeline, "whole");
}

#[test]
fn static_vectors_and_other_sizes_answer_as_spacy_does() {
    check(&Pipeline::open(&folder("vectors")).unwrap(), "vectors");
}

#[test]
fn a_wheel_answers_as_its_folder() {
    let place = tempfile::tempdir().unwrap();
    let wheel = place.path().join("whole.whl");
    let mut zip = zip::ZipWriter::new(fs::File::create(&wheel).unwrap());
    for (name, bytes) in files(&folder("whole")) {
        let name = format!("en_whole/en_whole-1.0.0/{name}");
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap();
    check(&Pipeline::open(&wheel).unwrap(), "whole");
}

#[test]
fn many_texts_come_in_order() {
    let pipeline = Pipeline::open(&folder("whole")).unwrap();
    let all: Vec<JsonDocument> = (0..40).flat_map(|_| answers("whole")).collect();
    let docs = pipeline.documents(all.iter().map(|doc| doc.text.clone()));
    let mut seen = 0;
    for (theirs, ours) in all.iter().zip(docs) {
        assert_eq!(said(&JsonDocument::new(None, &ours)), said(theirs));
        seen += 1;
    }
    assert_eq!(seen, all.len());
}
