//! Placeholder.

/// The words of `lexicon/quantities.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {}

impl crate::lexicon::Part for Words {
    const FILE: (&'static str, &'static str) = ("quantities.toml", include_str!("../../../../lexicon/quantities.toml"));

    fn compile(_file: &crate::lexicon::RawFile) -> Result<Self, crate::lexicon::LexiconError> {
        Ok(Words {})
    }
}
