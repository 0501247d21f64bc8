//! Any text is read as a document in JSON: what is read can be walked, and is the same when written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitrep_language::{Document, JsonDocument};
use sitrep_language_fuzz::check;

fuzz_target!(|text: &str| {
    let Ok(doc) = Document::from_json(text) else { return };
    check(&doc);
    let json = serde_json::to_string(&JsonDocument::new(None, &doc)).unwrap();
    let again = Document::from_json(&json).unwrap();
    assert_eq!(serde_json::to_string(&JsonDocument::new(None, &again)).unwrap(), json);
});
