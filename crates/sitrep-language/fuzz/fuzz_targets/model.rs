//! Any bytes stand for one file of a pipeline: it opens or is refused, and if it opens it parses.
//!
//! The first byte chooses the file, among those of both small pipelines in the order of their names.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sitrep_language::Pipeline;
use sitrep_language_fuzz::{EMPTY_TOKENIZER, check, check_cover, files};

static FILES: LazyLock<[BTreeMap<String, Vec<u8>>; 2]> = LazyLock::new(|| ["vectors", "whole"].map(files));

fuzz_target!(|data: &[u8]| {
    let Some((&choice, bytes)) = data.split_first() else { return };
    let count: usize = FILES.iter().map(BTreeMap::len).sum();
    let mut choice = usize::from(choice) % count;
    let which = usize::from(choice >= FILES[0].len());
    choice -= which * FILES[0].len();
    let mut files = FILES[which].clone();
    let name = files.keys().nth(choice).unwrap().clone();
    files.insert("tokenizer".into(), EMPTY_TOKENIZER.into());
    files.insert(name, bytes.to_vec());
    if let Ok(pipeline) = Pipeline::from_files(files) {
        let text =
            "The ferry didn't leave Port Amrin at 4 p.m. (say two nurses).\n\n\"Why?\" 🚑 سار https://example.org/a-b";
        let doc = pipeline.document(text);
        check_cover(&doc);
        check(&doc);
    }
});
