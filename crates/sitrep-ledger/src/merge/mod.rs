//! Which incidents of different articles are one.
//!
//! Records become [`Mention`]s; [`Blocks`] say which are worth comparing; [`Score`] compares two by named features with
//! weights from the [`Model`]; [`groups`] makes incidents of them.

mod baseline;
mod block;
mod cluster;
mod compare;
mod context;
mod levels;
mod mention;
mod model;
#[cfg(test)]
mod tests;

pub use baseline::baseline;
pub use block::{Blocks, pairs};
pub use cluster::{Constraints, groups};
pub use compare::Score;
pub(crate) use compare::distance_km;
pub use mention::{Mention, MentionKey};
pub(crate) use mention::{days_between, name_words};
pub use model::{Model, ModelError};
