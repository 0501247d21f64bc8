//! Who asks, in which language, for which address: what every page needs.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Query};
use axum::http::header;
use axum::http::request::Parts;
use fluent_bundle::FluentValue;
use serde::Deserialize;

use crate::board::Board;
use crate::texts::Texts;

/// What every page needs.
pub struct Context {
    /// What all requests share.
    pub board: Arc<Board>,
    /// The path that was asked for.
    pub path: String,
    /// The parameters, as they stood in the address.
    pub query: String,
    language: String,
}

#[derive(Debug, Default, Deserialize)]
struct Wish {
    lang: Option<String>,
}

impl Context {
    /// The texts in the language of the one who asks.
    pub fn texts(&self) -> &Texts {
        self.board.languages.get(&self.language)
    }

    /// A text.
    pub fn t(&self, key: &str) -> String {
        self.texts().get(key)
    }

    /// A text with values in it.
    pub fn tv<'a>(&self, key: &str, values: &[(&'a str, FluentValue<'a>)]) -> String {
        self.texts().with(key, values)
    }
}

impl FromRequestParts<Arc<Board>> for Context {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, board: &Arc<Board>) -> Result<Self, Self::Rejection> {
        let wish = Query::<Wish>::try_from_uri(&parts.uri).map(|q| q.0).unwrap_or_default();
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let accepted = accepted.split(',').filter_map(|part| part.split([';', '-']).next()).map(str::trim);
        let wished = wish
            .lang
            .iter()
            .map(String::as_str)
            .chain(accepted)
            .find(|code| board.languages.all().iter().any(|t| t.code == *code));
        Ok(Context {
            board: board.clone(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            language: wished.unwrap_or("en").to_owned(),
        })
    }
}
