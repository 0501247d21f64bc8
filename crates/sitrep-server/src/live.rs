//! What is new, as it comes: server-sent events (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream;
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::board::Board;

/// A listener hears of changes at most so often.
const PACE: Duration = Duration::from_secs(1);
/// A listener that hears nothing hears a comment this often, so that what stands between keeps the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// So many listen at once.
const LISTENERS: usize = 512;

/// The address of the stream.
pub fn routes() -> Router<Arc<Board>> {
    let listeners = Arc::new(Semaphore::new(LISTENERS));
    Router::new().route("/live", get(move |board, headers| listen(board, headers, listeners.clone())))
}

struct Listener {
    changes: watch::Receiver<i64>,
    /// The last change that it was told of: what a listener that comes back names, so that it misses none; else unknown at first.
    told: Option<i64>,
    _seat: OwnedSemaphorePermit,
}

async fn listen(State(board): State<Arc<Board>>, headers: HeaderMap, listeners: Arc<Semaphore>) -> Response {
    let Ok(seat) = listeners.try_acquire_owned() else {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "30")]).into_response();
    };
    let told = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let listener = Listener { changes: board.watch(), told, _seat: seat };
    let events = stream::unfold(listener, |mut listener| async move {
        loop {
            let now = *listener.changes.borrow_and_update();
            if let Some(before) = listener.told.replace(now)
                && now != before
            {
                // what comes close upon it is told with the next
                tokio::time::sleep(PACE).await;
                return Some((Ok::<_, Infallible>(change(now, before)), listener));
            }
            listener.changes.changed().await.ok()?;
        }
    });
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE);
    // proxies that gather answers before they pass them on would hold events back
    ([("x-accel-buffering", "no")], Sse::new(events).keep_alive(keep_alive)).into_response()
}

/// An event that tells how many changes came since the last.
fn change(now: i64, before: i64) -> Event {
    let data = json!({"seq": now, "changed": now.saturating_sub(before)});
    Event::default().event("change").id(now.to_string()).data(data.to_string())
}
