//! Every spelling in `spellings.toml` leads to its place.

use serde::Deserialize;
use sitrep_gazetteer::{Context, CountryCode, Gazetteer};

#[derive(Deserialize)]
struct File {
    place: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    country: CountryCode,
    admin1: String,
    names: Vec<String>,
}

#[test]
fn every_spelling_leads_to_its_place() {
    let file: File = toml::from_str(include_str!("spellings.toml")).unwrap();
    let gazetteer = Gazetteer::embedded().unwrap();
    let mut wrong = Vec::new();
    for entry in &file.place {
        let context = Context::new().country(entry.country, 1.0);
        let mut first = None;
        for name in &entry.names {
            let Some(found) = gazetteer.resolve(name, &context) else {
                wrong.push(format!("{name} ({}): unknown", entry.country));
                continue;
            };
            if found.place.admin1.as_deref() != Some(entry.admin1.as_str()) {
                wrong.push(format!("{name} ({}): in {:?}, not {}", entry.country, found.place.admin1, entry.admin1));
            }
            let first = first.get_or_insert_with(|| found.place.clone());
            // A town and the quarter or division named after it share their spellings and nearly their position.
            if *first != found.place && !first.distance_km(&found.place).is_some_and(|d| d < 10.0) {
                wrong.push(format!(
                    "{name} ({}): {} ({:?}), not {} ({:?})",
                    entry.country, found.place.name, found.place.precision, first.name, first.precision
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} spellings go astray:\n{}", wrong.len(), wrong.join("\n"));
}
