//! Serving: the address, the routes, the shared state.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tokio::sync::watch;

use crate::account::{self, Access};
use crate::assets;
use crate::board::Board;
use crate::error::ServeError;
use crate::guard::guarded;
use crate::stores::Stores;
use crate::{api, download, feed, live, pages};

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// The ledger.
    pub store: PathBuf,
    /// The address; port 0 takes a free one.
    pub bind: SocketAddr,
    /// Whether everybody may read a board that other machines can reach.
    pub public_reading: bool,
    /// Whether passwords may come over plain http from other machines.
    pub plain_http: bool,
}

/// What is known once requests are taken.
#[derive(Debug, Clone)]
pub struct Ready {
    /// The address of the board.
    pub address: SocketAddr,
}

/// So long requests under way have, once the process is told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

/// Serves until the process is told to stop.
///
/// # Errors
/// If the ledger cannot be read or the address not be had.
pub fn serve(options: Options, ready: impl FnOnce(&Ready)) -> Result<(), ServeError> {
    let stores = Stores::open(options.store)?;
    let accounts = stores.with(|store| store.accounts())?;
    let access = Access::of(options.bind, options.public_reading, options.plain_http, &accounts)?;
    let board = Board::open(stores, access)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let bind = |source| ServeError::Bind { address: options.bind, source };
        let listener = tokio::net::TcpListener::bind(options.bind).await.map_err(bind)?;
        ready(&Ready { address: listener.local_addr()? });
        tokio::spawn(board.clone().follow());
        tokio::spawn(board.clone().prepare());
        let app = router(board).into_make_service_with_connect_info::<SocketAddr>();
        let (stop, mut stopping) = watch::channel(false);
        tokio::spawn(async move {
            stopped().await;
            stop.send_replace(true);
        });
        let mut asked = stopping.clone();
        let graceful = async move { drop(asked.wait_for(|stop| *stop).await) };
        let late = async {
            drop(stopping.wait_for(|stop| *stop).await);
            tokio::time::sleep(LAST_ANSWERS).await;
        };
        // whoever listens for news would never be done
        tokio::select! {
            served = axum::serve(listener, app).with_graceful_shutdown(graceful) => Ok(served?),
            () = late => Ok(()),
        }
    })
}

fn router(board: Arc<Board>) -> Router {
    let routes = Router::new()
        .merge(pages::routes())
        .merge(account::routes())
        .merge(download::routes())
        .merge(feed::routes())
        .merge(live::routes())
        .merge(api::routes())
        .route("/assets/{*path}", get(assets::serve))
        .layer(from_fn_with_state(board.clone(), account::gate));
    guarded(routes).with_state(board)
}

/// All of it, without a port.
#[cfg(test)]
pub fn for_tests(options: &Options) -> Result<Router, ServeError> {
    let stores = Stores::open(options.store.clone())?;
    let accounts = stores.with(|store| store.accounts())?;
    let access = Access::of(options.bind, options.public_reading, options.plain_http, &accounts)?;
    Ok(router(Board::open(stores, access)?))
}

/// Ends when the process is asked to stop: requests under way are answered.
async fn stopped() {
    // a process that cannot be asked to stop is stopped by force; nothing is lost by that
    let interrupted = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
