//! Gives each mention of an event its time, place, means and doers.

mod doers;
mod means;
mod place;
mod when;

use sitrep_language::{Document, Token};

use super::mention::Mention;
use super::tree;
pub(crate) use doers::actors;
pub(crate) use means::{causes, weapons};
pub(crate) use place::places;
pub(crate) use when::times;

/// Verbs of saying, after which a time dates the saying.
pub(super) fn is_saying(lemma: &str) -> bool {
    matches!(
        lemma,
        "say"
            | "tell"
            | "report"
            | "announce"
            | "add"
            | "state"
            | "declare"
            | "confirm"
            | "note"
            | "quote"
            | "reveal"
            | "describe"
            | "deny"
            | "warn"
            | "accuse"
            | "speak"
            | "write"
            | "post"
            | "publish"
            | "release"
            | "condemn"
            | "call"
            | "blame"
            | "acknowledge"
            | "claim"
            | "issue"
    )
}

/// A thing that fits a mention this ill is not its own.
const FAR: f32 = 14.0;

/// How ill a thing at token `i` fits a mention, the lower the better.
pub(super) fn cost(doc: &Document, mention: &Mention, i: usize) -> f32 {
    let tree = tree::distance(doc, mention.anchor, i);
    let line = mention.anchor.abs_diff(i).min(mention.spot.abs_diff(i)) as f32 + 0.01 * mention.spot.abs_diff(i) as f32;
    let clause = if tree::clause(doc, i) == mention.clause { 0.0 } else { 2.0 };
    let unreal = if mention.real { 0.0 } else { 2.0 };
    tree + 0.12 * line + clause + unreal
}

/// The mention in the sentence of token `i` that a thing there fits best.
pub(super) fn best(doc: &Document, mentions: &[Mention], i: usize) -> Option<usize> {
    best_of(doc, mentions, i, &|_| true)
}

/// The same among those mentions that `may` take it.
pub(super) fn best_of(doc: &Document, mentions: &[Mention], i: usize, may: &dyn Fn(&Mention) -> bool) -> Option<usize> {
    let sent = doc.token(i).sent_index();
    let describes_event = |v: Token<'_>| match v.dep() {
        "relcl" | "acl" => mentions.iter().any(|m| m.anchor == v.head().i()),
        "pcomp" => true,
        _ => false,
    };
    let verb = tree::verb_of(doc, i).filter(|v| {
        let own = v.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass"));
        let aim = v.tag() == "VB" && v.children().any(|c| c.tag() == "TO");
        (own || aim) && !mentions.iter().any(|m| m.anchor == v.i()) && !describes_event(*v)
    });
    // What some other verb says of itself ("signed a truce in X", "hopes to return on Friday") tells of no event outside it.
    let inside = |m: &Mention| {
        verb.is_none_or(|v| m.anchor == v.i() || doc.token(m.anchor).ancestors().take(30).any(|a| a == v))
    };
    let near = mentions.iter().enumerate().filter(|(_, m)| m.sent == sent && may(m) && inside(m));
    let fits = near.map(|(k, m)| (k, cost(doc, m, i))).min_by(|a, b| a.1.total_cmp(&b.1));
    fits.filter(|(_, cost)| *cost < FAR).map(|(k, _)| k)
}
