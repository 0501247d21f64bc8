//! Many articles, one incident, every source's figure.
//!
//! [`merge`] tells which incidents of different articles are one, [`toll`] what their claims say together, [`accord`] which truces
//! are one and what was reported while they were in force; a [`Summary`] holds all that is known of one incident. [`eval`]
//! measures it against what people annotated.
//!
//! Invariants: merging is a pure function of the records and of people's decisions (the order of adding does not matter);
//! every merge and every derived figure can be explained; figures that disagree stay side by side.

pub mod accord;
pub mod eval;
mod explanation;
pub mod export;
mod fold;
mod input;
pub mod merge;
mod searched;
mod source_row;
pub mod store;
mod summary;
pub mod toll;

pub use explanation::{Explanation, Value};
pub use input::read_record;
pub use searched::Searched;
pub use source_row::{SourceCounts, SourceRow};
pub use summary::Summary;
