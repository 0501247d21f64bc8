//! "He was pronounced dead": one person by a pronoun, where no toll before it has told of that person.

use sitrep_language::Token;
use sitrep_record::{Count, Effect};

use crate::grammar::{self, Role};
use crate::toll::draft::Draft;
use crate::toll::scene::Scene;

/// The rule's name, by which its drafts are known where they are weighed.
pub(in crate::toll) const NAME: &str = "pronoun";

pub(super) fn read(scene: &Scene<'_>, verb: Token<'_>, effect: Effect, trigger: usize) -> Option<Draft> {
    let subject = verb.children().find(|c| matches!(grammar::role(*c), Role::Subject | Role::PassiveSubject))?;
    if effect != Effect::Killed {
        return None;
    }
    let person = matches!(subject.lower(), "he" | "she") && subject.i() < trigger && trigger - subject.i() < 6;
    if !person || grammar::is_negated(verb) {
        return None;
    }
    Some(Draft::of_number(scene, subject.i()..subject.i() + 1, Count::exact(1), effect, trigger, NAME, 0.5))
}
