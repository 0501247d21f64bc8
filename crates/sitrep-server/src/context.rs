//! Who asks, in which language, for which address: what every page needs.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Query};
use axum::http::header;
use axum::http::request::Parts;
use fluent_bundle::FluentValue;
use serde::Deserialize;

use crate::account::{User, cookies, user};
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
    /// The one part of the page that was asked for, to be put into the page that is there.
    pub part: Option<String>,
    /// The colours that were chosen.
    pub theme: &'static str,
    /// Who is signed in.
    pub user: Option<User>,
    language: &'static str,
}

/// The choices of colours; the first is that of the reader's system.
pub const THEMES: [&str; 3] = ["auto", "light", "dark"];

/// What an address or a cookie may wish for.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    /// A language.
    pub lang: Option<String>,
    /// Colours.
    pub theme: Option<String>,
    part: Option<String>,
}

impl Context {
    /// The texts in the language of the one who asks.
    pub fn texts(&self) -> &Texts {
        self.board.languages.get(self.language)
    }

    /// A text.
    pub fn t(&self, key: &str) -> String {
        self.texts().get(key)
    }

    /// A text with values in it.
    pub fn tv<'a>(&self, key: &str, values: &[(&'a str, FluentValue<'a>)]) -> String {
        self.texts().with(key, values)
    }

    /// A text with a count in it.
    pub fn tn(&self, key: &str, n: usize) -> String {
        self.tv(key, &[("n", n.into())])
    }

    /// This very address with another value of a parameter.
    pub fn here_with(&self, name: &str, value: &str) -> String {
        let kept = self.query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
        let kept: Vec<&str> = kept.collect();
        let mut query = kept.join("&");
        if !query.is_empty() {
            query.push('&');
        }
        format!("{}?{query}{name}={value}", self.path)
    }

    /// This very address.
    pub fn here(&self) -> String {
        match self.query.is_empty() {
            true => self.path.clone(),
            false => format!("{}?{}", self.path, self.query),
        }
    }

    /// Who is signed in and may decide.
    pub fn reviewer(&self) -> Option<&User> {
        self.user.as_ref().filter(|user| user.may_decide())
    }
}

impl FromRequestParts<Arc<Board>> for Context {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, board: &Arc<Board>) -> Result<Self, Self::Rejection> {
        let wish = Query::<Wish>::try_from_uri(&parts.uri).map(|q| q.0).unwrap_or_default();
        let cookie = |name| cookies(&parts.headers).find(|(n, _)| *n == name).map(|(_, value)| value);
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let accepted = accepted.split(',').filter_map(|part| part.split([';', '-']).next()).map(str::trim);
        let language = wish
            .lang
            .as_deref()
            .into_iter()
            .chain(cookie("lang"))
            .chain(accepted)
            .find_map(|code| board.languages.all().iter().find(|t| t.code == code));
        let theme = wish.theme.as_deref().into_iter().chain(cookie("theme"));
        let theme = theme.filter_map(|wanted| THEMES.into_iter().find(|t| *t == wanted)).next();
        Ok(Context {
            board: board.clone(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            part: wish.part,
            theme: theme.unwrap_or(THEMES[0]),
            user: user(board, &parts.headers).await,
            language: language.map_or("en", |t| t.code),
        })
    }
}
