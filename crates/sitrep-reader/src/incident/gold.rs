//! Incidents read for tolls that are already known: reads hand-annotated articles, gives their tolls to the incident reader
//! and writes records whose claims are right, so that only the incidents can be wrong. For development.
//!
//! `SITREP_GOLD=GOLD.jsonl SITREP_ARTICLES=ARTICLES.jsonl SITREP_PARSED=PARSED.jsonl SITREP_OUT=RECORDS.jsonl cargo test -p sitrep-reader incident::gold`

use std::collections::HashMap;
use std::io::Write;

use serde_json::Value as Json;
use sitrep_language::Document;
use sitrep_record::{Count, Effect, Polarity, Scope, Status};

use crate::assemble::{Article, Context};
use crate::lexicon::Lexicon;
use crate::toll::Toll;

fn lines(var: &str) -> Option<Vec<Json>> {
    let text = std::fs::read_to_string(std::env::var(var).ok()?).ok()?;
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).ok()).collect()
}

/// Words that tell an effect, enough to point at the trigger in a short quote.
fn is_trigger(lemma: &str) -> bool {
    matches!(
        lemma,
        "kill"
            | "die"
            | "dead"
            | "wound"
            | "injure"
            | "hurt"
            | "death"
            | "body"
            | "toll"
            | "life"
            | "arrest"
            | "detain"
            | "abduct"
            | "kidnap"
            | "flee"
            | "displace"
            | "evacuate"
            | "execute"
            | "eliminate"
            | "lose"
            | "claim"
            | "injury"
            | "miss"
            | "suffer"
            | "murder"
            | "shoot"
            | "surrender"
            | "capture"
            | "fatality"
    )
}

fn toll(doc: &Document, c: &Json, start: usize, end: usize, parent: Option<usize>) -> Option<Toll> {
    let span = doc.char_span(start, end)?;
    let trigger = span.tokens().find(|t| is_trigger(t.lemma())).or(span.root())?;
    let word = |k: &str| serde_json::from_value::<Scope>(c[k].clone()).unwrap_or(Scope::Incident);
    Some(Toll {
        effect: serde_json::from_value::<Effect>(c["effect"].clone()).ok()?,
        count: Count {
            low: c["low"].as_u64(),
            high: c["high"].as_u64(),
            bound: serde_json::from_value(c["bound"].clone()).ok()?,
            term: None,
        },
        trigger: trigger.i(),
        number: None,
        victims: None,
        status: serde_json::from_value::<Status>(c["status"].clone()).unwrap_or(Status::Unspecified),
        polarity: Polarity::Asserted,
        scope: word("scope"),
        parent,
        evidence: span.start()..span.end(),
        noun: None,
        others: false,
        rule: "gold",
        confidence: 1.0,
    })
}

