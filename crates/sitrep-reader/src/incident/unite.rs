//! Accounts of one event that were taken for two: what a text tells first in its headline and then in full, or comes back to.

use sitrep_record::Scope;

use super::cluster::{Cluster, Groups, View};
use super::mention::Mention;
use crate::place::Relation;
use crate::time::calendar;

/// Puts together the events that nothing tells apart: alike in sort, place and day, with no doers and no figures of their own
/// that differ.
pub(crate) fn unite(view: &View<'_>, mentions: &[Mention], groups: &mut Groups) {
    let mut a = 0;
    while a < groups.clusters.len() {
        match (a + 1..groups.clusters.len())
            .find(|&b| are_one(view, mentions, &groups.clusters[a], &groups.clusters[b]))
        {
            Some(b) => take_in(groups, a, b),
            None => a += 1,
        }
    }
}

fn take_in(groups: &mut Groups, a: usize, b: usize) {
    let other = groups.clusters.remove(b);
    groups.clusters[a].absorb(other);
    let place = |c: usize| match c {
        c if c == b => a,
        c if c > b => c - 1,
        c => c,
    };
    for c in groups.of.iter_mut().flatten() {
        *c = place(*c);
    }
    for (_, c) in &mut groups.several {
        *c = place(*c);
    }
}

fn are_one(view: &View<'_>, mentions: &[Mention], a: &Cluster, b: &Cluster) -> bool {
    if a.background || b.background || a.apart || b.apart || a.answers(b) || b.answers(a) {
        return false;
    }
    let sort = |c: &Cluster| c.votes.best().map(|(kind, _)| kind);
    if sort(a).is_none() || sort(a) != sort(b) {
        return false;
    }
    let days = a.date.zip(b.date).is_none_or(|(x, y)| calendar::overlap(x, y));
    let hands = a.agents.is_empty() || b.agents.is_empty() || a.agents.iter().any(|n| b.agents.contains(n));
    days && hands && places(view, a, b) && !rivals(view, mentions, a, b)
}

/// Whether they may have happened at one place.
fn places(view: &View<'_>, a: &Cluster, b: &Cluster) -> bool {
    let told = |c: &Cluster| c.sites.iter().copied().filter(|&s| !view.atlas.is_country(s)).collect::<Vec<_>>();
    let (x, y) = (told(a), told(b));
    let relations = || x.iter().flat_map(|&s| y.iter().map(move |&t| view.atlas.relation(s, t)));
    relations().any(|r| r == Relation::Same) && !relations().any(|r| r == Relation::Apart)
}

/// Whether both have figures for the whole of one effect that differ.
fn rivals(view: &View<'_>, mentions: &[Mention], a: &Cluster, b: &Cluster) -> bool {
    let whole = |c: &Cluster| {
        let tolls = c.members.iter().filter_map(|&k| mentions[k].toll()).map(|t| &view.tolls[t]);
        tolls.filter(|t| t.scope != Scope::Subset).map(|t| (t.effect, t.count.low, t.count.high)).collect::<Vec<_>>()
    };
    let (x, y) = (whole(a), whole(b));
    x.iter().any(|s| y.iter().any(|t| s.0 == t.0) && !y.contains(s))
}
