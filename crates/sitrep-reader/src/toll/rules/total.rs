//! "The death toll rose to 31", "bringing to 38 the number of civilians killed", "has put the figure at 191,000".

use std::ops::Range;

use sitrep_record::{Count, Effect};

use crate::toll::draft::Draft;
use crate::toll::group::People;
use crate::toll::scene::Scene;
use crate::toll::words::{Form, NounKind, Sense};

/// What can stand right before the number that a total comes to.
const LINKS: &[&str] = &[
    "to",
    "at",
    "of",
    "reached",
    "is",
    "was",
    "be",
    "hit",
    ":",
    "stood",
    "as",
    "reach",
    "reaches",
    "stands",
    "hits",
    "put",
    "rose",
    "climbed",
    "reaching",
    "became",
    "above",
    "currently",
    "now",
    "been",
];

/// Those that say that the total is larger than the number.
const BEYOND: &[&str] =
    &["exceeded", "topped", "passed", "exceeds", "surpassed", "tops", "passing", "exceeding", "surpasses"];

pub(super) fn read(scene: &Scene<'_>, others: &[Draft]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut i = 0;
    while i < scene.doc.len() {
        let told = total_at(scene, i);
        if let Some((effect, trigger, rule)) = told {
            if let Some((n, c)) = figure(scene, i, trigger + 1) {
                drafts.push(Draft::of_number(scene, n, c, effect, trigger, rule, 0.85));
            }
            i = trigger + 1;
            continue;
        }
        // "the figure at 191,000": of what the sentence before counts.
        if the_figure(scene, i) {
            let sentence = scene.doc.token(i).sent_index();
            let last = others
                .iter()
                .chain(&drafts)
                .filter(|d| {
                    d.trigger < i && scene.doc.token(d.trigger).sent_index() + 2 >= sentence && i - d.trigger < 90
                })
                .max_by_key(|d| d.trigger)
                .map(|d| d.effect);
            if let (Some(effect), Some((n, c))) = (last, figure(scene, i, i + 1)) {
                drafts.push(Draft::of_number(scene, n, c, effect, i, "the_figure", 0.7));
            }
        }
        i += 1;
    }
    drafts
}

/// "put the figure at", "gave a figure of", "an earlier count by officials had stood at".
fn the_figure(scene: &Scene<'_>, i: usize) -> bool {
    let amount = |k: usize| scene.quantities.iter().any(|q| q.range.start == k);
    match scene.lower(i) {
        "figure" | "tally" => (i + 1..i + 8).any(|k| matches!(scene.lower(k), "at" | "to" | "of") && amount(k + 1)),
        "count" => (i + 1..i + 9)
            .any(|k| scene.lower(k) == "at" && matches!(scene.lower(k - 1), "stood" | "stands" | "it" | "count")),
        "number" | "total" => matches!(scene.lower(i + 1), "at" | "to"),
        _ => false,
    }
}

/// The total that starts at a token: its effect, its last word, the rule's name.
fn total_at(scene: &Scene<'_>, i: usize) -> Option<(Effect, usize, &'static str)> {
    if let Some((end, effect)) = scene.effects().totals.at(scene.doc, i) {
        return Some((*effect, end - 1, "total"));
    }
    // "losses amounted to 250 servicemen".
    if scene.lower(i) == "losses"
        && (i + 1..i + 4).any(|k| matches!(scene.lower(k), "amounted" | "totalled" | "totaled" | "reached" | "were"))
    {
        let people = scene
            .quantities
            .iter()
            .find(|q| q.range.start > i)
            .and_then(|q| scene.group_of(q.range.start))
            .filter(|&g| scene.groups[g].people == People::Yes && scene.groups[g].noun.is_some());
        let amounts = (i + 1..i + 4).any(|k| matches!(scene.lower(k), "amounted" | "totalled" | "totaled" | "reached"));
        return people.filter(|_| amounts).map(|_| (Effect::Killed, i, "losses"));
    }
    let number = scene.lower(i) == "number" && (scene.lower(i + 1) == "of" || state(scene, i + 1).is_some());
    let own = matches!(scene.lower(i), "own" | "those") && state(scene, i + 1).is_some();
    let total = scene.lower(i) == "total" && scene.group_starting(i + 1).is_some() && state(scene, i + 2).is_some();
    if total {
        return counted_state(scene, i + 1).map(|(effect, k)| (effect, k, "number_of"));
    }
    if own && scene.lower(i) == "those" && !matches!(scene.lower(i + 2), "at" | "to") {
        return None;
    }
    if scene.lower(i) == "number"
        && scene.lower(i + 1) == "of"
        && matches!(scene.lower(i + 2), "victims" | "fatalities")
    {
        return Some((Effect::Killed, i + 2, "number_of"));
    }
    if number || own {
        return counted_state(scene, i + 1).map(|(effect, k)| (effect, k, "number_of"));
    }
    None
}

