//! The decisions of people in the form that grouping needs.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::store::decision::{Decision, Logged};

/// What holds after all decisions.
#[derive(Debug, Default)]
pub(crate) struct Rulings {
    log: Vec<Logged>,
    /// Pairs of mentions that are one, the smaller id first.
    pub(super) same: BTreeSet<(String, String)>,
    /// Pairs that are two.
    pub(super) apart: BTreeSet<(String, String)>,
    /// For each mention of such a pair, those that it is in one with.
    pub(super) tied: FxHashMap<String, Vec<String>>,
}

fn pair(a: &str, b: &str) -> (String, String) {
    (a.min(b).to_owned(), a.max(b).to_owned())
}

impl Rulings {
    /// Later decisions go before earlier ones; those that were taken back do not count.
    pub fn of(log: Vec<Logged>) -> Self {
        let mut rulings = Rulings::default();
        for logged in log.iter().filter(|l| l.undone_by.is_none()) {
            match &logged.decision {
                Decision::Merge { a, b } => {
                    // all tellings of both: else those that fit the joined ones less well would leave them
                    let all: Vec<&String> = a.iter().chain(b).collect();
                    for (at, x) in all.iter().enumerate() {
                        for y in &all[at + 1..] {
                            rulings.apart.remove(&pair(x, y));
                            rulings.same.insert(pair(x, y));
                        }
                    }
                }
                Decision::Split { leave, stay, .. } => {
                    for (x, y) in leave.iter().flat_map(|x| stay.iter().map(move |y| (x, y))) {
                        rulings.same.remove(&pair(x, y));
                        rulings.apart.insert(pair(x, y));
                    }
                }
                _ => {}
            }
        }
        for (a, b) in rulings.same.iter().chain(&rulings.apart) {
            rulings.tied.entry(a.clone()).or_default().push(b.clone());
            rulings.tied.entry(b.clone()).or_default().push(a.clone());
        }
        rulings.log = log;
        rulings
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.log.is_empty()
    }

    /// Whether a person holds two mentions apart.
    pub fn holds_apart(&self, a: &str, b: &str) -> bool {
        self.apart.contains(&pair(a, b))
    }

    /// The entry of the log at this place.
    pub fn entry(&self, seq: i64) -> Option<&Logged> {
        self.log.iter().find(|l| l.seq == seq)
    }

    /// The decisions about an incident with these mentions that were not taken back, in order.
    pub fn about<'a>(&'a self, ids: &'a BTreeSet<&str>) -> impl Iterator<Item = &'a Logged> {
        let holds = self.log.iter().filter(|l| l.undone_by.is_none());
        holds.filter(|l| l.decision.about().is_some_and(|id| ids.contains(id)))
    }
}
