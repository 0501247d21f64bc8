//! Many articles, one incident, every source's figure.
//!
//! [`merge`] tells which incidents of different articles are one; [`eval`] measures it against groups made by people.
//!
//! Invariants: merging is a pure function of the records and of people's decisions (the order of adding does not matter);
//! every merge and every derived figure can be explained; figures that disagree stay side by side.

pub mod eval;
mod explanation;
mod fold;
mod input;
pub mod merge;

pub use explanation::Explanation;
pub use input::read_record;
