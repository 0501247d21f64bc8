//! The people who are the subject of a verb: by the tree where it can be trusted, else by the line of words.

use sitrep_language::Token;

use super::group::{Group, Kind, People};
use super::scene::Scene;
use crate::grammar::{self, Role};

/// How far to the left a subject may stand, in tokens.
const REACH: usize = 24;

/// The group that is the subject of `verb`, whose auxiliaries start at `from`, and how sure that is.
pub(super) fn find(
    scene: &Scene<'_>,
    verb: Token<'_>,
    from: usize,
    fits: impl Fn(&Group) -> bool + Copy,
) -> Option<(usize, f32)> {
    if let Some(g) = adjacent(scene, from, fits) {
        return Some((g, 0.9));
    }
    let good = |g: usize| scene.groups[g].span.end <= from + 1 && fits(&scene.groups[g]);
    let own = verb.children().find(|c| matches!(grammar::role(*c), Role::Subject | Role::PassiveSubject));
    // A pronoun stands for people told of before, not for those who happen to stand near.
    if own.is_some_and(|s| s.tag() == "PRP" && s.i() < from) {
        return None;
    }
    let of_token = |t: Token<'_>| scene.group_of(t.i()).map(|g| scene.bearer(g)).filter(|&g| good(g));
    if let Some(g) = own.and_then(|_| grammar::subject_of(verb)).and_then(of_token) {
        return Some((g, 0.95));
    }
    // The verb has no subject of its own: rather the group that stands near than that of another verb.
    if own.is_none() {
        if let Some(g) = scene.left_group(from, 4, fits) {
            return Some((g, 0.8));
        }
        if let Some(g) = grammar::subject_of(verb).and_then(of_token) {
            return Some((g, 0.85));
        }
    }
    scene.left_group(from, REACH, |g| g.kind != Kind::Named && fits(g)).map(|g| (g, 0.65))
}

/// The counted group right before the verb and its auxiliaries; text without commas misleads the tree, but not this.
fn adjacent(scene: &Scene<'_>, from: usize, fits: impl Fn(&Group) -> bool) -> Option<usize> {
    let mut at = from;
    while at > 0
        && (matches!(scene.lower(at - 1), "have" | "has" | "had" | "been" | "also" | "who" | "reportedly")
            || scene.doc.token(at - 1).tag() == "RB" && scene.group_of(at - 1).is_none())
    {
        at -= 1;
    }
    let g = scene.group_of(at.checked_sub(1)?)?;
    let group = &scene.groups[g];
    let near = group.span.end == at
        && !scene.is_modifier(g)
        && (group.kind == Kind::Counted && group.people != People::No
            || group.kind == Kind::Single && group.people == People::Yes && !group.definite);
    let bearer = scene.bearer(g);
    (near && fits(&scene.groups[bearer])).then_some(bearer)
}

/// A group with those that stand before and behind it in its list, as far as `from`.
pub(super) fn list(scene: &Scene<'_>, g: usize, from: usize) -> Vec<usize> {
    let mut groups: Vec<usize> =
        scene.coordinated(g).into_iter().filter(|&k| scene.groups[k].span.end <= from).collect();
    let mut first = g;
    while let Some(before) = first.checked_sub(1) {
        let joined = scene.coordinated(before).contains(&g);
        if !joined
            || scene.has_own_state(before)
            || scene.whole_of[before].is_some()
            || scene.groups[before].people < People::Likely
        {
            break;
        }
        groups.insert(0, before);
        first = before;
    }
    groups
}
