//! "20 dead", "left 20 others wounded", "four people were found dead", "six wounded soldiers".

use sitrep_language::Token;
use sitrep_record::Effect;

use super::pronoun;

use crate::grammar;
use crate::toll::draft::Draft;
use crate::toll::group::{Group, Kind, People};
use crate::toll::scene::Scene;
use crate::toll::subject;
use crate::toll::words::{Form, Sense};

pub(super) fn read(scene: &Scene<'_>, t: Token<'_>, effect: Effect) -> Vec<Draft> {
    // "22 badly wounded soldiers", "four dead civilians".
    if let Some(g) = scene.group_of(t.i()) {
        let group = &scene.groups[g];
        if group.state == Some(t.i()) && group.kind == Kind::Counted && group.people >= People::Likely {
            return vec![Draft::of(scene, g, effect, t.i(), "state_before_noun", 0.7)];
        }
        // "dozens of injured", "14 of the dead": the word is the noun itself.
        if group.noun == Some(t.i()) && group.kind == Kind::Counted && group.part_of.is_none() {
            return vec![Draft::of(scene, g, effect, t.i(), "state_as_noun", 0.8)];
        }
        if group.span.end > t.i() + 1 || group.noun == Some(t.i()) || group.part_of.is_some() {
            return Vec::new();
        }
    }
    // What is a participle too is read as one, with an eye on its object ("a bomber killed five").
    let verbal = scene.effects().senses(t.lower()).iter().any(|s| matches!(s, Sense::Verb(_, Form::Past)));
    if let Some(g) = scene.previous_group(t.i()).filter(|_| !verbal) {
        let group = &scene.groups[g];
        if group.kind != Kind::Reference
            && (group.kind != Kind::Single || group.people >= People::Likely)
            && scene.can_suffer(g, false)
            && (group.kind != Kind::Plural || behind_leave(scene, group.span.start))
        {
            let mut drafts = vec![Draft::of(scene, g, effect, t.i(), "state_behind", 0.9)];
            if scene.whole_of[g].is_some() {
                return drafts;
            }
            // "left 15 civilians and 3 soldiers dead".
            if let Some(before) = g.checked_sub(1).filter(|&b| scene.coordinated(b).contains(&g) && scene.joins(b)) {
                drafts.insert(0, Draft::of(scene, before, effect, t.i(), "state_behind", 0.6));
            }
            return drafts;
        }
    }
    // "registered 1,100 people as missing".
    let listed = t.i().checked_sub(1).filter(|&k| scene.lower(k) == "as").and_then(|k| scene.previous_group(k));
    if let Some(g) = listed.filter(|&g| scene.groups[g].kind == Kind::Counted && scene.can_suffer(g, false)) {
        return vec![Draft::of(scene, g, effect, t.i(), "state_behind", 0.8)];
    }
    // "20 dead or wounded", "40 dead and wounded".
    if let Some(joint) = t.i().checked_sub(2).filter(|_| matches!(scene.lower(t.i() - 1), "or" | "and" | "/")) {
        let other = scene.effects().state(scene.lower(joint));
        if let Some(g) = scene.previous_group(joint).filter(|_| other.is_some_and(|o| o != effect)) {
            let own = scene.group_of(t.i()).is_some();
            if !own && scene.can_suffer(g, false) && scene.groups[g].kind == Kind::Counted {
                return vec![Draft::of(scene, g, effect, t.i(), "joined_states", 0.6)];
            }
        }
    }
    predicate(scene, t, effect)
}

/// "were found dead", "is missing": the subject of the verb before.
fn predicate(scene: &Scene<'_>, t: Token<'_>, effect: Effect) -> Vec<Draft> {
    let mut at = t.i();
    let mut verb = None;
    for _ in 0..5 {
        let Some(before) = at.checked_sub(1).map(|k| scene.doc.token(k)) else { break };
        at = before.i();
        let leave = scene.effects().senses(before.lower()).iter().any(|s| matches!(s, Sense::Leave));
        if scene.is_be(before.i()) || leave {
            verb = Some(before);
            continue;
        }
        if !matches!(before.tag(), "RB" | "MD") && !matches!(before.lower(), "have" | "had" | "has" | "been" | "shot") {
            break;
        }
    }
    let Some(verb) = verb else { return Vec::new() };
    if scene.effects().senses(t.lower()).iter().any(|s| matches!(s, Sense::Verb(..))) {
        return Vec::new();
    }
    let fits = |g: &Group| g.people >= People::Likely && g.kind != Kind::Reference;
    let head = if t.head().i() < t.i() { t.head() } else { verb };
    let Some((g, confidence)) = subject::find(scene, head, first(scene, verb.i()), fits) else {
        let dead = effect == Effect::Killed;
        return pronoun::read(scene, t.head(), effect, t.i()).filter(|_| dead).into_iter().collect();
    };
    if grammar::is_negated(verb) {
        return Vec::new();
    }
    subject::list(scene, g, verb.i())
        .into_iter()
        .map(|k| Draft::of(scene, k, effect, t.i(), "state_predicate", confidence - 0.05))
        .collect()
}

/// Where the auxiliaries before a verb start.
fn first(scene: &Scene<'_>, verb: usize) -> usize {
    let mut at = verb;
    while at > 0 && (scene.is_be(at - 1) || matches!(scene.lower(at - 1), "have" | "has" | "had")) {
        at -= 1;
    }
    at
}

/// Whether a verb such as "leave" stands right before a place.
fn behind_leave(scene: &Scene<'_>, start: usize) -> bool {
    let before = start.checked_sub(1).map_or("", |k| scene.lower(k));
    scene.effects().senses(before).iter().any(|s| matches!(s, Sense::Leave))
}
