//! Records as JSON lines, forgiving where a record knows less than the types ask for.

use serde_json::Value;
use sitrep_record::Record;

/// Reads a record from JSON. A place without a name takes that of its province, at that precision; without that, there is
/// no place. A source without a kind is an `other`.
///
/// # Errors
/// If it is not the JSON of a record.
pub fn read_record(json: &str) -> Result<Record, serde_json::Error> {
    let mut value: Value = serde_json::from_str(json)?;
    for list in ["incidents", "accords"] {
        for item in value[list].as_array_mut().into_iter().flatten() {
            let Some(place) = item.get_mut("place").filter(|p| p.is_object() && p["name"].is_null()) else { continue };
            match place["admin1"].as_str().map(str::to_owned) {
                Some(admin1) => {
                    place["name"] = admin1.into();
                    place["precision"] = "admin1".into();
                }
                None => match place["country"].as_str().map(str::to_owned) {
                    Some(country) => {
                        place["name"] = country.into();
                        place["precision"] = "country".into();
                    }
                    None => *place = Value::Null,
                },
            }
        }
    }
    for (list, keys) in SOURCES {
        for item in value[list].as_array_mut().into_iter().flatten() {
            let sources = keys.iter().filter_map(|key| item.get(*key)?.as_array().map(|_| *key)).collect::<Vec<_>>();
            for key in sources {
                for source in item[key].as_array_mut().into_iter().flatten().filter(|s| s["kind"].is_null()) {
                    source["kind"] = "other".into();
                }
            }
        }
    }
    serde_json::from_value(value)
}

/// Where sources stand in a record.
const SOURCES: [(&str, &[&str]); 3] =
    [("claims", &["sources"]), ("responsibility", &["by"]), ("accords", &["announced_by", "confirmed_by"])];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_without_a_name_is_its_province() {
        let json = r#"{"id":"a","title":null,"outlet":null,"published":null,"language":"en","credits":[],"text":"","claims":[],
            "incidents":[{"id":"i1","type":"clash","method":null,"place":{"name":null,"within":[],"admin1":"Norland","country":null,"lat":null,"lon":null,"precision":null},
            "date":{"from":null,"to":null},"perpetrators":[],"targets":[],"evidence":{"start":0,"end":0}}],"responsibility":[],"accords":[]}"#;
        let record = read_record(json).unwrap();
        assert_eq!(record.incidents[0].place.as_ref().unwrap().name, "Norland");
        assert!(read_record("{").is_err());
    }
}
