//! Which spelling starts at a place in the text: an index from spellings to what they stand for.

use rustc_hash::FxHashMap;
use sitrep_language::Document;
use smol_str::SmolStr;

use super::fold::{Piece, Pieces, fold, pieces_of};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Any,
    Capital,
    Upper,
}

#[derive(Debug)]
struct Pattern<T> {
    pieces: Vec<(SmolStr, Case)>,
    target: T,
}

/// Spellings and what they stand for.
///
/// A one-word spelling's capitals want capitals in the text; of up to four letters that are all capitals, exactly those. A final s
/// is no matter: plurals, and genitives of texts that lost their apostrophes. The first and the last word may also match by their lemmas.
#[derive(Debug)]
pub(crate) struct Index<T> {
    by_first: FxHashMap<SmolStr, Vec<Pattern<T>>>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Index { by_first: FxHashMap::default() }
    }
}

impl<T: Copy> Index<T> {
    /// Adds a spelling; an error tells what is wrong with it.
    pub fn add(&mut self, spelling: &str, target: T) -> Result<(), String> {
        let row = pieces_of(spelling);
        // a name of several words is one in small letters too, as texts in capitals are when they are cased again
        let long = row.len() > 1 && row.iter().all(|p| p.text.chars().count() > 1);
        let wanted = |p: &Piece| match case(p) {
            Case::Capital if long => Case::Any,
            other => other,
        };
        let pieces: Vec<(SmolStr, Case)> = row.iter().map(|p| (p.text.clone(), wanted(p))).collect();
        let Some((first, _)) = pieces.first() else {
            return Err(format!("the spelling {spelling:?} holds no letter"));
        };
        self.by_first.entry(first.clone()).or_default().push(Pattern { pieces, target });
        Ok(())
    }

    /// The longest spelling that starts at a piece: how many pieces, and what it stands for. Of two as long, the one
    /// that was added first.
    pub fn longest(&self, doc: &Document, row: &Pieces, at: usize) -> Option<(usize, T)> {
        let lemma = |token: usize| doc.get(token).map(|t| fold(t.lemma())).unwrap_or_default();
        let first = row.get(at)?;
        let keys = [first.text.clone(), unplural(&first.text), lemma(first.token)];
        let mut best: Option<(usize, T)> = None;
        for (n, key) in keys.iter().enumerate() {
            if keys[..n].contains(key) {
                continue;
            }
            for pattern in self.by_first.get(key).into_iter().flatten() {
                let length = pattern.pieces.len();
                if best.is_some_and(|(b, _)| b >= length) || (n == 1 && length > 1) {
                    continue;
                }
                let fits = pattern.pieces.iter().enumerate().all(|(k, (text, case))| {
                    row.get(at + k).is_some_and(|piece| {
                        let last = k + 1 == length;
                        case_fits(*case, piece)
                            && (piece.text == *text
                                || (last && (unplural(&piece.text) == *text || lemma(piece.token) == *text))
                                || (k == 0 && lemma(piece.token) == *text))
                    })
                });
                if fits {
                    best = Some((length, pattern.target));
                }
            }
        }
        best
    }

    /// What a plain text stands for as a whole.
    pub fn exact(&self, text: &str) -> Option<T> {
        let row = pieces_of(text);
        self.by_first.get(&row.first()?.text)?.iter().find_map(|p| {
            let same = p.pieces.len() == row.len() && p.pieces.iter().zip(&row).all(|((t, _), piece)| piece.text == *t);
            same.then_some(p.target)
        })
    }

    /// What spellings a plain text holds, in its order.
    pub fn in_text(&self, text: &str) -> Vec<T> {
        let row = pieces_of(text);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(first) = row.get(at) {
            let singular = unplural(&first.text);
            let keys = [Some(&first.text), Some(&singular).filter(|s| **s != first.text)];
            let best = keys
                .into_iter()
                .flatten()
                .filter_map(|key| self.by_first.get(key))
                .flatten()
                .filter(|p| {
                    let last = p.pieces.len() - 1;
                    p.pieces.iter().enumerate().all(|(k, (t, case))| {
                        row.get(at + k).is_some_and(|piece| {
                            let same = piece.text == *t || (k == last && unplural(&piece.text) == *t);
                            same && case_fits(*case, piece)
                        })
                    })
                })
                .max_by_key(|p| p.pieces.len());
            match best {
                Some(pattern) => {
                    found.push(pattern.target);
                    at += pattern.pieces.len();
                }
                None => at += 1,
            }
        }
        found
    }

    /// Every spelling in a document, as tokens and what they stand for, without overlaps.
    pub fn spots(&self, doc: &Document) -> Vec<(std::ops::Range<usize>, T)> {
        let row = Pieces::of(doc);
        let mut spots = Vec::new();
        let mut at = 0;
        while let Some(piece) = row.get(at) {
            match self.longest(doc, &row, at) {
                Some((length, target)) => {
                    spots.push((row.tokens(at..at + length), target));
                    at += length;
                }
                None => {
                    let token = piece.token;
                    at += 1;
                    while row.get(at).is_some_and(|p| p.token == token) {
                        at += 1;
                    }
                }
            }
        }
        spots
    }
}

fn case(piece: &Piece) -> Case {
    match () {
        () if piece.upper && piece.text.chars().count() <= 4 => Case::Upper,
        () if piece.capital => Case::Capital,
        () => Case::Any,
    }
}

fn case_fits(case: Case, piece: &Piece) -> bool {
    match case {
        Case::Any => true,
        Case::Capital => piece.capital,
        // also "SDFs"
        Case::Upper => piece.upper || piece.upper_but_s,
    }
}

/// Without a final s.
fn unplural(word: &SmolStr) -> SmolStr {
    match word.strip_suffix('s') {
        Some(stem) if stem.chars().count() >= 2 && !stem.ends_with('s') => stem.into(),
        _ => word.clone(),
    }
}
