//! Which units speak of one event.
//!
//! Units are taken in the order of the text. Each joins the event it fits best, or opens a new one: sort, place and date
//! must not contradict each other; nearness in the text and a definite article speak for one event, words like "another"
//! against it.

use jiff::civil::Date;
use sitrep_language::Document;
use sitrep_record::{DateInterval, Effect, IncidentType, Scope};
use smol_str::SmolStr;

use super::mention::Mention;
use super::unit::{self, Unit};
use super::votes::{Votes, may_be_one};
use super::words::EventWords;
use crate::place::{Atlas, Relation};
use crate::time::{Value, calendar};
use crate::toll::Toll;

/// A unit with a place or date of its own joins an event that fits at least so well; any other, one that fits at all.
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
    /// When.
    pub date: Option<DateInterval>,
    /// When, as far as its neighbours tell; so that nothing of another time joins it.
    implied: Option<DateInterval>,
    /// Who did it.
    pub agents: Vec<SmolStr>,
    /// Whether that is said where its toll is told.
    agents_of_toll: bool,
    /// To whom.
    pub targets: Vec<SmolStr>,
    /// The sentence of its last mention.
    last: usize,
    /// Whether it has a toll.
    has_toll: bool,
    /// Whether it is of the past that the article only looks back on.
    pub background: bool,
    /// Whether it was told apart from those before ("in a separate attack").
    pub apart: bool,
    /// The sentences that tell of it beside another that it answers, or that answers it.
    pub beside_other: Vec<usize>,
}

impl Cluster {
    /// Takes in all that was told of another.
    pub fn absorb(&mut self, other: Cluster) {
        self.members.extend(other.members);
        self.members.sort_unstable();
        self.votes.join(&other.votes);
        for site in other.sites {
            if !self.sites.contains(&site) {
                self.sites.push(site);
            }
        }
        self.date = match (self.date, other.date) {
            (Some(a), Some(b)) if calendar::days(b) < calendar::days(a) => Some(b),
            (a, b) => a.or(b),
        };
        if self.agents.is_empty() || other.agents_of_toll && !self.agents_of_toll && !other.agents.is_empty() {
            self.agents = other.agents;
            self.agents_of_toll = other.agents_of_toll;
        }
        for name in other.targets {
            if !self.targets.contains(&name) {
                self.targets.push(name);
            }
        }
        self.last = self.last.max(other.last);
        self.has_toll |= other.has_toll;
        self.beside_other.extend(other.beside_other);
    }

    /// Whether it stands in one sentence with what it answers, or what answers it, and the other tells that.
    pub fn answers(&self, other: &Cluster) -> bool {
        self.beside_other.iter().any(|s| other.beside_other.contains(s))
    }
}

/// What the grouping needs to see.
pub(crate) struct View<'a> {
    pub doc: &'a Document,
    pub atlas: &'a Atlas,
    pub tolls: &'a [Toll],
    pub events: &'a EventWords,
    pub today: Option<Date>,
    /// Whether it is an article on a truce in force.
    pub truce: bool,
    /// A day of the news that a sentence names.
    pub day_in: &'a dyn Fn(usize) -> Option<DateInterval>,
}

/// The events of a text, and which mention speaks of which.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// The events.
    pub clusters: Vec<Cluster>,
    /// For each mention the event it speaks of, if it speaks of one.
    pub of: Vec<Option<usize>>,
    /// Mentions that speak of several ("the blasts in X and Y"): mention and event.
    pub several: Vec<(usize, usize)>,
}

