//! All incidents of the ledger in memory, in the few columns that views ask for: a filter over 100,000 of them takes about a
//! millisecond, so that map, timeline and list answer at once. Made at the start, kept up by the ledger's log of changes.

mod clusters;
mod facets;
mod filter;
mod row;
mod sources;
#[cfg(test)]
mod tests;
mod timeline;

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_ledger::Summary;

pub use clusters::{Bounds, Clusters};
pub use facets::Facets;
pub use row::Row;
pub use timeline::Timeline;

use crate::view::{Sort, View};
use filter::Test;
use sources::Sources;

/// All incidents, in columns.
#[derive(Debug, Default)]
pub struct Index {
    rows: Vec<Row>,
    /// Places of rows that are gone, to be taken again.
    free: Vec<u32>,
    /// Rows that were taken out, and still stand in `order`.
    gone: Vec<u32>,
    /// Whether `order` is no order any more.
    moved: bool,
    by_id: FxHashMap<Box<str>, u32>,
    /// The rows by day and id; undated ones last.
    order: Vec<u32>,
    sources: Sources,
}

impl Index {
    /// Puts an incident in, or in its place if it is there; `in_order` must be called before the next question.
    pub fn put(&mut self, summary: &Summary) {
        if let Some(at) = self.by_id.get(summary.id.as_str()).map(|at| *at as usize) {
            self.sources.forget(&self.rows[at]);
            let row = Row::of(summary, &mut self.sources);
            self.moved |= row.order() != self.rows[at].order();
            self.rows[at] = row;
            return;
        }
        let row = Row::of(summary, &mut self.sources);
        let id = row.id.clone();
        let at = match self.free.pop() {
            Some(at) => {
                self.rows[at as usize] = row;
                at
            }
            None => {
                self.rows.push(row);
                u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX)
            }
        };
        self.order.push(at);
        self.by_id.insert(id, at);
        self.moved = true;
    }

    /// Takes an incident out; as for `put`.
    pub fn remove(&mut self, id: &str) {
        let Some(at) = self.by_id.remove(id) else { return };
        let row = std::mem::take(&mut self.rows[at as usize]);
        self.sources.forget(&row);
        self.gone.push(at);
    }

    /// Puts the rows in order, after changes: once for many, since it looks at all of them.
    pub fn in_order(&mut self) {
        if !self.gone.is_empty() {
            let gone: FxHashSet<u32> = self.gone.iter().copied().collect();
            self.order.retain(|at| !gone.contains(at));
            self.free.append(&mut self.gone);
        }
        if std::mem::take(&mut self.moved) {
            let rows = &self.rows;
            // nearly sorted most times, which this sort takes little for
            self.order.sort_by(|a, b| rows[*a as usize].order().cmp(&rows[*b as usize].order()));
        }
    }

    /// How many there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// The incidents of a view, by day and id. `with_text` are the ids of those whose articles have the view's words.
    pub fn select<'a>(&'a self, view: &View, with_text: Option<&[String]>) -> impl Iterator<Item = &'a Row> {
        let test = Test::of(view, with_text);
        self.order.iter().map(|at| &self.rows[*at as usize]).filter(move |row| test.takes(row))
    }

    /// The ids of a view's page, and how many incidents the view holds.
    pub fn page(&self, view: &View, with_text: Option<&[String]>, size: usize) -> (usize, Vec<String>) {
        let mut found: Vec<&Row> = self.select(view, with_text).collect();
        match view.sort {
            Sort::Earliest => {}
            Sort::Latest => {
                let dated = found.partition_point(|row| row.from.is_some());
                found[..dated].reverse();
            }
            Sort::Killed => found.sort_by_key(|row| std::cmp::Reverse(row.best[0])),
        }
        let start = (view.page - 1).saturating_mul(size);
        (found.len(), found.into_iter().skip(start).take(size).map(|row| row.id.to_string()).collect())
    }

    /// What there is of each type, country, grade, effect and source in a view.
    pub fn facets(&self, view: &View, with_text: Option<&[String]>) -> Facets {
        Facets::of(self.select(view, with_text), &self.sources)
    }

    /// How sources report, the busiest first.
    pub fn sources(&self) -> Vec<sitrep_ledger::SourceRow> {
        self.sources.rows()
    }

    /// The incidents that a person has not judged, those first that matter most: contested, then large, then uncertain ones.
    /// `more` is what else makes one matter.
    pub fn unreviewed(&self, more: impl Fn(&Row) -> u32) -> Vec<&Row> {
        let mut rows: Vec<&Row> =
            self.order.iter().map(|at| &self.rows[*at as usize]).filter(|row| !row.reviewed()).collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.weight() + more(row), row.weight(), row.from)));
        rows
    }
}
