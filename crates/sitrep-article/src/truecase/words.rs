//! Which words are common, which are names, and which are neither always.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::Deserialize;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);
static COMMON: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/common-words.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// The shortest part of a compound that is looked up by itself, in bytes.
const PART: usize = 4;

#[derive(Deserialize)]
struct Words {
    words: FxHashSet<String>,
}

#[derive(Deserialize)]
struct Months {
    words: FxHashSet<String>,
    after: FxHashSet<String>,
}

#[derive(Deserialize)]
struct Affixes {
    prefixes: Vec<String>,
    suffixes: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Lexicon {
    proper: Words,
    common: Words,
    months: Months,
    acronyms: Words,
    abbreviations: Words,
    titles: Words,
    place_modifiers: Words,
    heads: Words,
    modifiers: Words,
    particles: Words,
    affixes: Affixes,
}

impl Lexicon {
    fn load() -> Lexicon {
        toml::from_str(include_str!("../../../../lexicon/truecase.toml")).expect("truecase.toml is checked by a test")
    }

    pub fn get() -> &'static Lexicon {
        &LEXICON
    }

    pub fn is_proper(&self, word: &str) -> bool {
        self.proper.words.contains(word)
    }

    pub fn is_doubtful_month(&self, word: &str) -> bool {
        self.months.words.contains(word)
    }

    pub fn announces_month(&self, word: &str) -> bool {
        self.months.after.contains(word)
    }

    pub fn is_acronym(&self, word: &str) -> bool {
        self.acronyms.words.contains(word)
    }

    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.words.contains(word)
    }

    pub fn is_title(&self, word: &str) -> bool {
        self.titles.words.contains(word)
    }

    pub fn is_place_modifier(&self, word: &str) -> bool {
        self.place_modifiers.words.contains(word)
    }

    pub fn is_head(&self, word: &str) -> bool {
        self.heads.words.contains(word)
    }

    pub fn is_modifier(&self, word: &str) -> bool {
        self.modifiers.words.contains(word)
    }

    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.words.contains(word)
    }
}

/// Whether an English word, given in lower case, is one that is written in lower case.
///
/// The list is SCOWL's (levels 10 to 35, some 40,000 words); words made of listed ones (`paramilitary`,
/// `counterattacked`) count too.
///
/// ```
/// assert!(sitrep_article::is_common_word("soldiers"));
/// assert!(!sitrep_article::is_common_word("bogota"));
/// ```
pub fn is_common_word(word: &str) -> bool {
    is_common(word, &|word| COMMON.contains(word) || LEXICON.common.words.contains(word))
}

/// Whether a word, or what it is made of, is common by a list.
pub(super) fn is_common(word: &str, listed: &dyn Fn(&str) -> bool) -> bool {
    if listed(word) {
        return true;
    }
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("s'")).unwrap_or(word);
    let affixes = &LEXICON.affixes;
    let stem = |word: &str| {
        listed(word)
            || affixes.suffixes.iter().filter_map(|suffix| word.strip_suffix(suffix.as_str())).any(|stem| {
                stem.len() >= PART
                    && (listed(stem)
                        || listed(&format!("{stem}e"))
                        || listed(&format!("{stem}y"))
                        || doubled(stem).is_some_and(listed))
            })
    };
    if word.len() >= PART && stem(word) {
        return true;
    }
    let prefixed = |prefix: &str| word.strip_prefix(prefix).is_some_and(|rest| rest.len() >= PART && stem(rest));
    affixes.prefixes.iter().any(|prefix| prefixed(prefix))
        || (word.is_ascii()
            && word.len() >= 2 * PART
            && (PART..=word.len() - PART).any(|at| listed(&word[..at]) && listed(&word[at..])))
}

/// A stem without its doubled last letter: `stopped` is `stop` and `ped`.
fn doubled(stem: &str) -> Option<&str> {
    let bytes = stem.as_bytes();
    let [.., a, b] = bytes else { return None };
    (a == b && a.is_ascii_alphabetic()).then(|| &stem[..stem.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words() {
        for word in [
            "the",
            "soldiers",
            "counterinsurgency",
            "paramilitaries",
            "kidnapped",
            "government's",
            "highranking",
            "dynamited",
            "a",
        ] {
            assert!(is_common_word(word), "{word}");
        }
        for word in [
            "bogota",
            "salvadoran",
            "cristiani",
            "medellin",
            "ramirez",
            "fmln",
            "",
            "hezbollah",
            "lopez",
            "kampala",
            "ñ",
        ] {
            assert!(!is_common_word(word), "{word}");
        }
    }

    #[test]
    fn the_data_is_sound() {
        let lexicon = Lexicon::get();
        for word in &lexicon.common.words {
            assert!(!lexicon.proper.words.contains(word), "{word} is both");
        }
    }
}
