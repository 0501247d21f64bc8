//! A ledger as a person uses it, from records, so that no model is needed.

mod desk;

use serde_json::{Value, json};

use desk::{Desk, record};

#[test]
fn records_become_incidents_that_can_be_listed_shown_and_exported() {
    let desk = Desk::new();
    let records = [record("a", 4, "Wadi Safra", 12, "Governor"), record("b", 5, "Wady Saffra", 15, "Monitor")];
    assert_eq!(desk.add(&records), "2 added (0 of them copies of another), 0 known already, 0 failed\n");
    assert_eq!(desk.add(&records), "0 added (0 of them copies of another), 2 known already, 0 failed\n");
    let ids = desk.ids();
    assert_eq!(ids.len(), 1);
    let table = desk.good(&["incidents", "--near", "10.5,20.2"]);
    assert!(table.contains("12–15 !") && table.contains("contested"), "{table}");
    let shown = desk.good(&["incident", &ids[0], "--why"]);
    for words in [
        "the same incident is the likelier reading",
        "the median of [12, 15]",
        "Governor (2031-03-04, a#c1)",
        "https://news.example/b",
    ] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    let csv = desk.good(&["export"]);
    assert!(csv.lines().nth(1).unwrap().starts_with(&ids[0]) && csv.lines().count() == 2, "{csv}");
    assert_eq!(desk.good(&["export", "--claims"]).lines().count(), 3);
    let geo: Value = serde_json::from_str(&desk.good(&["export", "--format", "geojson"])).unwrap();
    assert_eq!(geo["features"][0]["geometry"]["coordinates"], json!([20.25, 10.5]));
    assert!(desk.good(&["stats"]).contains("1 incidents, told 2 times"));
    assert!(desk.good(&["sources"]).contains("Monitor"));
    assert_eq!(desk.good(&["accords"]), "No accord.\n");
    assert_eq!(desk.good(&["incidents", "--from", "2031-03-05"]), "No incident.\n");
}

#[test]
fn decisions_are_heeded_and_listed() {
    let desk = Desk::new();
    desk.add(&[record("a", 4, "Wadi Safra", 12, "Governor"), record("b", 5, "Wady Saffra", 15, "Monitor")]);
    let id = desk.ids().remove(0);
    let said = desk.good(&["split", &id, "b#c1"]);
    assert!(said.starts_with("split off as "), "{said}");
    let ids = desk.ids();
    assert_eq!(ids.len(), 2);
    desk.good(&["merge", &ids[0], &ids[1]]);
    assert_eq!(desk.ids(), std::slice::from_ref(&id));
    desk.good(&["correct", &id, "killed", "13..15"]);
    desk.good(&["note", &id, "Rang the hospital"]);
    desk.good(&["confirm", &id]);
    let shown = desk.good(&["incident", &id]);
    assert!(
        shown.contains("confirmed by a person (desk confirmed it")
            && shown.contains("Rang the hospital")
            && shown.contains("13–15"),
        "{shown}"
    );
    desk.good(&["reject", &id]);
    assert!(desk.ids().is_empty());
    let log = desk.good(&["log", "--incident", &id]);
    assert_eq!(log.lines().count(), 6, "{log}");
    assert!(log.contains(&format!("desk: set killed of {id} to 13..15")), "{log}");
    assert_eq!(desk.good(&["undo", "6"]), "decision 6 is undone\n");
    assert_eq!(desk.ids(), std::slice::from_ref(&id));
    let log = desk.good(&["log"]);
    assert!(log.contains("(undone by 7)") && log.ends_with("desk: undid 6\n"), "{log}");
    let (code, _, err) = desk.run(&["undo", "6"]);
    assert!(code == 1 && err.contains("`sitrep undo 7` brings it back"), "{err}");
    let (code, _, err) = desk.run(&["undo", "60"]);
    assert!(code == 1 && err.contains("`sitrep log` lists them"), "{err}");
    assert_eq!(desk.good(&["log", "--json"]).lines().count(), 7);
    desk.good(&["undo", "7"]);
    assert!(desk.ids().is_empty());
    let changes = desk.good(&["changes", "--since", "2000-01-01"]);
    for kind in ["added", "updated", "redirected", "deleted"] {
        assert!(changes.contains(kind), "{kind} in {changes}");
    }
}

