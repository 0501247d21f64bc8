//! The commands on a ledger: one file for each.

pub mod accords;
pub mod add;
pub mod changes;
pub mod eval;
pub mod export;
mod gather;
pub mod import;
pub mod incident;
pub mod incidents;
pub mod log;
pub mod reread;
pub mod review;
pub mod serve;
mod show;
pub mod sources;
pub mod stats;
pub mod user;

use std::path::PathBuf;

use anyhow::{Context, bail};
use sitrep_ledger::Summary;
use sitrep_ledger::store::{Lookup, Store};

use crate::folders;

/// Which ledger.
#[derive(Debug, clap::Args)]
pub struct StoreArgs {
    /// The ledger's file, or a PostgreSQL database as postgres://USER@HOST:PORT/DATABASE (its password in PGPASSWORD); without
    /// it, sitrep.db in your data directory.
    #[arg(long, value_name = "PATH", env = "SITREP_STORE", hide_env_values = true)]
    store: Option<PathBuf>,
}

impl StoreArgs {
    fn path(&self) -> anyhow::Result<PathBuf> {
        match &self.store {
            Some(path) => Ok(path.clone()),
            None => folders::data("sitrep.db", "SITREP_STORE")
                .context("there is no data directory; say which ledger with --store PATH"),
        }
    }

    /// Opens the ledger, making it if it is not there.
    fn create(&self) -> anyhow::Result<Store> {
        let path = self.path()?;
        let folder = path.parent().filter(|f| !f.as_os_str().is_empty() && !Store::is_address(&path));
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder)?;
        }
        Ok(Store::create(&path)?)
    }

    /// Opens the ledger.
    fn open(&self) -> anyhow::Result<Store> {
        Ok(Store::open(&self.path()?)?)
    }
}

/// The incident of an id, following where it went.
fn lookup(store: &mut Store, id: &str) -> anyhow::Result<Summary> {
    match store.incident(id)? {
        Lookup::Incident(summary) => Ok(*summary),
        Lookup::Redirect { became } => {
            anstream::eprintln!("sitrep: {id} is part of {became} now");
            match store.incident(&became)? {
                Lookup::Incident(summary) => Ok(*summary),
                _ => bail!("{id} is part of {became}, which cannot be shown; `sitrep reread` repairs it"),
            }
        }
        Lookup::Tombstone => bail!("{id} is gone: a newer reading of its article no longer tells of it"),
    }
}
