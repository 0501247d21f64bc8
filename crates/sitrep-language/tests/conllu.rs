//! CoNLL-U keeps what a document says, on real parses in three languages.

use std::fs;
use std::path::Path;

use sitrep_language::{Document, Token, conllu};

fn documents() -> impl Iterator<Item = Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spacy");
    ["en", "fr", "es"].into_iter().flat_map(move |language| {
        let files = fs::read_dir(folder.join(language)).unwrap();
        files.map(|f| Document::from_json(&fs::read_to_string(f.unwrap().path()).unwrap()).unwrap())
    })
}

fn words(doc: &Document) -> Vec<String> {
    let said = |t: Token<'_>| {
        let head = t.ancestors().find(|h| !h.is_space()).map_or("-", |h| h.text());
        format!("{}..{} {} {} {} {} {head}", t.start(), t.end(), t.lemma(), t.tag(), t.pos(), t.morph())
    };
    doc.tokens().filter(|t| !t.is_space()).map(said).collect()
}

#[test]
fn words_and_text_survive_the_round_trip() {
    let mut seen = 0;
    for doc in documents() {
        let written = conllu::write(&doc, None);
        let again = conllu::read(&written).unwrap();
        assert_eq!(again.text(), doc.text());
        assert_eq!(words(&again), words(&doc));
        let ents =
            |d: &Document| d.entities().map(|e| (e.text().trim().to_owned(), e.label().to_owned())).collect::<Vec<_>>();
        assert_eq!(ents(&again), ents(&doc));
        assert_eq!(conllu::write(&again, None), written);
        seen += 1;
    }
    assert!(seen > 30);
}

#[test]
fn the_form_is_the_formats() {
    for doc in documents() {
        for sentence in conllu::write(&doc, Some("x")).split_terminator("\n\n") {
            let rows: Vec<Vec<&str>> =
                sentence.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
            let mut text = String::new();
            for (k, row) in rows.iter().enumerate() {
                assert_eq!(row.len(), 10, "{row:?}");
                assert_eq!(row[0], (k + 1).to_string());
                assert!(row.iter().all(|c| !c.is_empty()), "{row:?}");
                let head: usize = row[6].parse().unwrap();
                assert!(head <= rows.len() && head != k + 1 && (head == 0) == (row[7] == "root"), "{row:?}");
                text.push_str(row[1]);
                if !row[9].split('|').any(|m| m == "SpaceAfter=No") && k + 1 < rows.len() {
                    text.push(' ');
                }
            }
            let said = sentence.lines().find_map(|l| l.strip_prefix("# text = ")).unwrap();
            assert_eq!(said, text);
        }
    }
}
