//! The words of `lexicon/effects.toml` and `lexicon/victims.toml`.

mod effects;
mod victims;

pub(crate) use effects::{Effects, Form, NounKind, Sense, Sufferer, VerbSense};
pub(crate) use victims::VictimWords;
