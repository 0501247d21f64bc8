//! The vocabulary of truces and deals, compiled from `lexicon/accords.toml`.

use rustc_hash::FxHashSet;
use serde::Deserialize;
use sitrep_record::{AccordKind, Stage};
use smol_str::SmolStr;

use crate::actor::Index;
use crate::lexicon::{LexiconError, Part, RawFile};

/// A word that tells how far a deal has come.
#[derive(Debug, Clone, Copy)]
pub(super) struct StageWord {
    pub stage: Stage,
    /// Whether it must tell of what happened.
    pub past: bool,
}

/// The words of `lexicon/accords.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(super) nouns: Index<Option<AccordKind>>,
    pub(super) stages: Index<StageWord>,
    pub(super) begins: Index<()>,
    pub(super) excludes: Index<bool>,
    pub(super) terms: Index<()>,
    former: FxHashSet<SmolStr>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NounEntry {
    phrase: String,
    #[serde(default)]
    kind: Option<AccordKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StageEntry {
    phrase: String,
    stage: Stage,
    #[serde(default)]
    needs: Option<Needs>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Needs {
    Past,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseEntry {
    phrase: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExcludeEntry {
    phrase: String,
    #[serde(default)]
    negated: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordEntry {
    word: SmolStr,
}

impl Part for Words {
    const FILE: (&'static str, &'static str) = ("accords.toml", include_str!("../../../../lexicon/accords.toml"));

    fn compile(file: &RawFile) -> Result<Self, LexiconError> {
        let mut words = Words::default();
        file.section::<NounEntry>("noun")?.try_each(|e| words.nouns.add(&e.phrase, e.kind))?;
        file.section::<StageEntry>("stage")?.try_each(|e| {
            let past = matches!(e.needs, Some(Needs::Past));
            words.stages.add(&e.phrase, StageWord { stage: e.stage, past })
        })?;
        file.section::<PhraseEntry>("begin")?.try_each(|e| words.begins.add(&e.phrase, ()))?;
        file.section::<ExcludeEntry>("exclude")?.try_each(|e| words.excludes.add(&e.phrase, e.negated))?;
        file.section::<PhraseEntry>("term")?.try_each(|e| words.terms.add(&e.phrase, ()))?;
        words.former = file.section::<WordEntry>("former")?.into_vec().into_iter().map(|e| e.word).collect();
        Ok(words)
    }
}

impl Words {
    /// "previous", "another": a deal other than the one spoken of.
    pub(super) fn is_former(&self, lower: &str) -> bool {
        self.former.contains(lower)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_sorted() {
        let table: toml::Table = toml::from_str(Words::FILE.1).unwrap();
        for (section, entries) in &table {
            let key = |e: &toml::Value| e.get("phrase").or(e.get("word")).unwrap().as_str().unwrap().to_owned();
            let found: Vec<String> = entries.as_array().unwrap().iter().map(key).collect();
            let mut sorted = found.clone();
            sorted.sort();
            assert_eq!(found, sorted, "{section}");
        }
    }
}
