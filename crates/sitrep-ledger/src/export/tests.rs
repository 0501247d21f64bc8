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
    incidents(one(), true, &mut out).unwrap();
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

struct Nowhere;

impl Countries for Nowhere {
    fn name(&self, code: &str) -> Option<String> {
        (code == "XX").then(|| "Norland".into())
    }
    fn iso3(&self, code: &str) -> Option<String> {
        (code == "XX").then(|| "XXX".into())
    }
}

/// Column and value of the only row.
fn columns(csv: &[u8]) -> Vec<(String, String)> {
    let mut reader = ::csv::Reader::from_reader(csv);
    let head = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    head.iter().zip(row.iter()).map(|(h, v)| (h.to_owned(), v.to_owned())).collect()
}

#[test]
fn the_forms_of_others_have_their_columns() {
    let (summary, told) = exported();
    let one = || std::iter::once(Exported { summary: &summary, told: &told });
    let mut out = Vec::new();
    acled(one(), &Nowhere, false, &mut out).unwrap();
    let row = columns(&out);
    assert_eq!(row.len(), 31);
    let of = |row: &[(String, String)], name: &str| row.iter().find(|(h, _)| h == name).unwrap().1.clone();
    assert_eq!(of(&row, "fatalities"), "6");
    assert_eq!(of(&row, "sub_event_type"), "Shelling/artillery/missile attack");
    assert_eq!(
        (of(&row, "time_precision"), of(&row, "geo_precision"), of(&row, "country")),
        ("1".into(), "1".into(), "Norland".into())
    );
    let mut out = Vec::new();
    ucdp(one(), &Nowhere, false, &mut out).unwrap();
    let row = columns(&out);
    assert_eq!(row.len(), 49);
    assert_eq!(
        (of(&row, "best"), of(&row, "low"), of(&row, "high"), of(&row, "deaths_unknown")),
        ("6".into(), "6".into(), "6".into(), "6".into())
    );
    assert_eq!(
        (of(&row, "where_prec"), of(&row, "date_prec"), of(&row, "geom_wkt")),
        ("1".into(), "1".into(), "POINT (-2.5 1.5)".into())
    );
    let mut out = Vec::new();
    plover(one(), &Nowhere, &mut out).unwrap();
    let event: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(
        (&event["event"], &event["mode"], &event["size"]["dead"]),
        (&json!(["ASSAULT"]), &json!(["heavy-weapons"]), &json!("6-"))
    );
    assert_eq!((&event["event_loc"]["country_code"], &event["event_loc"]["resolution"]), (&json!("XXX"), &json!(4)));
}

