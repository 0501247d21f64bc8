//! A store on a PostgreSQL server.
//!
//! Writers wait for each other by an advisory lock, in the order in which they come; each transaction sees all that was committed
//! before it had the lock. Readers read one moment and wait for nobody. Statements are prepared once a connection.

use std::cell::RefCell;
use std::str::FromStr;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::{Client, Config, NoTls, Statement};
use rustc_hash::FxHashMap;

use super::{Bind, Dialect, Row, migrate};
use crate::store::error::{Cause, Refusal, Result, StoreError};

/// How long to wait for a server that does not answer.
const ANSWER: Duration = Duration::from_secs(10);
/// How long to wait for another writer, in milliseconds.
const PATIENCE: u32 = 30_000;
/// The key of the lock that writers hold ("SITREP").
const LOCK: i64 = 0x5349_5452_4550;

/// A connection to a server.
pub(crate) struct Server {
    config: Config,
    /// Its address without the password, for messages.
    name: String,
    client: RefCell<Client>,
    statements: RefCell<FxHashMap<String, Statement>>,
}

/// A transaction that is undone unless it is committed.
pub(crate) struct Open<'a> {
    pub server: &'a Server,
    done: bool,
}

impl Server {
    /// Connects; makes a store in the database if `make` and there is none.
    pub fn open(address: &str, make: bool) -> Result<Server> {
        let mut config = Config::from_str(address).map_err(|source| StoreError::Address(source.into()))?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(StoreError::Address("it names no host".into()));
        }
        if config.get_password().is_none() {
            std::env::var("PGPASSWORD").ok().filter(|p| !p.is_empty()).map(|password| config.password(password));
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(ANSWER);
        }
        if config.get_application_name().is_none() {
            config.application_name("sitrep");
        }
        let name = name(&config);
        let client = RefCell::new(connect(&config, &name)?);
        let mut server = Server { config, name, client, statements: RefCell::default() };
        let encoding: String = server.value("SHOW server_encoding")?;
        if encoding != "UTF8" {
            return Err(refused(Refusal::Encoding(encoding), &server.name, None));
        }
        migrate::postgres(&mut server, make)?;
        Ok(server)
    }

    /// Its address without the password.
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// Begins a transaction; to write, when no other program does.
    pub fn begin(&mut self, write: bool) -> Result<Open<'_>> {
        if self.client.borrow().is_closed() {
            // the server was restarted, or the line was cut: what was committed is there
            *self.client.borrow_mut() = connect(&self.config, &self.name)?;
            self.statements.borrow_mut().clear();
        }
        let open = Open { server: self, done: false };
        open.server.batch(&match write {
            true => format!(
                "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL lock_timeout = {PATIENCE}; SELECT pg_advisory_xact_lock({LOCK}); SET LOCAL lock_timeout = 0"
            ),
            false => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned(),
        })?;
        Ok(open)
    }

    pub fn batch(&self, sql: &str) -> Result<()> {
        self.client.borrow_mut().batch_execute(sql).map_err(|e| self.error(e))
    }

    pub fn run(&self, sql: &str, values: &[&dyn Bind]) -> Result<u64> {
        let statement = self.statement(sql)?;
        let values: Vec<&(dyn postgres::types::ToSql + Sync)> = values.iter().map(|v| *v as _).collect();
        self.client.borrow_mut().execute(&statement, &values).map_err(|e| self.error(e))
    }

    pub fn each(&self, sql: &str, values: &[&dyn Bind], mut take: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        let statement = self.statement(sql)?;
        let mut client = self.client.borrow_mut();
        let values = values.iter().map(|v| *v as &(dyn postgres::types::ToSql + Sync));
        let mut rows = client.query_raw(&statement, values).map_err(|e| self.error(e))?;
        while let Some(row) = rows.next().map_err(|e| self.error(e))? {
            take(&Row::Postgres(&row))?;
        }
        Ok(())
    }

    fn statement(&self, sql: &str) -> Result<Statement> {
        if let Some(known) = self.statements.borrow().get(sql) {
            return Ok(known.clone());
        }
        let ours = Dialect::Postgres.says(sql);
        let statement = self.client.borrow_mut().prepare(&ours).map_err(|e| self.error(e))?;
        self.statements.borrow_mut().insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// The one value that a statement gives.
    fn value<T: super::Get>(&self, sql: &str) -> Result<T> {
        let row = self.client.borrow_mut().query_one(sql, &[]).map_err(|e| self.error(e))?;
        Row::Postgres(&row).get(0)
    }

    /// The migrations that were applied, in order; nothing if there is no store.
    pub fn applied(&self) -> Result<Option<Vec<(u32, String)>>> {
        let there: bool = self.value(
            // not from the information schema, which hides what the user may not read
            "SELECT count(*) = 2 FROM pg_catalog.pg_attribute
             WHERE attrelid = to_regclass(quote_ident(current_schema()) || '.migration') AND attname IN ('version', 'checksum')",
        )?;
        if !there {
            return Ok(None);
        }
        let sql = "SELECT version, checksum FROM migration ORDER BY version";
        let rows = self.client.borrow_mut().query(sql, &[]).map_err(|e| self.error(e))?;
        let row = |row: &postgres::Row| {
            let row = Row::Postgres(row);
            Ok((u32::try_from(row.get::<i32>(0)?).unwrap_or(u32::MAX), row.get(1)?))
        };
        rows.iter().map(row).collect::<Result<_>>().map(Some)
    }

    /// Whether the schema that a store would be made in holds something else.
    pub fn holds_tables(&self) -> Result<bool> {
        self.value("SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema())")
    }

    /// Whether we may write.
    pub fn is_writable(&mut self) -> Result<bool> {
        self.value(
            "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' AND has_table_privilege('article', 'INSERT')",
        )
    }

    fn error(&self, error: postgres::Error) -> StoreError {
        explain(error, &self.name)
    }
}

