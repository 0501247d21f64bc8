//! What happened, where and when, and which toll belongs to it.

use sitrep_record::{Incident, Source};

use crate::assemble::Context;
use crate::toll::Toll;

/// The incidents of one article and how the tolls are tied to them.
#[derive(Debug, Default)]
pub(crate) struct Incidents {
    /// In the order of the text, with their ids.
    pub incidents: Vec<Incident>,
    /// For each toll its place among `incidents`.
    pub incident_of: Vec<Option<usize>>,
    /// For each toll that is an aggregate the places of the incidents it adds up.
    pub parts_of: Vec<Vec<usize>>,
}

/// All incidents that the article reports.
pub(crate) fn read(_context: Context<'_>, tolls: &[Toll], _sources: &[Vec<Source>]) -> Incidents {
    Incidents { incidents: Vec::new(), incident_of: vec![None; tolls.len()], parts_of: vec![Vec::new(); tolls.len()] }
}

/// The words of `lexicon/events.toml`.
#[derive(Debug, Default)]
pub(crate) struct EventWords {}

impl crate::lexicon::Part for EventWords {
    const FILE: (&'static str, &'static str) = ("events.toml", include_str!("../../../../lexicon/events.toml"));

    fn compile(_file: &crate::lexicon::RawFile) -> Result<Self, crate::lexicon::LexiconError> {
        Ok(EventWords {})
    }
}

/// The words of `lexicon/weapons.toml`.
#[derive(Debug, Default)]
pub(crate) struct WeaponWords {}

impl crate::lexicon::Part for WeaponWords {
    const FILE: (&'static str, &'static str) = ("weapons.toml", include_str!("../../../../lexicon/weapons.toml"));

    fn compile(_file: &crate::lexicon::RawFile) -> Result<Self, crate::lexicon::LexiconError> {
        Ok(WeaponWords {})
    }
}
