//! `sitrep changes --since DATE`

use std::io::Write;

use super::StoreArgs;
use crate::exit::Outcome;
use crate::output::stdout;

const EXAMPLES: &str = r#"Examples:
  $ sitrep changes --since 2024-05-12
  $ sitrep changes --since 2024-05-12T08:00:00Z --json"#;

/// What `sitrep changes` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// From this day or moment (UTC) on.
    #[arg(long, value_name = "DATE")]
    since: String,

    #[command(flatten)]
    store: StoreArgs,

    /// Print one JSON object a line.
    #[arg(long)]
    json: bool,
}

/// Lists what a copy of the ledger must add, update, redirect or delete to keep up.
///
/// # Errors
/// If the ledger cannot be read.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let known = args.since.parse::<jiff::civil::Date>().is_ok() || args.since.parse::<jiff::Timestamp>().is_ok();
    anyhow::ensure!(known, "{:?} is no day; write it as 2024-05-12, or a moment as 2024-05-12T08:00:00Z", args.since);
    let changes = args.store.open()?.changes(&args.since)?;
    let mut out = stdout();
    for change in &changes {
        match args.json {
            true => {
                serde_json::to_writer(&mut out, change)?;
                writeln!(out)?;
            }
            false => {
                let became = change.became.as_ref().map_or_else(String::new, |b| format!(" to {b}"));
                writeln!(out, "{}  {}  {}{became}", change.at, change.incident, change.kind)?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
