//! The article itself.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One news text, cleaned, with what its page or its words tell of where it comes from.
///
/// All ranges count **characters** (Unicode scalar values) of [`text`](Article::text), never bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The id that came with the article, else a hash of its content: the same content always has the same id.
    pub id: String,
    /// The address that the article was published at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// The medium that published the article.
    #[serde(default)]
    pub outlet: Option<String>,
    /// The day of publication as printed by the outlet (in the outlet's own time zone). Never guessed, never today.
    #[serde(default)]
    pub published: Option<Date>,
    /// Where [`published`](Article::published) was read.
    pub date_origin: DateOrigin,
    /// The language as an ISO 639-1 code (639-3 where there is no shorter one).
    #[serde(default)]
    pub language: Option<String>,
    /// The agencies that the article draws on ("With reporting by AFP, AP", "(Reuters) -"), by their usual name, each once.
    #[serde(default)]
    pub credits: Vec<String>,
    /// The place that the dateline names ("HOMS, Feb. 21 (Reuters) -"), as written.
    #[serde(default)]
    pub dateline_place: Option<String>,
    /// The clean text: paragraphs separated by an empty line, page furniture gone.
    ///
    /// The headline is its first paragraph when it stood in the input's text or page (see [`headline`](Article::headline)).
    /// The `text` of a JSON article that has no line breaks is kept exactly as given.
    pub text: String,
    /// Where the headline stands in the text, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<Range<usize>>,
    /// Where the dateline stands in the text ("HOMS, Feb. 21 (Reuters) -"): words that are no part of a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Range<usize>>,
    /// Captions of images, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<Range<usize>>,
    /// The paragraphs, headline and captions included, in order. One for a text without line breaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<Range<usize>>,
    /// What was odd about the input, or uncertain in its reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// Where a publication date was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrigin {
    /// The page's metadata, its `<time>` element, or the feed.
    Metadata,
    /// Printed in the text: a dateline or a date line.
    Dateline,
    /// Given by the caller, or by the JSON object's `published`.
    Given,
    /// There is no date.
    #[default]
    None,
}

/// Something that a careful user wants to know about how an article was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Note {
    /// The bytes were said to be UTF-8 and are not; each broken sequence became U+FFFD.
    InvalidUtf8 {
        /// Where the first broken sequence starts, in bytes.
        at: usize,
    },
    /// Some bytes mean nothing in the charset that the input declares; they became U+FFFD.
    InvalidBytes {
        /// The charset.
        charset: String,
    },
    /// No charset was declared; this one was detected.
    CharsetDetected {
        /// The charset.
        charset: String,
    },
    /// The bytes are not in the declared charset; another was used.
    CharsetDiffers {
        /// The charset declared.
        declared: String,
        /// The charset used.
        used: String,
    },
    /// The input was longer than the limit for its kind; only its beginning was read.
    Truncated {
        /// How many bytes were read.
        bytes: usize,
    },
    /// The markup was nested or repeated beyond what a page needs; tags (never text) were left out.
    MarkupLimited,
    /// The main text could not be told from the rest: all text of the page was taken.
    WholePage,
    /// A JSON field had the wrong type and was ignored.
    FieldIgnored {
        /// The field.
        field: String,
        /// The type found.
        found: String,
    },
    /// A date was given that cannot be read, and was ignored.
    DateUnreadable {
        /// The words given.
        given: String,
    },
    /// The date given and the date printed differ; the printed one was taken.
    DateDiffers {
        /// The date given.
        given: Date,
        /// The date printed.
        printed: Date,
    },
    /// The dateline names a day but no year, and nothing else tells the year: the article stays undated.
    DateWithoutYear {
        /// The month, 1 to 12.
        month: i8,
        /// The day of the month.
        day: i8,
    },
    /// The article has no date.
    Undated,
    /// The page declares one language, and the text is in another, which was taken.
    LanguageDiffers {
        /// The language declared.
        declared: String,
        /// The language detected.
        detected: String,
    },
    /// The language could not be told.
    LanguageUnknown,
    /// Paragraphs that are page furniture and were dropped.
    FurnitureDropped {
        /// The first characters of each.
        lines: Vec<String>,
    },
    /// The text is in capitals: see [`truecase`](fn@crate::truecase).
    AllCapitals,
    /// There is no text beyond a headline.
    NoBody,
}

impl Article {
    /// The words of a character range of the text; empty if the range reaches beyond it.
    ///
    /// ```
    /// # use sitrep_article::{Options, read_one};
    /// let article = read_one(br#"{"text": "Two boats sank."}"#, &Options::default())?;
    /// assert_eq!(article.slice(&(4..9)), "boats");
    /// # Ok::<(), sitrep_article::Error>(())
    /// ```
    pub fn slice(&self, range: &Range<usize>) -> &str {
        slice_chars(&self.text, range)
    }

    /// Whether a character of the text stands in a caption.
    pub fn in_caption(&self, at: usize) -> bool {
        self.captions.iter().any(|range| range.contains(&at))
    }
}

/// The words of a character range.
pub(crate) fn slice_chars<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    let mut indices = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = indices.nth(range.start);
    let end = match range.end.checked_sub(range.start) {
        Some(0) => start,
        Some(length) => indices.nth(length - 1),
        None => None,
    };
    match (start, end) {
        (Some(start), Some(end)) => &text[start..end],
        _ => "",
    }
}
