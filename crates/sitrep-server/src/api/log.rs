//! What changed, what people decided, what waits for them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use serde::Serialize;
use sitrep_ledger::Summary;
use sitrep_ledger::store::{Change, Logged, Pair, Store};
use utoipa::ToSchema;

use super::parameters::{AFTER, Asked, PAGE, described};
use super::problem::Problems;
use super::{Answer, schemas};
use crate::board::{Board, QUEUED, Reason};

described!(After: &AFTER);
described!(Paged: &PAGE);

/// So many, if no number is given.
const MANY: u64 = 500;

/// What a change is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code)] // stands in the description for what the ledger has
pub enum ChangeKind {
    /// The incident is new.
    Added,
    /// It is another now.
    Updated,
    /// It became part of another.
    Redirected,
    /// It is gone.
    Deleted,
}

/// A change that a copy of the ledger must make.
#[derive(Serialize, ToSchema)]
pub struct ChangeLine {
    /// Its place in the log.
    #[schema(minimum = 1)]
    seq: i64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// What.
    #[schema(value_type = ChangeKind)]
    kind: String,
    /// The incident's id.
    incident: String,
    /// The id that it became part of.
    #[schema(required)]
    became: Option<String>,
}

impl From<(i64, Change)> for ChangeLine {
    fn from((seq, change): (i64, Change)) -> Self {
        ChangeLine { seq, at: change.at, kind: change.kind, incident: change.incident, became: change.became }
    }
}

/// A part of the log of changes.
#[derive(Serialize, ToSchema)]
pub struct Changes {
    /// In order.
    changes: Vec<ChangeLine>,
    /// The `after` of the next request.
    next: i64,
    /// The last change that there is: when `next` has come to it, the copy is up to date.
    last: i64,
}

/// What a copy of the ledger must do to keep up.
#[utoipa::path(get, path = "/api/v1/changes", tag = "log", params(After), responses(
    (status = 200, description = "Changes.", body = Changes), Problems))]
pub async fn changes(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Answer<Changes> {
    let asked = Asked::read(query.as_deref(), &[&AFTER])?;
    let after = asked.whole("after").and_then(|n| i64::try_from(n).ok()).unwrap_or(0);
    let limit = u32::try_from(asked.whole("limit").unwrap_or(MANY)).unwrap_or(u32::MAX);
    let ask = move |store: &mut Store| Ok((store.changes_after(after, limit)?, store.latest_change()?));
    let (found, last) = board.stores.read(ask).await?;
    let changes: Vec<ChangeLine> = found.into_iter().map(ChangeLine::from).collect();
    let next = changes.last().map_or(after, |change| change.seq);
    Ok(Json(Changes { changes, next, last }))
}

/// A part of the log of decisions.
#[derive(Serialize, ToSchema)]
pub struct Decisions {
    /// In order.
    #[schema(value_type = Vec<schemas::Logged>)]
    decisions: Vec<Logged>,
    /// The `after` of the next request.
    next: i64,
}

/// What people decided: who, when, what.
#[utoipa::path(get, path = "/api/v1/decisions", tag = "log", params(After), responses(
    (status = 200, description = "Decisions.", body = Decisions), Problems))]
pub async fn decisions(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Answer<Decisions> {
    let asked = Asked::read(query.as_deref(), &[&AFTER])?;
    let after = asked.whole("after").and_then(|n| i64::try_from(n).ok()).unwrap_or(0);
    let limit = usize::try_from(asked.whole("limit").unwrap_or(MANY)).unwrap_or(usize::MAX);
    let all = board.stores.read(Store::decisions).await?;
    let decisions: Vec<Logged> = all.into_iter().filter(|logged| logged.seq > after).take(limit).collect();
    let next = decisions.last().map_or(after, |logged| logged.seq);
    Ok(Json(Decisions { decisions, next }))
}

/// Why an incident should be looked at.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code)] // stands in the description for what the board has
pub enum Matters {
    /// Figures do not meet, or responsibility is said and denied.
    Contested,
    /// Many dead or hurt.
    Large,
    /// A toll that stands on one source, or no place or day.
    Uncertain,
    /// It may be the same as another.
    Duplicate,
    /// Nobody looked at it.
    Unreviewed,
}

/// An incident that waits for a decision.
#[derive(Serialize, ToSchema)]
pub struct Waiting {
    /// The incident.
    #[schema(value_type = schemas::Summary)]
    incident: Summary,
    /// Why it matters.
    #[schema(value_type = Vec<Matters>)]
    why: Vec<Reason>,
    /// Incidents that it may be one with.
    #[schema(value_type = Vec<schemas::Pair>)]
    duplicates: Vec<Pair>,
}

/// A page of the queue.
#[derive(Serialize, ToSchema)]
pub struct Queue {
    /// How many wait.
    total: usize,
    /// This page, from 1.
    #[schema(minimum = 1)]
    page: usize,
    /// How many pages there are.
    pages: usize,
    /// What matters most first.
    items: Vec<Waiting>,
}

/// What waits for people, what matters most first: likely duplicates and contested figures, large tolls, uncertain ones.
#[utoipa::path(get, path = "/api/v1/review", tag = "log", params(Paged), responses(
    (status = 200, description = "A page of the queue.", body = Queue), Problems))]
pub async fn review(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Answer<Queue> {
    let page = Asked::read(query.as_deref(), &[&PAGE])?.view()?.page;
    let queue = board.queue(page).await?;
    let items = queue.items.into_iter();
    let items =
        items.map(|item| Waiting { incident: item.summary, why: item.why, duplicates: item.duplicates }).collect();
    Ok(Json(Queue { total: queue.total, page, pages: queue.total.div_ceil(QUEUED), items }))
}
