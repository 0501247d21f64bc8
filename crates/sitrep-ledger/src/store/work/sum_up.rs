//! Deriving an incident anew from the articles that tell of it and from what people decided.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sitrep_record::Record;

use super::Work;
use crate::store::correct::correct;
use crate::store::decision::Decision;
use crate::store::error::Result;
use crate::store::rows::{IncidentRow, MentionRow};
use crate::toll::{Decided, Told};
use crate::{Searched, Summary};

impl Work<'_, '_> {
    /// Derives an incident anew, and notes what changed.
    pub(super) fn sum_up(&mut self, id: &str) -> Result<()> {
        let rows = self.tx.mentions_of_incident(id)?;
        let told = self.told(&rows)?;
        let told: Vec<Told<'_>> = told.iter().map(|(record, incident)| Told { record, incident }).collect();
        let rulings = self.rulings()?;
        let ids: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        let mut decided = None;
        let mut corrections: Vec<(&str, &str, &str)> = Vec::new();
        for logged in rulings.about(&ids) {
            let judged = |confirmed| Some(Decided { confirmed, by: logged.who.clone(), at: logged.at.clone() });
            match &logged.decision {
                Decision::Confirm { .. } => decided = judged(true),
                Decision::Reject { .. } => decided = judged(false),
                Decision::Correct { field, value, .. } => corrections.push((field, value, &logged.who)),
                _ => {}
            }
        }
        let Some(mut summary) = Summary::of(id.to_owned(), &told, decided.as_ref()) else {
            return self.redirect(id);
        };
        for (field, value, who) in corrections {
            // a correction that no longer fits (its toll is gone) is passed over, not lost: it stands in the log
            let _ = correct(&mut summary, field, value, who);
        }
        let rejected = decided.is_some_and(|d| !d.confirmed);
        let searched = Searched::of(&summary);
        let kept = self.tx.put_incident(&IncidentRow {
            summary: &summary,
            rejected,
            names: searched.names,
            sources: searched.sources,
        })?;
        if kept.was_rejected.is_none() {
            self.tx.revive(id)?;
        }
        match (kept.was_rejected, rejected, kept.changed) {
            (None | Some(true), false, _) => self.tx.log_change(&self.now, "added", id, None),
            (Some(false) | None, true, _) => self.tx.log_change(&self.now, "deleted", id, None),
            (Some(_), false, true) => self.tx.log_change(&self.now, "updated", id, None),
            _ => Ok(()),
        }
    }

    /// The records that mentions stand in, each with the incident's id in it; those of copies with the outlet and the wires of
    /// the article that they copy.
    fn told(&mut self, rows: &[MentionRow]) -> Result<Vec<(Arc<Record>, String)>> {
        let articles: Vec<i64> = rows.iter().map(|row| row.article).collect();
        let reports: BTreeMap<i64, String> = self.tx.reports(&articles)?.into_iter().collect();
        self.fetch_records(&articles)?;
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            let record = self.record(row.article)?;
            let copied = reports.get(&row.article).filter(|report| **report != record.id);
            let first = copied.map(|report| self.tx.article_seq(report)).transpose()?.flatten();
            let record = match first {
                None => record,
                Some(first) => {
                    let first = self.record(first)?;
                    let (outlet, credits) = (first.outlet.clone(), first.credits.clone());
                    Arc::new(Record { outlet, credits, ..(*record).clone() })
                }
            };
            told.push((record, row.local.clone()));
        }
        Ok(told)
    }
}
