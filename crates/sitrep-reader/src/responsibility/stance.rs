//! Words that say who is responsible: "accused", "claimed the attack", "denied".

use sitrep_language::Token;
use sitrep_record::{Source, Stance};
use smol_str::SmolStr;

use super::{Statement, View};
use crate::source::{Frame, Topic};

pub(super) fn find(view: View<'_, '_>) -> Vec<Statement> {
    let mut found = Vec::new();
    for token in view.doc().tokens() {
        // "suspicion fell on the militia"
        if token.lemma() == "suspicion" && token.dep() == "nsubj" && token.head().lemma() == "fall" {
            let on = token.head().child(&["prep"]).filter(|p| p.lower() == "on").and_then(|p| p.child(&["pobj"]));
            for actor in on.map(|o| view.parties(o.i())).unwrap_or_default() {
                add(view, &mut found, token.head(), actor, Stance::Accused, Vec::new());
            }
        }
        let Some(frame) = super::frame(view, token) else {
            continue;
        };
        match frame {
            Frame::Accuse if token.pos() == "VERB" || token.tag().starts_with("VB") => accuse(view, token, &mut found),
            Frame::Claim if token.tag().starts_with("VB") => claim(view, token, &mut found),
            Frame::Deny | Frame::Reject if token.tag().starts_with("VB") => deny(view, token, frame, &mut found),
            Frame::Responsible if !token.tag().starts_with("VB") => responsible(view, token, &mut found),
            _ => {}
        }
    }
    found
}

fn add(view: View<'_, '_>, out: &mut Vec<Statement>, at: Token<'_>, actor: SmolStr, stance: Stance, by: Vec<Source>) {
    let edge = at.right_edge().i().min(at.i() + 24);
    let _ = view;
    out.push(Statement { actor, stance, by, tokens: at.i()..edge + 1 });
}

/// Whether a verb tells of what did not happen, or not yet: negated, "would blame", "wants to accuse".
fn is_negated(verb: Token<'_>) -> bool {
    let unreal = verb.children().any(|t| t.tag() == "MD" || (t.dep() == "aux" && t.lower() == "to"));
    unreal
        || verb.child(&["neg"]).is_some()
        || verb.children().any(|t| {
            t.dep().starts_with("nsubj")
                && (matches!(t.lower(), "nobody" | "none")
                    || t.child(&["det", "neg"]).is_some_and(|d| d.lower() == "no")
                    || t.lower() == "no")
        })
}

/// Who says it: the verb's own attribution, else its subject as a party.
fn speakers(view: View<'_, '_>, verb: Token<'_>) -> Vec<Source> {
    view.attribution(verb.i()).map(|a| a.sources.clone()).unwrap_or_default()
}

