//! Which incidents a view takes: the same answer as the ledger's own filter gives.

use std::collections::HashSet;

use memchr::memmem::Finder;
use sitrep_ledger::Searched;
use sitrep_ledger::store::{Filter, Near};
use sitrep_record::IncidentType;

use super::row::Row;
use crate::view::View;

/// A view's filter, made ready.
pub(super) struct Test {
    filter: Filter,
    kind: Option<IncidentType>,
    country: Option<String>,
    // made ready once: they are looked for in every row
    names: Vec<Finder<'static>>,
    source: Option<Finder<'static>>,
    least: Option<(usize, u64)>,
    reviewed: Option<bool>,
    with_text: Option<HashSet<String>>,
}

impl Test {
    pub fn of(view: &View, with_text: Option<&[String]>) -> Test {
        let f = &view.filter;
        let least = match (f.effect, f.min) {
            (None, None) => None,
            (effect, min) => Some((effect.map_or(0, |e| e as usize), min.unwrap_or(0))),
        };
        Test {
            kind: f.kind.as_deref().and_then(|kind| serde_json::from_value(kind.into()).ok()),
            country: f.country.as_deref().map(str::to_uppercase),
            names: f.place.iter().chain(&f.actor).map(|name| finder(name)).collect(),
            source: f.source.as_deref().map(finder),
            least,
            reviewed: view.reviewed,
            with_text: f.text.as_ref().map(|_| with_text.unwrap_or_default().iter().cloned().collect()),
            filter: f.clone(),
        }
    }

    pub fn takes(&self, row: &Row) -> bool {
        let f = &self.filter;
        // a list of judged ones shows those too that were rejected
        (f.rejected || self.reviewed == Some(true) || !row.rejected())
            && self.reviewed.is_none_or(|wanted| row.reviewed() == wanted)
            && f.from.is_none_or(|from| row.to.or(row.from).is_some_and(|to| to >= from))
            && f.to.is_none_or(|to| row.from.is_some_and(|from| from <= to))
            && (f.kind.is_none() || row.kind == self.kind)
            && self.country.as_deref().is_none_or(|country| row.country.as_deref() == Some(country))
            && self.least.is_none_or(|(at, least)| row.best[at].is_some_and(|n| n >= least))
            && (!f.contested || row.contested)
            && f.near.is_none_or(|near| within(near, row))
            && self.names.iter().all(|name| name.find(row.names.as_bytes()).is_some())
            && self.source.as_ref().is_none_or(|source| source.find(row.sources.as_bytes()).is_some())
            && self.with_text.as_ref().is_none_or(|ids| ids.contains(&*row.id))
    }
}

fn finder(name: &str) -> Finder<'static> {
    Finder::new(&Searched::wanted(name)).into_owned()
}

fn within(near: Near, row: &Row) -> bool {
    row.point.is_some_and(|point| near.takes_point(point))
}
