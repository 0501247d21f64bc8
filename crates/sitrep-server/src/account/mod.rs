//! Who may decide: accounts, sessions, forms that only our own pages can send.

mod access;
mod form;
mod limits;
mod log_in;
mod password;
mod session;
#[cfg(test)]
mod tests;

pub use access::{Access, gate};
pub use form::{Fields, is_ours};
pub use log_in::routes;
pub use password::{AccountError, check_name, hash as hash_password};
pub use session::{PLAIN_COOKIE, User, cookies, user};

#[cfg(test)]
pub use session::hash as token_hash;

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Read, where reading asks for an account.
    Reader,
    /// Decide.
    Reviewer,
    /// Decide; reserved for managing accounts in the browser.
    Admin,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 3] = [Role::Reader, Role::Reviewer, Role::Admin];

    /// As the ledger keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Role::Reader => "reader",
            Role::Reviewer => "reviewer",
            Role::Admin => "admin",
        }
    }
}
