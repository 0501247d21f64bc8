//! `sitrep user add|list|role|password|disable|enable`: who may log in to the board.

use std::io::{BufRead, IsTerminal, Write};

use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum};
use sitrep_ledger::store::{Store, StoreError};
use sitrep_server::{Role, check_name, hash_password};

use super::StoreArgs;
use crate::exit::Outcome;
use crate::output::stdout;
use crate::render::safe;

/// What `sitrep user` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make an account; its password is asked for, or read from the standard input
    #[command(
        after_help = "Examples:\n  $ sitrep user add amal\n  $ sitrep user add amal --role reader --store war.db\n  $ sitrep user add amal < password.txt"
    )]
    Add {
        /// The name, which decisions are signed with: letters, digits, and . _ - @.
        name: String,
        /// What the account may do.
        #[arg(long, value_enum, default_value_t = RoleArg::Reviewer)]
        role: RoleArg,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// List the accounts
    #[command(after_help = "Examples:\n  $ sitrep user list")]
    List {
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Give an account another role; it holds from its next request on
    #[command(after_help = "Examples:\n  $ sitrep user role amal reader")]
    Role {
        /// The account.
        name: String,
        /// What it may do.
        #[arg(value_enum)]
        role: RoleArg,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Give an account another password; it is logged out everywhere
    #[command(after_help = "Examples:\n  $ sitrep user password amal")]
    Password {
        /// The account.
        name: String,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Let an account log in no more; its decisions stay
    #[command(after_help = "Examples:\n  $ sitrep user disable amal")]
    Disable {
        /// The account.
        name: String,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Let a disabled account log in again
    #[command(after_help = "Examples:\n  $ sitrep user enable amal")]
    Enable {
        /// The account.
        name: String,
        #[command(flatten)]
        store: StoreArgs,
    },
}

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RoleArg {
    /// Read, where reading asks for an account
    Reader,
    /// Read and decide
    Reviewer,
    /// As reviewer; kept for managing accounts in the browser
    Admin,
}

impl RoleArg {
    fn name(self) -> &'static str {
        match self {
            RoleArg::Reader => Role::Reader,
            RoleArg::Reviewer => Role::Reviewer,
            RoleArg::Admin => Role::Admin,
        }
        .name()
    }
}

/// Does it.
///
/// # Errors
/// If there is no such account, or there is one already, or the password cannot be used.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    match &args.command {
        Command::Add { name, role, store } => {
            check_name(name)?;
            let mut store = store.create()?;
            if store.account(name)?.is_some() {
                return Err(StoreError::AccountExists(name.clone()).into());
            }
            let hash = hash_password(&password(name)?)?;
            store.add_account(name, &hash, role.name())?;
            say(format_args!("{name} may log in to the board now, as {}", role.name()))
        }
        Command::List { store } => list(&mut store.open()?),
        Command::Role { name, role, store } => {
            store.open()?.set_role(name, role.name())?;
            say(format_args!("{name} is {} now", role.name()))
        }
        Command::Password { name, store } => {
            let mut store = store.open()?;
            if store.account(name)?.is_none() {
                return Err(StoreError::NoAccount(name.clone()).into());
            }
            store.set_password(name, &hash_password(&password(name)?)?)?;
            say(format_args!("{name} has a new password, and is logged out everywhere"))
        }
        Command::Disable { name, store } => {
            store.open()?.disable_account(name, true)?;
            say(format_args!("{name} may log in no more; what it decided stays"))
        }
        Command::Enable { name, store } => {
            store.open()?.disable_account(name, false)?;
            say(format_args!("{name} may log in again"))
        }
    }
}

fn say(what: std::fmt::Arguments<'_>) -> anyhow::Result<Outcome> {
    let mut out = stdout();
    writeln!(out, "{what}")?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn list(store: &mut Store) -> anyhow::Result<Outcome> {
    let accounts = store.accounts()?;
    let mut out = stdout();
    for account in &accounts {
        let until = account.disabled.as_ref().map_or_else(String::new, |at| format!("  disabled {at}"));
        writeln!(out, "{}  {}  since {}{until}", safe(&account.name), safe(&account.role), account.created)?;
    }
    out.flush()?;
    if accounts.is_empty() {
        anstream::eprintln!("sitrep: nobody has an account; `sitrep user add NAME` makes one");
    }
    Ok(Outcome::Done)
}

/// A password: typed twice without being shown, or the first line of the standard input.
fn password(name: &str) -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        let first =
            rpassword::prompt_password(format!("Password for {name}: ")).context("the password cannot be read")?;
        let again = rpassword::prompt_password("The same again: ").context("the password cannot be read")?;
        if first != again {
            bail!("the two are not the same; nothing was changed");
        }
        return Ok(first);
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("the password cannot be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
