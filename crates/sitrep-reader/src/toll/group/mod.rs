//! Noun phrases that can be victims: "at least 22 civilians", "dozens", "a woman", "14 of the dead", "three others".
//!
//! They are found in the line of words, not in the tree: a small parser often errs on long texts without commas, but the
//! words of a noun phrase stand side by side.

mod detail;
mod named;
mod walk;

use std::ops::Range;

use rustc_hash::FxHashSet;
use sitrep_language::{Document, Token};
use sitrep_record::{Count, Status};

use super::words::{Form, Sense, VictimWords};
use crate::assemble::Context;
use crate::quantity::Quantity;

/// How sure it is that the noun is people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum People {
    /// The noun is a thing.
    No,
    /// The noun stands in no list.
    Unknown,
    /// A plural name that stands in no list ("Humvees", "Houthis").
    Proper,
    /// No noun at all, or a noun that looks like people.
    Likely,
    /// The noun stands in the lexicon.
    Yes,
}

/// How a group tells its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// By a number or a vague amount.
    Counted,
    /// One person by an article or a possessor.
    Single,
    /// One person by name, perhaps with a title ("banker Ramiro Ortiz").
    Named,
    /// A plural with no amount.
    Plural,
    /// "the dead", "the victims": people spoken of before.
    Reference,
}

/// A noun phrase that can be victims.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// All its tokens, from the hedge to the noun or to the end of "of …".
    pub span: Range<usize>,
    /// The noun; none for a number alone.
    pub noun: Option<usize>,
    /// The number with its hedges.
    pub number: Option<Range<usize>>,
    pub count: Count,
    pub kind: Kind,
    pub people: People,
    pub status: Status,
    /// "two of them", "14 of the dead": where the whole stands.
    pub part_of: Option<Range<usize>>,
    /// "three others", "22 more".
    pub others: bool,
    /// "the", "his": spoken of before, or tied to somebody.
    pub definite: bool,
    /// The number means that there was nobody.
    pub none: bool,
    /// A state word before the noun ("22 wounded soldiers").
    pub state: Option<usize>,
}

/// Every such noun phrase, in the order of the text; they do not overlap.
pub(crate) fn find(context: Context<'_>, quantities: &[Quantity]) -> Vec<Group> {
    let starts = quantities.iter().map(|q| q.core.start).chain(quantities.iter().map(|q| q.range.start)).collect();
    let finder = Finder { doc: context.doc, context, starts };
    let mut groups: Vec<Group> = Vec::new();
    let mut next_quantity = 0;
    let mut i = 0;
    while i < context.doc.len() {
        while quantities.get(next_quantity).is_some_and(|q| q.range.start < i) {
            next_quantity += 1;
        }
        let group = match quantities.get(next_quantity) {
            Some(q) if q.range.start == i => finder.counted(i, q),
            // "the 22 victims", "his two sons": the determiner belongs to the phrase.
            Some(q) if q.range.start == i + 1 && is_determiner(context.doc.token(i)) => finder.counted(i, q),
            _ => finder.uncounted(i),
        };
        match group {
            Some(group) => {
                i = group.span.end.max(i + 1);
                groups.push(group);
            }
            None => i += 1,
        }
    }
    groups
}

/// A definite determiner or a possessor.
fn is_determiner(token: Token<'_>) -> bool {
    matches!(token.lower(), "the" | "these" | "those" | "his" | "her" | "their" | "its" | "our" | "my" | "your")
}

struct Finder<'d> {
    doc: &'d Document,
    context: Context<'d>,
    /// Where amounts start: a phrase ends there.
    starts: FxHashSet<usize>,
}

