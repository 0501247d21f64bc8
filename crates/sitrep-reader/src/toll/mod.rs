//! Who was killed, wounded, taken, driven out or is missing, and how many.
//!
//! The text is cut into amounts ([`quantity`](crate::quantity)) and groups of people ([`group`]); rules tie a word that
//! tells an effect to the groups that suffered it ([`rules`]); of what they find, the surest reading of each group
//! stays, what is only feared or planned goes ([`unreal`]), and what counts part of others is tied to them ([`inherit`],
//! [`build`]).

mod build;
mod compact;
mod dedupe;
mod draft;
mod group;
mod inherit;
mod part;
mod rules;
mod scene;
mod status;
mod subject;
mod unreal;
mod words;

use std::ops::Range;

use sitrep_record::{Count, Effect, Polarity, Scope, Status};

pub(crate) use dedupe::dedupe;
pub(crate) use words::{Effects, Sense, Sufferer, VictimWords};

use crate::assemble::Context;

/// One statement of a human toll, in tokens of the document.
#[derive(Debug, Clone)]
pub(crate) struct Toll {
    /// What happened to the people counted.
    pub effect: Effect,
    /// How many.
    pub count: Count,
    /// The word that tells the effect ("killed", "dead", "toll").
    pub trigger: usize,
    /// The number and its hedges; none for a bare plural or a named victim.
    pub number: Option<Range<usize>>,
    /// The noun phrase of the victims.
    pub victims: Option<Range<usize>>,
    /// The noun at the head of that phrase.
    pub noun: Option<usize>,
    /// "three others", "another woman": people beside those told of before.
    pub others: bool,
    /// Civilians or combatants.
    pub status: Status,
    /// Stated or denied.
    pub polarity: Polarity,
    /// What part of the whole is counted.
    pub scope: Scope,
    /// For a subset, the place of its parent among the tolls.
    pub parent: Option<usize>,
    /// The words that hold both the number and the effect.
    pub evidence: Range<usize>,
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// How sure the rule is, 0 to 1.
    pub confidence: f32,
}

/// Every toll that the text states, in the order of the text.
pub(crate) fn find(context: Context<'_>) -> Vec<Toll> {
    match compact::Compact::of(context.doc) {
        None => find_in(context),
        Some(compact) => {
            let tolls = find_in(Context { doc: &compact.doc, ..context });
            tolls.into_iter().map(|toll| compact.restore(toll)).collect()
        }
    }
}

fn find_in(context: Context<'_>) -> Vec<Toll> {
    let scene = scene::Scene::new(context);
    let drafts = rules::apply(&scene);
    let drafts = drafts.into_iter().filter(|d| !unreal::is_unreal(&scene, d)).collect();
    build::build(&scene, drafts)
}
