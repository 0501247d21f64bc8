//! Which incident of a record is which annotated one, so that merging can be scored on what was read.

use std::collections::{BTreeMap, BTreeSet};

use sitrep_record::{Incident, Record};

use super::gold::{GoldArticle, GoldIncident};
use super::names::Names;
use super::pairs::paired_incidents;

/// Read incident → annotated incident, one to one: those that share the most paired claims, then place, type and day.
/// An incident that shares no claim must share at least place and type, or more; where one side tells no place, type and
/// day.
pub fn aligned(gold: &GoldArticle, text: &str, record: &Record, names: &Names<'_>) -> BTreeMap<String, String> {
    let mut points: BTreeMap<(String, String), u32> = BTreeMap::new();
    for pair in paired_incidents(gold, text, record, names) {
        *points.entry(pair).or_default() += 3;
    }
    for g in &gold.incidents {
        for r in &record.incidents {
            let likeness = likeness(g, r, names);
            let key = (g.id.clone(), r.id.clone());
            if likeness >= 4 || placeless(g, r) && g.kind == r.kind && dated(g, r) || points.contains_key(&key) {
                *points.entry(key).or_default() += likeness;
            }
        }
    }
    let mut ranked: Vec<_> = points.into_iter().collect();
    ranked.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let (mut taken, mut aligned) = (BTreeSet::new(), BTreeMap::new());
    for ((g, r), _) in ranked {
        if !taken.contains(&g) && !aligned.contains_key(&r) {
            taken.insert(g.clone());
            aligned.insert(r, g);
        }
    }
    aligned
}

/// Whether either side leaves open even the province.
fn placeless(g: &GoldIncident, r: &Incident) -> bool {
    g.admin1.is_none() || r.place.as_ref().is_none_or(|p| p.admin1.is_none())
}

/// Whether both begin on one day.
fn dated(g: &GoldIncident, r: &Incident) -> bool {
    g.date_from.is_some() && g.date_from == r.date.from.map(|d| d.to_string())
}

fn likeness(g: &GoldIncident, r: &Incident, names: &Names<'_>) -> u32 {
    let place = r.place.as_ref();
    let same = |a: &Option<String>, b: Option<&str>| a.as_deref().zip(b).is_some_and(|(a, b)| names.same_place(a, b));
    let placed = same(&g.place, place.map(|p| p.name.as_str()));
    let provinced = same(&g.admin1, place.and_then(|p| p.admin1.as_deref()));
    let at = if placed { 3 } else { u32::from(provinced) };
    at + u32::from(dated(g, r)) + if g.kind == r.kind { 2 } else { 0 }
}
