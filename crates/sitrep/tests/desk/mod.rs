//! A folder with a ledger, and the program run on it as a person does.

#![allow(dead_code, reason = "each test file uses a part")]

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

/// A folder, and a ledger in it or on a server.
pub struct Desk {
    pub folder: tempfile::TempDir,
    pub store: String,
    schema: Option<(String, String)>,
}

impl Desk {
    /// With a ledger in a file, which is not there yet.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("ledger.db").to_str().unwrap().to_owned();
        Desk { folder, store, schema: None }
    }

    /// With a ledger on the server that `SITREP_TEST_POSTGRES` names, if it does.
    pub fn on_server() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("SITREP_TEST_POSTGRES") else {
            eprintln!("skipped: no PostgreSQL; `tools/postgres.sh cargo test` brings one");
            return None;
        };
        let name = format!("d{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        run_sql(&server, &format!("CREATE SCHEMA {name}"));
        let store = format!("{server}?options=-csearch_path%3D{name}");
        Some(Desk { folder: tempfile::tempdir().unwrap(), store, schema: Some((server, name)) })
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sitrep"));
        self.settings(command.args(args));
        command
    }

    /// Where the ledger is and who works with it, for a command that runs the program.
    pub fn settings(&self, command: &mut Command) {
        command
            .env("SITREP_STORE", &self.store)
            .env("SITREP_USER", "desk")
            .env("SITREP_OFFLINE", "1")
            .env("SITREP_MODELS", self.folder.path())
            .stdin(Stdio::null());
    }

    pub fn run(&self, args: &[&str]) -> (i32, String, String) {
        let output = self.command(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    pub fn good(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!(code, 0, "{args:?}: {err}");
        out
    }

    /// Writes records down; the file's path.
    pub fn write(&self, name: &str, records: &[Value]) -> String {
        let path = self.file(name);
        let lines: Vec<String> = records.iter().map(ToString::to_string).collect();
        std::fs::write(&path, lines.join("\n")).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn add(&self, records: &[Value]) -> String {
        self.good(&["add", "--records", &self.write("records.jsonl", records)])
    }

    pub fn ids(&self) -> Vec<String> {
        let out = self.good(&["incidents", "--json"]);
        out.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()["id"].as_str().unwrap().to_owned()).collect()
    }

    /// All of a ledger that can be exported.
    pub fn dump(&self) -> String {
        [&["export", "--format", "json"][..], &["export", "--claims"], &["export"]].map(|args| self.good(args)).concat()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.schema {
            run_sql(server, &format!("DROP SCHEMA {name} CASCADE"));
        }
    }
}

fn run_sql(server: &str, sql: &str) {
    postgres::Client::connect(server, postgres::NoTls).unwrap().batch_execute(sql).unwrap();
}

/// A record of one bombing.
pub fn record(id: &str, day: u32, place: &str, killed: u64, source: &str) -> Value {
    json!({"id": id, "url": format!("https://news.example/{id}"), "title": format!("{id} reports"), "outlet": "One", "published": format!("2031-03-{day:02}"), "language": "en",
        "credits": [], "text": format!("{killed} people fell at {place}, {source} said."),
        "claims": [{"id": "c1", "effect": "killed", "count": {"low": killed, "high": killed, "bound": "exact", "term": null}, "victims": {"text": "people", "status": "unspecified", "group": null},
            "sources": [{"name": source, "kind": "official"}], "scope": "incident", "parent": null, "parts": [], "incident": "i1", "polarity": "asserted",
            "evidence": {"start": 0, "end": 9}, "confidence": 1.0}],
        "incidents": [{"id": "i1", "type": "explosion", "method": "car bomb", "place": {"name": place, "within": [], "admin1": "Norland", "country": "XX", "lat": 10.5, "lon": 20.25, "precision": "city"},
            "date": {"from": "2031-03-04", "to": "2031-03-04"}, "perpetrators": [], "targets": [], "evidence": {"start": 0, "end": 9}}], "responsibility": [], "accords": []})
}

/// So many records of three bombings, a degree apart.
pub fn records(count: u32) -> Vec<Value> {
    let one = |n: u32| {
        let place = ["Wadi Safra", "Tell Karim", "Hayy Zuhur"][n as usize % 3];
        let source = ["Governor", "Monitor"][n as usize % 2];
        let mut one = record(&format!("r{n}"), 4 + n % 3, place, u64::from(n % 9), source);
        one["incidents"][0]["place"]["lat"] = (10 + n % 3).into();
        one
    };
    (0..count).map(one).collect()
}
