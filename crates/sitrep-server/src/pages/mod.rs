//! The pages: one file each, and the parts that several show.

mod about;
mod accord;
mod accords;
mod article;
mod asked;
mod board;
mod decide;
mod decided;
mod decisions;
mod download;
mod evidence;
mod explain;
pub mod figures;
mod filters;
mod forms;
#[cfg(test)]
mod hostile;
mod incident;
mod layout;
pub mod links;
mod pager;
mod preferences;
mod problem;
mod review;
#[cfg(test)]
mod shown;
mod sources;
pub mod words;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;
use maud::{Markup, html};
use sitrep_ledger::Summary;
use sitrep_ledger::accord::AccordView;
use sitrep_ledger::store::{Member, Pair};
use sitrep_record::Record;

use crate::board::Board;
use crate::context::Context;
pub use layout::{Page, layout};
pub use problem::Problem;

/// The addresses of all pages.
pub fn routes() -> Router<Arc<Board>> {
    Router::new()
        .route("/", get(board::page))
        .route("/incidents/{id}", get(incident::page))
        .route("/articles/{id}", get(article::page))
        .route("/articles/{id}/received", get(article::received))
        .route("/accords", get(accords::page))
        .route("/accords/{*id}", get(accord::page))
        .route("/sources", get(sources::page))
        .route("/download", get(download::page))
        .route("/about", get(about::page))
        .route("/review", get(review::page))
        .route("/decisions", get(decisions::page))
        .route("/decide", get(decide::look).post(decide::decide))
        .fallback(problem::none)
        .layer(from_fn(preferences::keep))
}

/// What an article is called: its title, else its id.
fn article_name(record: &Record) -> &str {
    record.title.as_deref().filter(|t| !t.trim().is_empty()).unwrap_or(&record.id)
}

/// What an accord is called: its kind and the war or country that it is about.
fn accord_name(context: &Context, accord: &AccordView) -> String {
    let kind = words::name(context, "accord", &accord.kind);
    let country = accord.country.as_ref().map(|code| context.board.country_name(code).unwrap_or_else(|| code.clone()));
    match accord.conflict.clone().or(country) {
        Some(about) => context.tv("accord-title", &[("kind", kind.into()), ("about", about.into())]),
        None => kind,
    }
}

/// The articles that tell of two incidents apart, by their titles; `members` are the tellings of one of the two.
fn told_apart(context: &Context, pair: &Pair, members: &[Member]) -> Markup {
    let name = |id: &String| {
        members.iter().find(|m| m.record.id == *id).map_or(id.clone(), |m| article_name(&m.record).to_owned())
    };
    html! {
        p.small { (context.t("told-apart")) " "
            @for (at, article) in pair.told_apart_by.iter().enumerate() { @if at > 0 { ", " } a href=(links::article(article)) { bdi { (name(article)) } } }
        }
    }
}

/// An incident that another may be one with, and why.
fn duplicate(context: &Context, pair: &Pair, other: &Summary, members: &[Member]) -> Markup {
    let this = if pair.a == other.id { &pair.b } else { &pair.a };
    html! {
        li.duplicate data-id=(other.id) {
            p {
                a href=(links::incident(&other.id)) { bdi { (words::title(context, other)) } } ", " (words::days(context, &other.date))
                " · " (figures::tolls(context, &other.tolls))
            }
            @if !pair.told_apart_by.is_empty() { (told_apart(context, pair, members)) }
            details { summary { (explain::why(context, pair.bits)) } (explain::tree(context, &pair.why)) }
            @if pair.told_apart_by.is_empty() { (forms::merge(context, this, &other.id)) }
        }
    }
}
