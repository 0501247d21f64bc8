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

/// What part of the whole a toll counts, as its sentence tells.
pub(crate) fn of(
    _context: crate::assemble::Context<'_>,
    _evidence: &std::ops::Range<usize>,
    _trigger: usize,
) -> sitrep_record::Scope {
    sitrep_record::Scope::Incident
}
