//! Runs the program with the English model, and checks the records that it writes.

#![allow(dead_code, reason = "each test file uses a part")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// The folder with the English model, if there is one: `SITREP_MODELS`, or where `make test` puts it.
pub fn models() -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/models");
    let folder = std::env::var_os("SITREP_MODELS").map_or(own, PathBuf::from);
    let there = folder.join("en_core_web_sm-3.8.0.whl").is_file();
    if !there {
        eprintln!("skipped: no English model in {}; `sitrep models install en` puts one there", folder.display());
    }
    there.then_some(folder)
}

/// The program in the project's folder; it never goes online.
pub fn command(models: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sitrep"));
    command
        .args(args)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .env("SITREP_MODELS", models)
        .env("SITREP_OFFLINE", "1")
        .env_remove("SITREP_LEXICON")
        .env_remove("SITREP_PLACES");
    command
}

/// Starts it with pipes.
pub fn start(models: &Path, args: &[&str]) -> Child {
    command(models, args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Exit code, standard output, standard error.
pub fn run(models: &Path, args: &[&str], stdin: &[u8]) -> (i32, String, String) {
    let mut child = start(models, args);
    let mut input = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            let _ = input.write_all(stdin);
        });
        child.wait_with_output().unwrap()
    });
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A line of JSON.
pub fn json(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))
}

/// The schema that the program prints.
pub struct Schema {
    all: boon::Schemas,
    record: boon::SchemaIndex,
}

impl Schema {
    pub fn of(models: &Path) -> Self {
        let mut all = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler.add_resource("record.json", json(&run(models, &["schema"], b"").1)).unwrap();
        let record = compiler.compile("record.json", &mut all).unwrap();
        Schema { all, record }
    }

    /// Panics if this is no record, or if evidence lies outside its text.
    pub fn check(&self, record: &Value) {
        let id = &record["id"];
        if let Err(error) = self.all.validate(record, self.record) {
            panic!("{id}: {error}");
        }
        let length = record["text"].as_str().unwrap().chars().count() as u64;
        for list in ["claims", "incidents", "responsibility", "accords"] {
            for one in record[list].as_array().unwrap() {
                let at = |end: &str| one["evidence"][end].as_u64().unwrap();
                assert!(at("start") < at("end") && at("end") <= length, "{id}: {one}");
            }
        }
    }
}
