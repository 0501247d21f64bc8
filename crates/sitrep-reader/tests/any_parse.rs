//! Reading survives any parse, however wrong: words, tags, arcs and sentence starts at random.

use std::sync::LazyLock;

use proptest::prelude::*;
use sitrep_language::Document;
use sitrep_reader::{Article, Lexicon, Reader};

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Lexicon::builtin().unwrap()));

const WORDS: &[&str] = &[
    "killed",
    "wounded",
    "dead",
    "the",
    "a",
    "of",
    "them",
    "whom",
    "including",
    "among",
    "were",
    "was",
    "two",
    "20",
    "2016",
    "dozens",
    "civilians",
    "soldiers",
    "woman",
    "her",
    "and",
    ",",
    ".",
    "\"",
    "toll",
    "death",
    "number",
    "rose",
    "to",
    "at",
    "least",
    "more",
    "than",
    "lives",
    "lost",
    "taken",
    "hostage",
    "since",
    "Friday",
    "war",
    "in",
    "Ahmad",
    "Homs",
    "others",
    "another",
    "said",
    "\n",
    "IS",
    "-",
    "year",
    "old",
    "all",
    "most",
    "injuries",
    "suffered",
    "casualties",
    "no",
    "any",
    "not",
    "bodies",
    "13",
    "October",
    "third",
];
const TAGS: &[&str] =
    &["NN", "NNS", "NNP", "VBD", "VBN", "VBG", "CD", "DT", "IN", "RB", "JJ", ",", ".", "PRP", "POS", "_SP", "MD", "TO"];
const DEPS: &[&str] = &[
    "nsubj",
    "nsubjpass",
    "dobj",
    "ROOT",
    "conj",
    "relcl",
    "acl",
    "ccomp",
    "advcl",
    "auxpass",
    "prep",
    "pobj",
    "neg",
    "mark",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn evidence_lies_in_the_text_and_parents_exist(
        tokens in prop::collection::vec((0..WORDS.len(), 0..TAGS.len(), 0..DEPS.len(), any::<prop::sample::Index>(), prop::bool::weighted(0.08)), 0..60),
        ents in prop::collection::vec((any::<prop::sample::Index>(), 0usize..3), 0..4),
    ) {
        let n = tokens.len();
        let mut text = String::new();
        let mut at = 0;
        let mut json = Vec::new();
        for (i, (word, tag, dep, head, start)) in tokens.iter().enumerate() {
            let word = WORDS[*word];
            let end = at + word.chars().count();
            text.push_str(word);
            text.push(' ');
            json.push(serde_json::json!({
                "start": at, "end": end, "text": word, "tag": TAGS[*tag], "pos": "X", "lemma": word.to_lowercase(),
                "head": head.index(n), "dep": DEPS[*dep], "sent_start": *start || i == 0,
            }));
            at = end + 1;
        }
        let mut places: Vec<usize> = ents.iter().filter(|_| n > 0).map(|(i, _)| i.index(n)).collect();
        places.sort_unstable();
        places.dedup();
        let ents: Vec<_> = places
            .iter()
            .zip(["PERSON", "GPE", "DATE", "ORG"])
            .map(|(&i, label)| serde_json::json!({"start": json[i]["start"], "end": json[i]["end"], "label": label}))
            .collect();
        let doc = Document::from_json(&serde_json::json!({"text": text, "tokens": json, "ents": ents}).to_string()).unwrap();
        let article = Article { id: "any".into(), title: Some("20 killed".into()), published: "2016-10-20".parse().ok(), ..Article::default() };
        let record = READER.read(&article, &doc);
        let chars = text.chars().count();
        for claim in &record.claims {
            prop_assert!(claim.evidence.start < claim.evidence.end && claim.evidence.end <= chars);
            if let Some(parent) = &claim.parent {
                prop_assert!(record.claims.iter().any(|c| &c.id == parent) && parent != &claim.id);
            }
            if let (Some(low), Some(high)) = (claim.count.low, claim.count.high) {
                prop_assert!(low <= high);
            }
        }
    }
}
