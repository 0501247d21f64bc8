//! `sitrep import decisions FILE`

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use sitrep_ledger::export::{Edit, Exported, edits, table};

use super::lookup;
use super::review::Desk;
use crate::exit::Outcome;
use crate::input::Source;
use crate::output::stdout;

/// What `sitrep import` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Take the values that were changed in a table of incidents as corrections, by id
    #[command(
        after_help = "Examples:\n  $ sitrep export --out incidents.csv\n  $ sitrep import decisions incidents.csv --as desk"
    )]
    Decisions {
        /// The table, as `sitrep export` wrote it, with other values in it. A grade of `confirmed` or `discounted` confirms or rejects.
        file: PathBuf,
        #[command(flatten)]
        desk: Desk,
        /// Only tell what would change.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Takes corrections back; a row that cannot be taken is told, and the others are.
///
/// # Errors
/// If it is no such table, or the ledger cannot be written to.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Command::Decisions { file, desk, dry_run } = &args.command;
    let bytes = Source::new(file).bytes()?;
    let rows = table(bytes.as_slice()).with_context(|| format!("cannot use {}", file.display()))?;
    let mut store = desk.store().open()?;
    let who = desk.who();
    let mut out = stdout();
    let (mut changed, mut failed) = (0u64, 0u64);
    for row in rows {
        let taken = lookup(&mut store, &row.id).and_then(|summary| {
            let told = store.told(&summary.id)?;
            let found = edits(&row, &Exported { summary: &summary, told: &told })?;
            for edit in &found {
                match edit {
                    Edit::Correct { field, value } => writeln!(out, "{}: {field} is {value:?}", summary.id)?,
                    Edit::Confirm => writeln!(out, "{}: confirmed", summary.id)?,
                    Edit::Reject => writeln!(out, "{}: rejected", summary.id)?,
                }
                match edit {
                    _ if *dry_run => {}
                    Edit::Correct { field, value } => store.correct(&summary.id, field, value, &who)?,
                    Edit::Confirm => store.confirm(&summary.id, &who)?,
                    Edit::Reject => store.reject(&summary.id, &who)?,
                }
            }
            Ok(found.len() as u64)
        });
        match taken {
            Ok(n) => changed += n,
            Err(error) => {
                failed += 1;
                anstream::eprintln!("sitrep: {}:{}: {error:#}", file.display(), row.number + 1);
            }
        }
    }
    writeln!(out, "{changed} values {}, {failed} rows failed", if *dry_run { "would change" } else { "changed" })?;
    out.flush()?;
    Ok(if failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}
