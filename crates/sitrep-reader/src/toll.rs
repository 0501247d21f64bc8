//! A toll as the grammar yields it, before sources and incidents are known.

use std::ops::Range;

use sitrep_record::{Count, Effect, Polarity, Scope, Status};

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