fn accuse(view: View<'_, '_>, verb: Token<'_>, out: &mut Vec<Statement>) {
    let doc = view.doc();
    if is_negated(verb) {
        return;
    }
    let passive_by = verb.child(&["agent"]).and_then(|a| a.child(&["pobj"]));
    let subject_passive = verb.child(&["nsubjpass"]);
    if (passive_by.is_some() || subject_passive.is_some()) && !is_of_deed(view, verb) {
        return;
    }
    // "the regime accused by Washington of …", "Congo, which is accused by …"
    if let Some(by) = passive_by {
        let accused = subject_passive
            .filter(|s| !matches!(s.tag(), "WDT" | "WP"))
            .or_else(|| matches!(verb.dep(), "acl" | "relcl").then(|| verb.head()));
        let by = view.said.name_at(by.i());
        for actor in accused.map(|a| view.parties(a.i())).unwrap_or_default() {
            add(view, out, verb, actor, Stance::Accused, by.clone());
        }
        return;
    }
    if let Some(subject) = subject_passive {
        for actor in view.parties(subject.i()) {
            add(view, out, verb, actor, Stance::Accused, Vec::new());
        }
        return;
    }
    if !is_of_deed(view, verb) {
        return;
    }
    let mut by = speakers(view, verb);
    let object = verb.child(&["dobj"]).or_else(|| {
        // "blamed rebels" where the tree took the verb for an adjective
        (verb.dep() == "amod" || verb.dep() == "conj").then(|| verb.head()).filter(|h| h.i() > verb.i())
    });
    let subject = verb.child(&["nsubj"]);
    if by.is_empty()
        && let Some(subject) = subject.filter(|s| !matches!(s.tag(), "WDT" | "WP" | "PRP"))
    {
        by = view.said.name_at(subject.i());
    }
    // "each other"
    let mutual = (verb.i() + 1..(verb.i() + 4).min(doc.len())).any(|i| {
        doc.token(i).lower() == "other" && doc.token(i - 1).lower() == "each"
            || doc.token(i).lower() == "another" && doc.token(i - 1).lower() == "one"
            || matches!(doc.token(i).lower(), "other") && doc.token(i - 1).lower() == "the"
    });
    if mutual {
        let sides = subject.map(|s| view.parties(s.i())).unwrap_or_default();
        for actor in &sides {
            let others = sides.iter().filter(|o| *o != actor);
            for other in others {
                let kind = sitrep_record::SourceKind::Other;
                add(view, out, verb, actor.clone(), Stance::Accused, vec![Source { name: other.to_string(), kind }]);
            }
        }
        return;
    }
    let on = |verb: Token<'_>| -> Vec<SmolStr> {
        // "blamed the attack on the militia"
        let mut heads: Vec<Token<'_>> = verb.children().collect();
        heads.extend(object.into_iter().flat_map(|o| o.children()));
        heads
            .iter()
            .filter(|p| p.dep() == "prep" && p.lower() == "on")
            .filter_map(|p| p.child(&["pobj"]))
            .flat_map(|o| view.parties(o.i()))
            .collect()
    };
    let mut accused = on(doc.token(verb.i()));
    if accused.is_empty()
        && let Some(object) = object
    {
        accused = view.parties(object.i());
        if accused.is_empty() {
            accused.extend(people_named(view, object));
        }
    }
    if accused.is_empty() {
        // the object hung elsewhere: the party right after the verb
        let next = (verb.i() + 1..(verb.i() + 4).min(doc.len()))
            .find_map(|i| view.scene.actor(i).filter(|a| a.tokens.start > verb.i()));
        accused.extend(next.map(|a| a.name.clone()));
    }
    let own: Vec<SmolStr> = by.iter().filter_map(|s| view.party_of(s)).collect();
    for actor in accused.into_iter().filter(|a| !own.contains(a)) {
        add(view, out, verb, actor, Stance::Accused, by.clone());
    }
}

/// Whether what somebody is accused of is a deed of violence, if it is told at all: not "of backing the rebels".
fn is_of_deed(view: View<'_, '_>, verb: Token<'_>) -> bool {
    let doc = view.doc();
    let end = verb.sent().end().min(verb.i() + 30);
    let Some(of) = (verb.i() + 1..end).find(|&i| {
        let token = doc.token(i);
        (token.lower() == "of" && (token.head() == verb || doc.get(i + 1).is_some_and(|t| t.tag() == "VBG")))
            || (token.lower() == "for"
                && token.dep() == "prep"
                && (token.head() == verb || token.head().head() == verb))
    }) else {
        return true;
    };
    (of + 1..end.min(of + 10)).any(|i| {
        let token = doc.token(i);
        is_deed(view, token)
            || view.context.lexicon.weapons.at(doc, i).is_some()
            || super::party::is_violent(view, i)
            || matches!(
                token.lemma(),
                "use" | "violate" | "crime" | "atrocity" | "it" | "this" | "that" | "responsibility" | "breach"
            )
            || !view.context.lexicon.effects.senses(token.lower()).is_empty() && token.pos() != "ADP"
    })
}

fn topic(view: View<'_, '_>, token: Token<'_>) -> Option<Topic> {
    let topics = &view.scene.words.topics;
    topics.get(token.lemma()).or_else(|| topics.get(token.lower())).copied()
}

fn is_deed(view: View<'_, '_>, token: Token<'_>) -> bool {
    topic(view, token) == Some(Topic::Claim) || view.context.lexicon.events.noun(view.doc(), token.i()).is_some()
}

