//! Who asks: the session that a cookie names.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};

use crate::board::Board;

/// The cookie of a session over https: the prefix makes browsers keep it to this host, and to https (RFC 6265bis).
pub const SECURE_COOKIE: &str = "__Host-sitrep";
/// The cookie of a session over plain http, on this machine or a network that is trusted.
pub const PLAIN_COOKIE: &str = "sitrep";

/// Someone who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The account's name; decisions are signed with it.
    pub name: String,
    /// What the account may do.
    pub role: String,
    /// What this session's forms carry.
    pub csrf: String,
}

impl User {
    /// Whether it may decide.
    pub fn may_decide(&self) -> bool {
        matches!(self.role.as_str(), "reviewer" | "admin")
    }
}

/// The cookies that came with a request: name, value.
pub fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// The token of the session, as the browser keeps it.
pub fn token(headers: &HeaderMap) -> Option<&str> {
    let named = |wanted| cookies(headers).find(|(name, _)| *name == wanted).map(|(_, value)| value);
    named(SECURE_COOKIE).or_else(|| named(PLAIN_COOKIE))
}

/// A new token: 256 random bits in hexadecimal; nothing if the system gives no random numbers.
pub fn fresh() -> Option<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

/// What the store keeps of a token: who reads the store cannot sign in with it.
pub fn hash(token: &str) -> String {
    Sha256::digest(token).iter().map(|b| format!("{b:02x}")).collect()
}

/// Who asks, if the request names a session that holds. A ledger that cannot be asked signs nobody in.
pub async fn user(board: &Arc<Board>, headers: &HeaderMap) -> Option<User> {
    let hash = hash(token(headers)?);
    let session = board.stores.read(move |store| store.session(&hash)).await.ok().flatten()?;
    Some(User { name: session.account.name, role: session.account.role, csrf: session.csrf })
}
