//! Where a text names places, and what it says of how they lie.

use std::ops::Range;

use rustc_hash::FxHashSet;
use sitrep_language::{Document, Token};

use super::words::{Level, Words};

/// What part a place plays in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Something happens there ("in Homs", "hit Homs", "the Homs bombing").
    At,
    /// Someone comes or speaks from there.
    From,
    /// Someone goes there.
    To,
    /// It tells which body or person is meant ("the Homs governor").
    Of,
    /// It acts or speaks itself ("Damascus denied it").
    Actor,
}

/// A place named in the text.
#[derive(Debug, Clone)]
pub(crate) struct PlaceMention {
    /// The tokens of the name alone.
    pub tokens: Range<usize>,
    /// The name with the part of it that is meant ("eastern Aleppo", "east of Aleppo").
    pub name: String,
    /// The name alone, spaces mended.
    pub bare: String,
    /// Whether only a part or a surrounding of the named place is meant.
    pub part: bool,
    /// How large it is, if a word beside it tells.
    pub level: Option<Level>,
    /// The mention that the text says it lies within.
    pub parent: Option<usize>,
    /// The mention before it in a list of like places.
    pub peer: Option<usize>,
    /// What part it plays.
    pub role: Role,
}

/// What the finder needs to know besides grammar.
pub(crate) struct Surroundings<'a> {
    /// Tokens that belong to dates, parties and the like, and so to no place.
    pub blocked: &'a [bool],
    /// Whether a gazetteer knows a name, as it stands.
    pub known: &'a dyn Fn(&str) -> bool,
    /// How many live in the most populous place of a name; 0 if none is known.
    pub fame: &'a dyn Fn(&str) -> u64,
    /// Whether a name is a country's.
    pub country: &'a dyn Fn(&str) -> bool,
    /// The tokens before this one belong to the line that says where and when the report was written.
    pub desk: usize,
    /// Whether an event noun stands at this token.
    pub event: &'a dyn Fn(usize) -> bool,
}

/// All places named in the text, in order.
pub(crate) fn find(doc: &Document, words: &Words, around: &Surroundings<'_>) -> Vec<PlaceMention> {
    let finder = Finder { doc, words, around };
    let mut mentions: Vec<PlaceMention> = Vec::new();
    let mut i = 0;
    while i < doc.len() {
        match finder.run(i) {
            Some(run) => {
                let run = finder.split(run);
                let next = run.end;
                let listed = mentions.last().is_some_and(|last| finder.is_list_gap(last.tokens.end..run.start));
                if let Some(mention) = finder.mention(run, listed) {
                    mentions.push(mention);
                }
                i = next;
            }
            None => i += 1,
        }
    }
    finder.link(&mut mentions);
    mentions
}

struct Finder<'a> {
    doc: &'a Document,
    words: &'a Words,
    around: &'a Surroundings<'a>,
}