#[test]
fn a_word_is_a_number_only_where_the_codebook_says_so() {
    let (_, told) = exported();
    let mut record = (*told[0].0).clone();
    record.claims[0].count = sitrep_record::Count::vague("dozens");
    let summary = Summary::of("x".into(), &[Told { record: &record, incident: "i1" }], None).unwrap();
    let mut out = Vec::new();
    acled(std::iter::once(Exported { summary: &summary, told: &told }), &Nowhere, true, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(
        text.contains("Fatalities coded 12 for \"\"dozens\"\"") && text.lines().nth(1).unwrap().starts_with("#meta+id"),
        "{text}"
    );
}

#[test]
fn a_table_comes_back_with_what_was_changed() {
    let (summary, told) = exported();
    let now = Exported { summary: &summary, told: &told };
    let mut out = Vec::new();
    incidents(std::iter::once(now), true, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let rows = table(text.as_bytes()).unwrap();
    assert_eq!((rows.len(), rows[0].id.as_str()), (1, "k3v9q0tz7m"));
    assert_eq!(edits(&rows[0], &now).unwrap(), []);
    let edited = text
        .replace("shelling", "airstrike")
        .replace(",6,6,,", ",6,6,8,")
        .replace("single_source", "confirmed")
        .replace("1.5,", "1.50,");
    let rows = table(edited.as_bytes()).unwrap();
    let correct = |field: &str, value: &str| Edit::Correct { field: field.into(), value: value.into() };
    assert_eq!(
        edits(&rows[0], &now).unwrap(),
        [correct("type", "airstrike"), correct("killed", "6..8"), Edit::Confirm]
    );
    let rows = table(text.replace(",Governor,", ",Monitor,").as_bytes()).unwrap();
    assert!(matches!(edits(&rows[0], &now), Err(BackError::Fixed { .. })));
    let rows = table(text.replace("single_source", "certain").as_bytes()).unwrap();
    assert!(matches!(edits(&rows[0], &now), Err(BackError::Grade(_))));
    assert!(matches!(table(&b"id\xff,b\n1,2\n"[..]), Err(BackError::Encoding)));
    assert!(matches!(table(&b"a,b\n1,2\n"[..]), Err(BackError::NoIds)));
}

#[test]
fn parquet_keeps_types_and_what_is_unknown() {
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;
    let (summary, told) = exported();
    let one = Exported { summary: &summary, told: &told };
    let nowhere = Summary { place: None, perpetrators: vec!["A".into(), "B".into()], ..summary.clone() };
    let other = Exported { summary: &nowhere, told: &told };
    let read = |bytes: Vec<u8>| SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    let mut out = Vec::new();
    parquet([one, other].into_iter(), &mut out).unwrap();
    let file = read(out);
    let rows: Vec<_> = file.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    let of = |row: usize, name: &str| rows[row].get_column_iter().find(|(n, _)| *n == name).unwrap().1.clone();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].get_column_iter().map(|(n, _)| n.as_str()).collect::<Vec<_>>(), INCIDENT_COLUMNS[..38]);
    assert_eq!(of(0, "date_from").to_string(), "2031-03-04");
    assert_eq!((of(0, "killed_low"), of(0, "killed_high")), (Field::Long(6), Field::Null));
    assert_eq!((of(0, "lat"), of(1, "lat")), (Field::Double(1.5), Field::Null));
    assert_eq!(
        (of(0, "perpetrators").to_string(), of(1, "perpetrators").to_string()),
        ("[]".into(), "[\"A\", \"B\"]".into())
    );
    let notes = file.metadata().file_metadata().key_value_metadata().unwrap();
    assert!(notes.iter().any(|n| n.key == "sitrep.version"));
    let mut out = Vec::new();
    parquet_claims([one, other].into_iter(), &mut out).unwrap();
    let file = read(out);
    let rows: Vec<_> = file.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows[0].get_column_iter().map(|(n, _)| n.as_str()).collect::<Vec<_>>(), CLAIM_COLUMNS);
    let quote = rows[0].get_column_iter().find(|(n, _)| *n == "quote").unwrap().1;
    // a text, not a cell: nothing stands before the sign
    assert_eq!(quote, &Field::Str("=Six fell".into()));
    let mut out = Vec::new();
    parquet(std::iter::empty(), &mut out).unwrap();
    assert_eq!(read(out).metadata().file_metadata().num_rows(), 0);
}

#[test]
fn an_old_table_gives_back_only_what_was_changed_in_it() {
    let (summary, told) = exported();
    let then = Exported { summary: &summary, told: &told };
    let mut out = Vec::new();
    incidents(std::iter::once(then), false, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    // since then, the ledger has learned of a method, and the toll has grown
    let mut grown = Summary { method: Some("mortar".into()), ..summary.clone() };
    grown.tolls[0].together.low = Some(9);
    let now = Exported { summary: &grown, told: &told };
    assert_eq!(edits(&table(text.as_bytes()).unwrap()[0], &now).unwrap(), []);
    // a spreadsheet of a country with decimal commas, with a mark before it, and an upper bound of a person
    let fields: Vec<String> = ::csv::Reader::from_reader(text.as_bytes())
        .records()
        .next()
        .unwrap()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let mut theirs = fields.clone();
    theirs[9] = "1,5".into();
    theirs[3] = "04.03.2031".into();
    theirs[16] = "12.0".into();
    let mut out = Vec::new();
    let mut writer =
        ::csv::WriterBuilder::new().delimiter(b';').terminator(::csv::Terminator::CRLF).from_writer(&mut out);
    writer.write_record(INCIDENT_COLUMNS.iter().chain(["note", "merge_into"].iter())).unwrap();
    writer.write_record(theirs.iter().map(String::as_str).chain(["Rang twice", "8d2hx5wcnr"])).unwrap();
    drop(writer);
    let bytes = [b"\xef\xbb\xbf".to_vec(), out].concat();
    let row = table(bytes.as_slice()).unwrap().remove(0);
    assert_eq!(
        edits(&row, &now).unwrap(),
        [
            Edit::Correct { field: "killed".into(), value: "9..12".into() },
            Edit::Note("Rang twice".into()),
            Edit::MergeInto("8d2hx5wcnr".into())
        ]
    );
    assert_eq!((touched(&row), row.number, row.merge_into()), (vec!["killed", "note"], 2, Some("8d2hx5wcnr")));
    assert!(touched(&table(text.as_bytes()).unwrap()[0]).is_empty());
}
