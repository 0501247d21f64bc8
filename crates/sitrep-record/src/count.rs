//! How many: the interval that words mean.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the words bound a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// "47 people": that many.
    Exact,
    /// "at least 59": that many or more.
    AtLeast,
    /// "more than 140": 141 or more.
    MoreThan,
    /// "up to 30": that many or fewer.
    AtMost,
    /// "fewer than 30": 29 or fewer.
    LessThan,
    /// "about 200", "nearly 200": that many, hedged.
    About,
    /// "20 to 30".
    Range,
    /// "scores", "several", a bare plural: no number at all; the word stands in [`Count::term`].
    Vague,
}

/// The interval of a toll: `low` and `high` are whole persons, `None` is open.
///
/// A vague count is open on both sides and keeps its word in `term`; it is never silently turned into a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// The smallest number the words allow.
    pub low: Option<u64>,
    /// The largest number the words allow.
    pub high: Option<u64>,
    /// How the words bound it.
    pub bound: Bound,
    /// The word of a vague count ("scores"; "plural" for a bare plural).
    pub term: Option<String>,
}

impl Count {
    /// "47": that many.
    pub fn exact(n: u64) -> Self {
        Count { low: Some(n), high: Some(n), bound: Bound::Exact, term: None }
    }

    /// "at least 59".
    pub fn at_least(n: u64) -> Self {
        Count { low: Some(n), high: None, bound: Bound::AtLeast, term: None }
    }

    /// "more than 140": 141 or more.
    pub fn more_than(n: u64) -> Self {
        Count { low: Some(n.saturating_add(1)), high: None, bound: Bound::MoreThan, term: None }
    }

    /// "up to 30".
    pub fn at_most(n: u64) -> Self {
        Count { low: None, high: Some(n), bound: Bound::AtMost, term: None }
    }

    /// "fewer than 30": 29 or fewer.
    pub fn less_than(n: u64) -> Self {
        Count { low: None, high: Some(n.saturating_sub(1)), bound: Bound::LessThan, term: None }
    }

    /// "about 200".
    pub fn about(n: u64) -> Self {
        Count { low: Some(n), high: Some(n), bound: Bound::About, term: None }
    }

    /// "20 to 30", in either order.
    pub fn range(a: u64, b: u64) -> Self {
        Count { low: Some(a.min(b)), high: Some(a.max(b)), bound: Bound::Range, term: None }
    }

    /// "scores": no number, the word kept.
    pub fn vague(term: impl Into<String>) -> Self {
        Count { low: None, high: None, bound: Bound::Vague, term: Some(term.into()) }
    }

    /// Whether the words give no number.
    pub fn is_vague(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_interval_is_never_reversed(a: u64, b: u64) {
            for c in [Count::exact(a), Count::at_least(a), Count::more_than(a), Count::at_most(a), Count::less_than(a), Count::about(a), Count::range(a, b)] {
                prop_assert!(!c.is_vague());
                if let (Some(low), Some(high)) = (c.low, c.high) {
                    prop_assert!(low <= high);
                }
                let json = serde_json::to_string(&c).unwrap();
                prop_assert_eq!(serde_json::from_str::<Count>(&json).unwrap(), c);
            }
        }
    }
}
