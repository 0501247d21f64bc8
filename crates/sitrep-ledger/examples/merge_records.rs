//! Merges records and scores it: `merge_records RECORDS.jsonl GROUPS.json [--why] [--show]`. `GROUPS.json` is `{"groups": [{"members": [["article",
//! "incident"], …]}]}`. The last line is a summary; `--show` lists the wrong merges with their waterfalls.

use std::collections::HashMap;
use std::error::Error;

use sitrep_ledger::eval::merge_scores;
use sitrep_ledger::merge::{Constraints, Mention, MentionKey, Model, Score, baseline, groups, pairs};
use sitrep_record::Record;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, records, right, rest @ ..] = args.as_slice() else {
        return Err("usage: merge_records RECORDS.jsonl GROUPS.json [--show]".into());
    };
    let model = match std::env::var("MERGE_MODEL") {
        Ok(path) => Model::from_toml(&std::fs::read_to_string(path)?)?,
        Err(_) => Model::builtin()?,
    };
    let mut mentions = Vec::new();
    for line in std::fs::read_to_string(records)?.lines() {
        let record: Record = sitrep_ledger::read_record(line)?;
        mentions.extend(Mention::of_record(&record, &model));
    }
    let right: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(right)?)?;
    let mut gold: Vec<Vec<MentionKey>> = Vec::new();
    for group in right["groups"].as_array().into_iter().flatten() {
        let members: Vec<(String, String)> = serde_json::from_value(group["members"].clone())?;
        let known = members.into_iter().map(|(article, incident)| MentionKey { article, incident });
        gold.push(known.filter(|k| mentions.iter().any(|m| m.key.article == k.article)).collect());
    }
    let all: Vec<&Mention> = mentions.iter().collect();
    let candidates = pairs(&all);
    let found: Vec<Vec<MentionKey>> = groups(&model, &all, &candidates, &Constraints::default())
        .into_iter()
        .map(|g| g.into_iter().map(|at| mentions[at].key.clone()).collect())
        .collect();
    if rest.iter().any(|a| a == "--groups") {
        found.iter().filter(|g| g.len() > 1).for_each(|g| {
            println!("{:?}", g.iter().map(|k| format!("{} {}", k.article, k.incident)).collect::<Vec<_>>())
        });
    }
    let scores = merge_scores(&gold, &found);
    if rest.iter().any(|a| a == "--show") {
        let known: HashMap<&MentionKey, &Mention> = mentions.iter().map(|m| (&m.key, m)).collect();
        for (title, wrong) in [("FALSE", &scores.false_merges), ("MISSED", &scores.missed_merges)] {
            for (a, b) in wrong {
                println!("{title} {} {} | {} {}", a.article, a.incident, b.article, b.incident);
                if let (Some(a), Some(b)) = (known.get(a), known.get(b)) {
                    for line in Score::of(a, b, &model).explain(a, b, &model).lines() {
                        println!("    {line}");
                    }
                }
            }
        }
    }
    let plain: Vec<Vec<MentionKey>> =
        baseline(&all).into_iter().map(|g| g.into_iter().map(|at| mentions[at].key.clone()).collect()).collect();
    let plain = merge_scores(&gold, &plain);
    println!(
        "baseline: pairs P {:.3} R {:.3} F1 {:.3} | B-cubed F1 {:.3} | false {} missed {}",
        plain.pairs.precision,
        plain.pairs.recall,
        plain.pairs.f1,
        plain.b_cubed.f1,
        plain.false_merges.len(),
        plain.missed_merges.len()
    );
    println!(
        "mentions {} candidates {} | pairs P {:.3} R {:.3} F1 {:.3} | B-cubed P {:.3} R {:.3} F1 {:.3} | false {} missed {}",
        scores.mentions,
        candidates.len(),
        scores.pairs.precision,
        scores.pairs.recall,
        scores.pairs.f1,
        scores.b_cubed.precision,
        scores.b_cubed.recall,
        scores.b_cubed.f1,
        scores.false_merges.len(),
        scores.missed_merges.len()
    );
    Ok(())
}