#[test]
fn corrections_come_back_from_a_table() {
    let desk = Desk::new();
    desk.add(&[record("a", 4, "Wadi Safra", 12, "Governor"), record("b", 4, "Tell Karim", 3, "Medics")]);
    let path = desk.file("incidents.csv");
    desk.good(&["export", "--out", path.to_str().unwrap()]);
    let edited = std::fs::read_to_string(&path)
        .unwrap()
        .replace("Tell Karim", "Tell Karim al-Gharbi")
        .replace(",12,12,12,", ",12,12,14,");
    std::fs::write(&path, edited).unwrap();
    let out = desk.good(&["import", "decisions", path.to_str().unwrap(), "--dry-run"]);
    assert!(out.ends_with("2 values would change, 0 rows failed\n"), "{out}");
    desk.good(&["import", "decisions", path.to_str().unwrap()]);
    let shown = desk.good(&["incidents"]);
    assert!(shown.contains("Tell Karim al-Gharbi") && shown.contains("12–14"), "{shown}");
    let again = desk.good(&["import", "decisions", path.to_str().unwrap()]);
    assert!(again.starts_with("0 values changed"), "{again}");
    // rejected, noted and merged, as a spreadsheet leaves it
    let ids = desk.ids();
    let table = std::fs::read_to_string(&path).unwrap();
    let mut lines = table.lines();
    let mut saved = format!("\u{feff}{},note,merge_into\r\n", lines.next().unwrap());
    for line in lines {
        let more = if line.starts_with(&ids[0]) { format!("Rang twice,{}", ids[1]) } else { ",".into() };
        saved.push_str(&format!("{line},{more}\r\n"));
    }
    std::fs::write(&path, &saved).unwrap();
    let out = desk.good(&["import", "decisions", path.to_str().unwrap()]);
    assert!(out.ends_with("2 values changed, 0 rows failed\n") && out.contains("merged with"), "{out}");
    assert_eq!(desk.ids().len(), 1);
    let again = desk.good(&["import", "decisions", path.to_str().unwrap()]);
    assert!(again.starts_with("0 values changed"), "{again}");
    for (format, head) in [("acled", "event_id_cnty,"), ("ucdp", "id,relid,"), ("plover", "{")] {
        assert!(desk.good(&["export", "--format", format]).starts_with(head), "{format}");
    }
}

#[test]
fn what_cannot_be_done_is_told_in_a_line() {
    let desk = Desk::new();
    let (code, _, err) = desk.run(&["incidents"]);
    assert!(code == 1 && err.contains("sitrep add"), "{err}");
    desk.add(&[record("a", 4, "Wadi Safra", 12, "Governor")]);
    let id = desk.ids().remove(0);
    for (args, words) in [
        (vec!["incident", "nosuchid00"], "no incident"),
        (vec!["split", &id, "a#c9"], "no claim"),
        (vec!["split", &id, "a#c1"], "nothing would be left"),
        (vec!["correct", &id, "colour", "red"], "no such field"),
        (vec!["incidents", "--near", "200,5"], "no point"),
        (vec!["incidents", "--type", "picnic"], "no type"),
        (vec!["incidents", "--text", "\""], "cannot search for"),
        (vec!["changes", "--since", "yesterday"], "no day"),
        (
            vec!["incidents", "--store", "postgres://ada:hush@127.0.0.1:1/x"],
            "nothing answers at postgres://ada@127.0.0.1:1/x (is",
        ),
        (vec!["incidents", "--store", "postgres://db:port/x"], "postgres://USER@HOST:PORT/DATABASE"),
        (vec!["incidents", "--store", "postgres://"], "it names no host"),
        (vec!["export", "--claims", "--format", "json"], "is for CSV"),
    ] {
        let (code, out, err) = desk.run(&args);
        assert!(code == 1 && out.is_empty() && err.contains(words) && err.lines().count() == 1, "{args:?}: {err}");
        assert!(!err.contains("hush"), "a password is shown: {err}");
    }
    let path = desk.file("bad.jsonl");
    std::fs::write(&path, format!("{{}}\n{}\n", record("b", 5, "Tell Karim", 2, "Medics"))).unwrap();
    let (code, out, err) = desk.run(&["add", "--records", path.to_str().unwrap()]);
    assert!(code == 3 && out.starts_with("1 added") && err.contains("bad.jsonl:1"), "{out} {err}");
}

