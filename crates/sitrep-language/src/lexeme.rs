//! What is known of a word by its form alone.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::error::Result;
use crate::msgpack;
use crate::package::Package;
use crate::strings::{hash, string_id};

/// A feature of a word that a network embeds; spaCy's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Feature {
    Orth,
    Lower,
    Norm,
    Prefix,
    Suffix,
    Shape,
    IsSpace,
    /// Whether a space follows: of the token, not of the word.
    Spacy,
}

impl Feature {
    /// How many there are.
    pub const COUNT: usize = 8;

    /// The feature of that name, if it is one of these.
    pub fn named(name: &str) -> Option<Feature> {
        Some(match name {
            "ORTH" => Feature::Orth,
            "LOWER" => Feature::Lower,
            "NORM" => Feature::Norm,
            "PREFIX" => Feature::Prefix,
            "SUFFIX" => Feature::Suffix,
            "SHAPE" => Feature::Shape,
            "IS_SPACE" => Feature::IsSpace,
            "SPACY" => Feature::Spacy,
            _ => return None,
        })
    }
}

/// A word form with its features.
#[derive(Debug, Clone)]
pub(crate) struct Lexeme {
    pub text: SmolStr,
    pub lower: SmolStr,
    /// How many characters it has.
    pub chars: u32,
    pub is_space: bool,
    /// The feature's numbers; that of [`Feature::Spacy`] is not used.
    pub features: [u64; Feature::COUNT],
}

impl Lexeme {
    /// The word's features; a norm other than the usual one comes from the tokenizer's exceptions.
    pub fn new(text: &str, norm: Option<&str>, norms: &Norms) -> Lexeme {
        let lower: SmolStr = text.to_lowercase().into();
        let is_space = !text.is_empty() && text.chars().all(is_space);
        let norm = norm.unwrap_or_else(|| norms.get(text).unwrap_or(&lower));
        let prefix = text.chars().next().map_or(0, char::len_utf8);
        let suffix = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        let mut features = [0; Feature::COUNT];
        features[Feature::Orth as usize] = string_id(text);
        features[Feature::Lower as usize] = string_id(&lower);
        features[Feature::Norm as usize] = string_id(norm);
        features[Feature::Prefix as usize] = string_id(&text[..prefix]);
        features[Feature::Suffix as usize] = string_id(&text[suffix..]);
        features[Feature::Shape as usize] = string_id(&shape(text));
        features[Feature::IsSpace as usize] = u64::from(is_space);
        Lexeme { text: text.into(), lower, chars: text.chars().count() as u32, is_space, features }
    }
}

/// White space as Python's `str.isspace` has it: the Unicode property, and the four ASCII separators.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// The shape of a word: letters as `x` or `X`, digits as `d`, no more than four of a kind in a row.
fn shape(text: &str) -> String {
    const LONG: usize = 100;
    if text.chars().count() >= LONG {
        return "LONG".into();
    }
    let mut shape = String::new();
    let (mut last, mut run) = ('\0', 0);
    for c in text.chars() {
        let kind = match c {
            _ if is_alphabetic(c) && c.is_uppercase() => 'X',
            _ if is_alphabetic(c) => 'x',
            _ if is_digit(c) => 'd',
            _ => c,
        };
        run = if kind == last { run + 1 } else { 0 };
        last = kind;
        if run < 4 {
            shape.push(kind);
        }
    }
    shape
}

/// Python's `str.isalpha` for one character: the letter categories, without the marks and numbers that Unicode's
/// `Alphabetic` holds too.
pub(crate) fn is_alphabetic(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_alphabetic(),
        false => c.is_alphabetic() && !c.is_numeric() && !is_mark(c),
    }
}

/// Combining marks among the alphabetic characters: vowel signs of Arabic, Hebrew and Indic scripts.
fn is_mark(c: char) -> bool {
    static MARK: std::sync::LazyLock<regex::Regex> =
        std::sync::LazyLock::new(|| regex::Regex::new(r"^\p{M}|^\p{So}").expect("a constant pattern"));
    MARK.is_match(c.encode_utf8(&mut [0; 4]))
}

/// Python's `str.isdigit` for one character: decimal digits of any script, and superscript digits.
fn is_digit(c: char) -> bool {
    static DIGIT: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
        regex::Regex::new(r"^[\p{Nd}²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒]").expect("a constant pattern")
    });
    c.is_ascii_digit() || (!c.is_ascii() && DIGIT.is_match(c.encode_utf8(&mut [0; 4])))
}

/// The normal forms of words: the pipeline's own table, then the ones of every language.
#[derive(Debug, Default)]
pub(crate) struct Norms {
    table: FxHashMap<u64, SmolStr>,
    base: FxHashMap<&'static str, &'static str>,
}

impl Norms {
    /// Reads the table `lexeme_norm` of `vocab/lookups.bin`, which may be absent or empty.
    pub fn open(package: &mut Package) -> Result<Norms> {
        const FILE: &str = "vocab/lookups.bin";
        let base = include_str!("../data/base_norms.txt").lines().filter(|line| !line.starts_with('#'));
        let mut norms = Norms { base: base.filter_map(|line| line.split_once('\t')).collect(), ..Norms::default() };
        let Some(bytes) = package.find(FILE)? else { return Ok(norms) };
        let lookups = msgpack::parse_map(&bytes, FILE)?;
        let table = msgpack::field(&lookups, "lexeme_norm").map(msgpack::entries).unwrap_or_default();
        norms.table = table
            .iter()
            .filter_map(|(key, value)| Some((msgpack::number(key)?, msgpack::text(value)?.into())))
            .collect();
        Ok(norms)
    }

    fn get(&self, text: &str) -> Option<&str> {
        match self.table.get(&hash(text.as_bytes())) {
            Some(norm) => Some(norm),
            None => self.base.get(text).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_as_in_spacy() {
        for (text, expected) in [
            ("Apples", "Xxxxx"),
            ("C3Po", "XdXx"),
            ("12345678", "dddd"),
            ("U.S.", "X.X."),
            ("....", "...."),
            (".....", "...."),
            ("état", "xxxx"),
            ("حلب", "xxx"),
            ("\n\n", "\n\n"),
        ] {
            assert_eq!(shape(text), expected, "{text}");
        }
        assert_eq!(shape(&"a".repeat(100)), "LONG");
    }

    #[test]
    fn features_follow_the_form() {
        let norms = Norms { base: FxHashMap::from_iter([("—", "-")]), ..Norms::default() };
        let word = Lexeme::new("Été", None, &norms);
        assert_eq!(word.features[Feature::Prefix as usize], string_id("É"));
        assert_eq!(word.features[Feature::Suffix as usize], string_id("Été"));
        assert_eq!(word.features[Feature::Norm as usize], string_id("été"));
        assert_eq!(Lexeme::new("—", None, &norms).features[Feature::Norm as usize], string_id("-"));
        assert_eq!(Lexeme::new("n't", Some("not"), &norms).features[Feature::Norm as usize], string_id("not"));
        assert!(Lexeme::new("\u{1c}\n", None, &norms).is_space);
    }
}
