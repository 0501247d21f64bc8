//! Which place lies within which, and which are listed together.

use std::ops::Range;

use super::{Finder, PlaceMention};

impl Finder<'_> {
    pub(super) fn is_list_gap(&self, gap: Range<usize>) -> bool {
        gap.len() <= 3
            && !gap.is_empty()
            && gap.clone().all(|k| matches!(self.lower(k), "and" | "," | "or" | "as" | "well" | "the" | "&"))
            && gap.clone().any(|k| matches!(self.lower(k), "and" | "," | "or" | "&"))
    }

    /// Ties each place to the one it lies within, and the members of a list to each other.
    pub(super) fn link(&self, mentions: &mut [PlaceMention]) {
        for k in 1..mentions.len() {
            let (a, b) = (mentions[k - 1].clone(), &mentions[k]);
            if self.doc.token(a.tokens.start).sent_index() != self.doc.token(b.tokens.start).sent_index() {
                continue;
            }
            let gap = a.tokens.end..b.tokens.start;
            if gap.is_empty() && (self.around.country)(&b.bare) {
                mentions[k - 1].parent = Some(k);
                continue;
            }
            if self.is_list_gap(gap.clone()) {
                // "Baquba, Iraq": a comma alone may lead up, not along.
                let comma = gap.len() == 1 && self.lower(gap.start) == ",";
                let up = b.level.is_some_and(|l| a.level.is_none_or(|al| al < l));
                if comma && up {
                    mentions[k - 1].parent = Some(k);
                } else {
                    mentions[k].peer = Some(k - 1);
                }
                continue;
            }
            // "Syria's Idlib province", "Aleppo city's eastern districts"
            let possessive = gap.len() == 1 && self.doc.token(gap.start).tag() == "POS"
                || !gap.is_empty()
                    && self.doc.token(gap.start).tag() == "POS"
                    && gap.clone().skip(1).all(|g| self.is_filler(g));
            // "Syria's eastern town of X"
            let owned = self.doc.token(gap.start).tag() == "POS" || self.text(a.tokens.clone()) != a.bare;
            let described = owned
                && gap.len() <= 8
                && gap.len() >= 2
                && self.lower(gap.end - 1) == "of"
                && self.words.descriptor(self.lower(gap.end - 2)).is_some()
                && gap.clone().all(|g| self.is_filler(g) || self.lower(g) == "of");
            let fused = gap.clone().all(|g| self.is_filler(g))
                && self.text(a.tokens.clone()) != a.bare
                && a.bare.len() < self.text(a.tokens.clone()).len()
                && gap.len() < 4;
            if possessive || fused || described {
                mentions[k].parent = Some(k - 1);
                continue;
            }
            let leads_up = gap.len() <= 12
                && !gap.clone().any(|g| self.lower(g) == "and")
                && gap.clone().all(|g| self.is_filler(g) || self.is_link(g))
                && gap.clone().any(|g| self.is_link(g));
            if leads_up {
                mentions[k - 1].parent = Some(k);
            }
        }
    }

    pub(super) fn is_link(&self, i: usize) -> bool {
        matches!(self.lower(i), "in" | "of" | "near" | "outside")
            || self.words.is_side(self.lower(i)) && self.lower(i + 1) == "of"
    }

    pub(super) fn is_filler(&self, i: usize) -> bool {
        let Some(token) = self.get(i) else { return false };
        matches!(
            token.lower(),
            "the"
                | "a"
                | "an"
                | ","
                | "("
                | ")"
                | "some"
                | "about"
                | "km"
                | "kilometers"
                | "kilometres"
                | "miles"
                | "and"
                | "largest"
                | "which"
                | "is"
                | "lies"
                | "located"
                | "also"
                | "both"
                | "-"
                | "around"
                | "just"
                | "nearby"
                | "that"
                | "to"
        ) || self.words.is_side(token.lower())
            || self.words.descriptor(token.lower()).is_some()
            || matches!(token.pos(), "ADJ" | "NUM" | "PART")
            || token.tag() == "VBN"
            || self.label(i) == "NORP"
    }
}
