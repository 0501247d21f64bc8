//! `sitrep export`

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use sitrep_gazetteer::Gazetteer;
use sitrep_ledger::Summary;
use sitrep_ledger::export::{self, Countries, Exported};
use sitrep_record::Record;

use super::StoreArgs;
use super::incidents::Which;
use crate::exit::Outcome;

const EXAMPLES: &str = r#"Examples:
  $ sitrep export > incidents.csv
  $ sitrep export --claims --country SY --out claims.csv
  $ sitrep export --format geojson --from 2024-05-01 > may.geojson
  $ sitrep export --format parquet --out incidents.parquet
  $ sitrep export --format acled --hxl > acled.csv
  $ sitrep export --format json > ledger.jsonl"#;

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A row for each incident, or for each claim with --claims
    Csv,
    /// An incident a line, with all its sources' figures and how they were derived
    Json,
    /// The rows of CSV with typed columns: days, whole numbers, lists of names
    Parquet,
    /// A feature for each incident; those without coordinates have no geometry
    Geojson,
    /// ACLED's 31 columns; fatalities by its rule: the lowest figure, dozens = 12
    Acled,
    /// The 49 columns of UCDP's georeferenced events, with best, high and low
    Ucdp,
    /// PLOVER's events, one JSON object a line
    Plover,
}

/// Country names from the gazetteer.
struct World(Gazetteer);

impl Countries for World {
    fn name(&self, code: &str) -> Option<String> {
        Some(self.0.country(code)?.name.clone())
    }

    fn iso3(&self, code: &str) -> Option<String> {
        Some(self.0.country(code)?.iso3.clone())
    }
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

    /// A row for each claim (CSV and Parquet).
    #[arg(long)]
    claims: bool,

    /// Add a row of HXL hashtags below the head (tables only).
    #[arg(long)]
    hxl: bool,

    /// Write to this file.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The records that tell of an incident, each with the incident's id in it.
type Told = Vec<(Arc<Record>, String)>;

/// Writes incidents in a form that others read.
///
/// # Errors
/// If the ledger cannot be read or the file not be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let claims = matches!(args.format, Format::Csv | Format::Parquet);
    anyhow::ensure!(!args.claims || claims, "--claims is for CSV and Parquet");
    anyhow::ensure!(
        args.format != Format::Parquet || args.out.is_some() || !std::io::stdout().is_terminal(),
        "Parquet is nothing to look at; name a file with --out"
    );
    let table = matches!(args.format, Format::Csv | Format::Acled | Format::Ucdp) && !args.claims;
    anyhow::ensure!(!args.hxl || table, "--hxl is for tables of incidents");
    let mut store = args.store.open()?;
    let found = store.incidents(&args.which.filter()?)?;
    let mut all: Vec<(Summary, Told)> = Vec::with_capacity(found.len());
    for summary in found {
        let told = store.told(&summary.id)?;
        all.push((summary, told));
    }
    let rows = all.iter().map(|(summary, told)| Exported { summary, told });
    let mut out: Box<dyn Write + Send> = match &args.out {
        Some(path) => {
            Box::new(BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?))
        }
        None => Box::new(BufWriter::with_capacity(1 << 16, std::io::stdout())),
    };
    match (args.format, args.claims) {
        (Format::Csv, false) => export::incidents(rows, args.hxl, &mut out)?,
        (Format::Csv, true) => export::claims(rows, &mut out)?,
        (Format::Parquet, false) => export::parquet(rows, &mut out)?,
        (Format::Parquet, true) => export::parquet_claims(rows, &mut out)?,
        (Format::Geojson, _) => export::geojson(rows, &mut out)?,
        (Format::Acled, _) => export::acled(rows, &World(Gazetteer::embedded()?), args.hxl, &mut out)?,
        (Format::Ucdp, _) => export::ucdp(rows, &World(Gazetteer::embedded()?), args.hxl, &mut out)?,
        (Format::Plover, _) => export::plover(rows, &World(Gazetteer::embedded()?), &mut out)?,
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
