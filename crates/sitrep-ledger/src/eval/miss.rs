//! What was read otherwise than annotated, one by one, so that a figure can be followed to the words.

use serde::Serialize;

/// One thing that was read otherwise than annotated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// The article.
    pub article: String,
    /// `missed` (a claim not read), `spurious` (one that nobody annotated), or the field of a pair that is wrong; `responsibility` and
    /// `accord` are an article's.
    pub field: &'static str,
    /// As annotated.
    pub annotated: String,
    /// As read.
    pub read: String,
    /// The sentence, or the words, around it.
    pub words: String,
}

/// Names as a reader sees them: parted by commas, `none` where there are none.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let all = names.into_iter().collect::<Vec<_>>().join(", ");
    if all.is_empty() { "none".into() } else { all }
}

/// An interval with its effect: `killed 59..`.
pub(super) fn claimed(effect: &str, low: Option<u64>, high: Option<u64>, bound: &str) -> String {
    let end = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    match (low, high) {
        (None, None) => format!("{effect} {bound}"),
        (low, high) if low == high => format!("{effect} {}", end(low)),
        (low, high) => format!("{effect} {}..{}", end(low), end(high)),
    }
}
