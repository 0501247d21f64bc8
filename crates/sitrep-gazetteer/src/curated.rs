//! Regions, quarters and spots kept by hand (`data/regions.toml`, `data/localities.toml`, `data/admin1.toml`).

use serde::Deserialize;

use crate::error::Error;
use crate::place::{CountryCode, Precision};

/// A place of `regions.toml` or `localities.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CuratedPlace {
    pub name: String,
    #[serde(default)]
    pub names: Vec<String>,
    pub country: Option<CountryCode>,
    pub admin1: Option<String>,
    pub within: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub precision: Precision,
}

/// A better name for a division of the world layer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CuratedAdmin1 {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub names: Vec<String>,
}

/// Further spellings of a place of the world layer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CuratedSpelling {
    pub of: String,
    pub names: Vec<String>,
    pub country: CountryCode,
    pub admin1: Option<String>,
}

#[derive(Deserialize)]
struct SpellingFile {
    spelling: Vec<CuratedSpelling>,
}

#[derive(Deserialize)]
struct PlaceFile {
    #[serde(default)]
    place: Vec<CuratedPlace>,
}

#[derive(Deserialize)]
struct Admin1File {
    admin1: Vec<CuratedAdmin1>,
}

pub(crate) fn regions() -> Result<Vec<CuratedPlace>, Error> {
    read("data/regions.toml", include_str!("../data/regions.toml"))
}

pub(crate) fn localities() -> Result<Vec<CuratedPlace>, Error> {
    read("data/localities.toml", include_str!("../data/localities.toml"))
}

pub(crate) fn spellings() -> Result<Vec<CuratedSpelling>, Error> {
    let file: SpellingFile = toml::from_str(include_str!("../data/spellings.toml"))
        .map_err(|e| Error::data("data/spellings.toml", e.to_string()))?;
    Ok(file.spelling)
}

fn read(file: &'static str, text: &str) -> Result<Vec<CuratedPlace>, Error> {
    toml::from_str::<PlaceFile>(text).map(|f| f.place).map_err(|e| Error::data(file, e.to_string()))
}

pub(crate) fn admin1() -> Result<Vec<CuratedAdmin1>, Error> {
    let file: Admin1File = toml::from_str(include_str!("../data/admin1.toml"))
        .map_err(|e| Error::data("data/admin1.toml", e.to_string()))?;
    Ok(file.admin1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_sorted_and_say_where_they_are() {
        let divisions = admin1().unwrap();
        assert!(divisions.windows(2).all(|w| w[0].code < w[1].code));
        for places in [regions().unwrap(), localities().unwrap()] {
            for pair in places.windows(2) {
                let key = |p: &CuratedPlace| (p.country, p.admin1.clone(), p.within.clone(), p.name.clone());
                assert!(key(&pair[0]) < key(&pair[1]), "{} before {}", pair[0].name, pair[1].name);
            }
            for place in &places {
                assert_eq!(place.lat.is_some(), place.lon.is_some(), "{}", place.name);
                assert!(place.lat.is_some() || place.within.is_some() || place.admin1.is_some(), "{}", place.name);
            }
        }
    }
}
