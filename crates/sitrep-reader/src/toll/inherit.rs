//! Parts named beside their whole suffer what it suffers: "20 people, including three women", "two of them critically",
//! "the victims included 51 children".

use sitrep_record::Effect;

use super::draft::{Draft, Part};
use super::group::{Kind, People};
use super::scene::Scene;

/// Groups named as parts suffer what their whole suffers.
pub(super) fn inherit(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let mut more = Vec::new();
    for g in 0..scene.groups.len() {
        let Some(whole) = scene.whole_of[g] else { continue };
        // "one of them told the agency": who speaks is counted for that alone.
        if scene.speaks(g) && scene.groups[g].part_of.is_some() {
            continue;
        }
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
        let gap = scene.groups[whole].span.end..scene.groups[g].span.start;
        let marked = gap.clone().any(|k| !matches!(scene.lower(k), "," | "(" | "-"));
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
        if drafts.iter().chain(&more).any(|d| d.group == Some(g))
            || scene.speaks(g) && scene.groups[g].part_of.is_some()
        {
            continue;
        }
        if let Some(parts) = breakdown(scene, drafts, g) {
            more.extend(parts);
            continue;
        }
        if let Some(d) = behind_parts(scene, drafts, g) {
            more.push(d);
            continue;
        }
        more.extend(how_badly(scene, drafts, g));
        more.extend(part_of_reference(scene, drafts, g));
        more.extend(victims_included(scene, drafts, g));
        more.extend(part_of_them(scene, drafts, g));
        more.extend(among_them(scene, drafts, g));
    }
    drafts.extend(more);
}

/// "Nine were killed: four women, three men and two children": a list that adds up to the toll before it.
fn breakdown(scene: &Scene<'_>, drafts: &[Draft], g: usize) -> Option<Vec<Draft>> {
    let list = scene.coordinated(g);
    let told = |k: usize| drafts.iter().any(|d| d.group == Some(k));
    if list.len() < 2
        || list.iter().any(|&k| told(k) || scene.groups[k].people < People::Likely || scene.whole_of[k].is_some())
    {
        return None;
    }
    let sum: u64 = list.iter().map(|&k| scene.groups[k].count.low).sum::<Option<u64>>()?;
    let (last, distance) = last_toll(scene, drafts, scene.groups[g].span.start)?;
    let exact =
        last.count.low == Some(sum) && sum > 2 && last.group.is_some_and(|w| scene.groups[w].kind == Kind::Counted);
    if !exact
        || distance > 14
        || scene.doc.token(last.trigger).sent_index() != scene.doc.token(scene.groups[g].span.start).sent_index()
    {
        return None;
    }
    let part = |&k: &usize| {
        let mut part = Draft::of(scene, k, last.effect, last.trigger, "breakdown", 0.75);
        part.part = last.group.map_or(Part::OfEarlier, Part::OfGroup);
        part
    };
    Some(list.iter().map(part).collect())
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

/// "a dozen schoolgirls, three seriously".
fn how_badly(scene: &Scene<'_>, drafts: &[Draft], g: usize) -> Option<Draft> {
    let group = &scene.groups[g];
    let adverb = scene.lower(group.span.end);
    let badly =
        matches!(adverb, "seriously" | "critically" | "badly" | "severely" | "gravely" | "slightly" | "lightly");
    let ends = scene.doc.get(group.span.end + 1).is_none_or(|t| t.is_punct() || matches!(t.lower(), "and" | "in"));
    if !badly
        || !ends
        || group.noun.is_some()
        || group.kind != Kind::Counted
        || group.part_of.is_some()
        || group.count.is_vague()
    {
        return None;
    }
    let (last, distance) = last_toll(scene, drafts, group.span.start)?;
    if last.effect != Effect::Injured || distance > 8 {
        return None;
    }
    let mut part = Draft::of(scene, g, last.effect, last.trigger, "how_badly", 0.7);
    part.part = last.group.map_or(Part::OfEarlier, Part::OfGroup);
    Some(part)
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
    let effect = last.map_or(Effect::Killed, |d| d.effect);
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
    let effect = drafts.iter().find(|d| d.group == Some(k)).map_or(Effect::Killed, |d| d.effect);
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
    // "The victims included …", "among the victims were …".
    let listed = scene.is_be(verb_at)
        && (verb_at.saturating_sub(9)..verb_at)
            .any(|k| scene.lower(k) == "among" && matches!(scene.lower(k + 2), "victims" | "casualties"));
    let included = listed || matches!(scene.lower(verb_at), "included" | "include" | "includes" | "including");
    if !included || matches!(group.kind, Kind::Reference | Kind::Plural) || group.people < People::Likely {
        return None;
    }
    let start = verb_at.saturating_sub(if listed { 9 } else { 6 });
    let noun = (start..verb_at).find(|&k| matches!(scene.lower(k), "victims" | "casualties" | "fatalities"))?;
    if scene.doc.token(noun).sent_index() != scene.doc.token(verb_at).sent_index() {
        return None;
    }
    let last = drafts.iter().filter(|d| d.trigger < verb_at && d.part == Part::No).max_by_key(|d| d.trigger);
    let effect = last.map_or(Effect::Killed, |d| d.effect);
    let effect = if effect == Effect::Injured { Effect::Killed } else { effect };
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
