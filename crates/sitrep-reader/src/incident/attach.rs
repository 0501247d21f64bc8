//! Gives each mention of an event its time, place, means and doers.

use sitrep_language::{Document, Token};
use smol_str::SmolStr;

use super::mention::{Mention, Trigger};
use super::tree;
use crate::actor::{ActorMention, How};
use crate::assemble::Context;
use crate::place::{Atlas, Level, Role};
use crate::time::{Value, When};

/// Verbs of saying, after which a time dates the saying.
fn is_saying(lemma: &str) -> bool {
    matches!(
        lemma,
        "say"
            | "tell"
            | "report"
            | "announce"
            | "add"
            | "state"
            | "declare"
            | "confirm"
            | "note"
            | "quote"
            | "reveal"
            | "describe"
            | "deny"
            | "warn"
            | "accuse"
            | "speak"
            | "write"
            | "post"
            | "publish"
            | "release"
            | "condemn"
            | "call"
            | "blame"
            | "acknowledge"
            | "claim"
            | "issue"
    )
}

/// A thing that fits a mention this ill is not its own.
const FAR: f32 = 14.0;

/// How ill a thing at token `i` fits a mention, the lower the better.
fn cost(doc: &Document, mention: &Mention, i: usize) -> f32 {
    let tree = tree::distance(doc, mention.anchor, i);
    let line = mention.anchor.abs_diff(i).min(mention.spot.abs_diff(i)) as f32 + 0.01 * mention.spot.abs_diff(i) as f32;
    let clause = if tree::clause(doc, i) == mention.clause { 0.0 } else { 2.0 };
    let unreal = if mention.real { 0.0 } else { 2.0 };
    tree + 0.12 * line + clause + unreal
}

/// The mention in the sentence of token `i` that a thing there fits best.
fn best(doc: &Document, mentions: &[Mention], i: usize) -> Option<usize> {
    let sent = doc.token(i).sent_index();
    let near = mentions.iter().enumerate().filter(|(_, m)| m.sent == sent);
    let fits = near.map(|(k, m)| (k, cost(doc, m, i))).min_by(|a, b| a.1.total_cmp(&b.1));
    fits.filter(|(_, cost)| *cost < FAR).map(|(k, _)| k)
}

/// Gives each time to the mention it dates.
///
/// Returns those that only date a saying.
pub(crate) fn times<'w>(doc: &Document, mentions: &mut [Mention], whens: &'w [When]) -> Vec<&'w When> {
    let mut said = Vec::new();
    for when in whens {
        if dates_saying(doc, mentions, when) {
            said.push(when);
            continue;
        }
        let root = doc.span(when.span.start, when.span.end).root().map_or(when.span.start, Token::i);
        let (k, value) = match turned(doc, mentions, when) {
            Some((k, value)) => (Some(k), value),
            None => (best(doc, mentions, root), when.value),
        };
        if let Some(k) = k {
            match value {
                Value::Vague => {}
                value => {
                    let own = &mut mentions[k].when;
                    if own.is_none() || !matches!(own, Some(Value::On(_))) && matches!(value, Value::On(_)) {
                        *own = Some(value);
                    }
                }
            }
        }
    }
    said
}

/// "the toll rose to 31 on Friday", "died of their wounds overnight": the day of the news, not of the event.
fn dates_update(doc: &Document, when: Token<'_>) -> bool {
    let Some(verb) = tree::verb_of(doc, when.i()) else { return false };
    let toll = |t: Token<'_>| matches!(t.lemma(), "toll" | "number" | "death" | "count" | "figure" | "tally");
    let counts = verb.children().any(|c| c.dep().starts_with("nsubj") && toll(c));
    let rises = matches!(
        verb.lemma(),
        "rise"
            | "climb"
            | "jump"
            | "increase"
            | "reach"
            | "grow"
            | "mount"
            | "soar"
            | "stand"
            | "revise"
            | "raise"
            | "bring"
            | "hit"
    );
    let of_wounds = matches!(verb.lemma(), "die" | "succumb")
        && verb.subtree_span().tokens().any(|t| matches!(t.lemma(), "wound" | "injury") && t.dep() == "pobj");
    // "pulled more bodies from the ruins on Friday"
    let bodies =
        verb.children().any(|c| c.dep() == "dobj" && matches!(c.lemma(), "body" | "corpse" | "remain" | "survivor"));
    counts && rises || of_wounds || bodies
}

