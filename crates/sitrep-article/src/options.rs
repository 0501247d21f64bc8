//! What a caller may tell about an input, and the limits in force.

use jiff::civil::Date;

use crate::Kind;

/// What the caller knows about an input beyond its bytes. What is given here wins over what the input says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The kind of input, when it need not be detected.
    pub kind: Option<Kind>,
    /// The `Content-Type` header that came with the bytes; its charset is believed.
    pub content_type: Option<String>,
    /// The article's address.
    pub url: Option<String>,
    /// The article's id.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The medium that published the article.
    pub outlet: Option<String>,
    /// The day of publication, for an article that does not tell it.
    pub published: Option<Date>,
    /// The language, as a BCP 47 tag (`en`, `pt-BR`).
    pub language: Option<String>,
    /// Limits that keep hostile input from taking all time and memory.
    pub limits: Limits,
}

/// Limits that keep hostile input from taking all time and memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The largest input, in bytes; a larger one is an error.
    pub bytes: usize,
    /// How much of a page is read once scripts, styles and comments are gone, in bytes; the rest is left out with a note.
    pub markup_bytes: usize,
    /// The largest text of one article, in bytes; the rest is left out with a note.
    pub text_bytes: usize,
    /// The longest line of a JSON Lines input, in bytes; a longer one is an error of that line.
    pub line_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 64 << 20, markup_bytes: 4 << 20, text_bytes: 4 << 20, line_bytes: 8 << 20 }
    }
}
