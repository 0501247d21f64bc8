//! `sitrep stats`

use std::io::Write;

use super::StoreArgs;
use crate::exit::Outcome;
use crate::output::stdout;

const EXAMPLES: &str = r#"Examples:
  $ sitrep stats
  $ sitrep stats --store war.db --json"#;

/// What `sitrep stats` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    /// Print it as JSON.
    #[arg(long)]
    json: bool,
}

/// Tells how much there is.
///
/// # Errors
/// If the ledger cannot be read.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let s = args.store.open()?.stats()?;
    let mut out = stdout();
    if args.json {
        serde_json::to_writer(&mut out, &s)?;
        writeln!(out)?;
    } else {
        writeln!(out, "{} articles, {} of them copies of another", s.articles, s.copies)?;
        writeln!(
            out,
            "{} incidents, told {} times; {} with coordinates, {} with a day",
            s.incidents, s.mentions, s.located, s.dated
        )?;
        for (title, counts) in [("grades", &s.grades), ("types", &s.types)] {
            let counts: Vec<String> =
                counts.iter().map(|(what, n)| format!("{} {n}", what.replace('_', " "))).collect();
            writeln!(out, "{title}: {}", counts.join(", "))?;
        }
        writeln!(out, "{} decisions of people", s.decisions)?;
        let blocks: Vec<String> = s.largest_blocks.iter().map(ToString::to_string).collect();
        writeln!(out, "largest blocks: {}", blocks.join(", "))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
