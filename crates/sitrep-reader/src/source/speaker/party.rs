//! Known bodies and parties inside a phrase.

use std::ops::Range;

use sitrep_record::{Source, SourceKind};

use super::super::phrase;
use super::super::words::Role;
use super::{Speakers, other};
use crate::actor::{ActorKind, ActorMention, How};

impl<'d> Speakers<'_, 'd> {
    /// A known body inside the phrase speaks, itself or by its people.
    pub(super) fn known_body(&mut self, phrase: &Range<usize>, depth: u8) -> Option<Source> {
        let head = phrase.end - 1;
        let (range, body) = phrase.clone().rev().find_map(|i| self.scene.body(i))?;
        let mut named = Source { name: body.name.to_string(), kind: body.kind };
        // "Kenya Red Cross"
        if body.kind == SourceKind::Rescuer
            && range.start > phrase.start
            && let Some(actor) = self.scene.actor(range.start - 1)
            && matches!(actor.how, How::Country | How::Demonym)
        {
            named.name = phrase::text(self.doc(), range.start - 1..range.end);
        }
        if range.contains(&head) || range.end > head {
            return Some(named);
        }
        // the body only describes the head: "Observatory chief", "UN investigators", "AFP correspondent"
        if self.is_person(head) {
            return match self.role_between(range.end, head) {
                Some((_, Role::People)) => None,
                _ => Some(named),
            };
        }
        match self.scene.noun(head) {
            Some((_, noun)) => match noun.role {
                Role::People if matches!(body.kind, SourceKind::Un) => {
                    let rest =
                        self.doc().span(range.end, phrase.end).tokens().filter(|t| t.tag() != "POS" && !t.is_space());
                    let rest: Vec<&str> = rest.map(|t| t.text()).collect();
                    Some(other(format!("{} {}", body.name, rest.join(" ")), SourceKind::Un))
                }
                Role::People | Role::Spokesman | Role::Reporter | Role::Text | Role::Group | Role::Source => {
                    Some(named)
                }
                Role::Body => {
                    let rest: Vec<&str> = self
                        .doc()
                        .span(range.end, phrase.end)
                        .tokens()
                        .filter(|t| t.tag() != "POS")
                        .map(|t| t.text())
                        .collect();
                    let name = if rest.len() > 4 { named.name } else { format!("{} {}", body.name, rest.join(" ")) };
                    Some(Source { name, kind: body.kind })
                }
                _ => None,
            },
            None => {
                let _ = depth;
                Some(named)
            }
        }
    }

    pub(super) fn party(&self, actor: &ActorMention) -> Source {
        let kind = match actor.kind {
            ActorKind::Government | ActorKind::Proxy => SourceKind::Official,
            ActorKind::Military | ActorKind::Police => SourceKind::Military,
            ActorKind::ArmedGroup | ActorKind::Gang => SourceKind::ArmedGroup,
            ActorKind::Coalition => SourceKind::Military,
        };
        if matches!(actor.how, How::Force | How::HomeForce)
            && matches!(actor.kind, ActorKind::Military | ActorKind::Police)
            && let Some(state) = actor.country.as_deref().and_then(|c| self.states_by(c))
        {
            // "the army", "Israel's military" → "Israeli military"
            let range = actor.tokens.clone();
            let noun: Vec<&str> = self
                .doc()
                .span(range.start, range.end)
                .tokens()
                .skip_while(|t| self.is_state_word(t.i(), actor))
                .filter(|t| t.tag() != "POS" && t.text() != "-")
                .map(|t| t.text())
                .collect();
            let noun = noun.join(" ");
            if !noun.is_empty() {
                return Source { name: format!("{} {}", state.adjective, noun), kind };
            }
        }
        Source { name: actor.name.to_string(), kind }
    }

    pub(super) fn is_state_word(&self, i: usize, actor: &ActorMention) -> bool {
        if actor.how == How::HomeForce {
            return false;
        }
        let token = self.doc().token(i);
        token.tag() == "POS"
            || token.text() == "-"
            || i == actor.tokens.start
            || token.entity().is_some_and(|e| e.label() == "GPE") && i < actor.tokens.end - 1
    }

    pub(super) fn states_by(&self, code: &str) -> Option<&'d crate::actor::State> {
        self.scene.states.state(code)
    }

    pub(super) fn actor_in(&self, phrase: &Range<usize>) -> Option<ActorMention> {
        phrase.clone().rev().find_map(|i| self.scene.actor(i)).cloned()
    }
}