fn claim(view: View<'_, '_>, verb: Token<'_>, out: &mut Vec<Statement>) {
    if is_negated(verb) {
        return;
    }
    let doc = view.doc();
    // "an attack claimed by …"
    if let Some(by) = verb.child(&["agent"]).and_then(|a| a.child(&["pobj"])) {
        for actor in parties_or_name(view, by) {
            let by = view.said.name_at(by.i());
            add(view, out, verb, actor, Stance::Claimed, by);
        }
        return;
    }
    let object = verb.child(&["dobj"]);
    let deed = object.is_some_and(|o| is_deed(view, o))
        || verb.children().any(|c| {
            c.dep() == "xcomp" && c.children().any(|g| g.lower() == "to") && super::party::is_violent(view, c.i())
        })
        || doc.get(verb.i() + 1).is_some_and(|t| t.lower() == "responsibility");
    if !deed || (verb.lemma() == "admit" && object.is_none()) {
        return;
    }
    let by = speakers(view, verb);
    let subject = verb.child(&["nsubj"]);
    let mut actors: Vec<SmolStr> = by.iter().filter_map(|s| view.party_of(s)).collect();
    if actors.is_empty()
        && let Some(subject) = subject
    {
        actors = parties_or_name(view, subject);
    }
    for actor in actors {
        let by = if by.is_empty() {
            vec![Source { name: actor.to_string(), kind: sitrep_record::SourceKind::ArmedGroup }]
        } else {
            by.clone()
        };
        add(view, out, verb, actor, Stance::Claimed, by);
    }
}

/// "armed Fulani herders" → "Fulani herders": people told by their people.
fn people_named(view: View<'_, '_>, head: Token<'_>) -> Option<SmolStr> {
    let doc = view.doc();
    let from = crate::source::phrase_start(doc, head.i());
    let named = (from..head.i() + 1).find(|&i| {
        doc.token(i).entity().is_some_and(|e| matches!(e.label(), "NORP" | "ORG")) && doc.token(i).pos() != "DET"
    })?;
    (head.tag() == "NNS" || head.pos() == "PROPN").then(|| doc.span(named, head.i() + 1).text().into())
}

/// The parties of a phrase; where the lexicon knows none, its name if it is one.
fn parties_or_name(view: View<'_, '_>, head: Token<'_>) -> Vec<SmolStr> {
    let found = view.parties(head.i());
    if !found.is_empty() || head.pos() != "PROPN" {
        return found;
    }
    view.said.name_at(head.i()).into_iter().map(|s| s.name.into()).collect()
}

fn deny(view: View<'_, '_>, verb: Token<'_>, frame: Frame, out: &mut Vec<Statement>) {
    if is_negated(verb) {
        return;
    }
    // "the claim was denied by Brussels"
    if let Some(subject) = verb.child(&["nsubjpass"]) {
        if topic(view, subject).is_some()
            && let Some(by) = verb.child(&["agent"]).and_then(|a| a.child(&["pobj"]))
        {
            for actor in view.parties(by.i()) {
                let by = view.said.name_at(by.i());
                add(view, out, verb, actor, Stance::Denied, by);
            }
        }
        return;
    }
    let by = speakers(view, verb);
    let own: Vec<SmolStr> = match by.iter().filter_map(|s| view.party_of(s)).collect::<Vec<_>>() {
        found if !found.is_empty() => found,
        _ => verb.child(&["nsubj"]).map(|s| parties_or_name(view, s)).unwrap_or_default(),
    };
    let clause = verb.children().find(|c| matches!(c.dep(), "ccomp" | "xcomp" | "pcomp") && c.i() > verb.i());
    let object = verb.child(&["dobj"]);
    let mut actors: Vec<SmolStr> = Vec::new();
    if let Some(clause) = clause.filter(|_| frame == Frame::Deny) {
        let deed = super::party::is_violent(view, clause.i())
            || matches!(clause.lemma(), "use" | "carry" | "be" | "have" | "conduct" | "target");
        if !deed {
            return;
        }
        let subject = clause.child(&["nsubj"]);
        let passive = clause.child(&["nsubjpass"]).is_some();
        match subject {
            Some(s) if !passive => {
                let named = view.parties(s.i());
                let possessed = s.child(&["poss"]).is_some_and(|p| matches!(p.lower(), "its" | "their" | "his"))
                    || s.pos() == "PRON";
                let country = s.child(&["poss"]).is_some_and(|p| matches!(p.lower(), "country" | "countrys"));
                let generic = view
                    .scene
                    .actor(s.i())
                    .is_none_or(|a| a.how == crate::actor::How::HomeForce || a.how == crate::actor::How::Generic);
                match (possessed || country || (generic && doc_lower(s, "group")), named.is_empty()) {
                    (true, _) => actors = own,
                    (false, false) => actors = if named_own(view, s) { own } else { named },
                    (false, true) if clause.lemma() == "be" => return,
                    (false, true) => {
                        let within = s.subtree().any(|t| matches!(t.lower(), "its" | "their"));
                        if within || s.subtree().any(|t| t.lower() == "countrys") {
                            actors = own;
                        }
                    }
                }
            }
            // "denied carrying out any air raids"
            None if !passive && clause.lemma() != "have" => actors = own,
            _ => {}
        }
    } else if let Some(object) = object {
        let fits = match (frame, topic(view, object)) {
            (Frame::Reject, Some(Topic::Denial)) => {
                matches!(object.lemma(), "accusation" | "allegation" | "charge" | "report")
            }
            (Frame::Deny, Some(_)) => true,
            (Frame::Deny, None) => is_deed(view, object),
            _ => false,
        };
        if fits {
            actors = own;
        }
    } else if frame == Frame::Deny
        && view.doc().get(verb.i() + 1).is_some_and(|t| topic(view, t).is_some() || is_deed(view, t))
    {
        actors = own;
    }
    for actor in actors {
        add(view, out, verb, actor, Stance::Denied, by.clone());
    }
}

