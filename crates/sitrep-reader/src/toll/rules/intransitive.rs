//! "Three people died."

use super::Verb;
use crate::grammar;
use crate::toll::draft::Draft;
use crate::toll::group::{Group, People};
use crate::toll::scene::Scene;
use crate::toll::words::Form;

pub(super) fn read(scene: &Scene<'_>, verb: Verb<'_, '_>) -> Vec<Draft> {
    let t = verb.token;
    if verb.form == Form::Base && t.tag() == "NN" {
        return Vec::new();
    }
    let least = if verb.sense.strict { People::Yes } else { People::Likely };
    let fits = |g: &Group| g.people >= least || g.noun.is_none() && g.number.is_some();
    let by_tree = grammar::subject_of(t)
        .and_then(|s| scene.group_of(s.i()))
        .map(|g| scene.top(g))
        .filter(|&g| scene.groups[g].span.end <= t.i() && fits(&scene.groups[g]))
        .map(|g| (g, 0.95));
    let found = by_tree.or_else(|| scene.left_group(t.i(), 20, fits).map(|g| (g, 0.65)));
    let Some((g, confidence)) = found else { return Vec::new() };
    if grammar::is_negated(t) && !scene.groups[g].none {
        return Vec::new();
    }
    let mut groups: Vec<usize> =
        scene.coordinated(g).into_iter().filter(|&k| scene.groups[k].span.end <= t.i()).collect();
    if let Some(before) = g.checked_sub(1).filter(|&b| scene.coordinated(b).contains(&g) && scene.joins(b)) {
        groups.insert(0, before);
    }
    groups.into_iter().map(|k| Draft::of(scene, k, verb.effect, t.i(), "intransitive", confidence)).collect()
}
