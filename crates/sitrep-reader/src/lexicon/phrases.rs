//! Phrases of one or more words, looked up where they stand in the text.

use rustc_hash::FxHashMap;
use sitrep_language::Document;
use smol_str::SmolStr;

/// A set of phrases with what each means; the longest that fits wins.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    /// By first word, longest phrase first: the other words and the meaning.
    by_first: FxHashMap<SmolStr, Vec<Phrase<T>>>,
}

/// The words behind the first, and the meaning.
type Phrase<T> = (Box<[SmolStr]>, T);

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { by_first: FxHashMap::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase: lower-case words parted by spaces; "…" stands for up to four words. The same phrase added again
    /// takes the place of the first: a user's words win over those that come with the program.
    pub fn add(&mut self, phrase: &str, meaning: T) {
        let mut words = phrase.split_whitespace().map(SmolStr::new);
        let Some(first) = words.next() else { return };
        let list = self.by_first.entry(first).or_default();
        let rest: Box<[SmolStr]> = words.collect();
        let same = list.iter().position(|(other, _)| *other == rest);
        let at = same.unwrap_or_else(|| list.partition_point(|(other, _)| other.len() >= rest.len()));
        list.insert(at, (rest, meaning));
    }

    /// The longest phrase that starts at a token, with the token after it.
    pub fn at(&self, doc: &Document, i: usize) -> Option<(usize, &T)> {
        let first = doc.get(i)?;
        let list = self.by_first.get(first.lower())?;
        list.iter().find_map(|(rest, meaning)| follow(doc, i + 1, rest).map(|end| (end, meaning)))
    }
}

/// How many words "…" may stand for.
const GAP: usize = 4;

/// The token behind `rest` where it follows at a token.
fn follow(doc: &Document, at: usize, rest: &[SmolStr]) -> Option<usize> {
    match rest.split_first() {
        None => Some(at),
        Some((gap, behind)) if gap == "…" => (0..=GAP).find_map(|k| follow(doc, at + k, behind)),
        Some((word, behind)) => doc.get(at).filter(|t| t.lower() == word).and_then(|_| follow(doc, at + 1, behind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::tests::plain;

    #[test]
    fn the_longest_phrase_wins_and_the_later_of_equals() {
        let mut phrases = Phrases::default();
        phrases.add("glide", 1);
        phrases.add("glide bomb", 2);
        phrases.add("glide bomb", 3);
        let doc = plain("a glide bomb and a glide");
        assert_eq!(phrases.at(&doc, 1), Some((3, &3)));
        assert_eq!(phrases.at(&doc, 5), Some((6, &1)));
        assert_eq!(phrases.at(&doc, 0), None);
    }
}
