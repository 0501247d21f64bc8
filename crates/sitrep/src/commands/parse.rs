//! `sitrep parse FILE|-`

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use sitrep_language::{Document, JsonDocument};

use crate::exit::Outcome;
use crate::input::Source;
use crate::output::stdout;
use crate::pipeline::{Choice, Pipeline};
use crate::render;
use crate::stream::{self, Failure};

const EXAMPLES: &str = r#"Examples:
  $ sitrep parse article.txt
  $ echo "At least 14 people were killed." | sitrep parse -
  $ sitrep parse --language fr --conllu dépêche.txt > dépêche.conllu
  $ sitrep parse --jsonl articles.jsonl > parsed.jsonl"#;

/// What `sitrep parse` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The text in UTF-8; `-` for standard input.
    file: PathBuf,

    /// Print CoNLL-U, entities as `NER=B-…` in the last column.
    #[arg(long, group = "form")]
    conllu: bool,

    /// Print one JSON document.
    #[arg(long, group = "form")]
    json: bool,

    /// Read a `{"id", "text"}` object from each line, and write a JSON document a line: in order, on all cores. A bad
    /// line gives `{"line", "error"}`.
    #[arg(long, group = "form")]
    jsonl: bool,

    #[command(flatten)]
    choice: Choice,
}

/// Parses and prints.
///
/// # Errors
/// If there is no model, or the text cannot be read or is no UTF-8.
pub fn run(args: &Args, offline: bool) -> anyhow::Result<Outcome> {
    let source = Source::new(&args.file);
    if args.jsonl {
        return lines(&source, &args.choice, offline);
    }
    let text = source.text()?;
    let doc = args.choice.open(offline)?.document(text);
    let mut out = stdout();
    if args.json {
        let shape = JsonDocument::new(None, &doc);
        match std::io::stdout().is_terminal() {
            true => serde_json::to_writer_pretty(&mut out, &shape)?,
            false => serde_json::to_writer(&mut out, &shape)?,
        }
        writeln!(out)?;
    } else if args.conllu {
        write!(out, "{}", sitrep_language::conllu::write(&doc, None))?;
    } else {
        render::tree(&doc, &mut out)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// A text to parse.
#[derive(serde::Deserialize)]
struct Row {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
}

fn lines(source: &Source, choice: &Choice, offline: bool) -> anyhow::Result<Outcome> {
    let input = source.open()?;
    let pipeline = choice.open(offline)?;
    let tally = stream::jsonl(input, source.size(), None, &mut std::io::stdout().lock(), |line, _| {
        parsed(&pipeline, stream::text(line)?)
    })?;
    Ok(tally.outcome())
}

fn parsed(pipeline: &Pipeline, line: &str) -> Result<Vec<u8>, Failure> {
    let row: Row = serde_json::from_str(line)?;
    let id = match row.id {
        serde_json::Value::Null => None,
        serde_json::Value::String(id) => Some(id),
        other => Some(other.to_string()),
    };
    let doc: Document = pipeline.document(row.text);
    Ok(doc.to_json(id.as_deref()).into_bytes())
}
