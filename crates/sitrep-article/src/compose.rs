//! From a draft, whatever input it came from, to the article: dateline, credits, date, language, id.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::article::{Article, DateOrigin, Note};
use crate::clean::{self, Known};
use crate::options::Options;
use crate::paragraphs::{Assembled, Paragraph, Role, assemble};
use crate::text::{compact, prefix, same_words};
use crate::{credit, date, dateline, language, truecase};

/// How many paragraphs of the body may hold the dateline.
const DATELINE_WITHIN: usize = 3;

/// The text of a draft.
#[derive(Debug)]
pub(crate) enum Text {
    /// To be kept exactly.
    Exact(String),
    /// To be cleaned.
    Paragraphs { paragraphs: Vec<Paragraph>, markup: bool },
}

/// What an input says, before it is put together.
#[derive(Debug)]
pub(crate) struct Draft {
    pub id: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    /// The date that came with a JSON object.
    pub given: Option<Date>,
    /// The date of the page's or feed's metadata.
    pub metadata: Option<Date>,
    /// The language that came with the article: believed, unless the text is plainly in another.
    pub language: Option<String>,
    pub credits: Vec<String>,
    pub text: Text,
    pub notes: Vec<Note>,
}

impl Draft {
    pub fn new(text: Text, notes: Vec<Note>) -> Draft {
        Draft {
            id: None,
            url: None,
            title: None,
            outlet: None,
            given: None,
            metadata: None,
            language: None,
            credits: Vec::new(),
            text,
            notes,
        }
    }
}

/// Makes the article. What the caller's options say wins.
pub(crate) fn compose(draft: Draft, options: &Options) -> Article {
    let Draft { id, url, title, outlet, given, metadata, language, mut credits, text, mut notes } = draft;
    let mut title = filled(options.title.clone()).or(title);
    let mut outlet = filled(options.outlet.clone()).or(outlet);
    let url = filled(options.url.clone()).or(url);
    let mut printed = None;

    let made = match text {
        Text::Exact(text) => {
            let end = text.chars().count();
            let headline = headline_in(&text, title.as_deref());
            Assembled {
                paragraphs: std::iter::once(0..end).filter(|range| !range.is_empty()).collect(),
                headline,
                captions: Vec::new(),
                text,
            }
        }
        Text::Paragraphs { paragraphs, markup } => {
            let cleaned = clean::clean(paragraphs, Known { title: title.as_deref(), markup });
            title = title.or(cleaned.title);
            outlet = outlet.or(cleaned.outlet);
            printed = cleaned.printed;
            cleaned.credits.iter().for_each(|name| credit::add(&mut credits, name));
            for line in &cleaned.dropped {
                credit::marks(line).iter().for_each(|name| credit::add(&mut credits, name));
            }
            if !cleaned.dropped.is_empty() {
                notes.push(Note::FurnitureDropped { lines: cleaned.dropped });
            }
            let mut paragraphs = cleaned.paragraphs;
            // A page's headline leads its text, so that what the headline alone says has a place to point to.
            if let (true, Some(title)) = (markup, &title)
                && !paragraphs.iter().any(|paragraph| paragraph.role == Role::Headline)
            {
                paragraphs.insert(0, Paragraph::new(title.clone(), Role::Headline));
            }
            if paragraphs.iter().all(|paragraph| paragraph.role == Role::Headline) {
                notes.push(Note::NoBody);
            }
            assemble(&paragraphs)
        }
    };

    let line = find_dateline(&made, title.as_deref());
    if let Some(found) = &line {
        found.agencies.iter().for_each(|name| credit::add(&mut credits, name));
        outlet = outlet.or_else(|| found.medium.clone());
    }
    let head = date::printed(&made.text, title.as_deref());
    if let Some((_, range)) = &head
        && let Some((name, _)) = credit::last_agency(&made.text[..range.start])
    {
        credit::add(&mut credits, name);
    }
    credit::at_end(made.text.trim_end()).iter().for_each(|name| credit::add(&mut credits, name));

    credit::marks(credit::tail(&made.text)).iter().for_each(|name| credit::add(&mut credits, name));

    let printed = printed.or(head.map(|(day, _)| day));
    let in_dateline = line.as_ref().and_then(|found| found.day);
    let (published, date_origin) = if let Some(day) = metadata {
        (Some(day), DateOrigin::Metadata)
    } else if let Some(day) = printed {
        if let Some(given) = given.filter(|given| *given != day) {
            notes.push(Note::DateDiffers { given, printed: day });
        }
        (Some(day), DateOrigin::Dateline)
    } else if let Some(day) = given {
        (Some(day), DateOrigin::Given)
    } else if let Some(day) = in_dateline.and_then(|day| day.date()) {
        (Some(day), DateOrigin::Dateline)
    } else if let Some(day) = options.published {
        (Some(day), DateOrigin::Given)
    } else {
        notes.push(match in_dateline {
            Some(day) => Note::DateWithoutYear { month: day.month, day: day.day },
            None => Note::Undated,
        });
        (None, DateOrigin::None)
    };

    let language = match options.language.as_deref().and_then(language::normal) {
        Some(code) => Some(code),
        None => {
            let (code, note) = language::choose(&made.text, language.as_deref());
            notes.extend(note);
            code
        }
    };
    if truecase::is_capitals(&made.text) {
        notes.push(Note::AllCapitals);
    }

    let id = filled(options.id.clone())
        .or(id)
        .unwrap_or_else(|| content_id(url.as_deref(), outlet.as_deref(), title.as_deref(), &made.text));
    let (dateline_place, dateline) = match line {
        Some(found) => {
            let start = made.text[..found.range.start].chars().count();
            let end = start + made.text[found.range.clone()].trim_end().chars().count();
            (found.place, Some(start..end))
        }
        None => (None, None),
    };
    Article {
        id,
        url,
        title,
        outlet,
        published,
        date_origin,
        language,
        credits,
        dateline_place,
        text: made.text,
        headline: made.headline,
        dateline,
        captions: made.captions,
        paragraphs: made.paragraphs,
        notes,
    }
}

