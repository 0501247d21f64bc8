use std::sync::Arc;

use serde_json::json;

use super::*;
use crate::toll::Told;

fn exported() -> (Summary, Vec<(Arc<Record>, String)>) {
    let record: Record = serde_json::from_value(json!({"id": "a", "url": "https://news.example/a", "title": null, "outlet": "One", "published": "2031-03-05", "language": "en",
        "credits": [], "text": "=Six fell.", "claims": [{"id": "c1", "effect": "killed", "count": {"low": 6, "high": null, "bound": "at_least", "term": null},
        "victims": {"text": "people", "status": "unspecified", "group": null}, "sources": [{"name": "Governor", "kind": "official"}], "scope": "incident", "parent": null, "parts": [],
        "incident": "i1", "polarity": "asserted", "evidence": {"start": 0, "end": 9}, "confidence": 0.9}],
        "incidents": [{"id": "i1", "type": "shelling", "method": null, "place": {"name": "Safra, \"old\" town", "within": ["Safra"], "admin1": "Norland", "country": "XX", "lat": 1.5, "lon": -2.5, "precision": "city"},
        "date": {"from": "2031-03-04", "to": "2031-03-04"}, "perpetrators": [], "targets": [], "evidence": {"start": 0, "end": 9}}], "responsibility": [], "accords": []})).unwrap();
    let summary = Summary::of("k3v9q0tz7m".into(), &[Told { record: &record, incident: "i1" }], None).unwrap();
    (summary, vec![(Arc::new(record), "i1".into())])
}

#[test]
fn csv_has_a_row_for_each() {
    let (summary, told) = exported();
    let one = || std::iter::once(Exported { summary: &summary, told: &told });
    let mut out = Vec::new();
    incidents(one(), &mut out).unwrap();
    claims(one(), &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn geojson_is_json_with_longitude_first() {
    let (mut summary, told) = exported();
    let mut out = Vec::new();
    geojson(std::iter::once(Exported { summary: &summary, told: &told }), &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["features"][0]["geometry"]["coordinates"], json!([-2.5, 1.5]));
    assert_eq!(value["features"][0]["properties"]["killed_high"], json!(null));
    summary.place = None;
    let mut out = Vec::new();
    geojson(std::iter::once(Exported { summary: &summary, told: &told }), &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert!(value["features"][0]["geometry"].is_null());
}
