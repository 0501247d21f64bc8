//! What the words around a name say of the place.

use std::ops::Range;

use super::{Finder, is_capital, is_locative};
use crate::place::words::Level;

/// What the words around a name say.
pub(super) struct Described {
    /// How large the place is.
    pub level: Option<Level>,
    /// Whether a word for a sort of place stands beside the name.
    pub named: bool,
    /// The part or side of it that is meant ("eastern", "outskirts of").
    pub part: Option<String>,
    /// Where the name ends, a word that belongs to it included ("… hospital").
    pub end: usize,
    /// The first of the words that lead up to the name; what stands before it governs it.
    pub start: usize,
}

impl Finder<'_> {
    /// Reads the words around a run.
    pub(super) fn describe(&self, run: &Range<usize>) -> Described {
        let mut level = None;
        let mut named = false;
        // "X village", "X district"
        let mut end = run.end;
        let after = usize::from(self.get(end).is_some_and(|t| t.tag() == "POS"));
        let of =
            self.lower(end + 1) == "of" && self.words.descriptor(self.lower(end)).is_some_and(|d| d.level.is_some());
        if let Some(d) = self.words.descriptor(self.lower(end)).filter(|_| after == 0 && !of) {
            named = true;
            level = d.level;
            if d.proper {
                end += 1;
            }
        } else if self.words.descriptor(self.lower(end - 1)).is_some_and(|d| d.proper) {
            level = self.words.descriptor(self.lower(end - 1)).and_then(|d| d.level);
            named = run.len() > 1;
        }
        // "Kibbutz X", "Camp X"
        if run.len() > 1
            && self.words.descriptor(self.lower(run.start)).is_some()
            && !self.words.is_side(self.lower(run.start))
        {
            named = true;
            level = level.or(self.words.descriptor(self.lower(run.start)).and_then(|d| d.level));
        }
        // "the town of X", "the western outskirts of the city of X", "north of X"
        let mut k = run.start;
        let mut part: Option<String> = None;
        while k >= 1 {
            let the = usize::from(matches!(self.lower(k - 1), "the" | "nearby" | "neighbouring" | "neighboring"));
            if k < 2 + the || self.lower(k - 1 - the) != "of" {
                break;
            }
            let word = self.lower(k - 2 - the);
            // "Department of Defense"
            if is_capital(self.doc.token(k - 2 - the)) && !self.is_place_entity(run.start) {
                break;
            }
            if self.words.is_side(word) && !word.ends_with("ern") {
                part = Some(format!("{word} of"));
                named = true;
                break;
            }
            let Some(d) = self.words.descriptor(word) else { break };
            named = true;
            let side = k.checked_sub(3 + the).map_or("", |s| self.lower(s));
            match d.level {
                // "parts of X" is somewhere in X
                None if matches!(word.trim_end_matches('s'), "part" | "area" | "zone" | "section" | "side") => {}
                None => {
                    let side = if self.words.is_side(side) { format!("{side} ") } else { String::new() };
                    part = part.or(Some(format!("{side}{word} of")));
                }
                // "a suburb of X" is not X
                Some(l) if l < Level::City && !d.proper && matches!(word, "suburb" | "ward" | "slum" | "suburbs") => {
                    part = part.or(Some(format!("{word} of")));
                }
                Some(l) => level = level.or(Some(l)),
            }
            k -= 2 + the;
            while k >= 1 && (self.words.is_side(self.lower(k - 1)) || self.doc.token(k - 1).pos() == "ADJ") {
                k -= 1;
            }
        }
        // "eastern Aleppo", "rebel-held eastern Aleppo"; but "northern Hama province" is the whole province
        if part.is_none()
            && run.start >= 1
            && self.words.is_side(self.lower(run.start - 1))
            && !matches!(level, Some(Level::Admin1))
            && (self.lower(run.start - 1).ends_with("ern")
                || self.lower(run.start - 1) == "central"
                || self.lower(run.start - 1) == "east"
                || self.lower(run.start - 1) == "west"
                || self.lower(run.start - 1) == "rural")
        {
            part = Some(self.lower(run.start - 1).to_owned());
        }
        let first = run.start;
        let mut before = first;
        while before >= 1 && first - before < 6 {
            let token = self.doc.token(before - 1);
            let filler = matches!(token.lower(), "the" | "a" | "an" | "-" | "nearby" | "neighbouring" | "neighboring")
                || self.words.is_side(token.lower())
                || matches!(token.pos(), "ADJ")
                || matches!(token.tag(), "VBN")
                || self.label(before - 1) == "NORP"
                || token.dep() == "amod"
                || token.dep() == "npadvmod";
            if !filler || token.is_sent_start() && !is_locative(token.lower()) {
                break;
            }
            before -= 1;
        }
        Described { level, named, part, end, start: before }
    }
}
