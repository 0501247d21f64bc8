//! From drafts to tolls: one reading of each group, parts tied to their whole.

use std::ops::Range;

use sitrep_record::{Scope, Status};

use super::Toll;
use super::draft::{Draft, Part};
use super::group::{Group, Kind, People};
use super::scene::Scene;
use super::words::NounKind;

/// The tolls that the drafts amount to, in the order of the text.
pub(super) fn build(scene: &Scene<'_>, drafts: Vec<Draft>) -> Vec<Toll> {
    let mut drafts = choose(scene, drafts);
    inherit(scene, &mut drafts);
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
    share_status(scene, &drafts, &mut tolls);
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
            d.effect != draft.effect && is_joined(scene, d.trigger, draft.trigger)
                || d.rule == "no_casualties" && d.effect != draft.effect
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

/// Groups named as parts suffer what their whole suffers.
fn inherit(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let mut more = Vec::new();
    for g in 0..scene.groups.len() {
        let Some(whole) = scene.whole_of[g] else { continue };
        let own = scene.has_own_state(g);
        if !own && drafts.iter().any(|d| d.group == Some(whole)) {
            drafts.retain(|d| d.group != Some(g));
        }
        let told = drafts.iter().any(|d| d.group == Some(g));
        if told {
            for d in drafts.iter_mut().filter(|d| d.group == Some(g)) {
                d.part = Part::OfGroup(whole);
            }
            continue;
        }
        let pronoun = scene.groups[g].part_of.as_ref().is_some_and(|w| w.len() == 1);
        let silent = (0..3)
            .filter_map(|k| g.checked_sub(k))
            .any(|k| scene.whole_of[k] == Some(whole) && super::part::mostly_before(scene, k));
        if scene.groups[g].count.is_vague() && silent {
            continue;
        }
        let most = scene.groups[g]
            .number
            .as_ref()
            .is_some_and(|n| n.len() == 1 && matches!(scene.lower(n.start), "most" | "many" | "some" | "all"));
        let marked = scene.groups[g].span.start > scene.groups[whole].span.end + 1;
        if (pronoun || most && !marked) && scene.groups[g].count.is_vague() {
            continue;
        }
        for d in drafts.iter().filter(|d| d.group == Some(whole)) {
            let mut part = Draft::of(scene, g, d.effect, d.trigger, "part", d.confidence * 0.9);
            part.part = Part::OfGroup(whole);
            part.polarity = d.polarity;
            more.push(part);
        }
    }
    // "two of them critically": part of the people of the toll before it.
    for g in 0..scene.groups.len() {
        if drafts.iter().chain(&more).any(|d| d.group == Some(g)) {
            continue;
        }
        if let Some(d) = behind_parts(scene, drafts, g) {
            more.push(d);
            continue;
        }
        more.extend(part_of_reference(scene, drafts, g));
        more.extend(victims_included(scene, drafts, g));
        more.extend(part_of_them(scene, drafts, g));
        more.extend(among_them(scene, drafts, g));
    }
    drafts.extend(more);
}

/// "960 civilians, among them 250 children, and 1,300 insurgents": the list goes on behind the part.
fn behind_parts(scene: &Scene<'_>, drafts: &[Draft], g: usize) -> Option<Draft> {
    let part = g.checked_sub(1)?;
    let whole = scene.whole_of[part]?;
    let group = &scene.groups[g];
    let gap = scene.groups[part].span.end..group.span.start;
    let joined =
        gap.len() <= 2 && gap.clone().any(|k| scene.lower(k) == "and") && gap.clone().any(|k| scene.lower(k) == ",");
    if !joined
        || scene.whole_of[g].is_some()
        || scene.has_own_state(g)
        || group.kind != Kind::Counted
        || group.people != People::Yes
    {
        return None;
    }
    let d = drafts.iter().find(|d| d.group == Some(whole) && d.rule == "active")?;
    Some(Draft::of(scene, g, d.effect, d.trigger, "behind_parts", 0.6))
}

/// "four of the victims were women": part of those told of before.
fn part_of_reference(scene: &Scene<'_>, drafts: &[Draft], g: usize) -> Option<Draft> {
    let group = &scene.groups[g];
    if group.count.is_vague() {
        return None;
    }
    let Some(whole) = group.part_of.as_ref() else { return and_were(scene, drafts, g) };
    if !matches!(scene.lower(whole.end - 1), "victims" | "casualties" | "fatalities") {
        return None;
    }
    let last = drafts.iter().filter(|d| d.trigger < group.span.start && d.part == Part::No).max_by_key(|d| d.trigger);
    let effect = last.map_or(sitrep_record::Effect::Killed, |d| d.effect);
    let mut part = Draft::of(scene, g, effect, whole.end - 1, "part_of_victims", 0.7);
    part.part = Part::OfEarlier;
    Some(part)
}

/// "…, and at least two were children" behind such a part.
fn and_were(scene: &Scene<'_>, drafts: &[Draft], g: usize) -> Option<Draft> {
    let group = &scene.groups[g];
    let before = group.span.start.checked_sub(1)?;
    let led = group.noun.is_none() && matches!(scene.lower(before), "and" | ",") && scene.is_be(group.span.end);
    let told = led && scene.next_group(group.span.end + 1).is_some_and(|n| scene.groups[n].people == People::Yes);
    let sentence = scene.doc.token(before).sent_index();
    let earlier = (0..g).rev().take(4).find(|&k| {
        let whole = scene.groups[k].part_of.as_ref();
        whole.is_some_and(|w| {
            let noun = scene.lower(w.end - 1);
            matches!(noun, "victims" | "casualties" | "fatalities") || scene.effects().state(noun).is_some()
        }) && scene.doc.token(scene.groups[k].span.start).sent_index() == sentence
    });
    let k = earlier.filter(|_| told)?;
    let effect = drafts.iter().find(|d| d.group == Some(k)).map_or(sitrep_record::Effect::Killed, |d| d.effect);
    let mut part = Draft::of(scene, g, effect, scene.groups[k].part_of.as_ref()?.end - 1, "and_were", 0.6);
    part.part = Part::OfEarlier;
    Some(part)
}

/// "The victims included 51 children": part of those told of before.
fn victims_included(scene: &Scene<'_>, drafts: &[Draft], g: usize) -> Option<Draft> {
    let group = &scene.groups[g];
    let verb = group.span.start.checked_sub(1)?;
    let mut first = g;
    let mut verb_at = verb;
    // Members of the list behind the first.
    while let Some(before) = first.checked_sub(1).filter(|&b| scene.coordinated(b).contains(&first)) {
        first = before;
        verb_at = scene.groups[before].span.start.checked_sub(1)?;
    }
    let included = matches!(scene.lower(verb_at), "included" | "include" | "includes" | "including");
    if !included || matches!(group.kind, Kind::Reference | Kind::Plural) || group.people < People::Likely {
        return None;
    }
    let start = verb_at.saturating_sub(6);
    let noun = (start..verb_at).find(|&k| matches!(scene.lower(k), "victims" | "casualties" | "fatalities"))?;
    if scene.doc.token(noun).sent_index() != scene.doc.token(verb_at).sent_index() {
        return None;
    }
    let last = drafts.iter().filter(|d| d.trigger < verb_at && d.part == Part::No).max_by_key(|d| d.trigger);
    let effect = last.map_or(sitrep_record::Effect::Killed, |d| d.effect);
    let effect = if effect == sitrep_record::Effect::Injured { sitrep_record::Effect::Killed } else { effect };
    let mut part = Draft::of(scene, g, effect, noun, "victims_included", 0.65);
    part.part = Part::OfEarlier;
    Some(part)
}

/// "two of them critically": part of the people of the toll before it.
fn part_of_them(scene: &Scene<'_>, drafts: &[Draft], g: usize) -> Option<Draft> {
    let group = &scene.groups[g];
    let whole = group.part_of.as_ref()?;
    let start = group.span.start;
    if whole.len() != 1 || !matches!(scene.lower(whole.start), "them" | "whom") || group.count.is_vague() {
        return None;
    }
    // The object of another verb is another matter ("shot down nine of them").
    let before = scene.doc.get(start.checked_sub(1)?)?;
    if matches!(before.tag(), "RP" | "IN" | "VB" | "VBG" | "TO")
        && !matches!(before.lower(), "that" | "with" | "as" | "while")
    {
        return None;
    }
    let (last, distance) = last_toll(scene, drafts, start)?;
    let things_between = scene.groups.iter().any(|o| {
        o.people == People::No && o.kind == Kind::Counted && o.span.start > last.trigger && o.span.end <= start
    });
    if distance > 30 || things_between {
        return None;
    }
    let mut part = Draft::of(scene, g, last.effect, last.trigger, "part_of_them", 0.7);
    part.part = last.group.map_or(Part::OfEarlier, Part::OfGroup);
    Some(part)
}

/// "her husband was among them".
fn among_them(scene: &Scene<'_>, drafts: &[Draft], g: usize) -> Option<Draft> {
    let group = &scene.groups[g];
    let mut at = group.span.end;
    for other in scene.coordinated(g).into_iter().skip(1) {
        at = scene.groups[other].span.end;
    }
    let end = at;
    while scene.is_be(at) || scene.lower(at) == "also" {
        at += 1;
    }
    let told =
        at > end && matches!(scene.lower(at), "among" | "amongst") && matches!(scene.lower(at + 1), "them" | "those");
    if !told || group.people < People::Likely || scene.lower(at + 2) == "who" {
        return None;
    }
    let (last, distance) = last_toll(scene, drafts, group.span.start)?;
    if distance > 45 {
        return None;
    }
    let mut part = Draft::of(scene, g, last.effect, at, "among_them", 0.7);
    part.part = last.group.map_or(Part::OfEarlier, Part::OfGroup);
    Some(part)
}

/// The last toll before a place that is no part itself, in the same sentence or the one before, and how far off it is.
fn last_toll<'a>(scene: &Scene<'_>, drafts: &'a [Draft], start: usize) -> Option<(&'a Draft, usize)> {
    let sentence = scene.doc.token(start).sent_index();
    let last = drafts
        .iter()
        .filter(|d| {
            d.place(scene).end <= start
                && (d.part == Part::No
                    || scene.doc.token(d.trigger).sent_index() == sentence && d.rule == "of_the_state")
                && scene.doc.token(d.trigger).sent_index() + 2 >= sentence
                && d.group.is_none_or(|g| scene.groups[g].kind == Kind::Counted && !scene.groups[g].none)
        })
        .max_by_key(|d| d.place(scene).end)?;
    let distance = start.saturating_sub(last.place(scene).end.max(last.trigger));
    Some((last, distance))
}

