//! One file for each command: what it takes, and the few lines that do it.

pub mod completions;
pub mod models;
pub mod parse;
pub mod places;
pub mod read;
pub mod schema;

use crate::cli::{Cli, Command};
use crate::exit::Outcome;

/// Runs what was typed.
///
/// # Errors
/// Whatever stopped it, in words for the user.
pub fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let offline = cli.offline;
    match cli.command {
        Command::Read(args) => read::run(&args, offline),
        Command::Parse(args) => parse::run(&args, offline),
        Command::Models(args) => models::run(&args, offline),
        Command::Places(args) => places::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
    }
}
