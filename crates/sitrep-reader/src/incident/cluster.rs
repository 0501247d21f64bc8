//! Which mentions speak of one event.
//!
//! Mentions are taken in the order of the text. Each joins the event it fits best, or opens a new one: sort, place and date
//! must not contradict each other; nearness in the text, a definite article and a shared clause speak for one event, words
//! like "another" against it.

use sitrep_language::Document;
use sitrep_record::{DateInterval, IncidentType, Scope};
use smol_str::SmolStr;

use super::mention::{Mention, Trigger};
use super::votes::{Votes, may_be_one};
use crate::place::{Atlas, atlas::Relation};
use crate::time::{Value, calendar};
use crate::toll::Toll;

/// A mention joins an event that fits at least so well.
const ENOUGH: f32 = 1.0;
/// A place or date that cannot be the event's.
const CONTRADICTION: f32 = -6.0;

/// The mentions of one event.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cluster {
    /// Its mentions, in the order of the text.
    pub members: Vec<usize>,
    /// What sort of event it was.
    pub votes: Votes,
    /// Where.
    pub sites: Vec<usize>,
    /// When, by its own account.
    pub date: Option<DateInterval>,
    /// Who did it.
    pub agents: Vec<SmolStr>,
    /// To whom.
    pub targets: Vec<SmolStr>,
    /// The sentence of its last mention.
    last: usize,
    /// Whether it was told apart from those before ("in a separate attack").
    apart: bool,
}

/// What the grouping needs to see.
pub(crate) struct View<'a> {
    pub doc: &'a Document,
    pub atlas: &'a Atlas,
    pub tolls: &'a [Toll],
}

/// The events of a text; for each mention the event it speaks of, if it speaks of any.
pub(crate) fn group(view: &View<'_>, mentions: &[Mention]) -> (Vec<Cluster>, Vec<Option<usize>>) {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut of: Vec<Option<usize>> = vec![None; mentions.len()];
    for k in order(view, mentions) {
        let m = &mentions[k];
        if !counts(view, m) {
            continue;
        }
        let parent = m.toll().and_then(|t| view.tolls[t].parent);
        if let Some(parent) = parent
            && let Some(at) = mentions.iter().position(|p| p.toll() == Some(parent)).and_then(|p| of[p])
        {
            join(view, mentions, &mut clusters, &mut of, at, k);
            continue;
        }
        let date = date_of(m, &clusters, k, mentions, &of);
        let scored = clusters.iter().enumerate().map(|(c, cluster)| (c, score(view, mentions, m, date, cluster)));
        let best = scored.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let enough = if m.toll().is_some() { 0.3 } else { ENOUGH };
        match best {
            Some((c, fit)) if fit >= enough => join(view, mentions, &mut clusters, &mut of, c, k),
            _ => {
                clusters.push(Cluster::default());
                let c = clusters.len() - 1;
                clusters[c].apart = m.another;
                join(view, mentions, &mut clusters, &mut of, c, k);
            }
        }
        if let Some(c) = of[k]
            && let Some(date) = date
        {
            let narrower = |old: DateInterval| match (calendar::days(old), calendar::days(date)) {
                (Some(a), Some(b)) => b < a,
                (None, Some(_)) => true,
                _ => false,
            };
            if clusters[c].date.is_none_or(narrower) {
                clusters[c].date = Some(date);
            }
        }
    }
    (clusters, of)
}

/// The order to take mentions in: as in the text, but in one clause what tells most first, so that the toll joins the event
/// and not the other way round.
fn order(view: &View<'_>, mentions: &[Mention]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    let rank = |m: &Mention| {
        let subset = m.toll().is_some_and(|t| view.tolls[t].parent.is_some());
        (m.sent, subset, m.toll().is_some(), m.tokens.start)
    };
    order.sort_by_key(|&k| rank(&mentions[k]));
    order
}

/// Whether a mention can speak of an event at all.
fn counts(view: &View<'_>, m: &Mention) -> bool {
    match m.trigger {
        Trigger::Toll(_) => true,
        _ if !m.real || m.habit => {
            // What is told as a custom or a plan can still be what a toll in its clause came of.
            false
        }
        _ => {
            let _ = view;
            true
        }
    }
}

