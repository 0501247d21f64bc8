//! Ministries, media, offices: the canonical name of a body told by its words.

use std::ops::Range;

use sitrep_record::{Source, SourceKind};

use super::super::phrase;
use super::super::words::Noun;
use super::{Speakers, other, title_case};
use crate::actor::{ActorMention, How};
use smol_str::SmolStr;

impl<'d> Speakers<'_, 'd> {
    pub(super) fn body_phrase(&mut self, noun: &Noun, phrase: &Range<usize>, actor: Option<ActorMention>) -> Source {
        let doc = self.doc();
        let start = phrase::name_start(doc, phrase.clone());
        let word = noun.word.as_str();
        if word == "ministry" {
            return self.ministry(start..phrase.end);
        }
        if matches!(noun.kind, SourceKind::StateMedia) {
            let tail = match word {
                "state tv" => "state television",
                other => other,
            };
            let adjective = self.adjective(&(start..phrase.end)).or_else(|| self.scene.adjective.clone());
            return Source { name: adjective.map_or(tail.to_owned(), |a| format!("{a} {tail}")), kind: noun.kind };
        }
        // "state-run news agency", "official media"
        let states = phrase.start < start
            && (phrase.start..start).any(|i| matches!(doc.token(i).lower(), "state" | "official"))
            && matches!(
                word,
                "news agency" | "agency" | "television" | "tv" | "radio" | "newspaper" | "broadcaster" | "channel"
            );
        if states {
            let named = self.scene.named_of_kind(SourceKind::StateMedia);
            if let Some(body) = named.filter(|_| word.contains("agency")) {
                return Source { name: body.name.to_string(), kind: body.kind };
            }
            let adjective = self.adjective(phrase).or_else(|| self.scene.adjective.clone());
            let tail = if word == "tv" { "television" } else { word };
            let name = adjective.map_or(format!("state {tail}"), |a| format!("{a} state {tail}"));
            return Source { name, kind: SourceKind::StateMedia };
        }
        if let Some(actor) = &actor
            && actor.tokens.end == phrase.end
            && actor.how.is_certain()
        {
            return self.party(actor);
        }
        if matches!(word, "regime" | "government" | "administration" | "junta")
            && let Some(actor) = &actor
            && actor.how != How::Generic
        {
            return Source { name: actor.name.to_string(), kind: SourceKind::Official };
        }
        let genitive = (start..phrase.end).rev().find(|&i| doc.token(i).tag() == "POS");
        let own = genitive.filter(|&g| {
            g > start
                && matches!(
                    doc.token(g - 1).lower(),
                    "territory" | "country" | "nation" | "enclave" | "province" | "kingdom" | "region"
                )
        });
        let known = self.adjective(&(start..phrase.end)).or_else(|| own.and(self.scene.adjective.clone()));
        let mut name = match (genitive, known) {
            (Some(g), Some(adjective)) => format!("{adjective} {}", phrase::text(doc, g + 1..phrase.end)),
            _ => phrase::text(doc, start..phrase.end),
        };
        let official = matches!(
            word,
            "general staff"
                | "army"
                | "military"
                | "air force"
                | "navy"
                | "civil defence"
                | "civil defense"
                | "police force"
                | "presidency"
                | "parliament"
        );
        if official
            && phrase.end - start <= 2
            && self.adjective(&(start..phrase.end)).is_none()
            && let Some(adjective) = self.scene.adjective.clone()
        {
            name = format!("{adjective} {name}");
        }
        // "Unified Medical Office in Eastern Ghouta", "local council of the city of Afrin", "Ministry of …"
        if let Some(object) = phrase::object_after(doc, phrase.end, &["of", "in", "for"])
            && (doc.token(phrase.end).lower() != "in" || phrase.len() > 1 && doc.token(phrase.start).pos() == "PROPN")
            && doc.span(object.start, object.end).tokens().any(|t| t.pos() == "PROPN")
            && object.len() <= 6
        {
            name = format!("{name} {} {}", doc.token(phrase.end).lower(), phrase::text(doc, object));
        }
        let kind = match actor {
            Some(a) if a.how == How::Name => self.party(&a).kind,
            _ => self.kind_of_words(start..phrase.end).filter(|_| noun.kind == SourceKind::Other).unwrap_or(noun.kind),
        };
        Source { name, kind }
    }

    /// "Iraq's interior ministry", "the foreign ministry", "ministry of health" → "Iraqi Interior Ministry".
    pub(super) fn ministry(&self, phrase: Range<usize>) -> Source {
        let doc = self.doc();
        let mut words: Vec<String> =
            self.plain_words(phrase.start..phrase.end - 1).iter().map(|w| title_case(w)).collect();
        if words.is_empty()
            && let Some(object) = phrase::object_after(doc, phrase.end, &["of"])
        {
            let own = doc.span(object.start, object.end).tokens().take_while(|t| t.tag() != "POS");
            words = own.map(|t| title_case(t.text())).collect();
        }
        for word in &mut words {
            if word == "Defence" {
                *word = "Defense".to_owned();
            }
        }
        let adjective = self.adjective(&phrase).or_else(|| {
            let after = phrase::object_after(doc, phrase.end, &["of", "for"]).map_or(phrase.end, |o| o.end);
            let place = phrase::object_after(doc, after, &["in"])?;
            let place = place.start..place.clone().take_while(|&i| doc.token(i).pos() == "PROPN").last()? + 1;
            Some(SmolStr::from(phrase::text(doc, place)))
        });
        // "its health ministry", "the territory's health ministry": of what was named last
        let adjective = adjective.or_else(|| self.scene.adjective.clone());
        let mut name: Vec<String> = adjective.into_iter().map(|a| a.to_string()).collect();
        name.append(&mut words);
        name.push("Ministry".to_owned());
        let kind = if name.iter().any(|w| w == "Defense") { SourceKind::Military } else { SourceKind::Official };
        let kind = if name.iter().any(|w| w == "Health") { SourceKind::Medic } else { kind };
        Source { name: name.join(" "), kind }
    }

    pub(super) fn ministry_of_minister(&self, range: &Range<usize>, phrase: &Range<usize>) -> Source {
        let words = self.plain_words(phrase.start..range.start);
        if words.is_empty() && phrase::object_after(self.doc(), phrase.end, &["of", "for"]).is_none() {
            return other(phrase::text(self.doc(), phrase.clone()), SourceKind::Official);
        }
        self.ministry(phrase.clone())
    }
}
