//! What one sentence tells of one event: its mentions that hang together in the tree, taken as one.

use sitrep_record::{Effect, IncidentType, Scope};
use smol_str::SmolStr;

use super::cluster::View;
use super::mention::Mention;
use super::tree;
use super::votes::{Votes, may_be_one};
use crate::place::Relation;
use crate::time::{Value, calendar};

/// Mentions this near in the tree speak of one event, whatever clauses they stand in.
const NEAR: f32 = 3.0;

/// How much farther a mention is from one that only goes on beside it.
const ASIDE: f32 = 4.0;

/// The mentions of one event in one sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unit {
    /// Its mentions, in the order of the text.
    pub members: Vec<usize>,
    /// Its sentence.
    pub sent: usize,
    /// What sort of event it tells.
    pub votes: Votes,
    /// Where.
    pub sites: Vec<usize>,
    /// When, as its words say.
    pub when: Option<Value>,
    /// "the attack".
    pub definite: bool,
    /// "another attack".
    pub another: bool,
    /// Whether an event word that happened, or a toll, is among them.
    pub real: bool,
    /// Who did it.
    pub agents: Vec<SmolStr>,
    /// The scopes of its tolls.
    pub scopes: Vec<Scope>,
    /// What its tolls tell happened to people.
    pub effects: Vec<Effect>,
    /// For each subset among its tolls, the toll that it is a part of.
    pub parents: Vec<usize>,
    /// Mentions of its sentence that speak of another event ("a strike in response to the bombing").
    pub others: Vec<usize>,
    /// Whether it is only told as what another event answers.
    pub answered: bool,
}

impl Unit {
    fn add(&mut self, view: &View<'_>, mentions: &[Mention], k: usize) {
        let m = &mentions[k];
        self.members.push(k);
        self.sent = m.sent;
        let happened = m.toll().is_some() || m.real && !m.habit;
        self.real |= happened;
        // What is only planned or past tells neither the sort nor the doers, but often where.
        if happened {
            self.votes.join(&m.votes);
        }
        for &site in &m.sites {
            if !self.sites.contains(&site) {
                self.sites.push(site);
            }
        }
        let dated = |when: Option<Value>| matches!(when, Some(Value::On(_)));
        if self.when.is_none() || !dated(self.when) && dated(m.when) {
            self.when = m.when.or(self.when);
        }
        self.definite |= m.definite;
        self.another |= m.another;
        for name in m.agents.iter().filter(|_| happened) {
            if !self.agents.contains(name) {
                self.agents.push(name.clone());
            }
        }
        if let Some(t) = m.toll() {
            self.scopes.push(view.tolls[t].scope);
            self.effects.push(view.tolls[t].effect);
            self.parents.extend(view.tolls[t].parent);
        }
    }

    /// Whether one of its tolls is the whole toll of an event or part of one.
    pub fn counts_people(&self) -> bool {
        !self.scopes.is_empty()
    }

    /// Whether it only looks back on older or larger figures.
    pub fn is_background(&self) -> bool {
        let whole = |s: &&Scope| **s != Scope::Subset;
        self.scopes.contains(&Scope::Background) && self.scopes.iter().filter(whole).all(|s| *s == Scope::Background)
    }
}

/// All units of a text, in order.
pub(crate) fn units(view: &View<'_>, mentions: &[Mention]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut start = 0;
    while start < mentions.len() {
        let sent = mentions[start].sent;
        let end = start + mentions[start..].iter().take_while(|m| m.sent == sent).count();
        sentence(view, mentions, start..end, &mut units);
        start = end;
    }
    units
}

