//! Scores against what people annotated: how well claims were read, and how well incidents were merged.

mod align;
mod claims;
mod gold;
mod merge;
mod miss;
mod names;
mod pairs;
mod text;

pub use align::aligned;
pub use claims::{ClaimScores, Rate, Share, claim_scores};
pub use gold::{GoldAccord, GoldArticle, GoldClaim, GoldIncident, GoldResponsibility};
pub use merge::{MergeScores, PairScores, merge_scores};
pub use miss::Miss;
pub use names::Names;
