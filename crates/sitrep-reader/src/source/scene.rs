//! All that an article's words tell about who may speak: known bodies, words for speakers, parties, people; found once.

use std::ops::Range;

use sitrep_language::{Document, Token};
use sitrep_record::SourceKind;
use smol_str::SmolStr;

use super::words::{Body, Noun, Role, Words};
use crate::actor::{ActorMention, State};
use crate::assemble::Context;

/// What stands where.
pub(crate) struct Scene<'d> {
    pub doc: &'d Document,
    pub words: &'d Words,
    pub actors: Vec<ActorMention>,
    pub states: &'d crate::actor::Words,
    /// The state in which things happen.
    pub home: Option<&'d State>,
    /// How bodies of the place where things happen are told apart from others' ("Syrian", "Gaza").
    pub adjective: Option<SmolStr>,
    /// Who published the article.
    pub outlet: Option<&'d str>,
    bodies: Vec<(Range<usize>, usize)>,
    nouns: Vec<(Range<usize>, usize)>,
    body_at: Vec<u32>,
    noun_at: Vec<u32>,
    actor_at: Vec<u32>,
    units: Vec<Range<usize>>,
    unit_of: Vec<u32>,
}

impl<'d> Scene<'d> {
    /// Looks an article over.
    pub fn of(context: Context<'d>) -> Self {
        let doc = context.doc;
        let words = &context.lexicon.sources;
        let bodies: Vec<_> = words.body_index.spots(doc);
        let nouns: Vec<_> = words
            .noun_index
            .spots(doc)
            .into_iter()
            .filter(|(range, _)| matches!(doc.token(range.end - 1).pos(), "NOUN" | "PROPN" | "ADJ" | "X"))
            // "Morazan Department" is a place
            .filter(|(range, k)| {
                let place = doc.token(range.end - 1).entity().is_some_and(|e| matches!(e.label(), "GPE" | "LOC"));
                words.nouns[*k].word != "department" || !place
            })
            .collect();
        let actors = context.lexicon.actors.mentions(doc);
        let home = context.lexicon.actors.home(doc);
        let body_at = places(doc.len(), bodies.iter().map(|b| b.0.clone()));
        let noun_at = places(doc.len(), nouns.iter().map(|b| b.0.clone()));
        let actor_at = places(doc.len(), actors.iter().map(|b| b.tokens.clone()));
        let (units, unit_of) = units(doc);
        let states = &context.lexicon.actors;
        let territory = words.territories.iter().find(|t| {
            home.is_some_and(|h| t.within.contains(&h.code))
                && doc.tokens().filter(|k| k.text() == t.name.as_str()).count() >= 3
        });
        let adjective = territory.map(|t| t.name.clone()).or_else(|| home.map(|h| h.adjective.clone()));
        let outlet = context.article.outlet.as_deref();
        Scene {
            doc,
            words,
            actors,
            states,
            home,
            adjective,
            outlet,
            bodies,
            nouns,
            body_at,
            noun_at,
            actor_at,
            units,
            unit_of,
        }
    }

    /// The known body that a token belongs to.
    pub fn body(&self, token: usize) -> Option<(Range<usize>, &'d Body)> {
        let k = (*self.body_at.get(token)? as usize).checked_sub(1)?;
        let (range, body) = &self.bodies[k];
        Some((range.clone(), &self.words.bodies[*body]))
    }

    /// The word for a speaker that ends at a token.
    pub fn noun(&self, token: usize) -> Option<(Range<usize>, &'d Noun)> {
        let k = (*self.noun_at.get(token)? as usize).checked_sub(1)?;
        let (range, noun) = &self.nouns[k];
        (range.end == token + 1).then(|| (range.clone(), &self.words.nouns[*noun]))
    }

    /// The party that a token names.
    pub fn actor(&self, token: usize) -> Option<&ActorMention> {
        let k = (*self.actor_at.get(token)? as usize).checked_sub(1)?;
        Some(&self.actors[k])
    }

    /// Which sentence a token stands in, sentences that the parser broke put together again.
    pub fn unit(&self, token: usize) -> usize {
        self.unit_of.get(token).map_or(0, |&u| u as usize)
    }

    /// The tokens of the sentence of that number.
    pub fn unit_range(&self, unit: usize) -> Range<usize> {
        self.units.get(unit).cloned().unwrap_or(0..0)
    }

