//! Which pipelines can be installed, and from where: `table.toml`, kept in the program.

use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

/// A pipeline that can be installed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// ISO 639-1 code.
    pub language: String,
    /// The language's name.
    pub english_name: String,
    /// The package's name.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// The package's licence.
    pub licence: String,
    /// Where to get it, best first.
    #[serde(rename = "origin")]
    pub origins: Vec<Origin>,
}

/// One place to get a pipeline's wheel from, and the wheel that is there.
#[derive(Debug, Clone, Deserialize)]
pub struct Origin {
    /// How to get it.
    #[serde(flatten)]
    pub way: Way,
    /// SHA-256 of the wheel, in lower-case hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

/// How to get a wheel.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// By downloading this address.
    Url(String),
    /// As this package (`name==version`), with pip.
    Pip(String),
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Way::Url(url) => f.write_str(url.strip_prefix("https://").unwrap_or(url).split('/').next().unwrap_or(url)),
            Way::Pip(package) => write!(f, "pip {package}"),
        }
    }
}

impl Model {
    /// The name of its file in the models folder.
    pub fn file_name(&self) -> String {
        format!("{}-{}.whl", self.name, self.version)
    }

    /// The size of its wheel in bytes, from the first origin.
    pub fn size(&self) -> u64 {
        self.origins.first().map_or(0, |o| o.size)
    }
}

/// All pipelines that can be installed.
pub fn models() -> &'static [Model] {
    #[derive(Deserialize)]
    struct Table {
        model: Vec<Model>,
    }
    static TABLE: LazyLock<Vec<Model>> = LazyLock::new(|| {
        toml::from_str::<Table>(include_str!("table.toml")).expect("table.toml is checked by a test").model
    });
    &TABLE
}

/// The pipeline for a language, by its code or English name.
pub fn find(language: &str) -> Option<&'static Model> {
    models()
        .iter()
        .find(|m| m.language == language || m.english_name.eq_ignore_ascii_case(language) || m.name == language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let mut seen = std::collections::HashSet::new();
        for model in models() {
            assert!(seen.insert(&model.language), "{} twice", model.language);
            assert!(!model.origins.is_empty(), "{} comes from nowhere", model.name);
            for origin in &model.origins {
                assert!(
                    origin.sha256.len() == 64 && origin.sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
                );
                assert!(origin.size > 1_000_000, "{}", model.name);
                match &origin.way {
                    Way::Url(url) => assert!(url.starts_with("https://") && url.ends_with(".whl"), "{url}"),
                    Way::Pip(package) => assert!(package.contains("=="), "{package}"),
                }
            }
        }
    }

    #[test]
    fn a_language_is_found_by_code_and_name() {
        assert_eq!(find("en").unwrap().name, "en_core_web_sm");
        assert_eq!(find("french").unwrap().language, "fr");
        assert!(find("tlh").is_none());
    }
}
