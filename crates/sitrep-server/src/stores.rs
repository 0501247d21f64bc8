//! Connections to the ledger: some for readers, one for the writer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use sitrep_ledger::store::{Store, StoreError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::RequestError;

/// Connections to one ledger.
pub struct Stores {
    path: PathBuf,
    idle: Mutex<Vec<Store>>,
    readers: Arc<Semaphore>,
    writer: Arc<Semaphore>,
}

/// So many requests read at once; more wait in order.
const READERS: usize = 4;

impl Stores {
    /// Opens a ledger.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn open(path: PathBuf) -> Result<Self, StoreError> {
        let first = Store::open(&path)?;
        let (readers, writer) = (Arc::new(Semaphore::new(READERS)), Arc::new(Semaphore::new(1)));
        Ok(Stores { path, idle: Mutex::new(vec![first]), readers, writer })
    }

    /// Asks the ledger, on a thread that may wait.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        ask: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, RequestError> {
        let permit = self.readers.clone().acquire_owned().await.map_err(|_| RequestError::Internal)?;
        self.run(permit, ask).await
    }

    /// Changes the ledger: one request after the other.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        change: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, RequestError> {
        let permit = self.writer.clone().acquire_owned().await.map_err(|_| RequestError::Internal)?;
        self.run(permit, change).await
    }

    /// Asks on the thread that it is called from.
    ///
    /// # Errors
    /// What the ledger says.
    pub fn with<T>(&self, ask: impl FnOnce(&mut Store) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(|e| e.into_inner()).pop();
        let mut store = match idle {
            Some(store) => store,
            None => Store::open(&self.path)?,
        };
        let answer = ask(&mut store);
        self.idle.lock().unwrap_or_else(|e| e.into_inner()).push(store);
        answer
    }

    /// The permit goes with the work: a request that is given up leaves its query running, and the next one must wait for that.
    async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        permit: OwnedSemaphorePermit,
        ask: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, RequestError> {
        let stores = self.clone();
        let work = move || {
            let answer = stores.with(ask);
            drop(permit);
            answer
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| RequestError::Internal)?.map_err(RequestError::from)
    }
}
