//! `sitrep export`

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use sitrep_ledger::Summary;
use sitrep_ledger::export::{self, Exported};
use sitrep_record::Record;

use super::StoreArgs;
use super::incidents::Which;
use crate::exit::Outcome;

const EXAMPLES: &str = r#"Examples:
  $ sitrep export > incidents.csv
  $ sitrep export --claims --country SY --out claims.csv
  $ sitrep export --format geojson --from 2024-05-01 > may.geojson
  $ sitrep export --format json > ledger.jsonl"#;

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A row for each incident, or for each claim with --claims
    Csv,
    /// An incident a line, with all its sources' figures and how they were derived
    Json,
    /// A feature for each incident; those without coordinates have no geometry
    Geojson,
}

/// What `sitrep export` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    which: Which,

    /// The form.
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,

    /// A row for each claim (CSV only).
    #[arg(long)]
    claims: bool,

    /// Write to this file.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes incidents in a form that others read.
///
/// # Errors
/// If the ledger cannot be read or the file not be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    anyhow::ensure!(!args.claims || args.format == Format::Csv, "--claims is for CSV");
    let mut store = args.store.open()?;
    let found = store.incidents(&args.which.filter()?)?;
    let mut all: Vec<(Summary, Vec<(Arc<Record>, String)>)> = Vec::with_capacity(found.len());
    for summary in found {
        let told = store.told(&summary.id)?;
        all.push((summary, told));
    }
    let rows = all.iter().map(|(summary, told)| Exported { summary, told });
    let mut out: Box<dyn Write> = match &args.out {
        Some(path) => {
            Box::new(BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?))
        }
        None => Box::new(BufWriter::with_capacity(1 << 16, std::io::stdout().lock())),
    };
    match (args.format, args.claims) {
        (Format::Csv, false) => export::incidents(rows, &mut out)?,
        (Format::Csv, true) => export::claims(rows, &mut out)?,
        (Format::Geojson, _) => export::geojson(rows, &mut out)?,
        (Format::Json, _) => {
            for one in rows {
                serde_json::to_writer(&mut out, one.summary)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