fn state(scene: &Scene<'_>, i: usize) -> Option<Effect> {
    scene.effects().senses(scene.lower(i)).iter().find_map(|s| match s {
        Sense::State(effect, _) => Some(*effect),
        Sense::Noun(effect, kind, true) if *kind != NounKind::Total => Some(*effect),
        Sense::Verb(v, Form::Past) if scene.effects().verbs[*v].with.is_none() => {
            Some(scene.effects().verbs[*v].effect)
        }
        _ => None,
    })
}

/// The effect that "the number of …" counts, within a few words.
fn counted_state(scene: &Scene<'_>, from: usize) -> Option<(Effect, usize)> {
    for k in from..(from + 8).min(scene.doc.len()) {
        if matches!(scene.lower(k), "to" | "at" | "from" | "rose" | "is" | "in") {
            return None;
        }
        if let Some(effect) = state(scene, k) {
            return Some((effect, k));
        }
    }
    None
}

/// The number that a total comes to: behind a link after it, or "to 38" right before it.
fn figure(scene: &Scene<'_>, start: usize, end: usize) -> Option<(Range<usize>, Count)> {
    let sentence = scene.doc.token(start).sent_index();
    let limit = (end + 22).min(scene.doc.len());
    for q in scene.quantities.iter().filter(|q| q.range.start >= end && q.range.start < limit) {
        if scene.doc.token(q.range.start).sent_index() != sentence || q.doubtful || q.none || q.count.is_vague() {
            continue;
        }
        if q.range.start == end {
            return None;
        }
        let mut before = q.range.start - 1;
        while before > end && (matches!(scene.lower(before), "\"" | "the") || scene.doc.token(before).tag() == "RB") {
            before -= 1;
        }
        let link = scene.lower(before);
        let beyond = BEYOND.contains(&link);
        let far = q.range.start - end > 12 && link == "of";
        let ranging = (end..q.range.start)
            .any(|k| matches!(scene.lower(k), "ranging" | "ranged" | "ranges" | "varied" | "varying"));
        if ranging {
            return None;
        }
        let unreal = (end..q.range.start).any(|k| scene.effects().unreal.contains(scene.lower(k)));
        if (beyond || LINKS.contains(&link)) && !far && !unreal && before >= end {
            let count = match (beyond, q.count.low, q.count.high) {
                (true, Some(low), Some(_)) => Count::more_than(low),
                _ => q.count.clone(),
            };
            return Some((q.range.clone(), count));
        }
    }
    // "brought to 49 the number killed".
    let before = (0..3).find_map(|k| {
        let at = start.checked_sub(1 + k)?;
        scene.quantities.iter().find(|q| q.range.contains(&at))
    })?;
    let link = before.range.start.checked_sub(1).map_or("", |k| scene.lower(k));
    (matches!(link, "to" | "at" | "\"") && !before.doubtful).then(|| (before.range.clone(), before.count.clone()))
}
