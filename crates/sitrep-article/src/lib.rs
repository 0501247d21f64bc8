//! Turns bytes into one clean news [`Article`]: its text without page furniture, and what the page or the words
//! themselves tell of title, outlet, date, language and the agencies it draws on.
//!
//! ```
//! use sitrep_article::{DateOrigin, Options, read_one};
//!
//! let page = br#"<html lang="en"><head><title>Two boats sink</title>
//!   <meta property="article:published_time" content="2021-05-09T14:03:00+01:00"></head>
//!   <body><nav>Home | World</nav><article><h1>Two boats sink</h1>
//!   <p>PORTO (AFP) - Two boats sank off the cape on Sunday, and five people were saved, the harbour office said.</p>
//!   <p>A third boat is still at sea, and nobody has heard from it since the storm began in the night.</p>
//!   </article></body></html>"#;
//! let article = read_one(page, &Options::default())?;
//! assert_eq!(article.title.as_deref(), Some("Two boats sink"));
//! assert_eq!(article.credits, ["AFP"]);
//! assert_eq!(article.dateline_place.as_deref(), Some("PORTO"));
//! assert_eq!(article.date_origin, DateOrigin::Metadata);
//! assert!(!article.text.contains("Home | World"));
//! # Ok::<(), sitrep_article::Error>(())
//! ```
//!
//! # What there is
//!
//! - [`read`] and [`read_one`] take bytes of any [`Kind`]: HTML, plain text, JSON, JSON Lines, RSS and Atom feeds. The
//!   kind and the charset are told from the content; [`Options`] say what the caller knows better.
//! - [`lines()`] reads JSON Lines from a stream, one article or one [`LineError`] a line; [`raw_lines`] and [`read_line`]
//!   are its two halves, for callers that read lines on many threads.
//! - [`truecase()`] gives text in capitals the case it would have had, character for character.
//! - `fetch` (feature `fetch`) gets a page by its address, within limits and never from a private network.
//!
//! # What it does not do
//!
//! It guesses no date, translates nothing, and runs no script. An article without a date has none, and a
//! [`Note`] says so. What is odd about an input is a note; what cannot be an article is an [`Error`].
//!
//! The phrases of page furniture, the news agencies and the names of months are data: `lexicon/furniture.toml`,
//! `lexicon/agencies.toml`, `lexicon/calendar.toml`.

mod article;
mod charset;
mod clean;
mod compose;
mod credit;
mod date;
mod dateline;
mod error;
mod feed;
#[cfg(feature = "fetch")]
pub mod fetch;
mod furniture;
mod html;
mod json;
mod kind;
mod language;
mod lines;
mod options;
mod paragraphs;
mod plain;
mod text;
mod truecase;

pub use article::{Article, DateOrigin, Note};
pub use error::{Error, LineError, LineProblem};
pub use kind::Kind;
pub use lines::{Lines, RawLines, lines, raw_lines, read_line};
pub use options::{Limits, Options};
pub use truecase::{is_capitals, is_common_word, truecase, truecase_with};

use compose::compose;

/// Reads all articles of an input: one for a page, a text or an object, several for a list, JSON Lines or a feed.
///
/// # Errors
///
/// An [`Error`] if the input is empty, no text, too large, or broken beyond reading. In a list or a feed, an entry
/// that is no article is an error of its own, and the others are read.
pub fn read_all(bytes: &[u8], options: &Options) -> Result<Vec<Result<Article, Error>>, Error> {
    let limit = options.limits.bytes;
    if bytes.len() > limit {
        return Err(Error::TooLarge { limit });
    }
    let decoded = charset::decode(bytes, options.content_type.as_deref())?;
    if decoded.text.trim().is_empty() {
        return Err(Error::Empty);
    }
    let kind = options.kind.unwrap_or_else(|| Kind::detect(&decoded.text, options.content_type.as_deref()));
    Ok(match kind {
        Kind::Html => vec![html::read(&decoded.text, decoded.notes, options).map(|draft| compose(draft, options))],
        Kind::Text => vec![plain::read(&decoded.text, decoded.notes, options).map(|draft| compose(draft, options))],
        Kind::Json => json::read_all(&decoded.text, decoded.notes, options)?
            .into_iter()
            .map(|draft| draft.map(|draft| compose(draft, options)))
            .collect(),
        Kind::JsonLines => decoded
            .text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| json::read(line, Vec::new(), options).map(|draft| compose(draft, options)))
            .collect(),
        // The feed parser decodes XML by its own declaration.
        Kind::Feed => feed::read(&decoded.text, &decoded.notes, options)?
            .into_iter()
            .map(|draft| draft.map(|draft| compose(draft, options)))
            .collect(),
    })
}

/// Reads all articles of an input, and fails if any of them cannot be read.
///
/// # Errors
///
/// The first error of [`read_all`].
pub fn read(bytes: &[u8], options: &Options) -> Result<Vec<Article>, Error> {
    read_all(bytes, options)?.into_iter().collect()
}

/// Reads an input that holds one article.
///
/// # Errors
///
/// The error of [`read`], or [`Error::Several`] if there are more or fewer articles than one.
pub fn read_one(bytes: &[u8], options: &Options) -> Result<Article, Error> {
    let mut articles = read(bytes, options)?;
    match (articles.pop(), articles.len()) {
        (Some(article), 0) => Ok(article),
        (Some(_), rest) => Err(Error::Several { count: rest + 1 }),
        (None, _) => Err(Error::Several { count: 0 }),
    }
}
