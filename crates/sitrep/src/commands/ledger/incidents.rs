//! `sitrep incidents`

use std::io::Write;

use anyhow::{Context, bail};
use sitrep_ledger::Summary;
use sitrep_ledger::store::{Filter, Near};
use sitrep_record::Effect;

use super::{StoreArgs, show};
use crate::exit::Outcome;
use crate::output::stdout;
use crate::render::{columns, safe};

const EXAMPLES: &str = r#"Examples:
  $ sitrep incidents --from 2024-05-01 --to 2024-05-31
  $ sitrep incidents --country SY --type airstrike --min 10
  $ sitrep incidents --near 36.2,37.16,15 --contested
  $ sitrep incidents --text '"field hospital"' --json"#;

/// Which incidents.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// Not over before this day.
    #[arg(long, value_name = "DATE")]
    from: Option<jiff::civil::Date>,

    /// Begun by this day.
    #[arg(long, value_name = "DATE")]
    to: Option<jiff::civil::Date>,

    /// At, or within, a place or province of this name (its beginning is enough).
    #[arg(long = "in", value_name = "PLACE")]
    place: Option<String>,

    /// Within so many kilometres (10, if not said) of a point in degrees.
    #[arg(long, value_name = "LAT,LON[,KM]")]
    near: Option<String>,

    /// In this country, by its two letters.
    #[arg(long, value_name = "CODE")]
    country: Option<String>,

    /// Of this type: airstrike, shelling, explosion, clash, …
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,

    /// With this actor as perpetrator or target.
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,

    /// With a figure of this source.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// With a number for this effect: killed, injured, missing, captured, displaced.
    #[arg(long, value_name = "EFFECT")]
    effect: Option<String>,

    /// With at least so many (killed, or of --effect) as the best figure.
    #[arg(long, value_name = "N")]
    min: Option<u64>,

    /// Only those whose figures or responsibility are contested.
    #[arg(long)]
    contested: bool,

    /// With these words in an article; words with marks in double quotes.
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,

    /// Those too that a person rejected.
    #[arg(long)]
    rejected: bool,
}

impl Which {
    /// As the ledger's filter.
    ///
    /// # Errors
    /// If a value cannot be understood.
    pub fn filter(&self) -> anyhow::Result<Filter> {
        let word = |value: &str| serde_json::from_value::<Effect>(value.into());
        let effect =
            self.effect.as_deref().map(|e| word(e).with_context(|| format!("{e:?} is no effect"))).transpose()?;
        if let Some(kind) = &self.kind
            && serde_json::from_value::<sitrep_record::IncidentType>(kind.as_str().into()).is_err()
        {
            bail!("{kind:?} is no type of incident");
        }
        Ok(Filter {
            from: self.from,
            to: self.to,
            country: self.country.clone(),
            place: self.place.clone(),
            near: self.near.as_deref().map(near).transpose()?,
            kind: self.kind.clone(),
            actor: self.actor.clone(),
            source: self.source.clone(),
            effect,
            min: self.min,
            contested: self.contested,
            text: self.text.clone(),
            rejected: self.rejected,
            limit: None,
        })
    }
}

fn near(text: &str) -> anyhow::Result<Near> {
    let numbers: Vec<f64> = text.split(',').map(|n| n.trim().parse()).collect::<Result<_, _>>().unwrap_or_default();
    match numbers[..] {
        [lat, lon] if lat.abs() <= 90.0 && lon.abs() <= 180.0 => Ok(Near { lat, lon, km: 10.0 }),
        [lat, lon, km] if lat.abs() <= 90.0 && lon.abs() <= 180.0 && km > 0.0 => Ok(Near { lat, lon, km }),
        _ => bail!("{text:?} is no point; write latitude, longitude and perhaps kilometres, as 36.2,37.16,15"),
    }
}

/// What `sitrep incidents` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    which: Which,

    /// No more than so many.
    #[arg(long, value_name = "N")]
    limit: Option<u32>,

    /// Print one JSON object a line.
    #[arg(long)]
    json: bool,
}

/// Lists them.
///
/// # Errors
/// If the ledger cannot be read.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let filter = Filter { limit: args.limit, ..args.which.filter()? };
    let found = args.store.open()?.incidents(&filter)?;
    let mut out = stdout();
    if args.json {
        for summary in &found {
            serde_json::to_writer(&mut out, summary)?;
            writeln!(out)?;
        }
    } else if found.is_empty() {
        writeln!(out, "No incident.")?;
    } else {
        write!(out, "{}", table(&found))?;
        writeln!(out, "\n{} incidents", found.len())?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The longest place that is shown whole.
const PLACE: usize = 44;

/// Incidents as rows.
pub fn table(incidents: &[Summary]) -> String {
    let mut rows = vec![["id", "date", "type", "place", "killed", "injured", "articles", "grade"].map(String::from)];
    for s in incidents {
        let mut place = show::place(s.place.as_ref());
        if place.chars().count() > PLACE {
            place = place.chars().take(PLACE - 1).collect::<String>() + "…";
        }
        rows.push([
            s.id.clone(),
            show::dates(&s.date),
            show::name(&s.kind),
            safe(&place).into_owned(),
            safe(&show::of_effect(s, Effect::Killed)).into_owned(),
            safe(&show::of_effect(s, Effect::Injured)).into_owned(),
            s.articles.len().to_string(),
            s.grade.words().to_owned(),
        ]);
    }
    columns(&rows)
}
