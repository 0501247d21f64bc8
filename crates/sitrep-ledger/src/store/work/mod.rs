//! The work of one transaction: what an addition or a decision changes, and nothing else.

mod add;
mod decide;
mod ids;
mod regroup;
mod reread;
mod rulings;
mod sum_up;
mod undo;

use std::collections::BTreeSet;
use std::sync::Arc;

use sitrep_record::Record;

pub(crate) use rulings::Rulings;

use super::db::Tx;
use super::error::{Result, StoreError};
use super::{Cache, MENTIONS, RECORDS, moment};
use crate::merge::{Mention, Model};

/// The work of one transaction.
pub(crate) struct Work<'a, 't> {
    tx: &'a Tx<'t>,
    model: &'a Model,
    cache: &'a mut Cache,
    now: String,
}

impl<'a, 't> Work<'a, 't> {
    /// Begins work. Another program may have read articles anew or decided since the last time: what is kept of them is
    /// forgotten then. What was only added does no harm.
    pub fn new(tx: &'a Tx<'t>, model: &'a Model, cache: &'a mut Cache) -> Result<Self> {
        let epoch = tx.epoch()?;
        if cache.epoch != epoch {
            *cache = Cache { epoch, ..Cache::default() };
        }
        Ok(Work { tx, model, cache, now: moment(jiff::Timestamp::now()) })
    }

    /// Tells other programs that what they keep in memory may have changed.
    fn begin_epoch(&mut self) -> Result<()> {
        self.cache.epoch += 1;
        self.tx.set_epoch(self.cache.epoch)
    }

    /// The record of an article.
    pub fn record(&mut self, seq: i64) -> Result<Arc<Record>> {
        self.fetch_records(&[seq])?;
        self.cache.records.get(&seq).cloned().ok_or_else(|| StoreError::NoIncident(seq.to_string()))
    }

    /// Brings the records of articles into memory.
    fn fetch_records(&mut self, seqs: &[i64]) -> Result<()> {
        let missing: BTreeSet<i64> = seqs.iter().copied().filter(|s| !self.cache.records.contains_key(s)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        if self.cache.records.len() + missing.len() > RECORDS {
            self.cache.records.retain(|seq, _| seqs.contains(seq));
        }
        let missing: Vec<i64> = missing.into_iter().collect();
        self.cache.records.extend(self.tx.records(&missing)?.into_iter().map(|(seq, r)| (seq, Arc::new(r))));
        Ok(())
    }

    fn remember(&mut self, seq: i64, record: Arc<Record>) {
        if self.cache.records.len() >= RECORDS {
            self.cache.records.clear();
        }
        self.cache.records.insert(seq, record);
    }

    /// A mention in comparable form.
    pub fn mention(&mut self, seq: i64) -> Result<Arc<Mention>> {
        self.fetch_mentions(&[seq])?;
        self.cache.mentions.get(&seq).cloned().ok_or_else(|| StoreError::NoIncident(seq.to_string()))
    }

    /// Mentions in comparable form, in the order asked.
    fn fetch_mentions(&mut self, seqs: &[i64]) -> Result<()> {
        let missing: Vec<i64> = seqs.iter().copied().filter(|s| !self.cache.mentions.contains_key(s)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        if self.cache.mentions.len() + missing.len() > MENTIONS {
            let kept: BTreeSet<&i64> = seqs.iter().collect();
            self.cache.mentions.retain(|seq, _| kept.contains(seq));
        }
        self.cache.mentions.extend(self.tx.prepared(&missing)?.into_iter().map(|(seq, m)| (seq, Arc::new(m))));
        Ok(())
    }

    /// What people decided.
    pub fn rulings(&mut self) -> Result<Arc<Rulings>> {
        if let Some(rulings) = &self.cache.rulings {
            return Ok(rulings.clone());
        }
        let rulings = Arc::new(Rulings::of(self.tx.decisions()?));
        self.cache.rulings = Some(rulings.clone());
        Ok(rulings)
    }
}
