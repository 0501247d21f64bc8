//! What can go wrong: at the start, and at a request.

use std::net::SocketAddr;

use axum::http::StatusCode;
use sitrep_ledger::store::StoreError;

/// Why the board cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken, or not this machine's.
    #[error("cannot serve at {address}; choose another address with --bind ADDRESS:PORT")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// Others could reach the board, and nobody has an account.
    #[error(
        "{0} can be reached from other machines, and nobody has an account: whoever comes could read, and nobody could decide. \
         Make one with `sitrep user add NAME`, or serve at 127.0.0.1"
    )]
    Public(SocketAddr),
    /// The ledger cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system refused something.
    #[error("the board stopped")]
    Io(#[from] std::io::Error),
    /// The interface's texts are broken: a fault of the program.
    #[error("the texts of the interface cannot be read: {0}")]
    Texts(String),
}

/// Why a request is not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// It was, and is gone: a tombstone.
    #[error("gone")]
    Gone,
    /// A value that cannot be understood.
    #[error("{0}")]
    Bad(String),
    /// Only for those who are logged in.
    #[error("log in first")]
    LogIn,
    /// Not for this account, or the form is not ours.
    #[error("not allowed")]
    Forbidden,
    /// The ledger.
    #[error(transparent)]
    Store(StoreError),
    /// A worker died.
    #[error("internal error")]
    Internal,
}

impl From<StoreError> for RequestError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoIncident(_) | StoreError::NoDecision(_) => RequestError::NotFound,
            StoreError::Search(_)
            | StoreError::Undone { .. }
            | StoreError::NoClaim { .. }
            | StoreError::PartOfMention { .. }
            | StoreError::NothingLeft(_)
            | StoreError::Correction { .. } => RequestError::Bad(error.to_string()),
            other => RequestError::Store(other),
        }
    }
}

impl RequestError {
    /// The status that goes with it.
    pub fn status(&self) -> StatusCode {
        match self {
            RequestError::NotFound => StatusCode::NOT_FOUND,
            RequestError::Gone => StatusCode::GONE,
            RequestError::Bad(_) => StatusCode::BAD_REQUEST,
            RequestError::LogIn => StatusCode::UNAUTHORIZED,
            RequestError::Forbidden => StatusCode::FORBIDDEN,
            RequestError::Store(StoreError::Busy) => StatusCode::SERVICE_UNAVAILABLE,
            RequestError::Store(_) | RequestError::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}
