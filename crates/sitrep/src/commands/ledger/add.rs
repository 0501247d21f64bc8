//! `sitrep add FILE|DIR|URL…|-`

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use sitrep_article::{Article, Options};
use sitrep_ledger::read_record;
use sitrep_ledger::store::{Added, Given, Incoming, Store};
use sitrep_record::Record;

use super::StoreArgs;
use super::gather::{Item, Reach, files, gather};
use crate::exit::Outcome;
use crate::input::Source;
use crate::output::stdout;
use crate::pipeline::Choice;
use crate::progress::Progress;
use crate::reading::Readers;

const EXAMPLES: &str = r#"Examples:
  $ sitrep add articles/
  $ sitrep add --store war.db articles.jsonl page.html
  $ sitrep add https://news.example/2024/05/12/raid
  $ sitrep add --records records.jsonl"#;

/// What reads, for the ledger's memory of it.
pub const READER: &str = concat!("sitrep ", env!("CARGO_PKG_VERSION"));

/// What `sitrep add` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Articles as `sitrep read` takes them: files, folders of files, addresses, or `-` for standard input.
    #[arg(required = true, value_name = "FILE|DIR|URL")]
    inputs: Vec<PathBuf>,

    #[command(flatten)]
    store: StoreArgs,

    /// The inputs are records, one a line, as `sitrep read --jsonl` writes them; they are taken as they are.
    #[arg(long)]
    records: bool,

    /// The language of the texts, whatever they say themselves.
    #[arg(long, short, value_name = "CODE")]
    language: Option<String>,

    /// The day of publication, where the article does not tell it (2024-05-12); reading it again keeps it.
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

    /// Print the summary as JSON.
    #[arg(long)]
    json: bool,
}

/// How it went.
#[derive(Debug, Default, serde::Serialize)]
struct Tally {
    /// Articles that are new.
    added: u64,
    /// Articles that were there already.
    known: u64,
    /// Of the new ones, copies of another.
    copies: u64,
    /// Inputs that failed.
    failed: Vec<Failed>,
}

#[derive(Debug, serde::Serialize)]
struct Failed {
    input: String,
    why: String,
}

/// So many articles are read at once, before they are added in order.
const BATCH: usize = 64;

