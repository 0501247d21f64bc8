//! Articles, and what was read from them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use serde::Serialize;
use sitrep_ledger::store::{ArticleLine, Store, StoreError};
use sitrep_record::Record;
use utoipa::ToSchema;

use super::parameters::{ARTICLES, Asked, described};
use super::problem::{NoSuchThing, Problems};
use super::{Answer, Id, id, schemas};
use crate::board::Board;
use crate::error::RequestError;

described!(Listed: &ARTICLES);

/// So many articles, if no number is given.
const LENGTH: u64 = 50;

/// A part of the list of articles.
#[derive(Serialize, ToSchema)]
pub struct Articles {
    /// The one added last first.
    #[schema(value_type = Vec<schemas::ArticleLine>)]
    articles: Vec<ArticleLine>,
    /// The `before` of the next request; null at the end, and for searches.
    #[schema(required)]
    next: Option<i64>,
}

/// Articles, the one added last first.
#[utoipa::path(get, path = "/api/v1/articles", tag = "articles", params(Listed), responses(
    (status = 200, description = "Articles.", body = Articles), Problems))]
pub async fn list(State(board): State<Arc<Board>>, RawQuery(query): RawQuery) -> Answer<Articles> {
    let asked = Asked::read(query.as_deref(), &[&ARTICLES])?;
    let limit = u32::try_from(asked.whole("limit").unwrap_or(LENGTH)).unwrap_or(u32::MAX);
    let before = asked.whole("before").and_then(|n| i64::try_from(n).ok());
    let text = asked.text("text").map(str::to_owned);
    let ask = move |store: &mut Store| match text {
        Some(text) => Ok((store.articles_with_text(&text, limit)?, true)),
        None => Ok((store.article_list(limit, before)?, false)),
    };
    let (articles, searched) = board.stores.read(ask).await?;
    let whole = u32::try_from(articles.len()).is_ok_and(|n| n == limit) && !searched;
    let next = articles.last().map(|line| line.seq).filter(|_| whole);
    Ok(Json(Articles { articles, next }))
}

/// An incident that an article tells of.
#[derive(Serialize, ToSchema)]
pub struct Tells {
    /// The incident's id in the record.
    local: String,
    /// The incident's id in the ledger.
    incident: String,
}

/// An article, and what was read from it.
#[derive(Serialize, ToSchema)]
pub struct Article {
    /// What was read.
    #[schema(value_type = schemas::Record)]
    record: Record,
    /// What read it, with its version.
    reader: String,
    /// When it was added.
    #[schema(format = DateTime)]
    added: String,
    /// How many bytes were received; `/articles/{id}/received` has them.
    received: usize,
    /// The article whose report it is a copy of.
    #[schema(required)]
    copy_of: Option<String>,
    /// Other articles that print the same report.
    copies: Vec<String>,
    /// The incidents that it tells of.
    tells: Vec<Tells>,
}

/// An article with its text, and all that was read from it.
#[utoipa::path(get, path = "/api/v1/articles/{id}", tag = "articles", params(("id" = String, Path, description = "Its id.")), responses(
    (status = 200, description = "The article.", body = Article), NoSuchThing))]
pub async fn one(State(board): State<Arc<Board>>, of: Id, RawQuery(query): RawQuery) -> Answer<Article> {
    Asked::read(query.as_deref(), &[])?;
    let id = id(of)?;
    let ask = move |store: &mut Store| -> Result<Option<Article>, StoreError> {
        let Some(stored) = store.stored_article(&id)? else { return Ok(None) };
        let tells = store.tellings_of_article(&id)?;
        Ok(Some(Article {
            copies: store.copies_of(&id)?,
            tells: tells.into_iter().map(|(local, incident)| Tells { local, incident }).collect(),
            received: stored.received.len(),
            record: stored.record,
            reader: stored.reader,
            added: stored.added,
            copy_of: stored.copy_of,
        }))
    };
    Ok(Json(board.stores.read(ask).await?.ok_or(RequestError::NotFound)?))
}
