//! What people did, and what changed with it.

use std::collections::BTreeSet;

use super::error::Result;
use super::{Change, Decision, Logged, Store};

impl Store {
    /// Takes a decision back: a new entry of the log that says so. Taking that back again brings the decision back.
    ///
    /// # Errors
    /// [`StoreError::NoDecision`](super::StoreError::NoDecision), [`StoreError::Undone`](super::StoreError::Undone), or if the
    /// store cannot be written to.
    pub fn undo(&mut self, seq: i64, who: &str) -> Result<()> {
        self.work(|work| work.undo(seq, who))
    }

    /// The decisions about any telling that is now part of an incident, in order, with those that took one of them back.
    ///
    /// # Errors
    /// [`StoreError::NoIncident`](super::StoreError::NoIncident) if it never was one, or if the store cannot be read.
    pub fn decisions_about(&mut self, incident: &str) -> Result<Vec<Logged>> {
        let all = self.decisions()?;
        let ids: BTreeSet<String> = self.db.read(|tx| {
            let now = tx.mention_with_id(incident)?.map(|row| row.incident);
            if now.is_none() && !tx.is_retired(incident)? {
                return Err(super::StoreError::NoIncident(incident.to_owned()));
            }
            let rows = now.map(|now| tx.mentions_of_incident(&now)).transpose()?.unwrap_or_default();
            Ok(rows.into_iter().map(|row| row.id).chain([incident.to_owned()]).collect())
        })?;
        let mut about: BTreeSet<i64> = BTreeSet::new();
        // an entry that is taken back stands before the one that does so
        for logged in &all {
            let named = match &logged.decision {
                Decision::Undo { of } => about.contains(of),
                other => other.names().any(|id| ids.contains(id)),
            };
            if named {
                about.insert(logged.seq);
            }
        }
        Ok(all.into_iter().filter(|l| about.contains(&l.seq)).collect())
    }

    /// The sequence number of the last change; 0 if there is none.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn latest_change(&mut self) -> Result<i64> {
        self.db.read(|tx| tx.latest_change())
    }

    /// So many changes after the one with this sequence number, in order, each with its own.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn changes_after(&mut self, seq: i64, limit: u32) -> Result<Vec<(i64, Change)>> {
        self.db.read(|tx| tx.changes_after(seq, limit))
    }
}
