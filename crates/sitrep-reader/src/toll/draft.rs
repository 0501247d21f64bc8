//! A toll in the making: a group of people and what happened to them.

use std::ops::Range;

use sitrep_record::{Count, Effect, Polarity};

use super::scene::Scene;

/// What a rule found.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// The group, unless only a number was found ("the toll rose to 31").
    pub group: Option<usize>,
    /// The number, if it is not the group's.
    pub number: Option<Range<usize>>,
    pub count: Count,
    pub effect: Effect,
    pub trigger: usize,
    pub polarity: Polarity,
    /// Named as a part of another group, or of the people whom a word such as "the dead" stands for.
    pub part: Part,
    pub rule: &'static str,
    pub confidence: f32,
}

/// Whether a draft counts part of other people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Not told to be.
    No,
    /// Part of that group's people.
    OfGroup(usize),
    /// Part of the dead (wounded, …) spoken of before.
    OfEarlier,
}

impl Draft {
    /// A draft about a group.
    pub fn of(
        scene: &Scene<'_>,
        g: usize,
        effect: Effect,
        trigger: usize,
        rule: &'static str,
        confidence: f32,
    ) -> Self {
        Draft {
            group: Some(g),
            number: None,
            count: scene.groups[g].count.clone(),
            effect,
            trigger,
            polarity: Polarity::Asserted,
            part: scene.whole_of[g].map_or(Part::No, Part::OfGroup),
            rule,
            confidence,
        }
    }

    /// A draft about a number alone.
    pub fn of_number(
        scene: &Scene<'_>,
        number: Range<usize>,
        count: Count,
        effect: Effect,
        trigger: usize,
        rule: &'static str,
        confidence: f32,
    ) -> Self {
        let group =
            scene.group_of(number.start).filter(|&g| scene.groups[g].span.end == number.end || rule == "losses");
        Draft {
            group,
            number: Some(number),
            count,
            effect,
            trigger,
            polarity: Polarity::Asserted,
            part: Part::No,
            rule,
            confidence,
        }
    }

    /// Where the people or the number stand.
    pub fn place(&self, scene: &Scene<'_>) -> Range<usize> {
        match (self.group, &self.number) {
            (Some(g), _) => scene.groups[g].span.clone(),
            (None, Some(number)) => number.clone(),
            (None, None) => self.trigger..self.trigger + 1,
        }
    }
}
