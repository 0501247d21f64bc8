//! The words of a sourced incident record, as types.
//!
//! A [`Record`] is all that was read from one article: [`Claim`]s of human tolls, the [`Incident`]s they are about, who
//! claims or denies [`Responsibility`], and the [`Accord`]s spoken of. Everything carries its [`Evidence`]: where in the
//! article's text the words stand.
//!
//! This crate holds no logic and does no I/O; it is the only place that defines what goes over the wire. The JSON form
//! is what `serde` makes of these types, and [`json_schema`] describes it.
//!
//! ```
//! use sitrep_record::{Bound, Count};
//! let count = Count::at_least(59);
//! assert_eq!((count.low, count.high, count.bound), (Some(59), None, Bound::AtLeast));
//! ```

mod accord;
mod claim;
mod count;
mod incident;
mod record;

pub use accord::{Accord, AccordKind, Effective, Stage};
pub use claim::{Claim, Effect, Polarity, Scope, Source, SourceKind, Status, Victims};
pub use count::{Bound, Count};
pub use incident::{Actor, DateInterval, Incident, IncidentType, Place, Precision, Responsibility, Stance};
pub use record::{Evidence, Note, Record, json_schema};
