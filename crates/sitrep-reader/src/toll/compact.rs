//! The text without its white-space tokens.
//!
//! Hard-wrapped copy has a token for every line break, and any phrase can be broken by one. Rules look at words side by
//! side, so they see the text without them; what they find is told in the tokens of the text as it is.

use std::ops::Range;

use sitrep_language::{Document, JsonDocument};

use super::Toll;

/// A document without white-space tokens, and where each of its tokens stands in the original.
pub(super) struct Compact {
    pub doc: Document,
    original: Vec<usize>,
}

impl Compact {
    /// None if the text has no such tokens, or nothing else.
    pub fn of(doc: &Document) -> Option<Compact> {
        let original: Vec<usize> = doc.tokens().filter(|t| !t.is_space()).map(|t| t.i()).collect();
        if original.len() == doc.len() || original.is_empty() {
            return None;
        }
        let mut place = vec![0; doc.len()];
        for (new, &old) in original.iter().enumerate() {
            place[old] = new;
        }
        // A white-space token is a leaf, but where one is not, its children go to its nearest head that stays.
        let head = |i: usize| {
            let token = doc.token(i);
            token.ancestors().find(|t| !t.is_space()).map_or(i, |t| t.i())
        };
        let mut json = JsonDocument::new(None, doc);
        let mut starts = false;
        let mut tokens = Vec::with_capacity(original.len());
        for (i, mut token) in std::mem::take(&mut json.tokens).into_iter().enumerate() {
            starts |= token.sent_start;
            if doc.token(i).is_space() {
                continue;
            }
            token.sent_start = std::mem::take(&mut starts);
            token.head = place[head(i)];
            tokens.push(token);
        }
        json.tokens = tokens;
        json.ents.retain(|e| doc.char_span(e.start, e.end).is_some_and(|s| s.tokens().any(|t| !t.is_space())));
        Some(Compact { doc: json.into_document().ok()?, original })
    }

    /// A toll told in the tokens of the original.
    pub fn restore(&self, mut toll: Toll) -> Toll {
        let range = |r: Range<usize>| self.original[r.start]..self.original[r.end - 1] + 1;
        toll.trigger = self.original[toll.trigger];
        toll.number = toll.number.filter(|r| !r.is_empty()).map(range);
        toll.victims = toll.victims.filter(|r| !r.is_empty()).map(range);
        toll.noun = toll.noun.map(|n| self.original[n]);
        toll.evidence = range(toll.evidence);
        toll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRAPPED: &str = r#"{"text": "Five\nfell.", "ents": [], "tokens": [
        {"start": 0, "end": 4, "text": "Five", "head": 2, "dep": "nsubj", "sent_start": true},
        {"start": 4, "end": 5, "text": "\n", "head": 0, "dep": "dep"},
        {"start": 5, "end": 9, "text": "fell", "head": 2, "dep": "ROOT"},
        {"start": 9, "end": 10, "text": ".", "head": 2, "dep": "punct"}]}"#;

    #[test]
    fn line_breaks_go_and_offsets_stay() {
        let doc = Document::from_json(WRAPPED).unwrap();
        let compact = Compact::of(&doc).unwrap();
        let words: Vec<_> = compact.doc.tokens().map(|t| (t.text(), t.start(), t.head().i())).collect();
        assert_eq!(words, [("Five", 0, 1), ("fell", 5, 1), (".", 9, 1)]);
        assert_eq!(compact.original, [0, 2, 3]);
        assert!(Compact::of(&compact.doc).is_none());
    }
}
