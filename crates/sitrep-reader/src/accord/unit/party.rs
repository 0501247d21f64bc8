//! Between whom a deal is.

use sitrep_language::Token;
use sitrep_record::Stage;
use smol_str::SmolStr;

use super::super::View;
use super::Unit;
use crate::actor::How;

pub(super) fn add(list: &mut Vec<SmolStr>, name: &SmolStr) {
    if !list.contains(name) {
        list.push(name.clone());
    }
}

pub(super) fn parties(view: &View<'_, '_>, unit: &mut Unit, chains: &[Token<'_>]) {
    let doc = view.context.doc;
    let stage_spots = &view.stages;
    // between X and Y
    let mut brokers: Vec<SmolStr> = Vec::new();
    let heads: Vec<Token<'_>> = chains.iter().copied().chain(unit.nouns.iter().map(|n| doc.token(n.end - 1))).collect();
    for head in &heads {
        for preposition in head.children().filter(|c| matches!(c.dep(), "prep" | "agent")) {
            let Some(object) = preposition.child(&["pobj"]) else { continue };
            let brokered = matches!(head.lemma(), "broker" | "mediate" | "negotiate" | "host" | "sponsor")
                || matches!(head.lower(), "brokered");
            match preposition.lower() {
                "between" | "with" | "among" => {
                    let named = named_in(view, object);
                    if named.is_empty() && preposition.lower() == "between" {
                        let counted = object.child(&["nummod"]).is_some();
                        if counted {
                            add(
                                &mut unit.parties,
                                &doc.span(object.child(&["nummod"]).map_or(object.i(), |n| n.i()), object.i() + 1)
                                    .text()
                                    .into(),
                            );
                        }
                    }
                    let reached = preposition.lower() != "with"
                        || matches!(head.lemma(), "reach" | "agree" | "sign" | "strike")
                        || unit.nouns.iter().any(|n| n.contains(&head.i()));
                    if reached {
                        named.iter().for_each(|n| add(&mut unit.parties, n));
                    }
                }
                "by" if brokered => brokers.extend(named_in(view, object)),
                "by" if stage_spots.iter().any(|(t, w)| t.contains(&head.i()) && w.stage == Stage::Agreed) => {
                    named_in(view, object).iter().for_each(|n| add(&mut unit.parties, n));
                }
                _ => {}
            }
        }
    }
    // X and Y agreed
    for verb in chains.iter().filter(|c| c.tag().starts_with("VB")) {
        let agreed = stage_spots.iter().any(|(t, w)| {
            t.contains(&verb.i())
                && matches!(w.stage, Stage::Agreed | Stage::Violated | Stage::Extended | Stage::Collapsed)
        }) && !matches!(verb.lemma(), "announce" | "broker" | "mediate");
        if !agreed {
            continue;
        }
        let subject = verb.lefts().rfind(|t| t.dep() == "nsubj").or_else(|| verb.child(&["nsubj"]));
        let Some(subject) = subject else { continue };
        for name in named_in(view, subject) {
            add(&mut unit.parties, &name);
        }
        // "he and his counterpart": the speaker's state
        if subject.pos() == "PRON"
            || subject.subtree().any(|t| t.pos() == "PRON" && matches!(t.lower(), "he" | "she" | "we" | "they"))
        {
            for source in
                view.said.sources_at(verb.i()).iter().filter(|s| !matches!(s.kind, sitrep_record::SourceKind::Monitor))
            {
                if let Some((name, true)) = view.scene.states.party_named(&source.name) {
                    add(&mut unit.parties, &name);
                }
            }
        }
    }
    unit.parties.retain(|p| !brokers.contains(p));
}

/// The parties named in a phrase, those joined to its head included; demonyms of office-holders count for their states.
pub(super) fn named_in(view: &View<'_, '_>, head: Token<'_>) -> Vec<SmolStr> {
    let mut names: Vec<SmolStr> = Vec::new();
    for token in head.subtree() {
        let above = || token.ancestors().take_while(|a| token != head && *a != head);
        // what only describes a joined phrase ("rebels backed by Iran") is no party
        if above().any(|a| matches!(a.dep(), "relcl" | "acl" | "advcl") || matches!(a.pos(), "VERB")) {
            continue;
        }
        let Some(actor) = view.scene.actor(token.i()).filter(|a| a.tokens.start == token.i()) else { continue };
        let apart = above().any(|a| a.dep() == "prep" && !matches!(a.lower(), "of"));
        let holder = actor.how != How::Demonym || token.head().pos() == "NOUN" || token.head().pos() == "PROPN";
        if !apart && holder {
            add(&mut names, &actor.name);
        }
    }
    names
}
