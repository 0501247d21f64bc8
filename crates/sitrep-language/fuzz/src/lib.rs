//! What the fuzz targets share with the crate's tests: the small pipelines, and what must hold of every document.

use std::collections::BTreeMap;
use std::path::Path;

#[path = "../../tests/common/mod.rs"]
mod common;

pub use common::{check, check_cover};

/// A tokenizer file with no rules, as msgpack: an empty map. The pipelines' own take a second to compile under a sanitizer.
pub const EMPTY_TOKENIZER: [u8; 1] = [0x80];

/// The files of one of the small pipelines, by their paths inside it.
pub fn files(name: &str) -> BTreeMap<String, Vec<u8>> {
    common::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/pipelines").join(name))
}
