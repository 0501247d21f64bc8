//! `sitrep incident ID`

use std::io::Write;

use sitrep_ledger::Summary;
use sitrep_ledger::store::Member;
use sitrep_ledger::toll::{Series, figure};

use super::{StoreArgs, log, lookup, show};
use crate::exit::Outcome;
use crate::output::stdout;
use crate::render::safe;

const EXAMPLES: &str = r#"Examples:
  $ sitrep incident k3v9q0tz7m
  $ sitrep incident k3v9q0tz7m --why
  $ sitrep incident k3v9q0tz7m --json"#;

/// What `sitrep incident` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The incident's id; an id that it had before will do.
    id: String,

    #[command(flatten)]
    store: StoreArgs,

    /// Print why each article's incident is part of it, and how each figure and the grade were derived.
    #[arg(long)]
    why: bool,

    /// Print it as JSON, with the reasons.
    #[arg(long)]
    json: bool,
}

/// Shows it.
///
/// # Errors
/// If there is no such incident.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut store = args.store.open()?;
    let summary = lookup(&mut store, &args.id)?;
    let members = store.members(&summary.id)?;
    let checks = store.checks(&summary.id)?;
    let decisions = store.decisions_about(&summary.id)?;
    let mut out = stdout();
    if args.json {
        let all = serde_json::json!({"incident": summary, "members": members, "sums": checks, "decisions": decisions});
        serde_json::to_writer_pretty(&mut out, &all)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    head(&summary, &mut out)?;
    tolls(&summary, &mut out)?;
    for check in &checks {
        writeln!(out, "\nSum in {}: {}", safe(&check.sum.article), safe(&check.explanation.because))?;
        for part in &check.explanation.parts {
            writeln!(out, "  {}: {}", part.what, safe(&part.because))?;
        }
    }
    responsibility(&summary, &mut out)?;
    articles(&members, &mut out)?;
    if !decisions.is_empty() {
        writeln!(out, "\nDecisions")?;
    }
    for logged in &decisions {
        writeln!(out, "{}", safe(&log::line(logged)))?;
    }
    if args.why {
        why(&summary, &members, &mut out)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn head(s: &Summary, out: &mut impl Write) -> anyhow::Result<()> {
    let method = s.method.as_ref().map_or_else(String::new, |m| format!(" ({m})"));
    writeln!(
        out,
        "{} {}{} at {}, {}",
        s.id,
        show::name(&s.kind),
        safe(&method),
        safe(&show::place(s.place.as_ref())),
        show::dates(&s.date)
    )?;
    let by = if s.perpetrators.is_empty() { "unknown".into() } else { s.perpetrators.join(", ") };
    writeln!(out, "By: {}", safe(&by))?;
    if !s.targets.is_empty() {
        writeln!(out, "Hit: {}", safe(&s.targets.join(", ")))?;
    }
    writeln!(out, "Grade: {} ({})", s.grade.words(), safe(&s.grade_explanation.because))?;
    Ok(())
}

fn tolls(s: &Summary, out: &mut impl Write) -> anyhow::Result<()> {
    for toll in &s.tolls {
        writeln!(out, "\n{}: {}", show::name(&toll.effect), safe(&show::toll(&toll.together)))?;
        for status in &toll.by_status {
            writeln!(out, "  of them {}s: {}", show::name(&status.status), safe(&show::toll(&status.together)))?;
        }
        for series in &toll.sources {
            writeln!(out, "  {}", safe(&line(series)))?;
        }
    }
    Ok(())
}

fn line(series: &Series) -> String {
    let latest = &series.latest;
    let day = latest.as_of.map_or_else(|| "undated".into(), |d| d.to_string());
    let earlier: Vec<String> = series.earlier.iter().map(|s| figure(&s.count)).collect();
    let before = if earlier.is_empty() { String::new() } else { format!("; before: {}", earlier.join(", ")) };
    let beside: Vec<String> = series
        .beside
        .iter()
        .map(|s| format!("{} {}", figure(&s.count), s.victims.as_deref().unwrap_or("")).trim().to_owned())
        .collect();
    let beside = if beside.is_empty() { String::new() } else { format!("; beside it: {}", beside.join(", ")) };
    let denied = if latest.polarity == sitrep_record::Polarity::Denied { " denied" } else { "" };
    let group = latest.group.as_ref().map_or_else(String::new, |g| format!(" of {g}"));
    format!(
        "{:>8}{group}{denied}  {} ({day}, {}#{}){before}{beside}",
        figure(&latest.count),
        series.authority.name,
        latest.article,
        latest.claim
    )
}

fn responsibility(s: &Summary, out: &mut impl Write) -> anyhow::Result<()> {
    if s.responsibility.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nResponsibility")?;
    let mut said = std::collections::BTreeMap::<String, usize>::new();
    for r in &s.responsibility {
        let by: Vec<&str> = r.by.iter().map(|b| b.name.as_str()).collect();
        let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
        *said.entry(format!("{} {}{by}", r.actor.name, show::name(&r.stance))).or_default() += 1;
    }
    for (line, times) in said {
        let times = if times > 1 { format!(" ({times} times)") } else { String::new() };
        writeln!(out, "  {}{times}", safe(&line))?;
    }
    Ok(())
}

fn articles(members: &[Member], out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "\nArticles")?;
    for member in members {
        let r = &member.record;
        let day = r.published.map_or_else(|| "undated".into(), |d| d.to_string());
        let title = r.title.as_deref().unwrap_or("untitled");
        let outlet = r.outlet.as_deref().unwrap_or("outlet unknown");
        writeln!(out, "  {day}  {}  {}  {}", safe(&r.id), safe(outlet), safe(title))?;
        if let Some(url) = &r.url {
            writeln!(out, "              {}", safe(url))?;
        }
    }
    Ok(())
}

fn why(s: &Summary, members: &[Member], out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "\nWhy these are one incident")?;
    for member in members {
        match &member.why {
            None => writeln!(out, "  {} is alone", safe(&member.record.id))?,
            Some(why) => {
                writeln!(out, "  {} {} ({})", safe(&member.record.id), member.incident, member.id)?;
                for line in why.lines() {
                    writeln!(out, "    {}", safe(&line))?;
                }
            }
        }
    }
    for toll in &s.tolls {
        writeln!(out, "\nHow {} was derived", show::name(&toll.effect))?;
        for line in toll.explanation.lines() {
            writeln!(out, "  {}", safe(&line))?;
        }
    }
    Ok(())
}
