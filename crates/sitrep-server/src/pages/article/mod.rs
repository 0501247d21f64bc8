//! An article: its clean text with everything that was read from it marked, and the machine's reading beside it.

mod days;
mod reading;
mod spans;
mod text;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use sitrep_ledger::store::StoredArticle;

use super::{Page, Problem, article_name, layout, links, words};
use crate::context::Context;
use crate::error::RequestError;

/// So many copies of a text are shown with their outlet, more by their id.
const NAMED: usize = 20;

/// All that the page shows.
struct Shown {
    article: StoredArticle,
    /// Each incident's id in the record, and in the ledger.
    tellings: Vec<(String, String)>,
    /// Other articles with the same text: id, outlet.
    copies: Vec<(String, Option<String>)>,
    /// Each accord's id in the record, and in the ledger.
    accords: Vec<(String, String)>,
}

/// An article's page.
pub async fn page(context: Context, Path(id): Path<String>) -> Result<Markup, Problem> {
    match ask(&context, id).await {
        Ok(shown) => Ok(show(&context, &shown)),
        Err(error) => Err(Problem::new(context, error)),
    }
}

async fn ask(context: &Context, id: String) -> Result<Shown, RequestError> {
    let found = context
        .board
        .stores
        .read(move |store| {
            let Some(article) = store.stored_article(&id)? else { return Ok(None) };
            let mut copies = Vec::new();
            for copy in store.copies_of(&id)? {
                let outlet = match copies.len() < NAMED {
                    true => store.article(&copy)?.and_then(|(record, _)| record.outlet),
                    false => None,
                };
                copies.push((copy, outlet));
            }
            Ok(Some((article, store.tellings_of_article(&id)?, copies)))
        })
        .await?;
    let (article, tellings, copies) = found.ok_or(RequestError::NotFound)?;
    let all = if article.record.accords.is_empty() {
        std::sync::Arc::default()
    } else {
        super::asked::accords(context).await?
    };
    let local = |a: &sitrep_record::Accord| {
        // the accord that holds this telling: by its first, or by its articles and parties
        let own = format!("{}/{}", article.record.id, a.id);
        let found = all.iter().find(|v| v.id == own).or_else(|| {
            all.iter().find(|v| {
                v.articles.contains(&article.record.id) && a.parties.iter().all(|p| v.parties.contains(&p.name))
            })
        })?;
        Some((a.id.clone(), found.id.clone()))
    };
    let accords = article.record.accords.iter().filter_map(local).collect();
    Ok(Shown { article, tellings, copies, accords })
}

fn show(context: &Context, shown: &Shown) -> Markup {
    let record = &shown.article.record;
    let title = article_name(record);
    let marked = spans::of(record);
    let body = html! {
        header.head {
            h1 { bdi dir="auto" { (title) } }
            dl.facts {
                div { dt { (context.t("article-outlet")) } dd { @match &record.outlet { Some(outlet) => { bdi { (outlet) } }, None => span.muted { (context.t("unknown")) } } } }
                div { dt { (context.t("article-published")) } dd { (words::day_or_unknown(context, record.published)) } }
                @if !record.credits.is_empty() { div { dt { (context.t("article-credits")) } dd { (words::names(record.credits.iter().map(String::as_str))) } } }
                div { dt { (context.t("article-address")) } dd { (address(context, record.url.as_deref())) } }
                @if let Some(of) = &shown.article.copy_of { div { dt { (context.t("copy-of")) } dd { (copy(shown, of)) } } }
                @if !shown.copies.is_empty() {
                    div { dt { (context.t("article-copies")) } dd {
                        @for (at, (id, _)) in shown.copies.iter().enumerate() { @if at > 0 { ", " } (copy(shown, id)) }
                    } }
                }
                div { dt { (context.t("article-received")) } dd {
                    a href={ (links::article(&record.id)) "/received" } download { (context.tn("article-download", shown.article.received.len())) }
                    " " span.muted { (context.t("article-added")) " " (words::moment(context, &shown.article.added)) }
                } }
                div { dt { (context.t("article-reader")) } dd { bdi { (shown.article.reader) } " · " a href={ "/api/v1/articles/" (links::encoded(&record.id)) } { "JSON" } } }
            }
            @for note in &record.notes { p.notice { bdi dir="auto" { (note.text) } } }
        }
        (legend(context))
        div.reading {
            article.text dir="auto" lang=[language(record.language.as_deref())] { (text::marked(&record.text, &marked)) }
            aside.beside aria-labelledby="reading-title" {
                h2 #reading-title { (context.t("reading")) }
                (reading::lists(context, shown, &marked))
            }
        }
    };
    layout(context, &Page { title, script: Some("src/article.ts"), body })
}

/// A copy, by its outlet where that is known.
fn copy(shown: &Shown, id: &str) -> Markup {
    let outlet = shown.copies.iter().find(|(copy, _)| copy == id).and_then(|(_, outlet)| outlet.as_deref());
    html! { a href=(links::article(id)) { bdi { (outlet.unwrap_or(id)) } } }
}

/// A language's code, if it is one.
fn language(code: Option<&str>) -> Option<&str> {
    code.filter(|c| (2..=3).contains(&c.len()) && c.bytes().all(|b| b.is_ascii_lowercase()))
}

/// The original address: a link if a browser may follow it, else its text.
fn address(context: &Context, url: Option<&str>) -> Markup {
    html! {
        @match url.map(|url| (url, links::outside(url))) {
            Some((_, Some(url))) => a.outside href=(url) rel="noopener noreferrer nofollow external" dir="ltr" { bdi { (url) } },
            Some((url, None)) => bdi.muted dir="ltr" { (url) },
            None => span.muted { (context.t("unknown")) },
        }
    }
}

fn legend(context: &Context) -> Markup {
    html! {
        p.legend.small {
            (context.t("legend")) " "
            @for (at, kind) in spans::KINDS.into_iter().enumerate() { @if at > 0 { " " } mark data-kind=(kind) { (context.t(&format!("kind-{kind}"))) } }
        }
    }
}

/// The bytes as received. They are never shown by the browser: what a stranger wrote is saved, not opened.
pub async fn received(context: Context, Path(id): Path<String>) -> Result<Response, Problem> {
    let asked = id.clone();
    let found = context.board.stores.read(move |store| store.article(&asked)).await;
    match found {
        Ok(Some((_, bytes))) => {
            let name: String =
                id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(80).collect();
            let name = format!("attachment; filename=\"{}.received\"", if name.is_empty() { "article" } else { &name });
            let disposition = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
                (header::CONTENT_DISPOSITION, disposition),
                (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            ];
            Ok((headers, bytes).into_response())
        }
        Ok(None) => Err(Problem::new(context, RequestError::NotFound)),
        Err(error) => Err(Problem::new(context, error)),
    }
}
