//! Parties to a conflict and their canonical names.

/// The words of `lexicon/actors.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {}

impl crate::lexicon::Part for Words {
    const FILE: (&'static str, &'static str) = ("actors.toml", include_str!("../../../../lexicon/actors.toml"));

    fn compile(_file: &crate::lexicon::RawFile) -> Result<Self, crate::lexicon::LexiconError> {
        Ok(Words {})
    }
}
