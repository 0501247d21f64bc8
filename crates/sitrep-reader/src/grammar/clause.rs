//! Subjects, objects, voice and negation of a verb, as far as the tree tells.

use sitrep_language::Token;

use super::{Role, role};

/// The subject of a verb, its own or that of the verb it is coordinated with or depends on as a bare complement. A
/// relative pronoun gives way to the noun that it stands for.
pub(crate) fn subject_of(verb: Token<'_>) -> Option<Token<'_>> {
    let mut at = verb;
    for _ in 0..4 {
        if let Some(subject) = at.children().find(|c| matches!(role(*c), Role::Subject | Role::PassiveSubject)) {
            return match subject.tag() {
                "WP" | "WDT" => relative_antecedent(at),
                _ => Some(subject),
            };
        }
        match role(at) {
            Role::Conjunct | Role::ComplementClause if at.head().pos() == "VERB" || at.head().pos() == "AUX" => {
                at = at.head()
            }
            Role::NounClause => return Some(at.head()),
            _ => return None,
        }
    }
    None
}

/// The noun that the relative clause of this verb describes.
pub(crate) fn relative_antecedent(verb: Token<'_>) -> Option<Token<'_>> {
    let mut at = verb;
    for _ in 0..4 {
        match role(at) {
            Role::RelativeClause | Role::NounClause => return Some(at.head()),
            Role::Conjunct | Role::ComplementClause => at = at.head(),
            _ => return None,
        }
    }
    None
}

/// The direct object of a verb.
pub(crate) fn object_of(verb: Token<'_>) -> Option<Token<'_>> {
    objects(verb).next()
}

/// The direct objects and complements of a verb.
pub(crate) fn objects<'d>(verb: Token<'d>) -> impl Iterator<Item = Token<'d>> {
    verb.children().filter(|c| matches!(role(*c), Role::Object))
}

/// Whether a verb is negated by its own negation.
pub(crate) fn is_negated(verb: Token<'_>) -> bool {
    verb.children().any(|c| role(c) == Role::Negation || matches!(c.lower(), "not" | "n't" | "never" | "nt"))
}
