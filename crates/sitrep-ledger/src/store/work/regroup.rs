//! Grouping anew what is connected with a change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Work;
use crate::merge::{Constraints, Mention, groups};
use crate::store::error::Result;
use crate::store::rows::MentionRow;

/// Mentions that are connected with each other, ascending, and the pairs between them.
struct Component {
    rows: Vec<MentionRow>,
    edges: Vec<(i64, i64)>,
}

impl Work<'_, '_> {
    /// Groups anew all that is connected with the mentions given, and sums up what changed.
    pub(super) fn regroup(&mut self, dirty: BTreeSet<i64>) -> Result<()> {
        if dirty.is_empty() {
            return Ok(());
        }
        let Component { rows, edges } = self.component(&dirty)?;
        let seqs: Vec<i64> = rows.iter().map(|row| row.seq).collect();
        self.fetch_mentions(&seqs)?;
        let mentions: Vec<Arc<Mention>> = seqs.iter().map(|seq| self.mention(*seq)).collect::<Result<_>>()?;
        let places: FxHashMap<i64, usize> = seqs.iter().enumerate().map(|(at, seq)| (*seq, at)).collect();
        let pairs: Vec<(usize, usize)> =
            edges.iter().filter(|(a, b)| a < b).filter_map(|(a, b)| Some((*places.get(a)?, *places.get(b)?))).collect();
        let decided = self.constraints(&rows, &mentions)?;
        let all: Vec<&Mention> = mentions.iter().map(Arc::as_ref).collect();
        let mut changed: BTreeSet<String> = BTreeSet::new();
        let mut left: BTreeSet<String> = BTreeSet::new();
        let mut live: BTreeSet<String> = BTreeSet::new();
        let mut moved: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        for group in groups(self.model, &all, &pairs, &decided) {
            let first = group.iter().min_by_key(|at| all[**at].order());
            let Some(id) = first.map(|at| rows[*at].id.clone()) else { continue };
            for at in &group {
                let row = &rows[*at];
                if row.incident != id {
                    moved.entry(id.clone()).or_default().push(row.seq);
                    changed.insert(id.clone());
                    left.insert(row.incident.clone());
                } else if dirty.contains(&row.seq) {
                    changed.insert(id.clone());
                }
            }
            live.insert(id);
        }
        for (id, seqs) in &moved {
            self.tx.set_incident(seqs, id)?;
        }
        left.remove("");
        for id in &left {
            match live.contains(id) {
                true => drop(changed.insert(id.clone())),
                false => self.redirect(id)?,
            }
        }
        changed.iter().try_for_each(|id| self.sum_up(id))
    }

    /// All mentions connected with those given, by pairs or by decisions.
    fn component(&mut self, from: &BTreeSet<i64>) -> Result<Component> {
        let rulings = self.rulings()?;
        let mut seen = from.clone();
        let mut component = Component { rows: Vec::new(), edges: Vec::new() };
        let mut open: Vec<i64> = from.iter().copied().collect();
        while !open.is_empty() {
            let rows = self.tx.mentions(&open)?;
            let near = self.tx.edges(&open)?;
            let mut reached: BTreeSet<i64> = near.iter().map(|(_, other)| *other).collect();
            component.edges.extend(near);
            for id in rows.iter().filter_map(|row| rulings.tied.get(&row.id)).flatten() {
                reached.extend(self.telling(id)?);
            }
            component.rows.extend(rows);
            open = reached.into_iter().filter(|other| seen.insert(*other)).collect();
        }
        component.rows.sort_by_key(|row| row.seq);
        Ok(component)
    }

    fn constraints(&mut self, rows: &[MentionRow], mentions: &[Arc<Mention>]) -> Result<Constraints> {
        let rulings = self.rulings()?;
        if rulings.tied.is_empty() {
            return Ok(Constraints::default());
        }
        let keys: FxHashMap<&str, &Mention> =
            rows.iter().zip(mentions).map(|(row, m)| (row.id.as_str(), m.as_ref())).collect();
        let known = |pairs: &BTreeSet<(String, String)>| {
            let key = |id: &str| keys.get(id).map(|m| m.key.clone());
            pairs.iter().filter_map(|(a, b)| Some((key(a)?, key(b)?))).collect()
        };
        Ok(Constraints { same: known(&rulings.same), apart: known(&rulings.apart) })
    }

    /// The sequence number of a mention, if it is still told.
    pub(super) fn telling(&self, id: &str) -> Result<Option<i64>> {
        Ok(self.tx.mention_with_id(id)?.map(|row| row.seq))
    }

    /// Retires the id of an incident that became part of another.
    pub(super) fn redirect(&mut self, id: &str) -> Result<()> {
        let became = self.tx.mention_with_id(id)?.map(|row| row.incident);
        if self.tx.has_incident(id)? {
            self.tx.delete_incident(id)?;
            let kind = if became.is_some() { "redirected" } else { "deleted" };
            self.tx.log_change(&self.now, kind, id, became.as_deref())?;
        }
        self.tx.retire(id, became.as_deref())
    }
}
