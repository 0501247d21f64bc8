//! What several pages ask of the ledger.

use std::sync::Arc;
use std::time::Duration;

use sitrep_ledger::accord::{AccordView, Relation};
use sitrep_ledger::store::Pair;
use sitrep_ledger::{SourceRow, Summary};

use crate::context::Context;
use crate::error::RequestError;

/// All accords.
///
/// # Errors
/// What the ledger says. So for all.
pub async fn accords(context: &Context) -> Result<Arc<Vec<AccordView>>, RequestError> {
    context.board.accords().await
}

/// What was reported while an accord was in force, with how each incident stands to it.
pub async fn under(context: &Context, accord: &AccordView) -> Result<Vec<(Relation, Summary)>, RequestError> {
    context.board.under(accord).await
}

/// How each source reports.
pub fn sources(context: &Context) -> Vec<SourceRow> {
    context.board.sources()
}

/// The accords, if they are known already or soon.
pub async fn accords_soon(context: &Context) -> Result<Arc<Vec<AccordView>>, RequestError> {
    let board = context.board.clone();
    soon(async move { board.accords().await }).await
}

/// So long a page waits for what it can do without.
const SOON: Duration = Duration::from_millis(400);

/// An answer that takes long the first time: a page that can do without does not wait for it. It is found all the same, for the next.
async fn soon<T: Default + Send + Sync + 'static>(
    answer: impl Future<Output = Result<Arc<T>, RequestError>> + Send + 'static,
) -> Result<Arc<T>, RequestError> {
    match tokio::time::timeout(SOON, tokio::spawn(answer)).await {
        Ok(answer) => answer.map_err(|_| RequestError::Internal)?,
        Err(_) => Ok(Arc::default()),
    }
}

/// The likely duplicates of an incident, each with the other incident.
pub async fn duplicates_of(context: &Context, id: &str) -> Result<Vec<(Pair, Summary)>, RequestError> {
    let board = context.board.clone();
    let pairs = soon(async move { board.duplicates().await }).await?;
    with_other(context, pairs.iter().filter(|p| p.a == id || p.b == id).cloned().collect(), id).await
}

/// Pairs with the incident that is not this one.
pub async fn with_other(context: &Context, pairs: Vec<Pair>, id: &str) -> Result<Vec<(Pair, Summary)>, RequestError> {
    let others: Vec<String> = pairs.iter().map(|p| if p.a == id { p.b.clone() } else { p.a.clone() }).collect();
    let found = context.board.stores.read(move |store| store.summaries(&others)).await?;
    let other = |pair: &Pair| found.iter().find(|s| s.id != id && (s.id == pair.a || s.id == pair.b)).cloned();
    Ok(pairs.into_iter().filter_map(|pair| Some((pair.clone(), other(&pair)?))).collect())
}
