//! `sitrep reread`

use std::io::Write;
use std::path::PathBuf;

use sitrep_article::{Options, read_all};
use sitrep_ledger::store::{Given, StoredArticle};

use super::StoreArgs;
use super::add::READER;
use crate::exit::Outcome;
use crate::output::stdout;
use crate::pipeline::Choice;
use crate::reading::Readers;

const EXAMPLES: &str = r#"Examples:
  $ sitrep reread
  $ sitrep reread --store war.db --lexicon my-words/"#;

/// What `sitrep reread` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    store: StoreArgs,

    /// A folder of your own words, in the form of the built-in lexicon; they add to it or override it.
    #[arg(long, value_name = "FOLDER", env = "SITREP_LEXICON", hide_env_values = true)]
    lexicon: Option<PathBuf>,

    /// An English pipeline of your own, trained with spaCy 3.
    #[arg(long, value_name = "PATH")]
    model: Option<PathBuf>,
}

/// Reads all articles of a ledger again; people's decisions stay. Records that were added as they are stay as they are.
///
/// # Errors
/// If there is no model, or the ledger cannot be written to.
pub fn run(args: &Args, offline: bool) -> anyhow::Result<Outcome> {
    let mut store = args.store.open()?;
    let choice = Choice { language: "en".into(), model: args.model.clone() };
    let readers = Readers::new(choice.open(offline)?, args.lexicon.as_deref())?;
    let (mut read, mut kept, mut failed) = (0u64, 0u64, 0u64);
    for id in store.article_ids()? {
        let Some(StoredArticle { record: old, received, given, .. }) = store.stored_article(&id)? else { continue };
        // what a person said when it was added still holds; of older articles it is not known, so that what was read is kept
        let given = given.unwrap_or(Given { published: old.published, language: old.language.clone() });
        let options = Options {
            url: old.url.clone(),
            published: given.published,
            language: given.language,
            ..Options::default()
        };
        // what came as a record holds no article
        let article = read_all(&received, &options).ok().and_then(|all| all.into_iter().flatten().next());
        let Some(article) = article.filter(|a| a.text == old.text) else {
            kept += 1;
            continue;
        };
        match readers.read(article) {
            Ok(reading) => {
                store.reread(&id, reading.record, READER)?;
                read += 1;
            }
            Err(error) => {
                failed += 1;
                anstream::eprintln!("sitrep: {id}: {error}");
            }
        }
    }
    let mut out = stdout();
    writeln!(out, "{read} read again, {kept} kept as they were added, {failed} failed")?;
    out.flush()?;
    Ok(if failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}
