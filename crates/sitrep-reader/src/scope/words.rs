//! The words of `lexicon/scope.toml`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use smol_str::SmolStr;

use crate::lexicon::{LexiconError, Part, Phrases, RawFile};

/// Words that tell what part of the whole a toll counts.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub wars: FxHashSet<SmolStr>,
    pub background: Phrases<()>,
    pub aggregate: Phrases<()>,
    pub recent: FxHashSet<SmolStr>,
    pub events: FxHashSet<SmolStr>,
    pub anaphors: FxHashSet<SmolStr>,
    pub months: FxHashMap<SmolStr, i8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordEntry {
    word: SmolStr,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseEntry {
    phrase: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MonthEntry {
    word: SmolStr,
    value: i8,
}

impl Part for Words {
    const FILE: (&'static str, &'static str) = ("scope.toml", include_str!("../../../../lexicon/scope.toml"));

    fn compile(file: &RawFile) -> Result<Self, LexiconError> {
        let set = |section| -> Result<FxHashSet<SmolStr>, LexiconError> {
            Ok(file.section::<WordEntry>(section)?.into_vec().into_iter().map(|e| e.word).collect())
        };
        let phrases = |section| -> Result<Phrases<()>, LexiconError> {
            let mut phrases = Phrases::default();
            file.section::<PhraseEntry>(section)?.into_vec().iter().for_each(|e| phrases.add(&e.phrase, ()));
            Ok(phrases)
        };
        let mut words = Words {
            wars: set("war")?,
            background: phrases("background")?,
            aggregate: phrases("aggregate")?,
            recent: set("recent")?,
            events: set("event")?,
            anaphors: set("anaphor")?,
            months: FxHashMap::default(),
        };
        file.section::<MonthEntry>("month")?.try_each(|e| {
            if !(1..=12).contains(&e.value) {
                return Err("a month is a number from 1 to 12".into());
            }
            words.months.insert(e.word, e.value);
            Ok(())
        })?;
        Ok(words)
    }
}
