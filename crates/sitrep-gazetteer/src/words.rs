//! The words around a name: kinds of place, directions, the place it lies in (`data/words.toml`).

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::error::Error;
use crate::fold::fold;
use crate::place::Precision;

const FILE: &str = "data/words.toml";
/// No place phrase has more words; longer texts are cut there.
const MOST_WORDS: usize = 24;

#[derive(Deserialize)]
struct File {
    kinds: Kinds,
    directions: List,
    common: List,
}

#[derive(Deserialize)]
struct Kinds {
    admin1: Vec<String>,
    admin2: Vec<String>,
    city: Vec<String>,
    spot: Vec<String>,
    quarter: Vec<String>,
}

#[derive(Deserialize)]
struct List {
    words: Vec<String>,
}

/// What a word for a kind of place says of the name beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The name is that of a place of this order.
    Of(Precision),
    /// The name is that of the town whose spot or quarter is meant.
    Part,
}

pub(crate) struct Words {
    kinds: FxHashMap<String, Kind>,
    directions: FxHashSet<String>,
    common: FxHashSet<String>,
}

/// One way to read a phrase: a name, and what the words peeled from it say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    pub name: String,
    /// The kind that a peeled word asks for.
    pub kind: Option<Precision>,
    /// Whether a peeled word says that only a part of the named place is meant, or a spot by it.
    pub part: bool,
    /// How many words were peeled.
    pub peeled: usize,
}

/// A phrase taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Phrase {
    /// The names it lists ("Foua and Kefraya"), each with what it can be read as, whole first.
    pub names: Vec<Vec<Reading>>,
    /// What they lie within ("X, Y", "X in Y", "X (Y)"), from the nearest.
    pub within: Vec<String>,
}

impl Words {
    pub fn read() -> Result<Self, Error> {
        let file: File =
            toml::from_str(include_str!("../data/words.toml")).map_err(|e| Error::data(FILE, e.to_string()))?;
        let mut kinds = FxHashMap::default();
        for (words, kind) in [
            (file.kinds.quarter, Kind::Part),
            (file.kinds.spot, Kind::Part),
            (file.kinds.city, Kind::Of(Precision::City)),
            (file.kinds.admin2, Kind::Of(Precision::Admin2)),
            (file.kinds.admin1, Kind::Of(Precision::Admin1)),
        ] {
            kinds.extend(words.into_iter().map(|w| (w, kind)));
        }
        Ok(Self {
            kinds,
            directions: file.directions.words.into_iter().collect(),
            common: file.common.words.into_iter().collect(),
        })
    }

    /// Is this also a word that texts use for other things?
    ///
    /// So is every name made up of nothing but kinds and directions ("the Northern Province").
    pub fn is_common(&self, name: &str) -> bool {
        let name = fold(name);
        let plain = |w: &str| self.kinds.contains_key(w) || self.directions.contains(w) || self.common.contains(w);
        self.common.contains(&name) || name.split(' ').all(plain)
    }

    /// Takes a phrase apart.
    pub fn phrase(&self, text: &str) -> Phrase {
        let text: String = text.split_whitespace().take(MOST_WORDS).collect::<Vec<_>>().join(" ");
        let text = text.replace(['(', ')', ';', '/'], ",");
        let mut parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
        let Some(mut first) = parts.next() else {
            return Phrase::default();
        };
        let rest: Vec<&str> = parts.collect();

        let mut phrase = Phrase::default();
        // "Syria's Idlib"
        for mark in ["'s ", "’s "] {
            if let Some((owner, owned)) = first.split_once(mark) {
                phrase.within.push(owner.trim().to_owned());
                first = owned.trim();
            }
        }
        // "Foua, Kefraya and Binnish" lists; "Kefraya, Idlib" does not.
        let listed = rest.last().is_some_and(|last| last.contains(" and ") || last.starts_with("and "));
        let mut heads = vec![first];
        if listed {
            heads.extend(&rest);
        } else {
            phrase.within.extend(rest.iter().map(|p| (*p).to_owned()));
        }
        let mut names: Vec<&str> = Vec::new();
        for head in heads {
            names.extend(head.split(" and ").map(|n| n.trim().trim_start_matches("and ")).filter(|n| !n.is_empty()));
        }
        if names.len() > 1 {
            phrase.names.push(vec![Reading { name: first.to_owned(), kind: None, part: false, peeled: 0 }]);
        }
        for name in names {
            let mut name = name;
            for link in [" in the ", " in ", " near ", " outside "] {
                if let Some((head, tail)) = name.split_once(link) {
                    phrase.within.insert(0, tail.trim().to_owned());
                    name = head.trim();
                }
            }
            phrase.names.push(self.readings(name));
        }
        phrase
    }

