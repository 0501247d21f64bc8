//! Who may decide: accounts, sessions, forms that only our own pages can send.

mod session;

pub use session::{PLAIN_COOKIE, User, cookies, user};
