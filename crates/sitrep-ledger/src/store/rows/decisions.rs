//! The log of people's decisions, and settings.

use super::super::db::Tx;
use super::{clean, read};
use crate::store::decision::{Decision, Logged, mark_undone};
use crate::store::error::{Result, stored};

impl Tx<'_> {
    /// Adds to the log. Writers come one after the other, so that the next number is free.
    pub fn log_decision(&self, at: &str, who: &str, decision: &Decision) -> Result<()> {
        let body = serde_json::to_string(decision).map_err(stored("decision"))?;
        let sql =
            "INSERT INTO decision (seq, at, who, body) SELECT coalesce(max(seq), 0) + 1, ?1, ?2, ?3 FROM decision";
        self.run(sql, &[&at, &clean(who).as_ref(), &body]).map(drop)
    }

    pub fn decisions(&self) -> Result<Vec<Logged>> {
        let mut log = self.all("SELECT seq, at, who, body FROM decision ORDER BY seq", &[], |r| {
            let decision = read(&r.get::<String>(3)?, "decision")?;
            Ok(Logged { seq: r.get(0)?, at: r.get(1)?, who: r.get(2)?, decision, undone_by: None })
        })?;
        mark_undone(&mut log);
        Ok(log)
    }

    /// How many decisions there are.
    pub fn count_decisions(&self) -> Result<i64> {
        Ok(self.value("SELECT count(*) FROM decision", &[])?.unwrap_or_default())
    }

    /// How often stored readings or decisions have changed.
    pub fn epoch(&self) -> Result<i64> {
        Ok(self.setting("epoch")?.and_then(|n| n.parse().ok()).unwrap_or(0))
    }

    pub fn set_epoch(&self, epoch: i64) -> Result<()> {
        self.set("epoch", &epoch.to_string())
    }

    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        self.value("SELECT value FROM setting WHERE key = ?1", &[&key])
    }

    pub fn set(&self, key: &str, value: &str) -> Result<()> {
        let sql =
            "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.run(sql, &[&key, &value]).map(drop)
    }
}
