//! What there is, taken together.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;
use sitrep_ledger::SourceRow;
use sitrep_ledger::store::Stats;
use utoipa::ToSchema;

use super::parameters::{Asked, FILTERS, MAP, PAGE, TIMELINE, described};
use super::problem::Problems;
use super::{Answer, Problem, schemas};
use crate::board::Board;
use crate::index::{Bounds, Clusters, Facets, Timeline};

described!(Mapped: &FILTERS, &MAP);
described!(Timed: &FILTERS, &TIMELINE);
described!(Filtered: &FILTERS);

/// Incidents on a map, GeoJSON: those that would stand on one spot at this zoom as one.
#[utoipa::path(get, path = "/api/v1/map", tag = "overview", params(Mapped), responses(
    (status = 200, description = "What is drawn within the box.", body = schemas::Clusters, content_type = "application/geo+json"), Problems))]
pub async fn map(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Result<impl IntoResponse, Problem> {
    let asked = Asked::read_of_page(query.as_deref(), &[&FILTERS, &MAP, &PAGE])?;
    let bounds = asked.text("bbox").and_then(Bounds::parse).unwrap_or(Bounds::WORLD);
    let clusters: Clusters = board.map(&asked.view()?, &bounds, asked.number("zoom").unwrap_or(0.0)).await?;
    Ok(([(header::CONTENT_TYPE, "application/geo+json")], Json(clusters)))
}

/// Incidents over time.
#[utoipa::path(get, path = "/api/v1/timeline", tag = "overview", params(Timed), responses(
    (status = 200, description = "Days, or longer spans of equal kind.", body = schemas::Timeline), Problems))]
pub async fn timeline(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Answer<Timeline> {
    let asked = Asked::read_of_page(query.as_deref(), &[&FILTERS, &TIMELINE, &PAGE])?;
    Ok(Json(board.timeline(&asked.view()?, asked.is_set("whole")).await?))
}

/// How many incidents there are of each type, country, grade, effect and source.
#[utoipa::path(get, path = "/api/v1/facets", tag = "overview", params(Filtered), responses(
    (status = 200, description = "Counts, the most frequent first.", body = schemas::Facets), Problems))]
pub async fn facets(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Answer<Facets> {
    let asked = Asked::read_of_page(query.as_deref(), &[&FILTERS, &PAGE])?;
    Ok(Json(board.facets(&asked.view()?).await?))
}

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
    Ok(Json(Sources { sources: board.sources() }))
}

/// How much there is.
#[utoipa::path(get, path = "/api/v1/stats", tag = "overview", responses(
    (status = 200, description = "Counts.", body = schemas::Stats), Problems))]
pub async fn stats(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Answer<Stats> {
    Asked::read(query.as_deref(), &[])?;
    Ok(Json(board.stats().await?.as_ref().clone()))
}

/// The JSON Schema of a record.
#[utoipa::path(get, path = "/api/v1/schema", tag = "overview", responses(
    (status = 200, description = "A JSON Schema, draft 2020-12.", body = Object, content_type = "application/schema+json"), Problems))]
pub async fn record_schema(RawQuery(query): RawQuery) -> Result<impl IntoResponse, Problem> {
    Asked::read(query.as_deref(), &[])?;
    Ok(([(header::CONTENT_TYPE, "application/schema+json")], sitrep_record::json_schema().to_string()))
}
