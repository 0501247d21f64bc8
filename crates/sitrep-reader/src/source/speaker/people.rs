//! Anonymous people and sources, and what describes them.

use std::ops::Range;

use sitrep_record::{Source, SourceKind};

use super::super::phrase;
use super::super::words::{Noun, Role};
use super::{Speakers, other};
use crate::actor::{ActorMention, How};
use smol_str::SmolStr;

impl<'d> Speakers<'_, 'd> {
    pub(super) fn people_phrase(&self, noun: &Noun, phrase: &Range<usize>, actor: Option<ActorMention>) -> Source {
        let doc = self.doc();
        let start = phrase::name_start(doc, phrase.clone());
        let mut name = phrase::plain(doc, start..phrase.end);
        let kind = match (noun.kind, actor) {
            (_, Some(a)) if a.how.is_certain() => self.party(&a).kind,
            (kind, _) => kind,
        };
        // "a civil defence official" speaks for the civil defence
        let describing: Option<&Noun> = (start..phrase.end - 1).rev().find_map(|i| self.scene.noun(i)).map(|(_, n)| n);
        if let Some(at) = (start..phrase.end - 1)
            .rev()
            .find(|&i| self.scene.noun(i).is_some_and(|(_, n)| n.role == Role::Body && n.word.contains(' ')))
        {
            let (inner, _) = self.scene.noun(at).unwrap_or((at..at + 1, noun));
            let strange =
                doc.span(start, inner.start).tokens().any(|t| t.pos() == "PROPN" && self.scene.actor(t.i()).is_none());
            if strange {
                name = phrase::text(doc, inner.start..phrase.end);
            }
        }
        if let Some(n) = describing
            && matches!(n.word.as_str(), "civil defence" | "civil defense")
            && noun.kind == SourceKind::Official
            && let Some(adjective) = self.scene.adjective.clone()
        {
            return Source { name: format!("{adjective} Civil Defence"), kind: SourceKind::Rescuer };
        }
        let kind = match describing {
            Some(n) if n.role == Role::Body && kind == SourceKind::Official => n.kind,
            _ => kind,
        };
        if let Some(object) = phrase::object_after(doc, phrase.end, &["at", "in", "from", "of"]) {
            let institution = (object.clone())
                .any(|i| matches!(self.scene.role(i), Some(Role::Body)) || self.scene.body(i).is_some());
            if institution && phrase.len() <= 2 {
                name = format!("{name} {} {}", doc.token(phrase.end).lower(), phrase::text(doc, object));
            }
        }
        other(name, kind)
    }

    pub(super) fn source_phrase(&mut self, noun: &Noun, phrase: &Range<usize>, depth: u8) -> Source {
        let doc = self.doc();
        let start = phrase::name_start(doc, phrase.clone());
        let mut name = phrase::plain(doc, start..phrase.end);
        let kind = self.kind_of_words(start..phrase.end).unwrap_or(noun.kind);
        if let Some(object) = phrase::object_after(doc, phrase.end, &["at", "in", "from", "within", "inside", "with"]) {
            let last = object.end - 1;
            if matches!(self.scene.role(last), Some(Role::Body)) || self.scene.body(last).is_some() {
                if phrase.len() == 1
                    && let Some(source) = self.name(last, depth)
                {
                    return source;
                }
                name = format!("{name} at {}", phrase::text(doc, object));
            } else if let Some(actor) = self.actor_in(&object).filter(|a| a.how == How::Name) {
                return self.party(&actor);
            } else {
                name = format!("{name} in {}", phrase::text(doc, object));
            }
        }
        other(name, kind)
    }

    /// The kind that describing words give a source ("military source", "medical sources").
    pub(super) fn kind_of_words(&self, words: Range<usize>) -> Option<SourceKind> {
        self.doc().span(words.start, words.end).tokens().rev().skip(1).find_map(|t| match t.lower() {
            "military" | "army" | "security" => Some(SourceKind::Military),
            "medical" | "hospital" | "health" => Some(SourceKind::Medic),
            "opposition" | "activist" => Some(SourceKind::Activist),
            "rebel" | "insurgent" | "jihadist" => Some(SourceKind::ArmedGroup),
            "local" | "tribal" => Some(SourceKind::Resident),
            "government" | "diplomatic" | "police" | "official" => Some(SourceKind::Official),
            _ => None,
        })
    }

    /// The adjective of the country that a phrase tells, by a demonym, a genitive or a capital's.
    pub(super) fn adjective(&self, phrase: &Range<usize>) -> Option<SmolStr> {
        phrase.clone().find_map(|i| {
            let actor = self.scene.actor(i)?;
            let state = self.states_by(actor.country.as_deref()?)?;
            matches!(actor.how, How::Country | How::Demonym | How::Metonym | How::Force)
                .then(|| state.adjective.clone())
        })
    }

    /// Words of a phrase that are neither a country's name or demonym nor a genitive.
    pub(super) fn plain_words(&self, phrase: Range<usize>) -> Vec<&'d str> {
        let doc = self.doc();
        let genitive = phrase.clone().rev().find(|&i| doc.token(i).tag() == "POS");
        let from = genitive.map_or(phrase.start, |g| g + 1);
        (from..phrase.end)
            .filter(|&i| {
                let state = self.scene.actor(i).is_some_and(|a| {
                    matches!(a.how, How::Country | How::Demonym | How::Metonym)
                        || (a.how == How::Force && i == a.tokens.start)
                });
                !state && !matches!(doc.token(i).text(), "-")
            })
            .map(|i| doc.token(i).text())
            .collect()
    }
}
