//! The pages: one file each, and the parts that several show.

mod board;
mod figures;
mod filters;
mod layout;
pub mod links;
mod preferences;
mod problem;
pub mod words;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;

use crate::board::Board;
pub use layout::{Page, layout};
pub use problem::Problem;

/// The addresses of all pages.
pub fn routes() -> Router<Arc<Board>> {
    Router::new().route("/", get(board::page)).fallback(problem::none).layer(from_fn(preferences::keep))
}
