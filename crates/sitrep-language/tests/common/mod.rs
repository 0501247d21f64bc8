//! What several tests need, and the fuzz targets too: the small pipelines, and what must hold of every document.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sitrep_language::Document;

/// Where one of the small pipelines lies.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pipelines").join(name)
}

/// The files below a folder, by their paths inside it.
pub fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut below: Vec<PathBuf> = vec![root.into()];
    while let Some(path) = below.pop() {
        match path.is_dir() {
            true => below.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path())),
            false => {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

/// What holds of a document that a pipeline made: tokens and the spaces after them are the text.
pub fn check_cover(doc: &Document) {
    let mut at = 0;
    for token in doc.tokens() {
        assert_eq!(token.bytes().start, at, "{token:?}");
        at = token.bytes().end + usize::from(token.has_space_after());
        assert!(!token.has_space_after() || doc.text()[token.bytes().end..].starts_with(' '), "{token:?}");
    }
    assert_eq!(at, doc.text().len());
}

/// What holds of every document, wherever it comes from.
pub fn check(doc: &Document) {
    let n = doc.len();
    let mut at = 0;
    for token in doc.tokens() {
        assert!(at <= token.start() && token.start() <= token.end());
        at = token.end();
        assert!(token.head().i() < n);
        assert!(token.children().all(|child| child.head() == token));
        assert!(token.left_edge().i() <= token.i() && token.i() <= token.right_edge().i());
        assert!(token.sent().contains(token));
        assert!(token.entity().is_none_or(|entity| entity.contains(token)));
        let _ = (token.lower(), token.lemma(), token.tag(), token.pos(), token.morph(), token.dep());
    }
    let step = n / 100 + 1;
    for token in doc.tokens().step_by(step) {
        assert_eq!(doc.slice_chars(token.start(), token.end()), token.text());
        assert!(token.ancestors().count() <= n);
        assert!(token.subtree().take(1000).all(|below| below.is_within(token)));
    }
    let mut at = 0;
    for sentence in doc.sentences() {
        assert!(sentence.start() == at && !sentence.is_empty());
        at = sentence.end();
    }
    assert_eq!(at, n);
    let mut at = 0;
    for entity in doc.entities() {
        assert!(at <= entity.start() && entity.start() < entity.end());
        at = entity.end();
    }
    assert!(at <= n);
}
