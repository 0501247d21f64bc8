//! Who may decide: accounts, sessions, forms that only our own pages can send.

mod session;

pub use session::{User, cookies, user};
