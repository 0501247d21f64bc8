//! `sitrep read FILE…|URL|-`

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use sitrep_article::fetch::{FetchOptions, fetch};
use sitrep_article::{Article, Limits, Options, read_all, read_line};

use crate::exit::Outcome;
use crate::input::Source;
use crate::output::stdout;
use crate::pipeline::Choice;
use crate::reading::{Readers, Reading};
use crate::render;
use crate::stream::{self, Failure};

const EXAMPLES: &str = r#"Examples:
  $ sitrep read article.html
  $ sitrep read --quote article.txt
  $ sitrep read --json https://news.example/2024/05/12/raid > record.json
  $ sitrep read --jsonl articles.jsonl > records.jsonl
  $ xzcat archive.jsonl.xz | sitrep read --jsonl - > records.jsonl"#;

/// No news article is longer; statements are compared with each other, so that a longer text would take minutes.
const TEXT_BYTES: usize = 1 << 20;

/// What `sitrep read` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Articles as HTML, plain text, JSON or feeds: files, addresses, or `-` for standard input.
    ///
    /// JSON articles have `text` or `html`, and may have `id`, `url`, `source`, `title`, `published`, `language`.
    #[arg(required = true, value_name = "FILE|URL")]
    inputs: Vec<PathBuf>,

    /// Print each record as a line of JSON.
    #[arg(long, group = "form")]
    json: bool,

    /// Read an article in JSON from each line, and write a record a line: in order, on all cores. A bad line gives
    /// `{"line", "error"}`.
    #[arg(long, group = "form")]
    jsonl: bool,

    /// Print each statement with the sentence that it was read from.
    #[arg(long, group = "form")]
    quote: bool,

    /// The language of the texts, whatever they say themselves.
    #[arg(long, short, value_name = "CODE")]
    language: Option<String>,

    /// The day of publication, where the article does not tell it (2024-05-12); "on Sunday" is resolved against it.
    #[arg(long, value_name = "DATE")]
    published: Option<jiff::civil::Date>,

    /// A folder of your own words, in the form of the built-in lexicon; they add to it or override it.
    #[arg(long, value_name = "FOLDER", env = "SITREP_LEXICON", hide_env_values = true)]
    lexicon: Option<PathBuf>,

    /// An English pipeline of your own, trained with spaCy 3.
    #[arg(long, value_name = "PATH")]
    model: Option<PathBuf>,

    /// Fetch addresses of private networks too.
    #[arg(long)]
    allow_private: bool,
}

impl Args {
    fn options(&self) -> Options {
        let limits = Limits { text_bytes: TEXT_BYTES, ..Limits::default() };
        Options { language: self.language.clone(), published: self.published, limits, ..Options::default() }
    }

    fn readers(&self, offline: bool) -> anyhow::Result<Readers> {
        let choice = Choice { language: "en".into(), model: self.model.clone() };
        Readers::new(choice.open(offline)?, self.lexicon.as_deref())
    }
}

/// Reads and prints.
///
/// # Errors
/// If there is no model, or the only input cannot be read.
pub fn run(args: &Args, offline: bool) -> anyhow::Result<Outcome> {
    if args.jsonl {
        return lines(args, offline);
    }
    let readers = args.readers(offline)?;
    let mut out = stdout();
    let (mut read, mut failed) = (0u64, 0u64);
    for input in &args.inputs {
        let articles = articles(input, args, offline).unwrap_or_else(|error| vec![Err(error)]);
        let alone = args.inputs.len() == 1 && articles.len() == 1;
        for article in articles {
            match article.and_then(|a| readers.read(a).with_context(|| cannot_use(input))) {
                Ok(reading) => {
                    show(&reading, args, read > 0, &mut out)?;
                    read += 1;
                }
                Err(error) if alone => return Err(error),
                Err(error) => {
                    failed += 1;
                    anstream::eprintln!("sitrep: {error:#}");
                }
            }
        }
        out.flush()?;
    }
    match (read, failed) {
        (_, 0) => Ok(Outcome::Done),
        (0, _) => bail!("nothing could be read"),
        _ => Ok(Outcome::SomeFailed),
    }
}

/// The articles of one input.
fn articles(input: &Path, args: &Args, offline: bool) -> anyhow::Result<Vec<anyhow::Result<Article>>> {
    let mut options = args.options();
    let address = input.to_str().filter(|s| s.starts_with("http://") || s.starts_with("https://"));
    let bytes = match address {
        Some(_) if offline => bail!("--offline forbids to fetch {}", input.display()),
        Some(url) => {
            let limits = FetchOptions { allow_private: args.allow_private, ..FetchOptions::default() };
            let page = fetch(url, &limits).with_context(|| format!("cannot fetch {url}"))?;
            options.url = Some(page.url);
            options.content_type = page.content_type;
            page.bytes
        }
        None => Source::new(input).bytes()?,
    };
    let articles = read_all(&bytes, &options).with_context(|| cannot_use(input))?;
    Ok(articles.into_iter().map(|a| a.with_context(|| cannot_use(input))).collect())
}

fn cannot_use(input: &Path) -> String {
    format!("cannot read {}", Source::new(input).name())
}

fn show(reading: &Reading, args: &Args, again: bool, out: &mut impl Write) -> anyhow::Result<()> {
    if args.json {
        match std::io::stdout().is_terminal() {
            true => serde_json::to_writer_pretty(&mut *out, &reading.record)?,
            false => serde_json::to_writer(&mut *out, &reading.record)?,
        }
        writeln!(out)?;
        return Ok(());
    }
    if again {
        writeln!(out)?;
    }
    render::record(&reading.record, out)?;
    if args.quote {
        render::quotes(&reading.record, &reading.doc, out)?;
    }
    Ok(())
}

fn lines(args: &Args, offline: bool) -> anyhow::Result<Outcome> {
    let [input] = args.inputs.as_slice() else { bail!("--jsonl reads one file; pipe several through cat") };
    let source = Source::new(input);
    let reader = source.open()?;
    let readers = args.readers(offline)?;
    let options = args.options();
    let limit = Some(options.limits.line_bytes);
    let tally = stream::jsonl(reader, source.size(), limit, &mut std::io::stdout().lock(), |line, number| {
        let article = read_line(number, line, &options).map_err(|e| Failure::of(&e.error))?;
        let id = article.id.clone();
        let reading = readers.read(article).map_err(|e| Failure::of(&e).with_id(id))?;
        Ok(serde_json::to_vec(&reading.record)?)
    })?;
    Ok(tally.outcome())
}
