//! Markup: read as a page whatever it looks like.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitrep_article::{Kind, Options, read_all};

fuzz_target!(|page: &str| {
    let mut options = Options { kind: Some(Kind::Html), ..Options::default() };
    // Cut somewhere, most of the time.
    options.limits.markup_bytes = page.len() * usize::from(page.bytes().last().unwrap_or(0)) / 64;
    let _ = read_all(page.as_bytes(), &options);
});
