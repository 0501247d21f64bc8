//! Countries, and the words for their people (`data/countries.toml`).

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::error::Error;
use crate::fold::compact;
use crate::place::{CountryCode, Place, PlaceId, Precision};

const FILE: &str = "data/countries.toml";

/// A country.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Country {
    /// ISO 3166-1, two letters.
    pub code: CountryCode,
    /// ISO 3166-1, three letters.
    pub iso3: String,
    /// The usual English short name.
    pub name: String,
    /// Other names and abbreviations.
    pub names: Vec<String>,
    /// Adjectives and nouns for its people, in the singular.
    pub people: Vec<String>,
    /// Degrees north of a point in its middle.
    pub lat: f64,
    /// Degrees east of it.
    pub lon: f64,
    /// Inhabitants.
    pub population: u64,
    /// Countries it borders by land.
    pub neighbours: Vec<CountryCode>,
    geonames: u64,
}

impl Country {
    /// The country as a place.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            id: PlaceId(format!("geonames:{}", self.geonames)),
            name: self.name.clone(),
            within: None,
            admin2: None,
            admin1: None,
            country: Some(self.code),
            lat: Some(self.lat),
            lon: Some(self.lon),
            precision: Precision::Country,
            population: Some(self.population).filter(|p| *p > 0),
        }
    }
}

#[derive(Deserialize)]
struct File {
    country: Vec<Country>,
}

/// All countries, by name, people and code.
pub(crate) struct Countries {
    list: Vec<Country>,
    by_name: FxHashMap<String, Vec<usize>>,
    by_people: FxHashMap<String, Vec<usize>>,
    /// Short names that are words in lower case ("US", "CAR").
    in_capitals: FxHashMap<String, usize>,
    by_code: FxHashMap<String, usize>,
}

impl Countries {
    pub fn read() -> Result<Self, Error> {
        let file: File =
            toml::from_str(include_str!("../data/countries.toml")).map_err(|e| Error::data(FILE, e.to_string()))?;
        let mut countries = Self {
            list: file.country,
            by_name: FxHashMap::default(),
            by_people: FxHashMap::default(),
            in_capitals: FxHashMap::default(),
            by_code: FxHashMap::default(),
        };
        let mut order: Vec<usize> = (0..countries.list.len()).collect();
        order.sort_by_key(|i| std::cmp::Reverse(countries.list[*i].population));
        for i in order {
            let country = &countries.list[i];
            for name in std::iter::once(&country.name).chain(&country.names) {
                if is_capitals(name) {
                    countries.in_capitals.entry(name.replace('.', "")).or_insert(i);
                } else {
                    countries.by_name.entry(compact(name)).or_default().push(i);
                }
            }
            for people in &country.people {
                if !is_capitals(people) {
                    countries.by_people.entry(compact(people)).or_default().push(i);
                }
            }
            for code in [country.code.as_str(), &country.iso3] {
                countries.by_code.entry(code.to_owned()).or_insert(i);
            }
        }
        Ok(countries)
    }

    pub fn by_code(&self, code: &str) -> Option<&Country> {
        self.by_code.get(&code.to_ascii_uppercase()).map(|i| &self.list[*i])
    }

    /// Countries of this name, the most populous first.
    pub fn named(&self, name: &str) -> Vec<&Country> {
        let name = without_article(name);
        if let Some(i) = is_capitals(name).then(|| self.in_capitals.get(&name.replace('.', ""))).flatten() {
            return vec![&self.list[*i]];
        }
        self.by_name.get(&compact(name)).map_or_else(Vec::new, |found| found.iter().map(|i| &self.list[*i]).collect())
    }

    /// Countries whose people or things are called this ("Syrian", "Syrians"), the most populous first.
    pub fn of_people(&self, word: &str) -> Vec<&Country> {
        let key = compact(without_article(word));
        let singular = ["s", "men", "man", "women", "woman"].iter().filter_map(|end| key.strip_suffix(end));
        let found = std::iter::once(key.as_str()).chain(singular).find_map(|key| self.by_people.get(key));
        found.map_or_else(Vec::new, |found| found.iter().map(|i| &self.list[*i]).collect())
    }

    pub fn all(&self) -> &[Country] {
        &self.list
    }
}

fn is_capitals(name: &str) -> bool {
    let bare = name.replace('.', "");
    (2..=4).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_uppercase())
}

fn without_article(name: &str) -> &str {
    let name = name.trim();
    name.get(..4).filter(|the| the.eq_ignore_ascii_case("the ")).map_or(name, |_| name[4..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(found: &[&Country]) -> Vec<String> {
        found.iter().map(|c| c.code.to_string()).collect()
    }

    #[test]
    fn names_people_and_abbreviations() {
        let countries = Countries::read().unwrap();
        for (name, code) in [
            ("Syria", "SY"),
            ("the United States", "US"),
            ("U.S.", "US"),
            ("Côte d’Ivoire", "CI"),
            ("DRC", "CD"),
            ("Burma", "MM"),
            ("TÜRKIYE", "TR"),
        ] {
            assert_eq!(codes(&countries.named(name))[0], code, "{name}");
        }
        for (word, code) in [
            ("Syrian", "SY"),
            ("Iraqis", "IQ"),
            ("Afghan", "AF"),
            ("Frenchmen", "FR"),
            ("Burkinabé", "BF"),
            ("Congolese", "CD"),
            ("Nigerien", "NE"),
            ("Swiss", "CH"),
        ] {
            assert_eq!(codes(&countries.of_people(word))[0], code, "{word}");
        }
        for word in ["us", "car", "", "the ", "Atlantis"] {
            assert!(countries.named(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn the_file_is_sorted_and_its_points_are_on_earth() {
        let countries = Countries::read().unwrap();
        assert!(countries.list.windows(2).all(|w| w[0].code < w[1].code));
        assert!(countries.list.iter().all(|c| c.lat.abs() <= 90.0 && c.lon.abs() <= 180.0 && c.iso3.len() == 3));
    }
}
