//! Spokesmen, office-holders and texts, and whose they are.

use std::ops::Range;

use sitrep_record::{Source, SourceKind};

use super::super::phrase;
use super::super::words::Noun;
use super::{Speakers, is_area, other};
use crate::actor::{ActorMention, How};

impl<'d> Speakers<'_, 'd> {
    pub(super) fn spokesman(
        &mut self,
        noun: &Noun,
        range: &Range<usize>,
        phrase: &Range<usize>,
        actor: Option<ActorMention>,
        depth: u8,
    ) -> Option<Source> {
        let doc = self.doc();
        // "a spokesman for the ministry", "the head of the local military administration"
        if let Some(object) = phrase::object_after(doc, phrase.end, &["for", "of", "at", "with"])
            && doc.span(object.start, object.end).tokens().any(|t| matches!(t.pos(), "NOUN" | "PROPN"))
        {
            if let Some(i) = object.clone().rev().find(|&i| self.scene.may_speak(doc.token(i)))
                && let Some(source) = self.name(i, depth)
            {
                return Some(source);
            }
            return Some(other(phrase::text(doc, object), noun.kind));
        }
        let before = phrase.start..range.start;
        if before.is_empty() {
            return self
                .named
                .last()
                .map(|n| n.source.clone())
                .or_else(|| Some(other(phrase::text(doc, phrase.clone()), noun.kind)));
        }
        let last = before.end - 1;
        // "the British Foreign Secretary" counts for the ministry
        if noun.word == "secretary"
            && matches!(doc.token(last).lower(), "foreign" | "defense" | "defence" | "interior" | "home" | "health")
        {
            return Some(self.ministry(phrase.clone()));
        }
        if let Some(actor) =
            before.clone().rev().find_map(|i| self.scene.actor(i).filter(|a| a.how == How::Name)).cloned()
        {
            return Some(self.party(&actor));
        }
        if matches!(doc.token(last).tag(), "POS" | "HYPH") && before.len() > 1 {
            return self.name(last - 1, depth);
        }
        if self.scene.noun(last).is_some() || self.scene.body(last).is_some() {
            return self.name(last, depth);
        }
        if let Some(actor) = actor
            && actor.how != How::Demonym
        {
            return Some(self.party(&actor));
        }
        if noun.word == "leader" || noun.word == "member" || noun.word == "representative" {
            return Some(other(phrase::text(doc, phrase.clone()), noun.kind));
        }
        let start = phrase::name_start(doc, before.clone());
        Some(other(phrase::text(doc, start..before.end), noun.kind))
    }

    /// "the governor of Homs province", "Homs Governor", "the regional governor" → "Homs governor".
    pub(super) fn office(&self, noun: &Noun, range: &Range<usize>, phrase: &Range<usize>) -> Source {
        let doc = self.doc();
        let title = noun.word.to_string();
        let place = |tokens: Range<usize>| -> Option<String> {
            let words: Vec<&str> = doc
                .span(tokens.start, tokens.end)
                .tokens()
                .filter(|t| t.text().chars().next().is_some_and(char::is_uppercase) && !is_area(t.lower()))
                .map(|t| t.text())
                .collect();
            (!words.is_empty()).then(|| words.join(" "))
        };
        let found = place(phrase.start..range.start)
            .or_else(|| phrase::object_after(doc, phrase.end, &["of", "in"]).and_then(place))
            .or_else(|| {
                self.person_after(phrase.end - 1)
                    .and_then(|p| phrase::object_after(doc, p.end, &["of"]))
                    .and_then(place)
            })
            .or_else(|| self.place_near(phrase.start, noun.word == "governor"));
        Source { name: found.map_or(title.clone(), |p| format!("{p} {title}")), kind: SourceKind::Official }
    }

    /// The place of an office without one: for a governor the nearest "X region", else a place in the sentence.
    pub(super) fn place_near(&self, at: usize, area: bool) -> Option<String> {
        let doc = self.doc();
        if area {
            let mut best: Option<(usize, String)> = None;
            for token in doc.tokens().filter(|t| is_area(t.lower())) {
                let Some(before) = token.prev().filter(|t| t.pos() == "PROPN") else { continue };
                let distance = token.i().abs_diff(at);
                if best.as_ref().is_none_or(|(d, _)| distance < *d) {
                    let from = phrase::start(doc, before.i());
                    let words: Vec<&str> = doc
                        .span(from, before.i() + 1)
                        .tokens()
                        .filter(|t| t.pos() == "PROPN")
                        .map(|t| t.text())
                        .collect();
                    best = Some((distance, words.join(" ")));
                }
            }
            return best.map(|(_, name)| name);
        }
        let sentence = doc.token(at).sent();
        sentence
            .tokens()
            .take_while(|t| t.i() < at)
            .filter_map(|t| t.entity())
            .find(|e| e.label() == "GPE")
            .map(|e| e.text().to_owned())
    }

    pub(super) fn text_owner(
        &mut self,
        phrase: &Range<usize>,
        range: &Range<usize>,
        actor: Option<ActorMention>,
        depth: u8,
    ) -> Option<Source> {
        let doc = self.doc();
        if let Some(object) = phrase::object_after(doc, phrase.end, &["by", "from", "of"])
            && let Some(i) = object.clone().rev().find(|&i| self.scene.may_speak(doc.token(i)))
        {
            return self.name(i, depth);
        }
        // "a report issued by the Network"
        if doc.get(phrase.end).is_some_and(|t| t.tag() == "VBN")
            && let Some(by) = (phrase.end + 1..phrase.end + 4).find(|&i| doc.get(i).is_some_and(|t| t.lower() == "by"))
            && let Some(object) = phrase::object_after(doc, by, &["by"])
            && let Some(i) = object.clone().rev().find(|&i| self.scene.may_speak(doc.token(i)))
        {
            return self.name(i, depth);
        }
        let before = phrase.start..range.start;
        if let Some(i) = before.clone().rev().find(|&i| self.scene.may_speak(doc.token(i))) {
            return self.name(i, depth);
        }
        if let Some(actor) = actor {
            return Some(self.party(&actor));
        }
        let definite = phrase
            .start
            .checked_sub(1)
            .is_none_or(|i| matches!(doc.token(i).lower(), "the" | "that" | "this" | "its" | "his" | "their" | "to"));
        if definite && before.is_empty() {
            let monitor = || self.scene.named_of_kind(SourceKind::Monitor).map(|b| other(b.name.to_string(), b.kind));
            return self.named.last().map(|n| n.source.clone()).or_else(monitor);
        }
        matches!(doc.token(phrase.end - 1).lemma(), "report")
            .then(|| other(phrase::text(doc, phrase.clone()), SourceKind::Other))
    }
}
