//! A board that is served for a test, and a client that sends what no well-behaved one would.

#![allow(dead_code)] // each test uses a part

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};
use sitrep_ledger::store::{Incoming, Store};
use sitrep_record::Record;
use sitrep_server::{Options, serve};
use tempfile::TempDir;

/// A served ledger of invented records.
pub struct Served {
    pub address: SocketAddr,
    pub store: PathBuf,
    _folder: TempDir,
}

/// Two articles that differ about one strike, one that tells of what has no place and no day, one of a truce.
pub fn records() -> Vec<Value> {
    vec![
        article("first", "Plain Gazette", "2031-05-02", 12, "Health Directorate"),
        article("second", "Coast Courier", "2031-05-03", 31, "Coast Relief Union"),
        nowhere(),
        truce(),
        hostile(),
    ]
}

const TEXT: &str = "A strike hit the market of Qarn on Friday, the directorate said, and people were killed there.";

pub fn article(id: &str, outlet: &str, published: &str, killed: u64, source: &str) -> Value {
    json!({"id": id, "url": format!("https://news.example/{id}"), "title": format!("Strike on a market ({outlet})"), "outlet": outlet, "published": published, "language": "en", "credits": [],
        "text": format!("{TEXT} {outlet} counted in its own way what {source} told it, and asked {killed} people who had seen it come down between the stalls of the spice sellers."),
        "claims": [{"id": "c1", "effect": "killed", "count": {"low": killed, "high": killed, "bound": "exact", "term": null},
            "victims": {"text": "people", "status": "civilian", "group": null}, "sources": [{"name": source, "kind": "official"}],
            "scope": "incident", "parent": null, "parts": [], "incident": "i1", "polarity": "asserted", "evidence": {"start": 2, "end": 8}, "confidence": 0.9}],
        "incidents": [{"id": "i1", "type": "airstrike", "method": "air strike",
            "place": {"name": "Qarn", "within": ["Sahil"], "admin1": "Sahil", "country": "YE", "lat": 14.5, "lon": 43.1, "precision": "city"},
            "date": {"from": "2031-05-02", "to": "2031-05-02"}, "perpetrators": [{"name": "Northern Air Wing"}], "targets": [{"name": "market"}], "evidence": {"start": 2, "end": 8}}],
        "responsibility": [], "accords": []})
}

fn nowhere() -> Value {
    json!({"id": "nowhere", "title": null, "outlet": "Hill Radio", "published": "2031-06-01", "language": "en", "credits": [],
        "text": "Somewhere in the hills, on a day that nobody names, dozens were carried off by men whom nobody knows.",
        "claims": [{"id": "c1", "effect": "captured", "count": {"low": null, "high": null, "bound": "vague", "term": "dozens"},
            "victims": {"text": "dozens", "status": "unspecified", "group": null}, "sources": [], "scope": "incident", "parent": null, "parts": [],
            "incident": "i1", "polarity": "asserted", "evidence": {"start": 0, "end": 9}, "confidence": 0.5}],
        "incidents": [{"id": "i1", "type": "abduction", "method": null, "place": null, "date": {"from": null, "to": null}, "perpetrators": [], "targets": [], "evidence": {"start": 0, "end": 9}}],
        "responsibility": [], "accords": []})
}

fn truce() -> Value {
    json!({"id": "truce", "title": "Truce", "outlet": "Plain Gazette", "published": "2031-05-01", "language": "en", "credits": [],
        "text": "The Northern Air Wing and the Coast Guard Council agreed on a truce that holds from the first of May.",
        "claims": [], "responsibility": [],
        "incidents": [{"id": "i1", "type": "clash", "method": null, "place": {"name": "Sahil", "within": [], "admin1": "Sahil", "country": "YE", "lat": 14.0, "lon": 43.0, "precision": "admin1"},
            "date": {"from": "2031-04-20", "to": "2031-04-20"}, "perpetrators": [], "targets": [], "evidence": {"start": 0, "end": 3}}],
        "accords": [{"id": "a1", "kind": "truce", "stage": "in_effect", "conflict": null, "parties": [{"name": "Northern Air Wing"}, {"name": "Coast Guard Council"}],
            "announced": {"from": "2031-05-01", "to": "2031-05-01"}, "announced_by": [], "confirmed_by": [], "place": null,
            "effective": {"text": "from the first of May", "from": "2031-05-01", "to": null}, "excluded": [], "terms": [], "evidence": {"start": 0, "end": 3}}]})
}

/// An article whose every text is an attack on those who show it.
fn hostile() -> Value {
    let mut record = article(
        "a/b?c#<script>\"'%00../..",
        "</title><script>alert(1)</script>",
        "2031-07-01",
        4,
        "\"><svg onload=alert(1)>",
    );
    record["url"] = "javascript:alert(1)".into();
    record["text"] = "=cmd|' /C calc'!A0 </script><script>alert(document.domain)</script> \u{202e}txt.exe\u{202c} \u{1} &amp; <b>bold</b> in the far quarry, says one who was there and counted four bodies by the road.".into();
    record["incidents"][0]["place"]["name"] = "=HYPERLINK(\"https://evil.example\")".into();
    record["incidents"][0]["date"] = json!({"from": "2031-06-30", "to": "2031-06-30"});
    record["incidents"][0]["type"] = "explosion".into();
    record["incidents"][0]["place"]["lat"] = (-33.5).into();
    record
}

pub fn add(store: &mut Store, record: &Value) {
    let record: Record = serde_json::from_value(record.clone()).expect("a record");
    let received = record.text.clone();
    store.add(Incoming { record, received: received.as_bytes(), reader: "test" }).expect("added");
}

impl Served {
    pub fn new() -> Self {
        Self::of(&records())
    }

    pub fn of(records: &[Value]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("test.db");
        let mut store = Store::create(&path).expect("a store");
        records.iter().for_each(|record| add(&mut store, record));
        drop(store);
        let (tell, told) = mpsc::channel();
        let options = Options {
            store: path.clone(),
            bind: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_reading: false,
            plain_http: false,
        };
        std::thread::spawn(move || {
            let served = serve(options, |ready| tell.send(ready.address).expect("listened to"));
            panic!("the board stopped: {served:?}");
        });
        let address = told.recv_timeout(Duration::from_secs(60)).expect("a board");
        Served { address, store: path, _folder: folder }
    }

    /// The ledger, opened beside the board.
    pub fn store(&self) -> Store {
        Store::open(&self.store).expect("a store")
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    pub fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        serde_json::from_slice(&answer.body).expect("JSON")
    }

    /// The path goes out as it is.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = self.connect();
        // HTTP/1.0: an answer ends with its connection
        let mut head = format!("{method} {path} HTTP/1.0\r\nHost: {}\r\n", self.address);
        headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        if !body.is_empty() {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        let mut all = head.into_bytes();
        all.extend_from_slice(body);
        // a server that has seen enough may close before all is sent
        let _ = stream.write_all(&all);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::of(&answer)
            .unwrap_or_else(|| panic!("{method} {path}: no answer: {:?}", String::from_utf8_lossy(&answer)))
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(40))).expect("a time limit");
        stream
    }
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn of(bytes: &[u8]) -> Option<Answer> {
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]);
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(n, v)| (n.to_ascii_lowercase(), v.trim().to_owned())).collect();
        Some(Answer { status, headers, body: bytes[end + 4..].to_vec() })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
