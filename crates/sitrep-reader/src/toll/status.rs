//! Whether a toll's people are civilians or combatants, by their own words and by those beside them.

use std::ops::Range;

use sitrep_record::Status;

use super::Toll;
use super::draft::Draft;
use super::group::{Group, Kind};
use super::scene::Scene;
use super::words::NounKind;

/// The status of the victims' phrase with what is said of them right behind.
pub(super) fn of_group(scene: &Scene<'_>, group: &Group) -> Status {
    let end = group.span.end;
    // "14 of the dead were fighters".
    if group.part_of.is_some() || group.noun.is_none() {
        let at = (end..end + 2).find(|&k| !scene.is_be(k)).unwrap_or(end);
        if at > end
            && let Some(status) =
                scene.next_group(at).map(|g| scene.groups[g].status).filter(|s| *s != Status::Unspecified)
        {
            return status;
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
pub(super) fn share(scene: &Scene<'_>, drafts: &[Draft], tolls: &mut [Toll]) {
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
pub(super) fn counted_people(scene: &Scene<'_>, trigger: usize, place: &Range<usize>) -> Status {
    let start = trigger.saturating_sub(5);
    (start..trigger + 5)
        .filter(|k| !place.contains(k))
        .find_map(|k| scene.group_of(k).map(|g| scene.groups[g].status).filter(|s| *s != Status::Unspecified))
        .unwrap_or(Status::Unspecified)
}