    /// A name as it stands, then with the words around it peeled one by one.
    pub fn readings(&self, name: &str) -> Vec<Reading> {
        let name = name.trim().trim_end_matches("'s").trim_end_matches("’s");
        let mut words: Vec<&str> = name.split_whitespace().collect();
        let mut current = Reading { name: words.join(" "), kind: None, part: false, peeled: 0 };
        let mut readings = vec![current.clone()];
        while words.len() > 1 {
            let taken = if let Some((n, kind)) = self.kind_at_end(&words) {
                words.truncate(words.len() - n);
                Some((n, kind))
            } else if let Some((n, kind)) = self.kind_at_start(&words) {
                words.drain(..n);
                Some((n, kind))
            } else if self.directions.contains(&fold(words[0])) {
                words.remove(0);
                Some((1, None))
            } else {
                None
            };
            let Some((n, kind)) = taken else { break };
            match kind {
                Some(Kind::Of(precision)) => current.kind = current.kind.or(Some(precision)),
                Some(Kind::Part) => current.part = true,
                None => current.part = true,
            }
            current.peeled += n;
            current.name = words.join(" ");
            readings.push(current.clone());
        }
        readings
    }

    fn kind_at_end(&self, words: &[&str]) -> Option<(usize, Option<Kind>)> {
        (1..=2.min(words.len() - 1))
            .rev()
            .find_map(|n| self.kinds.get(&fold(&words[words.len() - n..].join(" "))).map(|k| (n, Some(*k))))
    }

    /// "province of X", "town X", "departamento de X"
    fn kind_at_start(&self, words: &[&str]) -> Option<(usize, Option<Kind>)> {
        let (n, kind) = (1..=2.min(words.len() - 1))
            .rev()
            .find_map(|n| self.kinds.get(&fold(&words[..n].join(" "))).map(|k| (n, *k)))?;
        let link = words.get(n).is_some_and(|w| matches!(fold(w).as_str(), "of" | "de" | "del" | "du" | "von"))
            && words.len() > n + 1;
        Some((n + usize::from(link), Some(kind)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str) -> Reading {
        Words::read().unwrap().readings(text).pop().unwrap()
    }

    #[test]
    fn kinds_and_directions_are_peeled() {
        let province = last("Marrash province");
        assert_eq!((province.name.as_str(), province.kind), ("Marrash", Some(Precision::Admin1)));
        let town = last("the town of Tel Orin");
        assert_eq!((town.name.as_str(), town.kind), ("Tel Orin", Some(Precision::City)));
        let outskirts = last("southern outskirts of Tel Orin");
        assert_eq!((outskirts.name.as_str(), outskirts.part), ("Tel Orin", true));
        assert_eq!(last("Departamento de Arauca").name, "Arauca");
        assert_eq!(last("province").name, "province");
    }

    #[test]
    fn phrases_tell_what_a_name_lies_within() {
        let words = Words::read().unwrap();
        let phrase = words.phrase("Bab Salim district, Marrash");
        assert_eq!(phrase.within, ["Marrash"]);
        let phrase = words.phrase("a school in Orin (Marrash)");
        assert_eq!(phrase.within, ["Orin", "Marrash"]);
        let phrase = words.phrase("Orin, Salim and Dabbah");
        let names: Vec<&str> = phrase.names.iter().map(|r| r[0].name.as_str()).collect();
        assert_eq!(names[names.len() - 2..], ["Salim", "Dabbah"]);
        assert_eq!(words.phrase(""), Phrase::default());
    }
}
