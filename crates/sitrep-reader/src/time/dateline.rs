//! The day of publication as the text itself prints it.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use sitrep_language::Document;

use super::absolute;
use super::words::Words;

/// How far into the text a dateline may stand, in tokens: a headline may come before it.
const REACH: usize = 40;

/// The day of publication and where the text prints it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// The day; none if neither the text nor the article's own data tell it.
    pub day: Option<Date>,
    /// The tokens it was read from; empty if it was not.
    pub span: Range<usize>,
}

/// A date printed at the head of the text wins over `published`, unless the two are months apart.
pub(crate) fn find(doc: &Document, words: &Words, published: Option<Date>) -> Dateline {
    for i in 0..doc.len().min(REACH) {
        let Some(printed) = absolute::at(doc, words, i) else { continue };
        let before = i.checked_sub(1).and_then(|k| doc.get(k)).map(|t| t.lower());
        if before.is_some_and(|b| matches!(b, "on" | "in" | "since" | "of" | "from" | "until" | "by" | "to" | "the")) {
            // A date in a sentence, unless a label goes before it.
            let label = i >= 2 && matches!(doc.token(i - 2).lower(), "published" | "updated" | "posted");
            if !label {
                continue;
            }
        }
        let day = printed.date().or_else(|| {
            // "HOMS, Feb. 21 (Agency) -": a wire's dateline has no year.
            let wire = doc.get(i + printed.len).is_some_and(|t| matches!(t.text(), "(" | "-" | "–" | "—"));
            let (day, published) = (printed.day?, published?);
            if wire { Date::new(published.year(), printed.month, day).ok() } else { None }
        });
        let Some(day) = day else { continue };
        let near = published.is_none_or(|p| {
            let window = (p.checked_sub(120.days()), p.checked_add(120.days()));
            matches!(window, (Ok(a), Ok(b)) if a <= day && day <= b)
        });
        if near {
            // "Monday 4 May 2020": the weekday is part of it.
            let weekday = |k: usize| doc.get(k).is_some_and(|t| words.weekday(t.lower()).is_some());
            let start = if i > 0 && weekday(i - 1) { i - 1 } else { i };
            return Dateline { day: Some(day), span: start..i + printed.len };
        }
    }
    Dateline { day: published, span: 0..0 }
}
