//! Base forms of words, by tables and rules: <https://spacy.io/api/lemmatizer>.

mod french;
mod rule;
mod spanish;
mod tables;

use smol_str::SmolStr;

use crate::config::Config;
use crate::error::{OpenError, Result};
use crate::package::Package;
use tables::Tables;

/// Languages for which spaCy has a rule lemmatizer of their own that is not written here.
const OWN_RULES: [&str; 13] = ["bn", "ca", "el", "fa", "ht", "it", "la", "mk", "nb", "nl", "pl", "ru", "uk"];

/// How base forms are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Lookup,
    Rule,
    English,
    French,
    Spanish,
}

/// What a lemmatizer sees of a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub text: &'a str,
    /// The coarse part of speech.
    pub pos: &'a str,
    /// The features, `Name=Value|…`.
    pub morph: &'a str,
    pub starts_sentence: bool,
}

/// A pipeline's lemmatizer.
#[derive(Debug)]
pub(crate) struct Lemmatizer {
    method: Method,
    tables: Tables,
    /// Whether it replaces base forms that were set before.
    pub overwrite: bool,
}

impl Lemmatizer {
    /// Reads the component's tables.
    pub fn open(package: &mut Package, component: &str, config: &Config, lang: &str) -> Result<Lemmatizer> {
        let section = format!("components.{component}");
        let mode = config.text(&section, "mode")?;
        let method = match (mode.as_str(), lang) {
            ("lookup", _) => Method::Lookup,
            ("rule", "en") => Method::English,
            ("rule", "fr") => Method::French,
            ("rule", "es") => Method::Spanish,
            ("rule", lang) if !OWN_RULES.contains(&lang) => Method::Rule,
            (mode, lang) => {
                return Err(OpenError::unsupported(format!(
                    "a lemmatizer of the mode {mode} for the language {lang}, in {component}"
                )));
            }
        };
        let tables = Tables::open(package, component)?;
        Ok(Lemmatizer { method, tables, overwrite: config.flag(&section, "overwrite")? })
    }

    /// The base form of a token.
    pub fn lemma(&self, token: Seen<'_>) -> SmolStr {
        match self.method {
            Method::Lookup => self.tables.lookup(token.text).unwrap_or(token.text).into(),
            Method::Rule => rule::lemma(&self.tables, token),
            Method::English if rule::is_english_base_form(token) => token.text.to_lowercase().into(),
            Method::English => rule::lemma(&self.tables, token),
            Method::French => french::lemma(&self.tables, token),
            Method::Spanish => spanish::lemma(&self.tables, token),
        }
    }

    /// Whether a base form may depend on the token's place in its sentence.
    pub fn sees_sentences(&self) -> bool {
        self.method == Method::Spanish
    }
}

/// The value of a feature in `Name=Value|…`.
fn feature<'m>(morph: &'m str, name: &str) -> Option<&'m str> {
    morph.split('|').find_map(|feature| feature.split_once('=').filter(|(n, _)| *n == name).map(|(_, value)| value))
}

/// Whether a part of speech has no base forms: none given, or white space.
fn is_blank(pos: &str) -> bool {
    matches!(pos, "" | "EOL" | "SPACE")
}
