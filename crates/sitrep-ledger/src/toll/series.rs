//! What one authority says of one effect, over time.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sitrep_record::{Bound, Claim, Count, Effect, Evidence, Polarity, Record, Scope, Status};

use super::authority::Authority;

/// One statement of a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The figure.
    pub count: Count,
    /// As of when: the day of the article.
    pub as_of: Option<Date>,
    /// The article's id.
    pub article: String,
    /// The claim's id in its record.
    pub claim: String,
    /// Who they were, as the article says.
    pub victims: Option<String>,
    /// Civilians or combatants.
    pub status: Status,
    /// Whose fighters they were, where they were fighters and it is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What part of the whole is counted.
    pub scope: Scope,
    /// Stated or denied.
    pub polarity: Polarity,
    /// Where the words stand in the article.
    pub evidence: Evidence,
}

/// An authority's figures for one effect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Who.
    pub authority: Authority,
    /// The figure it gives now.
    pub latest: Statement,
    /// What it said before, newest first; the same figure said again is there once, at its first day.
    pub earlier: Vec<Statement>,
    /// Other figures of the latest article that the latest one does not add up: groups told apart.
    pub beside: Vec<Statement>,
}

/// An incident of one record.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The record of the article that tells of it.
    pub record: &'a Record,
    /// The incident's id in it.
    pub incident: &'a str,
}

impl<'a> Told<'a> {
    /// Its claims.
    pub fn claims(self) -> impl Iterator<Item = &'a Claim> {
        self.record.claims.iter().filter(move |c| c.incident.as_deref() == Some(self.incident))
    }
}

/// Which claims a toll is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The whole toll, or what stands for it.
    Whole,
    /// Only of one status, parts of the whole too.
    Of(Status),
}

impl Wanted {
    fn takes(self, claim: &Claim) -> bool {
        match self {
            Wanted::Whole => claim.scope != Scope::Subset,
            Wanted::Of(status) => claim.victims.status == status,
        }
    }
}

/// How well a claim stands for the whole toll: an incident's own figure before a sum over days, a number before a word, all
/// people before a group of them, and of two groups the larger.
fn fitness(claim: &Claim) -> (Reverse<u8>, bool, bool, u64, String) {
    let scope = match claim.scope {
        Scope::Incident => 0,
        Scope::Background => 1,
        Scope::Aggregate => 2,
        Scope::Subset => 3,
    };
    let all = matches!(claim.victims.status, Status::Mixed | Status::Unspecified);
    (Reverse(scope), !claim.count.is_vague(), all, point(&claim.count).unwrap_or(0), claim.id.clone())
}

/// The number that a count names.
pub(crate) fn point(count: &Count) -> Option<u64> {
    count.low.or(count.high)
}

/// By day and id: the statements of each article, the one that stands for all first.
type Articles = BTreeMap<(Option<Date>, String), Vec<Statement>>;

/// The figures of every authority for an effect, by the authority's key.
pub(crate) fn series(told: &[Told<'_>], effect: Effect, wanted: Wanted) -> Vec<Series> {
    let mut by_authority: BTreeMap<String, (Authority, Articles)> = BTreeMap::new();
    for one in told {
        let mut claims: Vec<&Claim> = one.claims().filter(|c| c.effect == effect && wanted.takes(c)).collect();
        claims.sort_by_key(|c| Reverse(fitness(c)));
        for claim in claims {
            for authority in Authority::of(one.record, claim) {
                let slot =
                    by_authority.entry(authority.key.clone()).or_insert_with(|| (authority.clone(), BTreeMap::new()));
                // of several spellings of a name the first in the alphabet's order
                slot.0 = authority.min(slot.0.clone());
                let article = (one.record.published, one.record.id.clone());
                slot.1.entry(article).or_default().push(statement(one.record, claim));
            }
        }
    }
    by_authority.into_values().filter_map(|(authority, articles)| one_series(authority, articles)).collect()
}

/// The side whose fighters a claim counts.
pub(super) fn group(claim: &Claim) -> Option<String> {
    claim.victims.group.clone().filter(|_| claim.victims.status == Status::Combatant)
}

fn statement(record: &Record, claim: &Claim) -> Statement {
    Statement {
        count: claim.count.clone(),
        as_of: record.published,
        article: record.id.clone(),
        claim: claim.id.clone(),
        victims: claim.victims.text.clone(),
        status: claim.victims.status,
        group: group(claim),
        scope: claim.scope,
        polarity: claim.polarity,
        evidence: claim.evidence,
    }
}

fn one_series(authority: Authority, articles: Articles) -> Option<Series> {
    // of the articles of one day, the one whose figure is the most telling and the highest speaks for it
    let mut days: BTreeMap<Option<Date>, Vec<Statement>> = BTreeMap::new();
    for ((day, _), statements) in articles {
        let said = days.entry(day).or_default();
        let telling = |s: &[Statement]| s.first().map(|s| (!s.count.is_vague(), point(&s.count).unwrap_or(0)));
        if said.is_empty() || telling(&statements) > telling(said) {
            *said = statements;
        }
    }
    // a word never replaces a number: "dozens" the day after "at least 59" is no new figure
    let heads: Vec<&Statement> = days.values().filter_map(|s| s.first()).collect();
    let latest = heads.iter().rev().find(|s| !s.count.is_vague()).or(heads.last())?;
    let latest = (*latest).clone();
    let day = days.get(&latest.as_of)?;
    let beside = day[1..].iter().filter(|s| s.count != latest.count).cloned().collect();
    let mut earlier: Vec<Statement> = Vec::new();
    for head in heads.iter().filter(|s| s.as_of < latest.as_of) {
        if earlier.last().is_none_or(|s| s.count != head.count) {
            earlier.push((*head).clone());
        }
    }
    let mut latest = latest;
    // the same figure since an earlier day
    if earlier.last().is_some_and(|s| s.count == latest.count) {
        latest = earlier.pop()?;
    }
    earlier.reverse();
    Some(Series { authority, latest, earlier, beside })
}

/// An interval for comparing: "about" reaches a tenth to both sides.
pub(crate) fn interval(count: &Count) -> Option<(u64, Option<u64>)> {
    match (count.low, count.high, count.bound) {
        (None, None, _) => None,
        (Some(low), Some(high), Bound::About) => Some((low - low / 10, Some(high.saturating_add(high / 10)))),
        (low, high, _) => Some((low.unwrap_or(0), high)),
    }
}
