//! The words of `lexicon/events.toml` and `lexicon/weapons.toml`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use sitrep_language::{Document, Token};
use sitrep_record::IncidentType;
use smol_str::SmolStr;

use crate::lexicon::{LexiconError, Part, RawFile};

/// What a verb must act on to tell of its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Object {
    /// A place, or a thing that stands in one.
    Place,
    /// Persons.
    People,
    /// A weapon.
    Weapon,
    /// Anything.
    Any,
}

/// What a word tells of an event.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// The sort of event.
    pub kind: IncidentType,
    /// The other sort that the word may tell.
    pub or: Option<IncidentType>,
    /// How surely, 0 to 3.
    pub weight: f32,
    /// The means.
    pub method: Option<SmolStr>,
    /// What it must act on.
    pub object: Option<Object>,
    /// Whether a weapon tells of an event by itself.
    pub acts: bool,
}

/// Words in a row, looked up by the first.
#[derive(Debug)]
struct Phrases {
    by_first: FxHashMap<SmolStr, Vec<(Vec<SmolStr>, usize)>>,
    events: Vec<Event>,
}

impl Phrases {
    fn new() -> Self {
        Phrases { by_first: FxHashMap::default(), events: Vec::new() }
    }

    fn add(&mut self, forms: impl IntoIterator<Item = String>, event: Event) {
        let at = self.events.len();
        self.events.push(event);
        for form in forms {
            let mut words = form.split([' ', '-']).filter(|w| !w.is_empty()).map(SmolStr::new);
            if let Some(first) = words.next() {
                let list = self.by_first.entry(first).or_default();
                let rest: Vec<SmolStr> = words.collect();
                // A user's word takes the place of the same word that comes with the program.
                match list.iter_mut().find(|(other, _)| *other == rest) {
                    Some((_, event)) => *event = at,
                    None => list.push((rest, at)),
                }
            }
        }
    }

    /// The longest phrase that starts at token `i`, and how many tokens it takes.
    fn at(&self, doc: &Document, i: usize) -> Option<(usize, &Event)> {
        let first = doc.get(i)?;
        let mut best: Option<(usize, usize)> = None;
        for base in bases(first) {
            for (rest, event) in self.by_first.get(base.as_str()).into_iter().flatten() {
                if let Some(len) = follow(doc, i + 1, rest).map(|end| end - i)
                    && best.is_none_or(|(l, _)| len > l)
                {
                    best = Some((len, *event));
                }
            }
        }
        best.map(|(len, event)| (len, &self.events[event]))
    }
}

/// Where the words end if they follow from token `i`; hyphens between them do not count.
fn follow(doc: &Document, mut i: usize, words: &[SmolStr]) -> Option<usize> {
    for word in words {
        let mut token = doc.get(i)?;
        if token.text() == "-" {
            i += 1;
            token = doc.get(i)?;
        }
        if !bases(token).any(|b| b == *word) {
            return None;
        }
        i += 1;
    }
    Some(i)
}

/// The forms under which a token may stand in the lexicon.
fn bases(token: Token<'_>) -> impl Iterator<Item = SmolStr> {
    let lower = SmolStr::new(token.lower());
    let lemma = SmolStr::new(token.lemma().to_lowercase());
    // A genitive without its apostrophe, or a plural that the tagger took for a name.
    let bare = lower.strip_suffix('s').filter(|b| b.len() > 2).map(SmolStr::new);
    let lemma = (lemma != lower).then_some(lemma);
    std::iter::once(lower).chain(lemma).chain(bare)
}

/// The words of `lexicon/events.toml`.
#[derive(Debug)]
pub(crate) struct EventWords {
    nouns: Phrases,
    verbs: Phrases,
    habits: FxHashSet<String>,
    unreal: FxHashSet<String>,
    another: FxHashSet<String>,
    series: FxHashSet<String>,
    answers: FxHashSet<String>,
    truces: FxHashSet<String>,
    breaches: FxHashSet<String>,
}

