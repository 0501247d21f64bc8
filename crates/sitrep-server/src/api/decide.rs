//! Deciding over the API: with a session, as on the pages.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use sitrep_ledger::store::{Store, StoreError};
use utoipa::ToSchema;

use super::Answer;
use super::parameters::Asked;
use super::problem::{NoSuchThing, Problem};
use crate::account::user;
use crate::board::Board;
use crate::error::RequestError;

/// The header that carries the session's token against forged requests.
pub const CSRF: &str = "x-csrf-token";

/// A decision. Incidents are named by their ids, claims as `ARTICLE#CLAIM`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decide {
    /// It happened as told.
    Confirm {
        /// The incident.
        incident: String,
    },
    /// It did not, or is no incident.
    Reject {
        /// The incident.
        incident: String,
    },
    /// A field has another value.
    Correct {
        /// The incident.
        incident: String,
        /// The field.
        field: String,
        /// Its value.
        value: String,
    },
    /// Two incidents are one.
    Merge {
        /// One, which keeps its id if it is the elder.
        incident: String,
        /// The other.
        other: String,
    },
    /// Claims of an incident are about another.
    Split {
        /// The incident.
        incident: String,
        /// The claims that leave it.
        #[schema(min_items = 1)]
        claims: Vec<String>,
    },
    /// A remark.
    Note {
        /// The incident.
        incident: String,
        /// The words.
        #[schema(min_length = 1)]
        text: String,
    },
    /// A decision is taken back.
    Undo {
        /// Its place in the log.
        #[schema(minimum = 1)]
        seq: i64,
    },
}

/// What became of a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct Decided {
    /// The incident that it is about now: the one that is left of two, the new one of a split; null for an undoing.
    #[schema(required)]
    incident: Option<String>,
}

/// Decides something. Needs the cookie of a session and its token in the header `X-CSRF-Token`.
#[utoipa::path(post, path = "/api/v1/decisions", tag = "log", request_body = Decide, security(("session" = [], "csrf" = [])), responses(
    (status = 200, description = "It is in the log.", body = Decided),
    (status = 401, description = "Nobody is logged in.", body = Problem, content_type = "application/problem+json"),
    (status = 403, description = "The account may not decide, or the token is not the session's.", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "The body is no decision.", body = Problem, content_type = "application/problem+json"),
    NoSuchThing))]
pub async fn decide(
    State(board): State<Arc<Board>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Result<Json<Decide>, JsonRejection>,
) -> Answer<Decided> {
    Asked::read(query.as_deref(), &[])?;
    let user = user(&board, &headers).await.ok_or(RequestError::LogIn)?;
    let token = headers.get(CSRF).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !user.may_decide() || token != user.csrf {
        return Err(RequestError::Forbidden.into());
    }
    let Json(decision) = body.map_err(|rejection| Problem::new(rejection.status(), rejection.body_text()))?;
    let incident = board.stores.write(move |store| carry_out(store, decision, &user.name)).await?;
    board.catch_up().await?;
    Ok(Json(Decided { incident }))
}

fn carry_out(store: &mut Store, decision: Decide, who: &str) -> Result<Option<String>, StoreError> {
    Ok(Some(match decision {
        Decide::Confirm { incident } => store.confirm(&incident, who).map(|()| incident)?,
        Decide::Reject { incident } => store.reject(&incident, who).map(|()| incident)?,
        Decide::Correct { incident, field, value } => {
            store.correct(&incident, &field, &value, who).map(|()| incident)?
        }
        Decide::Note { incident, text } => store.note(&incident, &text, who).map(|()| incident)?,
        Decide::Merge { incident, other } => store.merge(&incident, &other, who)?,
        Decide::Split { incident, claims } => store.split(&incident, &claims, who)?,
        Decide::Undo { seq } => return store.undo(seq, who).map(|()| None),
    }))
}
