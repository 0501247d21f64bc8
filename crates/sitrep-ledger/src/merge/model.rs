//! The features, levels and weights of a merge, read from TOML and checked against what the code can tell apart.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sitrep_record::IncidentType;

use super::levels::{FEATURES, Feature};
use crate::fold::fold;

/// The model that Sitrep ships.
const BUILTIN: &str = include_str!("../../merge.toml");

/// Weights are whole thousandths of a bit, so that sums do not depend on the order of adding.
pub(crate) type Weight = i64;

/// A model that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// Not TOML of the right form.
    #[error("the merge model cannot be read")]
    Toml(#[from] toml::de::Error),
    /// A feature that the code knows is not there.
    #[error("the merge model lacks the feature {0:?}; add it with all its levels")]
    NoFeature(&'static str),
    /// A level that the code can pick has no weight.
    #[error("the feature {feature:?} of the merge model lacks the level {level:?}; give it a weight")]
    NoLevel {
        /// The feature.
        feature: &'static str,
        /// The level.
        level: &'static str,
    },
    /// A name that means nothing.
    #[error("the merge model's {what} {name:?} is not one that Sitrep knows; remove it or correct its spelling")]
    Unknown {
        /// What sort of name.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A weight that is no number.
    #[error("the weight of {0:?} in the merge model is not a number between -1000 and 1000")]
    Weight(String),
}

/// How pairs of incidents are weighed.
#[derive(Debug)]
pub struct Model {
    pub(crate) prior: Weight,
    pub(crate) threshold: Weight,
    pub(crate) vague_threshold: Weight,
    pub(crate) vague_margin: Weight,
    pub(crate) two_threshold: Weight,
    pub(crate) loose_threshold: Weight,
    pub(crate) veto: Weight,
    pub(crate) floor: Weight,
    weights: Vec<Vec<(Weight, String)>>,
    fingerprint: String,
    pub(crate) words: Words,
    singular: FxHashSet<IncidentType>,
    rare: FxHashSet<IncidentType>,
    open: FxHashSet<IncidentType>,
    related: FxHashSet<(IncidentType, IncidentType)>,
}

/// The words that a comparison heeds.
#[derive(Debug)]
pub(crate) struct Words {
    pub place_generic: FxHashSet<String>,
    pub province: FxHashSet<String>,
    pub around: FxHashSet<String>,
    pub directions: FxHashSet<String>,
    pub links: Vec<String>,
    pub generic_actors: FxHashSet<String>,
    pub common: FxHashSet<String>,
    /// The things that are hit, by the words they are known by here.
    pub things: FxHashSet<String>,
    /// Folded word → the thing it means.
    pub same: FxHashMap<String, String>,
    /// Folded phrases of several words, longest first → the thing they mean.
    pub phrases: Vec<(String, String)>,
}

impl Model {
    /// The model that Sitrep ships.
    ///
    /// # Errors
    /// None in a build that passes its tests.
    pub fn builtin() -> Result<Self, ModelError> {
        Self::from_toml(BUILTIN)
    }

    /// A model from TOML of the built-in one's form.
    ///
    /// # Errors
    /// [`ModelError`] names what lacks or is unknown.
    pub fn from_toml(text: &str) -> Result<Self, ModelError> {
        let raw: Raw = toml::from_str(text)?;
        let named: FxHashMap<&str, &RawFeature> = raw.feature.iter().map(|f| (f.name.as_str(), f)).collect();
        if let Some(unknown) = raw.feature.iter().find(|f| !FEATURES.iter().any(|(n, _)| *n == f.name)) {
            return Err(ModelError::Unknown { what: "feature", name: unknown.name.clone() });
        }
        let mut weights = Vec::new();
        for (feature, levels) in FEATURES {
            let given = named.get(feature).ok_or(ModelError::NoFeature(feature))?;
            if let Some(unknown) = given.levels.iter().find(|l| !levels.contains(&l.name.as_str())) {
                return Err(ModelError::Unknown { what: "level", name: unknown.name.clone() });
            }
            let mut row = Vec::new();
            for level in *levels {
                let found = given.levels.iter().find(|l| l.name == *level);
                let found = found.ok_or(ModelError::NoLevel { feature, level })?;
                row.push((milli(&found.name, found.weight)?, found.says.clone()));
            }
            weights.push(row);
        }
        let mut related = FxHashSet::default();
        for family in &raw.types.related {
            related.extend(family.iter().flat_map(|a| family.iter().map(move |b| (*a, *b))));
        }
        Ok(Model {
            prior: milli("prior", raw.prior)?,
            threshold: milli("threshold", raw.threshold)?,
            vague_threshold: milli("vague_threshold", raw.vague_threshold)?,
            vague_margin: milli("vague_margin", raw.vague_margin)?,
            two_threshold: milli("two_threshold", raw.two_threshold)?,
            loose_threshold: milli("loose_threshold", raw.loose_threshold)?,
            veto: milli("veto", raw.veto)?,
            floor: milli("floor", raw.floor)?,
            weights,
            fingerprint: fingerprint(text),
            words: Words::of(&raw),
            singular: raw.types.singular.into_iter().collect(),
            rare: raw.types.rare.into_iter().collect(),
            open: raw.types.open.into_iter().collect(),
            related,
        })
    }

    /// Tells this model and the code that uses it from others.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub(crate) fn weight(&self, feature: Feature, level: usize) -> Weight {
        self.weights[feature as usize][level].0
    }

    pub(crate) fn says(&self, feature: Feature, level: usize) -> &str {
        &self.weights[feature as usize][level].1
    }

    pub(crate) fn is_singular(&self, kind: IncidentType) -> bool {
        self.singular.contains(&kind)
    }

    pub(crate) fn is_rare(&self, kind: IncidentType) -> bool {
        self.rare.contains(&kind)
    }

    pub(crate) fn is_open(&self, kind: IncidentType) -> bool {
        self.open.contains(&kind)
    }

    pub(crate) fn are_related(&self, a: IncidentType, b: IncidentType) -> bool {
        self.related.contains(&(a, b))
    }
}

impl Words {
    fn of(raw: &Raw) -> Self {
        let set = |words: &[String]| words.iter().map(|w| fold(w)).collect::<FxHashSet<_>>();
        let mut same = FxHashMap::default();
        let mut phrases = Vec::new();
        for (word, others) in &raw.same {
            for other in others.iter().map(|o| fold(o)) {
                match other.contains(' ') {
                    true => phrases.push((format!(" {other} "), format!(" {word} "))),
                    false => drop(same.insert(other, word.clone())),
                }
            }
        }
        phrases.sort_by_key(|(phrase, _)| (std::cmp::Reverse(phrase.len()), phrase.clone()));
        Words {
            place_generic: set(&raw.words.place_generic),
            province: set(&raw.words.province_words),
            around: set(&raw.words.place_around),
            directions: set(&raw.words.place_directions),
            links: raw.words.place_links.clone(),
            generic_actors: set(&raw.words.generic_actors),
            common: set(&raw.words.common),
            things: raw.same.keys().cloned().collect(),
            same,
            phrases,
        }
    }
}

/// To be counted up when a comparison means something else than before.
const CODE: u32 = 3;

fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(format!("{CODE}\0{text}"));
    digest[..8].iter().map(|b| format!("{b:02x}")).collect()
}