impl EventWords {
    /// "truce", "ceasefire".
    pub fn is_truce(&self, word: &str) -> bool {
        self.truces.contains(word)
    }

    /// "violate", "breach".
    pub fn is_breach(&self, lemma: &str) -> bool {
        self.breaches.contains(lemma)
    }

    /// A word for an act that answers another ("response", "revenge").
    pub fn is_answer(&self, lemma: &str) -> bool {
        self.answers.contains(lemma)
    }

    /// The event noun that starts at token `i`.
    pub fn noun(&self, doc: &Document, i: usize) -> Option<(usize, &Event)> {
        self.nouns.at(doc, i)
    }

    /// The event verb that starts at token `i`.
    pub fn verb(&self, doc: &Document, i: usize) -> Option<(usize, &Event)> {
        self.verbs.at(doc, i)
    }

    /// "regularly".
    pub fn is_habit(&self, lower: &str) -> bool {
        self.habits.contains(lower)
    }

    /// A word whose complement did not happen.
    pub fn is_unreal(&self, lemma: &str) -> bool {
        self.unreal.contains(lemma)
    }

    /// "another", "separate".
    pub fn is_another(&self, lower: &str) -> bool {
        self.another.contains(lower)
    }

    /// "series", "wave".
    pub fn is_series(&self, lemma: &str) -> bool {
        self.series.contains(lemma)
    }
}

/// The words of `lexicon/weapons.toml`.
#[derive(Debug)]
pub(crate) struct WeaponWords {
    weapons: Phrases,
}

impl WeaponWords {
    /// The weapon that starts at token `i`.
    pub fn at(&self, doc: &Document, i: usize) -> Option<(usize, &Event)> {
        self.weapons.at(doc, i)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(alias = "word")]
    lemma: String,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(rename = "type")]
    kind: IncidentType,
    or: Option<IncidentType>,
    weight: f32,
    method: Option<SmolStr>,
    object: Option<Object>,
    #[serde(default)]
    acts: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    word: String,
    #[serde(default)]
    forms: Vec<String>,
}

fn phrases(file: &RawFile, section: &'static str) -> Result<Phrases, LexiconError> {
    let mut phrases = Phrases::new();
    file.section::<Entry>(section)?.try_each(|e| {
        if !(0.0..=3.0).contains(&e.weight) {
            return Err("`weight` must be 0 to 3".to_owned());
        }
        let event =
            Event { kind: e.kind, or: e.or, weight: e.weight, method: e.method, object: e.object, acts: e.acts };
        phrases.add(std::iter::once(e.lemma).chain(e.forms), event);
        Ok(())
    })?;
    Ok(phrases)
}

fn words(file: &RawFile, section: &'static str) -> Result<FxHashSet<String>, LexiconError> {
    let entries = file.section::<Plain>(section)?.into_vec();
    Ok(entries.into_iter().flat_map(|e| std::iter::once(e.word).chain(e.forms)).collect())
}

impl Part for EventWords {
    const FILE: (&'static str, &'static str) = ("events.toml", include_str!("../../../../lexicon/events.toml"));

    fn compile(file: &RawFile) -> Result<Self, LexiconError> {
        Ok(EventWords {
            nouns: phrases(file, "noun")?,
            verbs: phrases(file, "verb")?,
            habits: words(file, "habit")?,
            unreal: words(file, "unreal")?,
            another: words(file, "another")?,
            series: words(file, "series")?,
            answers: words(file, "answer")?,
            truces: words(file, "truce")?,
            breaches: words(file, "breach")?,
        })
    }
}

impl Part for WeaponWords {
    const FILE: (&'static str, &'static str) = ("weapons.toml", include_str!("../../../../lexicon/weapons.toml"));

    fn compile(file: &RawFile) -> Result<Self, LexiconError> {
        Ok(WeaponWords { weapons: phrases(file, "weapon")? })
    }
}
