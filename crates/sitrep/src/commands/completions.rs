//! `sitrep completions SHELL`

use std::io::Write;

use clap::CommandFactory;

use crate::exit::Outcome;

const EXAMPLES: &str = "Examples:
  $ sitrep completions bash > ~/.local/share/bash-completion/completions/sitrep
  $ sitrep completions fish > ~/.config/fish/completions/sitrep.fish";

/// What `sitrep completions` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell.
    shell: clap_complete::Shell,
}

/// Prints the script.
///
/// # Errors
/// If it cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::cli::Cli::command(), "sitrep", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Outcome::Done)
}
