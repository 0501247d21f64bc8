//! The store: articles as received, records, incidents with permanent ids, people's decisions.
//!
//! [`Store::add`] does one article in one transaction: a program that is killed loses at most the article it was at, and adding it
//! again goes on from there. What is derived (which mentions are one incident, tolls, grades) is a function of the articles
//! and of the decisions alone, so that the order of adding does not matter; adding touches only the incidents that the
//! article's own are connected with. An incident has the id of its first mention (by day of publication); ids that are no
//! longer an incident's stay known.
//!
//! A store is a file (SQLite) or a database on a PostgreSQL server, with the same tables and the same answers: `db` holds what is special
//! to each, `rows` the statements, `work` what one transaction changes.

mod accounts;
mod articles;
mod copies;
mod correct;
mod db;
mod decision;
mod duplicates;
mod error;
mod filter;
mod log;
mod query;
mod rows;
#[cfg(test)]
mod tests;
mod words;
mod work;

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use sitrep_record::Record;

pub use accounts::{Account, Session};
pub use articles::{ArticleLine, Given, StoredArticle};
pub use correct::FIELDS;
pub use decision::{Decision, Logged};
pub use duplicates::Pair;
pub use error::{Cause, Refusal, StoreError};
pub use filter::{Filter, Near};
pub use query::{Change, Lookup, Member, Stats};

use crate::merge::{Mention, Model};
use db::Db;
use error::Result;
use work::{Rulings, Work};

/// An open ledger.
pub struct Store {
    db: Db,
    model: Model,
    cache: Cache,
}

/// What is read again and again while articles are added.
#[derive(Default)]
pub(crate) struct Cache {
    mentions: FxHashMap<i64, Arc<Mention>>,
    records: FxHashMap<i64, Arc<Record>>,
    rulings: Option<Arc<Rulings>>,
    /// How often what is kept here had changed when it was read; see [`Work::new`].
    epoch: i64,
}

/// So many mentions are kept in memory.
const MENTIONS: usize = 20_000;
/// So many records are kept in memory.
const RECORDS: usize = 2_000;

/// An article to add.
#[derive(Debug)]
pub struct Incoming<'a> {
    /// What was read from it.
    pub record: Record,
    /// The bytes as received.
    pub received: &'a [u8],
    /// What read it, with its version.
    pub reader: &'a str,
}

/// What became of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New {
        /// Its id in the ledger.
        article: String,
        /// The incidents that it tells of.
        incidents: Vec<String>,
        /// The article that it is a copy of.
        copy_of: Option<String>,
    },
    /// It is there already.
    Known {
        /// Its id in the ledger.
        article: String,
    },
}

impl Store {
    /// Opens a store, or makes one where there is none: a file, or a PostgreSQL database, given by its address
    /// (`postgres://USER@HOST:PORT/DATABASE`) in the place of a path. A password that the address does not hold is taken from the
    /// environment variable `PGPASSWORD`.
    ///
    /// # Errors
    /// If the file cannot be used: another program's, a newer Sitrep's, damaged, read-only. For a server see [`Refusal`] too.
    pub fn create(path: &Path) -> Result<Store> {
        Self::new(Db::open(path, true)?)
    }

    /// Opens a store that is there.
    ///
    /// # Errors
    /// [`StoreError::Missing`], or as for [`Store::create`].
    pub fn open(path: &Path) -> Result<Store> {
        Self::new(Db::open(path, false)?)
    }

    /// Whether this is the address of a PostgreSQL database and no path.
    pub fn is_address(path: &Path) -> bool {
        db::is_address(path)
    }

    /// A store that is gone when it is closed.
    ///
    /// # Errors
    /// None but of memory.
    pub fn in_memory() -> Result<Store> {
        Self::new(Db::in_memory()?)
    }

    fn new(db: Db) -> Result<Store> {
        let mut store = Store { db, model: Model::builtin()?, cache: Cache::default() };
        // looked at before it is written to, so that opening waits for no writer
        if !store.read(|work| work.follows_model())? && store.db.is_writable()? {
            store.work(|work| work.follow_model())?;
        }
        Ok(store)
    }

