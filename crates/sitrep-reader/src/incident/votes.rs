//! What sort of event it was, weighed from all the words that tell of it.

use sitrep_record::IncidentType;
use smol_str::SmolStr;

use super::words::Event;

const ALL: [IncidentType; 13] = [
    IncidentType::Airstrike,
    IncidentType::Shelling,
    IncidentType::Explosion,
    IncidentType::Chemical,
    IncidentType::Clash,
    IncidentType::Attack,
    IncidentType::Execution,
    IncidentType::Abduction,
    IncidentType::Arrest,
    IncidentType::Displacement,
    IncidentType::Capture,
    IncidentType::CeasefireViolation,
    IncidentType::Other,
];

/// Votes for each sort of event, and the surest word for the means.
#[derive(Debug, Clone, Default)]
pub(crate) struct Votes {
    weights: [f32; ALL.len()],
    method: Option<(SmolStr, f32)>,
}

impl Votes {
    /// Adds what a word says, `share` of it.
    pub fn add(&mut self, event: &Event, share: f32) {
        self.give(event.kind, event.weight * share);
        if let Some(or) = event.or {
            self.give(or, (event.weight - 0.2) * share);
        }
        if let Some(method) = &event.method {
            self.offer(method, event.weight * share);
        }
    }

    /// Takes a word for the means if it is surer than the one known, or says more: "car bomb" says what "bomb" does.
    fn offer(&mut self, method: &SmolStr, weight: f32) {
        let says_more = |a: &str, b: &str| a.len() > b.len() && a.split(' ').any(|word| word == b);
        let better = self
            .method
            .as_ref()
            .is_none_or(|(known, w)| says_more(method, known) || weight > *w && !says_more(known, method));
        if better {
            self.method = Some((method.clone(), weight));
        }
    }

    /// Adds what an event word says; one that may tell of war from the air or of another sort tells the other if the
    /// article knows no war from the air.
    pub fn add_word(&mut self, event: &Event, air: bool) {
        match event.or {
            Some(or) if !air && event.kind == IncidentType::Airstrike => self.give(or, event.weight),
            Some(or) if !air && or == IncidentType::Airstrike => self.give(event.kind, event.weight),
            _ => self.add(event, 1.0),
        }
    }

    /// Adds a vote for one sort.
    pub fn give(&mut self, kind: IncidentType, weight: f32) {
        if let Some(at) = ALL.iter().position(|k| *k == kind) {
            self.weights[at] += weight;
        }
    }

    /// Adds all votes of another account of the same event.
    pub fn join(&mut self, other: &Votes) {
        for (mine, theirs) in self.weights.iter_mut().zip(other.weights) {
            *mine += theirs;
        }
        if let Some((method, weight)) = &other.method {
            self.offer(method, *weight);
        }
    }

    /// Makes all votes count more or less.
    pub fn scale(&mut self, by: f32) {
        self.weights.iter_mut().for_each(|w| *w *= by);
    }

    /// The votes for one sort.
    pub fn of(&self, kind: IncidentType) -> f32 {
        ALL.iter().position(|k| *k == kind).map_or(0.0, |at| self.weights[at])
    }

    /// The sort with most votes, if any has one, and how many. Poison tells more than the means that bore it, and the means
    /// more than the bare word "attack".
    pub fn best(&self) -> Option<(IncidentType, f32)> {
        self.best_of(|_| true)
    }

    /// The sort with most votes among those that `may` be.
    pub fn best_of(&self, may: impl Fn(IncidentType) -> bool) -> Option<(IncidentType, f32)> {
        let poison = self.of(IncidentType::Chemical);
        if may(IncidentType::Chemical) && poison >= 3.0 && self.weights.iter().all(|w| poison >= 0.5 * w) {
            return Some((IncidentType::Chemical, poison));
        }
        let rank = |kind: IncidentType| match kind {
            IncidentType::Attack => 0.45,
            IncidentType::Clash => 0.8,
            IncidentType::Other => 0.1,
            _ => 1.0,
        };
        let (at, weight) = self
            .weights
            .iter()
            .enumerate()
            .filter(|(i, _)| may(ALL[*i]))
            .map(|(i, w)| (i, w * rank(ALL[i])))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        (weight > 0.0).then_some((ALL[at], weight))
    }

    /// The surest sort if a word told it outright, for telling two events apart.
    pub fn sure(&self) -> Option<IncidentType> {
        self.best().filter(|(kind, w)| *w >= 1.5 && *kind != IncidentType::Other).map(|(kind, _)| kind)
    }

    /// The means.
    pub fn method(&self) -> Option<&str> {
        self.method.as_ref().map(|(m, _)| m.as_str())
    }
}

/// Whether accounts of these two sorts may be of one event.
pub(crate) fn may_be_one(a: IncidentType, b: IncidentType) -> bool {
    use IncidentType::*;
    if a == b {
        return true;
    }
    let loose = |k| matches!(k, Attack | Other | CeasefireViolation);
    let deed = |k| matches!(k, Arrest | Displacement | Capture);
    if (a == Attack && deed(b)) || (b == Attack && deed(a)) {
        return false;
    }
    let pair = |x, y| (a == x && b == y) || (a == y && b == x);
    loose(a)
        || loose(b)
        || pair(Airstrike, Shelling)
        || pair(Airstrike, Explosion)
        || pair(Shelling, Explosion)
        || pair(Chemical, Airstrike)
        || pair(Chemical, Shelling)
        || pair(Chemical, Explosion)
        || pair(Clash, Shelling)
        || pair(Clash, Airstrike)
        || pair(Clash, Capture)
        || pair(Clash, Explosion)
        || pair(Abduction, Execution)
        || pair(Arrest, Clash)
}
