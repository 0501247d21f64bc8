//! Language pipelines as packages: which there are, where they lie, and how they get there.

mod error;
mod fetch;
mod install;
mod store;
mod table;
#[cfg(test)]
mod tests;

pub use install::{Models, megabytes};
pub use store::FOLDER_VARIABLE;
pub use table::models;
