//! Truces and deals over time: what articles tell of one accord becomes one object with its stages, and the incidents that
//! were reported after it took effect stand beside it.

mod join;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sitrep_record::{Accord, AccordKind, Record, Source, Stage, Stance};

pub use join::{AccordKey, joined};

use join::is_plan;

use crate::fold::fold;
use crate::summary::Summary;

/// One accord over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccordView {
    /// Permanent id.
    pub id: String,
    /// What it is called most often.
    pub kind: AccordKind,
    /// The war, as articles name it.
    pub conflict: Option<String>,
    /// The country that most incidents of its articles lie in, ISO 3166-1; none if they tell of none.
    pub country: Option<String>,
    /// All parties that an article names.
    pub parties: Vec<String>,
    /// Whom it does not protect.
    pub excluded: Vec<String>,
    /// Its terms.
    pub terms: Vec<String>,
    /// What was told of it, by day.
    pub stages: Vec<StageTold>,
    /// The stage that was told last.
    pub stage: Stage,
    /// Since when it is in force, by the latest article that tells; a plan puts nothing in force.
    pub effective_from: Option<Date>,
    /// Its last day, by the latest article that tells.
    pub effective_to: Option<Date>,
    /// Until when incidents are set beside it: its last day, else the day that it is told to have ended, else three months after
    /// it was last told of.
    pub watched_until: Option<Date>,
    /// The articles that tell of it.
    pub articles: Vec<String>,
}

/// An accord of whose end nothing is told is taken to be watched for so many days after it was last told of.
const WATCHED_DAYS: i32 = 90;

/// A stage as one article tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageTold {
    /// The stage.
    pub stage: Stage,
    /// When it was announced, else the day of the article.
    pub day: Option<Date>,
    /// Whether `day` is the announcement's.
    pub announced: bool,
    /// Who announced it.
    pub announced_by: Vec<Source>,
    /// Who confirmed it.
    pub confirmed_by: Vec<Source>,
    /// When it takes effect, in the article's words.
    pub effective: Option<String>,
    /// The article.
    pub article: String,
}

/// An accord of one record.
#[derive(Debug, Clone, Copy)]
pub struct AccordTold<'a> {
    /// The record.
    pub record: &'a Record,
    /// The accord in it.
    pub accord: &'a Accord,
}

impl AccordView {
    /// One accord from what articles tell of it (at least one).
    pub fn of(id: String, told: &[AccordTold<'_>]) -> Option<AccordView> {
        let mut told = told.to_vec();
        told.sort_by_key(|t| (t.record.published, t.accord.announced.from, t.record.id.as_str(), t.accord.id.as_str()));
        let last = told.last()?;
        let names = |of: &dyn Fn(&Accord) -> Vec<String>| -> Vec<String> {
            let mut seen = BTreeSet::new();
            told.iter().flat_map(|t| of(t.accord)).filter(|name| seen.insert(fold(name))).collect()
        };
        let effective = |of: &dyn Fn(&sitrep_record::Effective) -> Option<Date>| {
            let firm = told.iter().rev().filter(|t| !is_plan(t.accord.stage));
            firm.filter_map(|t| t.accord.effective.as_ref()).find_map(of)
        };
        let mut articles: Vec<String> = told.iter().map(|t| t.record.id.clone()).collect();
        articles.dedup();
        let ended = told.iter().find(|t| matches!(t.accord.stage, Stage::Lapsed | Stage::Collapsed));
        let ended = ended.and_then(|t| t.accord.announced.from.or(t.record.published));
        let silent = told.iter().filter_map(|t| t.record.published).max();
        let silent = silent.and_then(|d| d.checked_add(jiff::Span::new().days(WATCHED_DAYS)).ok());
        Some(AccordView {
            watched_until: effective(&|e| e.to).or(ended).or(silent),
            kind: most(told.iter().map(|t| t.accord.kind)).unwrap_or(last.accord.kind),
            conflict: told.iter().rev().find_map(|t| t.accord.conflict.clone()),
            country: country(&told),
            parties: names(&|a| a.parties.iter().map(|p| p.name.clone()).collect()),
            excluded: names(&|a| a.excluded.clone()),
            terms: names(&|a| a.terms.clone()),
            stages: told.iter().map(|t| stage(*t)).collect(),
            stage: last.accord.stage,
            effective_from: effective(&|e| e.from),
            effective_to: effective(&|e| e.to),
            articles,
            id,
        })
    }

    /// Whether a day lies between its taking effect and the end of its being watched.
    pub fn covers(&self, day: Date) -> bool {
        self.effective_from.is_some_and(|from| from <= day) && self.watched_until.is_none_or(|to| day <= to)
    }
}

fn stage(told: AccordTold<'_>) -> StageTold {
    let announced = told.accord.announced.from;
    StageTold {
        stage: told.accord.stage,
        day: announced.or(told.record.published),
        announced: announced.is_some(),
        announced_by: told.accord.announced_by.clone(),
        confirmed_by: told.accord.confirmed_by.clone(),
        effective: told.accord.effective.as_ref().and_then(|e| e.text.clone()),
        article: told.record.id.clone(),
    }
}

/// The most frequent; of several the one that comes first.
fn most<T: PartialEq + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counted: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counted.iter_mut().find(|(v, _)| *v == value) {
            Some((_, n)) => *n += 1,
            None => counted.push((value, 1)),
        }
    }
    let top = counted.iter().map(|(_, n)| *n).max()?;
    counted.into_iter().find(|(_, n)| *n == top).map(|(v, _)| v)
}

/// The country that most incidents of the articles lie in.
fn country(told: &[AccordTold<'_>]) -> Option<String> {
    let mut codes: Vec<&str> =
        told.iter().flat_map(|t| &t.record.incidents).filter_map(|i| i.place.as_ref()?.country.as_deref()).collect();
    codes.sort_unstable();
    most(codes.into_iter()).map(str::to_owned)
}

/// How an incident stands to an accord that was in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// A party is said to have done it, is accused of it, or was hit: a *reported violation*.
    Violation,
    /// An actor that the accord excludes is part of it.
    Excluded,
    /// In its country, but no party is named.
    Area,
}

/// How an incident stands to an accord: none if it lies outside its time or country.
pub fn relation(accord: &AccordView, incident: &Summary) -> Option<Relation> {
    let day = incident.date.from?;
    let inside = accord.country.is_some() && accord.country == incident.place.as_ref().and_then(|p| p.country.clone());
    if !inside || !accord.covers(day) {
        return None;
    }
    // a party that is accused is named too, whether it denies or not
    let held = incident.responsibility.iter().filter(|r| r.stance != Stance::Denied).map(|r| &r.actor.name);
    let actors: Vec<String> =
        incident.perpetrators.iter().chain(&incident.targets).chain(held).map(|a| fold(a)).collect();
    let touches = |names: &[String]| {
        names.iter().map(|n| fold(n)).any(|n| actors.iter().any(|a| *a == n || within(a, &n) || within(&n, a)))
    };
    Some(match () {
        () if touches(&accord.excluded) => Relation::Excluded,
        () if touches(&accord.parties) => Relation::Violation,
        () => Relation::Area,
    })
}

/// Whether the words of a name stand in a longer one ("groups tied to Norland Front").
fn within(long: &str, short: &str) -> bool {
    short.contains(' ') && format!(" {long} ").contains(&format!(" {short} "))
}
