//! The pages: one file each, and the parts that several show.

pub mod board;
mod layout;
mod problem;

pub use layout::{Page, layout};
pub use problem::Problem;
