//! "26 people killed in the east", "and 55 wounded".

use super::Verb;
use crate::grammar::{self, Role};
use crate::toll::draft::Draft;
use crate::toll::group::{Kind, People};
use crate::toll::scene::Scene;

pub(super) fn read(scene: &Scene<'_>, verb: Verb<'_, '_>) -> Vec<Draft> {
    let t = verb.token;
    let found = scene.previous_group(t.i()).map(|g| (g, 0.9)).or_else(|| {
        let noun = grammar::relative_antecedent(t).filter(|_| grammar::role(t) == Role::NounClause)?;
        let g = scene.group_of(noun.i())?;
        (scene.groups[g].span.end <= t.i() && t.i() - scene.groups[g].span.end < 10).then_some((g, 0.7))
    });
    let Some((g, confidence)) = found else { return Vec::new() };
    // "the number of civilians killed" is counted elsewhere.
    let group = &scene.groups[g];
    if group.kind == Kind::Reference
        || group.kind == Kind::Named
        || group.kind == Kind::Single && group.people < People::Likely
        || !scene.can_suffer(g, verb.sense.strict)
    {
        return Vec::new();
    }
    let top = scene.top(g);
    // "including 47 wounded": only the part is told.
    if top != g && scene.groups[g].noun.is_none() {
        return vec![Draft::of(scene, g, verb.effect, t.i(), "participle", confidence)];
    }
    let mut drafts = vec![Draft::of(
        scene,
        if top != g && scene.groups[g].span.end < t.i() { top } else { g },
        verb.effect,
        t.i(),
        "participle",
        confidence,
    )];
    if top != g {
        drafts.insert(0, Draft::of(scene, top, verb.effect, t.i(), "participle", 0.6));
    }
    // "a woman and two children killed".
    if let Some(before) = g
        .checked_sub(1)
        .filter(|&b| scene.coordinated(b).contains(&g) && scene.joins(b) && scene.groups[b].kind != Kind::Plural)
    {
        drafts.insert(0, Draft::of(scene, before, verb.effect, t.i(), "participle", 0.6));
    }
    drafts
}
