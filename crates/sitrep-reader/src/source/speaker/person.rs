//! Persons, and whom they speak for.

use std::ops::Range;

use sitrep_record::{Source, SourceKind};

use super::super::phrase;
use super::super::words::{Noun, Role};
use super::{Speakers, is_rank, other};
use crate::actor::fold;

impl<'d> Speakers<'_, 'd> {
    pub(super) fn is_person(&self, i: usize) -> bool {
        self.person_at(i).is_some()
    }

    /// The tokens of the person's name that holds a token.
    pub(super) fn person_at(&self, i: usize) -> Option<Range<usize>> {
        let token = self.doc().token(i);
        if token.pos() != "PROPN" && token.entity().is_none_or(|e| e.label() != "PERSON") {
            return None;
        }
        let entity = token.entity().filter(|e| e.label() == "PERSON");
        if let Some(e) = entity {
            // a role or a body inside is no part of the name
            let mut start = e.start();
            for k in e.start()..=i {
                if self.scene.noun(k).is_some() || (self.scene.body(k).is_some()) {
                    start = k + 1;
                }
            }
            return (start <= i).then_some(start..e.end().max(i + 1));
        }
        let word = fold(token.text());
        self.people.contains_key(&word).then_some(i..i + 1)
    }

    pub(super) fn person_after(&self, head: usize) -> Option<Range<usize>> {
        self.doc()
            .get(head + 1)
            .filter(|t| !t.is_sent_start())
            .and_then(|t| self.person_at(t.i()))
            .filter(|r| r.start == head + 1)
    }

    /// The last role word in `from..to`; a rank only where there is no other.
    pub(super) fn role_between(&self, from: usize, to: usize) -> Option<(usize, Role)> {
        let rank = |n: &Noun| {
            matches!(
                n.word.as_str(),
                "captain" | "colonel" | "major" | "general" | "lieutenant" | "brigadier" | "sheikh" | "imam"
            )
        };
        let roles = || (from..to).rev().filter_map(|i| self.scene.noun(i).map(|(_, n)| (i, n)));
        roles().find(|(_, n)| !rank(n)).or_else(|| roles().next()).map(|(i, n)| (i, n.role))
    }

    pub(super) fn person(&mut self, person: Range<usize>, from: usize, depth: u8) -> Option<Source> {
        let doc = self.doc();
        let mut start = person.start;
        while start < person.end
            && matches!(
                doc.token(start).lower().trim_end_matches('.'),
                "mr" | "mrs" | "ms" | "dr" | "president" | "general"
            )
        {
            start += 1;
        }
        let name = phrase::text(doc, start.min(person.end - 1)..person.end);
        let surname = fold(doc.token(person.end - 1).text());
        // a head of state counts for the state
        if let Some(state) = self.scene.states.led_by(&name) {
            return Some(other(state.name.to_string(), SourceKind::Official));
        }
        // "civil defence official Ibrahim …"
        let before = (from < person.start).then(|| self.role_between(from, person.start)).flatten();
        let rank = |at: usize| self.scene.noun(at).is_some_and(|(_, n)| is_rank(&n.word));
        let found = match before {
            Some((at, _)) if rank(at) => None,
            Some((at, role)) => self.role_holder(at, role, &name, depth),
            None => None,
        };
        let found = found.or_else(|| self.apposed(person.end, &name, depth));
        if let Some(source) = found {
            for i in person.clone() {
                let word = fold(doc.token(i).text());
                if word.chars().count() > 2 && word != "al" {
                    self.people.insert(word, source.clone());
                }
            }
            return Some(source);
        }
        if let Some(source) = self.people.get(&surname) {
            return Some(source.clone());
        }
        let source = other(name, SourceKind::Other);
        self.people.insert(surname, source.clone());
        Some(source)
    }

    /// Who a person with a role at `at` speaks for.
    pub(super) fn role_holder(&mut self, at: usize, role: Role, name: &str, depth: u8) -> Option<Source> {
        let (_, noun) = self.scene.noun(at)?;
        match role {
            Role::People => {
                let from = phrase::start(self.doc(), at);
                let described = from < at;
                let plain = matches!(
                    noun.kind,
                    SourceKind::Activist | SourceKind::Resident | SourceKind::Media | SourceKind::ArmedGroup
                );
                if plain || !described {
                    return Some(other(name.to_owned(), noun.kind));
                }
                self.name(at, depth)
            }
            Role::Source => Some(other(name.to_owned(), SourceKind::Other)),
            // "a religious leader" speaks for himself, "an SDF leader" does not
            Role::Spokesman
                if matches!(noun.word.as_str(), "leader" | "representative" | "chairman" | "manager" | "director") =>
            {
                let from = phrase::start(self.doc(), at);
                let of = phrase::object_after(self.doc(), at + 1, &["of", "for", "at"]);
                let body = (from..at).chain(of.into_iter().flatten()).any(|i| self.speaks_as_body(i));
                if body { self.name(at, depth) } else { Some(other(name.to_owned(), noun.kind)) }
            }
            Role::Text | Role::Body | Role::Group => {
                Some(other(name.to_owned(), noun.kind)).filter(|_| role == Role::Text).or_else(|| self.name(at, depth))
            }
            _ => self.name(at, depth),
        }
    }

    /// "…, a spokesman for the ministry", "… of the Observatory", "… manager of Al-Quds hospital".
    pub(super) fn apposed(&mut self, after: usize, name: &str, depth: u8) -> Option<Source> {
        let doc = self.doc();
        if let Some(object) = phrase::object_after(doc, after, &["of", "from", "with"])
            && self.speaks_as_body(object.end - 1)
        {
            return self.name(object.end - 1, depth);
        }
        let who = after + usize::from(doc.get(after).is_some_and(|t| t.text() == ","));
        if doc.get(who).is_some_and(|t| t.lower() == "who")
            && doc
                .get(who + 1)
                .is_some_and(|t| matches!(t.lemma(), "run" | "head" | "lead" | "direct" | "manage" | "coordinate"))
            && let Some(head) = (who + 2..(who + 10).min(doc.len()))
                .take_while(|&i| !doc.token(i).is_sent_start())
                .find(|&i| self.speaks_as_body(i))
        {
            return self.name(head, depth);
        }
        for i in after..(after + 9).min(doc.len()) {
            let token = doc.token(i);
            if token.is_sent_start() || matches!(token.pos(), "VERB" | "AUX") || matches!(token.text(), "\"" | ";") {
                return None;
            }
            if i > after && token.text() == "," {
                return None;
            }
            if let Some((_, noun)) = self.scene.noun(i) {
                // the head of the apposition is the last noun of its row
                if doc
                    .get(i + 1)
                    .is_some_and(|t| matches!(t.pos(), "NOUN" | "PROPN") && !t.is_sent_start() && !phrase::is_when(t))
                    && self.scene.noun(i + 1).is_some()
                {
                    continue;
                }
                return self.role_holder(i, noun.role, name, depth);
            }
        }
        None
    }

    pub(super) fn speaks_as_body(&self, i: usize) -> bool {
        self.scene.body(i).is_some()
            || matches!(self.scene.role(i), Some(Role::Body | Role::Group))
            || self.scene.actor(i).is_some_and(|a| a.how.is_certain())
            || self.doc().token(i).entity().is_some_and(|e| e.label() == "ORG")
    }
}
