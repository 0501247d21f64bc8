//! From an article to its record: the one place that ties parser and reader together.

use std::borrow::Cow;
use std::path::Path;

use anyhow::{Context, bail};
use sitrep_article::{Article, truecase};
use sitrep_language::Document;
use sitrep_reader::{Lexicon, LexiconFile, Reader};
use sitrep_record::{Note, Record};

use crate::pipeline::Pipeline;

/// The languages that the reader's grammar and words are written for.
const LANGUAGES: [&str; 1] = ["en"];

/// A record, with the parse that it was read from.
pub struct Reading {
    /// What was read.
    pub record: Record,
    /// The parse of the record's text, offset by offset.
    pub doc: Document,
}

/// The article is in a language that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ForeignLanguage {
    /// Told by the article, or by its words.
    #[error("the text is in {0:?}, and Sitrep reads only English yet; if it is English, say --language en")]
    Known(String),
    /// Told by its letters alone.
    #[error("the text is not in Latin letters, and Sitrep reads only English yet")]
    OtherScript,
}

impl ForeignLanguage {
    /// What keeps an article from being read, if anything does.
    fn of(article: &Article) -> Option<Self> {
        match article.language.as_deref() {
            Some(language) if LANGUAGES.contains(&language) => None,
            Some(language) => Some(ForeignLanguage::Known(language.into())),
            None => {
                let letters = || article.text.chars().filter(|c| c.is_alphabetic());
                let latin = letters().filter(char::is_ascii_alphabetic).count();
                (2 * latin < letters().count()).then_some(ForeignLanguage::OtherScript)
            }
        }
    }
}

/// Reads articles, from any number of threads.
pub struct Readers {
    pipeline: Pipeline,
    reader: Reader,
}

impl Readers {
    /// Readers with the built-in words and those of a user's own folder.
    ///
    /// # Errors
    /// If a file of words cannot be read or used: it is named, with line and remedy.
    pub fn new(pipeline: Pipeline, lexicon: Option<&Path>) -> anyhow::Result<Self> {
        let files = lexicon.map_or(Ok(Vec::new()), lexicon_files)?;
        Ok(Readers { pipeline, reader: Reader::with_places(Lexicon::with(&files)?, crate::places::open()?) })
    }

    /// Reads one article.
    ///
    /// # Errors
    /// [`ForeignLanguage`] if it is known to be in a language that cannot be read.
    pub fn read(&self, article: Article) -> Result<Reading, ForeignLanguage> {
        if let Some(foreign) = ForeignLanguage::of(&article) {
            return Err(foreign);
        }
        // Character for character, so that what is found in one stands at the same place in the other.
        let text: Cow<'_, str> = match truecase(&article.text) {
            Some(cased) => Cow::Owned(cased),
            None => Cow::Borrowed(&article.text),
        };
        let doc = self.pipeline.document(text);
        let about = sitrep_reader::Article {
            id: article.id,
            url: article.url,
            title: article.title,
            outlet: article.outlet,
            published: article.published,
            language: article.language,
            credits: article.credits,
        };
        let mut record = self.reader.read(&about, &doc);
        record.text = article.text;
        record.notes.extend(article.notes.iter().map(note));
        Ok(Reading { record, doc })
    }
}

/// An article's note as the record's: its tag as the code, and a sentence.
fn note(note: &sitrep_article::Note) -> Note {
    let value = serde_json::to_value(note).unwrap_or_default();
    let code = value["note"].as_str().unwrap_or("note").to_owned();
    let details: Vec<String> = value
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| *key != "note")
        .map(|(key, value)| match value {
            serde_json::Value::String(word) => format!("{key} {word}"),
            serde_json::Value::Array(words) => words
                .iter()
                .map(|w| w.as_str().map_or_else(|| w.to_string(), |w| format!("“{w}”")))
                .collect::<Vec<_>>()
                .join(", "),
            other => format!("{key} {other}"),
        })
        .collect();
    let said = sentence(&code);
    let text = match details.is_empty() {
        true => said.to_owned(),
        false => format!("{said} ({})", details.join(", ")),
    };
    Note { code, text }
}

fn sentence(code: &str) -> &str {
    match code {
        "invalid_utf8" => "The bytes were said to be UTF-8 and are not",
        "invalid_bytes" => "Some bytes mean nothing in the declared charset",
        "charset_detected" => "No charset was declared; one was detected",
        "charset_differs" => "The bytes are not in the declared charset; another was used",
        "truncated" => "The input was too long; only its beginning was read",
        "markup_limited" => "The markup was nested or repeated beyond what a page needs",
        "whole_page" => "The main text could not be told from the rest; all text of the page was taken",
        "field_ignored" => "A field had the wrong type and was ignored",
        "date_unreadable" => "The date given cannot be read",
        "date_differs" => "The date given and the date printed differ; the printed one was taken",
        "date_without_year" => "The dateline names a day but no year",
        "undated" => "The article has no date; days told relative to it stay unknown",
        "language_differs" => "The page declares one language, and the text is in another",
        "language_unknown" => "The language could not be told",
        "furniture_dropped" => "Paragraphs that are page furniture were dropped",
        "all_capitals" => "The text is in capitals; it was parsed in the case that such words usually have",
        "no_body" => "There is no text beyond a headline",
        other => other,
    }
}

/// The `.toml` files of a folder.
fn lexicon_files(folder: &Path) -> anyhow::Result<Vec<LexiconFile>> {
    let cannot = || format!("cannot read the lexicon folder {}", folder.display());
    let mut files = Vec::new();
    for entry in folder.read_dir().with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.push(LexiconFile { name, text });
        }
    }
    if files.is_empty() {
        bail!("{} holds no .toml file of words", folder.display());
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_note_is_a_sentence() {
        let undated = note(&sitrep_article::Note::Undated);
        assert_eq!(undated.code, "undated");
        assert!(undated.text.starts_with("The article has no date"));
        let differs =
            note(&sitrep_article::Note::CharsetDiffers { declared: "utf-8".into(), used: "windows-1252".into() });
        assert!(differs.text.ends_with("(declared utf-8, used windows-1252)"), "{}", differs.text);
    }
}
