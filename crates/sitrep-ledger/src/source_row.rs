//! How sources report beside others: counted incident by incident.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Summary;
use crate::toll::Series;

/// How a source reports, beside others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow {
    /// Its name.
    pub name: String,
    /// How much and how.
    #[serde(flatten)]
    pub counts: SourceCounts,
}

/// How much a source reports, and how it stands beside others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCounts {
    /// Incidents that it gives figures for.
    pub incidents: usize,
    /// Figures that it now holds.
    pub figures: usize,
    /// Those where others give figures too.
    pub compared: usize,
    /// How often it was the first of several to give a figure.
    pub first: usize,
    /// How often the effect's figures are contested.
    pub contested: usize,
    /// How often its figure lies below the median of several.
    pub below: usize,
    /// How often above.
    pub above: usize,
}

impl SourceCounts {
    /// Adds what one incident counts.
    pub fn add(&mut self, other: &SourceCounts) {
        self.each(other, |mine, theirs| *mine += theirs);
    }

    /// Takes away what one incident counted.
    pub fn subtract(&mut self, other: &SourceCounts) {
        self.each(other, |mine, theirs| *mine = mine.saturating_sub(theirs));
    }

    fn each(&mut self, other: &SourceCounts, change: impl Fn(&mut usize, usize)) {
        change(&mut self.incidents, other.incidents);
        change(&mut self.figures, other.figures);
        change(&mut self.compared, other.compared);
        change(&mut self.first, other.first);
        change(&mut self.contested, other.contested);
        change(&mut self.below, other.below);
        change(&mut self.above, other.above);
    }
}

impl SourceRow {
    /// What one incident counts for each of its sources, by the source's key.
    pub fn of(summary: &Summary) -> BTreeMap<String, SourceRow> {
        let mut rows: BTreeMap<String, SourceRow> = BTreeMap::new();
        for toll in &summary.tolls {
            let several = toll.together.authorities > 1;
            let day = |s: &Series| s.earlier.last().unwrap_or(&s.latest).as_of;
            let first = toll.sources.iter().filter_map(day).min();
            let firsts = toll.sources.iter().filter(|s| first.is_some() && day(s) == first).count();
            for series in &toll.sources {
                let row = rows.entry(series.authority.key.clone()).or_insert_with(|| SourceRow {
                    name: series.authority.name.clone(),
                    counts: SourceCounts { incidents: 1, ..SourceCounts::default() },
                });
                let counts = &mut row.counts;
                counts.figures += 1;
                counts.contested += usize::from(toll.together.contested);
                if several {
                    counts.compared += 1;
                    counts.first += usize::from(firsts == 1 && day(series) == first);
                    let point = series.latest.count.low.or(series.latest.count.high);
                    if let (Some(n), Some(best)) = (point, toll.together.best) {
                        counts.below += usize::from(n < best);
                        counts.above += usize::from(n > best);
                    }
                }
            }
        }
        rows
    }
}
