//! Accounts and sessions.

use super::{Maybe, Tx};
use crate::store::error::Result;
use crate::store::{Account, Session};

const ACCOUNT: &str = "name, password, role, account.created, disabled";

fn account(r: &rusqlite::Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account { name: r.get(0)?, password: r.get(1)?, role: r.get(2)?, created: r.get(3)?, disabled: r.get(4)? })
}

impl Tx<'_> {
    pub fn insert_account(&self, name: &str, password: &str, role: &str, at: &str) -> Result<()> {
        self.0
            .prepare_cached("INSERT INTO account (name, password, role, created) VALUES (?1, ?2, ?3, ?4)")?
            .execute((name, password, role, at))?;
        Ok(())
    }

    pub fn set_password(&self, name: &str, password: &str) -> Result<bool> {
        let mut statement = self.0.prepare_cached("UPDATE account SET password = ?2 WHERE name = ?1")?;
        Ok(statement.execute((name, password))? > 0)
    }

    pub fn set_role(&self, name: &str, role: &str) -> Result<bool> {
        let mut statement = self.0.prepare_cached("UPDATE account SET role = ?2 WHERE name = ?1")?;
        Ok(statement.execute((name, role))? > 0)
    }

    pub fn set_disabled(&self, name: &str, since: Option<&str>) -> Result<bool> {
        let mut statement = self.0.prepare_cached("UPDATE account SET disabled = ?2 WHERE name = ?1")?;
        Ok(statement.execute((name, since))? > 0)
    }

    pub fn accounts(&self) -> Result<Vec<Account>> {
        let mut statement = self.0.prepare_cached(&format!("SELECT {ACCOUNT} FROM account ORDER BY name"))?;
        Ok(statement.query_map([], account)?.collect::<rusqlite::Result<_>>()?)
    }

    pub fn account(&self, name: &str) -> Result<Option<Account>> {
        let sql = format!("SELECT {ACCOUNT} FROM account WHERE name = ?1");
        self.0.prepare_cached(&sql)?.query_row([name], account).maybe()
    }

    pub fn insert_session(&self, token: &str, account: &str, csrf: &str, at: &str, expires: &str) -> Result<()> {
        self.0
            .prepare_cached("INSERT INTO session (token, account, csrf, created, expires) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute((token, account, csrf, at, expires))?;
        Ok(())
    }

    pub fn session(&self, token: &str) -> Result<Option<Session>> {
        let sql = format!(
            "SELECT {ACCOUNT}, csrf, session.created, expires FROM session JOIN account ON account = name WHERE token = ?1"
        );
        let row = |r: &rusqlite::Row<'_>| {
            Ok(Session { account: account(r)?, csrf: r.get(5)?, created: r.get(6)?, expires: r.get(7)? })
        };
        self.0.prepare_cached(&sql)?.query_row([token], row).maybe()
    }

    pub fn close_session(&self, token: &str) -> Result<()> {
        self.0.prepare_cached("DELETE FROM session WHERE token = ?1")?.execute([token])?;
        Ok(())
    }

    pub fn close_sessions_of(&self, account: &str) -> Result<()> {
        self.0.prepare_cached("DELETE FROM session WHERE account = ?1")?.execute([account])?;
        Ok(())
    }

    pub fn forget_expired(&self, now: &str) -> Result<()> {
        self.0.prepare_cached("DELETE FROM session WHERE expires <= ?1")?.execute([now])?;
        Ok(())
    }
}
