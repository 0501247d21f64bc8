//! Whatever the words and however odd the tree, reading neither panics nor points outside the text.

use std::sync::LazyLock;

use proptest::prelude::*;
use sitrep_language::Document;
use sitrep_reader::{Article, Lexicon, Reader};

const WORDS: [(&str, &str, &str); 48] = [
    ("said", "VBD", "VERB"),
    ("told", "VBD", "VERB"),
    ("according", "VBG", "VERB"),
    ("to", "IN", "ADP"),
    ("the", "DT", "DET"),
    ("a", "DT", "DET"),
    ("group", "NN", "NOUN"),
    ("ministry", "NN", "NOUN"),
    ("spokesman", "NN", "NOUN"),
    ("governor", "NN", "NOUN"),
    ("source", "NN", "NOUN"),
    ("report", "NN", "NOUN"),
    ("correspondent", "NN", "NOUN"),
    ("Russia", "NNP", "PROPN"),
    ("Syrian", "JJ", "ADJ"),
    ("Observatory", "NNP", "PROPN"),
    ("Boko", "NNP", "PROPN"),
    ("Haram", "NNP", "PROPN"),
    ("rebels", "NNS", "NOUN"),
    ("army", "NN", "NOUN"),
    ("coalition", "NN", "NOUN"),
    ("'s", "POS", "PART"),
    ("-", "HYPH", "PUNCT"),
    (",", ",", "PUNCT"),
    (".", ".", "PUNCT"),
    ("\"", "``", "PUNCT"),
    ("(", "-LRB-", "PUNCT"),
    (")", "-RRB-", "PUNCT"),
    (":", ":", "PUNCT"),
    ("\n\n", "_SP", "SPACE"),
    ("killed", "VBN", "VERB"),
    ("12", "CD", "NUM"),
    ("people", "NNS", "NOUN"),
    ("accused", "VBD", "VERB"),
    ("claimed", "VBD", "VERB"),
    ("denied", "VBD", "VERB"),
    ("responsibility", "NN", "NOUN"),
    ("responsible", "JJ", "ADJ"),
    ("believed", "VBN", "VERB"),
    ("by", "IN", "ADP"),
    ("of", "IN", "ADP"),
    ("and", "CC", "CCONJ"),
    ("it", "PRP", "PRON"),
    ("which", "WDT", "PRON"),
    ("ceasefire", "NN", "NOUN"),
    ("agreed", "VBD", "VERB"),
    ("Monday", "NNP", "PROPN"),
    ("statement", "NN", "NOUN"),
];
const ARCS: [&str; 16] = [
    "nsubj",
    "nsubjpass",
    "dobj",
    "ccomp",
    "xcomp",
    "conj",
    "cc",
    "prep",
    "pobj",
    "amod",
    "compound",
    "relcl",
    "acl",
    "agent",
    "appos",
    "poss",
];
const KINDS: [&str; 4] = ["PERSON", "ORG", "GPE", "DATE"];

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Lexicon::builtin().unwrap()));

type Row = (usize, usize, usize, bool, Option<usize>);

fn document(rows: &[Row]) -> Document {
    let mut text = String::new();
    let mut tokens = Vec::new();
    let mut ents = Vec::new();
    for (i, &(word, head, arc, starts, kind)) in rows.iter().enumerate() {
        let (word, tag, pos) = WORDS[word];
        let start = text.chars().count();
        text.push_str(word);
        let end = text.chars().count();
        text.push(' ');
        let head = head % rows.len();
        let dep = if head == i { "ROOT" } else { ARCS[arc] };
        tokens.push(serde_json::json!({"start": start, "end": end, "text": word, "tag": tag, "pos": pos,
            "lemma": word.to_lowercase(), "head": head, "dep": dep, "sent_start": starts || i == 0}));
        if let Some(kind) = kind {
            ents.push(serde_json::json!({"start": start, "end": end, "label": KINDS[kind]}));
        }
    }
    Document::from_json(&serde_json::json!({"text": text, "tokens": tokens, "ents": ents}).to_string()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_document_is_too_odd(
        rows in prop::collection::vec(
            (0..WORDS.len(), 0..60usize, 0..ARCS.len(), prop::bool::weighted(0.1), prop::option::weighted(0.15, 0..KINDS.len())),
            1..60,
        )
    ) {
        let doc = document(&rows);
        let record = READER.read(&Article::default(), &doc);
        let n = doc.text().chars().count();
        for e in record.responsibility.iter().map(|r| r.evidence).chain(record.accords.iter().map(|a| a.evidence)) {
            prop_assert!(e.start < e.end && e.end <= n);
        }
    }
}
