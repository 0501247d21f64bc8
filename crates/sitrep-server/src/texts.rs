//! The texts of the interface, by language: `locales/*.ftl` in the syntax of Project Fluent (<https://projectfluent.org>).

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::error::ServeError;

/// The languages with their texts; the first is the one that the others fall back on.
const SOURCES: [(&str, &str, Direction); 2] = [
    ("en", include_str!("../locales/en.ftl"), Direction::LeftToRight),
    ("ar", include_str!("../locales/ar.ftl"), Direction::RightToLeft),
];

/// The codes of the languages.
pub const CODES: [&str; 2] = [SOURCES[0].0, SOURCES[1].0];

/// Which way a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As English.
    LeftToRight,
    /// As Arabic.
    RightToLeft,
}

impl Direction {
    /// The value of `dir`.
    pub fn name(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

/// All texts.
pub struct Languages(Vec<Texts>);

/// The texts in one language.
pub struct Texts {
    /// Its code.
    pub code: &'static str,
    /// Which way it is written.
    pub direction: Direction,
    source: &'static str,
    /// What scripts need of them, as JSON: every page holds it.
    scripts: String,
    bundle: FluentBundle<FluentResource>,
}

impl Languages {
    /// Reads them.
    ///
    /// # Errors
    /// If a file cannot be read: a fault of the program.
    pub fn builtin() -> Result<Self, ServeError> {
        let mut all = Vec::new();
        for (code, source, direction) in SOURCES {
            let broken = |what: String| ServeError::Texts(format!("{code}: {what}"));
            let id: LanguageIdentifier = code.parse().map_err(|e| broken(format!("{e}")))?;
            let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, e)| broken(format!("{e:?}")))?;
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            // marks around values would stand in attributes and titles too; the pages mark direction with `dir` and `bdi`
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(|value, _| match value {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // counts, all of them
                FluentValue::Number(number) if number.value >= 0.0 => Some(grouped(number.value as u64)),
                _ => None,
            }));
            bundle.add_resource(resource).map_err(|e| broken(format!("{e:?}")))?;
            let mut texts = Texts { code, direction, source, scripts: String::new(), bundle };
            let words: serde_json::Map<String, serde_json::Value> =
                texts.for_scripts().map(|(key, text)| (key.to_owned(), text.into())).collect();
            texts.scripts = serde_json::Value::Object(words).to_string();
            all.push(texts);
        }
        Ok(Languages(all))
    }

    /// The texts of a language, English if it is none of ours.
    pub fn get(&self, code: &str) -> &Texts {
        self.0.iter().find(|t| t.code == code).unwrap_or(&self.0[0])
    }

    /// All of them.
    pub fn all(&self) -> &[Texts] {
        &self.0
    }
}

impl Texts {
    /// A text; its key if there is none, which a test rules out for those of `en.ftl`.
    pub fn get(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// A text with values in it.
    pub fn with<'a>(&self, key: &str, values: &[(&'a str, FluentValue<'a>)]) -> String {
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.format(key, Some(&args))
    }

    /// The texts that scripts need, as a JSON object.
    pub fn scripts(&self) -> &str {
        &self.scripts
    }

    /// The texts that scripts need: keys that begin with `js-`, without that, and the names of values; `{ $n }` is `{n}` there.
    fn for_scripts(&self) -> impl Iterator<Item = (&'static str, String)> {
        const NAMES: [&str; 5] = ["type-", "effect-", "grade-", "stage-", "relation-"];
        self.messages().filter_map(|(key, text)| {
            let name = key.strip_prefix("js-").or_else(|| NAMES.iter().any(|n| key.starts_with(n)).then_some(key))?;
            Some((name, text.replace("{ $", "{").replace(" }", "}")))
        })
    }

    /// Key and first line of each message.
    fn messages(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let lines = self.source.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        lines.filter_map(|line| line.split_once('=')).map(|(key, text)| (key.trim(), text.trim()))
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|m| m.value()) else { return key.to_owned() };
        self.bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    }
}

/// A number with its thousands apart.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut all = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            all.push(',');
        }
        all.push(digit);
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn keys(texts: &Texts) -> BTreeSet<&'static str> {
        texts.messages().map(|(key, _)| key).collect()
    }

    #[test]
    fn all_languages_have_the_same_keys_once() {
        let languages = Languages::builtin().unwrap();
        let english = keys(languages.get("en"));
        for texts in languages.all() {
            assert_eq!(english.symmetric_difference(&keys(texts)).collect::<Vec<_>>(), Vec::<&&str>::new());
            assert_eq!(texts.messages().count(), english.len(), "a key stands twice in {}", texts.code);
        }
    }

    /// Keys stand in the code as string literals after `t(`, `tv(`, or in tables of keys; all that look like a key and end a call are looked at.
    #[test]
    fn every_text_that_the_code_asks_for_is_there_and_none_is_left_over() {
        fn sources(folder: &Path, all: &mut String) {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                match entry.path() {
                    path if path.is_dir() => sources(&path, all),
                    path => all.push_str(&std::fs::read_to_string(path).unwrap_or_default()),
                }
            }
        }
        let mut code = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
        let english = keys(Languages::builtin().unwrap().get("en"));
        for call in [".t(\"", ".tv(\"", "tv(\n"] {
            for after in code.split(call).skip(1) {
                let key = after.trim_start().trim_start_matches('"').split('"').next().unwrap_or_default();
                let is_key =
                    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit());
                assert!(!is_key || english.contains(key), "{key} is asked for and not in en.ftl");
            }
        }
        let groups = crate::pages::words::GROUPS;
        for key in english {
            let named = code.contains(&format!("\"{key}\"")) || key.starts_with("js-");
            assert!(
                named || groups.iter().any(|g| key.starts_with(&format!("{g}-"))),
                "{key} is in en.ftl and never asked for"
            );
        }
    }
}
