//! "At least 20 people were killed."

use super::Verb;
use crate::grammar;
use crate::toll::draft::Draft;
use crate::toll::group::Kind;
use crate::toll::scene::Scene;

pub(super) fn read(scene: &Scene<'_>, verb: Verb<'_, '_>) -> Vec<Draft> {
    let aux = scene.passive_auxiliary(verb.token).unwrap_or(verb.token.i());
    let from = aux.min(verb.token.i());
    let strict = verb.sense.strict;
    // "the town, which was evacuated": no people.
    let mut before = from;
    while before > 0
        && (scene.doc.token(before - 1).tag() == "RB"
            || matches!(scene.lower(before - 1), "has" | "had" | "have" | "been"))
    {
        before -= 1;
    }
    if before > 0 && scene.lower(before - 1) == "which" {
        return Vec::new();
    }
    let adjacent = adjacent(scene, verb, from);
    let found = adjacent.or_else(|| by_tree(scene, verb, from)).or_else(|| {
        scene
            .left_group(from, 24, |g| {
                g.people >= if strict { super::super::group::People::Yes } else { super::super::group::People::Likely }
                    || !strict && g.kind == Kind::Counted && g.people != super::super::group::People::No
            })
            .map(|g| (g, 0.7))
    });
    let Some((g, confidence)) = found else { return Vec::new() };
    if !scene.can_suffer(g, strict) || grammar::is_negated(verb.token) && !scene.groups[g].none {
        return Vec::new();
    }
    // The whole list that ends at the verb: "a woman, her son and two guards were killed".
    let mut groups: Vec<usize> =
        scene.coordinated(g).into_iter().filter(|&k| scene.groups[k].span.end <= from).collect();
    let mut first = g;
    while let Some(before) = first.checked_sub(1) {
        let chain = scene.coordinated(before);
        if !chain.contains(&g)
            || scene.has_own_state(before)
            || scene.groups[before].people < super::super::group::People::Likely
        {
            break;
        }
        groups.insert(0, before);
        first = before;
    }
    groups.extend(along_with(scene, verb));
    groups
        .into_iter()
        .filter(|&k| k == g || !scene.has_own_state(k) || scene.groups[k].span.end + 4 >= from)
        .map(|k| Draft::of(scene, k, verb.effect, verb.token.i(), "passive", confidence))
        .collect()
}

/// "were killed along with six others".
fn along_with(scene: &Scene<'_>, verb: Verb<'_, '_>) -> Option<usize> {
    let start = verb.token.i() + 1;
    let at = (start..start + 9).find(|&k| matches!(scene.lower(k), "along" | "together" | "alongside"))?;
    let with = at + 1 + usize::from(scene.lower(at + 1) == "with");
    let g = scene.next_group(with)?;
    let same = scene.doc.token(at).sent_index() == verb.token.sent_index();
    (same && scene.groups[g].kind == Kind::Counted && scene.can_suffer(g, true) && !scene.has_own_state(g)).then_some(g)
}

/// The group right before the auxiliaries, where the verb has no subject of its own in the tree.
fn adjacent(scene: &Scene<'_>, verb: Verb<'_, '_>, from: usize) -> Option<(usize, f32)> {
    let mut at = from;
    while at > 0 && matches!(scene.lower(at - 1), "have" | "has" | "had" | "been" | "also") {
        at -= 1;
    }
    let g = scene.group_of(at.checked_sub(1)?)?;
    let group = &scene.groups[g];
    let fits = group.span.end == at
        && !scene.is_modifier(g)
        && group.kind == Kind::Counted
        && scene.can_suffer(g, verb.sense.strict);
    fits.then(|| (scene.top(g), 0.9))
}

fn by_tree(scene: &Scene<'_>, verb: Verb<'_, '_>, from: usize) -> Option<(usize, f32)> {
    let subject = grammar::subject_of(verb.token)?;
    let g = scene.top(scene.group_of(subject.i())?);
    let group = &scene.groups[g];
    (group.span.end <= from + 1 && scene.can_suffer(g, verb.sense.strict)).then_some((g, 0.95))
}
