//! Which accords of different articles are one.

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
    let mut pairs: Vec<(std::cmp::Reverse<i64>, usize, usize)> = Vec::new();
    for (a, x) in order.iter().enumerate() {
        for (b, y) in order.iter().enumerate().skip(a + 1) {
            if let Some(fit) = fit(&told[*x], &told[*y]).filter(|f| *f >= 2) {
                pairs.push((std::cmp::Reverse(fit), a, b));
            }
        }
    }
    pairs.sort_unstable();
    let mut group: Vec<usize> = (0..order.len()).collect();
    for (_, a, b) in pairs {
        let (into, from) = (group[a].min(group[b]), group[a].max(group[b]));
        if into == from {
            continue;
        }
        let of = |g: usize| (0..order.len()).filter(|at| group[*at] == g).collect::<Vec<_>>();
        let (x, y) = (of(into), of(from));
        let possible = |a: usize, b: usize| fit(&told[order[a]], &told[order[b]]).is_some();
        if x.iter().all(|a| y.iter().all(|b| possible(*a, *b))) {
            y.into_iter().for_each(|at| group[at] = into);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    order.iter().enumerate().for_each(|(at, place)| groups.entry(group[at]).or_default().push(*place));
    groups.into_values().collect()
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
    let effective = |t: &AccordTold<'_>| t.accord.effective.as_ref().and_then(|e| e.from);
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
