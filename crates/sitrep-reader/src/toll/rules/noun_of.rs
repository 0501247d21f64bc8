//! "the death of a woman and her child", "the bodies of 14 people", "the killing of 40 civilians".

use sitrep_language::Token;
use sitrep_record::Effect;

use crate::toll::draft::Draft;
use crate::toll::group::{Kind, People};
use crate::toll::scene::Scene;
use crate::toll::words::NounKind;

pub(super) fn read(scene: &Scene<'_>, t: Token<'_>, effect: Effect, kind: NounKind) -> Vec<Draft> {
    if !matches!(kind, NounKind::Event | NounKind::Body | NounKind::Loss | NounKind::Harm)
        || scene.lower(t.i() + 1) != "of"
    {
        return Vec::new();
    }
    let Some(g) = scene.next_group(t.i() + 2) else { return Vec::new() };
    let group = &scene.groups[g];
    if kind == NounKind::Loss && !t.lower().starts_with("loss") {
        return Vec::new();
    }
    let least = if kind == NounKind::Loss { People::Yes } else { People::Likely };
    if group.people < least
        || group.part_of.as_ref().is_some_and(|w| w.len() == 1 && group.count.is_vague())
        || matches!(group.kind, Kind::Plural | Kind::Reference)
        || group.noun == Some(t.i())
    {
        return Vec::new();
    }
    scene
        .coordinated(g)
        .into_iter()
        .enumerate()
        .take_while(|&(n, k)| n == 0 || !scene.has_own_state(k) && scene.groups[k].people == People::Yes)
        .map(|(_, k)| Draft::of(scene, k, effect, t.i(), "noun_of", 0.8))
        .collect()
}