/// "a week after a bomber struck": it is the bomber that is dated, a week before what was told first.
fn turned(doc: &Document, mentions: &[Mention], when: &When) -> Option<(usize, Value)> {
    let Value::After(days) = when.value else { return None };
    let last = doc.get(when.span.end - 1)?;
    if !matches!(last.lower(), "after" | "before") {
        return None;
    }
    let sent = last.sent_index();
    let next = mentions.iter().position(|m| m.sent == sent && m.tokens.start >= when.span.end)?;
    let told_before = mentions.iter().any(|m| m.sent == sent && m.tokens.end <= when.span.start);
    if !told_before {
        // "Hours after the blasts, five men were abducted"
        let main = mentions.iter().position(|m| {
            m.sent == sent && m.tokens.start > mentions[next].tokens.end && m.clause != mentions[next].anchor
        })?;
        return Some((main, Value::After(days)));
    }
    (mentions[next].tokens.start - when.span.end < 12).then_some((next, Value::After(-days)))
}

/// Whether a time tells when something was said, not when it happened.
fn dates_saying(doc: &Document, mentions: &[Mention], when: &When) -> bool {
    let is_event = |i: usize| mentions.iter().any(|m| m.tokens.contains(&i) || m.anchor == i);
    let root = doc.span(when.span.start, when.span.end).root().unwrap_or_else(|| doc.token(when.span.start));
    let spoken = |i: usize| is_saying(doc.token(i).lemma()) && doc.token(i).pos() == "VERB" && !is_event(i);
    // "said on Monday", "told AFP late Monday"
    let just_before = (root.sent().start()..when.span.start).rev().take(3);
    if just_before.clone().any(spoken) && !just_before.clone().take_while(|&i| !spoken(i)).any(is_event) {
        return true;
    }
    if dates_update(doc, root) {
        return true;
    }
    let mut at = root;
    for _ in 0..4 {
        if at.is_root() {
            break;
        }
        at = at.head();
        if is_event(at.i()) {
            // "who confirmed the incident on Sunday"
            return at.pos() == "NOUN" && at.dep() == "dobj" && spoken(at.head().i());
        }
        if matches!(at.pos(), "VERB" | "AUX" | "NOUN") && at.pos() != "NOUN" {
            break;
        }
    }
    let sent = root.sent();
    let event_between = |a: usize, b: usize| (a.min(b)..a.max(b)).any(is_event);
    // "told the agency on Monday", "said in a statement late on Monday"
    let said = (sent.start()..when.span.start).rev().take(7).find(|&i| spoken(i));
    if let Some(said) = said
        && !event_between(said + 1, when.span.start)
    {
        return true;
    }
    if is_saying(at.lemma()) && at.pos() == "VERB" && !is_event(at.i()) {
        // "killed 20 on Monday, the ministry said": what stands before the time is dated by it
        return !event_between(sent.start(), when.span.start)
            || at.i() < when.span.start && !event_between(at.i() + 1, when.span.start);
    }
    false
}