fn is_capital(token: Token<'_>) -> bool {
    token.text().chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

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

fn is_locative(lower: &str) -> bool {
    matches!(
        lower,
        "in" | "at"
            | "near"
            | "around"
            | "outside"
            | "inside"
            | "into"
            | "across"
            | "toward"
            | "towards"
            | "between"
            | "within"
            | "beyond"
            | "throughout"
            | "from"
            | "to"
            | "over"
            | "onto"
            | "above"
            | "against"
            | "through"
            | "on"
    )
}

impl<'a> Finder<'a> {
    fn get(&self, i: usize) -> Option<Token<'a>> {
        self.doc.get(i)
    }

    fn lower(&self, i: usize) -> &'a str {
        self.doc.get(i).map_or("", |t| t.lower())
    }

    fn is_blocked(&self, i: usize) -> bool {
        self.around.blocked.get(i).copied().unwrap_or(false)
    }

    fn label(&self, i: usize) -> &'a str {
        self.get(i).and_then(|t| t.entity()).map_or("", |e| e.label())
    }

    fn is_place_entity(&self, i: usize) -> bool {
        matches!(self.label(i), "GPE" | "LOC" | "FAC")
    }

    /// Whether the token can be the first or a later word of a name.
    fn is_name_word(&self, i: usize) -> bool {
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
    fn is_joint(&self, i: usize) -> bool {
        let Some(token) = self.get(i) else { return false };
        matches!(token.text(), "-" | "'" | "’" | "`") && i > 0 && self.doc.token(i - 1).end() == token.start()
    }

    /// The longest name that starts at `i`.
    fn run(&self, i: usize) -> Option<Range<usize>> {
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
    fn split(&self, run: Range<usize>) -> Range<usize> {
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
    fn is_fused_genitive(&self, i: usize) -> bool {
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

    fn is_list_gap(&self, gap: Range<usize>) -> bool {
        gap.len() <= 3
            && !gap.is_empty()
            && gap.clone().all(|k| matches!(self.lower(k), "and" | "," | "or" | "as" | "well" | "the" | "&"))
            && gap.clone().any(|k| matches!(self.lower(k), "and" | "," | "or" | "&"))
    }

    /// The place that a run of capitals names, if it does.
    fn mention(&self, run: Range<usize>, listed: bool) -> Option<PlaceMention> {
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
        let mut level = None;
        let mut named_by_words = false;
        // "X village", "X district"
        let mut end = run.end;
        let after = usize::from(self.get(end).is_some_and(|t| t.tag() == "POS"));
        let of =
            self.lower(end + 1) == "of" && self.words.descriptor(self.lower(end)).is_some_and(|d| d.level.is_some());
        if let Some(d) = self.words.descriptor(self.lower(end)).filter(|_| after == 0 && !of) {
            named_by_words = true;
            level = d.level;
            if d.proper {
                end += 1;
            }
        } else if self.words.descriptor(self.lower(end - 1)).is_some_and(|d| d.proper) {
            level = self.words.descriptor(self.lower(end - 1)).and_then(|d| d.level);
            named_by_words = run.len() > 1;
        }
        // "Kibbutz X", "Camp X"
        if run.len() > 1
            && self.words.descriptor(self.lower(run.start)).is_some()
            && !self.words.is_side(self.lower(run.start))
        {
            named_by_words = true;
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
                named_by_words = true;
                break;
            }
            let Some(d) = self.words.descriptor(word) else { break };
            named_by_words = true;
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
        let preposition = before.checked_sub(1).map_or("", |p| self.lower(p));
        // "several districts, including X"
        let example = matches!(preposition, "including" | "like" | "namely")
            && before
                .checked_sub(2)
                .is_some_and(|p| (p.saturating_sub(1)..=p).any(|q| self.words.descriptor(self.lower(q)).is_some()));
        let loosely = matches!(preposition, "against" | "over" | "on");
        let locative = is_locative(preposition) && !loosely || named_by_words || example;
        let label = (run.clone()).map(|k| self.label(k)).find(|l| !l.is_empty()).unwrap_or("");
        let entity = run.clone().any(|k| self.is_place_entity(k));
        // "Daraa: an army unit …": a place as the heading of a paragraph, its colon lost
        let heading = self.doc.token(run.start).is_sent_start()
            && self.get(end).is_some_and(|t| {
                is_capital(t)
                    && !t.is_sent_start()
                    && matches!(t.pos(), "DET" | "NUM" | "NOUN" | "ADJ" | "PRON" | "ADV")
            });
        let known = (self.around.known)(&bare) || stripped(&bare).is_some_and(|b| (self.around.known)(b));
        let proper = run.clone().any(|k| self.doc.token(k).pos() == "PROPN");
        let last = before.checked_sub(1).map(|p| self.doc.token(p));
        // "shook Homs", "hit Idlib"
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
        let described = named_by_words && level.is_some();
        let accepted = run.end <= self.around.desk && proper
            || match label {
                // "mainly Shi'ite districts" are not named Shi'ite.
                "NORP" if !entity => known && proper && (described || locative || before_event),
                "PERSON" | "DATE" | "TIME" | "WORK_OF_ART" | "LAW" | "LANGUAGE" | "EVENT" | "PRODUCT" if !entity => {
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
                _ if known && proper => locative || loosely || heading || listed || object || before_event || of_people,
                _ => (locative || of_people) && proper,
            };
        if !accepted {
            return None;
        }
        let bare = match stripped(&bare) {
            Some(b) if self.is_fused_genitive(run.end - 1) && !(self.around.country)(&bare) => b.to_owned(),
            _ => bare,
        };
        let whole = if end > run.end { self.text(run.start..end) } else { bare.clone() };
        let name = match &part {
            Some(part) => format!("{part} {whole}"),
            None => whole.clone(),
        };
        let role = self.role(&run, end, preposition, named_by_words);
        Some(PlaceMention {
            tokens: run.start..end,
            name,
            bare: whole,
            part: part.is_some(),
            level,
            parent: None,
            peer: None,
            role,
        })
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

    /// Ties each place to the one it lies within, and the members of a list to each other.
    fn link(&self, mentions: &mut [PlaceMention]) {
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
            let fused = gap.clone().all(|g| self.is_filler(g))
                && self.text(a.tokens.clone()) != a.bare
                && a.bare.len() < self.text(a.tokens.clone()).len()
                && gap.len() < 4;
            if possessive || fused {
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

    fn is_link(&self, i: usize) -> bool {
        matches!(self.lower(i), "in" | "of" | "near" | "outside")
            || self.words.is_side(self.lower(i)) && self.lower(i + 1) == "of"
    }

    fn is_filler(&self, i: usize) -> bool {
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
        ) || self.words.is_side(token.lower())
            || self.words.descriptor(token.lower()).is_some()
            || matches!(token.pos(), "ADJ" | "NUM" | "PART")
            || token.tag() == "VBN"
            || self.label(i) == "NORP"
    }

    /// The words of a range with the spaces that a tokenizer or an editor put round hyphens taken out.
    fn text(&self, range: Range<usize>) -> String {
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

/// "Aleppos" without the s of a genitive whose apostrophe is lost.
pub(super) fn stripped(name: &str) -> Option<&str> {
    name.strip_suffix("'s")
        .or_else(|| name.strip_suffix("’s"))
        .or_else(|| name.strip_suffix('s'))
        .filter(|n| n.len() > 2)
}

/// The tokens that belong to no place, from the ranges of what they do belong to.
pub(crate) fn blocked(len: usize, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<bool> {
    let taken: FxHashSet<usize> = ranges.into_iter().flatten().collect();
    (0..len).map(|i| taken.contains(&i)).collect()
}
