//! The steps of a pipeline that are no transition systems.

pub(crate) mod attribute_ruler;
pub(crate) mod lemmatizer;
pub(crate) mod tagger;
