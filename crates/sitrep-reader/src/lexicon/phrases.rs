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
    /// Adds a phrase: lower-case words parted by spaces; "…" stands for up to four words.
    pub fn add(&mut self, phrase: &str, meaning: T) {
        let mut words = phrase.split_whitespace().map(SmolStr::new);
        let Some(first) = words.next() else { return };
        let list = self.by_first.entry(first).or_default();
        let rest: Box<[SmolStr]> = words.collect();
        let at = list.partition_point(|(other, _)| other.len() >= rest.len());
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
