//! Which language pipeline to use, and how it is opened. The one place that knows `sitrep-language`'s entry.

use std::path::{Path, PathBuf};

use anyhow::Context;
pub use sitrep_language::Pipeline;

use crate::models::Models;

/// The user's choice of a pipeline.
#[derive(Debug, Clone, clap::Args)]
pub struct Choice {
    /// The language of the text, by code or English name.
    #[arg(long, short, default_value = "en", conflicts_with = "model")]
    pub language: String,

    /// A pipeline of your own, trained with spaCy 3: a wheel or an unpacked folder.
    #[arg(long, value_name = "PATH")]
    pub model: Option<PathBuf>,
}

impl Choice {
    /// Opens the pipeline, installing it first if need be.
    ///
    /// # Errors
    /// If it cannot be had or opened.
    pub fn open(&self, offline: bool) -> anyhow::Result<Pipeline> {
        match &self.model {
            Some(path) => open(path),
            None => {
                let models = Models::of_user(offline)?;
                open(&models.ensure(models.of_language(&self.language)?)?)
            }
        }
    }
}

fn open(path: &Path) -> anyhow::Result<Pipeline> {
    Pipeline::open(path).with_context(|| format!("cannot use the model {}", path.display()))
}
