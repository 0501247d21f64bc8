//! Scores against what people annotated.

mod merge;

pub use merge::{MergeScores, PairScores, merge_scores};
