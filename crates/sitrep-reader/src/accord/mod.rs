//! Which truces and deals are spoken of.

use sitrep_record::Accord;

use crate::assemble::Context;

/// Every accord, one for each deal.
pub(crate) fn read(_context: Context<'_>) -> Vec<Accord> {
    Vec::new()
}

/// The words of `lexicon/accords.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {}

impl crate::lexicon::Part for Words {
    const FILE: (&'static str, &'static str) = ("accords.toml", include_str!("../../../../lexicon/accords.toml"));

    fn compile(_file: &crate::lexicon::RawFile) -> Result<Self, crate::lexicon::LexiconError> {
        Ok(Words {})
    }
}
