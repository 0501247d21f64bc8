//! The words of `lexicon/places.toml`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::lexicon::{LexiconError, Part, RawFile};

/// How large a place is, from the finest to the coarsest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// A spot: a building, a base, a crossing.
    Exact,
    /// A part of a town.
    District,
    /// A town or village.
    City,
    /// A second-order division.
    Admin2,
    /// A province.
    Admin1,
    /// A country.
    Country,
}

/// What a descriptor says of the name beside it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Descriptor {
    /// How large the place is; none for a part of another ("outskirts").
    pub level: Option<Level>,
    /// Whether the word belongs to the name.
    pub proper: bool,
}

/// The words of `lexicon/places.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {
    descriptors: FxHashMap<String, Descriptor>,
    sides: FxHashSet<String>,
    never: FxHashSet<String>,
}

impl Words {
    /// What a word such as "village" says of the name beside it.
    pub fn descriptor(&self, lower: &str) -> Option<Descriptor> {
        self.descriptors
            .get(lower)
            .or_else(|| self.descriptors.get(lower.strip_suffix('s').filter(|w| w.len() > 3)?))
            .copied()
    }

    /// "northern", "east".
    pub fn is_side(&self, lower: &str) -> bool {
        self.sides.contains(lower)
    }

    pub fn is_never(&self, lower: &str) -> bool {
        self.never.contains(lower)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    word: String,
    #[serde(default)]
    forms: Vec<String>,
    level: Option<String>,
    #[serde(default)]
    proper: bool,
}

impl Part for Words {
    const FILE: (&'static str, &'static str) = ("places.toml", include_str!("../../../../lexicon/places.toml"));

    fn compile(file: &RawFile) -> Result<Self, LexiconError> {
        let mut words = Words::default();
        file.section::<Entry>("descriptor")?.try_each(|e| {
            let level = match e.level.as_deref() {
                Some("exact") => Some(Level::Exact),
                Some("district") => Some(Level::District),
                Some("city") => Some(Level::City),
                Some("admin2") => Some(Level::Admin2),
                Some("admin1") => Some(Level::Admin1),
                Some("country") => Some(Level::Country),
                Some("area") => None,
                _ => return Err("`level` must be exact, district, city, admin2, admin1, country or area".to_owned()),
            };
            for word in std::iter::once(e.word).chain(e.forms) {
                words.descriptors.insert(word, Descriptor { level, proper: e.proper });
            }
            Ok(())
        })?;
        for (section, into) in [("side", &mut words.sides), ("never", &mut words.never)] {
            for e in file.section::<Entry>(section)?.into_vec() {
                into.extend(std::iter::once(e.word).chain(e.forms));
            }
        }
        Ok(words)
    }
}
