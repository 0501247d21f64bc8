//! The board: a ledger in a browser, and as a JSON API.
//!
//! Pages are made on the server and can be read without JavaScript; scripts add the map, plots, linked views and keys. All that a
//! page shows is a [`view::View`] of the ledger, and every view has an address. Nothing is fetched from anywhere but here.
//!
//! Invariants: text from articles reaches a page only through `maud`'s escaping; deciding needs an account; the ledger is only
//! ever changed through [`sitrep_ledger::store::Store`].

mod account;
mod api;
mod app;
mod assets;
mod board;
mod cached;
mod context;
mod download;
mod error;
mod feed;
mod follow;
mod guard;
mod index;
mod live;
mod pages;
mod stores;
#[cfg(test)]
mod testing;
mod texts;
pub mod view;

pub use account::{AccountError, Role, check_name, hash_password};
pub use app::{Options, Ready, serve};
pub use error::ServeError;
