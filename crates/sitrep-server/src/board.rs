//! What all requests share, and what pages and API both ask.

use std::sync::Arc;

use sitrep_ledger::Summary;

use crate::account::Access;
use crate::assets::Assets;
use crate::error::RequestError;
use crate::stores::Stores;
use crate::texts::Languages;
use crate::view::{Sort, View};

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

impl Board {
    /// The incidents of a view's page.
    ///
    /// # Errors
    /// What the ledger says.
    pub async fn find(&self, view: &View) -> Result<Found, RequestError> {
        let filter = view.filter.clone();
        let mut all = self.stores.read(move |store| store.incidents(&filter)).await?;
        match view.sort {
            Sort::Latest => all.reverse(),
            Sort::Earliest => {}
            Sort::Killed => all.sort_by_key(|s| {
                std::cmp::Reverse(
                    s.tolls.iter().find(|t| t.effect == sitrep_record::Effect::Killed).and_then(|t| t.together.best),
                )
            }),
        }
        let total = all.len();
        let incidents = all.into_iter().skip((view.page - 1).saturating_mul(PAGE)).take(PAGE).collect();
        Ok(Found { total, incidents })
    }
}