/// A string with something in it.
fn filled(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.trim().is_empty())
}

/// The dateline of a text, its range in bytes of the whole text.
fn find_dateline(made: &Assembled, title: Option<&str>) -> Option<dateline::Dateline> {
    let mut starts = made.text.char_indices().map(|(at, _)| at).chain([made.text.len()]).enumerate();
    // Ranges are in order, so that one walk finds the byte offsets of all.
    let mut byte = |char_at: usize| starts.find(|(count, _)| *count == char_at).map(|(_, at)| at);
    let bodies: Vec<(usize, usize)> = made
        .paragraphs
        .iter()
        .filter(|range| made.headline.as_ref() != Some(range) && !made.captions.contains(range))
        .take(DATELINE_WITHIN)
        .filter_map(|range| Some((byte(range.start)?, byte(range.end)?)))
        .collect();
    for (start, end) in bodies {
        let paragraph = &made.text[start..end];
        for offset in candidates(paragraph, title) {
            if let Some(mut found) = dateline::read(&paragraph[offset..]) {
                found.range = found.range.start + start + offset..found.range.end + start + offset;
                return Some(found);
            }
        }
    }
    None
}

/// Where a dateline may begin in a paragraph, in bytes: at its start, after a printed date, after the headline.
fn candidates(paragraph: &str, title: Option<&str>) -> Vec<usize> {
    let mut out = vec![0];
    if let Some((_, range)) = date::printed(paragraph, title) {
        out.push(range.end);
    }
    if let Some(end) = title.and_then(|title| title_end(paragraph, title)) {
        out.push(end);
    }
    for at in &mut out {
        let rest = &paragraph[*at..];
        *at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ')')).len();
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Where a headline that stands near the start of a text ends, in bytes. Punctuation and case may differ.
fn title_end(text: &str, title: &str) -> Option<usize> {
    let wanted: Vec<char> = compact(title).chars().collect();
    if wanted.len() < 12 {
        return None;
    }
    let head = prefix(text, 400);
    let letters: Vec<(usize, char)> = head
        .char_indices()
        .filter(|(_, c)| c.is_alphanumeric())
        .filter_map(|(at, c)| Some((at + c.len_utf8(), c.to_lowercase().next()?)))
        .collect();
    let start = letters.windows(wanted.len()).position(|window| window.iter().map(|(_, c)| c).eq(&wanted))?;
    letters.get(start + wanted.len() - 1).map(|(end, _)| *end)
}

/// The headline at the very start of a text that is kept exactly, if it is set off as a paragraph.
fn headline_in(text: &str, title: Option<&str>) -> Option<std::ops::Range<usize>> {
    let first = text.lines().next()?;
    (text.trim_end().contains('\n') && same_words(first, title?)).then(|| 0..first.trim_end().chars().count())
}

/// An id made of the content: the same article has the same id wherever and whenever it is read.
fn content_id(url: Option<&str>, outlet: Option<&str>, title: Option<&str>, text: &str) -> String {
    let mut hash = Sha256::new();
    for part in [url, outlet, title, Some(text)] {
        hash.update(part.unwrap_or_default().as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
