//! The log of people's decisions, and settings.

use super::{Maybe, Tx};
use crate::store::decision::{Decision, Logged, mark_undone};
use crate::store::error::{Result, stored};

impl Tx<'_> {
    pub fn log_decision(&self, at: &str, who: &str, decision: &Decision) -> Result<i64> {
        let body = serde_json::to_string(decision).map_err(stored("decision"))?;
        self.0.prepare_cached("INSERT INTO decision (at, who, body) VALUES (?1, ?2, ?3)")?.execute((at, who, body))?;
        Ok(self.0.last_insert_rowid())
    }

    pub fn decisions(&self) -> Result<Vec<Logged>> {
        let mut statement = self.0.prepare_cached("SELECT seq, at, who, body FROM decision ORDER BY seq")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get::<_, String>(3)?)))?;
        let mut log: Vec<Logged> = rows
            .map(|row| {
                let (seq, at, who, body) = row?;
                let decision = serde_json::from_str(&body).map_err(stored("decision"))?;
                Ok(Logged { seq, at, who, decision, undone_by: None })
            })
            .collect::<Result<_>>()?;
        mark_undone(&mut log);
        Ok(log)
    }

    /// How often stored readings or decisions have changed.
    pub fn epoch(&self) -> Result<i64> {
        Ok(self.setting("epoch")?.and_then(|n| n.parse().ok()).unwrap_or(0))
    }

    pub fn set_epoch(&self, epoch: i64) -> Result<()> {
        self.set("epoch", &epoch.to_string())
    }

    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        self.0.prepare_cached("SELECT value FROM setting WHERE key = ?1")?.query_row([key], |row| row.get(0)).maybe()
    }

    pub fn set(&self, key: &str, value: &str) -> Result<()> {
        self.0.prepare_cached("INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)")?.execute((key, value))?;
        Ok(())
    }
}
