//! "Five were killed in one town and one in another": the verb is left out.

use crate::toll::draft::Draft;
use crate::toll::group::{Kind, People};
use crate::toll::scene::Scene;

pub(super) fn read(scene: &Scene<'_>, drafts: &[Draft]) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for g in 0..scene.groups.len() {
        let group = &scene.groups[g];
        if group.kind != Kind::Counted || group.people < People::Likely || group.part_of.is_some() || group.none {
            continue;
        }
        let before = group.span.start.checked_sub(1).map_or("", |k| scene.lower(k));
        let locative = matches!(scene.lower(group.span.end), "in" | "at" | "near" | "from");
        if !matches!(before, "and" | "," | "while")
            || !locative
            || drafts.iter().any(|d| d.group == Some(g))
            || group.count.is_vague()
        {
            continue;
        }
        let sentence = scene.doc.token(group.span.start).sent_index();
        // The last toll before it in the sentence, if that one too is placed.
        let last = drafts
            .iter()
            .chain(&found)
            .filter(|d| d.trigger < group.span.start && scene.doc.token(d.trigger).sent_index() == sentence)
            .max_by_key(|d| d.trigger);
        let Some(last) = last else { continue };
        let placed = (last.trigger..group.span.start).any(|k| matches!(scene.lower(k), "in" | "at" | "near"));
        if placed && group.span.start - last.trigger < 25 {
            found.push(Draft::of(scene, g, last.effect, last.trigger, "left_out_verb", 0.6));
        }
    }
    found
}
