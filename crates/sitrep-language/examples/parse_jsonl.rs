//! Parses the texts of JSON Lines on all cores: `parse_jsonl PIPELINE < articles.jsonl > documents.jsonl`.

use std::io::{BufRead, Write};

use sitrep_language::Pipeline;

#[derive(serde::Deserialize)]
struct Line {
    id: Option<String>,
    text: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: parse_jsonl PIPELINE < articles.jsonl")?;
    let pipeline = Pipeline::open(path.as_ref())?;
    let lines = std::io::stdin().lock().lines().map_while(Result::ok);
    let texts = lines.filter_map(|line| serde_json::from_str::<Line>(&line).ok()).map(|line| (line.text, line.id));
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for json in pipeline.map(texts, |doc, id| doc.to_json(id.as_deref())) {
        writeln!(out, "{json}")?;
    }
    Ok(())
}