#[test]
fn known_tolls_find_their_incidents() {
    let (Some(gold), Some(articles), Some(parsed)) =
        (lines("SITREP_GOLD"), lines("SITREP_ARTICLES"), lines("SITREP_PARSED"))
    else {
        println!("skipped: SITREP_GOLD, SITREP_ARTICLES and SITREP_PARSED name no files");
        return;
    };
    let Ok(mut out) = std::fs::File::create(std::env::var("SITREP_OUT").unwrap_or_default()) else { return };
    let by_id = |rows: Vec<Json>| {
        rows.into_iter().map(|r| (r["id"].as_str().unwrap_or_default().to_owned(), r)).collect::<HashMap<_, _>>()
    };
    let (articles, parsed) = (by_id(articles), by_id(parsed));
    let lexicon = Lexicon::builtin().unwrap();
    let world = sitrep_gazetteer::Gazetteer::embedded().unwrap();
    for g in gold {
        let id = g["id"].as_str().unwrap_or_default();
        let (Some(a), Some(p)) = (articles.get(id), parsed.get(id)) else { continue };
        let doc = Document::from_json(&p.to_string()).unwrap();
        let article = Article {
            id: id.to_owned(),
            title: a["title"].as_str().map(str::to_owned),
            published: a["published"].as_str().and_then(|p| p.get(..10)?.parse().ok()),
            ..Article::default()
        };
        let context = Context { doc: &doc, lexicon: &lexicon, world: Some(&world), article: &article };
        let mut claims: Vec<(Json, Toll, usize, usize)> = Vec::new();
        for c in g["claims"].as_array().unwrap() {
            let quote = c["quote"].as_str().unwrap_or_default();
            let Some(byte) = doc.text().find(quote).filter(|_| !quote.is_empty()) else { continue };
            let start = doc.text()[..byte].chars().count();
            let end = start + quote.chars().count();
            if let Some(t) = toll(&doc, c, start, end, None) {
                claims.push((c.clone(), t, start, end));
            }
        }
        let ids: Vec<Json> = claims.iter().map(|(c, ..)| c["id"].clone()).collect();
        for (c, t, ..) in &mut claims {
            t.parent = ids.iter().position(|i| *i == c["parent"]).filter(|_| !c["parent"].is_null());
        }
        let tolls: Vec<Toll> = claims.iter().map(|(_, t, ..)| t.clone()).collect();
        let sources = vec![Vec::new(); tolls.len()];
        if std::env::var_os("SITREP_READ_TOLLS").is_some() {
            super::read(context, &crate::toll::find(context), &[]);
            continue;
        }
        let mut read = super::read(context, &tolls, &sources);
        let scene = crate::source::Scene::of(context);
        let said = crate::source::Attributions::of(&scene);
        let responsibility = crate::responsibility::read(context, &said, &read);
        read.credit(&doc, &responsibility);
        let rows: Vec<Json> = claims
            .iter()
            .enumerate()
            .map(|(k, (c, t, start, end))| {
                let sources: Vec<Json> = c["sources"].as_array().unwrap().iter().map(|s| serde_json::json!({"name": s, "kind": "other"})).collect();
                serde_json::json!({
                    "id": c["id"], "effect": c["effect"], "count": t.count, "victims": {"text": c["victims"], "status": c["status"]}, "sources": sources,
                    "scope": c["scope"], "parent": c["parent"], "incident": read.incident_of[k].map(|i| read.incidents[i].id.clone()),
                    "polarity": c["polarity"], "evidence": {"start": start, "end": end}})
            })
            .collect();
        let record = serde_json::json!({"id": id, "text": doc.text(), "claims": rows, "incidents": read.incidents, "responsibility": []});
        writeln!(out, "{record}").unwrap();
    }
}

/// Prints what the reader made of an article whose id `SITREP_TRACE` names.
pub(super) fn trace(
    context: Context<'_>,
    atlas: &crate::place::Atlas,
    whens: &[crate::time::When],
    mentions: &[super::mention::Mention],
    of: &[Option<usize>],
) {
    if !std::env::var("SITREP_TRACE").is_ok_and(|id| id == context.article.id) {
        return;
    }
    let doc = context.doc;
    for a in context.lexicon.actors.mentions(doc) {
        println!("A {:?} {} {:?}", doc.span(a.tokens.start, a.tokens.end).text(), a.name, a.how);
    }
    for sent in doc.sentences() {
        println!("\n{}", sent.text().trim());
        let inside = |i: usize| sent.start() <= i && i < sent.end();
        for (k, s) in atlas.sites.iter().enumerate().filter(|(_, s)| inside(s.mention.tokens.start)) {
            let m = &s.mention;
            let known =
                s.known.as_ref().map(|p| format!("{} {:?} {:?} {:?}", p.name, p.admin1, p.country, p.precision));
            println!(
                "    S{k} {:?} {:?} {:?} parent {:?} peer {:?} = {known:?} coarse {}",
                m.name, m.role, s.level, m.parent, m.peer, s.coarse
            );
        }
        for w in whens.iter().filter(|w| inside(w.span.start)) {
            println!("    T {:?} {:?}", doc.span(w.span.start, w.span.end).text(), w.value);
        }
        for (k, m) in mentions.iter().enumerate().filter(|(_, m)| inside(m.anchor)) {
            println!(
                "    M{k} -> {:?} {:?} {:?}{}{}{}{} {:?} S{:?} {:?} by {:?} on {:?}",
                of[k],
                doc.span(m.tokens.start, m.tokens.end).text(),
                m.trigger,
                if m.real { "" } else { " UNREAL" },
                if m.habit { " HABIT" } else { "" },
                if m.definite { " the" } else { "" },
                if m.another { " ANOTHER" } else { "" },
                m.votes.best(),
                m.sites,
                m.when,
                m.agents,
                m.targets
            );
        }
    }
}
