//! From drafts to tolls: one reading of each group, parts tied to their whole.

use std::ops::Range;

use sitrep_record::{Effect, Scope, Status};

use super::draft::{Draft, Part};
use super::group::Kind;
use super::scene::Scene;
use super::{Toll, inherit, status};

/// The tolls that the drafts amount to, in the order of the text.
pub(super) fn build(scene: &Scene<'_>, drafts: Vec<Draft>) -> Vec<Toll> {
    let mut drafts = choose(scene, drafts);
    inherit::inherit(scene, &mut drafts);
    drafts.retain(|d| worth_telling(scene, d));
    drafts.sort_by_key(|d| (d.place(scene).start, d.trigger));
    forget_known(scene, &mut drafts);
    let mut tolls: Vec<Toll> = Vec::with_capacity(drafts.len());
    for (k, draft) in drafts.iter().enumerate() {
        let parent = match draft.part {
            Part::No => None,
            Part::OfGroup(whole) => drafts
                .iter()
                .position(|d| d.group == Some(whole) && d.effect == draft.effect)
                .or_else(|| drafts.iter().position(|d| d.group == Some(whole))),
            Part::OfEarlier => {
                drafts[..k].iter().rposition(|d| d.effect == draft.effect && d.part == Part::No && !d.count.is_vague())
            }
        };
        tolls.push(toll(scene, draft, parent));
    }
    status::share(scene, &drafts, &mut tolls);
    crate::scope::assign(scene.context, &mut tolls);
    tolls
}

/// Whether a group is the unnumbered second half of a member of a list ("45 fighters and guards").
fn follows_member(scene: &Scene<'_>, g: Option<usize>) -> bool {
    let Some((g, b)) = g.and_then(|g| Some((g, g.checked_sub(1)?))) else { return false };
    scene.whole_of[b].is_some()
        && scene.whole_of[b] == scene.whole_of[g]
        && scene.groups[b].span.end < scene.groups[g].span.start
        && scene.groups[b].kind == Kind::Counted
        && scene.lower(scene.groups[g].span.start - 1) == "and"
}

/// The surest draft of each group and number.
fn choose(scene: &Scene<'_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        let place = draft.place(scene);
        let overlaps = |d: &&Draft| {
            let other = d.place(scene);
            other.start < place.end && place.start < other.end
        };
        let clash = kept.iter().find(overlaps);
        // "killed or wounded" is one group with two effects.
        let joined = clash.is_some_and(|d| {
            d.effect != draft.effect && (is_joined(scene, d.trigger, draft.trigger) || d.rule == "no_casualties")
        });
        if clash.is_none() || joined && !kept.iter().any(|d| d.effect == draft.effect && overlaps(&d)) {
            kept.push(draft);
        }
    }
    kept
}

/// Whether two effect words are joined by nothing but "or", "and", "/".
fn is_joined(scene: &Scene<'_>, a: usize, b: usize) -> bool {
    let (first, last) = (a.min(b), a.max(b));
    last == first + 2 && matches!(scene.lower(first + 1), "or" | "and" | "/" | "/or")
        || last == first + 3
            && matches!(scene.lower(first + 1), "or" | "and")
            && scene.doc.token(first + 2).tag() == "RB"
}

/// Drops pronouns that stand for somebody whose toll was told just before.
fn forget_known(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let known: Vec<(usize, usize, Effect)> = drafts
        .iter()
        .filter(|d| d.count.low == Some(1) && d.rule != super::rules::pronoun::NAME)
        .map(|d| (d.trigger, scene.doc.token(d.trigger).sent_index(), d.effect))
        .collect();
    drafts.retain(|d| {
        let sentence = scene.doc.token(d.trigger).sent_index();
        d.rule != super::rules::pronoun::NAME
            || !known.iter().any(|(at, s, effect)| *effect == d.effect && *at < d.trigger && s + 4 >= sentence)
    });
}

/// Leaves out what tells no toll: bare plurals that only presuppose one.
fn worth_telling(scene: &Scene<'_>, draft: &Draft) -> bool {
    let Some(group) = draft.group.map(|g| &scene.groups[g]) else { return true };
    match group.kind {
        Kind::Reference => false,
        // "including some in a critical condition".
        Kind::Counted if matches!(draft.part, Part::OfGroup(_)) && draft.count.is_vague() && group.noun.is_none() => {
            false
        }
        // "some of them children killed": no figure of its own.
        Kind::Counted
            if draft.group.is_some_and(|g| scene.whole_of[g].is_some())
                && draft.count.is_vague()
                && group.part_of.as_ref().is_some_and(|w| w.len() == 1) =>
        {
            false
        }
        Kind::Plural => {
            let first_of_list = draft.group.and_then(|g| g.checked_sub(1)).is_none_or(|b| {
                scene.groups[b].kind != Kind::Plural
                    || scene.whole_of[b] != scene.whole_of[b + 1]
                    || !scene.coordinated(b).contains(&(b + 1))
            });
            draft.part != Part::No && first_of_list && !follows_member(scene, draft.group)
        }
        _ => true,
    }
}

fn toll(scene: &Scene<'_>, draft: &Draft, parent: Option<usize>) -> Toll {
    let group = draft.group.map(|g| &scene.groups[g]);
    let place = draft.place(scene);
    let evidence = evidence(scene, &place, draft.trigger);
    let mut people = group.map_or(Status::Unspecified, |g| status::of_group(scene, g));
    if people == Status::Unspecified && matches!(draft.rule, "total" | "number_of") {
        people = status::counted_people(scene, draft.trigger, &place);
    }
    let scope = if parent.is_some() { Scope::Subset } else { Scope::Incident };
    Toll {
        effect: draft.effect,
        count: draft.count.clone(),
        trigger: draft.trigger,
        number: group
            .map_or(draft.number.clone(), |g| g.number.clone())
            .filter(|_| draft.rule != super::rules::pronoun::NAME),
        victims: group.map(|g| g.span.clone()),
        noun: group.and_then(|g| g.noun),
        others: group.is_some_and(|g| g.others),
        status: people,
        polarity: draft.polarity,
        scope,
        parent,
        evidence,
        rule: draft.rule,
        confidence: draft.confidence,
    }
}

/// From the number to the effect, whichever comes first.
fn evidence(scene: &Scene<'_>, place: &Range<usize>, trigger: usize) -> Range<usize> {
    let start = place.start.min(trigger);
    let end = place.end.max(trigger + 1);
    start..end.min(scene.doc.len())
}
