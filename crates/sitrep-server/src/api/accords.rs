//! Accords, and what was reported while they were in force.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use serde::Serialize;
use sitrep_ledger::Summary;
use sitrep_ledger::accord::{AccordView, Relation};
use utoipa::ToSchema;

use super::parameters::Asked;
use super::problem::{NoSuchThing, Problems};
use super::{Answer, Id, id, schemas};
use crate::board::Board;
use crate::error::RequestError;

/// All accords.
#[derive(Serialize, ToSchema)]
pub struct Accords {
    /// How many there are.
    total: usize,
    /// By the day that each was first told of.
    #[schema(value_type = Vec<schemas::AccordView>)]
    accords: Vec<AccordView>,
}

/// Truces and deals over time.
#[utoipa::path(get, path = "/api/v1/accords", tag = "accords", responses(
    (status = 200, description = "All accords.", body = Accords), Problems))]
pub async fn list(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Answer<Accords> {
    Asked::read(query.as_deref(), &[])?;
    let accords = board.accords().await?;
    Ok(Json(Accords { total: accords.len(), accords: accords.to_vec() }))
}

/// How an incident stands to an accord.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code)] // stands in the description for what the ledger has
pub enum Stands {
    /// A party is said to have done it, is accused of it, or was hit: a reported violation.
    Violation,
    /// An actor that the accord excludes is part of it.
    Excluded,
    /// In its country, but no party is named.
    Area,
}

/// An incident that was reported while an accord was in force.
#[derive(Serialize, ToSchema)]
pub struct Under {
    /// How it stands to the accord.
    #[schema(value_type = Stands)]
    relation: Relation,
    /// The incident.
    #[schema(value_type = schemas::Summary)]
    incident: Summary,
}

/// An accord with what was reported while it was in force.
#[derive(Serialize, ToSchema)]
pub struct AccordAndIncidents {
    /// The accord.
    #[schema(value_type = schemas::AccordView)]
    accord: AccordView,
    /// Incidents in its country after it took effect.
    incidents: Vec<Under>,
}

/// An accord, and the incidents reported since it took effect.
#[utoipa::path(get, path = "/api/v1/accords/{id}", tag = "accords",
    params(("id" = String, Path, description = "Its id, `ARTICLE/ACCORD`; the slash may be written `%2F`.")), responses(
    (status = 200, description = "The accord.", body = AccordAndIncidents), NoSuchThing))]
pub async fn one(State(board): State<Arc<Board>>, of: Id, RawQuery(query): RawQuery) -> Answer<AccordAndIncidents> {
    Asked::read(query.as_deref(), &[])?;
    let id = id(of)?;
    let accords = board.accords().await?;
    let accord = accords.iter().find(|accord| accord.id == id).cloned().ok_or(RequestError::NotFound)?;
    let under = board.under(&accord).await?;
    let incidents = under.into_iter().map(|(relation, incident)| Under { relation, incident }).collect();
    Ok(Json(AccordAndIncidents { accord, incidents }))
}
