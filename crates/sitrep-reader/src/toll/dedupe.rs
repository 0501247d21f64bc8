//! Leaves one of those tolls that say the same: number, people and source.

use sitrep_record::{Scope, Source};

use super::Toll;
use crate::assemble::Context;

/// Leaves one of those that say the same; parents are kept right.
pub(crate) fn dedupe(
    _context: Context<'_>,
    tolls: Vec<Toll>,
    sources: Vec<Vec<Source>>,
) -> (Vec<Toll>, Vec<Vec<Source>>) {
    let mut gone: Vec<Option<usize>> = vec![None; tolls.len()];
    for b in 0..tolls.len() {
        for a in 0..b {
            if gone[a].is_some() || !same(&tolls[a], &tolls[b]) || !same_sources(&sources[a], &sources[b]) {
                continue;
            }
            // The fuller statement stays: with a source before one without, the later (the body) before the first.
            let keep_first = !sources[a].is_empty() || sources[b].is_empty();
            if keep_first {
                gone[b] = Some(a);
                break;
            }
            gone[a] = Some(b);
        }
    }
    let target = |mut k: usize| {
        while let Some(next) = gone[k] {
            k = next;
        }
        k
    };
    let mut place = vec![None; tolls.len()];
    let mut kept = 0;
    for k in 0..tolls.len() {
        if gone[k].is_none() {
            place[k] = Some(kept);
            kept += 1;
        }
    }
    let mut out = Vec::with_capacity(kept);
    let mut out_sources = Vec::with_capacity(kept);
    for (k, (mut toll, source)) in tolls.into_iter().zip(sources).enumerate() {
        let Some(own) = place[k] else { continue };
        toll.parent = toll.parent.and_then(|p| place[target(p)]).filter(|p| *p != own);
        if toll.scope == Scope::Subset && toll.parent.is_none() {
            toll.scope = Scope::Incident;
        }
        out.push(toll);
        out_sources.push(source);
    }
    (out, out_sources)
}

fn same(a: &Toll, b: &Toll) -> bool {
    if a.effect != b.effect || a.polarity != b.polarity {
        return false;
    }
    if a.count.is_vague() || b.count.is_vague() {
        return false;
    }
    let numbers = (a.count.low, a.count.high) == (b.count.low, b.count.high);
    numbers && a.number.is_some() == b.number.is_some()
}

fn same_sources(a: &[Source], b: &[Source]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|x| b.iter().any(|y| x.name == y.name))
}
