//! Markup: read as a page whatever it looks like.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitrep_article::{Kind, Options, read_all};

fuzz_target!(|page: &str| {
    let options = Options { kind: Some(Kind::Html), ..Options::default() };
    let _ = read_all(page.as_bytes(), &options);
});
