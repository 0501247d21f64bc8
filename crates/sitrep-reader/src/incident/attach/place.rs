//! Which event happened at a place, and which places only tell who speaks.

use std::ops::Range;

use sitrep_language::{Document, Token};

use super::{best, is_saying};
use crate::assemble::Context;
use crate::incident::mention::{Mention, Trigger};
use crate::place::{Atlas, Level, Role};

/// The places that no event was given.
pub(crate) struct Unplaced {
    /// Those that only tell who speaks, or whence and whither people went.
    pub heard: Vec<usize>,
    /// Those that stand too far in the tree from any event.
    pub far: Vec<usize>,
}

/// Gives each place to the mention that happened there.
///
/// `desk`: the tokens before it tell where the report was written. Returns the places that it gave to none.
pub(crate) fn places(context: Context<'_>, mentions: &mut [Mention], atlas: &Atlas, desk: usize) -> Unplaced {
    let (mut heard, mut far) = (Vec::new(), Vec::new());
    let doc = context.doc;
    back_references(context, mentions, atlas);
    for (k, site) in atlas.sites.iter().enumerate() {
        let named_inside = atlas.sites.iter().any(|s| s.mention.parent == Some(k));
        let spoken_from = matches!(site.mention.role, Role::Of | Role::Actor | Role::To);
        if site.mention.tokens.start >= desk && matches!(site.mention.role, Role::From | Role::To) {
            heard.push(k);
        }
        if spoken_from || named_inside || site.mention.tokens.end <= desk {
            continue;
        }
        let root = doc
            .span(site.mention.tokens.start, site.mention.tokens.end)
            .root()
            .map_or(site.mention.tokens.start, Token::i);
        // A whole country tells where only after a preposition: "Russia's offensive" is not in Russia.
        let preposition = doc.token(root).head();
        let there = matches!(
            preposition.lower(),
            "in" | "across" | "inside" | "throughout" | "into" | "near" | "within" | "of" | "over" | "at" | "on"
        );
        if atlas.is_country(k) && !(doc.token(root).dep() == "pobj" && there) {
            continue;
        }
        if tells_speaker(doc, mentions, root) || precedes_saying(doc, mentions, &site.mention.tokens) {
            heard.push(k);
            continue;
        }
        let measured = is_measured_from(context, site.mention.tokens.start);
        let known = |s: &usize| atlas.sites[*s].known.is_some() && !atlas.sites[*s].coarse;
        match best(doc, mentions, root) {
            Some(m) if measured && mentions[m].sites.iter().any(known) => {}
            Some(m) => mentions[m].sites.push(k),
            None => far.push(k),
        }
    }
    Unplaced { heard, far }
}

/// "in those areas", "in this eastern town", "in the same district": a place told before.
fn back_references(context: Context<'_>, mentions: &mut [Mention], atlas: &Atlas) {
    let doc = context.doc;
    for token in doc.tokens() {
        let Some(descriptor) = context.lexicon.places.descriptor(token.lower()) else { continue };
        let told = |t: Token<'_>| matches!(t.lower(), "this" | "that" | "these" | "those" | "same");
        let named =
            token.children().any(|c| c.dep() == "prep" && c.lower() == "of" || matches!(c.dep(), "compound" | "appos"));
        // "in the Libyan capital", under a dateline
        let capital = token.lower() == "capital" && atlas.desk.is_some();
        if token.dep() != "pobj" || named || !token.children().any(told) && !capital {
            continue;
        }
        let fits = |k: &usize| {
            let site = &atlas.sites[*k];
            let level = descriptor.level.zip(site.level).is_none_or(|(a, b)| a == b || a.max(b) <= Level::City);
            !atlas.is_country(*k) && level && site.mention.role == Role::At
        };
        let before = (0..atlas.sites.len())
            .rev()
            .filter(|&k| atlas.sites[k].mention.tokens.end <= token.i() && Some(k) != atlas.desk);
        let this = capital || token.children().any(|c| c.lower() == "this");
        let desk = atlas.desk.filter(|_| this && token.sent_index() <= 2);
        if let Some(site) =
            desk.or_else(|| before.filter(|k| !atlas.sites.iter().any(|s| s.mention.parent == Some(*k))).find(fits))
            && let Some(m) = best(doc, mentions, token.i())
            && !mentions[m].sites.contains(&site)
        {
            mentions[m].sites.push(site);
        }
    }
}

/// "40 kilometres from X", "a few miles north of X": where the place lies, not the place.
fn is_measured_from(context: Context<'_>, place: usize) -> bool {
    let doc = context.doc;
    let sent = doc.token(place).sent_index();
    let before = (0..place).rev().take(10).map(|k| doc.token(k)).take_while(|t| t.sent_index() == sent);
    let mut led = false;
    for t in before {
        if matches!(t.lemma(), "kilometre" | "kilometer" | "km" | "mile" | "kms") {
            return led;
        }
        led |= matches!(t.lower(), "from" | "of" | "off" | "away" | "outside");
        let between = matches!(t.pos(), "ADP" | "DET" | "ADJ" | "ADV" | "NOUN" | "PROPN" | "NUM")
            || t.text() == "("
            || t.text() == ")"
            || t.pos() == "PUNCT";
        if !between {
            return false;
        }
    }
    false
}

/// "a source in Homs told …" in a row, whatever the tree makes of it.
fn precedes_saying(doc: &Document, mentions: &[Mention], place: &Range<usize>) -> bool {
    let Some(speaker) = place.start.checked_sub(2).map(|k| doc.token(k)) else { return false };
    let there = matches!(doc.token(place.start - 1).lower(), "in" | "from" | "at");
    let event = |i: usize| mentions.iter().any(|m| m.tokens.contains(&i));
    let says = |t: Token<'_>| is_saying(t.lemma()) && matches!(t.tag(), "VBD" | "VBZ") && !event(t.i());
    let noun =
        speaker.pos() == "NOUN" && !event(speaker.i()) && speaker.sent_index() == doc.token(place.start).sent_index();
    there && noun && doc.get(place.end).is_some_and(says)
}

/// Whether token `i` stands below another.
fn below(doc: &Document, i: usize, top: Token<'_>) -> bool {
    doc.token(i).ancestors().take(6).any(|a| a == top)
}

/// "a doctor in Homs said", "told us from Homs".
fn tells_speaker(doc: &Document, mentions: &[Mention], i: usize) -> bool {
    let mut at = doc.token(i);
    for _ in 0..6 {
        if at.is_root() {
            return false;
        }
        let head = at.head();
        // "the blasts in X were claimed": it is the blasts that were there
        if mentions.iter().any(|m| m.anchor == head.i() && m.trigger == Trigger::Noun) {
            return false;
        }
        let verb = matches!(head.pos(), "VERB" | "AUX");
        let eventful =
            || mentions.iter().any(|m| m.anchor == head.i() || m.clause == head.i() && m.sent == head.sent_index());
        // "thousands of evacuees from X waited": what they are tells of an event
        let told = || mentions.iter().any(|m| m.trigger == Trigger::Noun && m.anchor < i && below(doc, m.anchor, at));
        if verb && at.dep() == "nsubj" && at.i() != i && !eventful() && !told() {
            return true;
        }
        if verb && is_saying(head.lemma()) && (matches!(at.dep(), "nsubj" | "dobj" | "dative") || at.lower() == "from")
        {
            return true;
        }
        if verb {
            // "announced in Cairo": where it was said
            return is_saying(head.lemma()) && head.i() < i && !eventful();
        }
        at = head;
    }
    false
}
