//! The table of sources, kept up incident by incident.

use rustc_hash::FxHashMap;
use sitrep_ledger::{SourceCounts, SourceRow, Summary};

use super::row::Row;

/// The table of sources.
#[derive(Debug, Default)]
pub(super) struct Sources {
    numbers: FxHashMap<Box<str>, u32>,
    rows: Vec<SourceRow>,
}

impl Sources {
    /// Counts an incident in; what it counts for each source.
    pub fn count(&mut self, summary: &Summary) -> Box<[(u32, SourceCounts)]> {
        let counted = SourceRow::of(summary).into_iter().map(|(key, row)| {
            let number = *self.numbers.entry(key.into()).or_insert_with(|| {
                self.rows.push(SourceRow { name: row.name.clone(), counts: SourceCounts::default() });
                u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX)
            });
            self.rows[number as usize].counts.add(&row.counts);
            (number, row.counts)
        });
        counted.collect()
    }

    /// Counts an incident out.
    pub fn forget(&mut self, row: &Row) {
        for (number, counts) in &row.counts {
            self.rows[*number as usize].counts.subtract(counts);
        }
    }

    /// The sources that give a figure, the busiest first.
    pub fn rows(&self) -> Vec<SourceRow> {
        let mut rows: Vec<SourceRow> = self.rows.iter().filter(|row| row.counts.figures > 0).cloned().collect();
        rows.sort_by(|a, b| (b.counts.figures, &a.name).cmp(&(a.counts.figures, &b.name)));
        rows
    }

    /// The name of a source.
    pub fn name(&self, number: u32) -> &str {
        &self.rows[number as usize].name
    }
}
