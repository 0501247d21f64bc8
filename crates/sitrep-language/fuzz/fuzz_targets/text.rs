//! Any text goes through both small pipelines, and comes back whole.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sitrep_language::Pipeline;
use sitrep_language_fuzz::{check, check_cover, files};

static PIPELINES: LazyLock<[Pipeline; 2]> =
    LazyLock::new(|| ["whole", "vectors"].map(|name| Pipeline::from_files(files(name)).unwrap()));

fuzz_target!(|text: &str| {
    for pipeline in PIPELINES.iter() {
        let doc = pipeline.document(text);
        assert_eq!(doc.text(), text);
        check_cover(&doc);
        check(&doc);
    }
});
