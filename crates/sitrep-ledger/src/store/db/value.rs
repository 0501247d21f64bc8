//! Values that both databases take and give.

use std::error::Error;

use bytes::BytesMut;
use postgres::types::{IsNull, Type};
use rusqlite::types::ToSqlOutput;

use super::super::error::Result;

/// A value that a statement takes.
pub(crate) trait Bind: rusqlite::ToSql + postgres::types::ToSql + Sync {}

impl<T: rusqlite::ToSql + postgres::types::ToSql + Sync> Bind for T {}

/// A value that a row gives.
pub(crate) trait Get: rusqlite::types::FromSql + for<'a> postgres::types::FromSql<'a> {}

impl<T: rusqlite::types::FromSql + for<'a> postgres::types::FromSql<'a>> Get for T {}

/// A row of an answer.
pub(crate) enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

impl Row<'_> {
    /// The value in a column, from 0.
    pub fn get<T: Get>(&self, at: usize) -> Result<T> {
        Ok(match self {
            Row::Sqlite(row) => row.get(at)?,
            Row::Postgres(row) => row.try_get(at)?,
        })
    }
}

/// Many numbers as one value, for `IN list(?1)` and `FROM list(?1)`: an array in PostgreSQL, JSON in SQLite.
#[derive(Debug)]
pub(crate) struct List<'a>(pub &'a [i64]);

impl rusqlite::ToSql for List<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let mut json = String::with_capacity(self.0.len() * 20 + 2);
        json.push('[');
        for (at, number) in self.0.iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            json.push_str(&number.to_string());
        }
        json.push(']');
        Ok(json.into())
    }
}

impl postgres::types::ToSql for List<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Box<dyn Error + Sync + Send>> {
        self.0.to_sql(ty, out)
    }

    fn accepts(ty: &Type) -> bool {
        <&[i64] as postgres::types::ToSql>::accepts(ty)
    }

    postgres::types::to_sql_checked!();
}
