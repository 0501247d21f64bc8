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
            bundle.add_resource(resource).map_err(|e| broken(format!("{e:?}")))?;
            all.push(Texts { code, direction, bundle });
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

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|m| m.value()) else { return key.to_owned() };
        self.bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    }
}
