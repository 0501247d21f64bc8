//! Runs of capitals that may name a place.

use std::ops::Range;

use super::{Finder, is_capital, stripped};

/// Small words inside names: articles of Arabic, Spanish, French and Portuguese names.
fn is_particle(lower: &str) -> bool {
    matches!(
        lower,
        "al" | "el"
            | "ad"
            | "ar"
            | "as"
            | "ash"
            | "at"
            | "az"
            | "an"
            | "ez"
            | "es"
            | "ed"
            | "ul"
            | "de"
            | "del"
            | "la"
            | "las"
            | "los"
            | "le"
            | "les"
            | "do"
            | "da"
            | "dos"
            | "bin"
            | "ibn"
            | "abu"
            | "um"
            | "umm"
            | "e"
            | "i"
            | "sur"
    )
}

impl Finder<'_> {
    /// Whether the token can be the first or a later word of a name.
    pub(super) fn is_name_word(&self, i: usize) -> bool {
        let Some(token) = self.get(i) else { return false };
        if self.is_blocked(i) || !is_capital(token) {
            return false;
        }
        if matches!(self.label(i), "GPE" | "LOC" | "FAC") && token.pos() != "DET" {
            return self.words.descriptor(token.lower()).is_none() || token.pos() == "PROPN";
        }
        if (self.around.event)(i) {
            return false;
        }
        let noun =
            matches!(token.pos(), "PROPN" | "X") || matches!(token.pos(), "NOUN" | "ADJ") && !token.is_sent_start();
        noun && !self.words.is_never(token.lower()) && !(self.words.is_side(token.lower()))
    }

    /// Whether a hyphen at `i` joins the words at its sides.
    pub(super) fn is_joint(&self, i: usize) -> bool {
        let Some(token) = self.get(i) else { return false };
        matches!(token.text(), "-" | "'" | "’" | "`") && i > 0 && self.doc.token(i - 1).end() == token.start()
    }

    /// The longest name that starts at `i`.
    pub(super) fn run(&self, i: usize) -> Option<Range<usize>> {
        let starts = self.is_name_word(i)
            || is_particle(self.lower(i))
                && !self.is_blocked(i)
                && self.is_joint(i + 1)
                && self.get(i + 2).is_some_and(is_capital);
        if !starts {
            return None;
        }
        let mut end = i + 1;
        loop {
            if self.is_fused_genitive(end - 1) {
                return Some(i..end);
            }
            let inside = self.get(end).is_some_and(|t| !t.is_sent_start());
            if !inside {
                break;
            }
            if self.is_joint(end) {
                let next = end + 1;
                let glued = self.get(next).is_some_and(|t| t.start() <= self.doc.token(end).end() + 1);
                if glued && (self.is_name_word(next) || is_particle(self.lower(next))) && self.lower(next) != "based" {
                    end = next + 1;
                    continue;
                }
                break;
            }
            // "… Syria Air strikes …": a full stop lost
            if (self.around.event)(end) {
                break;
            }
            if self.is_name_word(end) {
                let (label, before) = (self.label(end), self.label(end - 1));
                let descriptor = self.words.descriptor(self.lower(end));
                if descriptor.is_some_and(|d| !d.proper) && !(self.around.country)(&self.text(i..end + 1)) {
                    break;
                }
                // Two entities side by side are two things, unless both are places (a list whose commas are lost).
                let apart = !label.is_empty()
                    && !before.is_empty()
                    && self.get(end).and_then(|t| t.entity()) != self.get(end - 1).and_then(|t| t.entity());
                if apart && !(self.is_place_entity(end) && self.is_place_entity(end - 1)) {
                    break;
                }
                if label == "PERSON" && before.is_empty() && self.is_place_entity(i) {
                    break;
                }
                end += 1;
                continue;
            }
            // "Umm al Amad", "Deir ez Zor"
            let particle = is_particle(self.lower(end)) && (self.is_name_word(end + 1) || self.is_joint(end + 1));
            if particle && self.get(end + 1).is_some_and(|t| !t.is_sent_start()) {
                end += 1;
                continue;
            }
            break;
        }
        // A joint or particle at the end is no part of the name.
        while end > i + 1
            && (self.is_joint(end - 1) || is_particle(self.lower(end - 1)) && !is_capital(self.doc.token(end - 1)))
        {
            end -= 1;
        }
        Some(i..end)
    }

    /// The first of several names whose commas are lost ("Eastern Ghouta Douma", "Tabqa Syria").
    pub(super) fn split(&self, run: Range<usize>) -> Range<usize> {
        if run.len() < 2 || (self.around.known)(&self.text(run.clone())) {
            return run;
        }
        for k in run.start + 1..run.end {
            if self.is_joint(k) || self.is_joint(k - 1) || is_particle(self.lower(k - 1)) {
                continue;
            }
            let (first, rest) = (self.text(run.start..k), self.text(k..run.end));
            let two_entities = self.is_place_entity(k)
                && self.is_place_entity(k - 1)
                && self.doc.token(k).entity() != self.doc.token(k - 1).entity();
            let rest_is_place = (self.around.country)(&rest)
                || two_entities && (self.around.known)(&first) && (self.around.known)(&rest);
            if rest_is_place && first.len() > 3 {
                return run.start..k;
            }
        }
        run
    }

    /// "Aleppos": a genitive whose apostrophe is lost.
    pub(super) fn is_fused_genitive(&self, i: usize) -> bool {
        let text = self.doc.token(i).text();
        let Some(bare) = stripped(text).filter(|_| is_capital(self.doc.token(i)) && text.ends_with('s')) else {
            return false;
        };
        if (self.around.country)(bare) {
            return !(self.around.country)(text);
        }
        let (whole, bare) = ((self.around.fame)(text), (self.around.fame)(bare));
        bare >= 20_000 && bare > 10 * whole
            || whole == 0 && (self.around.known)(stripped(text).unwrap_or(text)) && !(self.around.known)(text)
    }

    /// The words of a range with the spaces that a tokenizer or an editor put round hyphens taken out.
    pub(super) fn text(&self, range: Range<usize>) -> String {
        let text = self.doc.span(range.start, range.end).text();
        let mut out = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !out.is_empty() && !out.ends_with('-') {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }
}