    /// Adds an article, if it is not there yet.
    ///
    /// # Errors
    /// If the store cannot be written to; nothing of the article is kept then.
    pub fn add(&mut self, incoming: Incoming<'_>) -> Result<Added> {
        self.add_given(incoming, &Given::default())
    }

    /// Adds an article, with what a person said of it.
    ///
    /// # Errors
    /// As [`Store::add`].
    pub fn add_given(&mut self, incoming: Incoming<'_>, given: &Given) -> Result<Added> {
        self.work(|work| work.add(incoming, given))
    }

    /// The id of the article with this title and text, if it is there: it need not be read again.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn known(&mut self, title: Option<&str>, text: &str) -> Result<Option<String>> {
        self.db.read(|tx| tx.article_with_hash(&content_hash(title, text)))
    }

    /// Puts a newer reading in the place of an article's; what people decided stays.
    ///
    /// # Errors
    /// If the store cannot be written to.
    pub fn reread(&mut self, article: &str, record: Record, reader: &str) -> Result<()> {
        self.work(|work| work.reread(article, record, reader))
    }

    /// Confirms an incident.
    ///
    /// # Errors
    /// [`StoreError::NoIncident`], or if the store cannot be written to. So for all decisions.
    pub fn confirm(&mut self, incident: &str, who: &str) -> Result<()> {
        self.work(|work| work.judge(incident, who, |incident| Decision::Confirm { incident }))
    }

    /// Rejects an incident: it leaves lists and exports, and its id stays as a tombstone.
    ///
    /// # Errors
    /// As [`Store::confirm`].
    pub fn reject(&mut self, incident: &str, who: &str) -> Result<()> {
        self.work(|work| work.judge(incident, who, |incident| Decision::Reject { incident }))
    }

    /// Adds a remark to an incident.
    ///
    /// # Errors
    /// As [`Store::confirm`].
    pub fn note(&mut self, incident: &str, text: &str, who: &str) -> Result<()> {
        self.work(|work| work.judge(incident, who, |incident| Decision::Note { incident, text: text.to_owned() }))
    }

    /// Sets a field of an incident; [`FIELDS`] lists those that can be.
    ///
    /// # Errors
    /// [`StoreError::Correction`] for a field or a value that cannot be, else as [`Store::confirm`].
    pub fn correct(&mut self, incident: &str, field: &str, value: &str, who: &str) -> Result<()> {
        self.work(|work| work.correct(incident, field, value, who))
    }

    /// Makes two incidents one; its id.
    ///
    /// # Errors
    /// As [`Store::confirm`].
    pub fn merge(&mut self, a: &str, b: &str, who: &str) -> Result<String> {
        self.work(|work| work.merge(a, b, who))
    }

    /// Takes claims (written `ARTICLE#CLAIM`) out of an incident, as another one; its id.
    ///
    /// # Errors
    /// [`StoreError::NoClaim`], [`StoreError::PartOfMention`], [`StoreError::NothingLeft`], else as [`Store::confirm`].
    pub fn split(&mut self, incident: &str, claims: &[String], who: &str) -> Result<String> {
        self.work(|work| work.split(incident, claims, who))
    }

    fn read<T>(&mut self, job: impl FnOnce(&mut Work<'_, '_>) -> Result<T>) -> Result<T> {
        let Store { db, model, cache } = self;
        db.read(|tx| job(&mut Work::new(tx, model, cache)?))
    }

    fn work<T>(&mut self, job: impl FnOnce(&mut Work<'_, '_>) -> Result<T>) -> Result<T> {
        let Store { db, model, cache } = self;
        let done = db.transaction(|tx| job(&mut Work::new(tx, model, cache)?));
        if done.is_err() {
            // what was noted of the transaction that failed is not so
            *cache = Cache::default();
        }
        done
    }
}

/// A moment as the store writes it: RFC 3339 in UTC, all of one length, so that their order is that of the letters.
pub(crate) fn moment(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The hash of an article's content: its title and text.
pub(crate) fn content_hash(title: Option<&str>, text: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(title.unwrap_or_default());
    hasher.update([0]);
    hasher.update(text);
    hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