fn doc_lower(token: Token<'_>, word: &str) -> bool {
    token.lower() == word
}

/// "its air force", "the country's air force": the speaker's own.
fn named_own(view: View<'_, '_>, subject: Token<'_>) -> bool {
    let from = crate::source::phrase_start(view.doc(), subject.i());
    from > 0 && matches!(view.doc().token(from - 1).lower(), "its" | "their")
}

fn responsible(view: View<'_, '_>, word: Token<'_>, out: &mut Vec<Statement>) {
    let doc = view.doc();
    let head = word.head();
    // "was behind the attack" only of a deed
    if word.lower() == "behind" {
        let deed = word.child(&["pobj"]).is_some_and(|o| is_deed(view, o) || matches!(o.lower(), "it" | "this"));
        if !deed || head.lemma() != "be" {
            return;
        }
    }
    // "hold X responsible for": the tree makes X subject or object
    let held = word.ancestors().take(3).find(|t| t.lemma() == "hold");
    if let Some(held) = held {
        let by = speakers(view, held);
        let by = if by.is_empty() {
            held.child(&["nsubj"]).map(|s| view.said.name_at(s.i())).unwrap_or_default()
        } else {
            by
        };
        let accused = word
            .child(&["nsubj"])
            .or_else(|| held.children().find(|c| c.dep() == "dobj"))
            .or_else(|| head.child(&["nsubj"]).filter(|_| head != held));
        if let Some(accused) = accused {
            for actor in parties_or_name(view, accused) {
                add(view, out, word, actor, Stance::Accused, by.clone());
            }
        }
        return;
    }
    if head.lemma() != "be" || is_negated(head) {
        return;
    }
    let Some(subject) = head.child(&["nsubj"]) else { return };
    // "denied allegations that it was behind the attack"
    let denied = head.ancestors().take(3).any(|a| {
        topic(view, a) == Some(Topic::Denial) || view.scene.words.stances.get(a.lemma()) == Some(&Frame::Deny)
    });
    // "responsible for exposing the country to …"
    let deed = word.child(&["prep"]).filter(|p| p.lower() == "for").is_none_or(|p| {
        let end = p.right_edge().i().min(p.i() + 9) + 1;
        (p.i() + 1..end).any(|i| {
            let token = doc.token(i);
            is_deed(view, token)
                || super::party::is_violent(view, i)
                || matches!(token.lower(), "it" | "that" | "this" | "them" | "crime" | "crimes" | "atrocities")
                || (!view.context.lexicon.effects.senses(token.lower()).is_empty() && token.pos() != "ADP")
        })
    });
    if denied || !deed {
        return;
    }
    let said = view.said.sources_at(word.i());
    let own: Vec<SmolStr> = said.iter().filter_map(|s| view.party_of(s)).collect();
    if subject.pos() == "PRON" && subject.lower() == "it" {
        let unknown = said.iter().filter(|s| own.is_empty() && s.kind == sitrep_record::SourceKind::Other);
        let unknown: Vec<SmolStr> = unknown.map(|s| s.name.as_str().into()).collect();
        for actor in own.into_iter().chain(unknown) {
            add(view, out, word, actor, Stance::Claimed, said.clone());
        }
        return;
    }
    if matches!(subject.tag(), "WP" | "WDT") {
        return;
    }
    for actor in view.parties(subject.i()) {
        let stance = if own.contains(&actor) { Stance::Claimed } else { Stance::Accused };
        add(view, out, word, actor, stance, said.clone());
    }
}
