//! Words for speakers: which of them names whom, and names beside their kind.

use std::ops::Range;

use sitrep_record::{Source, SourceKind};

use super::super::phrase;
use super::super::words::{Noun, Role};
use super::{Speakers, other};
use crate::actor::{ActorKind, ActorMention, How, fold};

impl<'d> Speakers<'_, 'd> {
    pub(super) fn by_noun(
        &mut self,
        range: Range<usize>,
        noun: &Noun,
        phrase: &Range<usize>,
        actor: Option<ActorMention>,
        depth: u8,
    ) -> Option<Source> {
        let doc = self.doc();
        let head = phrase.end - 1;
        let bare = range.start <= phrase::name_start(doc, phrase.clone());
        let definite =
            phrase.start.checked_sub(1).is_some_and(|i| matches!(doc.token(i).lower(), "the" | "that" | "this"));
        // "Governor Oleh …", "activist Khaled …": the person follows
        if let Some(person) = self.person_after(head)
            && matches!(noun.role, Role::Office | Role::Spokesman | Role::Head | Role::Minister | Role::People)
            && depth > 0
        {
            let name = phrase::text(doc, person.clone());
            let source = self.role_holder_of(noun, phrase, actor, &name, depth)?;
            for i in person {
                let word = fold(doc.token(i).text());
                if word.chars().count() > 2 {
                    self.people.insert(word, source.clone());
                }
            }
            return Some(source);
        }
        if let Some(actor) = actor.as_ref().filter(|a| a.how == How::HomeForce && a.tokens.contains(&head))
            && noun.role == Role::Body
            && bare
        {
            return Some(self.party(actor));
        }
        let followed = phrase::object_after(doc, phrase.end, &["of", "for", "at"]).is_some();
        if bare && matches!(noun.word.as_str(), "coalition" | "alliance") {
            let coalition = self.scene.actors.iter().filter(|a| a.kind == ActorKind::Coalition);
            if let Some(actor) = coalition.min_by_key(|a| (a.tokens.start > head, a.tokens.start.abs_diff(head))) {
                return Some(self.party(actor));
            }
        }
        if bare
            && (definite || phrase.start == 0 || range.start == phrase.start)
            && noun.role == Role::Body
            && !followed
            && let Some(body) = self.scene.named_by_word(&fold(&noun.word), head)
            && (definite || doc.token(head).text().chars().next().is_some_and(char::is_uppercase))
        {
            return Some(Source { name: body.name.to_string(), kind: body.kind });
        }
        // "them alive | Observatory chief": a capital in the middle of a sentence is a short form whatever stands before
        let proper =
            doc.token(head).text().chars().next().is_some_and(char::is_uppercase) && !doc.token(head).is_sent_start();
        let small = doc
            .span(phrase.start, range.start.max(phrase.start))
            .tokens()
            .all(|t| t.text().chars().all(|c| !c.is_uppercase()));
        if noun.role == Role::Body
            && proper
            && small
            && let Some(body) = self.scene.named_by_word(&fold(&noun.word), head)
        {
            return Some(Source { name: body.name.to_string(), kind: body.kind });
        }
        if matches!(noun.role, Role::Body | Role::Group)
            && let Some(source) = self.apposition(phrase, depth)
        {
            return Some(source);
        }
        if bare
            && definite
            && !followed
            && noun.role != Role::Text
            && let Some(source) = self.short_form(noun, &range)
        {
            return Some(source);
        }
        self.noun_phrase(noun, &range, phrase, actor, depth)
    }

    /// "Airwatch, a monitoring group", "a volunteer group, the Resistance Committee": the name beside the kind.
    pub(super) fn apposition(&mut self, phrase: &Range<usize>, depth: u8) -> Option<Source> {
        let doc = self.doc();
        let article = doc.token(phrase.start.checked_sub(1)?);
        if !matches!(article.lower(), "a" | "an" | "another") {
            return None;
        }
        let named = |i: usize| doc.get(i).is_some_and(|t| t.pos() == "PROPN");
        let mut left = article.i().checked_sub(1)?;
        let body = |i: usize| self.scene.body(i).is_some() || doc.token(i).entity().is_some_and(|e| e.label() == "ORG");
        if named(left) && body(left) && doc.token(left).sent_index() == article.sent_index() {
            return self.name(left, depth);
        }
        if matches!(doc.token(left).lower(), "however" | "," | "(" | "-" | "—") {
            while left > 0 && matches!(doc.token(left).lower(), "however" | "," | "(" | "-" | "—") {
                left -= 1;
            }
            if named(left) && doc.token(left).sent_index() == article.sent_index() {
                return self.name(left, depth);
            }
        }
        if doc.get(phrase.end).is_some_and(|t| t.text() == ",") {
            let mut right = phrase.end + 1;
            while doc.get(right).is_some_and(|t| t.pos() == "DET" || t.pos() == "ADJ" && !named(right)) {
                right += 1;
            }
            let from = right;
            while doc.get(right).is_some_and(|t| {
                matches!(t.pos(), "PROPN") || (right > from && matches!(t.lower(), "for" | "of" | "and" | "the" | "-"))
            }) {
                right += 1;
            }
            if right > from && doc.get(right).is_some_and(|t| t.text() == ",") {
                if let Some((_, body)) = (from..right).find_map(|i| self.scene.body(i)) {
                    return Some(Source { name: body.name.to_string(), kind: body.kind });
                }
                let kind = self.scene.noun(phrase.end - 1).map_or(SourceKind::Other, |(_, n)| n.kind);
                return Some(other(phrase::text(doc, from..right), kind));
            }
        }
        None
    }

    pub(super) fn role_holder_of(
        &mut self,
        noun: &Noun,
        phrase: &Range<usize>,
        actor: Option<ActorMention>,
        name: &str,
        depth: u8,
    ) -> Option<Source> {
        let range = phrase.end - 1..phrase.end;
        match noun.role {
            Role::People
                if matches!(noun.kind, SourceKind::Activist | SourceKind::Resident | SourceKind::ArmedGroup)
                    || phrase.len() == 1 =>
            {
                Some(other(name.to_owned(), noun.kind))
            }
            _ => self.noun_phrase(noun, &range, phrase, actor, depth),
        }
    }

    pub(super) fn noun_phrase(
        &mut self,
        noun: &Noun,
        range: &Range<usize>,
        phrase: &Range<usize>,
        actor: Option<ActorMention>,
        depth: u8,
    ) -> Option<Source> {
        let doc = self.doc();
        let head = phrase.end - 1;
        match noun.role {
            Role::People => Some(self.people_phrase(noun, phrase, actor)),
            Role::Source => Some(self.source_phrase(noun, phrase, depth)),
            Role::Body => {
                let watches = doc.get(phrase.end).is_some_and(|t| matches!(t.lemma(), "monitor" | "track"))
                    || doc
                        .get(phrase.end + 1)
                        .is_some_and(|t| matches!(t.lemma(), "monitor" | "track") && t.tag() == "VBZ");
                match self.scene.named_of_kind(SourceKind::Monitor).filter(|_| watches) {
                    Some(body) => Some(Source { name: body.name.to_string(), kind: body.kind }),
                    None => Some(self.body_phrase(noun, phrase, actor)),
                }
            }
            Role::Group => {
                let named = self.scene.named_of_kind(noun.kind);
                let proper = doc
                    .span(phrase.start, range.start.max(phrase.start))
                    .tokens()
                    .any(|t| t.pos() == "PROPN" && self.scene.actor(t.i()).is_none());
                let plural = matches!(doc.token(head).tag(), "NNS" | "NNPS");
                match named {
                    Some(body) if !proper && !plural => Some(Source { name: body.name.to_string(), kind: body.kind }),
                    _ => {
                        Some(other(phrase::plain(doc, phrase::name_start(doc, phrase.clone())..phrase.end), noun.kind))
                    }
                }
            }
            Role::Spokesman => self.spokesman(noun, range, phrase, actor, depth),
            Role::Office => Some(self.office(noun, range, phrase)),
            Role::Head => match actor.or_else(|| self.actor_object(head)) {
                Some(actor) => Some(Source { name: actor.name.to_string(), kind: SourceKind::Official }),
                None if phrase::object_after(doc, head + 1, &["of"])
                    .is_some_and(|o| self.scene.noun(o.end - 1).is_some()) =>
                {
                    let object = phrase::object_after(doc, head + 1, &["of"])?;
                    self.name(object.end - 1, depth)
                }
                None => match self.person_after(head) {
                    Some(person) => Some(other(phrase::text(doc, person), SourceKind::Official)),
                    None => Some(other(phrase::text(doc, phrase.clone()), SourceKind::Official)),
                },
            },
            Role::Minister => Some(self.ministry_of_minister(range, phrase)),
            Role::Reporter => {
                let own = phrase.start.checked_sub(1).is_some_and(|i| doc.token(i).lower() == "our");
                if own && let Some(outlet) = self.scene.outlet {
                    return Some(other(outlet.to_owned(), SourceKind::Media));
                }
                let source = (phrase.start..range.start)
                    .rev()
                    .find_map(|i| self.scene.body(i))
                    .map(|(_, b)| Source { name: b.name.to_string(), kind: b.kind });
                source
                    .or_else(|| self.outlet(phrase))
                    .or_else(|| Some(other(phrase::text(doc, phrase.clone()), SourceKind::Media)))
            }
            Role::Text => self.text_owner(phrase, range, actor, depth),
        }
    }

    pub(super) fn outlet(&self, phrase: &Range<usize>) -> Option<Source> {
        let last = (phrase.start..phrase.end - 1).rev().find(|&i| self.doc().token(i).pos() == "PROPN")?;
        let first = (phrase.start..last + 1).rev().take_while(|&i| self.doc().token(i).pos() == "PROPN").last()?;
        Some(other(phrase::text(self.doc(), first..last + 1), SourceKind::Media))
    }

    pub(super) fn actor_object(&self, head: usize) -> Option<ActorMention> {
        let object = phrase::object_after(self.doc(), head + 1, &["of"])?;
        self.actor_in(&object)
    }
}
