//! "The death toll rose to 31", "bringing to 38 the number of civilians killed", "a toll of 12 dead".

use std::ops::Range;

use sitrep_record::{Count, Effect};

use crate::toll::draft::Draft;
use crate::toll::scene::Scene;
use crate::toll::words::Sense;

pub(super) fn read(scene: &Scene<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut i = 0;
    while i < scene.doc.len() {
        if let Some((end, effect)) = scene.effects().totals.at(scene.doc, i) {
            drafts.extend(figure(scene, i, end).map(|(n, c)| Draft::of_number(n, c, *effect, end - 1, "total", 0.85)));
            i = end;
            continue;
        }
        if scene.lower(i) == "number" && scene.lower(i + 1) == "of"
            || scene.lower(i) == "number" && state(scene, i + 1).is_some()
        {
            if let Some((effect, trigger)) = counted_state(scene, i + 1) {
                drafts.extend(
                    figure(scene, i, trigger + 1)
                        .map(|(n, c)| Draft::of_number(n, c, effect, trigger, "number_of", 0.85)),
                );
                i = trigger + 1;
                continue;
            }
        }
        i += 1;
    }
    drafts
}

fn state(scene: &Scene<'_>, i: usize) -> Option<Effect> {
    scene.effects().senses(scene.lower(i)).iter().find_map(|s| match s {
        Sense::State(effect, _) => Some(*effect),
        Sense::Noun(effect, kind, true) if *kind != crate::toll::words::NounKind::Total => Some(*effect),
        Sense::Verb(v, crate::toll::words::Form::Past) => Some(scene.effects().verbs[*v].effect),
        _ => None,
    })
}

/// The effect that "the number of …" counts, within a few words.
fn counted_state(scene: &Scene<'_>, from: usize) -> Option<(Effect, usize)> {
    (from..from + 8).find_map(|k| {
        let t = scene.doc.get(k)?;
        if matches!(t.lower(), "to" | "at" | "from" | "rose" | "is") {
            return None;
        }
        state(scene, k).map(|e| (e, k))
    })
}

/// The number that a total comes to: behind "to", "at", "of", "reached" after it, or "to 38" right before it.
fn figure(scene: &Scene<'_>, start: usize, end: usize) -> Option<(Range<usize>, Count)> {
    let sentence = scene.doc.token(start).sent_index();
    let limit = (end + 22).min(scene.doc.len());
    let mut best = None;
    for q in scene.quantities.iter().filter(|q| q.range.start >= end && q.range.start < limit) {
        if scene.doc.token(q.range.start).sent_index() != sentence || q.doubtful || q.none || q.count.is_vague() {
            continue;
        }
        let mut before = q.range.start - 1;
        while before > end && matches!(scene.lower(before), "\"" | "the" | "least" | "nearly") {
            before -= 1;
        }
        let link = scene.lower(before);
        if matches!(
            link,
            "to" | "at"
                | "of"
                | "reached"
                | "is"
                | "was"
                | "exceeded"
                | "topped"
                | "hit"
                | ":"
                | "stood"
                | "passed"
                | "reach"
                | "exceeds"
                | "surpassed"
                | "as"
                | "reaches"
                | "tops"
                | "stands"
                | "hits"
                | "put"
        ) || before < end
        {
            let far = q.range.start - end > 12 && link == "of";
            if !far {
                best = Some((q.range.clone(), q.count.clone()));
                break;
            }
        }
    }
    if best.is_some() {
        return best;
    }
    // "brought to 49 the number killed".
    let before = (0..3).find_map(|k| {
        let at = start.checked_sub(1 + k)?;
        scene.quantities.iter().find(|q| q.range.contains(&at))
    })?;
    let link = before.range.start.checked_sub(1).map_or("", |k| scene.lower(k));
    (link == "to" && !before.doubtful).then(|| (before.range.clone(), before.count.clone()))
}
