//! Which accords of different articles are one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sitrep_record::{Accord, AccordKind, Stage};

use super::AccordTold;
use crate::fold::fold;
use crate::merge::days_between;

/// Which accord of which article.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AccordKey {
    /// The article's id.
    pub article: String,
    /// The accord's id in its record.
    pub accord: String,
}

/// News of one accord come no further apart than this, as long as nothing newer was called for.
const DAYS_APART: i64 = 21;
/// Dates of taking effect that differ by more are two accords.
const EFFECTIVE_APART: i64 = 3;

/// Groups of accords that are one, as places in the list; in whatever order they come.
///
/// Two are one when they are of one family (truces; exchanges; evacuations; peace), are of the same conflict or share a party,
/// do not take effect on other days (a plan may take effect later than told), and were told within three weeks of each other. Two accords of one article are two. Like
/// the [merging of incidents](crate::merge) the pairs that share the most are joined first, and no group is joined with
/// another while any pair between them is impossible.
pub fn joined(told: &[AccordTold<'_>]) -> Vec<Vec<usize>> {
    let key = |t: &AccordTold<'_>| (t.record.published, t.record.id.clone(), t.accord.id.clone());
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|at| key(&told[*at]));
    let sorted: Vec<&AccordTold<'_>> = order.iter().map(|at| &told[*at]).collect();
    let mut pairs: Vec<(Reverse<i64>, usize, usize)> = Vec::new();
    for (a, b) in candidates(&sorted) {
        if let Some(fit) = fit(sorted[a], sorted[b]).filter(|f| *f >= ENOUGH) {
            pairs.push((Reverse(fit), a, b));
        }
    }
    pairs.sort_unstable();
    // each accord with the group that it is in, and each group with its members
    let mut group: Vec<usize> = (0..sorted.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..sorted.len()).map(|at| vec![at]).collect();
    for (_, a, b) in pairs {
        let (into, from) = (group[a].min(group[b]), group[a].max(group[b]));
        if into == from {
            continue;
        }
        let possible = |a: usize, b: usize| fit(sorted[a], sorted[b]).is_some();
        if members[into].iter().all(|a| members[from].iter().all(|b| possible(*a, *b))) {
            let moved = std::mem::take(&mut members[from]);
            moved.iter().for_each(|at| group[*at] = into);
            members[into].extend(moved);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    order.iter().enumerate().for_each(|(at, place)| groups.entry(group[at]).or_default().push(*place));
    groups.into_values().collect()
}

/// What two accords have to share at least: the conflict, or a party.
const ENOUGH: i64 = 2;

/// Pairs that may be one, the smaller first: those of one family that are of one conflict or share a party, and were told or take
/// effect within the days that [`fit`] asks for. Cost grows with the accords of a few weeks, not with the square of all.
fn candidates(sorted: &[&AccordTold<'_>]) -> BTreeSet<(usize, usize)> {
    let mut blocks: BTreeMap<(u8, String), Vec<usize>> = BTreeMap::new();
    for (at, told) in sorted.iter().enumerate() {
        let parties = told.accord.parties.iter().map(|p| &p.name);
        for name in names(told.accord.conflict.iter().chain(parties)) {
            blocks.entry((family(told.accord.kind), name)).or_default().push(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for block in blocks.values() {
        within(block, |at| day(sorted[at]), DAYS_APART, &mut pairs);
        within(block, |at| effective(sorted[at]), EFFECTIVE_APART, &mut pairs);
    }
    pairs
}

/// Adds the pairs whose days are no further apart.
fn within(block: &[usize], day: impl Fn(usize) -> Option<Date>, apart: i64, pairs: &mut BTreeSet<(usize, usize)>) {
    let mut dated: Vec<(Date, usize)> = block.iter().filter_map(|at| Some((day(*at)?, *at))).collect();
    dated.sort_unstable();
    for (at, (day, a)) in dated.iter().enumerate() {
        let near = dated[at + 1..].iter().take_while(|(other, _)| days_between(*day, *other) <= apart);
        pairs.extend(near.map(|(_, b)| (*a.min(b), *a.max(b))));
    }
}

/// Whether a stage comes before there is an accord at all: what it says of taking effect is an intention.
pub(super) fn is_plan(stage: Stage) -> bool {
    matches!(stage, Stage::CalledFor | Stage::Proposed | Stage::Provisional)
}

/// How much two accords share; none if they cannot be one.
fn fit(a: &AccordTold<'_>, b: &AccordTold<'_>) -> Option<i64> {
    if a.record.id == b.record.id || family(a.accord.kind) != family(b.accord.kind) {
        return None;
    }
    let firm = |t: &AccordTold<'_>| effective(t).filter(|_| !is_plan(t.accord.stage));
    let in_force = firm(a).zip(firm(b)).map(|(x, y)| days_between(x, y).abs());
    if in_force.is_some_and(|d| d > EFFECTIVE_APART) {
        return None;
    }
    // what is only planned may come later ("in the coming days"), not earlier
    let sooner = |plan, other| {
        effective(plan)
            .filter(|_| is_plan(plan.accord.stage))
            .zip(firm(other))
            .is_some_and(|(from, day)| days_between(day, from) > EFFECTIVE_APART)
    };
    if sooner(a, b) || sooner(b, a) {
        return None;
    }
    let conflicts = names(a.accord.conflict.iter()).is_disjoint(&names(b.accord.conflict.iter()));
    let both = a.accord.conflict.is_some() && b.accord.conflict.is_some();
    if both && conflicts {
        return None;
    }
    let apart = day(a).zip(day(b)).map(|(x, y)| days_between(x, y).abs());
    if in_force.is_none() && apart.is_none_or(|d| d > DAYS_APART) {
        return None;
    }
    // what was over is not what is called for anew
    let over = |t: &Accord| matches!(t.stage, Stage::Lapsed | Stage::Collapsed);
    if over(a.accord) != over(b.accord) && in_force.is_none() {
        return None;
    }
    let parties = names(a.accord.parties.iter().map(|p| &p.name));
    let shared = parties.intersection(&names(b.accord.parties.iter().map(|p| &p.name))).count();
    Some(i64::from(both) * 2 + i64::try_from(shared.min(2)).unwrap_or(2) * 2 + i64::from(in_force.is_some()))
}

/// The day that it takes effect.
fn effective(told: &AccordTold<'_>) -> Option<Date> {
    told.accord.effective.as_ref().and_then(|e| e.from)
}

/// The day that it was told on: announced, else published.
fn day(told: &AccordTold<'_>) -> Option<Date> {
    told.accord.announced.from.or(told.record.published)
}

fn names<'a>(of: impl Iterator<Item = &'a String>) -> BTreeSet<String> {
    of.map(|n| fold(n)).collect()
}

fn family(kind: AccordKind) -> u8 {
    match kind {
        AccordKind::Ceasefire | AccordKind::Truce | AccordKind::CessationOfHostilities => 0,
        AccordKind::Evacuation => 1,
        AccordKind::Exchange => 2,
        AccordKind::Peace => 3,
        AccordKind::Other => 4,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sitrep_record::Record;

    use super::*;

    fn any_record() -> impl Strategy<Value = Record> {
        let name = prop::sample::select(vec!["Norland", "Red Band", "Norland Front", "Tell Karim", "Governor"]);
        let day = prop::option::weighted(0.7, 1i8..28);
        (prop::option::of(name.clone()), prop::collection::vec(name, 0..3), day.clone(), day.clone(), day, 0usize..4, any::<bool>())
            .prop_map(|(conflict, parties, published, announced, effective, kind, over)| {
                let date = |day: Option<i8>, month: u8| day.map(|d| format!("2031-{month:02}-{d:02}"));
                let parties: Vec<_> = parties.iter().map(|name| serde_json::json!({"name": name})).collect();
                let kind = ["ceasefire", "truce", "exchange", "peace"][kind];
                let stage = if over { "collapsed" } else { "agreed" };
                let announced = date(announced, 4);
                serde_json::from_value(serde_json::json!({"id": "", "title": null, "outlet": null, "published": date(published, 3), "language": "en", "credits": [],
                    "text": "", "claims": [], "incidents": [], "responsibility": [], "accords": [{"id": "a1", "kind": kind, "stage": stage, "conflict": conflict,
                    "parties": parties, "announced": {"from": announced, "to": announced}, "announced_by": [], "confirmed_by": [], "place": null,
                    "effective": effective.map(|d| serde_json::json!({"text": null, "from": date(Some(d), 5), "to": null})), "excluded": [], "terms": [],
                    "evidence": {"start": 0, "end": 0}}]}))
                .unwrap()
            })
    }

    proptest! {
        #[test]
        fn no_pair_that_fits_is_missed(records in prop::collection::vec(any_record(), 0..12)) {
            let named: Vec<Record> =
                records.into_iter().enumerate().map(|(at, r)| Record { id: format!("r{at}"), ..r }).collect();
            let told: Vec<AccordTold<'_>> =
                named.iter().map(|record| AccordTold { record, accord: &record.accords[0] }).collect();
            let all: Vec<&AccordTold<'_>> = told.iter().collect();
            let found = candidates(&all);
            for a in 0..all.len() {
                for b in a + 1..all.len() {
                    let fits = fit(all[a], all[b]).is_some_and(|f| f >= ENOUGH);
                    prop_assert!(!fits || found.contains(&(a, b)), "{a} {b}");
                }
            }
        }
    }
}
