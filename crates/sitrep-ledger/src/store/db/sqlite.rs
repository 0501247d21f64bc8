//! A store in a file.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::migrate;
use crate::store::error::{Result, StoreError};

/// How long to wait for another writer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens a store; makes it if `make`.
pub(super) fn open(path: &Path, make: bool) -> Result<Connection> {
    if !make && !path.exists() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    let open = |source| StoreError::Open { path: path.to_owned(), source };
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if make {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags).map_err(open)?;
    if connection.is_readonly(rusqlite::MAIN_DB)? && !can_be_read(&connection) {
        return ready(unchanging(path)?, path);
    }
    ready(connection, path)
}

fn can_be_read(connection: &Connection) -> bool {
    let read = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    !matches!(read, Err(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen))
}

/// Opens a file in a folder that may not be written to: SQLite has nowhere to keep its lock there, and needs none as nobody can change
/// the file.
fn unchanging(path: &Path) -> Result<Connection> {
    let open = |source| StoreError::Open { path: path.to_owned(), source };
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return Err(StoreError::Unsettled(path.to_owned()));
    }
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags).map_err(open)
}

/// A store in memory, gone when it is closed.
pub(super) fn in_memory() -> Result<Connection> {
    ready(Connection::open_in_memory()?, Path::new(":memory:"))
}

fn ready(mut connection: Connection, path: &Path) -> Result<Connection> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(128);
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
    // pages that change again and again are written back once for many articles; the log grows to 80 MB meanwhile
    connection.execute_batch("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 20000")?;
    migrate::sqlite(&mut connection)?;
    Ok(connection)
}
