//! `sitrep schema`

use std::io::Write;

use crate::exit::Outcome;

/// What `sitrep schema` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  $ sitrep schema > record.schema.json")]
pub struct Args {}

/// Prints the JSON Schema of a record.
///
/// # Errors
/// If it cannot be written.
pub fn run(_: &Args) -> anyhow::Result<Outcome> {
    let mut out = crate::output::stdout();
    serde_json::to_writer_pretty(&mut out, &sitrep_record::json_schema())?;
    writeln!(out)?;
    out.flush()?;
    Ok(Outcome::Done)
}
