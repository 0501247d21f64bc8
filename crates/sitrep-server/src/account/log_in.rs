//! Logging in and out.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Query};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use serde::Deserialize;

use super::access::is_this_machine;
use super::form::{Fields, is_ours, is_secure};
use super::session::{PLAIN_COOKIE, SECURE_COOKIE, fresh, hash, token};
use super::{check_name, password};
use crate::board::Board;
use crate::context::Context;
use crate::error::RequestError;
use crate::pages::{Page, Problem, layout, links};

/// A session ends after so many hours, or when its account is disabled or gets another password.
const HOURS: i64 = 12;

/// The addresses of logging in and out.
pub fn routes() -> Router<Arc<Board>> {
    Router::new().route("/log-in", get(ask).post(log_in)).route("/log-out", post(log_out))
}

#[derive(Debug, Default, Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

async fn ask(context: Context, Query(Next { next }): Query<Next>) -> Markup {
    form(&context, &next, None)
}

/// The form; `wrong` says why it is shown again.
fn form(context: &Context, next: &str, wrong: Option<&str>) -> Markup {
    let title = context.t("nav-log-in");
    let body = html! {
        h1 { (title) }
        @if let Some(key) = wrong { p.error role="alert" { (context.t(key)) } }
        @if let Some(user) = &context.user { p.notice { (context.t("log-in-already")) " " bdi { (user.name) } } }
        form.log-in method="post" action="/log-in" {
            input type="hidden" name="next" value=(links::inside(next));
            div.field { label for="name" { (context.t("log-in-name")) } input #name type="text" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required dir="auto" maxlength="64"; }
            div.field { label for="password" { (context.t("log-in-password")) } input #password type="password" name="password" autocomplete="current-password" required dir="ltr" maxlength="1024"; }
            button.primary { (context.t("nav-log-in")) }
        }
        p.small.muted { (context.t("log-in-no-account")) " " code dir="ltr" { "sitrep user add NAME --role reviewer" } }
    };
    layout(context, &Page { title: &title, script: None, body })
}

/// Whose the request is, for counting: behind a proxy on this machine, the one that the proxy names last.
fn address(extensions: &Extensions, headers: &HeaderMap) -> (Option<SocketAddr>, String) {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0);
    let forwarded = headers.get_all("x-forwarded-for").into_iter().next_back().and_then(|v| v.to_str().ok());
    let forwarded = forwarded.and_then(|all| all.rsplit(',').next()).map(str::trim).filter(|a| a.len() <= 45);
    let named = match (peer, forwarded) {
        (Some(peer), Some(client)) if is_this_machine(peer.ip()) => client.to_owned(),
        (Some(peer), _) => peer.ip().to_canonical().to_string(),
        (None, _) => "unknown".to_owned(),
    };
    (peer, named)
}

async fn log_in(context: Context, extensions: Extensions, headers: HeaderMap, body: Bytes) -> Response {
    let fields = Fields::of(&body);
    if !is_ours(&headers) {
        return Problem::new(context, RequestError::Forbidden).into_response();
    }
    let again = |status: StatusCode, key| (status, form(&context, fields.get("next"), Some(key))).into_response();
    let board = context.board.clone();
    let (peer, from) = address(&extensions, &headers);
    let secure = is_secure(&headers);
    let near = !board.access.public || board.access.plain_http || peer.is_some_and(|p| is_this_machine(p.ip()));
    if !secure && !near {
        return again(StatusCode::FORBIDDEN, "log-in-plain");
    }
    let (name, given) = (fields.get("name").trim().to_owned(), fields.get("password").to_owned());
    if check_name(&name).is_err() {
        return again(StatusCode::UNAUTHORIZED, "log-in-wrong");
    }
    if !board.access.limits.allow(&from, &name) {
        let mut response = again(StatusCode::TOO_MANY_REQUESTS, "log-in-often");
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
        return response;
    }
    match open(&board, name, given, token(&headers).map(hash)).await {
        Ok(Some(token)) => {
            let to = Redirect::to(links::inside(fields.get("next")));
            (AppendCookie(cookie(&token, secure, HOURS * 3600)), to).into_response()
        }
        Ok(None) => again(StatusCode::UNAUTHORIZED, "log-in-wrong"),
        Err(error) => Problem::new(context, error).into_response(),
    }
}

/// Opens a session, if name and password are those of an account that may sign in; its token. The session before ends.
async fn open(
    board: &Arc<Board>,
    name: String,
    given: String,
    before: Option<String>,
) -> Result<Option<String>, RequestError> {
    let asked = name.clone();
    let account = board.stores.read(move |store| store.account(&asked)).await?;
    let kept = account.as_ref().filter(|a| a.disabled.is_none()).map(|a| a.password.clone());
    let permit = board.access.hashing.acquire().await.map_err(|_| RequestError::Internal)?;
    let check = tokio::task::spawn_blocking(move || password::verify(&given, kept.as_deref()));
    let right = check.await.map_err(|_| RequestError::Internal)?;
    drop(permit);
    let (Some(account), true) = (account, right) else { return Ok(None) };
    let (token, csrf) = (fresh().ok_or(RequestError::Internal)?, fresh().ok_or(RequestError::Internal)?);
    let kept = hash(&token);
    let expires = Timestamp::now().checked_add(HOURS.hours()).map_err(|_| RequestError::Internal)?;
    board
        .stores
        .write(move |store| {
            store.forget_expired()?;
            if let Some(before) = before {
                store.close_session(&before)?;
            }
            store.open_session(&kept, &account.name, &csrf, expires)
        })
        .await?;
    Ok(Some(token))
}

async fn log_out(context: Context, headers: HeaderMap, body: Bytes) -> Response {
    let fields = Fields::of(&body);
    let own = context.user.as_ref().is_none_or(|user| fields.is_of(user));
    if !is_ours(&headers) || !own {
        return Problem::new(context, RequestError::Forbidden).into_response();
    }
    if let Some(kept) = token(&headers).map(hash)
        && let Err(error) = context.board.stores.write(move |store| store.close_session(&kept)).await
    {
        return Problem::new(context, error).into_response();
    }
    (AppendCookie(cookie("", true, 0)), AppendCookie(cookie("", false, 0)), Redirect::to("/")).into_response()
}

/// A session's cookie. `Lax`: a link from elsewhere leads in, a form from elsewhere does not.
fn cookie(token: &str, secure: bool, seconds: i64) -> String {
    match secure {
        true => format!("{SECURE_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age={seconds}"),
        false => format!("{PLAIN_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}"),
    }
}

/// Adds a cookie to those that are set already.
struct AppendCookie(String);

impl axum::response::IntoResponseParts for AppendCookie {
    type Error = std::convert::Infallible;

    fn into_response_parts(
        self,
        mut response: axum::response::ResponseParts,
    ) -> Result<axum::response::ResponseParts, Self::Error> {
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        Ok(response)
    }
}
