//! Transition-based parsing: a state, a network that scores actions from it, and the best valid action taken until the
//! end. Trees by arc-eager actions, entities by BILUO actions.
//!
//! spaCy's `TransitionBasedParser`: <https://spacy.io/api/architectures#TransitionBasedParser>.

mod arc_eager;
mod biluo;
mod moves;
mod projectivity;
mod scorer;

pub(crate) use arc_eager::ArcEager;
pub(crate) use biluo::Biluo;
pub(crate) use scorer::{Features, Scorer, slots};
