//! Nouns for people, and whether they are civilians or combatants.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use sitrep_record::Status;
use smol_str::SmolStr;

use crate::lexicon::inflect::plural;
use crate::lexicon::{LexiconError, Part, Phrases, RawFile};

/// A noun for people in one of its forms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PeopleNoun {
    pub status: Status,
    pub singular: bool,
    pub plural: bool,
}

/// Who can be a victim.
#[derive(Debug, Default)]
pub(crate) struct VictimWords {
    nouns: FxHashMap<SmolStr, PeopleNoun>,
    endings: Vec<(SmolStr, Status)>,
    status: Phrases<Status>,
    things: FxHashSet<SmolStr>,
    titles: FxHashSet<SmolStr>,
}

impl VictimWords {
    /// The noun of this lower-case form, from the lists or by its ending.
    pub fn noun(&self, form: &str) -> Option<PeopleNoun> {
        self.nouns.get(form).copied()
    }

    /// What a word that stands in no list shows by its ending.
    pub fn by_ending(&self, form: &str) -> Option<Status> {
        self.endings.iter().find(|(end, _)| form.len() > end.len() + 2 && form.ends_with(end.as_str())).map(|(_, s)| *s)
    }

    /// The status that a phrase tells, and the token after it.
    pub fn status_at(&self, doc: &sitrep_language::Document, i: usize) -> Option<(usize, Status)> {
        self.status.at(doc, i).map(|(end, status)| (end, *status))
    }

    /// Whether a noun for one person can stand as a title before a name.
    pub fn is_title(&self, form: &str) -> bool {
        self.titles.contains(form)
    }

    /// Whether it is counted beside people and is none.
    pub fn is_thing(&self, form: &str) -> bool {
        self.things.contains(form)
    }

    fn add(&mut self, form: &str, status: Status, is_plural: bool, is_singular: bool) {
        let form = form.to_lowercase();
        if form.contains(' ') {
            self.status.add(&form, status);
            return;
        }
        let entry =
            self.nouns.entry(SmolStr::new(form)).or_insert(PeopleNoun { status, singular: false, plural: false });
        entry.singular |= is_singular;
        entry.plural |= is_plural;
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleEntry {
    #[serde(rename = "name")]
    _name: String,
    status: Status,
    nouns: Vec<String>,
    #[serde(default)]
    plurals: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndingEntry {
    word: SmolStr,
    status: Status,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusEntry {
    phrase: String,
    status: Status,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordEntry {
    word: SmolStr,
}

impl Part for VictimWords {
    const FILE: (&'static str, &'static str) = ("victims.toml", include_str!("../../../../../lexicon/victims.toml"));

    fn compile(file: &RawFile) -> Result<Self, LexiconError> {
        let mut words = VictimWords::default();
        file.section::<PeopleEntry>("people")?.try_each(|e| {
            let irregular: FxHashSet<&str> = e.plurals.iter().filter_map(|p| Some(p.split_once('/')?.0)).collect();
            for pair in &e.plurals {
                let (one, many) = pair.split_once('/').ok_or_else(|| format!("{pair:?} is no \"singular/plural\""))?;
                words.add(one, e.status, one == many, true);
                words.add(many, e.status, true, one == many);
            }
            for noun in &e.nouns {
                words.add(noun, e.status, false, true);
                if !irregular.contains(noun.as_str()) {
                    words.add(&plural(noun), e.status, true, false);
                }
            }
            Ok(())
        })?;
        words.endings =
            file.section::<EndingEntry>("ending")?.into_vec().into_iter().map(|e| (e.word, e.status)).collect();
        for e in file.section::<StatusEntry>("status")?.into_vec() {
            words.status.add(&e.phrase, e.status);
        }
        for e in file.section::<WordEntry>("thing")?.into_vec() {
            words.things.insert(SmolStr::new(plural(&e.word)));
            words.things.insert(e.word);
        }
        words.titles = file.section::<WordEntry>("title")?.into_vec().into_iter().map(|e| e.word).collect();
        Ok(words)
    }
}
