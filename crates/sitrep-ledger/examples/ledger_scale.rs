//! How the ledger's cost grows: `ledger_scale [--store ADDRESS] [--records FILE] N…` adds so many invented records to a new store each,
//! asks it questions, and prints a line of JSON for each store. `tools/bench/ledger.py` makes a table of them.
//!
//! Records overlap as those of a war do: an incident is told by one to some tens of articles within three days, figures grow,
//! spellings differ, a tenth are undated, a tenth name only the province. A larger ledger is a longer war, not a denser one.
//! `--store` names an empty PostgreSQL database for the one store; without it, stores are files in a temporary folder.
//! `--records FILE` writes the records down and adds none.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;
use sitrep_ledger::store::{Filter, Incoming, Store};
use sitrep_record::Record;

/// So many records a day.
const PER_DAY: usize = 200;
/// The first day of the war.
const START: jiff::civil::Date = jiff::civil::date(2030, 1, 1);

fn main() -> Result<(), Box<dyn Error>> {
    let mut counts = Vec::new();
    let (mut address, mut records) = (None, None);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--store" => address = args.next(),
            "--records" => records = args.next(),
            count => counts.push(count.parse::<usize>()?),
        }
    }
    for count in counts {
        if let Some(path) = &records {
            let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
            for record in (War::new()).take(count) {
                serde_json::to_writer(&mut out, &record)?;
                writeln!(out)?;
            }
            continue;
        }
        let folder = tempfile::tempdir()?;
        let path = address.as_ref().map_or_else(|| folder.path().join("scale.db"), PathBuf::from);
        println!("{}", measure(count, &path)?);
    }
    Ok(())
}

/// Adds so many records and asks.
fn measure(count: usize, path: &Path) -> Result<serde_json::Value, Box<dyn Error>> {
    let mut store = Store::create(path)?;
    let mut tenths = Vec::new();
    let (mut took, mut cpu, mut last) = (Duration::ZERO, 0.0, Duration::ZERO);
    for (at, record) in War::new().take(count).enumerate() {
        let text = record.text.clone();
        let (start, before) = (Instant::now(), cpu_seconds());
        store.add(Incoming { record, received: text.as_bytes(), reader: "scale" })?;
        took += start.elapsed();
        cpu += cpu_seconds() - before;
        if (at + 1) % (count / 10).max(1) == 0 {
            tenths.push((took - last).as_secs_f64());
            eprintln!("  {} in {:.1} s", at + 1, took.as_secs_f64());
            last = took;
        }
    }
    let days = i64::try_from(count / PER_DAY)?;
    let day = |n: i64| START.saturating_add(jiff::Span::new().days(n));
    // a month in the middle of the war, or as much of it as there is
    let (from, to) = (Some(day(days / 2)), Some(day((days / 2 + 30).min(days))));
    let month = Filter { from, to, ..Filter::default() };
    let questions = [
        ("province, month", Filter { place: Some("Province3".into()), ..month.clone() }),
        ("type, month, at least 50", Filter { kind: Some("shelling".into()), min: Some(50), ..month.clone() }),
        ("source, contested, month", Filter { source: Some("Source 7".into()), contested: true, ..month.clone() }),
        ("words, month", Filter { text: Some("\"baka torgan\"".into()), ..month.clone() }),
        ("country, first 50", Filter { country: Some("XX".into()), limit: Some(50), ..Filter::default() }),
    ];
    let mut asked = serde_json::Map::new();
    for (name, filter) in questions {
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..5 {
            let start = Instant::now();
            found = store.incidents(&filter)?.len();
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        asked.insert(name.into(), json!({"milliseconds": times[2], "found": found}));
    }
    let start = Instant::now();
    let duplicates = store.duplicates(20)?.len();
    asked.insert(
        "likely duplicates".into(),
        json!({"milliseconds": start.elapsed().as_secs_f64() * 1000.0, "found": duplicates}),
    );
    let stats = store.stats()?;
    let size = std::fs::metadata(path).map(|m| m.len()).ok();
    Ok(json!({
        "records": count, "seconds": took.as_secs_f64(), "cpu_seconds": cpu, "tenths": tenths, "incidents": stats.incidents,
        "tellings": stats.mentions, "largest_blocks": stats.largest_blocks, "questions": asked, "bytes": size, "peak_mb": peak_mb(),
    }))
}

/// Processor time of this process, user and system, in hundredths of a second; 0 where the system does not tell.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
    Duration::from_nanos(nanoseconds).as_secs_f64()
}