/// Groups the mentions of a text.
pub(crate) fn group(view: &View<'_>, mentions: &[Mention]) -> Groups {
    let mut several: Vec<(usize, usize)> = Vec::new();
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut of: Vec<Option<usize>> = vec![None; mentions.len()];
    for unit in unit::units(view, mentions) {
        if !unit.real {
            continue;
        }
        let date = date_of(view, &unit, &clusters);
        let told = told_before(view, &unit, &clusters);
        if told.len() > 1 {
            several.extend(unit.members.iter().flat_map(|&k| told.iter().map(move |&c| (k, c))));
            continue;
        }
        let parent =
            unit.parents.iter().find_map(|p| mentions.iter().position(|m| m.toll() == Some(*p)).and_then(|k| of[k]));
        let only_subset = unit.scopes.iter().all(|s| *s == Scope::Subset) && unit.counts_people();
        let c = match parent.filter(|_| only_subset) {
            Some(c) => c,
            None => {
                let scored = clusters.iter().enumerate().map(|(c, cluster)| (c, score(view, &unit, date, cluster)));
                let best = scored.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
                let placed = unit.sites.iter().any(|&s| !view.atlas.is_country(s));
                let enough = match (placed, date.is_some()) {
                    _ if unit.votes.best().is_none() && !placed => 0.3,
                    (true, _) => ENOUGH,
                    (false, true) => 0.8,
                    (false, false) => 0.4,
                };
                match best {
                    Some((c, fit)) if fit >= enough => c,
                    _ => {
                        clusters.push(Cluster::default());
                        clusters.len() - 1
                    }
                }
            }
        };
        if is_passing(view, &unit, &clusters[c]) {
            continue;
        }
        join(view, mentions, &mut clusters[c], &unit, date);
        for &k in &unit.members {
            of[k] = Some(c);
        }
        if clusters[c].date.is_none() && clusters[c].implied.is_none() && !unit.another && !unit.is_background() {
            let told = clusters.iter().filter(|o| o.date.is_some() && !o.background).max_by_key(|o| o.last);
            let implied = (view.day_in)(unit.sent).or(told.and_then(|o| o.date));
            clusters[c].implied = implied;
        }
        if clusters[c].members.len() == unit.members.len() {
            clusters[c].apart = unit.another;
            inherit(view, &mut clusters, c, &unit);
        }
    }
    Groups { clusters, of, several }
}

/// The events told before at each of the places that a unit names, if it only refers to them ("the X and Y blasts").
fn told_before(view: &View<'_>, u: &Unit, clusters: &[Cluster]) -> Vec<usize> {
    if u.counts_people() || !u.definite || u.sites.len() < 2 {
        return Vec::new();
    }
    let there = |c: &Cluster, a: usize| {
        let at = |b: &usize| matches!(view.atlas.relation(a, *b), Relation::Same | Relation::Within | Relation::Around);
        !view.atlas.is_country(a) && c.sites.iter().any(|b| !view.atlas.is_country(*b) && at(b))
    };
    let mut told: Vec<usize> = Vec::new();
    for &site in &u.sites {
        let Some((c, _)) = clusters.iter().enumerate().rev().find(|(_, c)| there(c, site)) else { return Vec::new() };
        if !told.contains(&c) {
            told.push(c);
        }
    }
    told
}

/// Whether a unit speaks of such events in general, far from the account that it would join.
fn is_passing(view: &View<'_>, u: &Unit, c: &Cluster) -> bool {
    let placed = u.sites.iter().any(|&s| !view.atlas.is_country(s));
    let far = !c.members.is_empty() && u.sent.saturating_sub(c.last) > 3;
    !u.counts_people() && !placed && u.when.is_none() && !u.definite && far
}

/// The days of a unit; a time that hangs on another event is counted from the event told last.
fn date_of(view: &View<'_>, unit: &Unit, clusters: &[Cluster]) -> Option<DateInterval> {
    match unit.when? {
        Value::On(interval) => Some(interval),
        Value::After(days) => {
            let before = clusters.iter().filter(|c| c.date.is_some()).max_by_key(|c| c.last).and_then(|c| c.date);
            let from = before.or(view.today.map(DateInterval::day).filter(|_| days < 0))?;
            Some(calendar::moved(from, days))
        }
        Value::Habit | Value::Vague => None,
    }
}

