//! The words of `lexicon/quantities.toml`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use sitrep_record::Bound;
use smol_str::SmolStr;

use crate::lexicon::{LexiconError, Part, Phrases, RawFile};

/// Where a vague phrase may stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vague {
    /// Linked to the people by "of".
    pub of: bool,
    /// Right before the people.
    pub bare: bool,
    /// With no noun at all ("killed dozens").
    pub alone: bool,
}

/// How amounts are told.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub numbers: FxHashMap<SmolStr, u64>,
    pub multipliers: FxHashMap<SmolStr, u64>,
    pub hedges: Phrases<Bound>,
    pub after: Phrases<Bound>,
    pub vague: Phrases<Vague>,
    pub none: Phrases<()>,
    pub units: FxHashSet<SmolStr>,
    pub before: FxHashSet<SmolStr>,
    pub aged: FxHashSet<SmolStr>,
    pub months: FxHashSet<SmolStr>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberEntry {
    word: SmolStr,
    value: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HedgeEntry {
    phrase: String,
    #[serde(default)]
    words: Option<String>,
    bound: Bound,
    #[serde(default)]
    after: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VagueEntry {
    phrase: String,
    #[serde(default)]
    of: bool,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    alone: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseEntry {
    phrase: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordEntry {
    word: SmolStr,
}

impl Part for Words {
    const FILE: (&'static str, &'static str) = ("quantities.toml", include_str!("../../../../lexicon/quantities.toml"));

    fn compile(file: &RawFile) -> Result<Self, LexiconError> {
        let mut words = Words::default();
        let numbers = |section| -> Result<FxHashMap<SmolStr, u64>, LexiconError> {
            Ok(file.section::<NumberEntry>(section)?.into_vec().into_iter().map(|e| (e.word, e.value)).collect())
        };
        words.numbers = numbers("number")?;
        words.multipliers = numbers("multiplier")?;
        file.section::<HedgeEntry>("hedge")?.try_each(|e| {
            if matches!(e.bound, Bound::Range | Bound::Vague) {
                return Err("a hedge cannot make a range or a vague amount".into());
            }
            let phrases = if e.after { &mut words.after } else { &mut words.hedges };
            phrases.add(e.words.as_deref().unwrap_or(&e.phrase), e.bound);
            Ok(())
        })?;
        for e in file.section::<VagueEntry>("vague")?.into_vec() {
            words.vague.add(&e.phrase, Vague { of: e.of, bare: e.bare, alone: e.alone });
        }
        for e in file.section::<PhraseEntry>("none")?.into_vec() {
            words.none.add(&e.phrase, ());
        }
        let set = |section| -> Result<FxHashSet<SmolStr>, LexiconError> {
            Ok(file.section::<WordEntry>(section)?.into_vec().into_iter().map(|e| e.word).collect())
        };
        words.units = set("unit")?;
        words.before = set("before")?;
        words.aged = set("aged")?;
        words.months = set("month")?;
        Ok(words)
    }
}
