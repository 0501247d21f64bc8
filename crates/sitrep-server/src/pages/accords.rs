//! Truces and deals: the list, the latest first.

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;
use sitrep_ledger::accord::AccordView;
use sitrep_record::Stage;

use super::{Page, Problem, accord_name, asked, layout, links, pager, words};
use crate::board::PAGE;
use crate::context::Context;
use crate::error::RequestError;

/// Which page of a list.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    page: Option<String>,
}

impl Which {
    /// The page's number, from 1.
    ///
    /// # Errors
    /// If it is none.
    pub fn number(&self) -> Result<usize, RequestError> {
        match self.page.as_deref().map(str::trim).filter(|p| !p.is_empty()) {
            None => Ok(1),
            Some(page) => {
                let number = page.parse().ok().filter(|n| *n >= 1);
                number.ok_or_else(|| RequestError::Bad(format!("page={page:?} cannot be understood: a number from 1")))
            }
        }
    }
}

/// The list of accords.
pub async fn page(context: Context, Query(which): Query<Which>) -> Result<Markup, Problem> {
    match make(&context, &which).await {
        Ok(made) => Ok(made),
        Err(error) => Err(Problem::new(context, error)),
    }
}

async fn make(context: &Context, which: &Which) -> Result<Markup, RequestError> {
    let page = which.number()?;
    let all = asked::accords(context).await?;
    let title = context.t("nav-accords");
    let shown = all.iter().rev().skip((page - 1).saturating_mul(PAGE)).take(PAGE);
    let body = html! {
        h1 { (title) }
        p.muted { (context.t("accords-means")) }
        @if all.is_empty() { p.notice { (context.t("accords-none")) } }
        @else {
            p #count { (context.tn("accords-count", all.len())) }
            div.scroll tabindex="0" role="group" aria-label=(title) {
                table.data {
                    thead { tr {
                        th scope="col" { (context.t("accord")) }
                        th scope="col" { (context.t("accord-now")) }
                        th scope="col" { (context.t("accord-announced")) }
                        th scope="col" { (context.t("accord-effective")) }
                        th scope="col" { (context.t("accord-parties")) }
                        th.n scope="col" { (context.t("accord-articles")) }
                    } }
                    tbody { @for accord in shown { (row(context, accord)) } }
                }
            }
            (pager::of(context, page, all.len(), PAGE, &|page| if page > 1 { format!("/accords?page={page}") } else { "/accords".to_owned() }))
        }
    };
    Ok(layout(context, &Page { title: &title, script: None, body }))
}

fn row(context: &Context, accord: &AccordView) -> Markup {
    html! {
        tr data-id=(accord.id) {
            th scope="row" { a href=(links::accord(&accord.id)) { bdi { (accord_name(context, accord)) } } }
            td { span.stage data-stage=(words::value(&accord.stage)) { (words::name(context, "stage", &accord.stage)) } }
            td { (words::day_or_unknown(context, announced(accord))) }
            td { (words::day_or_unknown(context, accord.effective_from)) }
            td { (words::names(accord.parties.iter().map(String::as_str))) }
            td.n { (accord.articles.len()) }
        }
    }
}

/// The first day that somebody announced it as agreed, provisionally at least.
pub fn announced(accord: &AccordView) -> Option<jiff::civil::Date> {
    let agreed = |s: Stage| matches!(s, Stage::Provisional | Stage::Agreed | Stage::InEffect | Stage::Extended);
    accord.stages.iter().filter(|s| agreed(s.stage)).filter_map(|s| s.day).min()
}
