//! Figures for the fighters of two sides are no answers to one question: "47 rebels were killed, the army said" and "eleven soldiers were
//! killed, a medic said" do not contradict each other.

use std::collections::BTreeSet;

use sitrep_record::Status;

use super::Series;
use super::series::{interval, point};

fn side(series: &Series) -> Option<&str> {
    series.latest.group.as_deref()
}

/// The figures that are taken together, and those that stand beside them. Where fighters of several sides are counted, that is the
/// figures for all who were hit, if one reaches the largest of a side; else the figures of that side, and those that name none.
pub(super) fn of_one_side<'a>(all: &[&'a Series]) -> (Vec<&'a Series>, Vec<&'a Series>) {
    let sides: BTreeSet<&str> = all.iter().filter_map(|s| side(s)).collect();
    if sides.len() < 2 {
        return (all.to_vec(), Vec::new());
    }
    let number = |s: &&&Series| (point(&s.latest.count), s.authority.key.clone());
    let Some(largest) = all.iter().filter(|s| side(s).is_some()).max_by_key(number) else {
        return (all.to_vec(), Vec::new());
    };
    let whole = all.iter().any(|s| side(s).is_none() && point(&s.latest.count) >= point(&largest.latest.count));
    let main = if whole { None } else { side(largest) };
    all.iter().partition(|s| side(s).is_none() || side(s) == main)
}

/// Two authorities whose figures cannot both be true: they count the same people and their intervals do not meet, or one side's
/// fighters are more than all who were hit.
pub(super) fn apart<'a>(all: &[&'a Series]) -> Option<(&'a Series, &'a Series)> {
    let pairs = all.iter().enumerate().flat_map(|(at, a)| all[at + 1..].iter().map(move |b| (*a, *b)));
    let more = |part: &Series, whole: &Series| {
        let ends = interval(&part.latest.count).zip(interval(&whole.latest.count));
        ends.is_some_and(|((low, _), (_, high))| high.is_some_and(|high| low > high))
    };
    // fighters of no side told may be those of any
    let open = |s: &Series| side(s).is_none() && s.latest.status == Status::Combatant;
    pairs.into_iter().find(|(a, b)| match (side(a), side(b)) {
        (x, y) if x == y || open(a) || open(b) => more(a, b) || more(b, a),
        (None, Some(_)) => more(b, a),
        (Some(_), None) => more(a, b),
        _ => false,
    })
}
