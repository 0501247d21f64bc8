//! A request that could not be answered as asked, as a page.

use axum::response::{IntoResponse, Response};
use maud::html;

use super::{Page, layout};
use crate::context::Context;
use crate::error::RequestError;

/// A page that says what is wrong.
pub struct Problem {
    context: Context,
    error: RequestError,
}

impl Problem {
    /// What went wrong at a request.
    pub fn new(context: Context, error: impl Into<RequestError>) -> Self {
        Problem { context, error: error.into() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.error.to_string();
        let body = html! { h1 { (title) } };
        (self.error.status(), layout(&self.context, &Page { title: &title, script: None, body })).into_response()
    }
}
