//! The vocabulary of sources, compiled from `lexicon/sources.toml`.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use sitrep_record::SourceKind;
use smol_str::SmolStr;

use crate::actor::Index;
use crate::lexicon::{LexiconError, Part, RawFile};

/// What a word for a speaker stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// Anonymous people.
    People,
    /// "Source".
    Source,
    /// The head of a body's name.
    Body,
    /// A body told by its kind.
    Group,
    /// A person who speaks for a body.
    Spokesman,
    /// An office-holder.
    Office,
    /// A head of state or government.
    Head,
    /// A minister.
    Minister,
    /// A medium's own witness.
    Reporter,
    /// What somebody put out.
    Text,
}

/// How a verb takes what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Form {
    /// As a clause or quotation.
    Clause,
    /// As a figure or victims.
    Figure,
    /// As a clause, and no verb of saying without one ("established that").
    Fact,
    /// With whom or what it is against as object, and no further.
    Object,
    /// Its object is whom somebody has it from.
    Cite,
    /// What a reporter or witness saw.
    Sight,
}

/// A well-known body.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub name: SmolStr,
    pub kind: SourceKind,
    pub country: Option<SmolStr>,
    /// The party whose voice it is.
    pub party: Option<SmolStr>,
}

/// A word for who speaks.
#[derive(Debug, Clone)]
pub(crate) struct Noun {
    pub word: SmolStr,
    pub kind: SourceKind,
    pub role: Role,
}

/// How a word tells who is responsible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Frame {
    /// The party is its object, or follows "on".
    Accuse,
    /// Its subject did it.
    Claim,
    /// Its subject did not do it.
    Deny,
    /// As `Deny`, but only with what is said of one.
    Reject,
    /// Its subject did it; an adjective or preposition.
    Responsible,
    /// Makes of a plain report a suspicion.
    Hedge,
}

/// What is claimed or denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Topic {
    /// A deed, which may be claimed or denied.
    Claim,
    /// What is said of one, which may only be denied.
    Denial,
}

/// A territory whose bodies are told apart from its state's.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Territory {
    pub name: SmolStr,
    /// The states, ISO 3166-1, whose articles may mean it.
    pub within: Vec<SmolStr>,
}

/// The words of `lexicon/sources.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub bodies: Vec<Body>,
    pub nouns: Vec<Noun>,
    pub territories: Vec<Territory>,
    pub stances: FxHashMap<SmolStr, Frame>,
    pub topics: FxHashMap<SmolStr, Topic>,
    pub verbs: FxHashMap<SmolStr, Form>,
    pub body_index: Index<usize>,
    pub noun_index: Index<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyEntry {
    name: SmolStr,
    kind: SourceKind,
    #[serde(default)]
    country: Option<SmolStr>,
    #[serde(default)]
    party: Option<SmolStr>,
    #[serde(default)]
    spellings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NounEntry {
    word: SmolStr,
    kind: SourceKind,
    role: Role,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbEntry {
    lemma: SmolStr,
    form: Form,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StanceEntry {
    word: SmolStr,
    frame: Frame,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicEntry {
    word: SmolStr,
    of: Topic,
}

impl Part for Words {
    const FILE: (&'static str, &'static str) = ("sources.toml", include_str!("../../../../lexicon/sources.toml"));

    fn compile(file: &RawFile) -> Result<Self, LexiconError> {
        let mut words = Words::default();
        file.section::<BodyEntry>("body")?.try_each(|entry| {
            let k = words.bodies.len();
            words.body_index.add(&entry.name, k)?;
            for spelling in &entry.spellings {
                words.body_index.add(spelling, k)?;
            }
            words.bodies.push(Body { name: entry.name, kind: entry.kind, country: entry.country, party: entry.party });
            Ok(())
        })?;
        file.section::<NounEntry>("noun")?.try_each(|entry| {
            words.noun_index.add(&entry.word, words.nouns.len())?;
            words.nouns.push(Noun { word: entry.word, kind: entry.kind, role: entry.role });
            Ok(())
        })?;
        let stances = file.section::<StanceEntry>("stance")?.into_vec();
        words.stances = stances.into_iter().map(|e| (e.word, e.frame)).collect();
        let topics = file.section::<TopicEntry>("topic")?.into_vec();
        words.topics = topics.into_iter().map(|e| (e.word, e.of)).collect();
        words.territories = file.section::<Territory>("territory")?.into_vec();
        file.section::<VerbEntry>("verb")?.try_each(|entry| {
            words.verbs.insert(entry.lemma, entry.form);
            Ok(())
        })?;
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_sorted() {
        let table: toml::Table = toml::from_str(Words::FILE.1).unwrap();
        for (section, field) in [
            ("body", "name"),
            ("noun", "word"),
            ("stance", "word"),
            ("topic", "word"),
            ("territory", "name"),
            ("verb", "lemma"),
        ] {
            let found: Vec<&str> =
                table[section].as_array().unwrap().iter().map(|e| e[field].as_str().unwrap()).collect();
            let mut sorted = found.clone();
            sorted.sort_by_key(|k| (k.to_lowercase(), *k));
            assert_eq!(found, sorted, "{section}");
        }
    }

    #[test]
    fn no_spelling_stands_for_two_bodies() {
        let table: toml::Table = toml::from_str(Words::FILE.1).unwrap();
        let mut seen = std::collections::BTreeMap::new();
        for entry in table["body"].as_array().unwrap() {
            let name = entry["name"].as_str().unwrap();
            let spellings = entry.get("spellings").and_then(|s| s.as_array()).into_iter().flatten();
            for spelling in spellings.filter_map(|s| s.as_str()).chain([name]) {
                let other = seen.insert(spelling.to_owned(), name.to_owned());
                assert_eq!(other, None, "{spelling:?} of {name:?}");
            }
        }
    }
}
