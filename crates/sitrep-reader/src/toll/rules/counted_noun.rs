//! "four deaths", "55 injuries", "14 bodies", "no casualties".

use sitrep_language::Token;
use sitrep_record::Effect;

use crate::toll::draft::Draft;
use crate::toll::group::Kind;
use crate::toll::scene::Scene;
use crate::toll::words::NounKind;

pub(super) fn read(scene: &Scene<'_>, t: Token<'_>, effect: Effect, kind: NounKind, plural: bool) -> Vec<Draft> {
    let Some(g) = scene.group_of(t.i()) else { return Vec::new() };
    let group = &scene.groups[g];
    if group.noun != Some(t.i()) || group.kind != Kind::Counted || kind == NounKind::Total {
        return Vec::new();
    }
    let one = group.count.low == Some(1) && group.count.high == Some(1);
    if !plural && !one && !group.none {
        return Vec::new();
    }
    // "no casualty figures" denies nothing.
    if group.none && scene.doc.get(group.span.end).is_some_and(|n| matches!(n.tag(), "NN" | "NNS")) && !plural {
        return Vec::new();
    }
    match kind {
        NounKind::Mass | NounKind::Loss if group.none => [Effect::Killed, Effect::Injured]
            .into_iter()
            .take(if kind == NounKind::Loss { 1 } else { 2 })
            .map(|effect| Draft::of(scene, g, effect, t.i(), "no_casualties", 0.8))
            .collect(),
        NounKind::Loss => Vec::new(),
        _ => vec![Draft::of(scene, g, effect, t.i(), "counted_noun", 0.85)],
    }
}
