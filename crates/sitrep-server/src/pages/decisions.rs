//! Who decided what, when: the log, the latest first. It only grows.

use axum::extract::Query;
use maud::{Markup, html};

use super::accords::Which;
use super::{Page, Problem, decided, layout, pager};
use crate::context::Context;
use crate::error::RequestError;

/// So many decisions stand on a page.
const ROWS: usize = 100;

/// The log.
pub async fn page(context: Context, Query(which): Query<Which>) -> Result<Markup, Problem> {
    match make(&context, &which).await {
        Ok(made) => Ok(made),
        Err(error) => Err(Problem::new(context, error)),
    }
}

async fn make(context: &Context, which: &Which) -> Result<Markup, RequestError> {
    let page = which.number()?;
    let log = context.board.stores.read(|store| store.decisions()).await?;
    let title = context.t("nav-decisions");
    let shown = log.iter().rev().skip((page - 1).saturating_mul(ROWS)).take(ROWS);
    let body = html! {
        h1 { (title) }
        p.muted { (context.t("decisions-means")) }
        @if log.is_empty() { p.notice { (context.t("decisions-none")) } }
        ol.decisions { @for logged in shown { li { (decided::line(context, logged)) } } }
        (pager::of(context, page, log.len(), ROWS, &|page| if page > 1 { format!("/decisions?page={page}") } else { "/decisions".to_owned() }))
    };
    Ok(layout(context, &Page { title: &title, script: None, body }))
}
