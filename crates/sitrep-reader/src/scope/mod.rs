//! Placeholder.

/// The words of `lexicon/scope.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {}

impl crate::lexicon::Part for Words {
    const FILE: (&'static str, &'static str) = ("scope.toml", include_str!("../../../../lexicon/scope.toml"));

    fn compile(_file: &crate::lexicon::RawFile) -> Result<Self, crate::lexicon::LexiconError> {
        Ok(Words {})
    }
}
