//! Plain text: cleaning, datelines, dates, credits and case.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitrep_article::{Kind, Options, read_all, truecase};

fuzz_target!(|text: &str| {
    let options = Options { kind: Some(Kind::Text), title: text.lines().next().map(str::to_owned), ..Options::default() };
    let _ = read_all(text.as_bytes(), &options);
    for words in [text.to_owned(), text.to_uppercase()] {
        if let Some(cased) = truecase(&words) {
            assert_eq!(cased.chars().count(), words.chars().count());
        }
    }
});
