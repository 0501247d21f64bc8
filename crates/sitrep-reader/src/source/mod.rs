//! Who says so: the sources of each toll.
//!
//! [`scene`] finds what may speak, [`cue`] where somebody is said to say something, [`speaker`] names him, [`attribution`]
//! tells how far his words reach.

mod attribution;
mod cue;
mod phrase;
mod scene;
mod speaker;
mod words;

use sitrep_record::Source;

pub(crate) use attribution::{Attribution, Attributions};
pub(crate) use cue::Side;
pub(crate) use phrase::start as phrase_start;
pub(crate) use scene::Scene;
pub(crate) use words::{Frame, Role, Topic, Words};

use crate::toll::Toll;

/// The sources of each toll, in the order of `tolls`; empty where the article gives the figure itself.
pub(crate) fn sources_of(said: &Attributions<'_, '_>, tolls: &[Toll]) -> Vec<Vec<Source>> {
    tolls.iter().map(|toll| said.sources_at(toll.trigger)).collect()
}
