//! Language and colours: chosen by a parameter of any page's address, kept in cookies.

use axum::extract::{Query, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::context::{THEMES, Wish};
use crate::texts::CODES;

/// A year.
const SECONDS: u32 = 31_536_000;

/// Keeps what an address chose. Only values that we know become cookies.
pub async fn keep(request: Request, next: Next) -> Response {
    let wish = Query::<Wish>::try_from_uri(request.uri()).map(|q| q.0).unwrap_or_default();
    let mut response = next.run(request).await;
    let language = wish.lang.and_then(|code| CODES.into_iter().find(|c| *c == code)).map(|code| ("lang", code));
    let theme = wish.theme.and_then(|name| THEMES.into_iter().find(|t| *t == name)).map(|theme| ("theme", theme));
    for (name, value) in language.into_iter().chain(theme) {
        let cookie = format!("{name}={value}; Path=/; Max-Age={SECONDS}; SameSite=Lax");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}
