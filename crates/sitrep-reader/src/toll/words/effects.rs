//! Words that tell what happened to people.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use sitrep_record::Effect;
use smol_str::SmolStr;

use crate::lexicon::inflect::{plural, verb_forms};
use crate::lexicon::{LexiconError, Part, Phrases, RawFile};

/// Who suffers what a verb tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sufferer {
    /// The object of the active verb, the subject of the passive.
    Object,
    /// The subject.
    Subject,
}

/// The form in which a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// "kill"
    Base,
    /// "kills"
    Third,
    /// "killed": past or past participle.
    Past,
    /// "killing"
    Ing,
}

/// What a noun for an effect counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NounKind {
    /// "20 deaths", "the death of a child".
    Event,
    /// "20 bodies": the people themselves.
    Body,
    /// "20 injuries".
    Harm,
    /// "the death toll".
    Total,
    /// "casualties".
    Mass,
    /// "no losses".
    Loss,
}

/// A verb with an effect.
#[derive(Debug)]
pub(crate) struct VerbSense {
    pub effect: Effect,
    pub victim: Sufferer,
    /// Only nouns known as people count.
    pub strict: bool,
    /// One of these must stand behind the verb.
    pub with: Option<Phrases<()>>,
}

/// What a word form can tell.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sense {
    /// A verb; its place among [`Effects::verbs`].
    Verb(usize, Form),
    /// A verb that takes lives.
    Lives(Sufferer),
    /// A verb that has an injury as its object.
    Suffer,
    /// The state of a victim; whether it can stand for people.
    State(Effect, bool),
    /// A verb that puts people into a state.
    Leave,
    /// A noun for an effect; whether it is a plural.
    Noun(Effect, NounKind, bool),
}

/// Words that tell what happened to people.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    pub verbs: Vec<VerbSense>,
    senses: FxHashMap<SmolStr, Vec<Sense>>,
    pub harms: FxHashSet<SmolStr>,
    pub totals: Phrases<Effect>,
    pub unreal: FxHashSet<SmolStr>,
    pub causatives: FxHashSet<SmolStr>,
}

impl Effects {
    /// What a lower-case word form can tell.
    pub fn senses(&self, form: &str) -> &[Sense] {
        self.senses.get(form).map_or(&[], Vec::as_slice)
    }

    /// Whether a word is the third person of a verb that tells an effect ("kills").
    pub fn is_third_person(&self, form: &str) -> bool {
        self.senses(form).iter().any(|s| matches!(s, Sense::Verb(_, Form::Third)))
    }

    /// The state that a word tells.
    pub fn state(&self, form: &str) -> Option<Effect> {
        self.senses(form).iter().find_map(|s| match s {
            Sense::State(effect, _) => Some(*effect),
            _ => None,
        })
    }

    /// The effect that a noun tells.
    pub fn noun(&self, form: &str) -> Option<(Effect, NounKind, bool)> {
        self.senses(form).iter().find_map(|s| match s {
            Sense::Noun(effect, kind, plural) => Some((*effect, *kind, *plural)),
            _ => None,
        })
    }

    fn add(&mut self, form: &str, sense: Sense) {
        self.senses.entry(SmolStr::new(form)).or_default().push(sense);
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbEntry {
    #[serde(rename = "name", default)]
    _name: Option<String>,
    lemma: String,
    effect: Effect,
    victim: Sufferer,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    with: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LivesEntry {
    lemma: String,
    victim: Sufferer,
    #[serde(default)]
    forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormsEntry {
    lemma: String,
    #[serde(default)]
    forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StateEntry {
    word: String,
    effect: Effect,
    #[serde(default)]
    noun: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NounEntry {
    lemma: String,
    effect: Effect,
    kind: NounKind,
    #[serde(default)]
    plural: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TotalEntry {
    phrase: String,
    effect: Effect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordEntry {
    word: SmolStr,
}

/// The forms of a verb: the regular ones and those written out.
fn forms(lemma: &str, irregular: &[String]) -> Vec<(String, Form)> {
    let [third, past, ing] = verb_forms(lemma);
    let mut all = vec![(lemma.to_owned(), Form::Base), (third, Form::Third), (past, Form::Past), (ing, Form::Ing)];
    for form in irregular {
        let kind = if form.ends_with("ing") { Form::Ing } else { Form::Past };
        all.push((form.clone(), kind));
    }
    let mut seen = FxHashSet::default();
    all.reverse();
    all.retain(|(form, _)| seen.insert(form.clone()));
    all
}

impl Part for Effects {
    const FILE: (&'static str, &'static str) = ("effects.toml", include_str!("../../../../../lexicon/effects.toml"));

    fn compile(file: &RawFile) -> Result<Self, LexiconError> {
        let mut words = Effects::default();
        for e in file.section::<VerbEntry>("verb")?.into_vec() {
            let place = words.verbs.len();
            let with = (!e.with.is_empty()).then(|| {
                let mut phrases = Phrases::default();
                e.with.iter().for_each(|p| phrases.add(p, ()));
                phrases
            });
            for (form, kind) in forms(&e.lemma, &e.forms) {
                words.add(&form, Sense::Verb(place, kind));
            }
            words.verbs.push(VerbSense { effect: e.effect, victim: e.victim, strict: e.strict, with });
        }
        for e in file.section::<LivesEntry>("lives")?.into_vec() {
            for (form, _) in forms(&e.lemma, &e.forms) {
                words.add(&form, Sense::Lives(e.victim));
            }
        }
        for (section, sense) in [("suffer", Sense::Suffer), ("leave", Sense::Leave)] {
            for e in file.section::<FormsEntry>(section)?.into_vec() {
                for (form, _) in forms(&e.lemma, &e.forms) {
                    words.add(&form, sense);
                }
            }
        }
        for e in file.section::<StateEntry>("state")?.into_vec() {
            words.add(&e.word, Sense::State(e.effect, e.noun));
        }
        for e in file.section::<NounEntry>("noun")?.into_vec() {
            words.add(&e.lemma, Sense::Noun(e.effect, e.kind, false));
            let plural = e.plural.unwrap_or_else(|| plural(&e.lemma));
            words.add(&plural, Sense::Noun(e.effect, e.kind, true));
        }
        words.harms = file
            .section::<WordEntry>("harm")?
            .into_vec()
            .into_iter()
            .flat_map(|e| {
                let many = SmolStr::new(plural(&e.word));
                [e.word, many]
            })
            .collect();
        for e in file.section::<TotalEntry>("total")?.into_vec() {
            words.totals.add(&e.phrase, e.effect);
        }
        words.unreal = file.section::<WordEntry>("unreal")?.into_vec().into_iter().map(|e| e.word).collect();
        words.causatives = file.section::<WordEntry>("causative")?.into_vec().into_iter().map(|e| e.word).collect();
        Ok(words)
    }
}
