//! The vocabulary of parties, compiled from `lexicon/actors.toml`.

use serde::Deserialize;
use smol_str::SmolStr;

use super::spelling::Index;
use crate::lexicon::{LexiconError, Part, RawFile};

/// What sort of party it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ActorKind {
    /// A state's government.
    Government,
    /// Armed forces of a state, or that act as one's.
    Military,
    /// Police and security forces.
    Police,
    /// An armed group that is no state's.
    ArmedGroup,
    /// Several states together, or peacekeepers.
    Coalition,
    /// A state's proxy that calls itself a state.
    Proxy,
    /// Organised crime.
    Gang,
}

/// A state as a party.
#[derive(Debug, Clone)]
pub(crate) struct State {
    /// What records say ("Russia", "Syrian government").
    pub name: SmolStr,
    /// ISO 3166-1 alpha-2.
    pub code: SmolStr,
    /// The name of the country ("Russia", "Syria").
    pub country: SmolStr,
    /// Its adjective, where it has one ("Syrian"); else the country's name.
    pub adjective: SmolStr,
}

/// What a spelling stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A body with a name of its own.
    Actor(usize),
    /// A state's name.
    Country(usize),
    /// A state's demonym.
    Demonym(usize),
    /// A state's capital or palace.
    Metonym(usize),
    /// Whose forces a state's forces are.
    Leader(usize),
    /// Armed people without a name.
    Generic(usize),
    /// What means a state after its name.
    Force(ActorKind),
}

/// A body with a name of its own, or armed people without one.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub name: SmolStr,
    pub kind: ActorKind,
    pub countries: Vec<SmolStr>,
}

