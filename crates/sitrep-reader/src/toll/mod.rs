//! A toll as the grammar yields it, before sources and incidents are known.

use std::ops::Range;

use sitrep_record::{Count, Effect, Polarity, Scope, Source, Status};

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
    // A first version, so that the parts can run together: a number right before or after "killed" or "wounded".
    let doc = context.doc;
    let mut tolls = Vec::new();
    for t in doc.tokens() {
        let effect = match t.lower() {
            "killed" | "killing" | "dead" => Effect::Killed,
            "wounded" | "wounding" | "injured" => Effect::Injured,
            _ => continue,
        };
        let near = t.i().saturating_sub(4)..(t.i() + 4).min(doc.len());
        let Some(n) = near.clone().find(|&k| doc.token(k).lower().parse::<u64>().is_ok_and(|n| n < 1900)) else {
            continue;
        };
        tolls.push(Toll {
            effect,
            count: Count::exact(doc.token(n).lower().parse().unwrap_or(1)),
            trigger: t.i(),
            number: Some(n..n + 1),
            victims: None,
            status: Status::Unspecified,
            polarity: Polarity::Asserted,
            scope: Scope::Incident,
            parent: None,
            evidence: n.min(t.i())..n.max(t.i()) + 1,
            rule: "number_near_word",
            confidence: 0.5,
        });
    }
    tolls
}

/// Leaves one of those that say the same: number, people and source.
pub(crate) fn dedupe(
    _context: Context<'_>,
    tolls: Vec<Toll>,
    sources: Vec<Vec<Source>>,
) -> (Vec<Toll>, Vec<Vec<Source>>) {
    (tolls, sources)
}

/// The words of `lexicon/effects.toml`.
#[derive(Debug, Default)]
pub(crate) struct Effects {}

impl crate::lexicon::Part for Effects {
    const FILE: (&'static str, &'static str) = ("effects.toml", include_str!("../../../../lexicon/effects.toml"));

    fn compile(_file: &crate::lexicon::RawFile) -> Result<Self, crate::lexicon::LexiconError> {
        Ok(Effects {})
    }
}

/// The words of `lexicon/victims.toml`.
#[derive(Debug, Default)]
pub(crate) struct VictimWords {}

impl crate::lexicon::Part for VictimWords {
    const FILE: (&'static str, &'static str) = ("victims.toml", include_str!("../../../../lexicon/victims.toml"));

    fn compile(_file: &crate::lexicon::RawFile) -> Result<Self, crate::lexicon::LexiconError> {
        Ok(VictimWords {})
    }
}
