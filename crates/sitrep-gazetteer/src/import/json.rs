//! JSON: an array of places, alone or under `places` or `features`.

use serde_json::Value;

use super::collect::{Collector, Row};
use crate::error::Error;
use crate::place::{CountryCode, Precision};

const REMEDY: &str = "give a JSON array of objects with at least `name`, and `centroid` or `lat` and `lon`";

pub(super) fn read(collector: &mut Collector<'_>, data: &[u8]) -> Result<(), Error> {
    let value: Value =
        serde_json::from_slice(data).map_err(|e| Error::import(collector.file, e.line(), e.to_string(), REMEDY))?;
    let list = match &value {
        Value::Array(list) => list,
        Value::Object(object) => {
            match ["places", "features", "entries"].iter().find_map(|k| object.get(*k)).and_then(Value::as_array) {
                Some(list) => list,
                None => {
                    return Err(Error::import(collector.file, 1, "no array of places", REMEDY));
                }
            }
        }
        _ => {
            return Err(Error::import(collector.file, 1, "no array of places", REMEDY));
        }
    };
    // Coarse entries first, so that finer ones find their parents.
    for order in 0..3 {
        for (i, entry) in list.iter().enumerate() {
            if level(entry) == order {
                read_entry(collector, entry, order, i + 1);
            }
        }
    }
    Ok(())
}

/// 0 for a first-order division, 1 for a second-order one, 2 for anything finer.
fn level(entry: &Value) -> usize {
    let kind = entry
        .get("precision")
        .or_else(|| entry.get("level"))
        .or_else(|| entry.get("type"))
        .and_then(Value::as_str)
        .unwrap_or("");
    match kind {
        "admin1" | "governorate" | "province" | "state" => 0,
        "admin2" | "district" | "county" => 1,
        _ if entry.get("districtId").is_some() => 2,
        _ if entry.get("governorateId").is_some() => 1,
        _ if ["iso31662", "iso_3166_2"].iter().any(|k| entry.get(*k).is_some()) => 0,
        _ => 2,
    }
}

fn read_entry(collector: &mut Collector<'_>, entry: &Value, order: usize, number: usize) {
    // GeoJSON keeps everything but the position under `properties`.
    let fields = entry.get("properties").filter(|p| p.is_object()).unwrap_or(entry);
    let text = |key: &str| fields.get(key).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
    let mut names = names(fields);
    if names.is_empty() {
        return collector.problem(
            0,
            format!("entry {number} has no name"),
            "give it `name`: a text, or texts by language",
        );
    }
    let name = names.remove(0);
    let id = text("pcode").or_else(|| text("id")).unwrap_or("").to_owned();
    let country = ["country", "countryCode", "iso2", "iso31662"]
        .iter()
        .find_map(|k| text(k))
        .and_then(|c| country(collector, c))
        .or_else(|| country(collector, &id));
    let Some(country) = country else {
        return collector.problem(
            0,
            format!("entry {number} ({name}) has no country"),
            "add `country` with a two-letter code",
        );
    };
    let mut parent = |keys: [&str; 3], precision: Precision, above: Option<usize>| {
        let value = keys.iter().find_map(|k| text(k))?;
        if let Some(known) = collector.known(precision, above, Some(country), value) {
            return Some(known);
        }
        // "sy-deir-ez-zor": a readable id of a place that is not in this file.
        let bare =
            value.split_once('-').filter(|(c, _)| CountryCode::new(c) == Some(country)).map_or(value, |(_, rest)| rest);
        let name = bare.replace('-', " ");
        (precision == Precision::Admin1)
            .then(|| collector.admin1(Row { id: value.to_owned(), name, country: Some(country), ..Row::default() }))
            .flatten()
    };
    let admin1 = parent(["governorateId", "admin1", "province"], Precision::Admin1, None);
    let admin2 = parent(["districtId", "admin2", "district"], Precision::Admin2, admin1);
    let codes = ["id", "pcode", "iso31662", "code"].iter().filter_map(|k| text(k)).map(str::to_owned).collect();
    let population =
        fields.get("population").and_then(|p| p.as_u64().or_else(|| p.get("value")?.as_u64())).unwrap_or(0);
    let row = Row {
        id,
        name,
        alternates: names,
        country: Some(country),
        admin1,
        admin2,
        position: position(entry, fields),
        population,
        codes,
    };
    match order {
        0 => drop(collector.admin1(row)),
        1 => drop(collector.admin2(row)),
        _ => {
            let precision = match text("precision") {
                Some("exact") => Precision::Exact,
                Some("district") => Precision::District,
                // An entry with a district above it is a subdistrict, an area.
                None if entry.get("districtId").is_some() => Precision::Admin2,
                _ => Precision::City,
            };
            collector.push(row, precision);
        }
    }
}

/// The name, English first, then its other languages and aliases.
fn names(fields: &Value) -> Vec<String> {
    let mut names = Vec::new();
    let mut add = |value: Option<&str>| {
        let value = value.map(str::trim).unwrap_or("");
        if !value.is_empty() && !names.iter().any(|n| n == value) {
            names.push(value.to_owned());
        }
    };
    match fields.get("name") {
        Some(Value::Object(by_language)) => {
            add(by_language.get("en").and_then(Value::as_str));
            by_language.values().for_each(|v| add(v.as_str()));
        }
        other => add(other.and_then(Value::as_str)),
    }
    for key in ["aliases", "names", "alternateNames"] {
        for alias in fields.get(key).and_then(Value::as_array).into_iter().flatten() {
            add(alias.as_str().or_else(|| alias.get("value")?.as_str()));
        }
    }
    names
}

fn position(entry: &Value, fields: &Value) -> Option<(f64, f64)> {
    let pair = |value: &Value, lat: &str, lon: &str| Some((value.get(lat)?.as_f64()?, value.get(lon)?.as_f64()?));
    let centroid = fields
        .get("centroid")
        .or_else(|| fields.get("location"))
        .and_then(|c| pair(c, "latitude", "longitude").or_else(|| pair(c, "lat", "lon")));
    let flat = || pair(fields, "lat", "lon").or_else(|| pair(fields, "latitude", "longitude"));
    let point = || {
        let at = entry.get("geometry")?.get("coordinates")?;
        Some((at.get(1)?.as_f64()?, at.get(0)?.as_f64()?))
    };
    centroid.or_else(flat).or_else(point)
}

/// A country by code, by name, or by the letters that an id such as `sy-homs` or `SY-HI` starts with.
fn country(collector: &Collector<'_>, text: &str) -> Option<CountryCode> {
    let gazetteer = collector.gazetteer;
    let start = text.split(['-', '.', '_']).next().unwrap_or("");
    let start = start.trim_end_matches(|c: char| c.is_ascii_digit());
    gazetteer.country(text).or_else(|| gazetteer.country_of(text)).or_else(|| gazetteer.country(start)).map(|c| c.code)
}
