//! An incident of the ledger: what the articles that tell of it say together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sitrep_record::{DateInterval, Incident, IncidentType, Place, Precision, Responsibility};

use crate::Explanation;
use crate::fold::fold;
use crate::merge::days_between;
use crate::toll::{Contest, Decided, Grade, Told, Toll, contests, grade, tolls};

/// An incident of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Permanent id.
    pub id: String,
    /// What happened, as most articles have it.
    #[serde(rename = "type")]
    pub kind: IncidentType,
    /// By what means, as most articles that tell have it.
    pub method: Option<String>,
    /// Where, as the article has it that knows it most exactly.
    pub place: Option<Place>,
    /// When, as the articles have it that know it most exactly.
    pub date: DateInterval,
    /// Who did it, as at least one article tells plainly.
    pub perpetrators: Vec<String>,
    /// Who or what was hit.
    pub targets: Vec<String>,
    /// What is known of each effect.
    pub tolls: Vec<Toll>,
    /// Who claimed it, is accused of it, denied it.
    pub responsibility: Vec<Responsibility>,
    /// Whose responsibility is said and denied.
    pub contests: Vec<Contest>,
    /// How well it is attested.
    pub grade: Grade,
    /// Why it has this grade.
    pub grade_explanation: Explanation,
    /// The articles that tell of it.
    pub articles: Vec<String>,
}

impl Summary {
    /// Whether figures do not meet or are denied, or responsibility is said and denied; whatever a person decided since.
    pub fn is_contested(&self) -> bool {
        self.grade == Grade::Contested || self.tolls.iter().any(|t| t.together.contested) || !self.contests.is_empty()
    }

    /// What the articles that tell of an incident say together; nothing if none does.
    pub fn of(id: String, told: &[Told<'_>], decided: Option<&Decided>) -> Option<Summary> {
        let mut told = told.to_vec();
        told.sort_by_key(|t| (t.record.published, t.record.id.as_str(), t.incident));
        let incidents: Vec<&Incident> =
            told.iter().filter_map(|t| t.record.incidents.iter().find(|i| i.id == t.incident)).collect();
        let tolls = tolls(&told);
        let (grade, grade_explanation) = grade(&told, &tolls, decided);
        let mut articles: Vec<String> = told.iter().map(|t| t.record.id.clone()).collect();
        articles.dedup();
        let said = |t: &Told<'_>| {
            t.record
                .responsibility
                .iter()
                .filter(|r| r.incident.as_deref() == Some(t.incident))
                .cloned()
                .collect::<Vec<_>>()
        };
        Some(Summary {
            id,
            kind: kind(&incidents)?,
            method: frequent(incidents.iter().filter_map(|i| i.method.as_deref())),
            place: place(&incidents),
            date: date(&incidents),
            perpetrators: names(incidents.iter().flat_map(|i| i.perpetrators.iter().map(|a| a.name.as_str()))),
            targets: names(incidents.iter().flat_map(|i| i.targets.iter().map(|a| a.name.as_str()))),
            responsibility: told.iter().flat_map(said).collect(),
            contests: contests(&told),
            tolls,
            grade,
            grade_explanation,
            articles,
        })
    }
}

/// The most frequent type; types that say little only if there is no other.
fn kind(incidents: &[&Incident]) -> Option<IncidentType> {
    let mut counted: BTreeMap<IncidentType, usize> = BTreeMap::new();
    incidents.iter().for_each(|i| *counted.entry(i.kind).or_default() += 1);
    let vague = |k: &IncidentType| matches!(k, IncidentType::Other | IncidentType::CeasefireViolation);
    counted.into_iter().max_by_key(|(k, n)| (!vague(k), *n, std::cmp::Reverse(*k))).map(|(k, _)| k)
}

/// The most frequent spelling, the first in the alphabet's order on a tie.
fn frequent<'a>(of: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    of.for_each(|name| *counted.entry(name).or_default() += 1);
    counted.into_iter().max_by_key(|(name, n)| (*n, std::cmp::Reverse(*name))).map(|(name, _)| name.to_owned())
}

/// Each name once, in the order of telling.
fn names<'a>(of: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    of.filter(|name| seen.insert(fold(name))).map(str::to_owned).collect()
}

/// The place known most exactly; of several the name told most often.
fn place(incidents: &[&Incident]) -> Option<Place> {
    let fineness = |p: &Place| match p.precision {
        Some(Precision::Exact) => 6,
        Some(Precision::District) => 5,
        Some(Precision::City) => 4,
        Some(Precision::Admin2) => 3,
        // a name that no gazetteer knows, within what is known
        None => 2,
        Some(Precision::Admin1) => 1,
        Some(Precision::Country) => 0,
    };
    let places: Vec<&Place> = incidents.iter().filter_map(|i| i.place.as_ref()).collect();
    let told = |p: &Place| places.iter().filter(|q| fold(&q.name) == fold(&p.name)).count();
    let best = places.iter().max_by_key(|p| (fineness(p), told(p), std::cmp::Reverse(p.name.as_str())))?;
    Some((*best).clone())
}

/// The shortest span; of several the one told most often, then the earliest.
fn date(incidents: &[&Incident]) -> DateInterval {
    let mut counted: BTreeMap<(i64, Option<jiff::civil::Date>, Option<jiff::civil::Date>), usize> = BTreeMap::new();
    for i in incidents {
        let days = match (i.date.from, i.date.to) {
            (Some(from), Some(to)) => days_between(from, to).abs(),
            (None, None) => continue,
            // open: longer than any span told
            _ => i64::MAX,
        };
        *counted.entry((days, i.date.from, i.date.to)).or_default() += 1;
    }
    let best = counted
        .into_iter()
        .max_by_key(|((days, from, to), n)| (std::cmp::Reverse(*days), *n, std::cmp::Reverse((*from, *to))));
    best.map_or(DateInterval::default(), |((_, from, to), _)| DateInterval { from, to })
}
