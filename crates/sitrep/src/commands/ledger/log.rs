//! `sitrep log`

use std::io::Write;

use sitrep_ledger::store::{Decision, Logged};

use super::{StoreArgs, lookup};
use crate::exit::Outcome;
use crate::output::stdout;
use crate::render::safe;

const EXAMPLES: &str = r#"Examples:
  $ sitrep log
  $ sitrep log --incident k3v9q0tz7m
  $ sitrep log --json | jq 'select(.who == "desk")'"#;

/// What `sitrep log` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Only decisions about this incident, or about what became part of it.
    #[arg(long, value_name = "ID")]
    incident: Option<String>,

    #[command(flatten)]
    store: StoreArgs,

    /// Print one JSON object a line.
    #[arg(long)]
    json: bool,
}

/// Lists what people decided, in order.
///
/// # Errors
/// If the ledger cannot be read, or there is no such incident.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut store = args.store.open()?;
    let log = match &args.incident {
        Some(id) => {
            let now = lookup(&mut store, id)?.id;
            store.decisions_about(&now)?
        }
        None => store.decisions()?,
    };
    let mut out = stdout();
    if log.is_empty() && !args.json {
        writeln!(out, "No decision.")?;
    }
    for logged in &log {
        match args.json {
            true => {
                serde_json::to_writer(&mut out, logged)?;
                writeln!(out)?;
            }
            false => writeln!(out, "{}", safe(&line(logged)))?,
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// An entry in a line: its number, when, who, what.
pub fn line(logged: &Logged) -> String {
    let undone = logged.undone_by.map_or_else(String::new, |by| format!(" (undone by {by})"));
    format!("{:>4}  {}  {}: {}{undone}", logged.seq, logged.at, logged.who, words(&logged.decision))
}

fn words(decision: &Decision) -> String {
    let first = |ids: &[String]| ids.first().cloned().unwrap_or_default();
    match decision {
        Decision::Confirm { incident } => format!("confirmed {incident}"),
        Decision::Reject { incident } => format!("rejected {incident}"),
        Decision::Correct { incident, field, value } if value.trim().is_empty() => {
            format!("set {field} of {incident} to unknown")
        }
        Decision::Correct { incident, field, value } => format!("set {field} of {incident} to {value}"),
        Decision::Merge { a, b } => format!("merged {} and {}", first(a), first(b)),
        Decision::Split { incident, leave, .. } => format!("split {} off {incident}", leave.join(", ")),
        Decision::Note { incident, text } => format!("noted on {incident}: {text}"),
        Decision::Undo { of } => format!("undid {of}"),
    }
}
