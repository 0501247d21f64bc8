//! "seven civilians received injuries", "dozens suffered respiratory problems".

use sitrep_language::Token;
use sitrep_record::Effect;

use crate::toll::draft::Draft;
use crate::toll::group::{Group, Kind, People};
use crate::toll::scene::Scene;
use crate::toll::subject;

pub(super) fn read(scene: &Scene<'_>, t: Token<'_>) -> Vec<Draft> {
    let end = (t.i() + 7).min(scene.doc.len());
    let harm = (t.i() + 1..end)
        .any(|k| scene.effects().harms.contains(scene.lower(k)) && scene.doc.token(k).sent_index() == t.sent_index());
    if !harm || scene.next_group(t.i() + 1).is_some_and(|g| scene.groups[g].none) {
        return Vec::new();
    }
    let fits = |g: &Group| g.people >= People::Likely && g.kind != Kind::Reference;
    let Some((g, confidence)) = subject::find(scene, t, t.i(), fits) else { return Vec::new() };
    vec![Draft::of(scene, g, Effect::Injured, t.i(), "suffer", confidence - 0.1)]
}
