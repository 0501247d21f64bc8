//! How well incidents were merged: over pairs, and over the members of each group (B-cubed, Bagga and Baldwin 1998).

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::merge::MentionKey;

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PairScores {
    /// How much of what was joined belongs together.
    pub precision: f64,
    /// How much of what belongs together was joined.
    pub recall: f64,
    /// 2PR / (P + R).
    pub f1: f64,
}

/// The scores of a grouping.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MergeScores {
    /// Incidents compared.
    pub mentions: usize,
    /// Over pairs of incidents.
    pub pairs: PairScores,
    /// Over incidents: the mean share of an incident's group that belongs with it.
    pub b_cubed: PairScores,
    /// Pairs that were joined and belong apart.
    pub false_merges: Vec<(MentionKey, MentionKey)>,
    /// Pairs that belong together and were not joined.
    pub missed_merges: Vec<(MentionKey, MentionKey)>,
}

fn scores(precision: f64, recall: f64) -> PairScores {
    let sum = precision + recall;
    PairScores { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
}

#[allow(clippy::cast_precision_loss)] // counts of annotated incidents are small
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Compares a grouping with the right one. Only incidents that both know are compared; those that the grouping lacks count
/// as groups of their own, for a merge that could not be made was missed.
pub fn merge_scores(right: &[Vec<MentionKey>], found: &[Vec<MentionKey>]) -> MergeScores {
    let index = |groups: &[Vec<MentionKey>]| -> BTreeMap<MentionKey, usize> {
        groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |m| (m.clone(), at))).collect()
    };
    let gold = index(right);
    let mut system = index(found);
    system.retain(|key, _| gold.contains_key(key));
    let mut next = found.len();
    for key in gold.keys() {
        system.entry(key.clone()).or_insert_with(|| {
            next += 1;
            next
        });
    }
    let keys: Vec<&MentionKey> = gold.keys().collect();
    let (mut both, mut false_merges, mut missed_merges) = (0, Vec::new(), Vec::new());
    for (at, a) in keys.iter().enumerate() {
        for b in &keys[at + 1..] {
            match (gold[*a] == gold[*b], system[*a] == system[*b]) {
                (true, true) => both += 1,
                (false, true) => false_merges.push(((*a).clone(), (*b).clone())),
                (true, false) => missed_merges.push(((*a).clone(), (*b).clone())),
                (false, false) => {}
            }
        }
    }
    let pairs = scores(ratio(both, both + false_merges.len()), ratio(both, both + missed_merges.len()));
    let members = |index: &BTreeMap<MentionKey, usize>| {
        let mut groups: BTreeMap<usize, BTreeSet<MentionKey>> = BTreeMap::new();
        for (key, at) in index {
            groups.entry(*at).or_default().insert(key.clone());
        }
        groups
    };
    let (gold_groups, system_groups) = (members(&gold), members(&system));
    let (mut precision, mut recall) = (0.0, 0.0);
    for key in &keys {
        let (g, s) = (&gold_groups[&gold[*key]], &system_groups[&system[*key]]);
        let common = g.intersection(s).count();
        precision += ratio(common, s.len());
        recall += ratio(common, g.len());
    }
    #[allow(clippy::cast_precision_loss)]
    let n = keys.len().max(1) as f64;
    MergeScores { mentions: keys.len(), pairs, b_cubed: scores(precision / n, recall / n), false_merges, missed_merges }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(ids: &[&str]) -> Vec<MentionKey> {
        ids.iter().map(|id| MentionKey { article: (*id).into(), incident: "i1".into() }).collect()
    }

    #[test]
    fn a_right_grouping_is_perfect() {
        let right = [group(&["a", "b"]), group(&["c"])];
        let scores = merge_scores(&right, &right);
        assert_eq!((scores.pairs.f1, scores.b_cubed.f1), (1.0, 1.0));
    }

    #[test]
    fn false_and_missed_merges_are_told_apart() {
        let right = [group(&["a", "b"]), group(&["c"])];
        let scores = merge_scores(&right, &[group(&["a"]), group(&["b", "c"])]);
        assert_eq!((scores.false_merges.len(), scores.missed_merges.len()), (1, 1));
        assert_eq!(scores.pairs.f1, 0.0);
        assert!((scores.b_cubed.precision - 2.0 / 3.0).abs() < 1e-9);
        assert!((scores.b_cubed.recall - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn what_was_not_found_is_missed() {
        let scores = merge_scores(&[group(&["a", "b"])], &[group(&["a", "x"])]);
        assert_eq!((scores.mentions, scores.missed_merges.len(), scores.false_merges.len()), (2, 1, 0));
    }
}
