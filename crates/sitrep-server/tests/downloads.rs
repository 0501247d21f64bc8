//! What is taken away: files, the feed, news as they come.

mod common;

use std::io::{BufRead, BufReader, Write};

use common::{Served, add, article};
use serde_json::Value;

fn table(served: &Served, path: &str) -> Vec<Vec<String>> {
    let answer = served.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert!(answer.header("content-type").unwrap().starts_with("text/csv"), "{path}");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*answer.body);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_file_can_be_read() {
    let served = Served::new();
    assert_eq!(table(&served, "/download/incidents.csv").len(), 5);
    assert_eq!(table(&served, "/download/claims.csv").len(), 5);
    assert_eq!(table(&served, "/download/acled.csv")[0].len(), 31);
    assert_eq!(table(&served, "/download/ucdp.csv")[0].len(), 49);
    assert!(table(&served, "/download/incidents.csv?hxl=1")[1].iter().any(|tag| tag == "#affected+killed"));
    for (path, lines) in [("incidents.jsonl", 4), ("claims.jsonl", 4), ("plover.jsonl", 4)] {
        let text = served.get(&format!("/download/{path}")).text();
        let all: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(all.len(), lines, "{path}");
    }
    let features = served.json("/download/incidents.geojson");
    assert_eq!(features["features"].as_array().unwrap().len(), 4);
    for path in ["incidents.parquet", "claims.parquet"] {
        let answer = served.get(&format!("/download/{path}"));
        assert!(answer.body.starts_with(b"PAR1") && answer.body.ends_with(b"PAR1"), "{path}");
        assert_eq!(answer.header("content-disposition"), Some(&*format!("attachment; filename=\"sitrep-{path}\"")));
        assert_eq!(answer.header("content-length"), Some(&*answer.body.len().to_string()));
    }
}

#[test]
fn a_file_holds_what_the_view_holds() {
    let served = Served::new();
    assert_eq!(table(&served, "/download/incidents.csv?type=airstrike").len(), 2);
    assert_eq!(table(&served, "/download/claims.csv?type=airstrike").len(), 3);
    assert_eq!(table(&served, "/download/incidents.csv?reviewed=yes").len(), 1);
    assert_eq!(table(&served, "/download/incidents.csv?page=7").len(), 5, "a download has no pages");
    assert_eq!(served.get("/download/incidents.csv?from=yesterday").status, 400);
    for path in ["/download/secrets.csv", "/download/..%2f..%2fetc%2fpasswd", "/download/claims.geojson"] {
        assert_eq!(served.get(path).status, 404, "{path}");
    }
}

#[test]
fn no_cell_is_a_formula() {
    let served = Served::new();
    let rows = table(&served, "/download/incidents.csv");
    let place = rows[0].iter().position(|name| name == "place").unwrap();
    assert!(rows.iter().any(|row| row[place] == "'=HYPERLINK(\"https://evil.example\")"));
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '@'])));
}

#[test]
fn the_feed_is_well_formed_and_tells_what_is_new() {
    let served = Served::new();
    let answer = served.get("/feed.atom");
    assert_eq!(answer.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    let text = answer.text();
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut open = Vec::new();
    let mut entries = 0;
    loop {
        use quick_xml::events::Event;
        match reader.read_event().unwrap() {
            Event::Start(e) => open.push(e.name().as_ref().to_owned()),
            Event::End(e) => {
                assert_eq!(open.pop().as_deref(), Some(e.name().as_ref()));
                entries += usize::from(e.name().as_ref() == "entry");
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(entries, 4);
    assert!(!text.contains("<script"), "{text}");
    let tag = answer.header("etag").unwrap().to_owned();
    assert_eq!(served.send("GET", "/feed.atom", &[("If-None-Match", &tag)], b"").status, 304);
    assert_eq!(served.get("/feed.atom?type=clash").text().matches("<entry>").count(), 1);
    add(&mut served.store(), &article("third", "Third", "2031-09-02", 3, "Third Body"));
    // within some moments
    let changed = || served.send("GET", "/feed.atom", &[("If-None-Match", &tag)], b"").status == 200;
    let waited = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        changed()
    });
    assert!(waited);
}

#[test]
fn who_listens_hears_of_an_article() {
    let served = Served::new();
    let mut stream = served.connect();
    write!(stream, "GET /live HTTP/1.1\r\nHost: {}\r\n\r\n", served.address).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    let head: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    assert!(head[0].contains("200"), "{head:?}");
    assert!(head.iter().any(|line| line.eq_ignore_ascii_case("content-type: text/event-stream")), "{head:?}");
    let store = served.store.clone();
    std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_secs(2));
        let mut store = sitrep_ledger::store::Store::open(&store).unwrap();
        add(&mut store, &article("late", "Late Post", "2031-10-01", 9, "Late Body"));
    });
    assert!(lines.by_ref().any(|line| line == "event: change"));
    let data = lines.find_map(|line| line.strip_prefix("data: ").map(str::to_owned)).unwrap();
    let data: Value = serde_json::from_str(&data).unwrap();
    assert!(data["seq"].as_i64().unwrap() > 0 && data["changed"].as_i64().unwrap() > 0, "{data}");
}
