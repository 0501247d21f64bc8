//! Parties who speak of what they did, or of what their enemies did.

use sitrep_language::Token;
use sitrep_record::{Effect, IncidentType, SourceKind, Stance};
use smol_str::SmolStr;

use super::{Statement, View};
use crate::source::{Attribution, Side};
use crate::toll::{Sense, Sufferer};

/// Whether a verb tells of violence.
pub(super) fn is_violent(view: View<'_, '_>, at: usize) -> bool {
    let doc = view.doc();
    let token = doc.token(at);
    if !token.tag().starts_with("VB") {
        return false;
    }
    let events = &view.context.lexicon.events;
    let does = matches!(
        token.lemma(),
        "carry" | "conduct" | "launch" | "plan" | "mount" | "stage" | "perform" | "commit" | "execute"
    );
    events.verb(doc, at).is_some_and(|(_, e)| {
        e.weight > 0.0 || (e.kind == IncidentType::Attack && token.child(&["dobj", "nsubjpass", "prep"]).is_some())
    }) || is_harmful(view, at)
        || does
            && token.child(&["dobj", "nsubjpass"]).is_some_and(|o| {
                view.scene.words.topics.get(o.lemma()) == Some(&crate::source::Topic::Claim)
                    || events.noun(doc, o.i()).is_some()
                    || o.i() > 0 && events.noun(doc, o.i() - 1).is_some()
            })
}

/// Whether a verb tells that its object was killed or hurt.
fn is_harmful(view: View<'_, '_>, at: usize) -> bool {
    let effects = &view.context.lexicon.effects;
    effects.senses(view.doc().token(at).lower()).iter().any(|s| match *s {
        Sense::Verb(k, _) => {
            let verb = &effects.verbs[k];
            matches!(verb.effect, Effect::Killed | Effect::Injured) && matches!(verb.victim, Sufferer::Object)
        }
        _ => false,
    })
}

pub(super) fn find(view: View<'_, '_>) -> Vec<Statement> {
    let mut found = Vec::new();
    for attribution in view.said.all() {
        if attribution.cue.narrow || attribution.cue.cited || attribution.sources.len() != 1 {
            continue;
        }
        let source = &attribution.sources[0];
        let Some(party) = view.party_of(source) else { continue };
        deeds(view, attribution, &party, &mut found);
    }
    found
}

/// The verbs of violence that a party tells of, with who did it.
fn deeds(view: View<'_, '_>, attribution: &Attribution, party: &SmolStr, out: &mut Vec<Statement>) {
    let doc = view.doc();
    for i in attribution.reach.clone() {
        if !is_violent(view, i) || i == attribution.cue.at || !is_told(view, attribution, doc.token(i)) {
            continue;
        }
        let verb = doc.token(i);
        let habit = matches!(verb.tag(), "VBZ" | "VBP");
        let passed_on = view.said.sources_at(i).iter().any(|s| s.name != attribution.sources[0].name);
        let reporter = attribution.cue.heads.iter().any(|&h| view.scene.role(h) == Some(crate::source::Role::Reporter));
        if habit || passed_on || reporter || doc.get(i + 1).is_some_and(|t| t.lower() == "down") {
            continue;
        }
        let harms = is_harmful(view, i);
        let ground = view.context.lexicon.events.verb(doc, i).is_some_and(|(_, e)| {
            matches!(e.kind, IncidentType::Capture | IncidentType::Arrest) || (e.kind == IncidentType::Clash && !harms)
        });
        if ground || verb.children().any(|c| c.lower() == "to" || c.dep() == "prt" && c.lower() == "down") {
            continue;
        }
        if verb.child(&["neg"]).is_some() || verb.children().any(|c| c.dep() == "aux" && matches!(c.tag(), "MD")) {
            continue;
        }
        let passive = verb.child(&["nsubjpass"]).is_some();
        let subject = if passive {
            verb.child(&["agent"]).and_then(|a| a.child(&["pobj"]))
        } else {
            crate::grammar::subject_of(verb)
        };
        let Some(subject) = subject else { continue };
        let own = !passive && (is_own(view, subject));
        let named = view.party_at(subject.i());
        let media = attribution.sources[0].kind == SourceKind::StateMedia;
        let stance = match (&named, own) {
            (_, true) if media => continue,
            (_, true) => Stance::Claimed,
            (Some(name), false) if name == party && media => continue,
            (Some(name), false) if name == party => Stance::Claimed,
            // state agencies and police commands call their foes "terrorists" in every report
            (Some(_), false) if is_unnamed(view, subject) && speaks_daily(view, attribution) => continue,
            (Some(_), false) => Stance::Accused,
            (None, false) => continue,
        };
        let actor = match stance {
            Stance::Claimed => party.clone(),
            _ => named.unwrap_or_else(|| party.clone()),
        };
        let tokens = i.min(attribution.cue.at)..i.max(attribution.cue.at) + 1;
        out.push(Statement { actor, stance, by: attribution.sources.clone(), tokens });
    }
}

fn is_unnamed(view: View<'_, '_>, subject: Token<'_>) -> bool {
    let from = crate::source::phrase_start(view.doc(), subject.i());
    let actor = (from..subject.i() + 1).rev().find_map(|i| view.scene.actor(i));
    actor.is_some_and(|a| a.how == crate::actor::How::Generic)
}

fn speaks_daily(view: View<'_, '_>, attribution: &Attribution) -> bool {
    let source = &attribution.sources[0];
    let agency =
        source.kind == SourceKind::StateMedia && view.scene.words.bodies.iter().any(|b| b.name == source.name.as_str());
    agency || source.name.contains("Command") || source.name.contains("source")
}

/// Whether a verb stands in what the cue says, not in a clause about something else.
fn is_told(view: View<'_, '_>, attribution: &Attribution, verb: Token<'_>) -> bool {
    let cue = view.doc().token(attribution.cue.at);
    match attribution.cue.side {
        Side::After => verb.is_within(cue),
        Side::Around => true,
    }
}

/// "it", "its forces", "our fighters": the speaker himself.
fn is_own(view: View<'_, '_>, subject: Token<'_>) -> bool {
    if subject.pos() == "PRON" && matches!(subject.lower(), "it" | "they" | "we") {
        return true;
    }
    if subject.child(&["poss"]).is_some_and(|p| matches!(p.lower(), "its" | "their" | "our" | "his")) {
        return true;
    }
    // "one of its fighters"
    let doc = view.doc();
    matches!(subject.lower(), "one" | "two" | "some")
        && (subject.i() + 1..(subject.i() + 4).min(doc.len()))
            .any(|i| matches!(doc.token(i).lower(), "its" | "their" | "our"))
}
