//! A request that could not be answered as asked, as a page that says what to do.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use sitrep_ledger::store::StoreError;

use super::{Page, layout, links};
use crate::context::Context;
use crate::error::RequestError;

/// A page that says what is wrong.
pub struct Problem {
    context: Context,
    error: RequestError,
    back: Option<String>,
}

impl Problem {
    /// What went wrong at a request.
    pub fn new(context: Context, error: impl Into<RequestError>) -> Self {
        Problem { context, error: error.into(), back: None }
    }

    /// With where the form stood that asked for it: a path of ours.
    #[must_use]
    pub fn back_to(mut self, path: &str) -> Self {
        self.back = Some(links::inside(path).to_owned());
        self
    }
}

/// What is said of an error, and what to do.
fn keys(error: &RequestError) -> (&'static str, &'static str) {
    match error {
        RequestError::NotFound => ("problem-not-found", "problem-not-found-do"),
        RequestError::Gone => ("problem-gone", "problem-gone-do"),
        RequestError::Bad(_) => ("problem-bad", "problem-bad-do"),
        RequestError::LogIn => ("problem-log-in", "problem-log-in-do"),
        RequestError::Forbidden => ("problem-forbidden", "problem-forbidden-do"),
        RequestError::Store(StoreError::Busy) => ("problem-busy", "problem-busy-do"),
        _ => ("problem-internal", "problem-internal-do"),
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Problem { context, error, back } = self;
        let log_in = format!("/log-in?next={}", links::encoded(&back.clone().unwrap_or_else(|| context.here())));
        if matches!(error, RequestError::LogIn) {
            return Redirect::to(&log_in).into_response();
        }
        let (what, todo) = keys(&error);
        let title = context.t(what);
        let body = html! {
            h1 { (title) }
            @if let RequestError::Bad(why) = &error { p.error { bdi lang="en" { (why) } } }
            p { (context.t(todo)) }
            p {
                @if let Some(back) = &back { a href=(back) { (context.t("problem-form")) } " · " }
                a href="/" { (context.t("problem-back")) }
            }
        };
        let mut response =
            (error.status(), layout(&context, &Page { title: &title, script: None, body })).into_response();
        if error.status() == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(axum::http::header::RETRY_AFTER, axum::http::HeaderValue::from_static("2"));
        }
        response
    }
}

/// What no other page answers.
pub async fn none(context: Context) -> Problem {
    Problem::new(context, RequestError::NotFound)
}
