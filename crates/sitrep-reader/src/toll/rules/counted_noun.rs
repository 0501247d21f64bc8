//! "four deaths", "55 injuries", "14 bodies", "no casualties".

use sitrep_language::Token;
use sitrep_record::{Count, Effect};

use crate::toll::draft::Draft;
use crate::toll::group::Kind;
use crate::toll::scene::Scene;
use crate::toll::words::NounKind;

/// "35 cases of suffocation".
pub(super) fn cases(scene: &Scene<'_>, g: usize) -> Option<Draft> {
    let group = &scene.groups[g];
    let noun = group.noun.filter(|&n| matches!(scene.lower(n), "cases" | "case"))?;
    let behind = noun + 1;
    let harm = if scene.lower(behind) == "of" { behind + 1 } else { noun.checked_sub(1)? };
    let told = scene.effects().harms.contains(scene.lower(harm)) && group.kind == Kind::Counted && !group.none;
    told.then(|| Draft::of(scene, g, Effect::Injured, harm, "cases_of_harm", 0.8))
}

pub(super) fn read(scene: &Scene<'_>, t: Token<'_>, effect: Effect, kind: NounKind, plural: bool) -> Vec<Draft> {
    if let Some(none) = denied(scene, t, kind) {
        return none;
    }
    let Some(g) = scene.group_of(t.i()) else { return Vec::new() };
    let group = &scene.groups[g];
    // "another body was found".
    let another = group.kind == Kind::Single && kind == NounKind::Body && group.others && group.noun == Some(t.i());
    if another && scene.lower(t.i() + 1) != "of" {
        return vec![Draft::of(scene, g, effect, t.i(), "counted_noun", 0.7)];
    }
    if group.noun != Some(t.i()) || group.kind != Kind::Counted || kind == NounKind::Total {
        return Vec::new();
    }
    let one = group.count.low == Some(1) && group.count.high == Some(1);
    if !t.tag().starts_with("NN") && !group.none {
        return Vec::new();
    }
    if !plural && !one && !group.none {
        return Vec::new();
    }
    // "no casualty figures" denies nothing.
    if group.none && scene.doc.get(group.span.end).is_some_and(|n| matches!(n.tag(), "NN" | "NNS")) && !plural {
        return Vec::new();
    }
    let bare_remains = t.lower() == "remains" && scene.lower(t.i() + 1) != "of";
    // "bodies with no visible injuries" denies no harm to anybody.
    let with = group.span.start.checked_sub(1).is_some_and(|k| scene.lower(k) == "with");
    let event = kind == NounKind::Event && group.count.is_vague() && !matches!(t.lower(), "deaths" | "fatalities");
    if bare_remains || event || kind == NounKind::Harm && group.none && with {
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

/// "did not cause any casualties", "without casualties": there was none.
fn denied(scene: &Scene<'_>, t: Token<'_>, kind: NounKind) -> Option<Vec<Draft>> {
    let start = t.i().checked_sub(1)?;
    let any = scene.lower(start) == "any"
        && (start.saturating_sub(5)..start).any(|k| matches!(scene.lower(k), "not" | "n't" | "without" | "never"));
    if kind != NounKind::Mass || !any && scene.lower(start) != "without" {
        return None;
    }
    let draft =
        |effect| Draft::of_number(scene, start..t.i() + 1, Count::exact(0), effect, t.i(), "no_casualties", 0.75);
    Some(vec![draft(Effect::Killed), draft(Effect::Injured)])
}
