//! Who may use the board, and who is signed in. The store keeps hashes that it is given, never passwords or tokens, and no
//! export tells of them.

use jiff::Timestamp;

use super::error::{Result, StoreError};
use super::{Store, moment};

/// Someone who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The name, which is also the one that decisions are logged under.
    pub name: String,
    /// The hash of the password, with its salt and parameters, as the board made it.
    pub password: String,
    /// What the account may do, in the board's word for it.
    pub role: String,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
    /// Since when it may no longer sign in, RFC 3339 in UTC.
    pub disabled: Option<String>,
}

/// Someone who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub account: Account,
    /// The word that forms of this session carry, so that no other site can send them.
    pub csrf: String,
    /// Since when, RFC 3339 in UTC.
    pub created: String,
    /// Until when, RFC 3339 in UTC.
    pub expires: String,
}

impl Store {
    /// Makes an account. `password` is a hash.
    ///
    /// # Errors
    /// [`StoreError::AccountExists`], or if the store cannot be written to.
    pub fn add_account(&mut self, name: &str, password: &str, role: &str) -> Result<()> {
        self.db.transaction(|tx| match tx.account(name)? {
            Some(_) => Err(StoreError::AccountExists(name.to_owned())),
            None => tx.insert_account(name, password, role, &moment(Timestamp::now())),
        })
    }

    /// Gives an account another password (a hash) and ends its sessions.
    ///
    /// # Errors
    /// [`StoreError::NoAccount`], or if the store cannot be written to.
    pub fn set_password(&mut self, name: &str, password: &str) -> Result<()> {
        self.db.transaction(|tx| {
            found(tx.set_password(name, password)?, name)?;
            tx.close_sessions_of(name)
        })
    }

    /// Gives an account another role; it holds from its next request on.
    ///
    /// # Errors
    /// [`StoreError::NoAccount`], or if the store cannot be written to.
    pub fn set_role(&mut self, name: &str, role: &str) -> Result<()> {
        self.db.transaction(|tx| found(tx.set_role(name, role)?, name))
    }

    /// Lets an account sign in no more, and ends its sessions; or lets it in again. It is never deleted: decisions bear its name.
    ///
    /// # Errors
    /// [`StoreError::NoAccount`], or if the store cannot be written to.
    pub fn disable_account(&mut self, name: &str, disabled: bool) -> Result<()> {
        let since = disabled.then(|| moment(Timestamp::now()));
        self.db.transaction(|tx| {
            found(tx.set_disabled(name, since.as_deref())?, name)?;
            tx.close_sessions_of(name)
        })
    }

    /// All accounts by name.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn accounts(&mut self) -> Result<Vec<Account>> {
        self.db.read(|tx| tx.accounts())
    }

    /// The account of this name, disabled or not.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn account(&mut self, name: &str) -> Result<Option<Account>> {
        self.db.read(|tx| tx.account(name))
    }

    /// Signs an account in. `token` is the SHA-256 of the token that the browser keeps, in hexadecimal.
    ///
    /// # Errors
    /// [`StoreError::NoAccount`] if there is none or it is disabled, or if the store cannot be written to.
    pub fn open_session(&mut self, token: &str, account: &str, csrf: &str, expires: Timestamp) -> Result<()> {
        self.db.transaction(|tx| match tx.account(account)?.filter(|a| a.disabled.is_none()) {
            Some(_) => tx.insert_session(token, account, csrf, &moment(Timestamp::now()), &moment(expires)),
            None => Err(StoreError::NoAccount(account.to_owned())),
        })
    }

    /// The session of a token's hash, if it has not expired and its account may still sign in.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn session(&mut self, token: &str) -> Result<Option<Session>> {
        let session = self.db.read(|tx| tx.session(token))?;
        let now = moment(Timestamp::now());
        Ok(session.filter(|s| s.account.disabled.is_none() && s.expires > now))
    }

    /// Signs out.
    ///
    /// # Errors
    /// If the store cannot be written to.
    pub fn close_session(&mut self, token: &str) -> Result<()> {
        self.db.transaction(|tx| tx.close_session(token))
    }

    /// Signs an account out everywhere.
    ///
    /// # Errors
    /// If the store cannot be written to.
    pub fn close_sessions_of(&mut self, account: &str) -> Result<()> {
        self.db.transaction(|tx| tx.close_sessions_of(account))
    }

    /// Forgets the sessions that have expired.
    ///
    /// # Errors
    /// If the store cannot be written to.
    pub fn forget_expired(&mut self) -> Result<()> {
        self.db.transaction(|tx| tx.forget_expired(&moment(Timestamp::now())))
    }
}

fn found(there: bool, name: &str) -> Result<()> {
    there.then_some(()).ok_or_else(|| StoreError::NoAccount(name.to_owned()))
}
