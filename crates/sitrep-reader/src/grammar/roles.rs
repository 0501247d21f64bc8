//! One table from the labels of a pipeline's arcs to grammatical roles.
//!
//! The English pipelines speak the labels of ClearNLP, most others those of Universal Dependencies; rules speak roles.

use sitrep_language::Token;

/// What a token is to its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// The top of a sentence.
    Root,
    /// The subject of an active verb.
    Subject,
    /// The subject of a passive verb.
    PassiveSubject,
    /// The direct object.
    Object,
    /// The indirect object.
    IndirectObject,
    /// A preposition or postposition that links a phrase.
    Preposition,
    /// The noun of a prepositional phrase.
    PrepositionObject,
    /// The doer of a passive ("by …"), or its preposition.
    Agent,
    /// What a subject is said to be.
    Attribute,
    /// A second name for the same thing.
    Apposition,
    /// The second member of a coordination.
    Conjunct,
    /// "and", "or".
    Coordinator,
    /// A relative clause.
    RelativeClause,
    /// A clause or participle that describes a noun.
    NounClause,
    /// A clause that is the complement of a verb ("said that …", "was to …").
    ComplementClause,
    /// A clause of time, cause, condition.
    AdverbialClause,
    /// "that", "if", "when" at the head of a clause.
    Marker,
    /// An auxiliary.
    Auxiliary,
    /// The auxiliary of a passive.
    PassiveAuxiliary,
    /// "not".
    Negation,
    /// A number that counts its head.
    Number,
    /// "a", "the".
    Determiner,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
    /// A noun before a noun, or a part of a name.
    Compound,
    /// A possessor.
    Possessor,
    /// A particle of a verb ("gunned down").
    Particle,
    /// A clause loosely beside another.
    Parataxis,
    /// Anything else, punctuation included.
    Other,
}

/// The role that a label stands for.
fn of_label(label: &str) -> Role {
    match label {
        "ROOT" | "root" => Role::Root,
        "nsubj" | "csubj" | "expl" => Role::Subject,
        "nsubjpass" | "nsubj:pass" | "csubjpass" | "csubj:pass" => Role::PassiveSubject,
        "dobj" | "obj" => Role::Object,
        "dative" | "iobj" => Role::IndirectObject,
        "prep" | "case" => Role::Preposition,
        "pobj" | "obl" | "nmod" | "obl:arg" | "obl:mod" | "pcomp" => Role::PrepositionObject,
        "agent" | "obl:agent" => Role::Agent,
        "attr" | "acomp" | "oprd" => Role::Attribute,
        "appos" => Role::Apposition,
        "conj" => Role::Conjunct,
        "cc" | "preconj" => Role::Coordinator,
        "relcl" | "acl:relcl" => Role::RelativeClause,
        "acl" => Role::NounClause,
        "ccomp" | "xcomp" => Role::ComplementClause,
        "advcl" => Role::AdverbialClause,
        "mark" => Role::Marker,
        "aux" | "cop" => Role::Auxiliary,
        "auxpass" | "aux:pass" => Role::PassiveAuxiliary,
        "neg" => Role::Negation,
        "nummod" | "nummod:gov" => Role::Number,
        "det" | "predet" => Role::Determiner,
        "amod" => Role::Adjective,
        "advmod" | "npadvmod" | "quantmod" => Role::Adverb,
        "compound" | "flat" | "flat:name" | "fixed" | "nn" => Role::Compound,
        "poss" | "nmod:poss" => Role::Possessor,
        "prt" | "compound:prt" => Role::Particle,
        "parataxis" => Role::Parataxis,
        _ => Role::Other,
    }
}

/// What a token is to its head.
pub(crate) fn role(token: Token<'_>) -> Role {
    of_label(token.dep())
}
