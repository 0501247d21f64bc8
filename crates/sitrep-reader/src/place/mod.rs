//! Where something happened.
//!
//! [`finder`] finds the places that a text names and how it says they lie; [`atlas`] asks the gazetteer which places they
//! are ([`resolve`]), how they lie to each other ([`relation`]), and how the record tells them ([`record`]). A name that the gazetteer does not know is kept, with what it lies within.

mod atlas;
pub(crate) mod finder;
mod record;
mod relation;
mod resolve;
mod words;

pub(crate) use atlas::{Atlas, Signs};
pub(crate) use finder::Role;
pub(crate) use relation::Relation;
pub(crate) use words::{Level, Words};
