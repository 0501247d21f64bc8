//! Scores statements of responsibility against annotated articles: `SITREP_DEV=gold:parses,… cargo test -p sitrep-reader
//! responsibility_of_annotated -- --nocapture`. Without the variable there is nothing to score.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;
use sitrep_language::Document;

use super::{View, find};
use crate::assemble::{Article, Context};
use crate::lexicon::Lexicon;
use crate::source::{Attributions, Scene};

fn norm(s: &str) -> String {
    let s: String = s.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    s.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn responsibility_of_annotated_articles() {
    let Ok(setting) = std::env::var("SITREP_DEV") else {
        println!("skipped: SITREP_DEV is not set");
        return;
    };
    let verbose = std::env::var("SITREP_VERBOSE").is_ok();
    let lexicon = Lexicon::builtin().unwrap();
    let world = sitrep_gazetteer::Gazetteer::embedded().unwrap();
    for pair in setting.split(',') {
        let (gold, parsed) = pair.split_once(':').unwrap();
        let (parsed, range) = parsed.split_once('@').unwrap_or((parsed, "0-9999"));
        let (lo, hi) = range.split_once('-').unwrap();
        let (lo, hi): (usize, usize) = (lo.parse().unwrap(), hi.parse().unwrap());
        let docs: HashMap<String, String> = std::fs::read_to_string(parsed)
            .unwrap()
            .lines()
            .map(|l| (serde_json::from_str::<Value>(l).unwrap()["id"].as_str().unwrap().to_owned(), l.to_owned()))
            .collect();
        let (mut wanted, mut read, mut both) = (0, 0, 0);
        for (n, row) in std::fs::read_to_string(gold).unwrap().lines().enumerate() {
            let row: Value = serde_json::from_str(row).unwrap();
            if n < lo || n >= hi {
                continue;
            }
            let Some(json) = docs.get(row["id"].as_str().unwrap()) else { continue };
            let doc = Document::from_json(json).unwrap();
            let article = Article::default();
            let context = Context { doc: &doc, lexicon: &lexicon, world: Some(&world), article: &article };
            let scene = Scene::of(context);
            let said = Attributions::of(&scene);
            let found = find(View { context, scene: &scene, said: &said });
            let stance = |s| serde_json::to_value(s).unwrap().as_str().unwrap().to_owned();
            let got: BTreeSet<(String, String)> = found.iter().map(|s| (norm(&s.actor), stance(s.stance))).collect();
            let want: BTreeSet<(String, String)> = row["responsibility"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|r| (norm(r["actor"].as_str().unwrap()), r["stance"].as_str().unwrap().to_owned()))
                .collect();
            wanted += want.len();
            read += got.len();
            both += want.intersection(&got).count();
            if verbose {
                for w in want.difference(&got) {
                    println!("{} MISSED {w:?}", row["id"]);
                }
                for g in got.difference(&want) {
                    let s = found.iter().find(|s| norm(&s.actor) == g.0 && stance(s.stance) == g.1).unwrap();
                    println!(
                        "{} SPURIOUS {g:?} by {:?} «{}» in «{}»",
                        row["id"],
                        s.by.iter().map(|b| &b.name).collect::<Vec<_>>(),
                        doc.span(s.tokens.start, s.tokens.end).text(),
                        doc.token(s.tokens.start).sent().text()
                    );
                }
            }
        }
        let (p, r) = (
            f64::from(both as u32) / f64::from(read.max(1) as u32),
            f64::from(both as u32) / f64::from(wanted.max(1) as u32),
        );
        println!("{gold}: p {p:.3} r {r:.3} f1 {:.3} (gold {wanted}, read {read})", 2.0 * p * r / (p + r).max(1e-9));
    }
}
