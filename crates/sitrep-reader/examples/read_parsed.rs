//! Reads articles that are already parsed: `read_parsed PARSED.jsonl ARTICLES.jsonl > RECORDS.jsonl`.
//!
//! PARSED holds one document a line as `sitrep parse --json` writes it, with the article's `id`; ARTICLES one article a
//! line with `id`, `title`, `source` and `published`. Grammar can be tried on a corpus this way with no model at hand.
//! Lines without a counterpart are left out. With EXPLAIN in the environment the rule of each toll goes to
//! standard error. A third argument is a folder of lexicon files to lay over the built-in ones.

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

use sitrep_language::Document;
use sitrep_reader::{Article, Lexicon, LexiconFile, Reader};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, parsed, articles, rest @ ..] = args.as_slice() else {
        return Err("usage: read_parsed PARSED.jsonl ARTICLES.jsonl [LEXICON_FOLDER]".into());
    };
    let reader = Reader::new(lexicon(rest.first())?);
    let mut known = HashMap::new();
    for line in BufReader::new(File::open(articles)?).lines() {
        let article = article(&serde_json::from_str(&line?)?);
        known.insert(article.id.clone(), article);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(File::open(parsed)?).lines() {
        let line = line?;
        let doc = Document::from_json(&line)?;
        let id = serde_json::from_str::<serde_json::Value>(&line)?["id"].as_str().unwrap_or_default().to_owned();
        let Some(article) = known.get(&id) else { continue };
        if std::env::var_os("EXPLAIN").is_some() {
            for f in reader.explain(article, &doc) {
                let words = doc.slice_chars(f.evidence.start, f.evidence.end);
                eprintln!("{id}\t{:?} {:?}\t{:?}\t{} {:.2}\t{words}", f.effect, f.count, f.scope, f.rule, f.confidence);
            }
        }
        serde_json::to_writer(&mut out, &reader.read(article, &doc))?;
        writeln!(out)?;
    }
    Ok(())
}

fn article(json: &serde_json::Value) -> Article {
    let field = |name: &str| json[name].as_str().map(str::to_owned);
    Article {
        id: field("id").unwrap_or_default(),
        url: field("url"),
        title: field("title"),
        outlet: field("source"),
        published: json["published"].as_str().and_then(|p| p.get(..10)?.parse().ok()),
        language: Some("en".into()),
        credits: Vec::new(),
    }
}

fn lexicon(folder: Option<&String>) -> Result<Lexicon, Box<dyn Error>> {
    let mut files = Vec::new();
    if let Some(folder) = folder {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".toml") {
                files.push(LexiconFile { name, text: std::fs::read_to_string(entry.path())? });
            }
        }
    }
    Ok(Lexicon::with(&files)?)
}
