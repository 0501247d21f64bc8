//! What all requests share, and what pages and API both ask.

use std::collections::BTreeMap;
use std::sync::Arc;

use sitrep_gazetteer::Gazetteer;
use sitrep_ledger::accord::{AccordView, Relation};
use sitrep_ledger::store::{Pair, Stats};
use sitrep_ledger::{SourceRow, Summary};
use tokio::sync::watch;

use crate::account::Access;
use crate::assets::Assets;
use crate::cached::Cached;
use crate::error::{RequestError, ServeError};
use crate::follow::Following;
use crate::index::{Bounds, Clusters, Facets, Timeline};
use crate::stores::Stores;
use crate::texts::Languages;
use crate::view::View;

/// What all requests share.
pub struct Board {
    /// The ledger.
    pub stores: Arc<Stores>,
    /// The texts of the interface.
    pub languages: Languages,
    /// Styles and scripts.
    pub assets: Assets,
    /// Who may come in.
    pub access: Access,
    following: Arc<Following>,
    gazetteer: Gazetteer,
    accords: Arc<Cached<Vec<AccordView>>>,
    stats: Arc<Cached<Stats>>,
    duplicates: Arc<Cached<Vec<Pair>>>,
}

/// A page of a list.
pub struct Found {
    /// How many incidents the view holds.
    pub total: usize,
    /// Those of the page.
    pub incidents: Vec<Summary>,
}

/// So many incidents stand on a page.
pub const PAGE: usize = 50;
/// So many stand on a page of the review queue.
pub const QUEUED: usize = 20;
/// So many likely duplicates are known at once.
const DUPLICATES: usize = 1_000;

/// Why a person should look at an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Figures do not meet, or responsibility is said and denied.
    Contested,
    /// Many dead or hurt.
    Large,
    /// A toll that stands on one source, or no place or day.
    Uncertain,
    /// It may be the same as another.
    Duplicate,
    /// Nobody looked at it.
    Unreviewed,
}

/// An incident that a person should look at.
pub struct Queued {
    /// The incident.
    pub summary: Summary,
    /// Why.
    pub why: Vec<Reason>,
    /// Others that it may be one with.
    pub duplicates: Vec<Pair>,
}

/// A page of the review queue.
pub struct Queue {
    /// How many incidents nobody judged.
    pub total: usize,
    /// Those of the page, what matters most first.
    pub items: Vec<Queued>,
}

