//! Suspicion: "believed to have been carried out by Russian jets", "what were likely Russian strikes", "suspected militants".

use sitrep_language::Token;
use sitrep_record::Stance;

use super::{Statement, View};
use crate::actor::How;
use crate::source::Frame;

pub(super) fn find(view: View<'_, '_>) -> Vec<Statement> {
    let mut found = Vec::new();
    for token in view.doc().tokens() {
        if super::frame(view, token) != Some(Frame::Hedge) {
            continue;
        }
        // "they believe the army will …" is no suspicion of a deed, "what they believed were air strikes" is
        let thinks = matches!(token.tag(), "VB" | "VBP" | "VBZ" | "VBD")
            && token.next().is_none_or(|t| t.pos() != "AUX" && t.lower() != "to");
        if thinks {
            continue;
        }
        if let Some(statement) = suspicion(view, token) {
            found.push(statement);
        }
    }
    found
}

fn suspicion(view: View<'_, '_>, hedge: Token<'_>) -> Option<Statement> {
    let doc = view.doc();
    let end = hedge.sent().end();
    // the party after the hedge, with nothing but "to be", "carried out by", articles and the like between
    let actor = (hedge.i() + 1..(hedge.i() + 12).min(end))
        .take_while(|&i| i <= hedge.i() + 1 || is_between(view, i - 1))
        .find_map(|i| view.scene.actor(i).filter(|a| a.tokens.start == i))?;
    let deed = view.context.lexicon.events.noun(doc, actor.tokens.end).is_some()
        || (actor.tokens.end..(actor.tokens.end + 3).min(end))
            .any(|i| view.context.lexicon.events.noun(doc, i).is_some());
    let done = (hedge.i() + 1..actor.tokens.start).any(|i| doc.token(i).lower() == "by")
        || (actor.tokens.end..(actor.tokens.end + 6).min(end)).any(|i| super::party::is_violent(view, i));
    // "kidnappers believed to be members of the group", "attacks attributed to the rebels"
    let said_of = matches!(hedge.lemma(), "believe" | "think" | "suspect" | "presume" | "attribute")
        && hedge.next().is_some_and(|t| t.lower() == "to")
        && matches!(hedge.tag(), "VBN" | "VBD")
        && (hedge.lemma() == "attribute" || doc.get(hedge.i() + 2).is_some_and(|t| t.lower() == "be"));
    let fits = said_of && actor.how != How::Demonym && actor.how != How::Country
        || match actor.how {
            How::Name | How::Force => deed || done,
            How::Demonym | How::Country => deed || done || hedge.lemma() == "believe",
            How::HomeForce | How::Generic | How::Metonym => done,
        };
    if !fits || is_foe(view, actor.tokens.start) {
        return None;
    }
    let by = view.said.sources_at(hedge.i());
    let own = by.iter().filter_map(|s| view.party_of(s)).any(|p| p == actor.name);
    (!own).then(|| Statement {
        actor: actor.name.clone(),
        stance: Stance::Accused,
        by,
        tokens: hedge.i()..actor.tokens.end.max(hedge.i() + 1),
    })
}

/// Words that may stand between a hedge and the party that it is about.
fn is_between(view: View<'_, '_>, i: usize) -> bool {
    let token = view.doc().token(i);
    matches!(token.pos(), "AUX" | "PART" | "DET" | "ADJ" | "NUM" | "PUNCT")
        && !matches!(token.text(), "." | ";" | "\"" | ",")
        || matches!(
            token.lower(),
            "by" | "carried"
                | "out"
                | "conducted"
                | "launched"
                | "fired"
                | "from"
                | "been"
                | "be"
                | "committed"
                | "perpetrated"
                | "staged"
                | "also"
                | "to"
                | "members"
                | "member"
                | "of"
        )
        || matches!(token.tag(), "VBN")
}

/// "suspected al-Shabaab hideout", "against the group": the party is what is hit.
fn is_foe(view: View<'_, '_>, at: usize) -> bool {
    let doc = view.doc();
    (at.saturating_sub(4)..at).any(|i| matches!(doc.token(i).lower(), "against" | "on" | "targeting" | "at"))
}
