//! New and changed incidents of a view as an Atom feed (RFC 4287); those that are gone as tombstones (RFC 6721).

mod xml;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Render, html};
use sha2::{Digest, Sha256};
use sitrep_ledger::Summary;
use sitrep_ledger::store::{Change, Store, StoreError};

use crate::board::Board;
use crate::context::Context;
use crate::error::RequestError;
use crate::pages::{Problem, figures, links, words};
use crate::view::{Parameters, View};
use xml::{Entry, Feed, Item};

/// So many entries stand in the feed.
const ENTRIES: usize = 100;
/// So many changes are looked back on.
const LOOK_BACK: u32 = 5_000;
/// A ledger without changes has a feed nonetheless, and a feed has a date.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// The address of the feed.
pub fn routes() -> Router<Arc<Board>> {
    Router::new().route("/feed.atom", get(feed))
}

async fn feed(context: Context, Query(parameters): Query<Parameters>, headers: HeaderMap) -> Result<Response, Problem> {
    match answer(&context, &parameters, &headers).await {
        Ok(response) => Ok(response),
        Err(error) => Err(Problem::new(context, error)),
    }
}

async fn answer(context: &Context, parameters: &Parameters, headers: &HeaderMap) -> Result<Response, RequestError> {
    let view = View::of(parameters).map_err(|error| RequestError::Bad(error.to_string()))?;
    let seq = context.board.seq();
    // readers ask often: what they have is still right as long as the ledger is the same
    let tag = format!("\"{seq}-{}\"", &hashed(&format!("{} {:?}", context.texts().code, view.all_given()))[..16]);
    let held = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok());
    if held.flat_map(|v| v.split(',')).any(|v| v.trim().trim_start_matches("W/") == tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let within = match view.all_given().is_empty() {
        true => None,
        false => Some(context.board.all(&view).await?.into_iter().collect()),
    };
    let news = context.board.stores.read(move |store| news(store, within.as_ref(), seq)).await?;
    let site = site(headers);
    let text = written(context, &view, &site, &news).map_err(|_| RequestError::Internal)?;
    let head = [
        (header::CONTENT_TYPE, "application/atom+xml; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ETAG, tag),
        (header::VARY, "Accept-Language, Cookie".to_owned()),
    ];
    Ok((head, text).into_response())
}

/// The last change of an incident, with the incident if it is there.
struct News {
    change: Change,
    summary: Option<Summary>,
}

/// The last change of each incident, the latest first: only of those within a view, if one is given.
fn news(store: &mut Store, within: Option<&BTreeSet<String>>, seq: i64) -> Result<Vec<News>, StoreError> {
    let mut changes = store.changes_after(seq.saturating_sub(i64::from(LOOK_BACK)), LOOK_BACK)?;
    changes.reverse();
    let mut seen = BTreeSet::new();
    changes.retain(|(_, change)| seen.insert(change.incident.clone()));
    let mut news = Vec::new();
    for (_, change) in changes {
        if news.len() == ENTRIES {
            break;
        }
        if matches!(change.kind.as_str(), "deleted" | "redirected") {
            news.push(News { change, summary: None });
            continue;
        }
        if within.is_some_and(|ids| !ids.contains(&change.incident)) {
            continue;
        }
        let summary = store.summaries(std::slice::from_ref(&change.incident))?.pop();
        if summary.is_some() {
            news.push(News { change, summary });
        }
    }
    Ok(news)
}

fn written(context: &Context, view: &View, site: &str, news: &[News]) -> std::io::Result<Vec<u8>> {
    let items: Vec<Item> = news.iter().map(|one| item(context, site, one)).collect();
    let filters: Vec<&str> = view.all_given().iter().map(|(_, value)| value.as_str()).collect();
    let mut title = format!("{} · {}", context.t("name"), context.t("feed"));
    if !filters.is_empty() {
        title = format!("{title}: {}", filters.join(", "));
    }
    let path = links::view("/feed.atom", view, &[]);
    let feed = Feed {
        id: urn("feed", &path),
        title,
        language: context.texts().code,
        updated: news.first().map_or(NEVER, |one| &one.change.at),
        this: format!("{site}{path}"),
        page: format!("{site}{}", links::view("/", view, &[])),
        icon: format!("{site}/assets/icon.svg"),
        items,
    };
    xml::written(&feed)
}

fn item(context: &Context, site: &str, one: &News) -> Item {
    let id = urn("incident", &one.change.incident);
    let Some(s) = &one.summary else {
        let comment = one.change.became.as_ref().map(|id| format!("{site}{}", links::incident(id)));
        return Item::Gone { id, when: one.change.at.clone(), comment };
    };
    let content = html! {
        p {
            (words::days(context, &s.date)) " · " (words::place_or_unknown(context, s.place.as_ref())) " "
            (words::precision(context, s.place.as_ref()))
        }
        p { (figures::tolls(context, &s.tolls)) }
        p { (words::name(context, "grade", &s.grade)) " · " (context.tn("articles", s.articles.len())) }
    };
    Item::Entry(Entry {
        id,
        title: words::title(context, s),
        updated: one.change.at.clone(),
        address: format!("{site}{}", links::incident(&s.id)),
        kind: words::value(&s.kind),
        kind_name: words::name(context, "type", &s.kind),
        point: s.place.as_ref().and_then(|p| p.lat.zip(p.lon)),
        content: content.render().into_string(),
    })
}

/// A name for good that is the same on every machine: a UUID of version 8 (RFC 9562, 5.8) out of what is named.
fn urn(kind: &str, name: &str) -> String {
    let h = hashed(&format!("sitrep:{kind}:{name}"));
    let variant = ['8', '9', 'a', 'b'][usize::from(h.as_bytes()[16]) % 4];
    format!("urn:uuid:{}-{}-8{}-{variant}{}-{}", &h[..8], &h[8..12], &h[13..16], &h[17..20], &h[20..32])
}

fn hashed(text: &str) -> String {
    Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect()
}

/// Where this board is, as the one who asks calls it: addresses in a feed must be whole ones.
pub fn site(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let plain = |host: &&str| {
        !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'))
    };
    // a proxy tells by what name it is called
    let host = text("x-forwarded-host").or_else(|| text("host")).filter(plain).unwrap_or("localhost");
    let scheme = if text("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_for_good() {
        assert_eq!(urn("incident", "a"), urn("incident", "a"));
        assert_ne!(urn("incident", "a"), urn("feed", "a"));
        let made = urn("incident", "a");
        let parts: Vec<usize> = made["urn:uuid:".len()..].split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{made}");
    }

    #[test]
    fn a_host_that_is_none_is_not_repeated() {
        let mut headers = HeaderMap::new();
        headers.insert("host", "a.example:8730".parse().unwrap());
        assert_eq!(site(&headers), "http://a.example:8730");
        headers.insert("host", "a\"><script>".parse().unwrap());
        assert_eq!(site(&headers), "http://localhost");
    }
}