fn sentence(view: &View<'_>, mentions: &[Mention], range: std::ops::Range<usize>, units: &mut Vec<Unit>) {
    let first = units.len();
    let mut apart: Vec<(usize, usize)> = Vec::new();
    // Events open units; tolls join them, or open one where no event fits.
    let (tolls, events): (Vec<usize>, Vec<usize>) = range.partition(|&k| mentions[k].toll().is_some());
    for k in events.into_iter().chain(tolls) {
        let m = &mentions[k];
        let mut fit = |u: &Unit| -> Option<f32> {
            let hangs = u.members.iter().any(|&p| mentions[p].clause == m.clause);
            let near = u
                .members
                .iter()
                .map(|&p| tree::distance(view.doc, mentions[p].anchor, m.anchor))
                .fold(f32::MAX, f32::min);
            let other = u
                .members
                .iter()
                .find(|&&p| answers(view, mentions[p].anchor, m.anchor) || answers(view, m.anchor, mentions[p].anchor));
            let answered = other.is_some();
            apart.extend(other.map(|&p| (p, k)));
            // "a bomb killed ten as rebels advanced": what goes on beside is another event if it is of another sort
            let beside = tree::aside(view.doc, m.anchor);
            let aside = u.members.iter().all(|&p| tree::aside(view.doc, mentions[p].anchor) != beside);
            let sorts = m.votes.best().zip(u.votes.best());
            if answered
                || u.members.iter().any(|&p| is_added(view, &mentions[p], m))
                || aside && sorts.is_some_and(|((a, _), (b, _))| a != b)
            {
                return None;
            }
            ((hangs || near <= NEAR || m.toll().is_some()) && agree(view, mentions, m, u))
                .then_some(near + if hangs { 0.0 } else { 3.0 } + if aside { ASIDE } else { 0.0 })
        };
        let parent = m.toll().and_then(|t| view.tolls[t].parent);
        let of_parent = parent
            .and_then(|p| units[first..].iter().position(|u| u.members.iter().any(|&k| mentions[k].toll() == Some(p))));
        let best = of_parent.map(|u| first + u).or_else(|| {
            let scored = units.iter().enumerate().skip(first).filter_map(|(u, unit)| Some((u, fit(unit)?)));
            scored.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(u, _)| u)
        });
        let u = best.unwrap_or_else(|| {
            units.push(Unit::default());
            units.len() - 1
        });
        units[u].add(view, mentions, k);
    }
    for unit in &mut units[first..] {
        unit.members.sort_unstable();
        for &(a, b) in &apart {
            match (unit.members.contains(&a), unit.members.contains(&b)) {
                (true, false) => unit.others.push(b),
                (false, true) => unit.others.push(a),
                _ => {}
            }
        }
        let below = |&k: &usize| answer(view, mentions[k].anchor).is_some();
        unit.answered = !unit.others.is_empty() && unit.members.iter().all(below);
    }
}

/// "5,000 left the town along with 200 evacuated from X": two tolls of one effect, the second with a place of its own.
fn is_added(view: &View<'_>, first: &Mention, m: &Mention) -> bool {
    let (Some(a), Some(b)) = (first.toll(), m.toll()) else { return false };
    let (a, b) = (&view.tolls[a], &view.tolls[b]);
    let word = |back: usize| b.evidence.start.checked_sub(back).map_or("", |i| view.doc.token(i).lower());
    a.effect == b.effect
        && a.trigger != b.trigger
        && word(1) == "with"
        && matches!(word(2), "along" | "together")
        && m.sites.iter().any(|&s| !view.atlas.is_country(s))
        && first.sites.is_empty()
}

/// Whether `b` stands below a word like "response" that `a` does not stand below.
fn answers(view: &View<'_>, a: usize, b: usize) -> bool {
    answer(view, b).is_some_and(|word| answer(view, a) != Some(word) && word != a)
}

/// The word like "response" that a token stands below. What "prompts" something is not below the verb: what it prompts is.
fn answer(view: &View<'_>, i: usize) -> Option<usize> {
    let mut at = view.doc.token(i);
    for _ in 0..6 {
        if at.is_root() {
            return None;
        }
        let head = at.head();
        let subject = at.dep() == "nsubj" && head.pos() == "VERB";
        if view.events.is_answer(head.lemma()) && !subject {
            return Some(head.i());
        }
        at = head;
    }
    None
}

/// Whether nothing in a mention contradicts a unit of its sentence.
fn agree(view: &View<'_>, mentions: &[Mention], m: &Mention, u: &Unit) -> bool {
    if let (Some(a), Some(b)) = (m.votes.sure(), u.votes.sure())
        && !may_be_one(a, b)
    {
        return false;
    }
    // "the blast hit buses with people evacuated from X"
    let moves = |v: &Votes| v.best().is_some_and(|(kind, _)| kind == IncidentType::Displacement);
    if let (Some((a, _)), Some((b, _))) = (m.votes.best(), u.votes.best())
        && moves(&m.votes) != moves(&u.votes)
        && m.toll().is_none()
        && !may_be_one(a, b)
    {
        return false;
    }
    let harm = |e: Effect| matches!(e, Effect::Killed | Effect::Injured);
    let described = |k: &usize| mentions[*k].sites.is_empty() || view.doc.token(mentions[*k].anchor).dep() == "acl";
    if m.toll().is_some_and(|t| harm(view.tolls[t].effect))
        && moves(&u.votes)
        && (!u.counts_people() || u.members.iter().all(described))
    {
        return false;
    }
    if let (Some(Value::On(a)), Some(Value::On(b))) = (m.when, u.when)
        && !calendar::overlap(a, b)
    {
        return false;
    }
    if m.another && !u.members.is_empty() && m.votes.sure().is_some() && u.votes.sure().is_some() {
        return false;
    }
    !m.sites.iter().any(|&a| u.sites.iter().any(|&b| view.atlas.relation(a, b) == Relation::Apart))
}
