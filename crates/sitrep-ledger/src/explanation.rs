//! Why a value is what it is: one tree for merges, tolls and grades.

use serde::{Deserialize, Serialize};

/// A value, what it is, and the parts that it was derived from. Filled where the value is computed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// What is explained: a feature's name, a rule.
    pub what: String,
    /// The value: for merges log2 weights, which add up; for tolls a number of people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// In words, with the values that decided.
    pub because: String,
    /// What it was derived from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Explanation>,
}

impl Explanation {
    /// An explanation without a number.
    pub fn of(what: impl Into<String>, because: impl Into<String>) -> Self {
        Explanation { what: what.into(), value: None, because: because.into(), parts: Vec::new() }
    }

    /// With a value.
    #[must_use]
    pub fn valued(mut self, value: f64) -> Self {
        self.value = Some(value);
        self
    }

    /// With the parts it was derived from.
    #[must_use]
    pub fn with(mut self, parts: Vec<Explanation>) -> Self {
        self.parts = parts;
        self
    }

    /// The tree as indented lines.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.write(0, &mut lines);
        lines
    }

    fn write(&self, depth: usize, lines: &mut Vec<String>) {
        let value = self.value.map_or_else(String::new, |v| format!(" {v:+.1}"));
        lines.push(format!("{}{}{value}: {}", "  ".repeat(depth), self.what, self.because));
        self.parts.iter().for_each(|part| part.write(depth + 1, lines));
    }
}
