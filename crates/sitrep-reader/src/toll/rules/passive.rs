//! "At least 20 people were killed."

use super::{Verb, pronoun};
use crate::grammar;
use crate::toll::draft::Draft;
use crate::toll::group::{Group, Kind, People};
use crate::toll::scene::Scene;
use crate::toll::subject;

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
    let least = if strict { People::Yes } else { People::Likely };
    let fits = |g: &Group| {
        let people = g.people >= least
            || g.noun.is_none() && g.number.is_some()
            || !strict && g.kind == Kind::Counted && g.people != People::No;
        people && !(strict && g.kind == Kind::Named)
    };
    let found = subject::find(scene, verb.token, from, fits).or_else(|| unlisted(scene, verb, from));
    let Some((g, confidence)) = found else {
        return pronoun::read(scene, verb.token, verb.effect, verb.token.i()).filter(|_| !strict).into_iter().collect();
    };
    // A body brought to hospital is no wounded person; and such verbs need their own subject.
    let body = scene.groups[g].noun.is_some_and(|n| scene.effects().noun(scene.lower(n)).is_some());
    if verb.sense.with.is_some() && (confidence < 0.8 || body) {
        return Vec::new();
    }
    if grammar::is_negated(verb.token) && !scene.groups[g].none {
        return Vec::new();
    }
    let mut groups = subject::list(scene, g, from);
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
    // "was abducted with his guard".
    if scene.lower(start) == "with" && matches!(scene.lower(start + 1), "his" | "her" | "their") {
        return scene.group_starting(start + 1).filter(|&g| scene.groups[g].people == People::Yes);
    }
    let at = (start..start + 9).find(|&k| matches!(scene.lower(k), "along" | "together" | "alongside"))?;
    let with = at + 1 + usize::from(scene.lower(at + 1) == "with");
    let g = scene.next_group(with)?;
    let same = scene.doc.token(at).sent_index() == verb.token.sent_index();
    (same && scene.groups[g].kind == Kind::Counted && scene.can_suffer(g, true) && !scene.has_own_state(g)).then_some(g)
}

/// "a drummer was killed": one person by a noun that stands in no list, where the verb leaves no doubt.
fn unlisted(scene: &Scene<'_>, verb: Verb<'_, '_>, from: usize) -> Option<(usize, f32)> {
    let subject = grammar::subject_of(verb.token)?;
    let g = scene.group_of(subject.i())?;
    let group = &scene.groups[g];
    let fits =
        !verb.sense.strict && group.kind == Kind::Single && group.people == People::Unknown && group.span.end <= from;
    fits.then_some((g, 0.6))
}
