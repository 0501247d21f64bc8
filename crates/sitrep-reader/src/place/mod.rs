//! Where something happened.
//!
//! [`finder`] finds the places that a text names and how it says they lie; [`atlas`] asks the gazetteer which places they
//! are. A name that the gazetteer does not know is kept, with what it lies within.

pub(crate) mod atlas;
pub(crate) mod finder;
mod words;

pub(crate) use atlas::{Atlas, Site};
pub(crate) use finder::{PlaceMention, Role};
pub(crate) use words::{Level, Words};
