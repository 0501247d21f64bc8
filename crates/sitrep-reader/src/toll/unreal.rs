//! What is only feared, planned, threatened or supposed.

use super::draft::Draft;
use super::scene::Scene;
use crate::grammar::{self, Role};

/// Whether a draft stands in such a clause.
pub(super) fn is_unreal(scene: &Scene<'_>, draft: &Draft) -> bool {
    let t = scene.doc.token(draft.trigger);
    let unreal = |i: usize| scene.effects().unreal.contains(scene.lower(i));
    // Auxiliaries and the words right before the trigger: "could kill", "may have been killed", "to kill".
    let mut at = t.i();
    for _ in 0..5 {
        let Some(before) = at.checked_sub(1).map(|k| scene.doc.token(k)) else { break };
        if before.is_sent_start() && unreal(before.i()) {
            return true;
        }
        at = before.i();
        if before.lower() == "to" && scene.lower(at + 1) != "have" {
            let governor = at.checked_sub(1).map_or("", |k| scene.lower(k));
            let done = matches!(
                governor,
                "managed"
                    | "able"
                    | "continued"
                    | "continues"
                    | "began"
                    | "claimed"
                    | "used"
                    | "seemed"
                    | "succeeded"
                    | "led"
                    | "leading"
                    | "known"
                    | "reported"
                    | "believed"
                    | "said"
                    | "thought"
                    | "rose"
                    | "risen"
            );
            let caused = scene.group_of(at.saturating_sub(1)).is_some_and(|g| {
                let start = scene.groups[g].span.start;
                (1..3)
                    .any(|k| start.checked_sub(k).is_some_and(|p| scene.effects().causatives.contains(scene.lower(p))))
            });
            let done = done || caused;
            let base = matches!(t.tag(), "VB" | "VBP") || at + 1 == t.i() && !t.lower().ends_with("ed");
            if !done && base {
                return true;
            }
        }
        if unreal(at) && matches!(before.tag(), "MD" | "VBN" | "VBD" | "VBG" | "JJ" | "VB" | "IN" | "VBP" | "VBZ") {
            return true;
        }
        let inside = matches!(before.tag(), "RB" | "MD" | "TO" | "VB" | "VBN" | "VBP" | "VBD" | "VBZ")
            || matches!(before.lower(), "be" | "have" | "been" | "being");
        if !inside {
            break;
        }
    }
    // "is set to see 3,000 people evacuated".
    if let Some(g) = draft.group.filter(|_| matches!(draft.rule, "participle" | "state_behind")) {
        let start = scene.groups[g].span.start;
        let lower = |k: usize| start.checked_sub(k).map_or("", |i| scene.lower(i));
        if lower(2) == "to"
            && (matches!(lower(3), "set" | "due" | "going") || scene.effects().unreal.contains(lower(3)))
            || scene.effects().unreal.contains(lower(2)) && matches!(lower(1), "see" | "leave" | "have")
        {
            return true;
        }
    }
    // In the tree: an auxiliary, an "if", or a clause under "fear" and the like.
    let marked = |v: sitrep_language::Token<'_>| {
        v.children()
            .any(|c| matches!(grammar::role(c), Role::Auxiliary | Role::Marker) && c.i() < v.i() && unreal(c.i()))
    };
    if marked(t) {
        return true;
    }
    let mut at = t;
    for _ in 0..3 {
        let role = grammar::role(at);
        let head = at.head();
        match role {
            Role::ComplementClause | Role::Conjunct => {
                if role == Role::ComplementClause && unreal(head.i()) {
                    return true;
                }
                if role == Role::Conjunct && marked(head) && !at.children().any(|c| grammar::role(c) == Role::Subject) {
                    return true;
                }
                at = head;
            }
            Role::AdverbialClause if t.lower().ends_with("ing") && marked(head) => return true,
            _ => break,
        }
    }
    false
}
