//! Errors as programs read them (RFC 9457).

use std::collections::BTreeMap;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::openapi::response::{Response as Described, ResponseBuilder};
use utoipa::openapi::{ContentBuilder, Ref, RefOr};
use utoipa::{IntoResponses, ToSchema};

use crate::error::RequestError;

/// Why a request is not answered as asked (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says of what kind the problem is.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: String,
    /// The status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong, and what to do.
    detail: String,
}

const MEDIA: &str = "application/problem+json";

impl Problem {
    /// A problem of a status.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or_default().to_owned();
        Problem { kind: "about:blank", title, status: status.as_u16(), detail: detail.into() }
    }
}

impl From<RequestError> for Problem {
    fn from(error: RequestError) -> Self {
        let detail = match &error {
            RequestError::NotFound => "there is no such thing in the ledger".into(),
            RequestError::Gone => "it was in the ledger and is gone; delete it from copies".into(),
            RequestError::LogIn => "log in first, and send the session's cookie".into(),
            RequestError::Forbidden => {
                "this account may not decide, or the X-CSRF-Token header is not the session's".into()
            }
            RequestError::Bad(_) => error.to_string(),
            // what the database says is nobody's business but the log's
            RequestError::Store(inner @ sitrep_ledger::store::StoreError::Busy) => inner.to_string(),
            RequestError::Store(_) | RequestError::Internal => "the ledger could not be read".into(),
        };
        Problem::new(error.status(), detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, MEDIA)], body).into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

fn described(what: &str) -> RefOr<Described> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(what).content(MEDIA, content).build().into()
}

/// What every operation may answer.
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        let all = [
            ("400", "A parameter that is unknown, there twice, or cannot be understood."),
            ("503", "The ledger is being written to; try again after the seconds in `Retry-After`."),
            ("default", "Another problem."),
        ];
        all.into_iter().map(|(status, what)| (status.to_owned(), described(what))).collect()
    }
}

/// What an operation on one thing may answer.
pub struct NoSuchThing;

impl IntoResponses for NoSuchThing {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        let mut all = Problems::responses();
        all.insert("404".into(), described("There is no such thing in the ledger."));
        all
    }
}

/// What an operation on one incident may answer.
pub struct NoSuchIncident;

impl IntoResponses for NoSuchIncident {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        let mut all = NoSuchThing::responses();
        all.insert("308".into(), moved());
        all.insert("410".into(), described("It was an incident and is gone: a tombstone. Delete it from copies."));
        all
    }
}

fn moved() -> RefOr<Described> {
    let location = utoipa::openapi::HeaderBuilder::new().description(Some("The address of the incident now.")).build();
    let moved = ResponseBuilder::new().description("It became part of another incident.");
    moved.header("Location", location).build().into()
}
