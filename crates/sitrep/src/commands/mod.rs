//! One file for each command: what it takes, and the few lines that do it.

pub mod completions;
pub mod ledger;
pub mod models;
pub mod parse;
pub mod places;
pub mod read;
pub mod schema;

use crate::cli::{Cli, Command};
use crate::commands::ledger::review::{self, Review};
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
        Command::Add(args) => ledger::add::run(&args, offline),
        Command::Reread(args) => ledger::reread::run(&args, offline),
        Command::Incidents(args) => ledger::incidents::run(&args),
        Command::Incident(args) => ledger::incident::run(&args),
        Command::Accords(args) => ledger::accords::run(&args),
        Command::Sources(args) => ledger::sources::run(&args),
        Command::Stats(args) => ledger::stats::run(&args),
        Command::Changes(args) => ledger::changes::run(&args),
        Command::Export(args) => ledger::export::run(&args),
        Command::Import(args) => ledger::import::run(&args),
        Command::Merge(args) => review::run(&Review::Merge(&args)),
        Command::Split(args) => review::run(&Review::Split(&args)),
        Command::Confirm(args) => review::run(&Review::Confirm(&args)),
        Command::Reject(args) => review::run(&Review::Reject(&args)),
        Command::Correct(args) => review::run(&Review::Correct(&args)),
        Command::Note(args) => review::run(&Review::Note(&args)),
        Command::Serve(args) => ledger::serve::run(&args),
        Command::User(args) => ledger::user::run(&args),
        Command::Undo(args) => review::run(&Review::Undo(&args)),
        Command::Log(args) => ledger::log::run(&args),
        Command::Eval(args) => ledger::eval::run(&args, offline),
        Command::Completions(args) => completions::run(&args),
    }
}