/// Reads and adds.
///
/// # Errors
/// If there is no model, or the ledger cannot be written to: what was added until then is kept.
pub fn run(args: &Args, offline: bool) -> anyhow::Result<Outcome> {
    let mut store = args.store.create()?;
    let mut tally = Tally::default();
    let mut inputs = Vec::new();
    for input in &args.inputs {
        inputs.extend(files(input)?);
    }
    let progress = Progress::bytes(false);
    progress.expect(inputs.iter().filter_map(|i| Source::new(i).size()).sum());
    let done = match args.records {
        true => records(&inputs, &mut store, &mut tally, &progress),
        false => articles(args, offline, &inputs, &mut store, &mut tally, &progress),
    };
    progress.clear();
    // what was added is told even if the rest could not be
    report(&tally, args.json)?;
    done?;
    Ok(if tally.failed.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}

fn records(inputs: &[PathBuf], store: &mut Store, tally: &mut Tally, progress: &Progress) -> anyhow::Result<()> {
    for input in inputs {
        let source = Source::new(input);
        for (number, line) in std::io::BufRead::lines(source.open()?).enumerate() {
            let line = line.with_context(|| format!("cannot read {}", source.name()))?;
            progress.advance(line.len() as u64 + 1, number as u64);
            if line.trim().is_empty() {
                continue;
            }
            match read_record(&line) {
                Ok(record) => {
                    keep(store.add(Incoming { record, received: line.as_bytes(), reader: "records" })?, tally)
                }
                Err(error) => {
                    tally.fail(format!("{}:{}", source.name(), number + 1), &format!("it is no record: {error}"))
                }
            }
        }
    }
    Ok(())
}

fn articles(
    args: &Args,
    offline: bool,
    inputs: &[PathBuf],
    store: &mut Store,
    tally: &mut Tally,
    progress: &Progress,
) -> anyhow::Result<()> {
    let choice = Choice { language: "en".into(), model: args.model.clone() };
    let readers = Readers::new(choice.open(offline)?, args.lexicon.as_deref())?;
    let options = Options { language: args.language.clone(), published: args.published, ..Options::default() };
    let given = Given { published: args.published, language: args.language.clone() };
    let reach = Reach { offline, private: args.allow_private };
    let mut batch: Vec<(String, Article, Vec<u8>)> = Vec::new();
    for input in inputs {
        let mut take = |item: Item| {
            let (article, bytes) = match item.article {
                Ok(article) => article,
                Err(error) => {
                    tally.fail(item.name, &format!("{error:#}"));
                    return Ok(());
                }
            };
            progress.advance(bytes.len() as u64, tally.added);
            // a run that goes on where another stopped does not read again what is there
            if store.known(article.title.as_deref(), &article.text)?.is_some() {
                tally.known += 1;
                return Ok(());
            }
            batch.push((item.name, article, bytes));
            match batch.len() {
                BATCH => add(&readers, std::mem::take(&mut batch), &given, store, tally),
                _ => Ok(()),
            }
        };
        let gathered = gather(input, &options, reach, &mut take);
        if let Err(error) = gathered {
            // an input that cannot be read is one failure; a ledger that cannot be written to ends all
            if error.downcast_ref::<sitrep_ledger::store::StoreError>().is_some() {
                return Err(error);
            }
            tally.fail(input.display().to_string(), &format!("{error:#}"));
        }
    }
    add(&readers, batch, &given, store, tally)
}

/// Reads a batch on all cores, and adds it in order.
fn add(
    readers: &Readers,
    batch: Vec<(String, Article, Vec<u8>)>,
    given: &Given,
    store: &mut Store,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(batch.len().max(1));
    let queue = std::sync::Mutex::new(batch.into_iter().enumerate());
    let done = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap_or_else(|e| e.into_inner()).next();
                    let Some((at, (name, article, bytes))) = next else { break };
                    let read = read(readers, article);
                    done.lock().unwrap_or_else(|e| e.into_inner()).push((at, name, read, bytes));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(|e| e.into_inner());
    done.sort_by_key(|(at, ..)| *at);
    for (_, name, read, bytes) in done {
        match read {
            Ok(record) => keep(store.add_given(Incoming { record, received: &bytes, reader: READER }, given)?, tally),
            Err(why) => tally.fail(name, &why),
        }
    }
    Ok(())
}

fn read(readers: &Readers, article: Article) -> Result<Record, String> {
    let reading = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| readers.read(article)));
    match reading {
        Ok(Ok(reading)) => Ok(reading.record),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("internal error, please report it".into()),
    }
}

fn keep(added: Added, tally: &mut Tally) {
    match added {
        Added::New { copy_of, .. } => {
            tally.added += 1;
            tally.copies += u64::from(copy_of.is_some());
        }
        Added::Known { .. } => tally.known += 1,
    }
}

impl Tally {
    fn fail(&mut self, input: String, why: &str) {
        self.failed.push(Failed { input, why: why.to_owned() });
    }
}

/// So many failures are named one by one.
const NAMED: usize = 20;

fn report(tally: &Tally, json: bool) -> anyhow::Result<()> {
    let mut out = stdout();
    if json {
        serde_json::to_writer(&mut out, tally)?;
        writeln!(out)?;
    } else {
        for failed in tally.failed.iter().take(NAMED) {
            anstream::eprintln!("sitrep: {}: {}", Path::new(&failed.input).display(), failed.why);
        }
        if tally.failed.len() > NAMED {
            anstream::eprintln!("sitrep: and {} more", tally.failed.len() - NAMED);
        }
        let Tally { added, known, copies, failed } = tally;
        writeln!(
            out,
            "{added} added ({copies} of them copies of another), {known} known already, {} failed",
            failed.len()
        )?;
    }
    Ok(out.flush()?)
}
