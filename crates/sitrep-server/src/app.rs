//! Serving: the address, the routes, the shared state.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::assets::{self, Assets};
use crate::board::Board;
use crate::error::ServeError;
use crate::stores::Stores;
use crate::texts::Languages;
use crate::{api, download, feed, live, pages};

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// The ledger.
    pub store: PathBuf,
    /// The address; port 0 takes a free one.
    pub bind: SocketAddr,
}

/// What is known once requests are taken.
#[derive(Debug, Clone)]
pub struct Ready {
    /// The address of the board.
    pub address: SocketAddr,
}

/// Serves until the process is told to stop.
///
/// # Errors
/// If the ledger cannot be read or the address not be had.
pub fn serve(options: Options, ready: impl FnOnce(&Ready)) -> Result<(), ServeError> {
    let stores = Stores::open(options.store)?;
    let board =
        Arc::new(Board { stores: Arc::new(stores), languages: Languages::builtin()?, assets: Assets::embedded() });
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let bind = |source| ServeError::Bind { address: options.bind, source };
        let listener = tokio::net::TcpListener::bind(options.bind).await.map_err(bind)?;
        ready(&Ready { address: listener.local_addr()? });
        axum::serve(listener, router(board)).with_graceful_shutdown(stopped()).await?;
        Ok(())
    })
}

fn router(board: Arc<Board>) -> Router {
    Router::new()
        .merge(pages::routes())
        .merge(download::routes())
        .merge(feed::routes())
        .merge(live::routes())
        .merge(api::routes())
        .route("/assets/{*path}", get(assets::serve))
        .with_state(board)
}

/// Ends when the process is asked to stop.
async fn stopped() {
    // a process that cannot be asked to stop is stopped by force; nothing is lost by that
    let _ = tokio::signal::ctrl_c().await;
}
