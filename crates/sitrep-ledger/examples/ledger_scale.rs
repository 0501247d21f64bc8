//! How the ledger's cost grows: `ledger_scale N…` adds so many invented records to a new store each and times it.
//!
//! Records overlap as those of a war do: an incident is told by one to some tens of articles within three days, figures grow,
//! spellings differ, a tenth are undated, a tenth name only the province.

use std::error::Error;
use std::time::Instant;

use serde_json::json;
use sitrep_ledger::store::{Filter, Incoming, Store};
use sitrep_record::Record;

fn main() -> Result<(), Box<dyn Error>> {
    let counts: Vec<usize> = std::env::args().skip(1).map(|a| a.parse()).collect::<Result<_, _>>()?;
    for count in counts {
        let folder = tempfile::tempdir()?;
        let mut store = Store::create(&folder.path().join("scale.db"))?;
        let records = generate(count);
        let start = Instant::now();
        let mut last = start;
        for (at, record) in records.into_iter().enumerate() {
            let bytes = record.text.clone();
            store.add(Incoming { record, received: bytes.as_bytes(), reader: "scale" })?;
            if (at + 1) % (count / 10).max(1) == 0 {
                eprintln!("  {} in {:.1} s", at + 1, last.elapsed().as_secs_f64());
                last = Instant::now();
            }
        }
        let took = start.elapsed().as_secs_f64();
        let filter = Filter {
            from: Some("2030-06-01".parse()?),
            to: Some("2030-06-30".parse()?),
            place: Some("province3".into()),
            ..Filter::default()
        };
        let start = Instant::now();
        let found = store.incidents(&filter)?.len();
        let query = start.elapsed().as_secs_f64() * 1000.0;
        let stats = store.stats()?;
        let size = std::fs::metadata(folder.path().join("scale.db"))?.len() >> 20;
        #[allow(clippy::cast_precision_loss)]
        let n = count as f64;
        println!(
            "{count} records: {:.0} a second, {:.3} ms each; {} incidents of {} tellings; a filtered query {query:.0} ms ({found} found); {size} MiB",
            n / took,
            took * 1000.0 / n,
            stats.incidents,
            stats.mentions
        );
    }
    Ok(())
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
}

fn generate(count: usize) -> Vec<Record> {
    let mut dice = Dice(0x5eed_5eed_5eed_5eed);
    let kinds = ["airstrike", "shelling", "explosion", "clash", "attack", "abduction"];
    let syllables = ["ba", "ka", "ri", "no", "du", "sha", "mel", "tor", "gan", "zu", "hil", "fes", "wad", "qor", "lim"];
    // so many records a day, as a busy war has, whatever the count: a larger ledger is a longer war
    let per_day = 200;
    let mut records = Vec::with_capacity(count);
    let start = jiff::civil::date(2030, 1, 1);
    let mut open: Vec<(u64, String, u64, usize, u64)> = Vec::new();
    for at in 0..count {
        let today = i64::try_from(at / per_day).unwrap_or(0);
        let day = start.saturating_add(jiff::Span::new().days(today));
        let mut told = Vec::new();
        let mut claims = Vec::new();
        for local in 1..=1 + dice.below(3) {
            let fresh = open.is_empty() || dice.one_in(3);
            if fresh {
                let pick = |dice: &mut Dice| syllables[usize::try_from(dice.below(15)).unwrap_or(0)];
                let name: String = (0..3).map(|_| pick(&mut dice)).collect();
                let name = name[..1].to_uppercase() + &name[1..];
                open.push((
                    today.unsigned_abs(),
                    name,
                    dice.below(40),
                    usize::try_from(dice.below(6)).unwrap_or(0),
                    1 + dice.below(60),
                ));
            }
            open.retain(|o| today.unsigned_abs() - o.0 <= 2);
            let Some((on, name, province, kind, killed)) =
                open.get(usize::try_from(dice.below(open.len() as u64)).unwrap_or(0)).cloned()
            else {
                continue;
            };
            let date = start.saturating_add(jiff::Span::new().days(i64::try_from(on).unwrap_or(0)));
            let dated = (!dice.one_in(10)).then(|| date.to_string());
            let place = if dice.one_in(10) { format!("Province{province} province") } else { name };
            let killed = killed + (today.unsigned_abs() - on) * dice.below(4);
            told.push(json!({"id": format!("i{local}"), "type": kinds[kind], "method": null,
                "place": {"name": place, "within": [], "admin1": format!("Province{province}"), "country": "XX", "lat": null, "lon": null, "precision": null},
                "date": {"from": dated, "to": dated}, "perpetrators": [], "targets": [], "evidence": {"start": 0, "end": 0}}));
            claims.push(json!({"id": format!("c{local}"), "effect": "killed", "count": {"low": killed, "high": null, "bound": "at_least", "term": null},
                "victims": {"text": "people", "status": "unspecified", "group": null}, "sources": [{"name": format!("Source {}", dice.below(30)), "kind": "official"}],
                "scope": "incident", "parent": null, "parts": [], "incident": format!("i{local}"), "polarity": "asserted", "evidence": {"start": 0, "end": 4}, "confidence": 1.0}));
        }
        let text: String = (0..200)
            .map(|_| {
                syllables[usize::try_from(dice.below(15)).unwrap_or(0)].to_owned()
                    + syllables[usize::try_from(dice.below(15)).unwrap_or(0)]
                    + " "
            })
            .collect();
        let record = json!({"id": format!("r{at}"), "title": format!("Report {at}"), "outlet": format!("Outlet {}", dice.below(50)), "published": day.to_string(), "language": "en",
            "credits": [], "text": text, "claims": claims, "incidents": told, "responsibility": [], "accords": []});
        records.extend(serde_json::from_value::<Record>(record).ok());
    }
    records
}
