//! `sitrep serve`

use std::net::SocketAddr;

use sitrep_server::{Options, serve};

use super::StoreArgs;
use crate::exit::Outcome;

const EXAMPLES: &str = r#"Examples:
  $ sitrep serve
  $ sitrep serve --store war.db --bind 127.0.0.1:9000"#;

/// What `sitrep serve` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    /// The address to serve at; port 0 takes a free one.
    #[arg(
        long,
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8730",
        env = "SITREP_BIND",
        hide_env_values = true
    )]
    bind: SocketAddr,

    /// Let everybody read, at an address that other machines can reach; without it, they are asked to log in.
    #[arg(long)]
    public_reading: bool,

    /// Take passwords over plain http from other machines: only on a network that you trust, or behind a proxy that does not tell
    /// that it speaks https.
    #[arg(long)]
    plain_http: bool,
}

/// Serves until it is told to stop.
///
/// # Errors
/// If the ledger cannot be read or the address not be had.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let options = Options {
        store: args.store.path()?,
        bind: args.bind,
        public_reading: args.public_reading,
        plain_http: args.plain_http,
    };
    serve(options, |ready| anstream::eprintln!("Sitrep is at http://{} (Ctrl+C stops it)", ready.address))?;
    Ok(Outcome::Done)
}