impl<'d> Finder<'d> {
    pub(super) fn words(&self) -> &'d VictimWords {
        &self.context.lexicon.victims
    }

    pub(super) fn lower(&self, i: usize) -> &'d str {
        self.doc.get(i).map_or("", |t| t.lower())
    }

    pub(super) fn counted(&self, start: usize, q: &Quantity) -> Option<Group> {
        let mut at = q.range.end;
        let mut part_of = None;
        let mut others = false;
        let first = self.lower(start);
        if matches!(first, "another" | "further" | "additional") || self.lower(q.range.start) == "another" {
            others = true;
        }
        // "dozens of people", "14 of the dead", "two of them", "seven out of the 19 wounded".
        if self.lower(at) == "out" && self.lower(at + 1) == "of" {
            at += 1;
        }
        if self.lower(at) == "of" {
            let behind = self.lower(at + 1);
            let whole = match behind {
                "them" | "whom" | "us" | "these" | "those" | "which" => Some(at + 1..at + 2),
                "the" | "his" | "her" | "their" | "its" | "our" | "my" => {
                    let counted = usize::from(self.starts.contains(&(at + 2)));
                    let walk = self.walk(at + 2 + counted);
                    let reference = self.context.lexicon.effects.state(self.lower(at + 2 + counted)).is_some();
                    match (walk.noun, reference) {
                        (Some(_), _) => Some(at + 1..walk.end),
                        (None, true) => Some(at + 1..at + 3 + counted),
                        (None, false) => None,
                    }
                }
                _ => None,
            };
            match whole {
                Some(whole) if !(q.of && matches!(behind, "the")) || self.is_reference(&whole) => {
                    let mut end = whole.end;
                    let mut noun = None;
                    let mut told = None;
                    // "seven of them children", "two of whom were paramedics": who they are.
                    if matches!(behind, "them" | "whom") {
                        let mut next = end;
                        while matches!(self.lower(next), "were" | "was" | "are" | "is" | "," | "a" | "an") {
                            next += 1;
                        }
                        let walk = self.walk(next);
                        if walk.people >= People::Likely && walk.noun.is_some() {
                            (noun, told, end) = (walk.noun, walk.status, walk.end);
                        }
                    }
                    let people = match behind {
                        "the" | "his" | "her" | "their" | "its" => {
                            let walk = self.walk(whole.start + 1);
                            told = walk.status.filter(|_| walk.people >= People::Likely);
                            walk.people.max(People::Likely)
                        }
                        "which" => People::Unknown,
                        _ => People::Yes,
                    };
                    part_of = Some(whole);
                    let status = self.status(start..end, told);
                    let mut group =
                        self.group(start..end, noun, Some(q), Kind::Counted, people, status, part_of, others);
                    self.extend_of(&mut group);
                    return Some(group);
                }
                _ => at += 1,
            }
            if is_determiner_or_article(self.lower(at)) {
                at += 1;
            }
        }
        if matches!(self.lower(at), "other" | "others") {
            others = true;
        }
        if self.lower(at) == "more" && q.range.end == at {
            others = true;
            at += 1;
        }
        // "killing dozens activists said": without "of" the noun is another phrase's.
        let lone = q.count.is_vague() && !q.bare && at == q.range.end;
        let mut walk = if lone { self.walk(self.doc.len()) } else { self.walk(at) };
        // "dozens of injured": the word for the state is the noun.
        if walk.noun.is_none()
            && self.lower(q.range.end) == "of"
            && self.context.lexicon.effects.state(self.lower(at)).is_some()
        {
            walk.noun = Some(at);
            walk.end = at + 1;
            walk.people = People::Yes;
        }
        if q.doubtful && walk.people != People::Yes {
            return None;
        }
        let several = q.count.low.or(q.count.high).is_some_and(|n| n > 1) && !q.none;
        let title = walk.noun.is_some_and(|n| {
            let t = self.doc.token(n);
            walk.people == People::Yes && walk.singular && !walk.plural && is_capitalised(t) && n > at
                || walk.people == People::Yes
                    && walk.singular
                    && !walk.plural
                    && is_capitalised(t)
                    && self.words().is_title(t.lower())
        });
        if several && title {
            walk.noun = None;
        }
        let (noun, mut end, people) = match walk.noun {
            Some(noun) => (Some(noun), walk.end, walk.people),
            None => (None, at.max(q.range.end), People::Likely),
        };
        if noun.is_none() && at > q.range.end + usize::from(others) {
            // "dozens of" with nothing behind it.
            end = q.range.end;
        }
        let status = self.status(q.range.end..end, walk.status);
        let mut group = self.group(start..end, noun, Some(q), Kind::Counted, people, status, part_of, others);
        group.state = walk.state;
        // "18 members of the army": the "of" phrase tells who they are.
        self.extend_of(&mut group);
        // "no losses among the troops".
        if group.none && matches!(self.lower(group.span.end), "among" | "amongst") {
            let mut at = group.span.end + 1;
            at += usize::from(is_determiner_or_article(self.lower(at)));
            let walk = self.walk(at);
            if let Some(status) = walk.status.filter(|_| walk.people == People::Yes) {
                group.status = status;
            }
        }
        // "1,400 men from a single brigade".
        if group.status == Status::Unspecified && matches!(self.lower(group.span.end), "from" | "of") {
            let end = group.span.end;
            group.status = self.status(end..(end + 5).min(self.doc.len()), None);
        }
        Some(group)
    }

    /// A phrase with no amount: one person, a bare plural, or people spoken of before.
    pub(super) fn uncounted(&self, i: usize) -> Option<Group> {
        let first = self.doc.token(i);
        let possessed = first.tag() == "NNP" && self.doc.get(i + 1).is_some_and(|t| t.tag() == "POS");
        let (at, article, definite) = match first.lower() {
            // "Castillo's son".
            _ if possessed => (i + 2, false, true),
            "a" | "an" | "another" => (i + 1, true, false),
            "the" | "his" | "her" | "their" | "its" | "our" | "my" | "these" | "those" => (i + 1, false, true),
            _ => (i, false, false),
        };
        if at == i && !starts_phrase(first) {
            return None;
        }
        if at == i && i > 0 && continues_phrase(self.doc.token(i - 1), first) {
            return None;
        }
        if definite {
            let lower = self.lower(at);
            let state = self.context.lexicon.effects.senses(lower).iter().any(|s| matches!(s, Sense::State(_, true)));
            let people_behind =
                self.doc.get(at + 1).is_some_and(|t| t.tag().starts_with("NN") || t.tag().starts_with("JJ"));
            if state && !people_behind {
                return Some(self.group(
                    i..at + 1,
                    Some(at),
                    None,
                    Kind::Reference,
                    People::Yes,
                    Status::Unspecified,
                    None,
                    false,
                ));
            }
        }
        // "two were killed and a third wounded".
        let ordinal = matches!(
            self.lower(at),
            "second" | "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth" | "tenth"
        );
        if article && ordinal {
            let next = self.doc.get(at + 1)?;
            let state = self.context.lexicon.effects.senses(next.lower());
            let told = state.iter().any(|s| matches!(s, Sense::Verb(_, Form::Past) | Sense::State(..)));
            if told || matches!(next.tag(), "VBD" | "RB" | "MD") {
                return Some(self.group(
                    i..at + 1,
                    None,
                    None,
                    Kind::Single,
                    People::Likely,
                    Status::Unspecified,
                    None,
                    true,
                ));
            }
        }
        if let Some(named) = self.named(i, at) {
            return Some(named);
        }
        let walk = self.walk(at);
        let noun = walk.noun?;
        // "a drummer": may be a person, if the verb says so.
        let unlisted = article
            && walk.people == People::Unknown
            && walk.singular
            && self.doc.token(noun).tag() == "NN"
            && noun + 1 == walk.end;
        if walk.people != People::Yes && !unlisted {
            return None;
        }
        // "a family of six" is counted; "a family" is nobody's number.
        let collective = matches!(
            self.lower(noun),
            "family" | "household" | "couple" | "crew" | "staff" | "group" | "team" | "number"
        );
        if self.lower(noun) == "couple" && article {
            let mut couple =
                self.group(i..walk.end, Some(noun), None, Kind::Single, People::Yes, Status::Civilian, None, false);
            couple.count = Count::exact(2);
            return Some(couple);
        }
        if collective && walk.singular && !walk.plural {
            return None;
        }
        // "the Syrian Observatory": the name of a people before another name.
        if is_capitalised(self.doc.token(noun))
            && self.doc.get(noun + 1).is_some_and(|t| t.tag() == "NNP" && is_capitalised(t))
        {
            return None;
        }
        let status = self.status(i..walk.end, walk.status);
        let kind = if article && walk.singular || definite && walk.singular && !walk.plural {
            Kind::Single
        } else if walk.plural && definite {
            Kind::Reference
        } else if walk.plural && !article {
            Kind::Plural
        } else {
            return None;
        };
        let mut group =
            self.group(i..walk.end, Some(noun), None, kind, walk.people, status, None, first.lower() == "another");
        group.definite = definite;
        group.state = walk.state;
        self.extend_of(&mut group);
        Some(group)
    }

    #[expect(clippy::too_many_arguments)]
    pub(super) fn group(
        &self,
        span: Range<usize>,
        noun: Option<usize>,
        q: Option<&Quantity>,
        kind: Kind,
        people: People,
        status: Status,
        part_of: Option<Range<usize>>,
        others: bool,
    ) -> Group {
        let count = match (q, kind) {
            (Some(q), _) => q.count.clone(),
            (None, Kind::Single | Kind::Named) => Count::exact(1),
            (None, _) => Count::vague("plural"),
        };
        let definite = self.doc.get(span.start).is_some_and(is_determiner);
        Group {
            noun,
            number: q.map(|q| q.range.clone()),
            count,
            kind,
            people,
            status,
            part_of,
            others,
            definite,
            none: q.is_some_and(|q| q.none),
            state: None,
            span,
        }
    }

    pub(super) fn is_reference(&self, whole: &Range<usize>) -> bool {
        let head = self.lower(whole.end - 1);
        self.context.lexicon.effects.state(head).is_some()
            || matches!(head, "victims" | "casualties" | "fatalities" | "deaths" | "bodies")
    }
}

fn is_determiner_or_article(lower: &str) -> bool {
    matches!(lower, "the" | "a" | "an" | "his" | "her" | "their" | "its" | "these" | "those" | "our" | "my")
}

fn tag_is_number(token: Token<'_>) -> bool {
    token.tag() == "CD" || token.text().starts_with(|c: char| c.is_ascii_digit())
}

fn is_capitalised(token: Token<'_>) -> bool {
    token.text().starts_with(char::is_uppercase)
}

fn starts_phrase(token: Token<'_>) -> bool {
    matches!(token.tag(), "NN" | "NNS" | "NNP" | "NNPS" | "JJ" | "VBN" | "FW")
}

/// Whether a noun phrase would already have begun before this token.
fn continues_phrase(before: Token<'_>, first: Token<'_>) -> bool {
    let inside = matches!(before.tag(), "JJ" | "NN" | "NNP" | "CD" | "DT" | "PRP$" | "POS" | "HYPH");
    let ends = matches!(before.lower(), "dozen" | "other" | "-" | "–" | "all" | "both" | "some");
    inside && !first.is_sent_start() && !ends
}
