//! "Three people died."

use sitrep_record::{Effect, Status};

use super::{Verb, pronoun};
use crate::grammar;
use crate::toll::draft::Draft;
use crate::toll::group::{Group, People};
use crate::toll::scene::Scene;
use crate::toll::subject;
use crate::toll::words::Form;

pub(super) fn read(scene: &Scene<'_>, verb: Verb<'_, '_>) -> Vec<Draft> {
    let t = verb.token;
    if verb.form == Form::Base && t.tag() == "NN" {
        return Vec::new();
    }
    let least = if verb.sense.strict { People::Yes } else { People::Likely };
    let fits = |g: &Group| g.people >= least || g.noun.is_none() && g.number.is_some();
    let Some((g, confidence)) = subject::find(scene, t, start(scene, t.i()), fits) else {
        let killed = verb.effect == Effect::Killed;
        return pronoun::read(scene, t, verb.effect, t.i()).filter(|_| killed).into_iter().collect();
    };
    if grammar::is_negated(t) && !scene.groups[g].none {
        return Vec::new();
    }
    // Fighters who cross a border are on the march, not driven out.
    if verb.effect == Effect::Displaced && verb.sense.with.is_some() && scene.groups[g].status == Status::Combatant {
        return Vec::new();
    }
    let groups = subject::list(scene, g, t.i());
    groups.into_iter().map(|k| Draft::of(scene, k, verb.effect, t.i(), "intransitive", confidence)).collect()
}

/// Where the auxiliaries of a verb start.
fn start(scene: &Scene<'_>, verb: usize) -> usize {
    let mut at = verb;
    while at > 0
        && (matches!(scene.lower(at - 1), "have" | "has" | "had" | "been" | "also")
            || scene.doc.token(at - 1).tag() == "RB")
    {
        at -= 1;
    }
    at
}
