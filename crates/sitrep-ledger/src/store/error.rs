//! What can go wrong with a store, each with what to do.

use std::path::PathBuf;

/// A store that cannot be used, or a request that cannot be fulfilled.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file or its folder cannot be opened or made.
    #[error("cannot open the store {}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: rusqlite::Error,
    },
    /// There is no store, and none was to be made.
    #[error("there is no store at {}; `sitrep add` makes one", .0.display())]
    Missing(PathBuf),
    /// Another file.
    #[error("{} is no Sitrep store", .0.display())]
    NotAStore(PathBuf),
    /// Made by a newer Sitrep.
    #[error("the store has version {found}, and this Sitrep knows up to {known}; use the newer Sitrep")]
    Newer {
        /// The store's.
        found: u32,
        /// Ours.
        known: u32,
    },
    /// Made by an older Sitrep, and not to be brought to the newer form.
    #[error(
        "the store has version {found}, this Sitrep needs {known}, and it may not be written to; open it once with the right to write, or copy it"
    )]
    Older {
        /// The store's.
        found: u32,
        /// Ours.
        known: u32,
    },
    /// A program that wrote to it was cut off, and its folder may not be written to.
    #[error(
        "the store {} was left in the middle of something, and its folder is read-only; copy it with the files beside it to another folder",
        .0.display()
    )]
    Unsettled(PathBuf),
    /// A migration that was applied is not the one that we have.
    #[error("migration {0} of the store is not the one that this Sitrep has; it was made by an unreleased build")]
    Edited(u32),
    /// Another program writes to it.
    #[error("another program is writing to the store; try again when it is done")]
    Busy,
    /// No room.
    #[error("the disk is full; nothing was lost, make room and run the same command again")]
    Full,
    /// May not be written.
    #[error("the store may not be written to (its file, its folder or its disk is read-only)")]
    ReadOnly,
    /// The file is damaged.
    #[error("the store's file is damaged; restore a copy, or add the articles to a new one")]
    Damaged(#[source] rusqlite::Error),
    /// A PostgreSQL server does not do what is asked.
    #[error("{}", why.words(server))]
    Server {
        /// Its address, without the password.
        server: String,
        /// What it is that it does not do.
        why: Refusal,
        /// What it said.
        #[source]
        source: Option<Cause>,
    },
    /// An address of a server that cannot be read.
    #[error("this is no address of a PostgreSQL database; write it as postgres://USER@HOST:PORT/DATABASE")]
    Address(#[source] Cause),
    /// Anything else that the database says.
    #[error("the store failed")]
    Database(#[source] Cause),
    /// What is stored cannot be read.
    #[error("a stored {what} cannot be read")]
    Stored {
        /// What.
        what: &'static str,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// The merge model cannot be used.
    #[error(transparent)]
    Model(#[from] crate::merge::ModelError),
    /// There is no such incident.
    #[error("there is no incident {0:?}")]
    NoIncident(String),
    /// There is no such entry in the log of decisions.
    #[error("there is no decision {0}; `sitrep log` lists them")]
    NoDecision(i64),
    /// A decision that was taken back already.
    #[error("decision {seq} was undone already, by {by}; `sitrep undo {by}` brings it back")]
    Undone {
        /// The decision.
        seq: i64,
        /// What took it back.
        by: i64,
    },
    /// There is no such account.
    #[error("there is no account {0:?} that may sign in")]
    NoAccount(String),
    /// An account of this name is there.
    #[error("there is an account {0:?} already")]
    AccountExists(String),
    /// There is no such claim.
    #[error(
        "there is no claim {claim:?} in incident {incident}; claims are written ARTICLE#CLAIM, as `sitrep incident {incident}` shows them"
    )]
    NoClaim {
        /// The incident.
        incident: String,
        /// The claim.
        claim: String,
    },
    /// A split that would tear an article's incident apart.
    #[error("{article} tells of one incident with the claims {}, and a split takes whole tellings; name all of them to split it off", .claims.join(", "))]
    PartOfMention {
        /// The article.
        article: String,
        /// All claims of its incident.
        claims: Vec<String>,
    },
    /// A split that leaves nothing.
    #[error("these are all claims of {0}; nothing would be left")]
    NothingLeft(String),
    /// A field that cannot be corrected, or a value that it cannot have.
    #[error("{field:?} cannot be {value:?}: {why}")]
    Correction {
        /// The field.
        field: String,
        /// The value.
        value: String,
        /// Why not.
        why: String,
    },
    /// A search that cannot be read.
    #[error("cannot search for {0:?}; write words, \"a phrase\", begin*, one OR other, -without")]
    Search(String),
}

/// What a database or the way to it said.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a PostgreSQL server does not do what is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// Nothing answers.
    NoAnswer,
    /// It does not let the user in.
    Password,
    /// It has no such database.
    NoDatabase,
    /// The user may not do this.
    Denied,
    /// It takes no more connections.
    Crowded,
    /// It was stopped, or the line was cut.
    Gone,
    /// Its database does not keep texts in UTF-8, but in this.
    Encoding(String),
    /// TLS is asked for, which this build does not speak.
    Tls,
}

impl Refusal {
    fn words(&self, server: &str) -> String {
        match self {
            Refusal::NoAnswer => {
                format!("nothing answers at {server} (is the server running, and is the address right?)")
            }
            Refusal::Password => format!(
                "{server} does not let you in; check the user, and give the password in the environment variable PGPASSWORD"
            ),
            Refusal::NoDatabase => format!("there is no such database at {server}; `createdb` makes one"),
            Refusal::Denied => format!(
                "{server} does not allow this to its user; ask its owner for the right to read and write its tables (GRANT)"
            ),
            Refusal::Crowded => format!("{server} takes no more connections now; try again later"),
            Refusal::Gone => {
                format!("{server} went away; nothing that was done is lost, run the same command again when it is back")
            }
            Refusal::Encoding(found) => {
                format!(
                    "{server} keeps texts in {found}; make a database in UTF-8: `createdb --encoding UTF8 --template template0`"
                )
            }
            Refusal::Tls => format!("{server} is to be spoken to by TLS, which this build does not; use an SSH tunnel"),
        }
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        StoreError::Database(error.into())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as C;
        match error.sqlite_error_code() {
            Some(C::DatabaseBusy | C::DatabaseLocked) => StoreError::Busy,
            Some(C::DiskFull) => StoreError::Full,
            Some(C::ReadOnly | C::PermissionDenied) => StoreError::ReadOnly,
            Some(C::DatabaseCorrupt | C::NotADatabase) => StoreError::Damaged(error),
            _ => StoreError::Database(error.into()),
        }
    }
}

/// A result of the store.
pub(crate) type Result<T> = std::result::Result<T, StoreError>;

/// An error for what was stored and cannot be read.
pub(crate) fn stored(what: &'static str) -> impl Fn(serde_json::Error) -> StoreError {
    move |source| StoreError::Stored { what, source }
}
