//! GeoJSON (RFC 7946): a feature for each incident, in WGS 84.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Exported, word};

/// Writes a feature collection. An incident without coordinates is a feature without a geometry, as the standard has it; a point's
/// `precision` says what it stands for.
///
/// # Errors
/// If `out` cannot be written to.
pub fn geojson<'a>(all: impl Iterator<Item = Exported<'a>>, mut out: impl Write) -> io::Result<()> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    for (at, one) in all.enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        out.write_all(b"\n")?;
        serde_json::to_writer(&mut out, &feature(&one))?;
    }
    out.write_all(b"\n]}\n")?;
    out.flush()
}

fn feature(one: &Exported<'_>) -> Value {
    let s = one.summary;
    let place = s.place.as_ref();
    let geometry = match place.and_then(|p| p.lat.zip(p.lon)) {
        Some((lat, lon)) => json!({"type": "Point", "coordinates": [lon, lat]}),
        None => Value::Null,
    };
    let mut properties = Map::new();
    let mut set = |key: &str, value: Value| drop(properties.insert(key.to_owned(), value));
    set("type", word(&s.kind).into());
    set("method", json!(s.method));
    set("date_from", json!(s.date.from));
    set("date_to", json!(s.date.to));
    set("place", json!(place.map(|p| &p.name)));
    set("within", json!(place.map(|p| &p.within)));
    set("admin1", json!(place.and_then(|p| p.admin1.as_ref())));
    set("country", json!(place.and_then(|p| p.country.as_ref())));
    set("precision", json!(place.and_then(|p| p.precision)));
    set("perpetrators", json!(s.perpetrators));
    set("targets", json!(s.targets));
    for toll in &s.tolls {
        let effect = word(&toll.effect);
        set(&format!("{effect}_low"), json!(toll.together.low));
        set(&format!("{effect}_best"), json!(toll.together.best));
        set(&format!("{effect}_high"), json!(toll.together.high));
        set(&format!("{effect}_contested"), json!(toll.together.contested));
    }
    set("grade", word(&s.grade).into());
    set("articles", json!(s.articles));
    set("addresses", json!(one.addresses()));
    json!({"type": "Feature", "id": s.id, "geometry": geometry, "properties": properties})
}
