//! `sitrep merge|split|confirm|reject|correct|note|undo`: decisions of people, logged and heeded from then on.

use std::io::Write;

use super::{StoreArgs, lookup};
use crate::exit::Outcome;
use crate::output::stdout;

/// Who decides, where.
#[derive(Debug, clap::Args)]
pub struct Desk {
    #[command(flatten)]
    store: StoreArgs,

    /// Who decides; without it, your user name.
    #[arg(long = "as", value_name = "NAME", env = "SITREP_USER", hide_env_values = true)]
    who: Option<String>,
}

impl Desk {
    /// Which ledger.
    pub fn store(&self) -> &StoreArgs {
        &self.store
    }

    /// Who decides.
    pub fn who(&self) -> String {
        let user = || ["USER", "USERNAME", "LOGNAME"].iter().find_map(|v| std::env::var(v).ok());
        self.who.clone().or_else(user).filter(|w| !w.is_empty()).unwrap_or_else(|| "unknown".into())
    }
}

/// What `sitrep merge` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  $ sitrep merge k3v9q0tz7m 8d2hx5wcnr --as desk")]
pub struct Merge {
    /// An incident.
    a: String,
    /// The incident that is the same.
    b: String,
    #[command(flatten)]
    desk: Desk,
}

/// What `sitrep split` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  $ sitrep split k3v9q0tz7m wire-2024-05-12#c1 wire-2024-05-12#c2")]
pub struct Split {
    /// The incident.
    id: String,
    /// The claims that are about another incident, as ARTICLE#CLAIM.
    #[arg(required = true, value_name = "CLAIM")]
    claims: Vec<String>,
    #[command(flatten)]
    desk: Desk,
}

/// What `sitrep confirm` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  $ sitrep confirm k3v9q0tz7m --as desk")]
pub struct Confirm {
    /// The incident.
    id: String,
    #[command(flatten)]
    desk: Desk,
}

/// What `sitrep reject` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  $ sitrep reject k3v9q0tz7m --as desk")]
pub struct Reject {
    /// The incident.
    id: String,
    #[command(flatten)]
    desk: Desk,
}

/// What `sitrep correct` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  $ sitrep correct k3v9q0tz7m killed 12..14\n  $ sitrep correct k3v9q0tz7m date 2024-05-12\n  $ sitrep correct k3v9q0tz7m perpetrators \"Norland Front; Red Band\""
)]
pub struct Correct {
    /// The incident.
    id: String,
    /// The field: type, method, date, place, admin1, country, lat, lon, perpetrators, targets, killed, injured, missing, captured,
    /// displaced.
    field: String,
    /// Its value; an empty one says "unknown".
    value: String,
    #[command(flatten)]
    desk: Desk,
}

/// What `sitrep note` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  $ sitrep note k3v9q0tz7m \"Rang the hospital: 14 admitted\"")]
pub struct Note {
    /// The incident.
    id: String,
    /// The remark.
    text: String,
    #[command(flatten)]
    desk: Desk,
}

/// What `sitrep undo` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  $ sitrep log --incident k3v9q0tz7m\n  $ sitrep undo 17 --as desk\n\nNothing is deleted: undoing is itself an entry of the log, and undoing that brings the decision back."
)]
pub struct Undo {
    /// The number of the decision, as `sitrep log` shows it.
    seq: i64,
    #[command(flatten)]
    desk: Desk,
}

/// A decision.
pub enum Review<'a> {
    /// Two are one.
    Merge(&'a Merge),
    /// One is two.
    Split(&'a Split),
    /// It happened.
    Confirm(&'a Confirm),
    /// It did not.
    Reject(&'a Reject),
    /// A field is other.
    Correct(&'a Correct),
    /// A remark.
    Note(&'a Note),
    /// One is taken back.
    Undo(&'a Undo),
}

/// Logs a decision.
///
/// # Errors
/// If there is no such incident, or it cannot be decided so; then nothing is logged.
pub fn run(review: &Review<'_>) -> anyhow::Result<Outcome> {
    let said = match review {
        Review::Merge(m) => {
            let id = m.desk.store.open()?.merge(&m.a, &m.b, &m.desk.who())?;
            format!("{} and {} are {id} now", m.a, m.b)
        }
        Review::Split(s) => {
            let mut store = s.desk.store.open()?;
            let id = store.split(&s.id, &s.claims, &s.desk.who())?;
            let rest = lookup(&mut store, &s.id)?.id;
            format!("split off as {id}; the rest is {rest}")
        }
        Review::Confirm(c) => {
            c.desk.store.open()?.confirm(&c.id, &c.desk.who())?;
            format!("{} is confirmed", c.id)
        }
        Review::Reject(r) => {
            r.desk.store.open()?.reject(&r.id, &r.desk.who())?;
            format!("{} is rejected; it leaves lists and exports, and its id stays known", r.id)
        }
        Review::Correct(c) => {
            c.desk.store.open()?.correct(&c.id, &c.field, &c.value, &c.desk.who())?;
            format!("{} of {} is corrected", c.field, c.id)
        }
        Review::Note(n) => {
            n.desk.store.open()?.note(&n.id, &n.text, &n.desk.who())?;
            format!("noted on {}", n.id)
        }
        Review::Undo(u) => {
            u.desk.store.open()?.undo(u.seq, &u.desk.who())?;
            format!("decision {} is undone", u.seq)
        }
    };
    let mut out = stdout();
    writeln!(out, "{said}")?;
    out.flush()?;
    Ok(Outcome::Done)
}
