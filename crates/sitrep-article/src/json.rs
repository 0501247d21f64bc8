//! Articles as JSON objects: `{"id", "url", "source", "title", "published", "language", "text" | "html"}`.
//!
//! `outlet` is another name of `source`, `date` of `published`. `credits` may list agencies. Other fields are ignored.

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::compose::{Draft, Text};
use crate::plain::limited;
use crate::{Error, Note, Options, credit, date, html, paragraphs, text};

/// Reads one object or a list of objects.
pub(crate) fn read_all(input: &str, notes: Vec<Note>, options: &Options) -> Result<Vec<Result<Draft, Error>>, Error> {
    Ok(match serde_json::from_str(input.trim_start_matches('\u{feff}'))? {
        Value::Array(items) => items.into_iter().map(|item| object(item, notes.clone(), options)).collect(),
        value => vec![object(value, notes, options)],
    })
}

/// Reads one object.
pub(crate) fn read(input: &str, notes: Vec<Note>, options: &Options) -> Result<Draft, Error> {
    object(serde_json::from_str(input.trim_start_matches('\u{feff}'))?, notes, options)
}

fn object(value: Value, notes: Vec<Note>, options: &Options) -> Result<Draft, Error> {
    let Value::Object(mut fields) = value else {
        return Err(Error::JsonNotObject { found: type_of(&value) });
    };
    let mut notes = notes;
    let title = string(&mut fields, &["title"], &mut notes);
    let url = string(&mut fields, &["url"], &mut notes);
    let mut draft = match (fields.remove("text"), fields.remove("html")) {
        (Some(Value::String(words)), _) if !words.trim().is_empty() => given_text(words, notes, options),
        (_, Some(Value::String(page))) if !page.trim().is_empty() => {
            let options = Options { url: options.url.clone().or_else(|| url.clone()), ..options.clone() };
            html::read(&page, notes, &options)?
        }
        (None | Some(Value::Null), None | Some(Value::Null)) => return Err(Error::JsonNoText),
        (Some(Value::String(_)), _) | (_, Some(Value::String(_))) => return Err(Error::Empty),
        (Some(other), None) => {
            return Err(Error::JsonField { field: "text", found: type_of(&other) });
        }
        (_, Some(other)) => {
            return Err(Error::JsonField { field: "html", found: type_of(&other) });
        }
    };
    let mut notes = std::mem::take(&mut draft.notes);
    draft.id = string(&mut fields, &["id"], &mut notes);
    draft.url = url.or(draft.url);
    draft.title = title.or(draft.title);
    draft.outlet = string(&mut fields, &["source", "outlet"], &mut notes).or(draft.outlet);
    draft.given = published(&mut fields, &mut notes);
    draft.language = string(&mut fields, &["language", "lang"], &mut notes).or(draft.language);
    if let Some(Value::Array(names)) = fields.remove("credits") {
        for name in names.iter().filter_map(Value::as_str) {
            credit::add(&mut draft.credits, credit::agency(name).unwrap_or(name));
        }
    }
    draft.notes = notes;
    Ok(draft)
}

/// A text without line breaks is kept exactly as given: those who made it count their offsets in it.
fn given_text(words: String, mut notes: Vec<Note>, options: &Options) -> Draft {
    let words = match limited(&words, options.limits.text_bytes, &mut notes) {
        kept if kept.len() < words.len() => kept.to_owned(),
        _ => words,
    };
    let text = if words.trim().contains(['\n', '\r']) {
        Text::Paragraphs { paragraphs: paragraphs::split(&text::plain(&words)), markup: false }
    } else {
        Text::Exact(words)
    };
    Draft::new(text, notes)
}

/// The first of some fields that holds a string; a number or boolean is written out, anything else is noted.
fn string(fields: &mut Map<String, Value>, names: &[&str], notes: &mut Vec<Note>) -> Option<String> {
    for name in names {
        match fields.remove(*name) {
            None | Some(Value::Null) => {}
            Some(Value::String(words)) if words.trim().is_empty() => {}
            Some(Value::String(words)) => return Some(text::squeeze(&text::plain(&words))),
            Some(Value::Number(number)) => return Some(number.to_string()),
            Some(other) => {
                notes.push(Note::FieldIgnored { field: (*name).to_owned(), found: type_of(&other).to_owned() })
            }
        }
    }
    None
}

fn published(fields: &mut Map<String, Value>, notes: &mut Vec<Note>) -> Option<Date> {
    let words = string(fields, &["published", "date"], notes)?;
    let day = date::parse(&words).or_else(|| {
        // A time in seconds (or milliseconds) since 1970, which no printed date looks like.
        let seconds: i64 = words.parse().ok().filter(|n: &i64| *n > 99_999_999)?;
        let seconds = if seconds > 99_999_999_999 { seconds / 1000 } else { seconds };
        let time = jiff::Timestamp::from_second(seconds).ok()?;
        Some(time.to_zoned(jiff::tz::TimeZone::UTC).date())
    });
    if day.is_none() {
        notes.push(Note::DateUnreadable { given: text::prefix(&words, 80).to_owned() });
    }
    day
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
