//! Why a value is what it is: one tree for merges, tolls and grades.

use serde::{Deserialize, Serialize};

/// A value, what it is, and the parts that it was derived from. Filled where the value is computed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// What is explained: a feature's name, a rule.
    pub what: String,
    /// The value, where it is a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// In words, with the values that decided.
    pub because: String,
    /// What it was derived from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Explanation>,
}

/// A number that was derived.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A log2 weight; weights add up.
    Bits(f64),
    /// A number of people.
    People(u64),
}

impl Explanation {
    /// An explanation without a number.
    pub fn of(what: impl Into<String>, because: impl Into<String>) -> Self {
        Explanation { what: what.into(), value: None, because: because.into(), parts: Vec::new() }
    }

    /// With a weight.
    #[must_use]
    pub fn bits(mut self, weight: f64) -> Self {
        self.value = Some(Value::Bits(weight));
        self
    }

    /// With a number of people, if there is one.
    #[must_use]
    pub fn people(mut self, number: Option<u64>) -> Self {
        self.value = number.map(Value::People);
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
        let value = match self.value {
            Some(Value::Bits(bits)) => format!(" {bits:+.1}"),
            Some(Value::People(number)) => format!(" {number}"),
            None => String::new(),
        };
        lines.push(format!("{}{}{value}: {}", "  ".repeat(depth), self.what, self.because));
        self.parts.iter().for_each(|part| part.write(depth + 1, lines));
    }
}
