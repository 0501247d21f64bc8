//! Scores sources against annotated articles, the tolls taken as given: `SITREP_DEV=folder:a,c cargo test -p
//! sitrep-reader sources_of_annotated -- --nocapture`. Without the variable there is nothing to score.

use std::collections::HashMap;

use serde_json::Value;
use sitrep_language::Document;

use super::{Attributions, Scene};
use crate::assemble::{Article, Context};
use crate::lexicon::Lexicon;

fn lines(path: &str) -> Vec<Value> {
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

fn norm(s: &str) -> String {
    let s: String = s.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let s = s.split_whitespace().collect::<Vec<_>>().join(" ");
    let s = ["the ", "a ", "an "].iter().fold(s.clone(), |s, p| s.strip_prefix(p).map_or(s.clone(), str::to_owned));
    match s.as_str() {
        "sohr" | "observatory" | "monitor" => "syrian observatory for human rights".into(),
        "is" | "isis" | "isil" | "daesh" | "islamic state group" => "islamic state".into(),
        "us" | "usa" => "united states".into(),
        "regime" | "syrian regime" | "syrian army" | "government" | "assad regime" | "syria" => {
            "syrian government".into()
        }
        "white helmets" | "civil defence" => "syrian civil defence".into(),
        "state television" | "state tv" => "syrian state television".into(),
        "syrian civil defense" => "syrian civil defence".into(),
        _ => s,
    }
}

fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (norm(a), norm(b));
    if a.is_empty() || b.is_empty() {
        return a == b;
    }
    if a.contains(&b) || b.contains(&a) {
        return true;
    }
    let x: std::collections::BTreeSet<&str> = a.split(' ').collect();
    let y: std::collections::BTreeSet<&str> = b.split(' ').collect();
    x.intersection(&y).count() as f64 / x.union(&y).count() as f64 >= 0.5
}

fn same_set(a: &[String], b: &[String]) -> bool {
    if a.is_empty() && b.is_empty() {
        return true;
    }
    !a.is_empty()
        && !b.is_empty()
        && a.iter().all(|x| b.iter().any(|y| same_name(x, y)))
        && b.iter().all(|x| a.iter().any(|y| same_name(x, y)))
}

fn names(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

/// The word of a quote that tells the effect, as a toll's trigger would be.
fn trigger(doc: &Document, start: usize, end: usize) -> usize {
    let span = doc.char_span(start, end).unwrap();
    let effect = |t: sitrep_language::Token<'_>| {
        matches!(
            t.lemma(),
            "kill"
                | "die"
                | "wound"
                | "injure"
                | "dead"
                | "toll"
                | "death"
                | "wounded"
                | "body"
                | "lose"
                | "claim"
                | "leave"
                | "execute"
                | "arrest"
                | "capture"
                | "abduct"
                | "kidnap"
                | "flee"
                | "displace"
                | "bring"
                | "put"
                | "casualty"
                | "shoot"
                | "eliminate"
                | "suffer"
                | "injury"
        )
    };
    span.tokens().find(|t| effect(*t)).or_else(|| span.root()).map_or(span.start(), |t| t.i())
}

#[test]
fn sources_of_annotated_articles() {
    let Ok(setting) = std::env::var("SITREP_DEV") else {
        println!("skipped: SITREP_DEV is not set");
        return;
    };
    let verbose = std::env::var("SITREP_VERBOSE").is_ok();
    let lexicon = Lexicon::builtin().unwrap();
    let world = sitrep_gazetteer::Gazetteer::embedded().unwrap();
    // gold file, parse file, pairs separated by commas
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
        let outlets: HashMap<String, String> = lines(&gold.replace(".gold.", ".articles."))
            .iter()
            .filter_map(|a| Some((a["id"].as_str()?.to_owned(), a["source"].as_str()?.to_owned())))
            .collect();
        let (mut right, mut all, mut none_wrong, mut missing, mut spurious) = (0, 0, 0, 0, 0);
        for (n, row) in lines(gold).into_iter().enumerate() {
            if n < lo || n >= hi {
                continue;
            }
            let id = row["id"].as_str().unwrap();
            let Some(json) = docs.get(id) else { continue };
            let doc = Document::from_json(json).unwrap();
            let article = Article { outlet: outlets.get(id).cloned(), ..Article::default() };
            let context = Context { doc: &doc, lexicon: &lexicon, world: Some(&world), article: &article };
            let scene = Scene::of(context);
            let said = Attributions::of(&scene);
            let text = doc.text();
            for claim in row["claims"].as_array().unwrap() {
                if claim["optional"] == true {
                    continue;
                }
                let quote = claim["quote"].as_str().unwrap();
                let (start, end) = match claim.get("start").and_then(Value::as_u64) {
                    Some(s) => (s as usize, claim["end"].as_u64().unwrap() as usize),
                    None => {
                        match text.find(quote).or_else(|| text.to_ascii_lowercase().find(&quote.to_ascii_lowercase())) {
                            Some(b) => {
                                let s = text[..b].chars().count();
                                (s, s + quote.chars().count())
                            }
                            None => continue,
                        }
                    }
                };
                let at = trigger(&doc, start, end);
                let found: Vec<String> = said.sources_at(at).into_iter().map(|s| s.name).collect();
                let wanted = names(&claim["sources"]);
                let mut ok = same_set(&wanted, &found);
                for alt in claim["sources_alt"].as_array().into_iter().flatten() {
                    ok |= same_set(&names(alt), &found);
                }
                all += 1;
                right += usize::from(ok);
                if !ok {
                    match (wanted.is_empty(), found.is_empty()) {
                        (true, false) => spurious += 1,
                        (false, true) => missing += 1,
                        _ => none_wrong += 1,
                    }
                    if verbose {
                        for a in said.all().iter().filter(|a| a.cue.unit == scene.unit(at)) {
                            let names: Vec<&str> = a.sources.iter().map(|s| s.name.as_str()).collect();
                            println!(
                                "      cue {} {:?} {names:?} speakers «{}» reach «{}»",
                                doc.token(a.cue.at).text(),
                                a.cue.side,
                                doc.span(a.cue.speakers.start, a.cue.speakers.end).text(),
                                doc.span(a.reach.start, a.reach.end).text()
                            );
                        }
                        println!(
                            "{id}\n   want {wanted:?} alt {:?} got {found:?}\n   «{}» [{}]",
                            claim["sources_alt"],
                            doc.token(at).sent().text(),
                            doc.token(at).text()
                        );
                    }
                }
            }
        }
        println!(
            "{gold}: {right}/{all} = {:.3}   missing {missing}  spurious {spurious}  other {none_wrong}",
            f64::from(right as u32) / f64::from(all as u32)
        );
    }
}