    /// The known body whose name holds a word, of those that the article names; the nearest before `at`, else the first.
    pub fn named_by_word(&self, word: &str, at: usize) -> Option<&'d Body> {
        let holds = |b: &&'d Body| b.name.split_whitespace().any(|w| crate::actor::fold(w) == word);
        let before =
            self.bodies.iter().rev().filter(|(r, _)| r.start < at).map(|(_, k)| &self.words.bodies[*k]).find(holds);
        before.or_else(|| self.bodies.iter().map(|(_, k)| &self.words.bodies[*k]).find(holds))
    }

    /// The first known body of a kind that the article names.
    pub fn named_of_kind(&self, kind: SourceKind) -> Option<&'d Body> {
        self.bodies.iter().map(|(_, k)| &self.words.bodies[*k]).find(|b| b.kind == kind)
    }

    /// Whether a token may be who speaks: a known body, a word for one, a party, a person, a body's name, a pronoun.
    pub fn may_speak(&self, token: Token<'d>) -> bool {
        let i = token.i();
        self.body(i).is_some()
            || self.noun(i).is_some()
            || self.actor(i).is_some_and(|a| a.how != crate::actor::How::Demonym)
            || token.entity().is_some_and(|e| matches!(e.label(), "PERSON" | "ORG"))
            || self.is_speaking_pronoun(token)
            || (token.pos() == "NOUN"
                && token
                    .child(&["poss"])
                    .and_then(|p| self.actor(p.i()))
                    .is_some_and(|a| a.how == crate::actor::How::Name))
    }

    /// Whether it is a pronoun that stands for somebody named before.
    pub fn is_speaking_pronoun(&self, token: Token<'_>) -> bool {
        token.pos() == "PRON" && matches!(token.lower(), "he" | "she" | "it" | "they" | "him" | "her" | "them")
    }

    /// The role of the word for a speaker at a token.
    pub fn role(&self, token: usize) -> Option<Role> {
        self.noun(token).map(|(_, n)| n.role)
    }
}

/// An empty line, or the line before an item of a list.
fn breaks(token: Token<'_>) -> bool {
    let item = || token.next().is_some_and(|t| matches!(t.text(), "-" | "•" | "–" | "*" | "—"));
    token.is_space() && (token.text().matches('\n').count() > 1 || token.text().contains('\n') && item())
}

/// The parser's sentences, cut where an empty line parts them.
fn sentences(doc: &Document) -> Vec<(usize, usize)> {
    let mut cut = Vec::new();
    for sentence in doc.sentences() {
        let mut start = sentence.start();
        for token in sentence.tokens().filter(|t| breaks(*t)) {
            if token.i() + 1 < sentence.end() {
                cut.push((start, token.i() + 1));
                start = token.i() + 1;
            }
        }
        cut.push((start, sentence.end()));
    }
    cut
}

/// Sentences, those put together that a lost full stop or a broken line does not part.
fn units(doc: &Document) -> (Vec<Range<usize>>, Vec<u32>) {
    let mut units: Vec<Range<usize>> = Vec::new();
    for (start, end) in sentences(doc) {
        let first = doc.span(start, end).tokens().find(|t| !t.is_space());
        let goes_on = units.last().is_some_and(|before: &Range<usize>| {
            let last = doc.span(before.start, before.end).tokens().rfind(|t| !t.is_space());
            let paragraph = doc
                .span(before.start, before.end)
                .tokens()
                .rev()
                .take_while(|t| t.is_space())
                .chain(doc.span(start, end).tokens().take_while(|t| t.is_space()))
                .any(breaks);
            let small = first.is_some_and(|t| t.text().chars().next().is_some_and(char::is_lowercase));
            last.is_some_and(|l| {
                let closed = matches!(l.text(), "." | "!" | "?" | "\"" | "”" | ":" | "''");
                !paragraph && ((small && !closed) || l.text().ends_with('-') && l.text() != "--")
            })
        });
        match units.last_mut() {
            Some(last) if goes_on => last.end = end,
            _ => units.push(start..end),
        }
    }
    let mut unit_of = vec![0; doc.len()];
    for (k, unit) in units.iter().enumerate() {
        for place in &mut unit_of[unit.clone()] {
            *place = k as u32;
        }
    }
    (units, unit_of)
}

/// For each token the number of the range that holds it, plus one.
fn places(n: usize, ranges: impl Iterator<Item = Range<usize>>) -> Vec<u32> {
    let mut at = vec![0; n];
    for (k, range) in ranges.enumerate() {
        for place in &mut at[range] {
            *place = k as u32 + 1;
        }
    }
    at
}
