//! `sitrep places import|find|list`

use std::io::Write;
use std::path::PathBuf;

use anyhow::bail;
use sitrep_gazetteer::{Import, Place};

use crate::exit::Outcome;
use crate::output::stdout;
use crate::places;
use crate::render::{columns, safe};

/// What `sitrep places` takes.
///
/// Sitrep carries a world gazetteer (GeoNames, CC BY 4.0). Your own lists are added to it and kept in your data directory, or in the
/// folder that SITREP_PLACES names.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Find a place by any of its spellings
    #[command(
        after_help = "Examples:\n  $ sitrep places find \"Deir Ezzor\"\n  $ sitrep places find Tripoli --in Lebanon"
    )]
    Find {
        /// The name.
        name: String,
        /// Only in this country, by name or ISO code.
        #[arg(long = "in", value_name = "COUNTRY")]
        country: Option<String>,
        /// Print one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Add places of your own: a GeoNames dump, a table with names or p-codes and coordinates, or a JSON list
    #[command(after_help = "Examples:\n  $ sitrep places import SY.txt\n  $ sitrep places import admin3-pcodes.csv")]
    Import {
        /// The files; what they are written in is told from their content.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// List what the gazetteer is made of
    #[command(after_help = "Examples:\n  $ sitrep places list")]
    List,
}

/// Does it.
///
/// # Errors
/// If a file holds no place, or none has the name.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut out = stdout();
    match &args.command {
        Command::Find { name, country, json } => find(name, country.as_deref(), *json, &mut out)?,
        Command::Import { files } => return import(files, &mut out),
        Command::List => {
            let mut rows = vec![["layer", "places", "source", "licence"].map(String::from)];
            for layer in places::open()?.layers() {
                let licence = layer.licence.clone().unwrap_or_else(|| "not told".into());
                rows.push([layer.name.clone(), layer.places.to_string(), layer.source.clone(), licence]);
            }
            write!(out, "{}", columns(&rows))?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn find(name: &str, country: Option<&str>, json: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let gazetteer = places::open()?;
    let found = match country {
        None => gazetteer.find(name),
        Some(country) => match gazetteer.country(country).or_else(|| gazetteer.country_of(country)) {
            Some(known) => gazetteer.find_in(name, known.code),
            None => bail!("no country is called {country:?}; give its English name or ISO code"),
        },
    };
    if found.is_empty() {
        let hint = if country.is_some() { ", leave out --in," } else { "" };
        bail!("no place is called {name:?}; try another spelling{hint} or add places with `sitrep places import FILE`");
    }
    if json {
        for place in &found {
            serde_json::to_writer(&mut *out, place)?;
            writeln!(out)?;
        }
        return Ok(());
    }
    let mut rows =
        vec![["name", "within", "country", "lat", "lon", "stands for", "inhabitants", "id"].map(String::from)];
    rows.extend(found.iter().map(row));
    write!(out, "{}", columns(&rows))?;
    Ok(())
}

fn row(place: &Place) -> [String; 8] {
    let mut within: Vec<&str> =
        [&place.within, &place.admin2, &place.admin1].into_iter().flatten().map(String::as_str).collect();
    within.retain(|w| *w != place.name);
    within.dedup();
    let degrees = |d: Option<f64>| d.map_or(String::new(), |d| format!("{d:.3}"));
    [
        safe(&place.name).into_owned(),
        safe(&within.join(", ")).into_owned(),
        place.country.map_or(String::new(), |c| c.as_str().to_owned()),
        degrees(place.lat),
        degrees(place.lon),
        place.precision.as_str().into(),
        place.population.map_or(String::new(), |p| p.to_string()),
        place.id.as_str().into(),
    ]
}

fn import(files: &[PathBuf], out: &mut impl Write) -> anyhow::Result<Outcome> {
    let mut gazetteer = places::open()?;
    let mut failed = false;
    for file in files {
        let import = match Import::file(file, &gazetteer) {
            Ok(import) => import,
            Err(error) => {
                failed = true;
                anstream::eprintln!("sitrep: {error}");
                continue;
            }
        };
        let report = import.report();
        for problem in report.problems.iter().take(5) {
            anstream::eprintln!("sitrep: {problem}");
        }
        if report.bad > 5 {
            anstream::eprintln!("sitrep: and {} more of such", report.bad - 5);
        }
        let kept = places::keep(&import, file)?;
        let (taken, left_out, bad) = (report.places, report.left_out, report.bad);
        writeln!(
            out,
            "{taken} places from {}, {left_out} other features left out, {bad} bad entries; kept in {}",
            file.display(),
            kept.display()
        )?;
        gazetteer.add(import);
    }
    out.flush()?;
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
}