impl Open<'_> {
    pub fn commit(mut self) -> Result<()> {
        self.done = true;
        self.server.batch("COMMIT")
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        if !self.done {
            // a connection that is gone has undone it by itself
            let _ = self.server.batch("ROLLBACK");
        }
    }
}

fn connect(config: &Config, name: &str) -> Result<Client> {
    if config.get_ssl_mode() == SslMode::Require {
        return Err(refused(Refusal::Tls, name, None));
    }
    config.connect(NoTls).map_err(|error| explain(error, name))
}

/// The address without the password.
fn name(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        #[cfg(unix)]
        Some(Host::Unix(folder)) => folder.display().to_string().replace('/', "%2F"),
        None => String::new(),
    };
    let user = config.get_user().map(|user| format!("{user}@")).unwrap_or_default();
    let port = config.get_ports().first().map(|port| format!(":{port}")).unwrap_or_default();
    format!("postgres://{user}{host}{port}/{}", config.get_dbname().or(config.get_user()).unwrap_or_default())
}

fn refused(why: Refusal, server: &str, source: Option<postgres::Error>) -> StoreError {
    StoreError::Server { server: server.to_owned(), why, source: source.as_ref().map(said) }
}

/// What the server or the system said, in a line.
fn said(error: &postgres::Error) -> Cause {
    match (error.as_db_error(), std::error::Error::source(error)) {
        (Some(db), _) => db.message().into(),
        (None, Some(source)) => source.to_string().into(),
        (None, None) => error.to_string().into(),
    }
}

/// What an error of the server or of the line to it means for the user.
fn explain(error: postgres::Error, server: &str) -> StoreError {
    let refused = |why, error| refused(why, server, Some(error));
    let Some(code) = error.code() else {
        let io = std::error::Error::source(&error).and_then(|e| e.downcast_ref::<std::io::Error>());
        return match error.to_string() {
            _ if error.is_closed() => refused(Refusal::Gone, error),
            what if what.starts_with("error connecting") || what.starts_with("timeout") => {
                refused(Refusal::NoAnswer, error)
            }
            // a password is asked for and there is none, or its way of being checked is unknown to us
            what if what.starts_with("invalid configuration") || what.starts_with("authentication") => {
                refused(Refusal::Password, error)
            }
            _ if io.is_some() => refused(Refusal::Gone, error),
            _ => StoreError::Database(said(&error)),
        };
    };
    match code {
        c if *c == SqlState::INVALID_PASSWORD || *c == SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
            refused(Refusal::Password, error)
        }
        c if *c == SqlState::INVALID_CATALOG_NAME => refused(Refusal::NoDatabase, error),
        c if *c == SqlState::INSUFFICIENT_PRIVILEGE => refused(Refusal::Denied, error),
        c if *c == SqlState::TOO_MANY_CONNECTIONS => refused(Refusal::Crowded, error),
        c if [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW].contains(c) => {
            refused(Refusal::Gone, error)
        }
        c if *c == SqlState::READ_ONLY_SQL_TRANSACTION => StoreError::ReadOnly,
        c if *c == SqlState::DISK_FULL => StoreError::Full,
        c if [SqlState::LOCK_NOT_AVAILABLE, SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED]
            .contains(c) =>
        {
            StoreError::Busy
        }
        _ => StoreError::Database(said(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let shown = |address: &str| name(&Config::from_str(address).unwrap());
        assert_eq!(shown("postgres://ada:secret@db.example:5433/war"), "postgres://ada@db.example:5433/war");
        assert_eq!(shown("postgresql://ada@db.example"), "postgres://ada@db.example:5432/ada");
        let wrong = Config::from_str("postgres://ada:secret@db.example:port/war").unwrap_err();
        let said = format!("{:#}", StoreError::Address(wrong.into()));
        assert!(!said.contains("secret"), "{said}");
    }
}
