//! Who says so.

use sitrep_record::Source;

use crate::assemble::Context;
use crate::toll::Toll;

/// The sources of each toll, in the order of `tolls`; empty where the article gives the figure itself.
pub(crate) fn sources_of(_context: Context<'_>, tolls: &[Toll]) -> Vec<Vec<Source>> {
    vec![Vec::new(); tolls.len()]
}

/// The words of `lexicon/sources.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {}

impl crate::lexicon::Part for Words {
    const FILE: (&'static str, &'static str) = ("sources.toml", include_str!("../../../../lexicon/sources.toml"));

    fn compile(_file: &crate::lexicon::RawFile) -> Result<Self, crate::lexicon::LexiconError> {
        Ok(Words {})
    }
}
