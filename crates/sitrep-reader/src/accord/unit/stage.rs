//! How far a sentence says that a deal has come.

use sitrep_language::Token;
use sitrep_record::Stage;

use super::super::View;
use super::Unit;

/// Whether a verb tells of what happened, or still goes on.
pub(super) fn is_past(verb: Token<'_>) -> bool {
    let modal = verb.children().any(|c| c.tag() == "MD" || (c.tag() == "TO"));
    let due = verb.head() != verb
        && verb.dep() == "xcomp"
        && matches!(verb.head().lemma(), "due" | "set" | "mean" | "expect" | "schedule" | "plan" | "hope" | "want");
    !modal && !due && matches!(verb.tag(), "VBD" | "VBN" | "VBZ" | "VBP" | "VBG")
}

pub(super) fn stages(view: &View<'_, '_>, unit: &mut Unit, chains: &[Token<'_>]) {
    let doc = view.context.doc;
    let sentence = view.scene.unit_range(view.scene.unit(unit.nouns[0].start));
    let spots = &view.stages;
    for (tokens, word) in spots.iter().filter(|(t, _)| sentence.contains(&t.start)) {
        let token = doc.token(tokens.start);
        let beside = unit.nouns.iter().any(|n| {
            let near = tokens.end <= n.start && n.start - tokens.end <= 3 && !token.tag().starts_with("VB");
            near || (tokens.start >= n.end && tokens.start - n.end <= 2 && !token.tag().starts_with("VB"))
        });
        let governs = chains.iter().any(|c| tokens.contains(&c.i()));
        let below = unit.nouns.iter().any(|n| token.is_within(doc.token(n.end - 1))) && token.tag().starts_with("VB");
        if !(beside || governs || below) {
            continue;
        }
        if token.child(&["neg"]).is_some() {
            continue;
        }
        if word.past && token.tag().starts_with("VB") && !is_past(token) {
            continue;
        }
        if word.stage == Stage::Violated && token.tag().starts_with("VB") {
            let passive = token.child(&["nsubjpass"]).is_some() && subject_is(unit, token);
            unit.breached |= passive || token.child(&["auxpass"]).is_some() && subject_is(unit, token);
        }
        // "agreed to a ceasefire" but "wants them to agree"
        if word.stage == Stage::Agreed && token.tag().starts_with("VB") && !is_past(token) {
            continue;
        }
        if word.stage == Stage::Collapsed && token.lemma() == "end" && token.pos() != "NOUN" {
            // a truce ends, but a truce also ends a war
            let ends =
                token.child(&["nsubj", "nsubjpass"]).is_some_and(|s| unit.nouns.iter().any(|n| n.contains(&s.i())))
                    && token.child(&["dobj"]).is_none();
            if !ends {
                continue;
            }
        }
        unit.held |= token.lemma() == "hold" && token.tag().starts_with("VB");
        unit.stages.push(word.stage);
    }
    for (tokens, ()) in view.begins.iter().filter(|(t, _)| sentence.contains(&t.start)) {
        let token = doc.token(tokens.start);
        let of = subject_is(unit, token) || chains.iter().any(|c| tokens.contains(&c.i()));
        if of && token.tag().starts_with("VB") && is_past(token) && token.tag() != "VBG" {
            unit.stages.push(Stage::InEffect);
        } else if token.tag() == "VB" && (of || due_of(unit, chains, token)) && due(token) {
            unit.stages.push(Stage::Agreed);
        }
    }
}

/// "is due to begin", "is to start".
pub(super) fn due(verb: Token<'_>) -> bool {
    verb.ancestors()
        .take(2)
        .any(|a| matches!(a.lemma(), "due" | "set" | "schedule" | "mean" | "expect" | "be") || a.lower() == "due")
}

/// Whether a verb hangs below the deal's own verb.
pub(super) fn due_of(unit: &Unit, chains: &[Token<'_>], verb: Token<'_>) -> bool {
    verb.ancestors().take(3).any(|a| subject_is(unit, a) && chains.contains(&a))
}

/// Whether a verb's subject is one of the unit's nouns, or a pronoun in its place.
pub(super) fn subject_is(unit: &Unit, verb: Token<'_>) -> bool {
    verb.child(&["nsubj", "nsubjpass"]).is_some_and(|s| {
        unit.nouns.iter().any(|n| n.contains(&s.i()))
            || matches!(s.lower(), "it" | "which" | "that")
            || s.subtree().any(|t| unit.nouns.iter().any(|n| n.contains(&t.i())))
    })
}
