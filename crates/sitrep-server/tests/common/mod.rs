//! A board that is served for a test, and a client that sends what no well-behaved one would.

#![allow(dead_code)] // each test uses a part

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;
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

/// Two articles that differ about one strike; one that tells of what has no place and no day; one of a truce; one whose every text is
/// an attack on those who show it.
pub fn records() -> Vec<Value> {
    include_str!("../records.jsonl").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// An article like the first, of other things.
pub fn article(id: &str, outlet: &str, published: &str, killed: u64, source: &str) -> Value {
    let mut record = records().swap_remove(0);
    record["id"] = id.into();
    record["outlet"] = outlet.into();
    record["published"] = published.into();
    record["text"] =
        format!("{outlet} tells in its own words what {source} told it of {killed} who died. ").repeat(3).into();
    record["claims"][0]["count"]["low"] = killed.into();
    record["claims"][0]["count"]["high"] = killed.into();
    record["claims"][0]["sources"][0]["name"] = source.into();
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
