//! What holds for every request: headers that keep pages apart from the world, and limits.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::board::Board;

/// Nothing is loaded, run or sent but from and to here (<https://www.w3.org/TR/CSP3/>).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
     worker-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer.
const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // not `no-referrer`: browsers would send `Origin: null` with our own forms; others are told nothing either way
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// A form or a decision is smaller.
const BODY: usize = 256 * 1024;
/// An address is shorter.
const ADDRESS: usize = 8 * 1024;
/// An answer is ready sooner. Streams that have begun are not cut.
const TIME: Duration = Duration::from_secs(30);

/// Puts all routes behind the guard.
pub fn guarded(routes: Router<Arc<Board>>) -> Router<Arc<Board>> {
    let compressed = DefaultPredicate::new().and(NotForContentType::const_new("text/event-stream"));
    // the last one is the outermost
    routes
        .layer(from_fn(short_addresses))
        .layer(RequestBodyLimitLayer::new(BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIME))
        .layer(CompressionLayer::new().compress_when(compressed))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(headers))
}

async fn headers(request: Request, next: Next) -> Response {
    // bundled files have their content in their name; all else changes with the ledger and with who asks
    let kept = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    if !kept {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    }
    response
}

async fn short_addresses(request: Request, next: Next) -> Response {
    let long = request.uri().path_and_query().is_some_and(|p| p.as_str().len() > ADDRESS);
    match long {
        true => (StatusCode::URI_TOO_LONG, "The address is too long.").into_response(),
        false => next.run(request).await,
    }
}