/// Gives each place to the mention that happened there.
///
/// `desk`: the tokens before it tell where the report was written. Returns the places that only tell who speaks.
pub(crate) fn places(context: Context<'_>, mentions: &mut [Mention], atlas: &Atlas, desk: usize) -> Vec<usize> {
    let mut heard = Vec::new();
    let doc = context.doc;
    back_references(context, mentions, atlas);
    for (k, site) in atlas.sites.iter().enumerate() {
        let named_inside = atlas.sites.iter().any(|s| s.mention.parent == Some(k));
        let spoken_from = matches!(site.mention.role, Role::Of | Role::Actor | Role::To);
        if site.mention.tokens.start >= desk && matches!(site.mention.role, Role::From | Role::To) {
            heard.push(k);
        }
        if spoken_from || named_inside || site.mention.tokens.end <= desk {
            continue;
        }
        let root = doc
            .span(site.mention.tokens.start, site.mention.tokens.end)
            .root()
            .map_or(site.mention.tokens.start, Token::i);
        // A whole country tells where only after a preposition: "Russia's offensive" is not in Russia.
        if atlas.is_country(k) && doc.token(root).dep() != "pobj" {
            continue;
        }
        if tells_speaker(doc, mentions, root) {
            heard.push(k);
            continue;
        }
        if let Some(m) = best(doc, mentions, root) {
            mentions[m].sites.push(k);
        }
    }
    heard
}

/// "in those areas", "in this eastern town", "in the same district": a place told before.
fn back_references(context: Context<'_>, mentions: &mut [Mention], atlas: &Atlas) {
    let doc = context.doc;
    for token in doc.tokens() {
        let Some(descriptor) = context.lexicon.places.descriptor(token.lower()) else { continue };
        let told = |t: Token<'_>| matches!(t.lower(), "this" | "that" | "these" | "those" | "same");
        let named =
            token.children().any(|c| c.dep() == "prep" && c.lower() == "of" || matches!(c.dep(), "compound" | "appos"));
        if token.dep() != "pobj" || named || !token.children().any(told) {
            continue;
        }
        let fits = |k: &usize| {
            let site = &atlas.sites[*k];
            let level = descriptor.level.zip(site.level).is_none_or(|(a, b)| a == b || a.max(b) <= Level::City);
            !atlas.is_country(*k) && level && site.mention.role == Role::At
        };
        let before = (0..atlas.sites.len())
            .rev()
            .filter(|&k| atlas.sites[k].mention.tokens.end <= token.i() && Some(k) != atlas.desk);
        let this = token.children().any(|c| c.lower() == "this");
        let desk = atlas.desk.filter(|_| this && token.sent_index() <= 2);
        if let Some(site) =
            desk.or_else(|| before.filter(|k| !atlas.sites.iter().any(|s| s.mention.parent == Some(*k))).find(fits))
            && let Some(m) = best(doc, mentions, token.i())
            && !mentions[m].sites.contains(&site)
        {
            mentions[m].sites.push(site);
        }
    }
}

/// "a doctor in Homs said", "told us from Homs".
fn tells_speaker(doc: &Document, mentions: &[Mention], i: usize) -> bool {
    let mut at = doc.token(i);
    for _ in 0..6 {
        if at.is_root() {
            return false;
        }
        let head = at.head();
        let verb = matches!(head.pos(), "VERB" | "AUX");
        let eventful =
            || mentions.iter().any(|m| m.anchor == head.i() || m.clause == head.i() && m.sent == head.sent_index());
        if verb && at.dep() == "nsubj" && at.i() != i && !eventful() {
            return true;
        }
        if verb && is_saying(head.lemma()) && (matches!(at.dep(), "nsubj" | "dobj" | "dative") || at.lower() == "from")
        {
            return true;
        }
        if verb {
            // "announced in Cairo": where it was said
            return is_saying(head.lemma()) && head.i() < i && !eventful();
        }
        at = head;
    }
    false
}

/// "ammunition depot", "poison gas supplies": things that were hit, not hit with.
fn is_store(context: Context<'_>, i: usize) -> bool {
    let token = context.doc.token(i);
    let head = token.head();
    token.dep() == "compound"
        && context.lexicon.weapons.at(context.doc, head.i()).is_none()
        && context.lexicon.events.noun(context.doc, head.i()).is_none()
        && !matches!(head.lemma(), "explosion" | "shell" | "round" | "site" | "position")
}

