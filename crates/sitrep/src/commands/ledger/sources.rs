//! `sitrep sources`

use std::io::Write;

use super::StoreArgs;
use crate::exit::Outcome;
use crate::output::stdout;
use crate::render::{columns, safe};

const EXAMPLES: &str = r#"Examples:
  $ sitrep sources
  $ sitrep sources --json"#;

/// What `sitrep sources` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    /// Print one JSON object a line.
    #[arg(long)]
    json: bool,
}

/// Lists sources: how many figures each gives, and how they stand beside others'.
///
/// # Errors
/// If the ledger cannot be read.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let rows = args.store.open()?.sources()?;
    let mut out = stdout();
    if args.json {
        for row in &rows {
            serde_json::to_writer(&mut out, row)?;
            writeln!(out)?;
        }
    } else {
        let mut table = vec![
            ["source", "incidents", "figures", "beside others", "first", "contested", "below median", "above median"]
                .map(String::from),
        ];
        table.extend(rows.iter().map(|r| {
            let c = &r.counts;
            let numbers =
                [c.incidents, c.figures, c.compared, c.first, c.contested, c.below, c.above].map(|n| n.to_string());
            let [a, b, c, d, e, f, g] = numbers;
            [safe(&r.name).into_owned(), a, b, c, d, e, f, g]
        }));
        write!(out, "{}", columns(&table))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