#[test]
fn merging_is_scored_against_groups() {
    let desk = Desk::new();
    desk.add(&[
        record("a", 4, "Wadi Safra", 12, "Governor"),
        record("b", 5, "Wady Saffra", 15, "Monitor"),
        record("c", 5, "Tell Karim", 2, "Medics"),
    ]);
    let groups = desk.file("groups.json");
    std::fs::write(&groups, r#"{"groups": [{"members": [["a", "i1"], ["b", "i1"]]}, {"members": [["c", "i1"]]}]}"#)
        .unwrap();
    let out = desk.good(&["eval", "merge", groups.to_str().unwrap()]);
    let last = out.lines().last().unwrap();
    assert!(
        last.starts_with("merged: pairwise F1 1.000") && last.ends_with("0 false and 0 missed merges over 3 incidents"),
        "{out}"
    );
}

#[test]
fn reading_is_scored_down_to_the_words() {
    let desk = Desk::new();
    let file = |name: &str, value: &Value| {
        let path = desk.file(name);
        std::fs::write(&path, format!("{value}\n")).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let read = record("a", 4, "Wadi Safra", 12, "Ansarallah");
    let text = read["text"].as_str().unwrap();
    let claim = |sources: &[&str], scope: &str| {
        json!({"id": "c1", "quote": "12 people fell", "effect": "killed", "low": 12, "high": 12, "bound": "exact", "status": "unspecified",
            "sources": sources, "scope": scope, "incident": "i1"})
    };
    let gold = |claim: Value| {
        json!({"id": "a", "claims": [claim], "responsibility": [], "accords": [],
            "incidents": [{"id": "i1", "type": "explosion", "place": "Wady Saffra", "admin1": "Norland Province", "date_from": "2031-03-04"}]})
    };
    let articles = file("articles.jsonl", &json!({"id": "a", "text": text}));
    let records = file("records.jsonl", &read);
    let score = |gold: &str, more: &[&str]| {
        let args = [&["eval", "claims", gold, &articles, "--records", &records], more].concat();
        desk.good(&args)
    };
    // a body by another of its names, a place in another transliteration
    let right = file("right.jsonl", &gold(claim(&["Houthis"], "incident")));
    let out = score(&right, &["--errors", "9"]);
    assert!(out.starts_with("articles 1") && out.ends_with("full F1 1.000 over 1 articles\n"), "{out}");
    let wrong = file("wrong.jsonl", &gold(claim(&["medics"], "subset")));
    let out = score(&wrong, &["--errors", "9", "--field", "sources"]);
    let told =
        "a: sources: annotated medics, read Ansarallah\n    12 people fell at Wadi Safra, Ansarallah said.\narticles 1";
    assert!(out.starts_with(told), "{out}");
    let all: Value = serde_json::from_str(&score(&wrong, &["--json"])).unwrap();
    assert_eq!(all["misses"].as_array().unwrap().len(), 2);
    assert_eq!((&all["full"]["f1"], &all["fields"]["place"]["right"]), (&json!(0.0), &json!(1.0)));
}