/// Drops pronouns that stand for somebody whose toll was told just before.
fn forget_known(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let known: Vec<(usize, usize, sitrep_record::Effect)> = drafts
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
    let mut status = group.map_or(Status::Unspecified, |g| status(scene, g));
    if status == Status::Unspecified && matches!(draft.rule, "total" | "number_of") {
        status = counted_people(scene, draft.trigger, &place);
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
        status,
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

/// The status of the victims' phrase with what is said of them right behind.
fn status(scene: &Scene<'_>, group: &Group) -> Status {
    let end = group.span.end;
    // "14 of the dead were fighters".
    if group.part_of.is_some() || group.noun.is_none() {
        let at = (end..end + 2).find(|&k| !scene.is_be(k)).unwrap_or(end);
        if at > end {
            if let Some(status) =
                scene.next_group(at).map(|g| scene.groups[g].status).filter(|s| *s != Status::Unspecified)
            {
                return status;
            }
        }
    }
    let mut at = end;
    while matches!(scene.lower(at), "," | "(" | "-" | "–" | ":") {
        at += 1;
    }
    let most = matches!(scene.lower(at), "mostly" | "mainly" | "most" | "largely" | "all" | "both");
    if !most {
        // "one man, a corporal,".
        let beside = scene.group_starting(at).filter(|&g| {
            at > end
                && scene.groups[g].kind == Kind::Single
                && matches!(scene.lower(scene.groups[g].span.end), "," | "." | "(")
        });
        return match beside {
            Some(g) if group.status == Status::Unspecified => scene.groups[g].status,
            _ => group.status,
        };
    }
    let all = matches!(scene.lower(at), "all" | "both");
    let behind = (at..at + 8)
        .find_map(|k| scene.group_of(k).map(|g| scene.groups[g].status).filter(|s| *s != Status::Unspecified));
    match behind {
        Some(status) if all => status,
        Some(status) if group.status != status => Status::Mixed,
        _ => group.status,
    }
}

/// Tolls that name no people of their own are about those told of in the same breath: "killed a soldier and wounded three
/// more", "28 were killed and 30 fighters wounded".
fn share_status(scene: &Scene<'_>, drafts: &[Draft], tolls: &mut [Toll]) {
    for k in 0..tolls.len() {
        if tolls[k].status != Status::Unspecified || tolls[k].count.high == Some(0) {
            continue;
        }
        if let Some(p) = tolls[k].parent {
            let own_noun = tolls[k].noun.is_some_and(|n| {
                !scene.effects().noun(scene.lower(n)).is_some_and(|(_, kind, _)| kind == NounKind::Body)
            });
            if !own_noun && tolls[p].status != Status::Mixed {
                tolls[k].status = tolls[p].status;
            }
            continue;
        }
        let open = tolls[k].noun.is_none_or(|n| matches!(scene.lower(n), "others" | "other"));
        if !open || drafts[k].group.is_none() {
            continue;
        }
        let sentence = scene.doc.token(tolls[k].trigger).sent_index();
        let near = |j: usize| scene.doc.token(tolls[j].trigger).sent_index() == sentence && tolls[j].parent.is_none();
        let named =
            |j: &usize| tolls[*j].noun.is_some() && matches!(tolls[*j].status, Status::Civilian | Status::Combatant);
        let before = (0..k).rev().take(2).filter(|&j| near(j)).find(|j| named(j));
        let adjacent = |j: usize| tolls[j].evidence.start.saturating_sub(tolls[k].evidence.end) < 4;
        let behind =
            Some(k + 1).filter(|&j| j < tolls.len() && near(j) && named(&j) && adjacent(j) && tolls[k].noun.is_none());
        let Some(j) = before.or(behind) else { continue };
        let several = tolls[j].status == Status::Combatant || is_general(scene, tolls[j].noun);
        if several {
            tolls[k].status = tolls[j].status;
        }
    }
}

/// Nouns for any civilians: "civilians", "residents", not "children".
fn is_general(scene: &Scene<'_>, noun: Option<usize>) -> bool {
    noun.is_some_and(|n| {
        matches!(
            scene.lower(n),
            "civilian"
                | "civilians"
                | "citizen"
                | "citizens"
                | "resident"
                | "residents"
                | "villagers"
                | "protesters"
                | "demonstrators"
        )
    })
}

/// The status of those whom "the number of soldiers killed" counts.
fn counted_people(scene: &Scene<'_>, trigger: usize, place: &Range<usize>) -> Status {
    let start = trigger.saturating_sub(5);
    (start..trigger + 5)
        .filter(|k| !place.contains(k))
        .find_map(|k| scene.group_of(k).map(|g| scene.groups[g].status).filter(|s| *s != Status::Unspecified))
        .unwrap_or(Status::Unspecified)
}
