//! The words: `lexicon/*.toml`, built into the program and extended by a user's own files.
//!
//! A file is a list of entries in sections (`[[verb]]`, `[[noun]]`, …). An entry is known by its section and its key:
//! the first of `name`, `lemma`, `word`, `phrase` that it has. A user's entry with the key of a built-in one takes its
//! place; with `remove = true` it only takes it away; any other is added. Each part of the reader compiles its file once
//! into look-ups by lemma ([`Part`]).

mod error;
pub(crate) mod inflect;
mod phrases;
mod raw;

pub use error::LexiconError;
pub(crate) use phrases::Phrases;
pub(crate) use raw::RawFile;

use crate::{accord, actor, incident, place, quantity, scope, source, time, toll};

/// One file of words of a user's own, already read.
#[derive(Debug, Clone)]
pub struct LexiconFile {
    /// Its name without folders; it adds to the built-in file of the same name ("effects.toml").
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// The words that one part of the reader needs, compiled from one file.
pub(crate) trait Part: Sized {
    /// The file's name and its built-in text.
    const FILE: (&'static str, &'static str);

    /// Compiles the entries.
    ///
    /// # Errors
    /// [`LexiconError`] for an entry that is not as it should be.
    fn compile(file: &RawFile) -> Result<Self, LexiconError>;
}

/// All the words that the reader knows, compiled.
#[derive(Debug)]
pub struct Lexicon {
    pub(crate) effects: toll::Effects,
    pub(crate) victims: toll::VictimWords,
    pub(crate) quantities: quantity::Words,
    pub(crate) scope: scope::Words,
    pub(crate) sources: source::Words,
    pub(crate) actors: actor::Words,
    pub(crate) accords: accord::Words,
    pub(crate) events: incident::EventWords,
    pub(crate) weapons: incident::WeaponWords,
    pub(crate) times: time::Words,
    pub(crate) places: place::Words,
}

impl Lexicon {
    /// The built-in words.
    ///
    /// # Errors
    /// None that a test has not ruled out.
    pub fn builtin() -> Result<Self, LexiconError> {
        Self::with(&[])
    }

    /// The built-in words, added to and overridden by a user's files.
    ///
    /// # Errors
    /// [`LexiconError`] naming file, line, entry and remedy: not TOML, a file or a section that nobody reads, an entry
    /// without a key, a key or a value that is not known.
    pub fn with(files: &[LexiconFile]) -> Result<Self, LexiconError> {
        let mut unread: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
        let lexicon = Lexicon {
            effects: load(files, &mut unread)?,
            victims: load(files, &mut unread)?,
            quantities: load(files, &mut unread)?,
            scope: load(files, &mut unread)?,
            sources: load(files, &mut unread)?,
            actors: load(files, &mut unread)?,
            accords: load(files, &mut unread)?,
            events: load(files, &mut unread)?,
            weapons: load(files, &mut unread)?,
            times: load(files, &mut unread)?,
            places: load(files, &mut unread)?,
        };
        match unread.first() {
            Some(name) => Err(LexiconError::UnknownFile { file: (*name).to_owned() }),
            None => Ok(lexicon),
        }
    }

    /// The name that records use for a body or a party that is spelled so, if the lexicon knows it ("SOHR", "Russian army"); a
    /// party that is told by a bare word ("the regime") has none here, because its article decides whose it is.
    pub fn usual_name(&self, spelling: &str) -> Option<&str> {
        let body = self.sources.body_index.exact(spelling).map(|k| self.sources.bodies[k].name.as_str());
        body.or_else(|| self.actors.usual_name(spelling))
    }
}

fn load<P: Part>(files: &[LexiconFile], unread: &mut Vec<&str>) -> Result<P, LexiconError> {
    let (name, text) = P::FILE;
    let mut raw = RawFile::parse(name, text)?;
    for file in files.iter().filter(|f| f.name == name) {
        raw.overlay(RawFile::parse(name, &file.text)?);
    }
    unread.retain(|n| *n != name);
    let part = P::compile(&raw)?;
    raw.finish()?;
    Ok(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_words_are_sound() {
        Lexicon::builtin().unwrap();
    }

    fn refused(name: &str, text: &str) -> String {
        Lexicon::with(&[LexiconFile { name: name.into(), text: text.into() }]).unwrap_err().to_string()
    }

    #[test]
    fn an_error_names_file_line_entry_and_remedy() {
        let wrong = refused("effects.toml", "\n[[verb]]\nlemma = \"zap\"\nvictim = \"object\"\neffect = \"kiled\"\n");
        assert!(wrong.starts_with("effects.toml:2: [[verb]] \"zap\": unknown variant `kiled`"), "{wrong}");
        assert!(wrong.contains("correct the entry"), "{wrong}");
        let no_key = refused("effects.toml", "[[verb]]\neffect = \"killed\"\n");
        assert!(no_key.starts_with("effects.toml:1: an entry of [[verb]] has no key"), "{no_key}");
        let section = refused("effects.toml", "[[verbs]]\nlemma = \"zap\"\n");
        assert!(section.starts_with("effects.toml:1: no section [[verbs]]\nuse one of:"), "{section}");
        assert!(refused("affects.toml", "").starts_with("affects.toml: no such lexicon file"));
        assert!(refused("effects.toml", "[[verb]\n").starts_with("effects.toml: TOML parse error"));
        let twice = refused("scope.toml", "[[war]]\nword = \"feud\"\n[[war]]\nword = \"feud\"\n");
        assert!(twice.starts_with("scope.toml:3: [[war]] \"feud\": stands twice"), "{twice}");
    }

    #[test]
    fn a_user_adds_replaces_and_removes() {
        let file = |text: &str| LexiconFile { name: "effects.toml".into(), text: text.into() };
        let senses = |text: &str, form: &str| Lexicon::with(&[file(text)]).unwrap().effects.senses(form).len();
        assert_eq!(senses("", "zapped"), 0);
        assert_eq!(
            senses(
                "[[verb]]\nlemma = \"zap\"\nforms = [\"zapped\"]\neffect = \"killed\"\nvictim = \"object\"\n",
                "zapped"
            ),
            1
        );
        assert_eq!(senses("", "beheads"), 1);
        assert_eq!(senses("[[verb]]\nlemma = \"behead\"\nremove = true\n", "beheads"), 0);
    }

    #[test]
    fn words_are_sorted_in_their_sections() {
        for (name, text) in [toll::Effects::FILE, toll::VictimWords::FILE, quantity::Words::FILE, scope::Words::FILE] {
            let mut last = (String::new(), String::new());
            let mut section = String::new();
            for line in text.lines() {
                if let Some(new) = line.strip_prefix("[[").and_then(|l| l.strip_suffix("]]")) {
                    section = new.to_owned();
                }
                // The lists of people go from the particular to the general.
                let keys = ["name = ", "lemma = ", "word = ", "phrase = "];
                let Some(key) = keys.iter().find_map(|k| line.strip_prefix(k)).filter(|_| section != "people") else {
                    continue;
                };
                if section == last.0 && !line.starts_with("lemma") {
                    let key = key.trim_matches('"');
                    assert!(last.1.as_str() <= key, "{name}: {key} stands behind {}", last.1);
                }
                if !line.starts_with("lemma") {
                    last = (section.clone(), key.trim_matches('"').to_owned());
                }
            }
        }
    }
}
