//! What the arcs of the tree mean, apart from any one language, and the walks over them that every rule shares.

mod clause;
mod roles;

pub(crate) use clause::{is_negated, object_of, relative_antecedent, subject_of};
pub(crate) use roles::{Role, role};
