//! Scores against what people annotated: how well claims were read, and how well incidents were merged.

mod align;
mod claims;
mod gold;
mod merge;
mod names;

pub use align::aligned;
pub use claims::{ClaimScores, Rate, Share, claim_scores};
pub use gold::{GoldArticle, GoldClaim, GoldIncident, GoldResponsibility};
pub use merge::{MergeScores, PairScores, merge_scores};
