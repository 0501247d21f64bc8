//! A document as a row of plain pieces of words, so that a spelling matches however it is cut into tokens.

use std::ops::Range;

use sitrep_language::Document;
use smol_str::SmolStr;

/// A piece of a word: letters and digits only, small, without accents.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// The folded text.
    pub text: SmolStr,
    /// The token that it is part of.
    pub token: usize,
    /// Whether it starts with a capital.
    pub capital: bool,
    /// Whether all its letters are capitals (and it has any).
    pub upper: bool,
    /// Whether all but a final small s are capitals.
    pub upper_but_s: bool,
}

/// All pieces of a document in order.
#[derive(Debug)]
pub(crate) struct Pieces {
    pieces: Vec<Piece>,
}

impl Pieces {
    /// Cuts a document into pieces.
    pub fn of(doc: &Document) -> Self {
        let mut pieces = Vec::with_capacity(doc.len());
        for token in doc.tokens() {
            cut(token.text(), token.i(), &mut pieces);
        }
        Pieces { pieces }
    }

    /// The piece at a place.
    pub fn get(&self, place: usize) -> Option<&Piece> {
        self.pieces.get(place)
    }

    /// The tokens that a run of pieces touches.
    pub fn tokens(&self, places: Range<usize>) -> Range<usize> {
        match places.is_empty() {
            true => 0..0,
            false => self.pieces[places.start].token..self.pieces[places.end - 1].token + 1,
        }
    }
}

/// Cuts a spelling as [`Pieces`] cuts a text.
pub(crate) fn pieces_of(spelling: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for word in spelling.split_whitespace() {
        cut(word, 0, &mut pieces);
    }
    pieces
}

/// The plain form of a word: small letters without accents.
pub(crate) fn fold(word: &str) -> SmolStr {
    match word.is_ascii() {
        true if word.bytes().any(|b| b.is_ascii_uppercase()) => word.to_ascii_lowercase().into(),
        true => word.into(),
        false => word.chars().flat_map(char::to_lowercase).flat_map(plain).collect(),
    }
}

fn cut(word: &str, token: usize, out: &mut Vec<Piece>) {
    for part in word.split('-') {
        if is_dotted(part) {
            let joined: String = part.chars().filter(|c| c.is_alphanumeric()).collect();
            push(&joined, token, out);
            continue;
        }
        for part in part.split(|c: char| !c.is_alphanumeric() && c != '\u{301}') {
            if !part.is_empty() {
                push(part, token, out);
            }
        }
    }
}

/// Whether it is an abbreviation with points ("U.S.", "U.N").
fn is_dotted(word: &str) -> bool {
    let mut letters = 0;
    let mut parts = word.split('.');
    parts.all(|p| {
        letters += p.chars().count();
        p.chars().count() <= 1
    }) && letters >= 2
        && word.contains('.')
}

fn push(part: &str, token: usize, out: &mut Vec<Piece>) {
    let mut letters = part.chars().filter(|c| c.is_alphabetic());
    let capital = part.chars().next().is_some_and(char::is_uppercase);
    let upper = letters.clone().next().is_some() && letters.all(char::is_uppercase);
    let upper_but_s =
        part.strip_suffix('s').is_some_and(|stem| stem.chars().count() >= 2 && stem.chars().all(char::is_uppercase));
    out.push(Piece { text: fold(part), token, capital, upper, upper_but_s });
}

/// A letter without its accent, for the accents that transliterations use.
fn plain(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ō' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        'ğ' => 'g',
        'ş' => 's',
        other => other,
    };
    std::iter::once(plain).filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(spelling: &str) -> Vec<String> {
        pieces_of(spelling).iter().map(|p| p.text.to_string()).collect()
    }

    #[test]
    fn a_spelling_is_cut_at_hyphens_and_apostrophes() {
        assert_eq!(texts("Jabhat al-Nusra"), ["jabhat", "al", "nusra"]);
        assert_eq!(texts("People's Protection Units"), ["people", "s", "protection", "units"]);
    }

    #[test]
    fn abbreviations_lose_their_points() {
        assert_eq!(texts("U.S.-led coalition"), ["us", "led", "coalition"]);
        assert_eq!(texts("U.S. army"), ["us", "army"]);
        assert_eq!(texts("Séléka"), ["seleka"]);
    }
}
