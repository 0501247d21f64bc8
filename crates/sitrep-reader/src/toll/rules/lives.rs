//! "claimed the lives of two children", "took almost 400,000 lives", "cost 40 people their lives", "lost his life".

use sitrep_language::Token;
use sitrep_record::Effect;

use crate::toll::draft::Draft;
use crate::toll::group::{Group, Kind, People};
use crate::toll::scene::Scene;
use crate::toll::subject;
use crate::toll::words::Sufferer;

pub(super) fn read(scene: &Scene<'_>, t: Token<'_>, victim: Sufferer) -> Vec<Draft> {
    let end = (t.i() + 10).min(scene.doc.len());
    let life = (t.i() + 1..end)
        .find(|&k| matches!(scene.lower(k), "life" | "lives") && scene.doc.token(k).sent_index() == t.sent_index());
    let Some(life) = life else { return lost_people(scene, t, victim) };
    match victim {
        Sufferer::Subject => {
            // "lost 20 lives" tells no subject; "lost their lives" does.
            if let Some(g) = scene.group_of(life).filter(|&g| scene.groups[g].number.is_some()) {
                return vec![Draft::of(scene, g, Effect::Killed, t.i(), "lives", 0.8)];
            }
            let possessive = (t.i() + 1..life).any(|k| matches!(scene.lower(k), "his" | "her" | "their" | "its"));
            if !possessive {
                return Vec::new();
            }
            let fits = |g: &Group| g.people >= People::Likely;
            let found = subject::find(scene, t, t.i(), fits).map(|(g, _)| g);
            found
                .filter(|&g| scene.groups[g].people >= People::Likely)
                .map(|g| Draft::of(scene, g, Effect::Killed, t.i(), "lives", 0.8))
                .into_iter()
                .collect()
        }
        Sufferer::Object => {
            let of = (scene.lower(life + 1) == "of").then(|| scene.next_group(life + 2)).flatten();
            let own = scene.group_of(life).filter(|&g| scene.groups[g].number.is_some());
            let whose = scene
                .next_group(t.i() + 1)
                .filter(|&g| scene.groups[g].span.end <= life && scene.groups[g].people == People::Yes);
            let Some(g) = own.or(of).or(whose) else { return Vec::new() };
            scene
                .coordinated(g)
                .into_iter()
                .filter(|&k| k == g || !scene.has_own_state(k))
                .map(|k| Draft::of(scene, k, Effect::Killed, t.i(), "lives", 0.85))
                .collect()
        }
    }
}

/// "lost 15 fighters": a side's loss of people.
fn lost_people(scene: &Scene<'_>, t: Token<'_>, victim: Sufferer) -> Vec<Draft> {
    if victim != Sufferer::Subject {
        return Vec::new();
    }
    let Some(g) = scene.next_group(t.i() + 1) else { return Vec::new() };
    let group = &scene.groups[g];
    if group.people < People::Likely
        || group.number.is_none() && group.kind != Kind::Single
        || group.noun.is_none() && group.part_of.is_none()
    {
        return Vec::new();
    }
    vec![Draft::of(scene, g, Effect::Killed, t.i(), "lost_people", 0.7)]
}
