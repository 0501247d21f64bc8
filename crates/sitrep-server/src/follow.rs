//! Keeps the index as the ledger is: whoever changes the ledger, this program or another, notes it in the ledger's log of changes.

use std::collections::BTreeSet;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use sitrep_ledger::store::StoreError;
use tokio::sync::watch;

use crate::index::Index;
use crate::stores::Stores;

/// The index, and the last change of the ledger that it knows.
pub struct Following {
    index: RwLock<Index>,
    seq: watch::Sender<i64>,
}

/// How often the ledger is asked.
const PACE: Duration = Duration::from_millis(500);
/// So many changes are taken in at once.
const CHANGES: u32 = 2_000;

impl Following {
    /// Reads all incidents.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn start(stores: &Stores) -> Result<Arc<Self>, StoreError> {
        let mut index = Index::default();
        // changes that come while it is read are taken in afterwards, perhaps twice, which does no harm
        let seq = stores.with(|store| {
            let seq = store.latest_change()?;
            store.all_summaries(|summary, _| index.put(&summary))?;
            Ok(seq)
        })?;
        index.in_order();
        Ok(Arc::new(Following { index: RwLock::new(index), seq: watch::Sender::new(seq) }))
    }

    /// Asks the index.
    pub fn ask<T>(&self, question: impl FnOnce(&Index) -> T) -> T {
        question(&self.index.read().unwrap_or_else(|e| e.into_inner()))
    }

    /// The last change that is known.
    pub fn seq(&self) -> i64 {
        *self.seq.borrow()
    }

    /// Tells of changes as they come.
    pub fn watch(&self) -> watch::Receiver<i64> {
        self.seq.subscribe()
    }

    /// Takes in what changed; whether there was something.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn catch_up(&self, stores: &Stores) -> Result<bool, StoreError> {
        let seq = self.seq();
        let (changes, summaries) = stores.with(|store| {
            let changes = store.changes_after(seq, CHANGES)?;
            let ids: BTreeSet<&String> = changes.iter().map(|(_, change)| &change.incident).collect();
            let ids: Vec<String> = ids.into_iter().cloned().collect();
            Ok((changes, store.summaries(&ids)?))
        })?;
        let Some((last, _)) = changes.last() else { return Ok(false) };
        let mut index = self.index.write().unwrap_or_else(|e| e.into_inner());
        let known: BTreeSet<&str> = summaries.iter().map(|s| s.id.as_str()).collect();
        for (_, change) in changes.iter().filter(|(_, change)| !known.contains(change.incident.as_str())) {
            index.remove(&change.incident);
        }
        summaries.iter().for_each(|summary| index.put(summary));
        index.in_order();
        drop(index);
        self.seq.send_replace(*last);
        Ok(true)
    }

    /// Goes on taking in what changes.
    pub async fn follow(self: Arc<Self>, stores: Arc<Stores>) {
        loop {
            let (this, from) = (self.clone(), stores.clone());
            let taken_in = tokio::task::spawn_blocking(move || this.catch_up(&from)).await;
            // a ledger that cannot be read now is asked again; who asks for a page is told. One that grows is asked no more often:
            // whoever reads waits while something is taken in
            drop(taken_in);
            tokio::time::sleep(PACE).await;
        }
    }
}
