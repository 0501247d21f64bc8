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
        for item in items(&mut value, list) {
            if let Some(place) = item.get_mut("place") {
                name_place(place);
            }
        }
    }
    for (list, keys) in SOURCES {
        for item in items(&mut value, list) {
            for key in keys {
                items(item, key)
                    .filter_map(Value::as_object_mut)
                    .filter(|s| s.get("kind").is_none_or(Value::is_null))
                    .for_each(|source| {
                        source.insert("kind".into(), "other".into());
                    });
            }
        }
    }
    serde_json::from_value(value)
}

/// The items of a list in an object; none if there is no such list.
fn items<'a>(value: &'a mut Value, list: &str) -> impl Iterator<Item = &'a mut Value> {
    value.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten()
}

/// Gives a place without a name that of the province or country that it lies in.
fn name_place(place: &mut Value) {
    let Some(known) = place.as_object_mut().filter(|p| p.get("name").is_none_or(Value::is_null)) else { return };
    let within = ["admin1", "country"].into_iter().find_map(|key| Some((key, known.get(key)?.as_str()?.to_owned())));
    match within {
        Some((precision, name)) => {
            known.insert("name".into(), name.into());
            known.insert("precision".into(), precision.into());
        }
        None => *place = Value::Null,
    }
}

/// Where sources stand in a record.
const SOURCES: [(&str, &[&str]); 3] =
    [("claims", &["sources"]), ("responsibility", &["by"]), ("accords", &["announced_by", "confirmed_by"])];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_of_another_shape_is_an_error() {
        for json in [
            "[]",
            "\"text\"",
            "7",
            r#"{"claims": {"sources": 1}}"#,
            r#"{"claims": ["c"], "incidents": [1], "accords": "a"}"#,
            r#"{"claims": [{"sources": ["a name"]}]}"#,
            r#"{"incidents": [{"place": {"name": null, "admin1": 3}}]}"#,
        ] {
            assert!(read_record(json).is_err(), "{json}");
        }
    }

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
