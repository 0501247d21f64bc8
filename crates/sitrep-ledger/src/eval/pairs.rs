//! Which annotated claim is which read one.
//!
//! A pair has the same effect and the same interval (for a vague count: both vague, and evidence that overlaps or stands in the
//! same sentence). Pairs are chosen one to one, the same source first, then the nearest evidence.

use std::collections::BTreeSet;

use sitrep_record::{Claim, Record};

use super::gold::{GoldArticle, GoldClaim};
use super::names::Names;
use super::text::Text;

/// A claim of either side.
pub(super) struct Side {
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub start: i64,
    pub end: i64,
}

impl Side {
    pub fn is_vague(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }
}

/// The incidents of each pair of claims: annotated, read.
pub(super) fn paired_incidents(
    gold: &GoldArticle,
    text: &str,
    record: &Record,
    names: &Names<'_>,
) -> Vec<(String, String)> {
    let text = Text::of(text);
    let gs: Vec<Side> = gold.claims.iter().map(|c| gold_side(c, &text)).collect();
    let ps: Vec<Side> = record.claims.iter().map(|c| read_side(c, Some(record), &text)).collect();
    let pairs = pair(gold, &record.claims, &gs, &ps, &text, names);
    pairs
        .into_iter()
        .filter_map(|(i, j)| Some((gold.claims[i].incident.clone()?, record.claims[j].incident.clone()?)))
        .collect()
}

/// Places of annotated and read claims that are pairs.
pub(super) fn pair(
    gold: &GoldArticle,
    claims: &[Claim],
    gs: &[Side],
    ps: &[Side],
    text: &Text,
    names: &Names<'_>,
) -> Vec<(usize, usize)> {
    let mut options = Vec::new();
    for (i, g) in gs.iter().enumerate() {
        for (j, p) in ps.iter().enumerate() {
            if gold.claims[i].effect != claims[j].effect || g.is_vague() != p.is_vague() {
                continue;
            }
            let fits = match g.is_vague() {
                true => {
                    let (left, right) = if g.start >= 0 { text.sentence(g.start) } else { (-1, text.length()) };
                    (left - 2 <= p.start && p.start <= right + 2) || (p.start < g.end && g.start < p.end)
                }
                false => (g.low, g.high) == (p.low, p.high),
            };
            if fits {
                let sources = claims[j].sources.iter().map(|s| s.name.as_str());
                let other = !names.same_all(gold.claims[i].sources.iter().map(String::as_str), sources);
                let near = if g.start >= 0 && p.start >= 0 { (g.start - p.start).abs() } else { 1_000_000 };
                options.push((other, near, i, j));
            }
        }
    }
    options.sort_unstable();
    let (mut taken_g, mut taken_p, mut pairs) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, _, i, j) in options {
        if !taken_g.contains(&i) && !taken_p.contains(&j) {
            taken_g.insert(i);
            taken_p.insert(j);
            pairs.push((i, j));
        }
    }
    pairs
}

/// An annotated claim.
pub(super) fn gold_side(c: &GoldClaim, text: &Text) -> Side {
    let (start, end) = match (c.start, c.end, &c.quote) {
        (Some(start), Some(end), _) => (start, end),
        (_, _, Some(quote)) => {
            let at = text.find(quote);
            (at, at + i64::try_from(quote.chars().count()).unwrap_or(0))
        }
        _ => (-1, -1),
    };
    Side { low: c.low, high: c.high, start, end }
}

/// A read claim.
pub(super) fn read_side(c: &Claim, record: Option<&Record>, text: &Text) -> Side {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (mut start, mut end) = (number(c.evidence.start), number(c.evidence.end));
    // evidence is counted in the record's own text; find it in the annotated one
    if let Some(own) = record.map(|r| &r.text).filter(|own| !own.is_empty() && !text.is(own)) {
        let quote: String =
            own.chars().skip(c.evidence.start).take(c.evidence.end.saturating_sub(c.evidence.start)).collect();
        let at = text.find(&quote);
        (start, end) = (at, at + number(quote.chars().count()));
    }
    Side { low: c.count.low, high: c.count.high, start, end }
}
