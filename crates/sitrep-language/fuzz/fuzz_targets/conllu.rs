//! Any text is read as CoNLL-U: what is read can be walked, written, and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitrep_language::conllu;
use sitrep_language_fuzz::check;

fuzz_target!(|text: &str| {
    let Ok(doc) = conllu::read(text) else { return };
    check(&doc);
    let written = conllu::write(&doc, Some("a"));
    let again = conllu::read(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
    check(&again);
});
