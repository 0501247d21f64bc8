//! Where statements stand in an article's text: characters to sentences and marks.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use maud::{Markup, html};
use sitrep_record::Evidence;

/// A text whose characters can be counted off quickly.
pub struct Characters<'a> {
    text: &'a str,
    /// Where each character begins, and the end.
    starts: Vec<usize>,
}

impl<'a> Characters<'a> {
    /// Of a text.
    pub fn of(text: &'a str) -> Self {
        Characters { text, starts: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Some of them; what lies outside the text is left out.
    pub fn slice(&self, range: Range<usize>) -> &'a str {
        let end = range.end.min(self.len());
        &self.text[self.starts[range.start.min(end)]..self.starts[end]]
    }

    /// Evidence as it can be in this text.
    pub fn within(&self, evidence: Evidence) -> Range<usize> {
        let end = evidence.end.min(self.len());
        evidence.start.min(end)..end
    }

    /// The character that a byte belongs to.
    pub fn at_byte(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The sentence or sentences that evidence stands in, no more than [`REACH`] characters to each side.
    pub fn sentence(&self, evidence: &Range<usize>) -> Range<usize> {
        let mut start = evidence.start;
        while start > 0 && evidence.start - start < REACH && !self.ends_sentence(start - 1) {
            start -= 1;
        }
        let mut end = evidence.end;
        while end < self.len() && end - evidence.end < REACH && (end == 0 || !self.ends_sentence(end - 1)) {
            end += 1;
        }
        while start < evidence.start && self.char(start).is_some_and(char::is_whitespace) {
            start += 1;
        }
        start..end
    }

    fn char(&self, at: usize) -> Option<char> {
        self.text[*self.starts.get(at)?..].chars().next()
    }

    /// Whether a sentence ends with this character: a line's end, or a full stop before a space and a capital, but not after a lone
    /// capital ("U.S. forces") or a short title ("Gen. Amin").
    fn ends_sentence(&self, at: usize) -> bool {
        match self.char(at) {
            Some('\n') => true,
            // the space after the stop, and after a closing quotation mark
            Some(space) if space.is_whitespace() => {
                let mut stop = at;
                while stop > 0 && self.char(stop - 1).is_some_and(|c| matches!(c, '"' | '\'' | '”' | '’' | '»' | ')'))
                {
                    stop -= 1;
                }
                let ends =
                    stop > 0 && self.char(stop - 1).is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔'));
                let next = self.char(at + 1);
                let begins = next.is_none_or(|c| !c.is_lowercase() && !c.is_whitespace());
                ends && begins && !self.is_abbreviation(stop - 1)
            }
            _ => false,
        }
    }

    fn is_abbreviation(&self, stop: usize) -> bool {
        let word = (0..stop).rev().take(5).take_while(|at| self.char(*at).is_some_and(char::is_alphabetic)).count();
        let capital = word > 0 && self.char(stop - word).is_some_and(char::is_uppercase);
        self.char(stop) == Some('.') && capital && word <= 3
    }
}

/// A sentence is shown with so many characters to each side of its evidence at most: a page without full stops stays readable.
const REACH: usize = 400;

/// The sentence of a statement, the evidence marked.
pub fn quoted(text: &str, evidence: Evidence) -> Markup {
    let all = Characters::of(text);
    let inside = all.within(evidence);
    let around = all.sentence(&inside);
    let cut = |at: usize| at > 0 && at < all.len() && !all.ends_sentence(at - 1);
    html! {
        bdi dir="auto" {
            @if cut(around.start) && inside.start - around.start >= REACH { "…" }
            (all.slice(around.start..inside.start))
            mark { (all.slice(inside.clone())) }
            (all.slice(inside.end..around.end).trim_end())
            @if cut(around.end) && around.end - inside.end >= REACH { "…" }
        }
    }
}

/// A piece of text that the same spans cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its characters.
    pub range: Range<usize>,
    /// Which spans cover it, in their order; of very many the last [`DEPTH`].
    pub spans: Vec<usize>,
    /// Which spans begin with it, all of them.
    pub begun: Vec<usize>,
}

/// So many spans are shown upon each other at most: a record with thousands of spans of one place makes no page of their square.
pub const DEPTH: usize = 8;

/// Cuts `0..len` wherever a span begins or ends: runs in order, each character in exactly one. Empty spans cover nothing.
pub fn flatten(len: usize, spans: &[Range<usize>]) -> Vec<Run> {
    // at each cut: which spans begin, which end
    let mut cuts: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, span) in spans.iter().enumerate() {
        let end = span.end.min(len);
        if span.start < end {
            cuts.entry(span.start).or_default().0.push(at);
            cuts.entry(end).or_default().1.push(at);
        }
    }
    cuts.entry(len).or_default();
    let mut open: BTreeSet<usize> = BTreeSet::new();
    let mut begun: Vec<usize> = Vec::new();
    let mut runs = Vec::new();
    let mut from = 0;
    for (cut, (begin, end)) in cuts {
        if from < cut {
            let mut spans: Vec<usize> = open.iter().rev().take(DEPTH).copied().collect();
            spans.reverse();
            runs.push(Run { range: from..cut, spans, begun });
        }
        for at in &end {
            open.remove(at);
        }
        open.extend(begin.iter().copied());
        begun = begin;
        from = cut;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sentence(text: &str, word: &str) -> String {
        let all = Characters::of(text);
        let start = all.at_byte(text.find(word).unwrap());
        let range = all.sentence(&(start..start + word.chars().count()));
        all.slice(range).trim().to_owned()
    }

    #[test]
    fn a_sentence_ends_at_its_stop_and_not_at_an_abbreviation() {
        let text = "Rockets fell. “Nine died,” Gen. Amin of the U.S. Relief Fund said. Rain came.\nNext line";
        assert_eq!(sentence(text, "Nine"), "“Nine died,” Gen. Amin of the U.S. Relief Fund said.");
        assert_eq!(sentence(text, "Rockets"), "Rockets fell.");
        assert_eq!(sentence(text, "Next"), "Next line");
        assert_eq!(sentence("قُتل تسعة. ثم هدأ القصف.", "هدأ"), "ثم هدأ القصف.");
    }

    #[test]
    fn a_word_as_long_as_a_page_is_cut() {
        let text = "x".repeat(5000);
        assert_eq!(Characters::of(&text).sentence(&(2000..2004)), 1600..2404);
        assert!(quoted(&text, Evidence { start: 2000, end: 2004 }).into_string().contains('…'));
    }

    #[test]
    fn evidence_outside_the_text_is_no_panic() {
        for evidence in
            [Evidence { start: 90, end: 95 }, Evidence { start: 3, end: 1 }, Evidence { start: 0, end: usize::MAX }]
        {
            assert!(quoted("short", evidence).into_string().contains("mark"));
        }
    }

    #[test]
    fn overlapping_spans_become_runs() {
        let runs = flatten(10, &[2..6, 4..8, 4..4]);
        let told: Vec<_> = runs.into_iter().map(|r| (r.range, r.spans, r.begun)).collect();
        assert_eq!(
            told,
            [
                (0..2, vec![], vec![]),
                (2..4, vec![0], vec![0]),
                (4..6, vec![0, 1], vec![1]),
                (6..8, vec![1], vec![]),
                (8..10, vec![], vec![])
            ]
        );
    }

    proptest! {
        #[test]
        fn every_character_stands_in_one_run_with_just_its_spans(
            text in "\\PC{0,60}", ends in proptest::collection::vec((0usize..70, 0usize..70), 0..8)
        ) {
            let all = Characters::of(&text);
            let spans: Vec<Range<usize>> = ends.iter().map(|(a, b)| *a.min(b)..*a.max(b)).collect();
            let runs = flatten(all.len(), &spans);
            let whole: String = runs.iter().map(|r| all.slice(r.range.clone())).collect();
            prop_assert_eq!(&whole, &text);
            for run in &runs {
                for at in run.range.clone() {
                    let covering: Vec<usize> = (0..spans.len()).filter(|s| spans[*s].contains(&at)).collect();
                    prop_assert_eq!(&run.spans, &covering);
                }
            }
            for (at, span) in spans.iter().enumerate().filter(|(_, s)| s.start < s.end.min(all.len())) {
                let begins: Vec<usize> = runs.iter().filter(|r| r.begun.contains(&at)).map(|r| r.range.start).collect();
                prop_assert_eq!(begins, vec![span.start]);
            }
        }
    }
}
