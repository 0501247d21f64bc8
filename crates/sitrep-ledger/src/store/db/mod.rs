//! One way to speak to two databases: SQLite in a file, PostgreSQL on a server. What stands above writes each statement once
//! (see [`dialect`]); what is special to one of them stands in its own file.

mod dialect;
mod migrate;
mod postgres;
mod sqlite;
mod value;

use std::path::Path;

pub(crate) use dialect::Dialect;
pub(crate) use value::{Bind, Get, List, Row};

use super::error::Result;

/// An open store.
pub(crate) enum Db {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Server>),
}

/// Whether a store's name is the address of a PostgreSQL server.
pub(crate) fn is_address(path: &Path) -> bool {
    path.to_str().is_some_and(|p| p.starts_with("postgres://") || p.starts_with("postgresql://"))
}

impl Db {
    /// Opens a store; makes it if `make`.
    pub fn open(path: &Path, make: bool) -> Result<Db> {
        match path.to_str().filter(|_| is_address(path)) {
            Some(address) => Ok(Db::Postgres(Box::new(postgres::Server::open(address, make)?))),
            None => Ok(Db::Sqlite(sqlite::open(path, make)?)),
        }
    }

    /// A store in memory, gone when it is closed.
    pub fn in_memory() -> Result<Db> {
        Ok(Db::Sqlite(sqlite::in_memory()?))
    }

    /// Does all of it or nothing. Writers wait for each other.
    pub fn transaction<T>(&mut self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        match self {
            Db::Sqlite(connection) => {
                let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
                let tx = Tx::Sqlite(tx);
                let done = work(&tx)?;
                match tx {
                    Tx::Sqlite(tx) => tx.commit()?,
                    Tx::Postgres(_) => {}
                }
                Ok(done)
            }
            Db::Postgres(server) => {
                let open = server.begin(true)?;
                let done = work(&Tx::Postgres(open.server))?;
                open.commit()?;
                Ok(done)
            }
        }
    }

    /// Reads, all of one moment.
    pub fn read<T>(&mut self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        match self {
            Db::Sqlite(connection) => {
                let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Deferred)?;
                work(&Tx::Sqlite(tx))
            }
            Db::Postgres(server) => {
                let open = server.begin(false)?;
                let done = work(&Tx::Postgres(open.server))?;
                open.commit()?;
                Ok(done)
            }
        }
    }

    /// Whether it may be written to.
    pub fn is_writable(&mut self) -> Result<bool> {
        match self {
            Db::Sqlite(connection) => Ok(!connection.is_readonly(rusqlite::MAIN_DB)?),
            Db::Postgres(server) => server.is_writable(),
        }
    }

    /// Keeps the store from growing, to see what happens on a full disk.
    #[cfg(test)]
    pub fn fill(&self) {
        if let Db::Sqlite(connection) = self {
            connection.query_row("PRAGMA max_page_count = 1", [], |_| Ok(())).unwrap();
        }
    }
}

/// A transaction.
pub(crate) enum Tx<'a> {
    Sqlite(rusqlite::Transaction<'a>),
    Postgres(&'a postgres::Server),
}

impl Tx<'_> {
    /// Which database speaks.
    pub fn dialect(&self) -> Dialect {
        match self {
            Tx::Sqlite(_) => Dialect::Sqlite,
            Tx::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs a statement; how many rows it touched.
    pub fn run(&self, sql: &str, values: &[&dyn Bind]) -> Result<u64> {
        match self {
            Tx::Sqlite(tx) => {
                let mut statement = tx.prepare_cached(&Dialect::Sqlite.says(sql))?;
                let values = values.iter().map(|v| *v as &dyn rusqlite::ToSql);
                Ok(statement.execute(rusqlite::params_from_iter(values))? as u64)
            }
            Tx::Postgres(server) => server.run(sql, values),
        }
    }

    /// Hands over row after row. `take` may not use the store.
    pub fn each(&self, sql: &str, values: &[&dyn Bind], mut take: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => {
                let mut statement = tx.prepare_cached(&Dialect::Sqlite.says(sql))?;
                let values = values.iter().map(|v| *v as &dyn rusqlite::ToSql);
                let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                while let Some(row) = rows.next()? {
                    take(&Row::Sqlite(row))?;
                }
                Ok(())
            }
            Tx::Postgres(server) => server.each(sql, values, take),
        }
    }

    /// All rows.
    pub fn all<T>(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        mut row: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.each(sql, values, |r| {
            all.push(row(r)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// The row, if there is one.
    pub fn one<T>(&self, sql: &str, values: &[&dyn Bind], row: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Option<T>> {
        Ok(self.all(sql, values, row)?.into_iter().next())
    }

    /// The first column of all rows.
    pub fn column<T: Get>(&self, sql: &str, values: &[&dyn Bind]) -> Result<Vec<T>> {
        self.all(sql, values, |row| row.get(0))
    }

    /// The first column of the row, if there is one.
    pub fn value<T: Get>(&self, sql: &str, values: &[&dyn Bind]) -> Result<Option<T>> {
        self.one(sql, values, |row| row.get(0))
    }

    /// Runs statements that take no values.
    pub fn batch(&self, sql: &str) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => Ok(tx.execute_batch(sql)?),
            Tx::Postgres(server) => server.batch(sql),
        }
    }
}
