//! Who a noun phrase stands for: its canonical name and kind, with short forms and pronouns resolved in the article.

use std::ops::Range;

use rustc_hash::FxHashMap;
use sitrep_language::{Document, Token};
use sitrep_record::{Source, SourceKind};
use smol_str::SmolStr;

mod body;
mod noun;
mod office;
mod party;
mod people;
mod person;

use super::phrase;
use super::scene::Scene;
use super::words::{Noun, Role};
use crate::actor::{How, fold};

/// A speaker as named once, to which short forms lead back.
#[derive(Debug, Clone)]
struct Named {
    source: Source,
    /// The folded words of the phrase that named it.
    words: Vec<SmolStr>,
    /// Whether it is one person ("he", "she").
    person: bool,
}

/// Names speakers in the order of the text, remembering those named before.
pub(crate) struct Speakers<'s, 'd> {
    pub(super) scene: &'s Scene<'d>,
    named: Vec<Named>,
    people: FxHashMap<SmolStr, Source>,
}

/// Few recursive steps are ever needed; more would be a loop.
const DEPTH: u8 = 4;

impl<'s, 'd> Speakers<'s, 'd> {
    /// Nobody is known yet.
    pub fn new(scene: &'s Scene<'d>) -> Self {
        Speakers { scene, named: Vec::new(), people: FxHashMap::default() }
    }

