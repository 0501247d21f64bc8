//! Whether a run of capitals names a place, and what part that plays in its sentence.

use std::ops::Range;

use super::words::Described;
use super::{Finder, PlaceMention, Role, is_capital, is_locative, stripped};

impl Finder<'_> {
    /// The place that a run of capitals names, if it does. `listed`: it follows another place in a list.
    pub(super) fn mention(&self, run: Range<usize>, listed: bool) -> Option<PlaceMention> {
        let bare = self.text(run.clone());
        if bare.chars().filter(|c| c.is_alphabetic()).count() < 2 || self.words.is_never(&bare.to_lowercase()) {
            return None;
        }
        let based = |k: usize| {
            self.lower(k) == "based" || self.lower(k) == "-" && matches!(self.lower(k + 1), "based" | "backed" | "led")
        };
        let all_common = run.clone().all(|k| self.words.descriptor(self.lower(k)).is_some() || (self.around.event)(k));
        if based(run.end) || all_common {
            return None;
        }
        let around = self.describe(&run);
        let preposition = around.start.checked_sub(1).map_or("", |p| self.lower(p));
        if !self.accepts(&run, &bare, &around, listed) {
            return None;
        }
        let bare = match stripped(&bare) {
            Some(b) if self.is_fused_genitive(run.end - 1) && !(self.around.country)(&bare) => b.to_owned(),
            _ => bare,
        };
        // Capitals all through are the dateline's, not the name's.
        let shouted = run.end <= self.around.desk && bare.len() > 3 && bare.chars().all(|c| !c.is_lowercase());
        let bare = if shouted { title_case(&bare) } else { bare };
        let whole = if around.end > run.end { self.text(run.start..around.end) } else { bare.clone() };
        let name = match &around.part {
            Some(part) => format!("{part} {whole}"),
            None => whole.clone(),
        };
        let role = self.role(&run, around.end, preposition, around.named);
        Some(PlaceMention {
            tokens: run.start..around.end,
            name,
            bare: whole,
            core: bare,
            part: around.part.is_some(),
            level: around.level,
            parent: None,
            peer: None,
            role,
        })
    }

    fn accepts(&self, run: &Range<usize>, bare: &str, around: &Described, listed: bool) -> bool {
        let (before, end) = (around.start, around.end);
        let preposition = before.checked_sub(1).map_or("", |p| self.lower(p));
        // "several districts, including X"
        let example = matches!(preposition, "including" | "like" | "namely")
            && before
                .checked_sub(2)
                .is_some_and(|p| (p.saturating_sub(1)..=p).any(|q| self.words.descriptor(self.lower(q)).is_some()));
        let loosely = matches!(preposition, "against" | "over" | "on");
        // "the attack on X", "air strikes against X", "the evacuation of X"
        let struck = matches!(preposition, "on" | "against" | "of")
            && before
                .checked_sub(2)
                .is_some_and(|p| (self.around.event)(p) || preposition != "of" && (self.around.hits)(p));
        let label = (run.clone()).map(|k| self.label(k)).find(|l| !l.is_empty()).unwrap_or("");
        let entity = run.clone().any(|k| self.is_place_entity(k));
        // "Daraa: an army unit …": a place as the heading of a paragraph, its colon lost
        let heading = self.doc.token(run.start).is_sent_start()
            && self.get(end).is_some_and(|t| {
                is_capital(t)
                    && !t.is_sent_start()
                    && matches!(t.pos(), "DET" | "NUM" | "NOUN" | "ADJ" | "PRON" | "ADV")
            });
        let known = (self.around.known)(bare) || stripped(bare).is_some_and(|b| (self.around.known)(b));
        let locative = is_locative(preposition) && !loosely || around.named || example || struck && known;
        let proper = run.clone().any(|k| self.doc.token(k).pos() == "PROPN");
        let last = before.checked_sub(1).map(|p| self.doc.token(p));
        // "shook Homs", "hit Idlib"
        // "X was shelled"
        let suffers = || {
            let root = self.doc.span(run.start, run.end).root();
            root.is_some_and(|r| r.dep() == "nsubjpass" && (self.around.hits)(r.head().i()))
        };
        let locative = locative || known && suffers();
        let object = last.is_some_and(|t| t.pos() == "VERB" && t.tag() != "VBG" || (self.around.event)(t.i()));
        // "the police lines of X, in the district of Y"
        let led_up = self.lower(end) == "," && matches!(self.lower(end + 1), "in" | "near" | "outside");
        let of_people =
            preposition == "of" && proper && known || matches!(preposition, "of" | "to") && proper && led_up;
        // "the Homs bombing", "the Homs and Damascus blasts"
        let root = self.doc.span(run.start, run.end).root();
        let before_event = (self.around.event)(end)
            || root.is_some_and(|r| {
                matches!(r.dep(), "compound" | "nmod" | "conj" | "poss")
                    && r.ancestors().take(3).any(|a| a.i() >= end && a.i() < end + 5 && (self.around.event)(a.i()))
            });
        // A name that nobody knows, after a preposition of place: the small models take many for persons or bodies.
        let stands_in = matches!(preposition, "in" | "at" | "near")
            && proper
            && !self
                .get(end)
                .is_some_and(|t| t.tag() == "POS" || matches!(t.pos(), "NOUN" | "PROPN") && t.text() != "\"");
        let described = around.named && around.level.is_some();
        // "Injures Seven"
        let number =
            run.clone().all(|k| matches!(self.label(k), "CARDINAL" | "ORDINAL" | "QUANTITY" | "MONEY" | "PERCENT"));
        run.end <= self.around.desk && proper
            || !number
                && match label {
                    // "mainly Shi'ite districts" are not named Shi'ite.
                    "NORP" if !entity => known && proper && (described || locative || before_event),
                    "PERSON" | "DATE" | "TIME" | "WORK_OF_ART" | "LAW" | "LANGUAGE" | "EVENT" | "PRODUCT"
                        if !entity =>
                    {
                        described
                            || known && proper && (locative || object || before_event)
                            || (stands_in || of_people) && label == "PERSON"
                    }
                    "ORG" if !entity => {
                        described || known && (locative || listed || object || before_event) || stands_in || of_people
                    }
                    _ if entity => {
                        let root = self.doc.span(run.start, run.end).root();
                        known
                            || locative
                            || listed
                            || root.is_some_and(|r| matches!(r.dep(), "dobj" | "nsubjpass" | "pobj"))
                    }
                    _ if known && proper => {
                        locative || loosely || heading || listed || object || before_event || of_people
                    }
                    _ => (locative || of_people) && proper,
                }
    }

    fn role(&self, run: &Range<usize>, end: usize, preposition: &str, described: bool) -> Role {
        if preposition == "from" {
            return Role::From;
        }
        if preposition == "to" {
            let near = (0..run.start).rev().take(8).find(|&k| self.lower(k) == "to").and_then(|k| k.checked_sub(1));
            let near = near.is_some_and(|k| matches!(self.lower(k), "close" | "next" | "adjacent"));
            return if near { Role::At } else { Role::To };
        }
        if is_locative(preposition) {
            return Role::At;
        }
        let root = self.doc.span(run.start, run.end).root().unwrap_or_else(|| self.doc.token(run.start));
        if described {
            return Role::At;
        }
        match root.dep() {
            "compound" | "nmod" | "poss" | "amod" => {
                let head = root.head();
                let place_head = self.words.descriptor(head.lower()).is_some()
                    || (self.around.event)(head.i())
                    || head.i() < run.start;
                if !place_head
                    && head.i() >= end
                    && !self.is_name_word(head.i())
                    && self.doc.get(end).is_some_and(|t| t.i() <= head.i())
                {
                    return Role::Of;
                }
                Role::At
            }
            "nsubj" => Role::Actor,
            "pobj" if matches!(preposition, "by" | "with" | "of" | "against") => {
                if preposition == "of" {
                    Role::At
                } else {
                    Role::Actor
                }
            }
            _ => Role::At,
        }
    }
}

fn title_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut start = true;
    for c in name.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphanumeric() && c != '\'' && c != '’';
    }
    out
}
