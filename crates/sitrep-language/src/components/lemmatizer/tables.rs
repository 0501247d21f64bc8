//! A lemmatizer's tables: rules, exceptions, known base forms, and whole words.

use std::sync::OnceLock;

use rmpv::ValueRef;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::error::{OpenError, Result};
use crate::msgpack;
use crate::package::Package;
use crate::pyregex::Pattern;
use crate::strings::{hash, string_id};

/// A rule: an ending, or a pattern, and what takes its place.
#[derive(Debug)]
pub(super) struct Replacement {
    pub old: SmolStr,
    pub new: SmolStr,
    anchored: OnceLock<Option<Pattern>>,
    anywhere: OnceLock<Option<Pattern>>,
}

impl Replacement {
    /// `re.sub(old + "$", new, word)`.
    pub fn at_end(&self, word: &str) -> String {
        if is_plain(&self.old) {
            return match word.strip_suffix(self.old.as_str()) {
                Some(stem) => format!("{stem}{}", self.new),
                None => word.into(),
            };
        }
        let pattern = self.anchored.get_or_init(|| Pattern::new(&format!("(?:{})$", self.old), "").ok());
        match pattern.as_ref().and_then(|p| p.find(word)) {
            Some((start, end)) => format!("{}{}{}", &word[..start], self.new, &word[end..]),
            None => word.into(),
        }
    }

    /// `re.sub(old, new, word)`.
    pub fn anywhere(&self, word: &str) -> String {
        if is_plain(&self.old) {
            return word.replace(self.old.as_str(), &self.new);
        }
        let pattern = self.anywhere.get_or_init(|| Pattern::new(&self.old, "").ok());
        let (mut out, mut at) = (String::new(), 0);
        for (start, end) in pattern.as_ref().map(|p| p.find_all(word)).unwrap_or_default() {
            out.push_str(&word[at..start]);
            out.push_str(&self.new);
            at = end;
        }
        out + &word[at..]
    }
}

fn is_plain(pattern: &str) -> bool {
    !pattern.is_empty() && pattern.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// All tables; those that a pipeline lacks are empty.
#[derive(Debug, Default)]
pub(super) struct Tables {
    rules: FxHashMap<u64, Vec<Replacement>>,
    exceptions: FxHashMap<u64, FxHashMap<SmolStr, Box<[SmolStr]>>>,
    index: FxHashMap<u64, FxHashSet<SmolStr>>,
    groups: FxHashMap<u64, Vec<(SmolStr, Vec<SmolStr>)>>,
    lookup: FxHashMap<u64, SmolStr>,
}

impl Tables {
    /// Reads the component's `lookups/lookups.bin`.
    pub fn open(package: &mut Package, component: &str) -> Result<Tables> {
        let file = format!("{component}/lookups/lookups.bin");
        let bytes = package.read(&file)?;
        let data = msgpack::parse_map(&bytes, &file)?;
        let table = |name: &str| msgpack::field(&data, name).map(msgpack::entries).unwrap_or_default();
        let damaged = |what: &str| OpenError::damaged(&file, what);
        let key = |key: &ValueRef<'_>| msgpack::number(key).ok_or_else(|| damaged("a key that is no number"));
        let pair = |value: &ValueRef<'_>| match msgpack::items(value) {
            [old, new] => Some((SmolStr::new(msgpack::text(old)?), SmolStr::new(msgpack::text(new)?))),
            _ => None,
        };
        let mut tables = Tables::default();
        for (k, value) in table("lemma_rules") {
            let rules = msgpack::items(value).iter().map(|rule| {
                let (old, new) = pair(rule)?;
                Some(Replacement { old, new, anchored: OnceLock::new(), anywhere: OnceLock::new() })
            });
            let rules: Option<Vec<Replacement>> = rules.collect();
            tables.rules.insert(key(k)?, rules.ok_or_else(|| damaged("a rule that is no pair of texts"))?);
        }
        for (k, value) in table("lemma_exc") {
            let entries = msgpack::entries(value).iter().filter_map(|(form, lemmas)| {
                let lemmas = msgpack::items(lemmas).iter().filter_map(msgpack::text).map(SmolStr::new).collect();
                Some((msgpack::text(form)?.into(), lemmas))
            });
            tables.exceptions.insert(key(k)?, entries.collect());
        }
        for (k, value) in table("lemma_index") {
            let forms = msgpack::items(value).iter().filter_map(msgpack::text).map(SmolStr::new);
            tables.index.insert(key(k)?, forms.collect());
        }
        for (k, value) in table("lemma_rules_groups") {
            let groups = msgpack::items(value).iter().filter_map(|group| match msgpack::items(group) {
                [name, features] => {
                    let features = msgpack::items(features).iter().filter_map(msgpack::text).map(SmolStr::new);
                    Some((msgpack::text(name)?.into(), features.collect()))
                }
                _ => None,
            });
            tables.groups.insert(key(k)?, groups.collect());
        }
        for (k, value) in table("lemma_lookup") {
            if let Some(lemma) = first_text(value) {
                tables.lookup.insert(key(k)?, lemma);
            }
        }
        Ok(tables)
    }

    /// The rules of a part of speech, or of a named group.
    pub fn rules(&self, name: &str) -> &[Replacement] {
        self.rules.get(&string_id(name)).map_or(&[], Vec::as_slice)
    }

    /// The first base form that is given for a word of a part of speech.
    pub fn exception(&self, pos: &str, form: &str) -> Option<&SmolStr> {
        self.exceptions(pos, form).first()
    }

    /// All base forms that are given for a word of a part of speech.
    pub fn exceptions(&self, pos: &str, form: &str) -> &[SmolStr] {
        self.exceptions.get(&string_id(pos)).and_then(|table| table.get(form)).map_or(&[], |lemmas| lemmas)
    }

    /// The known base forms of a part of speech.
    pub fn index(&self, pos: &str) -> Option<&FxHashSet<SmolStr>> {
        self.index.get(&string_id(pos))
    }

    /// Whether anything is known of a part of speech.
    pub fn knows(&self, pos: &str) -> bool {
        let id = string_id(pos);
        self.rules.get(&id).is_some_and(|t| !t.is_empty())
            || self.exceptions.get(&id).is_some_and(|t| !t.is_empty())
            || self.index.get(&id).is_some_and(|t| !t.is_empty())
    }

    /// The first group of rules of a part of speech whose features are all among those given.
    pub fn group(&self, pos: &str, features: &[&str]) -> Option<&str> {
        let fits = |group: &&(SmolStr, Vec<SmolStr>)| group.1.iter().all(|f| features.contains(&f.as_str()));
        self.groups.get(&string_id(pos))?.iter().find(fits).map(|group| group.0.as_str())
    }

    /// The base form of a whole word.
    pub fn lookup(&self, form: &str) -> Option<&str> {
        self.lookup.get(&hash(form.as_bytes())).map(SmolStr::as_str)
    }
}

/// A text, or the first of a list of texts.
fn first_text(value: &ValueRef<'_>) -> Option<SmolStr> {
    msgpack::text(value).or_else(|| msgpack::items(value).first().and_then(msgpack::text)).map(SmolStr::new)
}
