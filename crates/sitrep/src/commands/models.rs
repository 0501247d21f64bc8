//! `sitrep models list|install|path|remove`

use std::io::Write;

use anyhow::bail;

use crate::exit::Outcome;
use crate::models::{FOLDER_VARIABLE, Models, megabytes, models};
use crate::output::stdout;
use crate::render::columns;

const EXAMPLES: &str = "Examples:
  $ sitrep models install en";

/// What `sitrep models` takes.
///
/// Models are language pipelines trained with spaCy, installed as they are published: one file each, its checksum
/// checked, in your data directory or the folder that SITREP_MODELS names.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the models that can be installed, and which are
    #[command(after_help = "Examples:\n  $ sitrep models list")]
    List,
    /// Download a model, check it and keep it
    #[command(after_help = EXAMPLES)]
    Install {
        /// Languages, by code or English name.
        #[arg(required = true, value_name = "LANGUAGE")]
        languages: Vec<String>,
        /// Download again what is installed.
        #[arg(long)]
        force: bool,
    },
    /// Print where an installed model lies
    #[command(after_help = "Examples:\n  $ sitrep models path en")]
    Path {
        /// A language, by code or English name; the models folder if none is given.
        language: Option<String>,
    },
    /// Remove an installed model
    #[command(after_help = "Examples:\n  $ sitrep models remove fr")]
    Remove {
        /// Languages, by code or English name.
        #[arg(required = true, value_name = "LANGUAGE")]
        languages: Vec<String>,
    },
}

/// Does it.
///
/// # Errors
/// If a model is unknown, cannot be had, or is not there.
pub fn run(args: &Args, offline: bool) -> anyhow::Result<Outcome> {
    let at_hand = Models::of_user(offline)?;
    let mut out = stdout();
    match &args.command {
        Command::List => list(&at_hand, &mut out)?,
        Command::Install { languages, force } => {
            for language in languages {
                let model = at_hand.of_language(language)?;
                let path = match force {
                    true => at_hand.install(model)?,
                    false => at_hand.ensure(model)?,
                };
                writeln!(out, "{} {} is installed: {}", model.name, model.version, path.display())?;
            }
        }
        Command::Path { language: None } => writeln!(out, "{}", at_hand.store.folder().display())?,
        Command::Path { language: Some(language) } => {
            let model = at_hand.of_language(language)?;
            match at_hand.store.installed(model) {
                Some(path) => writeln!(out, "{}", path.display())?,
                None => bail!("{} is not installed; run `sitrep models install {}`", model.name, model.language),
            }
        }
        Command::Remove { languages } => {
            for language in languages {
                let model = at_hand.of_language(language)?;
                let there = at_hand.store.remove(model)?;
                writeln!(out, "{} {}", model.name, if there { "is removed" } else { "was not installed" })?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn list(at_hand: &Models, out: &mut impl Write) -> std::io::Result<()> {
    let mut rows = vec![["", "language", "model", "version", "MB", "licence", "from"].map(String::from)];
    for model in models() {
        let from: Vec<String> = model.origins.iter().map(|o| o.way.to_string()).collect();
        rows.push([
            if at_hand.store.installed(model).is_some() { "✓" } else { " " }.into(),
            format!("{} {}", model.language, model.english_name),
            model.name.clone(),
            model.version.clone(),
            megabytes(model.size()),
            model.licence.clone(),
            from.join(", else "),
        ]);
    }
    write!(out, "{}", columns(&rows))?;
    writeln!(out, "✓ installed in {} ({FOLDER_VARIABLE} names another folder)", at_hand.store.folder().display())
}
