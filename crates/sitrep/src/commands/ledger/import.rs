//! `sitrep import decisions FILE`

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};
use sitrep_ledger::export::{Edit, Exported, Row, edits, table, touched};
use sitrep_ledger::store::{Decision, Logged, Lookup, Store};

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
    ///
    /// A `grade` of `confirmed` or `discounted` confirms or rejects an incident. Two columns may be added: `note`, for a remark, and
    /// `merge_into`, for the id of the incident that this one is part of. What changed in the ledger since the export stays as it is.
    #[command(
        after_help = "Examples:\n  $ sitrep export --out incidents.csv\n  $ sitrep import decisions incidents.csv --as desk"
    )]
    Decisions {
        /// The table, as `sitrep export` wrote it and a spreadsheet saved it (CSV in UTF-8), with other values in it.
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
    // an incident that is part of another can no longer be corrected, so merges wait until all else is taken
    let mut merges = Vec::new();
    let mut fail = |row: &Row, error: anyhow::Error| {
        failed += 1;
        anstream::eprintln!("sitrep: {}: row {}: {error:#}", file.display(), row.number);
    };
    for row in &rows {
        let taken = found(&mut store, row).and_then(|found| {
            let mut taken = 0;
            for edit in found {
                match &edit {
                    Edit::MergeInto(into) => {
                        merges.push((row, into.clone()));
                        continue;
                    }
                    Edit::Correct { field, value } => writeln!(out, "{}: {field} is {value:?}", row.id)?,
                    Edit::Confirm => writeln!(out, "{}: confirmed", row.id)?,
                    Edit::Reject => writeln!(out, "{}: rejected", row.id)?,
                    Edit::Note(text) => writeln!(out, "{}: noted {text:?}", row.id)?,
                }
                match &edit {
                    _ if *dry_run => {}
                    Edit::Correct { field, value } => store.correct(&row.id, field, value, &who)?,
                    Edit::Confirm => store.confirm(&row.id, &who)?,
                    Edit::Reject => store.reject(&row.id, &who)?,
                    Edit::Note(text) => store.note(&row.id, text, &who)?,
                    Edit::MergeInto(_) => {}
                }
                taken += 1;
            }
            Ok(taken)
        });
        match taken {
            Ok(n) => changed += n,
            Err(error) => fail(row, error),
        }
    }
    for (row, into) in merges {
        let merged = match store.incident(&into) {
            Err(error) => Err(error.into()),
            Ok(_) if *dry_run => Ok(()),
            Ok(_) => store.merge(&row.id, &into, &who).map(drop).map_err(Into::into),
        };
        match merged {
            Ok(()) => {
                changed += 1;
                writeln!(out, "{}: merged with {into}", row.id)?;
            }
            Err(error) => fail(row, error),
        }
    }
    writeln!(out, "{changed} values {}, {failed} rows failed", if *dry_run { "would change" } else { "changed" })?;
    out.flush()?;
    Ok(if failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// What a person changed in a row, less what the ledger knows already.
fn found(store: &mut Store, row: &Row) -> anyhow::Result<Vec<Edit>> {
    let summary = match store.incident(&row.id)? {
        Lookup::Incident(summary) => summary,
        Lookup::Redirect { became } => {
            let log = store.decisions_about(&row.id)?;
            match touched(row).into_iter().find(|field| !is_logged(&log, row, field)) {
                None => return Ok(Vec::new()),
                Some(field) => {
                    bail!("{} is part of {became} now; export the table again and change its {field} there", row.id)
                }
            }
        }
        Lookup::Tombstone => bail!("{} is gone: a newer reading of its article no longer tells of it", row.id),
    };
    let told = store.told(&summary.id)?;
    let mut found = edits(row, &Exported { summary: &summary, told: &told })?;
    if found.iter().any(|e| matches!(e, Edit::Note(_))) && is_logged(&store.decisions_about(&row.id)?, row, "note") {
        found.retain(|e| !matches!(e, Edit::Note(_)));
    }
    if let Some(Edit::MergeInto(into)) = found.last()
        && matches!(store.incident(into)?, Lookup::Redirect { became } if became == summary.id)
    {
        found.pop();
    }
    Ok(found)
}

/// Whether a person's decision about a field of a row's incident stands in the log already.
fn is_logged(log: &[Logged], row: &Row, field: &str) -> bool {
    log.iter().filter(|l| l.undone_by.is_none()).any(|l| match &l.decision {
        Decision::Correct { incident, field: corrected, .. } => *incident == row.id && corrected == field,
        Decision::Confirm { incident } | Decision::Reject { incident } => *incident == row.id && field == "grade",
        Decision::Note { text, .. } => field == "note" && row.note() == Some(text),
        _ => false,
    })
}
