//! Taking decisions back.

use std::collections::BTreeSet;

use super::Work;
use crate::store::decision::Decision;
use crate::store::error::{Result, StoreError};

impl Work<'_, '_> {
    /// Logs that a decision is taken back, and derives anew what it was about.
    pub fn undo(&mut self, seq: i64, who: &str) -> Result<()> {
        let rulings = self.rulings()?;
        let logged = rulings.entry(seq).ok_or(StoreError::NoDecision(seq))?;
        if let Some(by) = logged.undone_by {
            return Err(StoreError::Undone { seq, by });
        }
        let mut first = logged;
        while let Decision::Undo { of } = first.decision {
            first = rulings.entry(of).ok_or(StoreError::NoDecision(of))?;
        }
        self.decide(who, &Decision::Undo { of: seq })?;
        let mut concerned: BTreeSet<i64> = BTreeSet::new();
        for id in first.decision.names() {
            // a newer reading may no longer tell of it
            concerned.extend(self.telling(id)?);
        }
        self.regroup(concerned)
    }
}