/// The most memory that this process had, in megabytes; 0 where the system does not tell.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().split(' ').next()).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// A small generator of numbers, the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap_or(0)].clone()
    }
}

const KINDS: [&str; 6] = ["airstrike", "shelling", "explosion", "clash", "attack", "abduction"];
const SYLLABLES: [&str; 15] =
    ["ba", "ka", "ri", "no", "du", "sha", "mel", "tor", "gan", "zu", "hil", "fes", "wad", "qor", "lim"];

/// An incident that articles may still tell of.
#[derive(Clone)]
struct Open {
    day: u64,
    place: String,
    province: u64,
    kind: &'static str,
    killed: u64,
}

/// Reports of an invented war without end.
struct War {
    dice: Dice,
    at: usize,
    open: Vec<Open>,
}

impl War {
    fn new() -> Self {
        War { dice: Dice(0x5eed_5eed_5eed_5eed), at: 0, open: Vec::new() }
    }

    fn begin(&mut self, day: u64) {
        let dice = &mut self.dice;
        let name: String = (0..3).map(|_| dice.pick(&SYLLABLES)).collect();
        let place = name[..1].to_uppercase() + &name[1..];
        self.open.push(Open {
            day,
            place,
            province: dice.below(40),
            kind: dice.pick(&KINDS),
            killed: 1 + dice.below(60),
        });
    }
}

impl Iterator for War {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let today = (self.at / PER_DAY) as u64;
        let day = |n: u64| START.saturating_add(jiff::Span::new().days(i64::try_from(n).unwrap_or(0)));
        let (mut told, mut claims) = (Vec::new(), Vec::new());
        for local in 1..=1 + self.dice.below(3) {
            if self.open.is_empty() || self.dice.one_in(3) {
                self.begin(today);
            }
            self.open.retain(|o| today - o.day <= 2);
            if self.open.is_empty() {
                continue;
            }
            let dice = &mut self.dice;
            let one = dice.pick(&self.open);
            let date = (!dice.one_in(10)).then(|| day(one.day).to_string());
            let province = format!("Province{}", one.province);
            let place = if dice.one_in(10) { format!("{province} province") } else { one.place };
            let killed = one.killed + (today - one.day) * dice.below(4);
            told.push(json!({"id": format!("i{local}"), "type": one.kind, "method": null,
                "place": {"name": place, "within": [], "admin1": province, "country": "XX", "lat": null, "lon": null, "precision": null},
                "date": {"from": date, "to": date}, "perpetrators": [], "targets": [], "evidence": {"start": 0, "end": 0}}));
            claims.push(json!({"id": format!("c{local}"), "effect": "killed", "count": {"low": killed, "high": null, "bound": "at_least", "term": null},
                "victims": {"text": "people", "status": "unspecified", "group": null}, "sources": [{"name": format!("Source {}", dice.below(30)), "kind": "official"}],
                "scope": "incident", "parent": null, "parts": [], "incident": format!("i{local}"), "polarity": "asserted", "evidence": {"start": 0, "end": 4}, "confidence": 1.0}));
        }
        let dice = &mut self.dice;
        // twelve sentences of some eighteen words
        let text: String = (1..=216)
            .map(|n| dice.pick(&SYLLABLES).to_string() + dice.pick(&SYLLABLES) + if n % 18 == 0 { ". " } else { " " })
            .collect();
        let outlet = format!("Outlet {}", dice.below(50));
        let record = json!({"id": format!("r{}", self.at), "title": format!("Report {}", self.at), "outlet": outlet, "published": day(today).to_string(),
            "language": "en", "credits": [], "text": text, "claims": claims, "incidents": told, "responsibility": [], "accords": []});
        self.at += 1;
        serde_json::from_value(record).ok()
    }
}