fn join(view: &View<'_>, mentions: &[Mention], cluster: &mut Cluster, unit: &Unit, date: Option<DateInterval>) {
    // "the bombing of other places by jets" does not tell who drove the car bomb
    let told = cluster.votes.best().zip(unit.votes.best());
    let alike = told.is_none_or(|((a, _), (b, _))| a == b || matches!(b, IncidentType::Attack | IncidentType::Other))
        || unit.counts_people();
    cluster.members.extend(&unit.members);
    // "most of them died in air strikes" tells of the whole less than the words that tell its toll.
    let part = unit.counts_people() && unit.scopes.iter().all(|s| *s == Scope::Subset) && cluster.has_toll;
    let mut votes = unit.votes.clone();
    votes.scale(if part { 0.4 } else { 1.0 });
    cluster.votes.join(&votes);
    cluster.last = cluster.last.max(unit.sent);
    if !unit.others.is_empty() {
        cluster.beside_other.push(unit.sent);
    }
    cluster.background |= unit.is_background();
    cluster.has_toll |= unit.counts_people();
    let unplaced = cluster.sites.iter().all(|&s| view.atlas.is_country(s));
    let whole = unit.scopes.is_empty() || unit.scopes.iter().any(|s| *s != Scope::Subset);
    for &site in &unit.sites {
        let nearer = || cluster.sites.iter().any(|&s| view.atlas.relation(site, s) == Relation::Within);
        if !cluster.sites.contains(&site) && (whole || unplaced || nearer()) {
            cluster.sites.push(site);
        }
    }
    // The first account of the toll says who did it; until there is one, the first account of the event does.
    if alike
        && !part
        && !unit.agents.is_empty()
        && (cluster.agents.is_empty() || unit.counts_people() && !cluster.agents_of_toll)
    {
        cluster.agents = unit.agents.clone();
        cluster.agents_of_toll = unit.counts_people();
    }
    for name in unit.members.iter().flat_map(|&k| &mentions[k].targets) {
        if !cluster.targets.contains(name) {
            cluster.targets.push(name.clone());
        }
    }
    if let Some(date) = date {
        let narrower = |old: DateInterval| match (calendar::days(old), calendar::days(date)) {
            (Some(a), Some(b)) => a > 7 && b < a,
            (None, Some(_)) => true,
            _ => false,
        };
        if cluster.date.is_none_or(narrower) {
            cluster.date = Some(date);
        }
    }
}

/// A toll that names no event of its own ("five more died in the next town") is of the sort told just before, by the same
/// doers, on the same day.
fn inherit(view: &View<'_>, clusters: &mut [Cluster], c: usize, unit: &Unit) {
    if !unit.counts_people() || unit.is_background() {
        return;
    }
    let before = clusters.iter().enumerate().filter(|(k, o)| *k != c && o.votes.best().is_some() && !o.background);
    let before = before.filter(|(_, o)| o.votes.best().is_some_and(|(kind, _)| suits(kind, &unit.effects)));
    let Some((b, _)) = before.max_by_key(|(k, o)| (o.last, *k)) else { return };
    if unit.sent - clusters[b].last > 3 {
        return;
    }
    if let Some((kind, _)) = unit.votes.best() {
        // "raids on the next town": the same hand, unless another is named
        let close = matches!(
            kind,
            IncidentType::Execution | IncidentType::Abduction | IncidentType::Displacement | IncidentType::Arrest
        );
        let same = close || clusters[b].votes.best().is_some_and(|(k, _)| k == kind);
        if same && !unit.another && unit.agents.is_empty() {
            clusters[c].agents = clusters[b].agents.clone();
        }
        return;
    }
    let (votes, agents, date, sites) =
        (clusters[b].votes.clone(), clusters[b].agents.clone(), clusters[b].date, clusters[b].sites.clone());
    let cluster = &mut clusters[c];
    cluster.votes.join(&votes);
    if cluster.agents.is_empty() {
        cluster.agents = agents;
    }
    cluster.date = cluster.date.or(date);
    if cluster.sites.is_empty() {
        cluster.sites.extend(sites.into_iter().filter(|&s| view.atlas.is_country(s)));
    }
}

