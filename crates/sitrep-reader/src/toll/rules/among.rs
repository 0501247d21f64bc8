//! "Six children were among the dead", "the dead included two women", "14 of the dead were fighters".

use sitrep_language::Token;
use sitrep_record::Effect;

use crate::toll::draft::{Draft, Part};
use crate::toll::group::{Group, Kind, People};
use crate::toll::scene::Scene;
use crate::toll::subject;

pub(super) fn read(scene: &Scene<'_>, t: Token<'_>, effect: Effect) -> Vec<Draft> {
    let before = t.i().checked_sub(1).map_or("", |k| scene.lower(k));
    let part = |g: usize, rule, confidence| {
        let mut draft = Draft::of(scene, g, effect, t.i(), rule, confidence);
        if draft.part == Part::No {
            draft.part = Part::OfEarlier;
        }
        draft
    };
    // "14 of the dead".
    if let Some(g) =
        scene.group_of(t.i()).filter(|&g| scene.groups[g].part_of.as_ref().is_some_and(|w| w.contains(&t.i())))
    {
        return vec![part(g, "part_of_state", 0.9)];
    }
    // "Of the 45 killed, 30 were women".
    if let Some(whole) = scene.previous_group(t.i()) {
        let start = scene.groups[whole].span.start;
        let led = scene.groups[whole].definite
            && start > 0
            && scene.lower(start - 1) == "of"
            && scene.doc.token(start - 1).is_sent_start();
        let next = scene.next_group(t.i() + 1 + usize::from(scene.lower(t.i() + 1) == ","));
        if let (true, Some(g)) = (led, next) {
            let mut draft = Draft::of(scene, g, effect, t.i(), "of_the_state", 0.85);
            draft.part = Part::OfGroup(whole);
            return vec![draft];
        }
    }
    if !matches!(before, "the" | "those" | "people") {
        return Vec::new();
    }
    let start = t.i() - 1;
    let preposition = start.checked_sub(1).map_or("", |k| scene.lower(k));
    if matches!(preposition, "among" | "amongst") {
        // "the three others among the dead".
        if let Some(g) = scene.previous_group(start - 1).filter(|&g| scene.groups[g].kind == Kind::Counted) {
            return vec![part(g, "among_the_state", 0.8)];
        }
        // "a girl and her grandfather were among the dead".
        let mut at = start - 1;
        while at > 0
            && (scene.doc.token(at - 1).tag() == "VBN" && at >= 2 && scene.is_be(at - 2)
                || scene.is_be(at - 1)
                || matches!(scene.lower(at - 1), "also" | "have" | "had" | "has" | "reportedly"))
        {
            at -= 1;
        }
        if at < start - 1 {
            let fits = |g: &Group| g.people >= People::Likely && g.kind != Kind::Reference;
            let mut groups = match subject::find(scene, scene.doc.token(at), at, fits) {
                Some((g, _)) => subject::list(scene, g, at),
                None => Vec::new(),
            };
            // "17 policemen, including an inspector, and a priest were …": the list goes on behind the part.
            if let Some(last) = scene.left_group(at, 6, fits).filter(|g| !groups.contains(g)) {
                groups.push(last);
            }
            return groups.into_iter().map(|g| part(g, "among_the_state", 0.85)).collect();
        }
        // "Among the dead were 12 children".
        let mut at = t.i() + 1;
        // "Among the wounded in the city were four …".
        let verb = (at..at + 7).find(|&k| scene.is_be(k));
        at = verb.unwrap_or(at);
        while scene.is_be(at) || matches!(scene.lower(at), "," | "also" | "there") {
            at += 1;
        }
        if at > t.i() + 1 {
            return list_from(scene, at).into_iter().map(|g| part(g, "among_the_state", 0.85)).collect();
        }
        return Vec::new();
    }
    // "Of the dead, 34 were loyalists".
    if preposition == "of" && scene.doc.token(start - 1).is_sent_start() {
        let at = t.i() + 1 + usize::from(scene.lower(t.i() + 1) == ",");
        return scene.next_group(at).map(|g| part(g, "of_the_state", 0.85)).into_iter().collect();
    }
    // "The dead included two women", "the dead were mostly children".
    let mut at = t.i() + 1;
    while matches!(scene.lower(at), "also" | "and" | "wounded" | "injured" | "reportedly") {
        at += 1;
    }
    // "The dead were identified as two brothers and a cousin".
    if scene.is_be(at) && scene.lower(at + 1) == "identified" && scene.lower(at + 2) == "as" {
        return list_from(scene, at + 3).into_iter().map(|g| part(g, "the_state_were", 0.8)).collect();
    }
    if matches!(scene.lower(at), "include" | "included" | "includes" | "including") {
        return list_from(scene, at + 1).into_iter().map(|g| part(g, "the_state_included", 0.85)).collect();
    }
    Vec::new()
}

/// "Rescuers identified them as a baker and his son", "the victims were named as …".
pub(super) fn identified(scene: &Scene<'_>, drafts: &[Draft]) -> Vec<Draft> {
    let mut found = Vec::new();
    for t in scene.doc.tokens().filter(|t| matches!(t.lower(), "identified" | "named" | "identifying" | "naming")) {
        let Some(at) = (t.i() + 1..t.i() + 5).find(|&k| scene.lower(k) == "as") else { continue };
        let before = t.i().saturating_sub(4);
        let people =
            |k: usize| matches!(scene.lower(k), "them" | "victims" | "dead" | "they" | "killed" | "casualties");
        if !(t.i() + 1..at).any(people) && !(before..t.i()).any(people) {
            continue;
        }
        let last = drafts
            .iter()
            .filter(|d| d.trigger < t.i() && d.part == Part::No && !d.count.is_vague() && d.count.high != Some(0))
            .max_by_key(|d| d.trigger);
        let near = last.filter(|d| scene.doc.token(d.trigger).sent_index() + 2 >= t.sent_index());
        let Some(last) = near else { continue };
        for g in list_from(scene, at + 1) {
            let mut draft = Draft::of(scene, g, last.effect, t.i(), "identified", 0.7);
            draft.part = last.group.map_or(Part::OfEarlier, Part::OfGroup);
            found.push(draft);
        }
    }
    found
}

/// The groups of a list that starts at a token.
fn list_from(scene: &Scene<'_>, at: usize) -> Vec<usize> {
    let Some(g) = scene.next_group(at) else { return Vec::new() };
    scene
        .coordinated(g)
        .into_iter()
        .filter(|&k| scene.groups[k].people >= People::Likely && scene.groups[k].kind != Kind::Reference)
        .collect()
}
