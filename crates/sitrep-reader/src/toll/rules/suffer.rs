//! "seven civilians received injuries", "dozens suffered respiratory problems".

use sitrep_language::Token;
use sitrep_record::Effect;

use crate::grammar;
use crate::toll::draft::Draft;
use crate::toll::group::{Kind, People};
use crate::toll::scene::Scene;

pub(super) fn read(scene: &Scene<'_>, t: Token<'_>) -> Vec<Draft> {
    let end = (t.i() + 7).min(scene.doc.len());
    let harm = (t.i() + 1..end)
        .any(|k| scene.effects().harms.contains(scene.lower(k)) && scene.doc.token(k).sent_index() == t.sent_index());
    if !harm || scene.next_group(t.i() + 1).is_some_and(|g| scene.groups[g].none) {
        return Vec::new();
    }
    let by_tree = grammar::subject_of(t)
        .and_then(|s| scene.group_of(s.i()))
        .map(|g| scene.top(g))
        .filter(|&g| scene.groups[g].span.end <= t.i());
    let found = by_tree.or_else(|| scene.left_group(t.i(), 14, |g| g.people >= People::Likely));
    let Some(g) =
        found.filter(|&g| scene.groups[g].people >= People::Likely && scene.groups[g].kind != Kind::Reference)
    else {
        return Vec::new();
    };
    vec![Draft::of(scene, g, Effect::Injured, t.i(), "suffer", 0.8)]
}
