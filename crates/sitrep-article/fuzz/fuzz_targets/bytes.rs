//! Any bytes, of any kind: no panic, and ranges that fit the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitrep_article::{Options, read_all};

fuzz_target!(|bytes: &[u8]| {
    for article in read_all(bytes, &Options::default()).into_iter().flatten().flatten() {
        let length = article.text.chars().count();
        for range in article.headline.iter().chain(&article.dateline).chain(&article.captions).chain(&article.paragraphs) {
            assert!(range.start < range.end && range.end <= length);
        }
    }
});