/// The days of a mention; a time that hangs on another event is counted from the last one dated.
fn date_of(
    m: &Mention,
    clusters: &[Cluster],
    k: usize,
    mentions: &[Mention],
    of: &[Option<usize>],
) -> Option<DateInterval> {
    match m.when? {
        Value::On(interval) => Some(interval),
        Value::After(days) => {
            let before =
                mentions[..k].iter().enumerate().rev().find_map(|(p, _)| of[p].and_then(|c| clusters[c].date))?;
            Some(calendar::moved(before, days))
        }
        Value::Habit | Value::Vague => None,
    }
}

fn join(view: &View<'_>, mentions: &[Mention], clusters: &mut [Cluster], of: &mut [Option<usize>], c: usize, k: usize) {
    let m = &mentions[k];
    let cluster = &mut clusters[c];
    cluster.members.push(k);
    cluster.votes.join(&m.votes);
    let background = m.toll().is_some_and(|t| view.tolls[t].scope == Scope::Subset);
    for &site in &m.sites {
        if !cluster.sites.contains(&site) && !background {
            cluster.sites.push(site);
        }
    }
    for (mine, theirs) in [(&mut cluster.agents, &m.agents), (&mut cluster.targets, &m.targets)] {
        for name in theirs {
            if !mine.contains(name) {
                mine.push(name.clone());
            }
        }
    }
    cluster.last = cluster.last.max(m.sent);
    of[k] = Some(c);
}

/// How well a mention fits an event.
fn score(view: &View<'_>, mentions: &[Mention], m: &Mention, date: Option<DateInterval>, c: &Cluster) -> f32 {
    let mut fit = 0.0;
    // sort
    match (m.votes.sure(), c.votes.sure()) {
        (Some(a), Some(b)) if a == b => fit += 1.2,
        (Some(a), Some(b)) if !may_be_one(a, b) => fit -= 3.0,
        (Some(_), Some(_)) => fit -= 0.6,
        _ => fit += 0.4,
    }
    // place
    fit += place(view, m, c);
    // date
    if let (Some(a), Some(b)) = (date, c.date) {
        if !calendar::overlap(a, b) {
            fit += CONTRADICTION;
        } else if calendar::days(a) == calendar::days(b) {
            fit += 1.0;
        }
    }
    // doers
    if !m.agents.is_empty() && !c.agents.is_empty() {
        fit += if m.agents.iter().any(|a| c.agents.contains(a)) { 0.6 } else { -1.2 };
    }
    // nearness
    let gap = m.sent.saturating_sub(c.last);
    fit += match gap {
        0 => 0.9,
        1 => 0.6,
        2 => 0.3,
        3..=5 => 0.0,
        _ => -0.3,
    };
    let shares_clause = c.members.iter().any(|&p| mentions[p].clause == m.clause);
    if shares_clause {
        fit += 1.5;
    } else if gap == 0 {
        let near = c.members.iter().any(|&p| {
            mentions[p].sent == m.sent && super::tree::distance(view.doc, mentions[p].anchor, m.anchor) <= 3.0
        });
        fit += if near { 0.8 } else { 0.0 };
    }
    if m.definite {
        fit += 0.5;
    }
    if m.another && !shares_clause {
        fit -= 4.0;
    }
    let scope = m.toll().map(|t| view.tolls[t].scope);
    if matches!(scope, Some(Scope::Background)) && !shares_clause {
        fit -= 4.0;
    }
    if matches!(scope, Some(Scope::Aggregate)) && !shares_clause && gap > 0 {
        fit -= 1.0;
    }
    fit
}

fn place(view: &View<'_>, m: &Mention, c: &Cluster) -> f32 {
    let mut best: Option<f32> = None;
    for &a in &m.sites {
        if view.atlas.is_country(a) {
            continue;
        }
        for &b in &c.sites {
            if view.atlas.is_country(b) {
                continue;
            }
            let value = match view.atlas.relation(a, b) {
                Relation::Same => 1.6,
                Relation::Within => 1.0,
                Relation::Around => 0.8,
                Relation::Near => {
                    if m.definite {
                        0.0
                    } else {
                        -1.6
                    }
                }
                Relation::Apart => CONTRADICTION,
                Relation::Unknown => -0.4,
            };
            best = Some(best.map_or(value, |old: f32| old.max(value)));
            if value == CONTRADICTION {
                // One place that cannot be is worse than another that can.
                return if best.is_some_and(|b| b > 1.0) { 0.0 } else { CONTRADICTION };
            }
        }
    }
    best.unwrap_or(0.0)
}

/// Whether an event is of a sort of its own, for the record.
pub(crate) fn kind_of(c: &Cluster) -> IncidentType {
    c.votes.best().map_or(IncidentType::Other, |(kind, _)| kind)
}