impl Board {
    /// Reads the ledger's incidents into memory.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn open(stores: Stores, access: Access) -> Result<Arc<Board>, ServeError> {
        let following = Following::start(&stores)?;
        let gazetteer = Gazetteer::embedded().map_err(|e| ServeError::Texts(e.to_string()))?;
        Ok(Arc::new(Board {
            stores: Arc::new(stores),
            languages: Languages::builtin()?,
            assets: Assets::embedded(),
            access,
            following,
            gazetteer,
            accords: Arc::default(),
            stats: Arc::default(),
            duplicates: Arc::default(),
        }))
    }

    /// Goes on taking in what changes in the ledger.
    pub async fn follow(self: Arc<Self>) {
        self.following.clone().follow(self.stores.clone()).await;
    }

    /// Finds what takes long before anybody asks for it.
    pub async fn prepare(self: Arc<Self>) {
        // what cannot be found now is looked for when it is asked for, and told then
        let _ = tokio::join!(self.duplicates(), self.accords());
    }

    /// The last change of the ledger that the board knows.
    pub fn seq(&self) -> i64 {
        self.following.seq()
    }

    /// Tells of changes as they come.
    pub fn watch(&self) -> watch::Receiver<i64> {
        self.following.watch()
    }

    /// Takes in at once what a person has just decided, so that the next page shows it.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn catch_up(&self) -> Result<(), RequestError> {
        let (following, stores) = (self.following.clone(), self.stores.clone());
        let work = move || {
            while following.catch_up(&stores)? {}
            Ok(())
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| RequestError::Internal)?.map_err(RequestError::Store)
    }

    /// The ids of the incidents whose articles have a view's words; nothing if it has none.
    async fn with_text(&self, view: &View) -> Result<Option<Vec<String>>, RequestError> {
        let Some(text) = view.filter.text.clone() else { return Ok(None) };
        self.stores.read(move |store| store.ids_with_text(&text)).await.map(Some)
    }

    /// The incidents of a view's page.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn find(&self, view: &View) -> Result<Found, RequestError> {
        let with_text = self.with_text(view).await?;
        let (total, ids) = self.following.ask(|index| index.page(view, with_text.as_deref(), PAGE));
        let incidents = self.stores.read(move |store| store.summaries(&ids)).await?;
        Ok(Found { total, incidents })
    }

    /// The ids of all incidents of a view in its order, whatever its page.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn all(&self, view: &View) -> Result<Vec<String>, RequestError> {
        let with_text = self.with_text(view).await?;
        let mut view = view.clone();
        view.page = 1;
        Ok(self.following.ask(|index| index.page(&view, with_text.as_deref(), usize::MAX)).1)
    }

    /// A view's incidents over time; `whole` leaves the view's days out, so that they can be chosen on it.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn timeline(&self, view: &View, whole: bool) -> Result<Timeline, RequestError> {
        let with_text = self.with_text(view).await?;
        let mut view = view.clone();
        if whole {
            (view.filter.from, view.filter.to) = (None, None);
        }
        Ok(self.following.ask(|index| Timeline::of(index.select(&view, with_text.as_deref()))))
    }

    /// A view's incidents on a map.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn map(&self, view: &View, bounds: &Bounds, zoom: f64) -> Result<Clusters, RequestError> {
        let with_text = self.with_text(view).await?;
        Ok(self.following.ask(|index| Clusters::of(index.select(view, with_text.as_deref()), bounds, zoom)))
    }

    /// What there is in a view.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn facets(&self, view: &View) -> Result<Facets, RequestError> {
        let with_text = self.with_text(view).await?;
        Ok(self.following.ask(|index| index.facets(view, with_text.as_deref())))
    }

    /// How each source reports beside the others, the busiest first.
    pub fn sources(&self) -> Vec<SourceRow> {
        self.following.ask(|index| index.sources())
    }

    /// All accords.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn accords(&self) -> Result<Arc<Vec<AccordView>>, RequestError> {
        let stores = self.stores.clone();
        let find = || async move { stores.read(|store| store.accords()).await };
        self.accords.get(self.seq(), find).await
    }

    /// The incidents while an accord was in force, in its country, with how each stands to it.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn under(&self, accord: &AccordView) -> Result<Vec<(Relation, Summary)>, RequestError> {
        let accord = accord.clone();
        self.stores.read(move |store| store.under(&accord)).await
    }

    /// How much there is.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn stats(&self) -> Result<Arc<Stats>, RequestError> {
        let stores = self.stores.clone();
        self.stats.get(self.seq(), || async move { stores.read(|store| store.stats()).await }).await
    }

    /// Pairs of incidents that may be one, the likeliest first.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn duplicates(&self) -> Result<Arc<Vec<Pair>>, RequestError> {
        let stores = self.stores.clone();
        self.duplicates.get(self.seq(), || async move { stores.read(|store| store.duplicates(DUPLICATES)).await }).await
    }

    /// A page (from 1) of the incidents that nobody judged, what matters most first: likely duplicates and contested figures
    /// before large tolls, these before uncertain ones.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn queue(&self, page: usize) -> Result<Queue, RequestError> {
        /// A likely duplicate matters as much as a contested figure.
        const DUPLICATE: u32 = 3;
        let pairs = self.duplicates().await?;
        let mut others: BTreeMap<&str, Vec<&Pair>> = BTreeMap::new();
        for pair in pairs.iter() {
            others.entry(&pair.a).or_default().push(pair);
            others.entry(&pair.b).or_default().push(pair);
        }
        let (total, chosen) = self.following.ask(|index| {
            let rows = index.unreviewed(|row| if others.contains_key(&*row.id) { DUPLICATE } else { 0 });
            let start = page.saturating_sub(1).saturating_mul(QUEUED);
            let chosen = rows.iter().skip(start).take(QUEUED).map(|row| {
                let marks = [
                    (row.contested, Reason::Contested),
                    (row.large(), Reason::Large),
                    (row.uncertain(), Reason::Uncertain),
                    (others.contains_key(&*row.id), Reason::Duplicate),
                    (true, Reason::Unreviewed),
                ];
                (row.id.to_string(), marks.into_iter().filter(|(is, _)| *is).map(|(_, why)| why).collect::<Vec<_>>())
            });
            (rows.len(), chosen.collect::<Vec<_>>())
        });
        let ids: Vec<String> = chosen.iter().map(|(id, _)| id.clone()).collect();
        let mut summaries: BTreeMap<String, Summary> = self
            .stores
            .read(move |store| store.summaries(&ids))
            .await?
            .into_iter()
            .map(|s| (s.id.clone(), s))
            .collect();
        let items = chosen.into_iter().filter_map(|(id, why)| {
            let duplicates = others.get(id.as_str()).into_iter().flatten().map(|pair| (*pair).clone()).collect();
            Some(Queued { summary: summaries.remove(&id)?, why, duplicates })
        });
        Ok(Queue { total, items: items.collect() })
    }

    /// The usual name of a country, by its two letters.
    pub fn country_name(&self, code: &str) -> Option<String> {
        Some(self.gazetteer.country(code)?.name.clone())
    }
}
