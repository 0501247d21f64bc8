//! Incidents that may be one, for people to look at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::Store;
use super::error::Result;
use super::work::Work;
use crate::Explanation;
use crate::merge::Score;

/// Two incidents that may be one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// One.
    pub a: String,
    /// The other.
    pub b: String,
    /// The score of the two tellings that are most alike, in bits: above zero, one incident is the likelier reading of those two alone.
    pub bits: f64,
    /// The comparison of those two.
    pub why: Explanation,
    /// Articles that tell of both, as two incidents.
    pub told_apart_by: Vec<String>,
}

impl Store {
    /// So many pairs of incidents that have tellings which are likelier one than two, and that neither the whole comparison joined nor
    /// a person held apart; the likeliest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn duplicates(&mut self, limit: usize) -> Result<Vec<Pair>> {
        let Store { db, model, cache } = self;
        db.read(|tx| {
            let mut work = Work::new(tx, model, cache)?;
            let rulings = work.rulings()?;
            // the most alike of each pair of incidents: score, then the mentions
            let mut best: BTreeMap<(String, String), (i64, i64, i64)> = BTreeMap::new();
            let mut apart: BTreeSet<(String, String)> = BTreeSet::new();
            for edge in tx.edges_between_incidents()? {
                let key = match edge.a.1 < edge.b.1 {
                    true => (edge.a.1.clone(), edge.b.1.clone()),
                    false => (edge.b.1.clone(), edge.a.1.clone()),
                };
                let score = Score::of(&*work.mention(edge.a.0)?, &*work.mention(edge.b.0)?, model).thousandths();
                let found = (score, edge.a.0, edge.b.0);
                let kept = best.entry(key).or_insert(found);
                if (found.0, std::cmp::Reverse((found.1, found.2))) > (kept.0, std::cmp::Reverse((kept.1, kept.2))) {
                    *kept = found;
                }
            }
            let parted = |id: &String| -> Result<Vec<String>> {
                Ok(tx.mentions_of_incident(id)?.into_iter().map(|row| row.id).collect())
            };
            if !rulings.is_empty() {
                for (a, b) in best.keys() {
                    let (x, y) = (parted(a)?, parted(b)?);
                    if x.iter().any(|x| y.iter().any(|y| rulings.holds_apart(x, y))) {
                        apart.insert((a.clone(), b.clone()));
                    }
                }
            }
            let mut pairs: Vec<_> = best.into_iter().filter(|(key, _)| !apart.contains(key)).collect();
            pairs.sort_by(|x, y| (-x.1.0, &x.0).cmp(&(-y.1.0, &y.0)));
            let mut out = Vec::new();
            for ((a, b), (_, x, y)) in pairs.into_iter().take(limit) {
                let articles = |rows: Vec<super::rows::MentionRow>| -> BTreeSet<i64> {
                    rows.into_iter().map(|row| row.article).collect()
                };
                let (of_a, of_b) = (articles(tx.mentions_of_incident(&a)?), articles(tx.mentions_of_incident(&b)?));
                let told_apart_by =
                    of_a.intersection(&of_b).map(|seq| Ok(work.record(*seq)?.id.clone())).collect::<Result<_>>()?;
                let (x, y) = (Arc::clone(&work.mention(x)?), Arc::clone(&work.mention(y)?));
                let score = Score::of(&x, &y, model);
                let mut why = score.explain(&x, &y, model);
                why.because = format!("{} and {}: {}", x.key.article, y.key.article, why.because);
                out.push(Pair { a, b, bits: score.bits(), why, told_apart_by });
            }
            Ok(out)
        })
    }
}
