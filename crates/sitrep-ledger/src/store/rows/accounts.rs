//! Accounts and sessions.

use super::super::db::{Row, Tx};
use crate::store::error::Result;
use crate::store::{Account, Session};

const ACCOUNT: &str = "name, password, role, account.created, disabled";

fn account(r: &Row<'_>) -> Result<Account> {
    Ok(Account { name: r.get(0)?, password: r.get(1)?, role: r.get(2)?, created: r.get(3)?, disabled: r.get(4)? })
}

impl Tx<'_> {
    pub fn insert_account(&self, name: &str, password: &str, role: &str, at: &str) -> Result<()> {
        let sql = "INSERT INTO account (name, password, role, created) VALUES (?1, ?2, ?3, ?4)";
        self.run(sql, &[&name, &password, &role, &at]).map(drop)
    }

    pub fn set_password(&self, name: &str, password: &str) -> Result<bool> {
        Ok(self.run("UPDATE account SET password = ?2 WHERE name = ?1", &[&name, &password])? > 0)
    }

    pub fn set_role(&self, name: &str, role: &str) -> Result<bool> {
        Ok(self.run("UPDATE account SET role = ?2 WHERE name = ?1", &[&name, &role])? > 0)
    }

    pub fn set_disabled(&self, name: &str, since: Option<&str>) -> Result<bool> {
        Ok(self.run("UPDATE account SET disabled = ?2 WHERE name = ?1", &[&name, &since])? > 0)
    }

    pub fn accounts(&self) -> Result<Vec<Account>> {
        self.all(&format!("SELECT {ACCOUNT} FROM account ORDER BY name"), &[], account)
    }

    pub fn account(&self, name: &str) -> Result<Option<Account>> {
        self.one(&format!("SELECT {ACCOUNT} FROM account WHERE name = ?1"), &[&name], account)
    }

    pub fn insert_session(&self, token: &str, account: &str, csrf: &str, at: &str, expires: &str) -> Result<()> {
        let sql = "INSERT INTO session (token, account, csrf, created, expires) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.run(sql, &[&token, &account, &csrf, &at, &expires]).map(drop)
    }

    pub fn session(&self, token: &str) -> Result<Option<Session>> {
        let sql = format!(
            "SELECT {ACCOUNT}, csrf, session.created, expires FROM session JOIN account ON account = name WHERE token = ?1"
        );
        self.one(&sql, &[&token], |r| {
            Ok(Session { account: account(r)?, csrf: r.get(5)?, created: r.get(6)?, expires: r.get(7)? })
        })
    }

    pub fn close_session(&self, token: &str) -> Result<()> {
        self.run("DELETE FROM session WHERE token = ?1", &[&token]).map(drop)
    }

    pub fn close_sessions_of(&self, account: &str) -> Result<()> {
        self.run("DELETE FROM session WHERE account = ?1", &[&account]).map(drop)
    }

    pub fn forget_expired(&self, now: &str) -> Result<()> {
        self.run("DELETE FROM session WHERE expires <= ?1", &[&now]).map(drop)
    }
}
