//! Prints the accords read beside those annotated, and how often sort and stage are right:
//! `SITREP_DEV=gold:parses,… cargo test -p sitrep-reader accords_of_annotated -- --nocapture`.

use std::collections::HashMap;

use serde_json::Value;
use sitrep_language::Document;

use crate::assemble::{Article, Context};
use crate::lexicon::Lexicon;

#[test]
fn accords_of_annotated_articles() {
    let Ok(setting) = std::env::var("SITREP_DEV") else {
        println!("skipped: SITREP_DEV is not set");
        return;
    };
    let verbose = std::env::var("SITREP_VERBOSE").is_ok();
    let lexicon = Lexicon::builtin().unwrap();
    let world = sitrep_gazetteer::Gazetteer::embedded().unwrap();
    for pair in setting.split(',') {
        let (gold, parsed) = pair.split_once(':').unwrap();
        let parsed = parsed.split_once('@').map_or(parsed, |(p, _)| p);
        let docs: HashMap<String, String> = std::fs::read_to_string(parsed)
            .unwrap()
            .lines()
            .map(|l| (serde_json::from_str::<Value>(l).unwrap()["id"].as_str().unwrap().to_owned(), l.to_owned()))
            .collect();
        let (mut wanted, mut read, mut kinds, mut both) = (0, 0, 0, 0);
        for row in std::fs::read_to_string(gold).unwrap().lines() {
            let row: Value = serde_json::from_str(row).unwrap();
            let Some(json) = docs.get(row["id"].as_str().unwrap()) else { continue };
            let doc = Document::from_json(json).unwrap();
            let published = row["dateline"].as_str().and_then(|d| d.parse().ok());
            let article = Article { published, ..Article::default() };
            let context = Context { doc: &doc, lexicon: &lexicon, world: Some(&world), article: &article };
            let scene = crate::source::Scene::of(context);
            let found = super::read(context, &crate::source::Attributions::of(&scene));
            let got: Vec<Value> = found.iter().map(|a| serde_json::to_value(a).unwrap()).collect();
            let want = row["accords"].as_array().cloned().unwrap_or_default();
            let mut spare: Vec<&Value> = got.iter().collect();
            for w in &want {
                let same =
                    |g: &&Value, with_stage: bool| g["kind"] == w["kind"] && (!with_stage || g["stage"] == w["stage"]);
                if let Some(at) = spare.iter().position(|g| same(g, true)) {
                    both += 1;
                    kinds += 1;
                    spare.remove(at);
                } else if let Some(at) = spare.iter().position(|g| same(g, false)) {
                    kinds += 1;
                    spare.remove(at);
                }
            }
            wanted += want.len();
            read += got.len();
            if verbose && !(want.is_empty() && got.is_empty()) {
                println!("{}", row["id"]);
                for w in want {
                    println!("   WANT {w}");
                }
                for g in got {
                    println!("   GOT  {g}");
                }
            }
        }
        println!("{gold}: gold {wanted} read {read} kind {kinds} kind and stage {both}");
    }
}
