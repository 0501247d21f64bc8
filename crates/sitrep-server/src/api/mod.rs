//! The JSON API: what pages show, for programs. Described by OpenAPI 3.1 at `/api/v1/openapi.json`.

mod accords;
mod articles;
mod decide;
mod description;
mod incidents;
mod log;
mod overview;
mod page;
pub mod parameters;
mod problem;
mod schemas;

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::http::{StatusCode, Uri};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::board::Board;
pub use problem::Problem;

/// The answer to a request.
type Answer<T> = Result<Json<T>, Problem>;

/// An id in an address; one that is no text names nothing.
type Id = Result<axum::extract::Path<String>, PathRejection>;

fn id(of: Id) -> Result<String, Problem> {
    of.map(|axum::extract::Path(id)| id).map_err(|_| Problem::from(crate::error::RequestError::NotFound))
}

/// The addresses of the API, and its page.
pub fn routes() -> Router<Arc<Board>> {
    let api = Router::new()
        .route("/", get(page::page))
        .route("/v1/openapi.json", get(description::serve))
        .route("/v1/schema", get(overview::record_schema))
        .route("/v1/incidents", get(incidents::list))
        .route("/v1/incidents/{id}", get(incidents::one))
        .route("/v1/incidents/{id}/claims", get(incidents::claims))
        .route("/v1/incidents/{id}/why", get(incidents::why))
        .route("/v1/articles", get(articles::list))
        .route("/v1/articles/{id}", get(articles::one))
        .route("/v1/accords", get(accords::list))
        .route("/v1/accords/{*id}", get(accords::one))
        .route("/v1/sources", get(overview::sources))
        .route("/v1/stats", get(overview::stats))
        .route("/v1/map", get(overview::map))
        .route("/v1/timeline", get(overview::timeline))
        .route("/v1/facets", get(overview::facets))
        .route("/v1/changes", get(log::changes))
        .route("/v1/decisions", get(log::decisions).post(decide::decide))
        .route("/v1/review", get(log::review))
        .fallback(none)
        .method_not_allowed_fallback(not_allowed);
    Router::new().nest("/api", api)
}

async fn none(uri: Uri) -> Problem {
    let what = format!("there is nothing at {}; /api/v1/openapi.json tells what there is", uri.path());
    Problem::new(StatusCode::NOT_FOUND, what)
}

async fn not_allowed() -> impl IntoResponse {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "this address does not take that method; the Allow header names those that it takes",
    )
}
