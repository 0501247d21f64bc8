//! Which group is named as a part of which: "20 people, including 3 women", "34, among them a police officer".

use super::group::Kind;
use super::scene::Scene;

/// For each group its whole, if it is named as a part.
pub(super) fn wholes(scene: &Scene<'_>) -> Vec<Option<usize>> {
    let mut wholes: Vec<Option<usize>> = vec![None; scene.groups.len()];
    for g in 0..scene.groups.len() {
        let group = &scene.groups[g];
        // Members of a list behind "including" are parts of the same whole.
        if let Some(previous) = g.checked_sub(1)
            && wholes[previous].is_some()
            && scene.coordinated(previous).contains(&g)
            && !scene.has_own_state(g)
            && wholes[previous].is_some_and(|w| fits_in(scene, g, w))
        {
            wholes[g] = wholes[previous];
            continue;
        }
        // "terrorists, most of them foreigners": part of those right before.
        let pronoun = group
            .part_of
            .as_ref()
            .is_some_and(|w| w.len() == 1 && matches!(scene.lower(w.start), "them" | "whom" | "which"));
        if pronoun {
            let before = g
                .checked_sub(1)
                .filter(|&a| scene.groups[a].span.end + 2 >= group.span.start && scene.groups[a].kind != Kind::Single);
            if let Some(before) = before {
                wholes[g] = Some(wholes[before].unwrap_or(before));
            }
            continue;
        }
        // "17 people, most members of one group": said of those right before.
        let most = group.number.as_ref().is_some_and(|n| {
            n.len() == 1 && matches!(scene.lower(n.start), "most" | "many" | "some" | "all" | "several")
        });
        if let Some(before) = g.checked_sub(1).filter(|&a| most && scene.groups[a].kind == Kind::Counted) {
            let gap = scene.groups[before].span.end..group.span.start;
            if gap.len() <= 1 && gap.clone().all(|k| matches!(scene.lower(k), "," | "(")) {
                wholes[g] = Some(wholes[before].unwrap_or(before));
                continue;
            }
        }
        if let Some(before) =
            g.checked_sub(1).filter(|&a| mostly_before(scene, g) && scene.groups[a].kind == Kind::Counted)
            && group.span.start - scene.groups[before].span.end <= 3
        {
            wholes[g] = Some(wholes[before].unwrap_or(before));
            continue;
        }
        if let Some(whole) = among(scene, g) {
            wholes[g] = Some(whole);
            continue;
        }
        let Some(marker) = marker_before(scene, group.span.start) else { continue };
        let whole = (0..g).rev().take(4).find(|&a| {
            let a_group = &scene.groups[a];
            let gap = marker.saturating_sub(a_group.span.end);
            a_group.span.end <= marker
                && gap <= 14
                && wholes[a].is_none()
                && a_group.kind != Kind::Single
                && !a_group.none
                && scene.doc.token(a_group.span.start).sent_index() == scene.doc.token(group.span.start).sent_index()
                && (a_group.kind == Kind::Counted || gap <= 2)
        });
        wholes[g] = whole;
    }
    wholes
}

/// Whether "mostly" or the like stands right before a group.
pub(super) fn mostly_before(scene: &Scene<'_>, g: usize) -> bool {
    let before = scene.groups[g].span.start.checked_sub(1).map_or("", |k| scene.lower(k));
    matches!(before, "mostly" | "mainly" | "largely" | "primarily" | "chiefly" | "predominantly")
}

/// Whether a group can be part of another by their numbers.
fn fits_in(scene: &Scene<'_>, part: usize, whole: usize) -> bool {
    match (scene.groups[part].count.low, scene.groups[whole].count.low.or(scene.groups[whole].count.high)) {
        (Some(part), Some(whole)) => part <= whole,
        _ => true,
    }
}

/// The whole behind or before a group by "among": "seven children were among 71 civilians killed", "among 25 injured,
/// eight were …".
fn among(scene: &Scene<'_>, g: usize) -> Option<usize> {
    let end = scene.groups[g].span.end;
    let mut at = end;
    while scene.is_be(at) || matches!(scene.lower(at), "also") {
        at += 1;
    }
    if at > end && matches!(scene.lower(at), "among" | "amongst") {
        return scene.group_starting(at + 1).filter(|&a| scene.groups[a].kind == Kind::Counted);
    }
    let start = scene.groups[g].span.start;
    let before = g.checked_sub(1)?;
    let whole = &scene.groups[before];
    let marker = whole.span.start.checked_sub(1)?;
    let led = matches!(scene.lower(marker), "among" | "amongst") && scene.doc.token(marker).is_sent_start();
    let near = start - whole.span.end <= 2;
    (led && near && whole.kind == Kind::Counted).then_some(before)
}

/// Where the word stands that makes what follows a part of something before.
fn marker_before(scene: &Scene<'_>, start: usize) -> Option<usize> {
    let mut at = start.checked_sub(1)?;
    for _ in 0..2 {
        match scene.lower(at) {
            "including" | "included" | "notably" => return Some(at),
            "them" | "whom" | "which" if at > 0 && matches!(scene.lower(at - 1), "among" | "amongst" | "of") => {
                return Some(at - 1);
            }
            "were" | "was" | "also" | "at" | "," | "are" | "the" => at = at.checked_sub(1)?,
            _ => return None,
        }
    }
    match scene.lower(at) {
        "including" | "included" => Some(at),
        _ => None,
    }
}
