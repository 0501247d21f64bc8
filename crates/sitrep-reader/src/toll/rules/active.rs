//! "killed at least 22 people", "killing six and wounding dozens".

use super::Verb;
use crate::grammar;
use crate::toll::draft::Draft;
use crate::toll::group::{Kind, People};
use crate::toll::scene::Scene;
use crate::toll::words::Form;

pub(super) fn read(scene: &Scene<'_>, verb: Verb<'_, '_>, after: usize) -> Vec<Draft> {
    let t = verb.token;
    // "died from poisoning the doctor said": a noun, not the verb.
    if grammar::is_negated(t) || verb.sense.strict && t.tag().starts_with("NN") {
        return Vec::new();
    }
    let Some((g, confidence)) = object(scene, verb, after) else { return Vec::new() };
    let group = &scene.groups[g];
    // A name behind "capture" or "take" is as like as not a town's.
    if group.kind == Kind::Named && verb.sense.strict {
        return Vec::new();
    }
    if !scene.can_suffer(g, verb.sense.strict) || group.kind == Kind::Reference && group.count.is_vague() {
        return Vec::new();
    }
    let body = group.noun.is_some_and(|n| scene.effects().noun(scene.lower(n)).is_some());
    if body && verb.sense.with.is_some() {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    let mut last = g;
    for (n, k) in scene.coordinated(g).into_iter().enumerate() {
        if n > 0 && (scene.has_own_state(k) || !scene.can_suffer(k, true)) {
            break;
        }
        last = k;
        drafts.push(Draft::of(scene, k, verb.effect, t.i(), "active", confidence - 0.05 * n as f32));
    }
    drafts.extend(far_member(scene, verb, last));
    drafts
}

/// "killing two men from the militia and three men from the council": the list goes on behind a phrase.
fn far_member(scene: &Scene<'_>, verb: Verb<'_, '_>, last: usize) -> Option<Draft> {
    let end = scene.groups[last].span.end;
    if scene.groups[last].noun.is_none() || scene.doc.get(end)?.tag() != "IN" {
        return None;
    }
    let as_well = |k: usize| scene.lower(k) == "as" && scene.lower(k + 1) == "well";
    let joint = (end..end + 11).find(|&k| scene.lower(k) == "and" || as_well(k))?;
    let phrase = (end..joint).all(|k| {
        let t = scene.doc.token(k);
        t.sent_index() == verb.token.sent_index()
            && !t.tag().starts_with("VB")
            && !matches!(t.tag(), "MD" | ".")
            && (t.text() != "," || as_well(joint))
    });
    let next = scene.group_starting(if as_well(joint) { joint + 3 } else { joint + 1 })?;
    let group = &scene.groups[next];
    let owned = group.kind == Kind::Single && matches!(scene.lower(group.span.start), "his" | "her" | "their");
    let fits = (group.kind == Kind::Counted || owned)
        && group.noun.is_some()
        && group.people == People::Yes
        && !scene.has_own_state(next)
        && scene.whole_of[next].is_none();
    (phrase && fits).then(|| Draft::of(scene, next, verb.effect, verb.token.i(), "active", 0.65))
}

fn object(scene: &Scene<'_>, verb: Verb<'_, '_>, after: usize) -> Option<(usize, f32)> {
    let t = verb.token;
    // "killing and wounding dozens", "killed or wounded 40": the object stands behind the other verb.
    let mut start = after;
    // "killing himself and four others".
    if matches!(scene.lower(after), "himself" | "herself" | "themselves") && scene.lower(after + 1) == "and" {
        start = after + 2;
    }
    if matches!(scene.lower(after), "and" | "or") || scene.lower(after) == "/" {
        let other = scene.effects().senses(scene.lower(after + 1));
        if other.iter().any(|s| matches!(s, crate::toll::words::Sense::Verb(..))) {
            start = after + 2;
        }
    }
    // "kidnapped Liberal Deputy Dario Quintero".
    let titled = (start + 1..start + 4).find_map(|k| scene.group_starting(k)).filter(|&g| {
        scene.groups[g].kind == Kind::Named
            && (start..scene.groups[g].span.start).all(|k| {
                let t = scene.doc.token(k);
                matches!(t.tag(), "NNP" | "JJ" | "NN") && !matches!(t.lower(), "today" | "yesterday")
            })
    });
    if let Some(g) = scene.next_group(start).or(titled) {
        let group = &scene.groups[g];
        let partitive = group.part_of.as_ref().is_some_and(|w| matches!(scene.lower(w.start), "them" | "whom"));
        // "55 wounded 30 of them seriously": the 55 come first.
        // "evacuated 120 wounded": they are wounded, not driven out.
        if verb.sense.strict && group.noun.is_none() && scene.effects().state(scene.lower(group.span.end)).is_some() {
            return None;
        }
        let own = verb.form == Form::Past
            && scene.previous_group(t.i()).is_some_and(|p| scene.groups[p].kind == Kind::Counted);
        // "20 people killed 15 wounded": two participles in a row, each behind its number.
        let next_has_own = own && scene.has_own_state(g);
        // "leaving eight people injured, a source said", "among 25 injured, eight were …".
        let one = matches!(group.kind, Kind::Single | Kind::Named);
        let other_clause = scene.speaks(g) || scene.is_be(group.span.end) || one && t.tag() == "VBN";
        if own && other_clause
            || scene.speaks(g) && one
            || partitive && own
            || next_has_own
            || verb.form == Form::Past && partitive
        {
            return None;
        }
        return Some((g, 0.95));
    }
    let object = grammar::object_of(t)?;
    let g = scene.group_of(object.i())?;
    let g = scene.top(g);
    let group = &scene.groups[g];
    (group.span.start > t.i()
        && group.span.start < t.i() + 8
        && group.people >= People::Likely
        && group.kind != Kind::Plural)
        .then_some((g, 0.8))
}
