//! `sitrep accords`

use std::io::Write;

use sitrep_ledger::accord::{AccordView, Relation};
use sitrep_ledger::store::Store;

use super::{StoreArgs, show};
use crate::exit::Outcome;
use crate::output::stdout;
use crate::render::safe;

const EXAMPLES: &str = r#"Examples:
  $ sitrep accords
  $ sitrep accords --json"#;

/// What `sitrep accords` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    /// Print one JSON object a line.
    #[arg(long)]
    json: bool,
}

/// Lists truces and deals over time, each with the incidents reported while it was in force.
///
/// # Errors
/// If the ledger cannot be read.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut store = args.store.open()?;
    let mut out = stdout();
    let accords = store.accords()?;
    if accords.is_empty() && !args.json {
        writeln!(out, "No accord.")?;
    }
    for accord in &accords {
        match args.json {
            true => json(&mut store, accord, &mut out)?,
            false => show_one(&mut store, accord, &mut out)?,
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn json(store: &mut Store, accord: &AccordView, out: &mut impl Write) -> anyhow::Result<()> {
    let under: Vec<_> = store
        .under(accord)?
        .into_iter()
        .map(|(relation, s)| serde_json::json!({"relation": relation, "incident": s.id}))
        .collect();
    serde_json::to_writer(&mut *out, &serde_json::json!({"accord": accord, "reported_while_in_force": under}))?;
    Ok(writeln!(out)?)
}

fn show_one(store: &mut Store, accord: &AccordView, out: &mut impl Write) -> anyhow::Result<()> {
    let conflict = accord.conflict.as_deref().unwrap_or("conflict unknown");
    writeln!(out, "{}: {}, {}", show::name(&accord.kind), safe(conflict), show::name(&accord.stage))?;
    if !accord.parties.is_empty() {
        writeln!(out, "  parties: {}", safe(&accord.parties.join(", ")))?;
    }
    if !accord.excluded.is_empty() {
        writeln!(out, "  not covered: {}", safe(&accord.excluded.join(", ")))?;
    }
    match (accord.effective_from, accord.effective_to) {
        (Some(from), Some(to)) => writeln!(out, "  in force: {from} to {to}")?,
        (Some(from), None) => writeln!(out, "  in force: from {from}")?,
        _ => {}
    }
    for stage in &accord.stages {
        let day = stage.day.map_or_else(|| "undated".into(), |d| d.to_string());
        let how = if stage.announced { "announced" } else { "reported" };
        let effective = stage.effective.as_ref().map_or_else(String::new, |e| format!(", to take effect {e}"));
        writeln!(out, "  {day} {how}: {}{} ({})", show::name(&stage.stage), safe(&effective), safe(&stage.article))?;
    }
    for (relation, title) in [
        (Relation::Violation, "reported violations"),
        (Relation::Excluded, "with actors that it does not cover"),
        (Relation::Area, "in the country, no party named"),
    ] {
        let under: Vec<_> = store.under(accord)?.into_iter().filter(|(r, _)| *r == relation).collect();
        if under.is_empty() {
            continue;
        }
        writeln!(out, "  {title}: {}", under.len())?;
        for (_, s) in under {
            writeln!(
                out,
                "    {} {} {} at {}",
                s.id,
                show::dates(&s.date),
                show::name(&s.kind),
                safe(&show::place(s.place.as_ref()))
            )?;
        }
    }
    Ok(writeln!(out)?)
}
