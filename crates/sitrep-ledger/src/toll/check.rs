//! Sums that articles give, beside the tolls of the incidents they add up. A sum never adds to a toll; it is checked.

use serde::{Deserialize, Serialize};
use sitrep_record::{Claim, Record, Scope};

use super::series::{group, interval, point};
use super::{Statement, Toll, figure};
use crate::Explanation;

/// One part of a sum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The incident's id in the ledger.
    pub incident: String,
    /// The smallest lower bound of its toll now.
    pub low: Option<u64>,
    /// The largest upper bound of its toll now; open if none.
    pub high: Option<u64>,
    /// The largest number that a source gives now, whatever its bound.
    pub highest: Option<u64>,
    /// Each source's figure now.
    pub figures: Vec<String>,
}

impl Part {
    fn of(incident: String, toll: Option<&Toll>) -> Part {
        let sources = toll.map_or(&[][..], |t| &t.sources);
        Part {
            incident,
            low: toll.and_then(|t| t.together.low),
            high: toll.and_then(|t| t.together.high),
            highest: sources.iter().filter_map(|s| point(&s.latest.count)).max(),
            figures: sources.iter().map(|s| format!("{} {}", s.authority.name, figure(&s.latest.count))).collect(),
        }
    }
}

/// A sum beside its parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// The sum as an article gives it.
    pub sum: Statement,
    /// Its parts, as far as the article tells them.
    pub parts: Vec<Part>,
    /// Whether sum and parts can both be true; none if a part or the sum has no number.
    pub fits: Option<bool>,
    /// In words.
    pub explanation: Explanation,
}

/// Checks every sum of a record whose parts are told. `tolls_of` gives the ledger's id and tolls of an incident of the record.
pub fn check<'a>(record: &Record, mut tolls_of: impl FnMut(&str) -> Option<(String, &'a [Toll])>) -> Vec<Check> {
    let sums = record.claims.iter().filter(|c| c.scope == Scope::Aggregate && !c.parts.is_empty());
    sums.map(|claim| one(record, claim, &mut tolls_of)).collect()
}

fn one<'a>(record: &Record, claim: &Claim, tolls_of: &mut impl FnMut(&str) -> Option<(String, &'a [Toll])>) -> Check {
    let part = |id: &String| match tolls_of(id) {
        Some((incident, tolls)) => Part::of(incident, tolls.iter().find(|t| t.effect == claim.effect)),
        None => Part::of(id.clone(), None),
    };
    let parts: Vec<Part> = claim.parts.iter().map(part).collect();
    let add = |of: fn(&Part) -> Option<u64>| parts.iter().map(of).try_fold(0u64, |sum, n| Some(sum.saturating_add(n?)));
    let (lows, highs, highest) = (add(|p| p.low), add(|p| p.high), add(|p| p.highest));
    let fits = lows.zip(interval(&claim.count)).map(|(low, (from, to))| {
        // parts may leave out incidents, so that a sum above them is no contradiction unless they are bounded
        low <= to.unwrap_or(u64::MAX) && highs.is_none_or(|high| from <= high)
    });
    let told = |p: &Part| match (p.low, p.high) {
        (None, _) => "no number".to_owned(),
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("{low}+"),
    };
    let told = |p: &Part| match p.figures.as_slice() {
        [] => told(p),
        figures => format!("{} ({})", told(p), figures.join(", ")),
    };
    let whole = match (lows, highs) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => match highest.filter(|n| *n > low) {
            Some(n) => format!("{low}+, by each one's highest figure to {n}+"),
            None => format!("{low}+"),
        },
        (None, _) => "unknown".into(),
    };
    let verdict = match fits {
        Some(true) => "both can be true",
        Some(false) => "they do not agree",
        None => "not enough is known to compare",
    };
    let because = format!("the sum is {}, its parts add to {whole}: {verdict}", figure(&claim.count));
    let explained = parts.iter().map(|p| Explanation::of(&p.incident, told(p))).collect();
    let sum = Statement {
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
    };
    Check { sum, parts, fits, explanation: Explanation::of("sum", because).with(explained) }
}
