//! What there is, taken together.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;
use sitrep_ledger::SourceRow;
use sitrep_ledger::store::{Stats, Store};
use utoipa::ToSchema;

use super::parameters::Asked;
use super::problem::Problems;
use super::{Answer, Problem, schemas};
use crate::board::Board;

/// How sources report.
#[derive(Serialize, ToSchema)]
pub struct Sources {
    /// The busiest first.
    #[schema(value_type = Vec<schemas::SourceRow>)]
    sources: Vec<SourceRow>,
}

/// How each source reports beside the others.
#[utoipa::path(get, path = "/api/v1/sources", tag = "overview", responses(
    (status = 200, description = "All sources.", body = Sources), Problems))]
pub async fn sources(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Answer<Sources> {
    Asked::read(query.as_deref(), &[])?;
    Ok(Json(Sources { sources: board.stores.read(Store::sources).await? }))
}

/// How much there is.
#[utoipa::path(get, path = "/api/v1/stats", tag = "overview", responses(
    (status = 200, description = "Counts.", body = schemas::Stats), Problems))]
pub async fn stats(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Answer<Stats> {
    Asked::read(query.as_deref(), &[])?;
    Ok(Json(board.stores.read(Store::stats).await?))
}

/// The JSON Schema of a record.
#[utoipa::path(get, path = "/api/v1/schema", tag = "overview", responses(
    (status = 200, description = "A JSON Schema, draft 2020-12.", body = Object, content_type = "application/schema+json"), Problems))]
pub async fn record_schema(RawQuery(query): RawQuery) -> Result<impl IntoResponse, Problem> {
    Asked::read(query.as_deref(), &[])?;
    Ok(([(header::CONTENT_TYPE, "application/schema+json")], sitrep_record::json_schema().to_string()))
}
