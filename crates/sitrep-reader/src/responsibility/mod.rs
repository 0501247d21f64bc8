//! Who claims, is accused of or denies an incident.
//!
//! Three ways in: words that say so ([`stance`]: "accused", "claimed the attack", "denied"), hedges that make of a plain report a
//! suspicion ([`hedge`]: "believed to be Russian"), and parties that speak of their own deeds or their enemies' ([`party`]).
//! A monitor's plain report of who did it is none of them.

mod hedge;
mod party;
mod stance;

use std::ops::Range;

use sitrep_language::Document;
use sitrep_record::{Actor, Evidence, Responsibility, Source, SourceKind, Stance};
use smol_str::SmolStr;

use crate::actor::How;
use crate::assemble::Context;
use crate::incident::Incidents;
use crate::source::{Attribution, Attributions, Scene};

/// A statement of responsibility, in tokens.
#[derive(Debug, Clone)]
struct Statement {
    actor: SmolStr,
    stance: Stance,
    by: Vec<Source>,
    tokens: Range<usize>,
}

/// What the rules look at.
#[derive(Clone, Copy)]
struct View<'v, 'd> {
    context: Context<'d>,
    scene: &'v Scene<'d>,
    said: &'v Attributions<'v, 'd>,
}

/// Every statement of responsibility.
pub(crate) fn read(context: Context<'_>, said: &Attributions<'_, '_>, incidents: &Incidents) -> Vec<Responsibility> {
    let statements = find(View { context, scene: said.scene(), said });
    statements.into_iter().flat_map(|s| finish(context.doc, s, incidents)).collect()
}

fn find(view: View<'_, '_>) -> Vec<Statement> {
    let mut found = stance::find(view);
    found.extend(hedge::find(view));
    found.extend(party::find(view));
    found.sort_by_key(|s| s.tokens.start);
    let mut kept: Vec<Statement> = Vec::new();
    for statement in found {
        let same = kept.iter_mut().find(|k| {
            k.actor == statement.actor && k.stance == statement.stance && same_speakers(&k.by, &statement.by)
        });
        match same {
            Some(_) => {}
            None => kept.push(statement),
        }
    }
    kept
}

/// How a word tells who is responsible; "suspected militants" is a hedge, "they suspected militants" an accusation.
fn frame(view: View<'_, '_>, token: sitrep_language::Token<'_>) -> Option<crate::source::Frame> {
    let stances = &view.scene.words.stances;
    let describes = token.dep() == "amod";
    let by_form = stances.get(token.lower()).filter(|_| describes || !token.tag().starts_with("VB"));
    by_form.or_else(|| stances.get(token.lemma())).or_else(|| stances.get(token.lower())).copied()
}

fn same_speakers(a: &[Source], b: &[Source]) -> bool {
    a.len() == b.len() && a.iter().all(|x| b.iter().any(|y| y.name == x.name)) || b.is_empty()
}

/// Ties a statement to the incident that it speaks of; one of several incidents becomes as many.
fn finish(doc: &Document, statement: Statement, incidents: &Incidents) -> Vec<Responsibility> {
    let span = doc.span(statement.tokens.start, statement.tokens.end);
    let (start, end) = (span.start_char(), span.end_char());
    let about = incidents.spoken_of(doc, &statement.tokens);
    let ids = about.into_iter().filter_map(|k| incidents.incidents.get(k)).map(|i| Some(i.id.clone()));
    let ids: Vec<Option<String>> = ids.collect();
    let ids = if ids.is_empty() { vec![None] } else { ids };
    let responsibility = |incident| Responsibility {
        incident,
        actor: Actor { name: statement.actor.split_whitespace().collect::<Vec<_>>().join(" ") },
        stance: statement.stance,
        by: statement.by.clone(),
        evidence: Evidence { start, end },
    };
    ids.into_iter().map(responsibility).collect()
}

impl<'v, 'd> View<'v, 'd> {
    fn doc(self) -> &'d Document {
        self.context.doc
    }

    /// The attribution whose verb stands at a token.
    fn attribution(self, at: usize) -> Option<&'v Attribution> {
        self.said.all().iter().find(|a| a.cue.at == at && !a.sources.is_empty())
    }

    /// The party that a source is or speaks for; none for monitors, media, agencies and those who take no part.
    fn party_of(self, source: &Source) -> Option<SmolStr> {
        let body = self.scene.words.bodies.iter().find(|b| b.name == source.name.as_str());
        if let Some(party) = body.and_then(|b| b.party.clone()) {
            return Some(party);
        }
        match source.kind {
            SourceKind::Official | SourceKind::Military | SourceKind::ArmedGroup | SourceKind::StateMedia => {}
            _ => return None,
        }
        if let Some(state) = body.and_then(|b| b.country.as_deref()).and_then(|c| self.scene.states.state(c)) {
            return Some(state.name.clone());
        }
        match self.scene.states.party_named(&source.name) {
            Some((name, _)) => Some(name),
            None if source.kind == SourceKind::ArmedGroup => Some(source.name.as_str().into()),
            None => None,
        }
    }

    /// The parties that a noun phrase names, those joined to it included.
    fn parties(self, head: usize) -> Vec<SmolStr> {
        let doc = self.doc();
        let mut heads = vec![head];
        let mut next = doc.token(head).child(&["conj"]);
        while let Some(token) = next.filter(|_| heads.len() < 5) {
            heads.push(token.i());
            next = token.child(&["conj"]);
        }
        let mut names: Vec<SmolStr> = Vec::new();
        for head in heads {
            let Some(name) = self.party_at(head) else { continue };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The party that a noun phrase with this head names.
    fn party_at(self, head: usize) -> Option<SmolStr> {
        let doc = self.doc();
        let from = crate::source::phrase_start(doc, head);
        // "Salvadoran unions" are not their state
        let meant = |a: &&crate::actor::ActorMention| a.how != How::Demonym || a.tokens.contains(&head);
        let own = (from..head + 1).rev().find_map(|i| self.scene.actor(i).filter(meant));
        if let Some(actor) = own {
            return Some(actor.name.clone());
        }
        let token = doc.token(head);
        // "the coalition", "the group"
        if let Some((_, noun)) = self.scene.noun(head)
            && matches!(noun.word.as_str(), "coalition" | "alliance")
        {
            let coalitions = self.scene.actors.iter().filter(|a| a.kind == crate::actor::ActorKind::Coalition);
            return coalitions.min_by_key(|a| a.tokens.start.abs_diff(head)).map(|a| a.name.clone());
        }
        if matches!(token.lower(), "group" | "militia" | "organization" | "organisation" | "movement") {
            let before = self.scene.actors.iter().rev().filter(|a| a.tokens.end <= head);
            return before.into_iter().find(|a| a.how == How::Name).map(|a| a.name.clone());
        }
        // "the government of Bashar al-Assad", "forces of the junta"
        let object = token
            .children()
            .find(|p| matches!(p.dep(), "prep" | "agent") && matches!(p.lower(), "of" | "by"))
            .and_then(|p| p.child(&["pobj"]));
        if let Some(object) = object {
            let from = crate::source::phrase_start(doc, object.i());
            if let Some(actor) = (from..object.i() + 1).rev().find_map(|i| self.scene.actor(i)) {
                return Some(actor.name.clone());
            }
        }
        None
    }
}
