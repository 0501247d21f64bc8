//! Incidents, and what stands behind them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sitrep_ledger::Summary;
use sitrep_ledger::store::{Logged, Lookup, Member, Store, StoreError};
use sitrep_ledger::toll::Check;
use sitrep_record::Claim;
use utoipa::ToSchema;

use super::parameters::{Asked, FILTERS, PAGE, described};
use super::problem::{NoSuchIncident, Problems};
use super::{Answer, Id, Problem, id, schemas};
use crate::board::{Board, PAGE as LENGTH};
use crate::error::RequestError;
use crate::pages::links::encoded;

described!(Listed: &FILTERS, &PAGE);

/// A page of incidents.
#[derive(Serialize, ToSchema)]
pub struct IncidentPage {
    /// How many the filters let through.
    total: usize,
    /// This page, from 1.
    #[schema(minimum = 1)]
    page: usize,
    /// How many pages there are.
    pages: usize,
    /// Those of this page.
    #[schema(value_type = Vec<schemas::Summary>)]
    incidents: Vec<Summary>,
}

/// Incidents, fifty a page.
#[utoipa::path(get, path = "/api/v1/incidents", tag = "incidents", params(Listed), responses(
    (status = 200, description = "A page of the incidents that the filters let through; a page after the last has none.", body = IncidentPage), Problems))]
pub async fn list(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Answer<IncidentPage> {
    let view = Asked::read(query.as_deref(), &[&FILTERS, &PAGE])?.view()?;
    let found = board.find(&view).await?;
    let pages = found.total.div_ceil(LENGTH);
    Ok(Json(IncidentPage { total: found.total, page: view.page, pages, incidents: found.incidents }))
}

/// What an id is now; otherwise the answer that tells so.
async fn there(board: &Arc<Board>, id: &str, rest: &str) -> Result<Summary, Response> {
    let asked = id.to_owned();
    match board.stores.read(move |store| store.incident(&asked)).await {
        Ok(Lookup::Incident(summary)) => Ok(*summary),
        Ok(Lookup::Redirect { became }) => {
            let now = format!("/api/v1/incidents/{}{rest}", encoded(&became));
            Err((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, now)]).into_response())
        }
        Ok(Lookup::Tombstone) => Err(Problem::from(RequestError::Gone).into_response()),
        Err(error) => Err(Problem::from(error).into_response()),
    }
}

/// An incident.
#[utoipa::path(get, path = "/api/v1/incidents/{id}", tag = "incidents", params(("id" = String, Path, description = "Its id.")), responses(
    (status = 200, description = "The incident.", body = schemas::Summary), NoSuchIncident))]
pub async fn one(State(board): State<Arc<Board>>, of: Id, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    Asked::read(query.as_deref(), &[])?;
    Ok(match there(&board, &id(of)?, "").await {
        Ok(summary) => Json(summary).into_response(),
        Err(answer) => answer,
    })
}

/// A claim with the words that it was read from.
#[derive(Serialize, ToSchema)]
pub struct ClaimTold {
    /// The article's id.
    article: String,
    /// The article's address.
    #[schema(required)]
    url: Option<String>,
    /// Who published it.
    #[schema(required)]
    outlet: Option<String>,
    /// The day it was published.
    #[schema(required, value_type = Option<String>, format = Date)]
    published: Option<jiff::civil::Date>,
    /// The words that it was read from.
    quote: String,
    /// The claim.
    #[schema(value_type = schemas::Claim)]
    claim: Claim,
}

/// The claims of an incident.
#[derive(Serialize, ToSchema)]
pub struct Claims {
    /// The incident's id.
    incident: String,
    /// By day of publication, in the order of the text.
    claims: Vec<ClaimTold>,
}

/// Every claim about an incident, with its words.
#[utoipa::path(get, path = "/api/v1/incidents/{id}/claims", tag = "incidents", params(("id" = String, Path, description = "The incident's id.")), responses(
    (status = 200, description = "The claims.", body = Claims), NoSuchIncident))]
pub async fn claims(State(board): State<Arc<Board>>, of: Id, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    Asked::read(query.as_deref(), &[])?;
    let summary = match there(&board, &id(of)?, "/claims").await {
        Ok(summary) => summary,
        Err(answer) => return Ok(answer),
    };
    let incident = summary.id.clone();
    let told = board.stores.read(move |store| store.told(&summary.id)).await?;
    let mut claims = Vec::new();
    for (record, local) in told {
        for claim in record.claims.iter().filter(|c| c.incident.as_deref() == Some(&*local)) {
            let (start, end) = (claim.evidence.start, claim.evidence.end);
            claims.push(ClaimTold {
                article: record.id.clone(),
                url: record.url.clone(),
                outlet: record.outlet.clone(),
                published: record.published,
                quote: record.text.chars().skip(start).take(end.saturating_sub(start)).collect(),
                claim: claim.clone(),
            });
        }
    }
    Ok(Json(Claims { incident, claims }).into_response())
}

/// A telling of an incident.
#[derive(Serialize, ToSchema)]
pub struct Telling {
    /// The permanent id of this telling.
    id: String,
    /// The article's id.
    article: String,
    /// The incident's id in the article's record.
    incident: String,
    /// The comparison with the telling that it is most like; null for one that is alone.
    #[schema(required, value_type = Option<schemas::Explanation>)]
    why: Option<sitrep_ledger::Explanation>,
}

impl From<Member> for Telling {
    fn from(member: Member) -> Self {
        Telling { id: member.id, article: member.record.id.clone(), incident: member.incident, why: member.why }
    }
}

/// Why an incident is what it is.
#[derive(Serialize, ToSchema)]
pub struct Why {
    /// The incident's id.
    incident: String,
    /// What articles tell it, and why these are one.
    tellings: Vec<Telling>,
    /// Sums that articles give, beside their parts.
    #[schema(value_type = Vec<schemas::Check>)]
    checks: Vec<Check>,
    /// What people decided about it.
    #[schema(value_type = Vec<schemas::Logged>)]
    decisions: Vec<Logged>,
}

/// Why its tellings are one incident; sums checked; decisions.
#[utoipa::path(get, path = "/api/v1/incidents/{id}/why", tag = "incidents", params(("id" = String, Path, description = "The incident's id.")), responses(
    (status = 200, description = "What explains the incident.", body = Why), NoSuchIncident))]
pub async fn why(State(board): State<Arc<Board>>, of: Id, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    Asked::read(query.as_deref(), &[])?;
    let summary = match there(&board, &id(of)?, "/why").await {
        Ok(summary) => summary,
        Err(answer) => return Ok(answer),
    };
    let why = move |store: &mut Store| -> Result<Why, StoreError> {
        Ok(Why {
            tellings: store.members(&summary.id)?.into_iter().map(Telling::from).collect(),
            checks: store.checks(&summary.id)?,
            decisions: store.decisions_about(&summary.id)?,
            incident: summary.id,
        })
    };
    Ok(Json(board.stores.read(why).await?).into_response())
}
