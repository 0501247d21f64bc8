//! Parties to a conflict: where a text names them, and by which canonical name records speak of them.
//!
//! [`Words`] is the vocabulary (`lexicon/actors.toml`), [`Words::mentions`] finds every mention in a document. A mention
//! says how it was made ([`How`]), because a state's bare name or demonym is a party only where the grammar makes it one:
//! that is for the caller to judge.

mod belong;
mod fold;
mod mention;
mod spelling;
mod words;

pub(crate) use belong::party_of;
pub(crate) use fold::fold;
pub(crate) use mention::{ActorMention, How};
pub(crate) use spelling::Index;
pub(crate) use words::{ActorKind, State, Words};