/// The words of `lexicon/actors.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(super) actors: Vec<Body>,
    pub(super) generics: Vec<Body>,
    pub(super) states: Vec<State>,
    pub(super) index: Index<Target>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorEntry {
    name: SmolStr,
    kind: ActorKind,
    #[serde(default)]
    countries: Vec<SmolStr>,
    #[serde(default)]
    spellings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StateEntry {
    name: SmolStr,
    code: SmolStr,
    names: Vec<SmolStr>,
    #[serde(default)]
    demonyms: Vec<SmolStr>,
    #[serde(default)]
    metonyms: Vec<String>,
    #[serde(default)]
    leaders: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ForceEntry {
    word: String,
    kind: ActorKind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GenericEntry {
    name: SmolStr,
    kind: ActorKind,
    words: Vec<String>,
}

impl Part for Words {
    const FILE: (&'static str, &'static str) = ("actors.toml", include_str!("../../../../lexicon/actors.toml"));

    fn compile(file: &RawFile) -> Result<Self, LexiconError> {
        let mut words = Words::default();
        file.section::<StateEntry>("state")?.try_each(|entry| {
            let Some(country) = entry.names.first().cloned() else {
                return Err("`names` is empty: give the country's name".to_owned());
            };
            let k = words.states.len();
            let adjective = entry.demonyms.first().cloned().unwrap_or_else(|| country.clone());
            words.states.push(State { name: entry.name, code: entry.code, country, adjective });
            for name in &entry.names {
                words.add(name, Target::Country(k))?;
            }
            for demonym in &entry.demonyms {
                words.add(demonym, Target::Demonym(k))?;
            }
            for metonym in &entry.metonyms {
                words.add(metonym, Target::Metonym(k))?;
            }
            for leader in &entry.leaders {
                words.add(leader, Target::Leader(k))?;
            }
            Ok(())
        })?;
        file.section::<ActorEntry>("actor")?.try_each(|entry| {
            let k = words.actors.len();
            words.add(&entry.name, Target::Actor(k))?;
            for spelling in &entry.spellings {
                words.add(spelling, Target::Actor(k))?;
            }
            words.actors.push(Body { name: entry.name, kind: entry.kind, countries: entry.countries });
            Ok(())
        })?;
        file.section::<GenericEntry>("generic")?.try_each(|entry| {
            let k = words.generics.len();
            for word in &entry.words {
                words.add(word, Target::Generic(k))?;
            }
            words.generics.push(Body { name: entry.name, kind: entry.kind, countries: Vec::new() });
            Ok(())
        })?;
        file.section::<ForceEntry>("force")?.try_each(|entry| words.add(&entry.word, Target::Force(entry.kind)))?;
        Ok(words)
    }
}

impl Words {
    /// The state with this ISO 3166-1 code.
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|s| s.code == code)
    }

    /// The state whose country has this name.
    pub fn state_called(&self, name: &str) -> Option<&State> {
        match self.index.in_text(name).as_slice() {
            [Target::Country(k)] => Some(&self.states[*k]),
            _ => None,
        }
    }

    /// The country of a state that is told by its name, demonym or as a party ("Syrian government" → "Syria").
    pub fn country_called(&self, name: &str) -> Option<SmolStr> {
        if let Some(state) = self.states.iter().find(|s| s.name == name) {
            return Some(state.country.clone());
        }
        match self.index.in_text(name).as_slice() {
            [Target::Country(k) | Target::Demonym(k)] => Some(self.states[*k].country.clone()),
            _ => None,
        }
    }

    /// The party that a name means or belongs to ("Israeli military" → "Israel"), and whether it is a state.
    pub fn party_named(&self, name: &str) -> Option<(SmolStr, bool)> {
        let found = self.index.in_text(name);
        let actor = found.iter().find_map(|t| match *t {
            Target::Actor(k) => Some((self.actors[k].name.clone(), false)),
            _ => None,
        });
        let generic = || {
            found.iter().find_map(|t| match *t {
                Target::Generic(k) => Some((self.generics[k].name.clone(), false)),
                _ => None,
            })
        };
        actor.or_else(generic).or_else(|| {
            found.iter().find_map(|t| match *t {
                Target::Country(k) | Target::Demonym(k) | Target::Metonym(k) => {
                    Some((self.states[k].name.clone(), true))
                }
                _ => None,
            })
        })
    }

    /// The usual name of the party that a text stands for as a whole: a body by any spelling, a state by its name, demonym or capital, or
    /// by its forces ("Russian army").
    pub fn usual_name(&self, text: &str) -> Option<&str> {
        let state = |k: usize| self.states[k].name.as_str();
        match self.index.exact(text) {
            Some(Target::Actor(k)) => Some(self.actors[k].name.as_str()),
            Some(Target::Generic(k)) => Some(self.generics[k].name.as_str()),
            Some(Target::Country(k) | Target::Demonym(k) | Target::Metonym(k)) => Some(state(k)),
            Some(Target::Leader(_) | Target::Force(_)) => None,
            None => match self.index.in_text(text).as_slice() {
                [Target::Country(k) | Target::Demonym(k), Target::Force(_)] => Some(state(*k)),
                _ => None,
            },
        }
    }

    /// The state whose leader has this name ("Bashar al-Assad").
    pub fn led_by(&self, name: &str) -> Option<&State> {
        match self.index.exact(name) {
            Some(Target::Leader(k)) => Some(&self.states[k]),
            _ => None,
        }
    }

    fn add(&mut self, spelling: &str, target: Target) -> Result<(), String> {
        self.index.add(spelling, target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_has_one_usual_name() {
        let lexicon = crate::Lexicon::builtin().unwrap();
        for (spelling, usual) in [
            ("Ansar Allah", Some("Houthis")),
            ("daesh", Some("Islamic State")),
            ("Russian air force", Some("Russia")),
            ("Moscow", Some("Russia")),
            ("SOHR", Some("Syrian Observatory for Human Rights")),
            ("the regime", None),
            ("Norland Front", None),
        ] {
            assert_eq!(lexicon.usual_name(spelling), usual, "{spelling}");
        }
    }

    fn keys(section: &str) -> Vec<String> {
        let table: toml::Table = toml::from_str(Words::FILE.1).unwrap();
        let field = if section == "force" { "word" } else { "name" };
        table[section].as_array().unwrap().iter().map(|e| e[field].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn every_section_is_sorted() {
        for section in ["actor", "state", "force", "generic"] {
            let found = keys(section);
            let mut sorted = found.clone();
            sorted.sort_by_key(|k| (k.to_lowercase(), k.clone()));
            assert_eq!(found, sorted, "{section}");
        }
    }

    #[test]
    fn no_spelling_stands_for_two_bodies() {
        let table: toml::Table = toml::from_str(Words::FILE.1).unwrap();
        let mut seen = std::collections::BTreeMap::new();
        for entry in table["actor"].as_array().unwrap() {
            let name = entry["name"].as_str().unwrap();
            let spellings = entry.get("spellings").and_then(|s| s.as_array()).into_iter().flatten();
            for spelling in spellings.filter_map(|s| s.as_str()).chain([name]) {
                let other = seen.insert(spelling.to_owned(), name.to_owned());
                assert_eq!(other, None, "{spelling:?} of {name:?}");
            }
        }
    }

    #[test]
    fn states_are_found_by_code() {
        let words = crate::Lexicon::builtin().unwrap().actors;
        assert_eq!(words.state("SY").unwrap().name, "Syrian government");
        assert_eq!(words.state("SY").unwrap().adjective, "Syrian");
        assert!(words.state("ZZ").is_none());
    }
}