fn milli(name: &str, bits: f64) -> Result<Weight, ModelError> {
    // the range keeps sums far from overflow; NaN fails it too
    if !(-1000.0..=1000.0).contains(&bits) {
        return Err(ModelError::Weight(name.to_owned()));
    }
    #[allow(clippy::cast_possible_truncation)]
    Ok((bits * 1000.0).round() as Weight)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    prior: f64,
    threshold: f64,
    vague_threshold: f64,
    vague_margin: f64,
    two_threshold: f64,
    loose_threshold: f64,
    veto: f64,
    floor: f64,
    feature: Vec<RawFeature>,
    types: RawTypes,
    words: RawWords,
    same: std::collections::BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFeature {
    name: String,
    levels: Vec<RawLevel>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLevel {
    name: String,
    weight: f64,
    says: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTypes {
    singular: Vec<IncidentType>,
    rare: Vec<IncidentType>,
    open: Vec<IncidentType>,
    related: Vec<Vec<IncidentType>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    place_generic: Vec<String>,
    province_words: Vec<String>,
    place_around: Vec<String>,
    place_directions: Vec<String>,
    place_links: Vec<String>,
    generic_actors: Vec<String>,
    common: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_model_is_whole() {
        Model::builtin().unwrap();
    }

    #[test]
    fn a_model_with_a_hole_is_refused_by_name() {
        let holed = BUILTIN.replace("name = \"same_spot\"", "name = \"same_sport\"");
        let error = Model::from_toml(&holed).unwrap_err();
        assert!(error.to_string().contains("same_sport"), "{error}");
        let nan = BUILTIN.replace("prior = -6.0", "prior = nan");
        assert!(Model::from_toml(&nan).unwrap_err().to_string().contains("prior"));
    }
}
