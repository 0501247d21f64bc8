//! What can be typed.

use clap::{Parser, Subcommand};

use crate::commands::ledger::{
    accords, add, changes, eval, export, import, incident, incidents, log, reread, review, serve, sources, stats, user,
};
use crate::commands::{completions, models, parse, places, read, schema};

/// Turns conflict news into a sourced incident record: who reported how many killed, wounded, missing, captured or
/// displaced, where, when, by what means and by whom. Every figure leads back to the words it was read from.
#[derive(Debug, Parser)]
#[command(name = "sitrep", version, max_term_width = 100, propagate_version = true, after_help = crate::exit::HELP)]
pub struct Cli {
    /// Download nothing; fail if a model is not installed.
    #[arg(long, global = true, env = "SITREP_OFFLINE", hide_env_values = true, value_parser = clap::builder::FalseyValueParser::new())]
    pub offline: bool,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles: who was killed, hurt, missing, captured or displaced, where and when, and who says so
    Read(read::Args),
    /// Read articles into a ledger, where those about one incident come together
    Add(add::Args),
    /// List the incidents of a ledger
    Incidents(incidents::Args),
    /// Show an incident: every source's figures, and why its articles are about one incident
    Incident(incident::Args),
    /// List truces and deals over time, with what was reported while they were in force
    Accords(accords::Args),
    /// List sources: how much each reports, and how it stands beside others
    Sources(sources::Args),
    /// Tell how much a ledger holds
    Stats(stats::Args),
    /// Write incidents or claims as CSV, Parquet, JSON, GeoJSON, or in the form of ACLED, UCDP or PLOVER
    Export(export::Args),
    /// Take corrections made in an exported table back into the ledger
    Import(import::Args),
    /// List what a copy of the ledger must add, update, redirect or delete to keep up
    Changes(changes::Args),
    /// Say that two incidents are one
    Merge(review::Merge),
    /// Say that claims of an incident are about another one
    Split(review::Split),
    /// Say that an incident happened as told
    Confirm(review::Confirm),
    /// Say that an incident is none, or did not happen
    Reject(review::Reject),
    /// Set a field of an incident
    Correct(review::Correct),
    /// Write a remark on an incident
    Note(review::Note),
    /// Take a decision back, or bring one back
    Undo(review::Undo),
    /// List what people decided: who, when, what, and whether it was taken back
    Log(log::Args),
    /// Read all articles of a ledger again; people's decisions stay
    Reread(reread::Args),
    /// Serve the ledger as a board in a browser, and as a JSON API
    Serve(serve::Args),
    /// Make, list or change the accounts of those who log in to the board
    User(user::Args),
    /// Score merging and reading against what people annotated
    Eval(eval::Args),
    /// Show the grammar of a text: sentences, dependency tree, parts of speech, entities
    Parse(parse::Args),
    /// Print the JSON Schema of a record
    Schema(schema::Args),
    /// List, install or remove the language models
    Models(models::Args),
    /// Find places, and add your own to the gazetteer
    Places(places::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    /// The words of the first command of a shell line that is Sitrep's, quotes heeded.
    fn words(line: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let mut quote = None;
        for c in line.chars() {
            let last = words.last_mut().unwrap();
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (None, '"' | '\'') => quote = Some(c),
                (None, ' ') if last.is_empty() => {}
                (None, ' ') => words.push(String::new()),
                (_, c) => last.push(c),
            }
        }
        let ours = words.split(|w| w == "|").find(|part| part[0] == "sitrep").unwrap();
        ours.iter().take_while(|w| !matches!(w.as_str(), ">" | "<")).cloned().collect()
    }

    /// Every command that does something has examples in its help, and each can be typed.
    #[test]
    fn examples_in_the_help_can_be_typed() {
        fn check(command: &mut clap::Command) {
            if command.has_subcommands() {
                return command.get_subcommands_mut().filter(|c| c.get_name() != "help").for_each(check);
            }
            let help = command.render_long_help().to_string();
            let lines: Vec<&str> = help.lines().map(str::trim).filter(|l| l.contains("sitrep ")).collect();
            let examples: Vec<&str> = lines.into_iter().filter_map(|l| l.strip_prefix("$ ")).collect();
            assert!(!examples.is_empty(), "no example for {}", command.get_name());
            for example in examples {
                if let Err(error) = Cli::try_parse_from(words(example)) {
                    panic!("{example}\n{error}");
                }
            }
        }
        check(&mut Cli::command());
    }
}
