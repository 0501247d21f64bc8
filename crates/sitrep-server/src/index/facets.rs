//! How many incidents of a view there are of each type, country, grade, effect and source.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;
use sitrep_ledger::toll::EFFECTS;

use super::row::Row;
use super::sources::Sources;

/// A value and how many incidents have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// The value.
    pub value: String,
    /// How many.
    pub incidents: usize,
}

/// Incidents by what is known of them, the most frequent value first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// By type.
    #[serde(rename = "type")]
    pub kind: Vec<Facet>,
    /// By country.
    pub country: Vec<Facet>,
    /// By grade.
    pub grade: Vec<Facet>,
    /// By effect that somebody gives a number for.
    pub effect: Vec<Facet>,
    /// By source, the twenty most frequent.
    pub source: Vec<Facet>,
}

/// So many sources are told.
const SOURCES: usize = 20;

impl Facets {
    pub(super) fn of<'a>(rows: impl Iterator<Item = &'a Row>, sources: &Sources) -> Facets {
        let mut kinds = BTreeMap::new();
        let mut grades = BTreeMap::new();
        let mut countries: FxHashMap<&str, usize> = FxHashMap::default();
        let mut effects = [0; 5];
        // by the numbers of the sources, which are small
        let mut told: Vec<usize> = Vec::new();
        for row in rows {
            *kinds.entry(row.kind).or_default() += 1;
            *grades.entry(row.grade).or_default() += 1;
            if let Some(country) = &row.country {
                *countries.entry(country).or_default() += 1;
            }
            for (at, best) in row.best.iter().enumerate() {
                effects[at] += usize::from(best.is_some());
            }
            for (number, _) in &row.counts {
                let at = *number as usize;
                if told.len() <= at {
                    told.resize(at + 1, 0);
                }
                told[at] += 1;
            }
        }
        let effects = EFFECTS.iter().zip(effects).filter(|(_, n)| *n > 0).map(|(effect, n)| (word(effect), n));
        let told = (0..).zip(told).filter(|(_, n)| *n > 0);
        let mut source = most_first(told.map(|(number, n)| (sources.name(number).to_owned(), n)));
        source.truncate(SOURCES);
        Facets {
            kind: most_first(kinds.into_iter().map(|(kind, n)| (word(&kind), n))),
            country: most_first(countries.into_iter().map(|(country, n)| (country.to_owned(), n))),
            grade: most_first(grades.into_iter().map(|(grade, n)| (word(&grade), n))),
            effect: effects.map(|(value, incidents)| Facet { value, incidents }).collect(),
            source,
        }
    }
}

fn most_first(counted: impl Iterator<Item = (String, usize)>) -> Vec<Facet> {
    let mut facets: Vec<Facet> = counted.map(|(value, incidents)| Facet { value, incidents }).collect();
    facets.sort_by(|a, b| (b.incidents, &a.value).cmp(&(a.incidents, &b.value)));
    facets
}

fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
