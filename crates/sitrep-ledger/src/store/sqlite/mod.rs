//! The store's tables in SQLite. All SQL stands in this folder; its functions speak of rows in the ledger's words, so that
//! another database can take its place.

mod accounts;
mod articles;
mod decisions;
mod incidents;
mod mentions;
mod migrate;
mod search;

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

pub(crate) use articles::NewArticle;
pub(crate) use incidents::IncidentRow;
pub(crate) use mentions::MentionRow;

use super::error::{Result, StoreError};

/// How long to wait for another writer.
const PATIENCE: Duration = Duration::from_secs(30);

/// An open store.
pub(crate) struct Db {
    pub(super) connection: Connection,
}

impl Db {
    /// Opens a store; makes it if `make`.
    pub fn open(path: &Path, make: bool) -> Result<Db> {
        if !make && !path.exists() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        let open = |source| StoreError::Open { path: path.to_owned(), source };
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if make {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let connection = Connection::open_with_flags(path, flags).map_err(open)?;
        Self::ready(connection, path)
    }

    /// A store in memory, gone when it is closed.
    pub fn in_memory() -> Result<Db> {
        Self::ready(Connection::open_in_memory()?, Path::new(":memory:"))
    }

    fn ready(mut connection: Connection, path: &Path) -> Result<Db> {
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(64);
        let not_ours = || StoreError::NotAStore(path.to_owned());
        let application = connection.query_row("PRAGMA application_id", [], |row| row.get::<_, i32>(0));
        let application = match application.map_err(StoreError::from) {
            Err(StoreError::Damaged(_)) => return Err(not_ours()),
            other => other?,
        };
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if application != migrate::APPLICATION && tables > 0 {
            return Err(not_ours());
        }
        // readers go on while one writes, and a killed writer loses nothing that it committed
        let writable = !connection.is_readonly(rusqlite::MAIN_DB)?;
        if writable {
            connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        }
        connection.execute_batch("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8000")?;
        migrate::migrate(&mut connection)?;
        Ok(Db { connection })
    }

    /// Does all of it or nothing.
    pub fn transaction<T>(&mut self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        let tx = Tx(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?);
        let done = work(&tx)?;
        tx.0.commit()?;
        Ok(done)
    }

    /// Reads, all of one moment.
    pub fn read<T>(&mut self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        let tx = Tx(self.connection.transaction_with_behavior(TransactionBehavior::Deferred)?);
        work(&tx)
    }
}

impl Db {
    /// Whether it may be written to.
    pub fn is_writable(&self) -> Result<bool> {
        Ok(!self.connection.is_readonly(rusqlite::MAIN_DB)?)
    }

    /// Keeps the store from growing, to see what happens on a full disk.
    #[cfg(test)]
    pub fn fill(&self) {
        self.connection.query_row("PRAGMA max_page_count = 1", [], |_| Ok(())).unwrap();
    }
}

/// A transaction.
pub(crate) struct Tx<'a>(pub(super) rusqlite::Transaction<'a>);

/// Rows that are there or not.
trait Maybe<T> {
    fn maybe(self) -> Result<Option<T>>;
}

impl<T> Maybe<T> for rusqlite::Result<T> {
    fn maybe(self) -> Result<Option<T>> {
        match self {
            Ok(row) => Ok(Some(row)),
            Err(rusqlite::Error::QueryReturnedNoRows) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
