//! Any text stands for a pipeline's configuration, over the files of a small pipeline.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sitrep_language::Pipeline;
use sitrep_language_fuzz::{EMPTY_TOKENIZER, check, files};

static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let mut files = files("whole");
    files.insert("tokenizer".into(), EMPTY_TOKENIZER.into());
    files
});

fuzz_target!(|text: &str| {
    let mut files = FILES.clone();
    files.insert("config.cfg".into(), text.as_bytes().to_vec());
    if let Ok(pipeline) = Pipeline::from_files(files) {
        check(&pipeline.document("Two mills by the river burned."));
    }
});
