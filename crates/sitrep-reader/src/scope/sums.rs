//! A figure that later figures add up to: "22 were killed … 16 in A … five more in B … and one in C".

use sitrep_language::Document;
use sitrep_record::{Bound, Scope};

use crate::toll::Toll;

/// How far behind a total its parts may stand, in sentences.
const REACH: usize = 9;

/// Marks tolls that the incidents told of behind them add up to as aggregates.
pub(super) fn mark(doc: &Document, tolls: &mut [Toll]) {
    for k in 0..tolls.len() {
        if tolls[k].scope == Scope::Incident && is_sum(doc, tolls, k) {
            tolls[k].scope = Scope::Aggregate;
        }
    }
}

fn is_sum(doc: &Document, tolls: &[Toll], k: usize) -> bool {
    let total = &tolls[k];
    let Some(n) = total.count.low.filter(|n| *n >= 3) else { return false };
    let sentence = doc.token(total.trigger).sent_index();
    let mut sum = 0;
    let mut parts = 0;
    for part in tolls[k + 1..]
        .iter()
        .filter(|t| t.effect == total.effect && t.number.is_some() && t.count.bound != Bound::MoreThan)
    {
        let at = doc.token(part.trigger).sent_index();
        if at == sentence || at > sentence + REACH || part.scope == Scope::Background {
            continue;
        }
        let (Some(low), None) = (part.count.low, part.parent) else { continue };
        // The total said again.
        if low == n {
            continue;
        }
        sum += low;
        parts += 1;
        if sum == n {
            return parts >= 2;
        }
        if sum > n {
            return false;
        }
    }
    false
}
