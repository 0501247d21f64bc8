//! How things look on a terminal.

mod safe;
mod table;
mod tree;

pub use safe::safe;
pub use table::columns;
pub use tree::tree;
