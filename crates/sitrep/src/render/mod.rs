//! How things look on a terminal.

mod quotes;
mod record;
mod safe;
mod table;
mod tree;
mod words;

pub use quotes::quotes;
pub use record::record;
pub use safe::safe;
pub use table::columns;
pub use tree::tree;
