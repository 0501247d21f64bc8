//! By what means an event was done, and which of several events people died in.

use sitrep_language::{Document, Token};

use super::{best, cost};
use crate::assemble::Context;
use crate::incident::mention::{Mention, Trigger};

/// Adds what the weapons of a sentence tell to the mention nearest to each.
pub(crate) fn weapons(context: Context<'_>, mentions: &mut [Mention]) {
    let doc = context.doc;
    let mut i = 0;
    while i < doc.len() {
        let Some((len, weapon)) = context.lexicon.weapons.at(doc, i) else {
            i += 1;
            continue;
        };
        let root = doc.span(i, i + len).root().map_or(i, Token::i);
        let inside = mentions.iter().any(|m| m.trigger == Trigger::Noun && m.tokens.contains(&root));
        if !inside
            && !is_store(context, root)
            && !is_booty(doc, root)
            && !is_victim(doc, mentions, root)
            && matches!(doc.token(root).pos(), "NOUN" | "PROPN" | "ADJ" | "VERB")
            && let Some(k) = best(doc, mentions, root)
        {
            let far = cost(doc, &mentions[k], root);
            if far < 9.0 {
                mentions[k].votes.add(weapon, if far < 4.5 { 1.0 } else { 0.6 });
            }
        }
        i += len;
    }
}

/// "ammunition depot", "poison gas supplies": things that were hit, not hit with.
fn is_store(context: Context<'_>, i: usize) -> bool {
    let token = context.doc.token(i);
    let head = token.head();
    token.dep() == "compound"
        && context.lexicon.weapons.at(context.doc, head.i()).is_none()
        && context.lexicon.events.noun(context.doc, head.i()).is_none()
        && !matches!(head.lemma(), "explosion" | "shell" | "round" | "site" | "position")
}

/// "seized 40 rifles and a mortar", "defused a bomb": what was taken or made harmless killed nobody.
fn is_booty(doc: &Document, i: usize) -> bool {
    let mut at = doc.token(i);
    while matches!(at.dep(), "conj" | "appos") && !at.is_root() && !matches!(at.head().pos(), "VERB" | "AUX") {
        at = at.head();
    }
    let taken = matches!(
        at.head().lemma(),
        "seize" | "confiscate" | "recover" | "defuse" | "dismantle" | "destroy" | "discover" | "retrieve"
    );
    taken && matches!(at.dep(), "dobj" | "nsubjpass")
}

/// Whether a weapon's bearer is among those a toll counts ("killed two suicide bombers").
fn is_victim(doc: &Document, mentions: &[Mention], i: usize) -> bool {
    let mut at = doc.token(i);
    let mut object = false;
    for _ in 0..8 {
        object |= matches!(at.dep(), "dobj" | "nsubjpass") || at.dep() == "prep" && at.lower() == "including";
        let head = at.head();
        if mentions.iter().any(|m| m.toll().is_some() && m.anchor == head.i()) {
            return object;
        }
        if at.is_root() || matches!(head.pos(), "VERB" | "AUX") {
            return false;
        }
        at = head;
    }
    false
}

/// Of several events in a sentence, the one that people are said to have died in tells its sort, more than one that only
/// supported it ("killed in an advance backed by air strikes").
pub(crate) fn causes(doc: &Document, mentions: &mut [Mention]) {
    let tolls: Vec<usize> = mentions.iter().filter(|m| m.toll().is_some()).map(|m| m.anchor).collect();
    for m in mentions.iter_mut().filter(|m| m.trigger == Trigger::Noun) {
        let token = doc.token(m.anchor);
        // "in two days of fighting", "in a wave of bombings"
        let through = |of: Token<'_>| of.lower() == "of" && of.head().dep() == "pobj";
        let preposition = if through(token.head()) { token.head().head().head() } else { token.head() };
        let direct = token.dep() == "pobj"
            && matches!(preposition.lower(), "in" | "by" | "from" | "during")
            && tolls.contains(&preposition.head().i());
        let supports = token.ancestors().take(3).any(|a| {
            matches!(a.tag(), "VBN" | "VBG")
                && matches!(a.lemma(), "back" | "support" | "cover" | "accompany" | "aid" | "assist")
        });
        match (direct, supports) {
            (_, true) => m.votes.scale(0.3),
            (true, false) => m.votes.scale(1.7),
            _ => {}
        }
    }
}
