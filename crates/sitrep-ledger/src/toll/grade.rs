//! How well an incident is attested: derived and explained, never a verdict on truth.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sitrep_record::{Scope, Stance};

use super::authority::Authority;
use super::{Told, Toll};
use crate::Explanation;
use crate::fold::fold;

/// How well an incident is attested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// One authority stands behind all that is known of it.
    SingleSource,
    /// Two or more independent authorities, and no contradiction.
    Corroborated,
    /// Figures do not meet, or who did it is said and denied.
    Contested,
    /// A person confirmed it.
    Confirmed,
    /// A person discounted it.
    Discounted,
}

impl Grade {
    /// The words that are shown.
    pub fn words(self) -> &'static str {
        match self {
            Grade::SingleSource => "single source",
            Grade::Corroborated => "corroborated",
            Grade::Contested => "contested",
            Grade::Confirmed => "confirmed by a person",
            Grade::Discounted => "discounted by a person",
        }
    }
}

/// What a person decided about an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Confirmed, else discounted.
    pub confirmed: bool,
    /// Who.
    pub by: String,
    /// When, as RFC 3339.
    pub at: String,
}

/// Who did it, said and denied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// The actor.
    pub actor: String,
    /// How many articles say that it claimed the deed.
    pub claimed: usize,
    /// How many say that it is accused.
    pub accused: usize,
    /// How many say that it denies it, or that others do.
    pub denied: usize,
}

/// The actors whose responsibility is claimed or said, and denied too.
pub fn contests(told: &[Told<'_>]) -> Vec<Contest> {
    let mut actors: BTreeMap<String, Contest> = BTreeMap::new();
    for one in told {
        for said in one.record.responsibility.iter().filter(|r| r.incident.as_deref() == Some(one.incident)) {
            let new = || Contest { actor: said.actor.name.clone(), claimed: 0, accused: 0, denied: 0 };
            let contest = actors.entry(fold(&said.actor.name)).or_insert_with(new);
            match said.stance {
                Stance::Claimed => contest.claimed += 1,
                Stance::Accused => contest.accused += 1,
                Stance::Denied => contest.denied += 1,
            }
        }
    }
    actors.into_values().filter(|c| c.denied > 0 && c.claimed + c.accused > 0).collect()
}

/// The independent authorities behind an incident: those of its claims, and of articles that tell of it without a toll.
pub(super) fn authorities(told: &[Told<'_>]) -> Vec<Authority> {
    let mut all: BTreeMap<String, Authority> = BTreeMap::new();
    for one in told {
        let mut said = false;
        for claim in one.claims().filter(|c| c.scope != Scope::Subset) {
            said = true;
            Authority::of(one.record, claim).into_iter().for_each(|a| note(&mut all, a));
        }
        if !said {
            note(&mut all, Authority::behind(one.record));
        }
    }
    all.into_values().collect()
}

/// Notes an authority; of several spellings of its name the first in the alphabet's order.
fn note(all: &mut BTreeMap<String, Authority>, authority: Authority) {
    let known = all.entry(authority.key.clone()).or_insert_with(|| authority.clone());
    if authority < *known {
        *known = authority;
    }
}

/// The grade, and why.
pub fn grade(told: &[Told<'_>], tolls: &[Toll], decided: Option<&Decided>) -> (Grade, Explanation) {
    let authorities = authorities(told);
    let names: Vec<&str> = authorities.iter().map(|a| a.name.as_str()).collect();
    let contested: Vec<String> = tolls
        .iter()
        .filter(|t| t.together.contested)
        .map(|t| format!("figures of {} do not meet or are denied", effect_word(t)))
        .chain(contests(told).into_iter().map(|c| format!("that {} did it is said and denied", c.actor)))
        .collect();
    let (grade, because) = match decided {
        Some(d) if d.confirmed => (Grade::Confirmed, format!("{} confirmed it at {}", d.by, d.at)),
        Some(d) => (Grade::Discounted, format!("{} discounted it at {}", d.by, d.at)),
        None if !contested.is_empty() => (Grade::Contested, contested.join("; ")),
        None if authorities.len() > 1 => {
            (Grade::Corroborated, format!("{} independent authorities: {}", names.len(), names.join(", ")))
        }
        None => (Grade::SingleSource, format!("all goes back to {}", names.first().unwrap_or(&"nobody named"))),
    };
    (grade, Explanation::of(grade.words(), because))
}

fn effect_word(toll: &Toll) -> String {
    serde_json::to_value(toll.effect).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
