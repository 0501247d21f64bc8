//! Brings a store to the newest form. Migrations stand in the binary and are never edited once released.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::store::error::{Result, StoreError};

/// All migrations; the number of a migration is its place, from 1.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/sqlite/0001_ledger.sql"),
    include_str!("../../../migrations/sqlite/0002_accounts.sql"),
];

/// Marks a file as a Sitrep store ("SITR").
pub(super) const APPLICATION: i32 = 0x5349_5452;

/// The version that this build makes.
pub(super) fn newest() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// Applies what is missing, each migration in one transaction.
pub(super) fn migrate(db: &mut Connection) -> Result<()> {
    let found: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > newest() {
        return Err(StoreError::Newer { found, known: newest() });
    }
    if found == newest() {
        return check(db, found);
    }
    // two programs may open a new store at once: the second waits here, and finds it made
    let tx = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let found: u32 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    tx.execute_batch("CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, checksum TEXT NOT NULL)")?;
    check(&tx, found)?;
    for (at, sql) in MIGRATIONS.iter().enumerate().skip(found as usize) {
        tx.execute_batch(sql)?;
        tx.execute("INSERT INTO migration (version, checksum) VALUES (?1, ?2)", (at + 1, checksum(sql)))?;
    }
    tx.execute_batch(&format!("PRAGMA user_version = {}; PRAGMA application_id = {APPLICATION}", newest()))?;
    tx.commit()?;
    Ok(())
}

/// Refuses a store whose migrations are not ours.
fn check(db: &Connection, version: u32) -> Result<()> {
    if version == 0 {
        return Ok(());
    }
    let mut statement = db.prepare("SELECT version, checksum FROM migration")?;
    let applied = statement.query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, String>(1)?)))?;
    for row in applied {
        let (version, found) = row?;
        let ours = MIGRATIONS.get(version.saturating_sub(1) as usize);
        if ours.is_none_or(|sql| checksum(sql) != found) {
            return Err(StoreError::Edited(version));
        }
    }
    Ok(())
}

fn checksum(sql: &str) -> String {
    Sha256::digest(sql).iter().map(|b| format!("{b:02x}")).collect()
}