/// Whether a weapon's bearer is among those a toll counts ("killed two suicide bombers").
fn is_victim(doc: &Document, mentions: &[Mention], i: usize) -> bool {
    let mut at = doc.token(i);
    let mut object = false;
    for _ in 0..8 {
        object |= matches!(at.dep(), "dobj" | "nsubjpass") || at.dep() == "prep" && at.lower() == "including";
        let head = at.head();
        if mentions.iter().any(|m| m.toll().is_some() && m.anchor == head.i()) {
            return object;
        }
        if at.is_root() || matches!(head.pos(), "VERB" | "AUX") {
            return false;
        }
        at = head;
    }
    false
}

/// Adds what the weapons of a sentence tell to the mention nearest to each.
pub(crate) fn weapons(context: Context<'_>, mentions: &mut [Mention]) {
    let doc = context.doc;
    let mut i = 0;
    while i < doc.len() {
        let Some((len, weapon)) = context.lexicon.weapons.at(doc, i) else {
            i += 1;
            continue;
        };
        let root = doc.span(i, i + len).root().map_or(i, Token::i);
        let inside = mentions.iter().any(|m| m.trigger == Trigger::Noun && m.tokens.contains(&root));
        if !inside
            && !is_store(context, root)
            && !is_victim(doc, mentions, root)
            && matches!(doc.token(root).pos(), "NOUN" | "PROPN" | "ADJ" | "VERB")
            && let Some(k) = best(doc, mentions, root)
        {
            let far = cost(doc, &mentions[k], root);
            if far < 9.0 {
                mentions[k].votes.add(weapon, if far < 4.5 { 1.0 } else { 0.6 });
            }
        }
        i += len;
    }
}

/// Of several events in a sentence, the one that people are said to have died in tells its sort, more than one that only
/// supported it ("killed in an advance backed by air strikes").
pub(crate) fn causes(doc: &Document, mentions: &mut [Mention]) {
    let tolls: Vec<usize> = mentions.iter().filter(|m| m.toll().is_some()).map(|m| m.anchor).collect();
    for m in mentions.iter_mut().filter(|m| m.trigger == Trigger::Noun) {
        let token = doc.token(m.anchor);
        let preposition = token.head();
        let direct = token.dep() == "pobj"
            && matches!(preposition.lower(), "in" | "by" | "from" | "during")
            && tolls.contains(&preposition.head().i());
        let supports = token.ancestors().take(3).any(|a| {
            matches!(a.tag(), "VBN" | "VBG")
                && matches!(a.lemma(), "back" | "support" | "cover" | "accompany" | "aid" | "assist")
        });
        match (direct, supports) {
            (_, true) => m.votes.scale(0.3),
            (true, false) => m.votes.scale(1.7),
            _ => {}
        }
    }
}

/// "a strike on Tuesday by the coalition", whatever the tree makes of it.
fn by_in_row(doc: &Document, i: usize, actors: &[ActorMention]) -> Vec<SmolStr> {
    let plain = |k: usize| !matches!(doc.token(k).pos(), "VERB" | "AUX" | "PUNCT" | "CCONJ");
    let Some(by) = (i + 1..(i + 8).min(doc.len())).take_while(|&k| plain(k)).find(|&k| doc.token(k).lower() == "by")
    else {
        return Vec::new();
    };
    let near = actors.iter().filter(|a| a.how.is_certain()).find(|a| a.tokens.start > by && a.tokens.start <= by + 3);
    near.map(|a| a.name.clone()).into_iter().collect()
}

