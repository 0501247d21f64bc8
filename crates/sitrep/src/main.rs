//! `sitrep`: turns conflict news into a sourced incident record. The command line; all work is done by the other crates.

mod cli;
mod commands;
mod exit;
mod folders;
mod input;
mod models;
mod output;
mod pipeline;
mod places;
mod progress;
mod reading;
mod render;
mod stream;

use clap::Parser;

fn main() -> std::process::ExitCode {
    exit::code(commands::run(cli::Cli::parse()))
}
