//! Connections to the ledger: some for readers, one for the writer.

use std::path::PathBuf;
use std::sync::Mutex;

use sitrep_ledger::store::{Store, StoreError};
use tokio::sync::Semaphore;

use crate::error::RequestError;

/// Connections to one ledger.
pub struct Stores {
    path: PathBuf,
    idle: Mutex<Vec<Store>>,
    readers: Semaphore,
    writer: Semaphore,
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
        Ok(Stores { path, idle: Mutex::new(vec![first]), readers: Semaphore::new(READERS), writer: Semaphore::new(1) })
    }

    /// Asks the ledger, on a thread that may wait.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn read<T: Send + 'static>(
        self: &std::sync::Arc<Self>,
        ask: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, RequestError> {
        let _permit = self.readers.acquire().await.map_err(|_| RequestError::Internal)?;
        self.run(ask).await
    }

    /// Changes the ledger: one request after the other.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn write<T: Send + 'static>(
        self: &std::sync::Arc<Self>,
        change: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, RequestError> {
        let _permit = self.writer.acquire().await.map_err(|_| RequestError::Internal)?;
        self.run(change).await
    }

    async fn run<T: Send + 'static>(
        self: &std::sync::Arc<Self>,
        ask: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, RequestError> {
        let stores = self.clone();
        let work = move || {
            let idle = stores.idle.lock().unwrap_or_else(|e| e.into_inner()).pop();
            let mut store = match idle {
                Some(store) => store,
                None => Store::open(&stores.path)?,
            };
            let answer = ask(&mut store);
            stores.idle.lock().unwrap_or_else(|e| e.into_inner()).push(store);
            answer
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| RequestError::Internal)?.map_err(RequestError::from)
    }
}