/// How well a unit fits an event.
fn score(view: &View<'_>, u: &Unit, date: Option<DateInterval>, c: &Cluster) -> f32 {
    let mut fit = 0.0;
    match (u.votes.sure(), c.votes.sure()) {
        (Some(a), Some(b)) if a == b => fit += 1.2,
        (Some(a), Some(b)) if !may_be_one(a, b) => fit -= 3.0,
        (Some(_), Some(_)) => fit -= 0.6,
        _ => match (u.votes.best(), c.votes.best()) {
            (Some((a, _)), Some((b, _))) if !may_be_one(a, b) => fit -= 2.0,
            _ => fit += 0.4,
        },
    }
    let kin = fit > -2.0;
    fit += place(view, u, c) + effect(u, c);
    if let (Some(a), Some(b)) = (date, c.date) {
        if !calendar::overlap(a, b) {
            fit += CONTRADICTION;
        } else if calendar::days(a) == calendar::days(b) {
            fit += 1.0;
        }
    }
    if let (Some(a), None, Some(b)) = (date, c.date, c.implied)
        && !calendar::overlap(a, b)
    {
        fit -= 3.0;
    }
    if !u.agents.is_empty() && !c.agents.is_empty() {
        fit += if u.agents.iter().any(|a| c.agents.contains(a)) { 0.6 } else { -1.2 };
    }
    let gap = u.sent.saturating_sub(c.last);
    fit += match gap {
        0 => 0.9,
        1 => 0.6,
        2 => 0.3,
        3..=5 => 0.0,
        _ => -0.3,
    };
    if u.definite && kin {
        fit += 0.5;
        // "the attack" is the one that people died in
        if c.has_toll {
            fit += 0.5;
        }
    }
    if u.another {
        fit -= 4.0;
    }
    if u.others.iter().any(|k| c.members.contains(k)) {
        fit += CONTRADICTION;
    }
    // "in response to a deadly attack": one not told of before
    if u.answered && !u.definite && !u.counts_people() && !c.members.is_empty() {
        fit -= 1.5;
    }
    if u.is_background() != c.background && c.has_toll && u.counts_people() {
        fit -= 4.0;
    }
    fit
}

/// People are not killed by a capture of ground, nor displaced by an arrest, unless the text says so in one breath.
fn effect(u: &Unit, c: &Cluster) -> f32 {
    if u.votes.best().is_some() || u.sent == c.last {
        return 0.0;
    }
    match c.votes.best() {
        Some((kind, _)) if !suits(kind, &u.effects) => -1.0,
        _ => 0.0,
    }
}

/// Whether an event of this sort does such things to people.
fn suits(kind: IncidentType, effects: &[Effect]) -> bool {
    use IncidentType::*;
    let violent = !matches!(kind, Displacement | Arrest | Abduction | Capture);
    let fits = |e: &Effect| match e {
        Effect::Killed | Effect::Injured => violent || kind == Abduction,
        Effect::Displaced => kind == Displacement || violent,
        Effect::Captured => !matches!(kind, Displacement | Airstrike | Explosion | Chemical),
        Effect::Missing => true,
    };
    effects.iter().all(fits)
}

fn place(view: &View<'_>, u: &Unit, c: &Cluster) -> f32 {
    let mut best: Option<f32> = None;
    let mut apart = false;
    for &a in &u.sites {
        for &b in &c.sites {
            let relation = view.atlas.relation(a, b);
            let country = view.atlas.is_country(a) || view.atlas.is_country(b);
            let value = match relation {
                Relation::Apart => {
                    apart = true;
                    continue;
                }
                _ if country => continue,
                Relation::Same => 1.6,
                Relation::Within => 1.0,
                Relation::Around => 0.8,
                Relation::Near if u.definite => 0.0,
                Relation::Near => -1.6,
                Relation::Unknown => -0.4,
            };
            best = Some(best.map_or(value, |old: f32| old.max(value)));
        }
    }
    match (apart, best) {
        (true, Some(b)) if b > 1.2 => 0.0,
        (true, _) => CONTRADICTION,
        (false, best) => best.unwrap_or(0.0),
    }
}