/// Gives each mention its doers and those it was done to.
///
/// `home`: the country that the article is about, whose bare name before an event noun is a place ("Syria blasts").
pub(crate) fn actors(doc: &Document, mentions: &mut [Mention], actors: &[ActorMention], home: Option<&str>) {
    let named = |token: Token<'_>, bare_country: bool| -> Vec<SmolStr> {
        let mut names = Vec::new();
        for t in tree::conjuncts(token) {
            let hit = actors.iter().find(|a| {
                let inside = a.tokens.contains(&t.i());
                let modifier = || {
                    t.children()
                        .any(|c| matches!(c.dep(), "compound" | "amod" | "nmod" | "poss") && a.tokens.contains(&c.i()))
                };
                let sure = a.how.is_certain() || bare_country;
                sure && (inside || modifier() && a.how != How::Metonym)
            });
            if let Some(a) = hit
                && !names.contains(&a.name)
            {
                names.push(a.name.clone());
            }
        }
        names
    };
    for m in mentions.iter_mut() {
        let token = doc.token(m.anchor);
        if is_saying(token.lemma()) && m.toll().is_some() && token.lemma() != "claim" {
            continue;
        }
        let mut doers: Vec<SmolStr> = Vec::new();
        let mut add = |names: Vec<SmolStr>| {
            for name in names {
                if !doers.contains(&name) {
                    doers.push(name);
                }
            }
        };
        if matches!(token.pos(), "VERB" | "AUX") {
            if let Some(by) = tree::by_phrase(token) {
                add(named(by, true));
            }
            let passive = token.children().any(|c| matches!(c.dep(), "nsubjpass" | "auxpass"));
            let accused =
                token.dep() == "pcomp" && matches!(token.head().head().lemma(), "accuse" | "suspect" | "blame");
            if !passive
                && !accused
                && let Some(subject) = tree::subject(token)
            {
                add(named(subject, true));
            }
            // A parse that lost the subject: "Russian jets bombed" in a row
            if !passive && !accused {
                let free = |a: &ActorMention| {
                    let root = doc.span(a.tokens.start, a.tokens.end).root();
                    root.is_some_and(|r| !matches!(r.dep(), "pobj" | "dobj" | "conj"))
                };
                let near = |a: &&ActorMention| {
                    a.how.is_certain() && a.tokens.end <= token.i() && token.i() - a.tokens.end <= 1 && free(a)
                };
                let perfect = token.children().any(|c| c.dep() == "aux" && c.lemma() == "have");
                let finite = matches!(token.tag(), "VBD" | "VBZ" | "VBP") || perfect;
                if let Some(a) = actors.iter().find(near).filter(|_| finite) {
                    add(vec![a.name.clone()]);
                }
            }
            for object in token.children().filter(|c| matches!(c.dep(), "dobj" | "nsubjpass")) {
                m.targets.extend(named(object, false));
            }
        } else {
            for child in token.children() {
                match child.dep() {
                    "compound" | "amod" | "nmod" | "poss" | "nummod" => {
                        let at_home = |a: &ActorMention| a.how == How::Country && a.country.as_deref() == home;
                        let place =
                            child.dep() != "poss" && actors.iter().any(|a| a.tokens.contains(&child.i()) && at_home(a));
                        if !place {
                            add(named(child, true));
                        }
                    }
                    "acl" | "relcl" => {
                        if let Some(by) = tree::by_phrase(child) {
                            add(named(by, true));
                        }
                    }
                    "prep" if matches!(child.lower(), "against" | "on") => {
                        for object in child.children().filter(|c| c.dep() == "pobj") {
                            m.targets.extend(named(object, false));
                        }
                    }
                    _ => {}
                }
            }
            if let Some(by) = tree::by_phrase(token) {
                add(named(by, true));
            }
            // "X carried out an air strike", "X launched an attack"
            if token.dep() == "dobj"
                && token.head().pos() == "VERB"
                && !is_saying(token.head().lemma())
                && let Some(subject) = tree::subject(token.head())
            {
                add(named(subject, true));
            }
            if token.dep() == "nsubjpass"
                && let Some(by) = tree::by_phrase(token.head())
            {
                add(named(by, true));
            }
            add(by_in_row(doc, token.i(), actors));
            // A parse that lost the modifier: "Russian air strikes" in a row
            let before = m.tokens.start;
            if let Some(a) = actors
                .iter()
                .filter(|a| a.how.is_certain() || a.how == How::Demonym)
                .find(|a| a.tokens.end == before || a.tokens.contains(&before) && a.tokens.start < before)
            {
                add(vec![a.name.clone()]);
            }
        }
        m.agents = doers;
    }
}
