//! Brings a store to the newest form. Migrations stand in the binary and are never edited once released.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::postgres::Server;
use crate::store::error::{Result, StoreError};

/// All migrations, as both databases have them; the number of a migration is its place, from 1.
const MIGRATIONS: &[[&str; 2]] = &[
    [
        include_str!("../../../migrations/sqlite/0001_ledger.sql"),
        include_str!("../../../migrations/postgres/0001_ledger.sql"),
    ],
    [
        include_str!("../../../migrations/sqlite/0002_accounts.sql"),
        include_str!("../../../migrations/postgres/0002_accounts.sql"),
    ],
    [
        include_str!("../../../migrations/sqlite/0003_given.sql"),
        include_str!("../../../migrations/postgres/0003_given.sql"),
    ],
    [
        include_str!("../../../migrations/sqlite/0004_short_bands.sql"),
        include_str!("../../../migrations/postgres/0004_short_bands.sql"),
    ],
];

/// Which of the two is SQLite's.
const SQLITE: usize = 0;
/// Which of the two is PostgreSQL's.
const POSTGRES: usize = 1;

/// Where the checksums of what was applied stand.
const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, checksum TEXT NOT NULL)";

/// Marks a file as a Sitrep store ("SITR").
pub(super) const APPLICATION: i32 = 0x5349_5452;

/// The version that this build makes.
fn newest() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// Applies what is missing to a file, all in one transaction.
pub(super) fn sqlite(db: &mut Connection) -> Result<()> {
    let found: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if !is_older(found)? {
        return check(&applied(db)?, SQLITE);
    }
    if found > 0 && db.is_readonly(rusqlite::MAIN_DB)? {
        return Err(StoreError::Older { found, known: newest() });
    }
    // two programs may open a new store at once: the second waits here, and finds it made
    let tx = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let found: u32 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    tx.execute_batch(TABLE)?;
    check(&applied(&tx)?, SQLITE)?;
    for (at, sql) in MIGRATIONS.iter().enumerate().skip(found as usize) {
        tx.execute_batch(sql[SQLITE])?;
        tx.execute("INSERT INTO migration (version, checksum) VALUES (?1, ?2)", (at + 1, checksum(sql[SQLITE])))?;
    }
    tx.execute_batch(&format!("PRAGMA user_version = {}; PRAGMA application_id = {APPLICATION}", newest()))?;
    tx.commit()?;
    Ok(())
}

fn applied(db: &Connection) -> Result<Vec<(u32, String)>> {
    let mut statement = db.prepare("SELECT version, checksum FROM migration ORDER BY version")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Applies what is missing to a server's database, all in one transaction; nothing if there is no store and none is to be made.
pub(super) fn postgres(server: &mut Server, make: bool) -> Result<()> {
    let name = server.name();
    let there = server.applied()?;
    match &there {
        None if server.holds_tables()? => return Err(StoreError::NotAStore(name.into())),
        None if !make => return Err(StoreError::Missing(name.into())),
        None => {}
        Some(applied) if !is_older(latest(applied))? => return check(applied, POSTGRES),
        Some(applied) if !server.is_writable()? => {
            return Err(StoreError::Older { found: latest(applied), known: newest() });
        }
        Some(_) => {}
    }
    let open = server.begin(true)?;
    open.server.batch(TABLE)?;
    // another program may have made it while we waited
    let applied = open.server.applied()?.unwrap_or_default();
    check(&applied, POSTGRES)?;
    for (at, sql) in MIGRATIONS.iter().enumerate().skip(latest(&applied) as usize) {
        open.server.batch(sql[POSTGRES])?;
        let (version, sum) = (i32::try_from(at + 1).unwrap_or(i32::MAX), checksum(sql[POSTGRES]));
        open.server.run("INSERT INTO migration (version, checksum) VALUES (?1, ?2)", &[&version, &sum])?;
    }
    open.commit()
}

fn latest(applied: &[(u32, String)]) -> u32 {
    applied.last().map_or(0, |(version, _)| *version)
}

/// Whether migrations are missing; an error if a newer Sitrep made it.
fn is_older(found: u32) -> Result<bool> {
    match found > newest() {
        true => Err(StoreError::Newer { found, known: newest() }),
        false => Ok(found < newest()),
    }
}

/// Refuses a store whose migrations are not ours.
fn check(applied: &[(u32, String)], which: usize) -> Result<()> {
    for (version, found) in applied {
        let ours = MIGRATIONS.get(version.saturating_sub(1) as usize);
        if ours.is_none_or(|sql| checksum(sql[which]) != *found) {
            return Err(StoreError::Edited(*version));
        }
    }
    Ok(())
}

fn checksum(sql: &str) -> String {
    Sha256::digest(sql).iter().map(|b| format!("{b:02x}")).collect()
}
