//! Lexicon files as entries with their lines, before they are compiled.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use toml::{Spanned, Table};

use super::LexiconError;

/// The fields that can name an entry, the first that is present does.
const KEYS: [&str; 4] = ["name", "lemma", "word", "phrase"];

#[derive(Debug)]
struct RawEntry {
    key: String,
    line: usize,
    table: Table,
}

/// A parsed lexicon file.
#[derive(Debug)]
pub(crate) struct RawFile {
    file: String,
    sections: BTreeMap<String, Vec<RawEntry>>,
    /// The sections that were asked for: any other is a misspelling.
    read: RefCell<BTreeSet<String>>,
}

/// The entries of one section with what an error needs to point at one of them.
pub(crate) struct Entries<'f, T> {
    file: &'f RawFile,
    section: &'f str,
    entries: Vec<(T, &'f str, usize)>,
}

impl<T> Entries<'_, T> {
    /// Each entry, mapped by `f`; what `f` objects to becomes an error that points at the entry.
    pub fn try_each(self, mut f: impl FnMut(T) -> Result<(), String>) -> Result<(), LexiconError> {
        for (entry, key, line) in self.entries {
            f(entry).map_err(|message| LexiconError::Entry {
                file: self.file.file.clone(),
                line,
                section: self.section.to_owned(),
                key: key.to_owned(),
                message,
            })?;
        }
        Ok(())
    }

    /// The entries alone.
    pub fn into_vec(self) -> Vec<T> {
        self.entries.into_iter().map(|(entry, ..)| entry).collect()
    }
}

impl RawFile {
    /// Parses a file.
    pub fn parse(file: &str, text: &str) -> Result<Self, LexiconError> {
        type Sections = BTreeMap<String, Vec<Spanned<Table>>>;
        let parsed: Sections = toml::from_str(text)
            .map_err(|e| LexiconError::Toml { file: file.to_owned(), message: e.to_string().trim_end().to_owned() })?;
        let mut sections = BTreeMap::new();
        for (section, tables) in parsed {
            let mut entries: Vec<RawEntry> = Vec::with_capacity(tables.len());
            for spanned in tables {
                let line = text[..spanned.span().start].matches('\n').count() + 1;
                let table = spanned.into_inner();
                let key = KEYS
                    .iter()
                    .find_map(|k| table.get(*k)?.as_str().map(str::to_owned))
                    .ok_or_else(|| LexiconError::NoKey { file: file.to_owned(), line, section: section.clone() })?;
                if entries.iter().any(|e| e.key == key) {
                    return Err(LexiconError::Entry {
                        file: file.to_owned(),
                        line,
                        section,
                        key,
                        message: "stands twice in this section".to_owned(),
                    });
                }
                entries.push(RawEntry { key, line, table });
            }
            sections.insert(section, entries);
        }
        Ok(RawFile { file: file.to_owned(), sections, read: RefCell::default() })
    }

    /// Lays a user's file over this one.
    pub fn overlay(&mut self, user: RawFile) {
        for (section, entries) in user.sections {
            let mine = self.sections.entry(section).or_default();
            for mut entry in entries {
                mine.retain(|e| e.key != entry.key);
                let removed = entry.table.remove("remove").is_some_and(|v| v.as_bool() == Some(true));
                if !removed {
                    mine.push(entry);
                }
            }
        }
    }

    /// The entries of a section; none if the file has no such section.
    pub fn section<T: DeserializeOwned>(&self, section: &'static str) -> Result<Entries<'_, T>, LexiconError> {
        self.read.borrow_mut().insert(section.to_owned());
        let mut entries = Vec::new();
        for raw in self.sections.get(section).into_iter().flatten() {
            let entry = raw.table.clone().try_into::<T>().map_err(|e| LexiconError::Entry {
                file: self.file.clone(),
                line: raw.line,
                section: section.to_owned(),
                key: raw.key.clone(),
                message: e.to_string().trim().replace('\n', " "),
            })?;
            entries.push((entry, raw.key.as_str(), raw.line));
        }
        Ok(Entries { file: self, section, entries })
    }

    /// Refuses a section that nobody asked for.
    pub fn finish(&self) -> Result<(), LexiconError> {
        let read = self.read.borrow();
        match self.sections.iter().find(|(section, _)| !read.contains(*section)) {
            None => Ok(()),
            Some((section, entries)) => Err(LexiconError::UnknownSection {
                file: self.file.clone(),
                line: entries.first().map_or(1, |e| e.line),
                section: section.clone(),
                known: read.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
            }),
        }
    }
}
