//! Who may come in: reading is open on this machine, and asks for an account where others can reach the board.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sitrep_ledger::store::Account;

use super::limits::Limits;
use crate::board::Board;
use crate::context::Context;
use crate::error::{RequestError, ServeError};
use crate::pages::Problem;

/// Who may come in.
pub struct Access {
    /// Whether other machines can reach the board.
    pub public: bool,
    /// Whether reading is open even so.
    pub public_reading: bool,
    /// Whether passwords may come over plain http from other machines: a network that is trusted.
    pub plain_http: bool,
    /// How often somebody may try to log in.
    pub limits: Limits,
    /// So many passwords are checked at once: each takes a core and 19 MiB for a while.
    pub hashing: tokio::sync::Semaphore,
}

impl Access {
    /// For a board at an address.
    ///
    /// # Errors
    /// [`ServeError::Public`] if others could reach it and nobody has an account.
    pub fn of(
        bind: SocketAddr,
        public_reading: bool,
        plain_http: bool,
        accounts: &[Account],
    ) -> Result<Access, ServeError> {
        let public = !is_this_machine(bind.ip());
        if public && accounts.iter().all(|a| a.disabled.is_some()) {
            return Err(ServeError::Public(bind));
        }
        Ok(Access {
            public,
            public_reading,
            plain_http,
            limits: Limits::default(),
            hashing: tokio::sync::Semaphore::new(2),
        })
    }

    /// Whether everything asks for an account.
    pub fn is_closed(&self) -> bool {
        self.public && !self.public_reading
    }
}

/// Whether an address is this machine's own.
pub fn is_this_machine(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

/// Whether a proxy passed a request on: then it may come from anywhere, whatever address we are bound to.
fn is_forwarded(headers: &HeaderMap) -> bool {
    ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"]
        .iter()
        .any(|name| headers.contains_key(*name))
}

/// Whether a request was meant for this machine. A page from elsewhere can have its own name lead to 127.0.0.1 ("DNS rebinding")
/// and would read what is open here; the name that it used betrays it.
fn is_for_this_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST) else { return true };
    let Ok(authority) = Authority::try_from(host.as_bytes()) else { return false };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || name.parse().is_ok_and(is_this_machine)
}

/// Lets in who may; others are asked to log in.
pub async fn gate(State(board): State<Arc<Board>>, request: Request, next: Next) -> Response {
    let access = &board.access;
    let forwarded = is_forwarded(request.headers());
    if !access.public && !forwarded && !is_for_this_machine(request.headers()) {
        let said = "This board answers at 127.0.0.1 and localhost only. A proxy before it must set X-Forwarded-Host.";
        return (StatusCode::MISDIRECTED_REQUEST, said).into_response();
    }
    let closed = access.is_closed() || (forwarded && !access.public_reading);
    let path = request.uri().path();
    if !closed || path == "/log-in" || path.starts_with("/assets/") {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(context) = Context::from_request_parts(&mut parts, &board).await;
    if context.user.is_some() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    match parts.uri.path() {
        path if ["/api/", "/download/", "/feed", "/live"].iter().any(|p| path.starts_with(p)) => for_programs(),
        _ => Problem::new(context, RequestError::LogIn).into_response(),
    }
}

/// RFC 9457: a program is told what is wrong, not led to a form.
fn for_programs() -> Response {
    let body = r#"{"type":"about:blank","title":"log in first","status":401,"detail":"This board can be read only by those who have an account: log in at /log-in and send the cookie that it sets."}"#;
    let kind = HeaderValue::from_static("application/problem+json");
    (StatusCode::UNAUTHORIZED, [(header::CONTENT_TYPE, kind)], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(disabled: bool) -> Account {
        Account {
            name: "amal".into(),
            password: String::new(),
            role: "reviewer".into(),
            created: String::new(),
            disabled: disabled.then(String::new),
        }
    }

    #[test]
    fn a_name_that_leads_here_is_not_ours() {
        let to = |host: &str| is_for_this_machine(&[(header::HOST, host.parse().unwrap())].into_iter().collect());
        assert!(["localhost:8730", "127.0.0.1", "[::1]:80", "board.localhost", "127.8.8.8:1"].into_iter().all(to));
        assert!(
            !["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8730", "192.0.2.1", "a b"]
                .into_iter()
                .any(to)
        );
    }

    #[test]
    fn a_board_that_others_can_reach_needs_an_account() {
        let public: SocketAddr = "0.0.0.0:80".parse().unwrap();
        let own: SocketAddr = "[::1]:80".parse().unwrap();
        assert!(matches!(Access::of(public, false, false, &[]), Err(ServeError::Public(_))));
        assert!(matches!(Access::of(public, true, false, &[account(true)]), Err(ServeError::Public(_))));
        assert!(Access::of(public, false, false, &[account(false)]).unwrap().is_closed());
        assert!(!Access::of(public, true, false, &[account(false)]).unwrap().is_closed());
        assert!(!Access::of(own, false, false, &[]).unwrap().is_closed());
        assert!(is_this_machine("::ffff:127.0.0.1".parse().unwrap()));
    }
}
