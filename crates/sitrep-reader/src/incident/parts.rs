//! Which incidents a total adds up.

use sitrep_record::{Effect, Scope};

use super::cluster::{Cluster, View};
use super::mention::Mention;
use crate::place::Relation;
use crate::time::{Value, calendar};

/// The events whose tolls an aggregate adds up: those of its sort, in its places and days, that have a toll of their own of
/// the same effect. Fewer than two are no sum: then the total is that of the one event it was told of.
pub(crate) fn of(view: &View<'_>, mentions: &[Mention], clusters: &[Cluster], k: usize, own: usize) -> Vec<usize> {
    let m = &mentions[k];
    let Some(toll) = m.toll().map(|t| &view.tolls[t]).filter(|t| t.scope == Scope::Aggregate) else {
        return Vec::new();
    };
    let beside = |p: &&usize| mentions[**p].sent == m.sent && mentions[**p].clause == m.clause;
    let sites: Vec<usize> =
        clusters[own].members.iter().filter(beside).flat_map(|&p| mentions[p].sites.clone()).collect();
    let whole: Vec<usize> = sites.into_iter().filter(|&s| !view.atlas.is_country(s)).collect();
    let days = match m.when {
        Some(Value::On(days)) => Some(days),
        _ => None,
    };
    let sort = clusters[own].votes.best().map(|(kind, _)| kind);
    let fits = |c: &Cluster| {
        let place = whole.is_empty()
            || c.sites.iter().any(|&s| {
                whole.iter().any(|&w| matches!(view.atlas.relation(s, w), Relation::Same | Relation::Within))
            });
        let time = days.zip(c.date).is_none_or(|(a, b)| calendar::overlap(a, b));
        let kind = c.votes.best().map(|(kind, _)| kind);
        !c.background && place && time && kind == sort && has_own(view, mentions, c, toll.effect)
    };
    let parts: Vec<usize> = (0..clusters.len()).filter(|&c| fits(&clusters[c])).collect();
    if parts.len() < 2 { Vec::new() } else { parts }
}

/// Whether an event has a toll of its own of an effect.
fn has_own(view: &View<'_>, mentions: &[Mention], c: &Cluster, effect: Effect) -> bool {
    let tolls = c.members.iter().filter_map(|&k| mentions[k].toll()).map(|t| &view.tolls[t]);
    tolls.into_iter().any(|t| t.effect == effect && t.scope == Scope::Incident)
}