    pub(super) fn doc(&self) -> &'d Document {
        self.scene.doc
    }

    /// Who the phrase with this head stands for, remembered for later short forms.
    pub fn resolve(&mut self, head: usize) -> Option<Source> {
        let mut source = self.name(head, DEPTH)?;
        if source.name.contains(char::is_control) || source.name.contains("  ") {
            source.name = source.name.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        if source.name.is_empty() {
            return None;
        }
        let from = phrase::start(self.doc(), head);
        let token = self.doc().token(head);
        let mut words: Vec<SmolStr> =
            self.doc().span(from, head + 1).tokens().filter(|t| t.tag() != "POS").map(|t| fold(t.text())).collect();
        if let Some((range, noun)) = self.scene.noun(head) {
            words.push(fold(&noun.word));
            words.extend(self.doc().span(range.start, range.end).tokens().map(|t| fold(t.lemma())));
        }
        if self.scene.is_speaking_pronoun(token)
            && let Some(at) = self.named.iter().rposition(|n| n.source == source)
        {
            let again = self.named.remove(at);
            self.named.push(again);
            return Some(source);
        }
        let short = from == head && self.named.iter().any(|n| n.source == source);
        if short && let Some(at) = self.named.iter().rposition(|n| n.source == source) {
            let mut again = self.named.remove(at);
            again.words.extend(words);
            self.named.push(again);
            return Some(source);
        }
        words.extend(source.name.split_whitespace().map(fold));
        let singular = token.tag() == "NN" || token.tag() == "NNP";
        let person = self.is_person(head)
            || self.person_after(head).is_some()
            || singular
                && matches!(
                    self.scene.role(head),
                    Some(Role::People | Role::Spokesman | Role::Office | Role::Head | Role::Minister | Role::Source)
                );
        self.named.push(Named { source: source.clone(), words, person });
        Some(source)
    }

    pub(super) fn name(&mut self, head: usize, depth: u8) -> Option<Source> {
        let depth = depth.checked_sub(1)?;
        let token = self.doc().token(head);
        if self.scene.is_speaking_pronoun(token) {
            return self.pronoun(token);
        }
        if matches!(token.lower(), "one" | "another" | "some" | "many" | "others" | "both" | "several")
            && token.pos() != "PROPN"
        {
            return self.one_of(head, depth);
        }
        let from = phrase::start(self.doc(), head);
        let phrase = from..head + 1;
        if let Some(source) = self.known_body(&phrase, depth) {
            return Some(source);
        }
        if let Some(person) = self.person_at(head) {
            return self.person(person, from, depth);
        }
        let actor = self.actor_in(&phrase);
        if let Some((range, noun)) = self.scene.noun(head) {
            return self.by_noun(range, noun, &phrase, actor, depth);
        }
        if let Some(actor) = actor {
            if actor.how == How::Demonym {
                return Some(other(phrase::text(self.doc(), phrase), SourceKind::Other));
            }
            return Some(self.party(&actor));
        }
        let entity = token
            .entity()
            .filter(|e| matches!(e.label(), "ORG" | "NORP" | "GPE" | "FAC" | "PRODUCT" | "WORK_OF_ART" | "LOC"));
        match (entity, token.pos()) {
            (Some(_), _) | (None, "PROPN") => {
                let start = phrase::name_start(self.doc(), phrase.clone());
                Some(other(phrase::text(self.doc(), start..phrase.end), SourceKind::Other))
            }
            _ => Some(other(phrase::plain(self.doc(), phrase), SourceKind::Other)),
        }
    }

    /// "the ministry", "the source", "the group": the speaker named last whom the word fits.
    pub(super) fn short_form(&self, noun: &Noun, range: &Range<usize>) -> Option<Source> {
        let doc = self.doc();
        let word = fold(&noun.word);
        let lemma = fold(doc.token(range.end - 1).lemma());
        let by_word = self.named.iter().rev().find(|n| n.words.contains(&word) || n.words.contains(&lemma));
        if let Some(named) = by_word {
            return Some(named.source.clone());
        }
        let fits = |kind: SourceKind| match noun.role {
            Role::Group => kind == noun.kind,
            Role::Body => match noun.word.as_str() {
                "group" | "organization" | "organisation" | "network" | "movement" | "faction" => {
                    matches!(
                        kind,
                        SourceKind::Monitor
                            | SourceKind::ArmedGroup
                            | SourceKind::Activist
                            | SourceKind::Rescuer
                            | SourceKind::Other
                    )
                }
                "agency" => matches!(
                    kind,
                    SourceKind::Agency
                        | SourceKind::StateMedia
                        | SourceKind::Un
                        | SourceKind::Rescuer
                        | SourceKind::Media
                ),
                "office" | "body" => matches!(kind, SourceKind::Un | SourceKind::Official | SourceKind::Medic),
                "channel" | "television" | "tv" | "newspaper" | "broadcaster" | "station" => {
                    matches!(kind, SourceKind::Media | SourceKind::StateMedia)
                }
                "coalition" | "alliance" => matches!(kind, SourceKind::Military | SourceKind::ArmedGroup),
                _ => false,
            },
            Role::Spokesman => matches!(
                kind,
                SourceKind::Official
                    | SourceKind::Military
                    | SourceKind::ArmedGroup
                    | SourceKind::Un
                    | SourceKind::Rescuer
            ),
            Role::Office | Role::Head | Role::Minister | Role::People | Role::Source | Role::Reporter | Role::Text => {
                false
            }
        };
        if noun.role == Role::Source {
            return self.named.iter().rev().find(|n| n.person).map(|n| n.source.clone());
        }
        let named = self.named.iter().rev().find(|n| fits(n.source.kind)).map(|n| n.source.clone());
        // "the group" of an article that names its monitor only later
        let monitor = || {
            let body = self.scene.named_of_kind(SourceKind::Monitor)?;
            matches!(noun.word.as_str(), "group" | "organization" | "organisation")
                .then(|| Source { name: body.name.to_string(), kind: body.kind })
        };
        named.or_else(monitor)
    }

    pub(super) fn pronoun(&self, token: Token<'_>) -> Option<Source> {
        match token.lower() {
            "he" | "she" | "him" | "her" => {
                self.named.iter().rev().find(|n| n.person).or_else(|| self.named.last()).map(|n| n.source.clone())
            }
            _ => self.named.last().map(|n| n.source.clone()).or_else(|| {
                let body = self.scene.named_of_kind(SourceKind::Monitor)?;
                Some(Source { name: body.name.to_string(), kind: body.kind })
            }),
        }
    }

    /// "one of his relatives", "another source", "some activists".
    pub(super) fn one_of(&mut self, head: usize, depth: u8) -> Option<Source> {
        let doc = self.doc();
        let object = phrase::object_after(doc, head + 1, &["of", "among"])?;
        self.name(object.end - 1, depth)
    }
}

fn other(name: String, kind: SourceKind) -> Source {
    Source { name, kind }
}

fn is_area(word: &str) -> bool {
    matches!(
        word,
        "region" | "province" | "governorate" | "oblast" | "state" | "department" | "district" | "county" | "city"
    )
}

/// A rank or title, which says of nobody whom he speaks for.
fn is_rank(word: &str) -> bool {
    matches!(word, "captain" | "colonel" | "major" | "general" | "lieutenant" | "brigadier" | "sheikh" | "imam")
}

/// "interior" → "Interior".
fn title_case(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if !matches!(word, "and" | "of" | "for" | "the") => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}
