//! What one sentence says of one deal.

use std::ops::Range;

use sitrep_language::{Document, Token};
use sitrep_record::{AccordKind, DateInterval, Source, Stage};
use smol_str::SmolStr;

use super::View;
use crate::actor::How;

/// What one sentence says of one deal.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    /// The words for it, all in one sentence.
    pub nouns: Vec<Range<usize>>,
    pub kind: Option<AccordKind>,
    pub stages: Vec<Stage>,
    /// Whether a breach is told as a fact, and not as what one side says of the other.
    pub breached: bool,
    /// Whether it is said to hold.
    pub held: bool,
    /// "a truce", not "the truce".
    pub indefinite: bool,
    /// "previous", "another".
    pub former: bool,
    pub parties: Vec<SmolStr>,
    pub announced: Option<DateInterval>,
    pub announced_by: Vec<Source>,
    pub confirmed_by: Vec<Source>,
    pub place: Option<String>,
    pub conflict: Option<String>,
    pub effective: Option<(String, Option<DateInterval>)>,
    pub excluded: Vec<String>,
    pub terms: Vec<String>,
}

/// How many heads up a deal's verbs are looked for.
const REACH: usize = 7;

/// All units of an article in its order.
pub(super) fn find(view: &View<'_, '_>) -> Vec<Unit> {
    let doc = view.context.doc;
    let words = &view.context.lexicon.accords;
    let mut units: Vec<Unit> = Vec::new();
    let mut spoken = false;
    let mut by_sentence: Vec<(usize, Vec<(Range<usize>, Option<AccordKind>)>)> = Vec::new();
    for (tokens, kind) in words.nouns.spots(doc) {
        let last = doc.token(tokens.end - 1);
        if !matches!(last.pos(), "NOUN" | "PROPN") || is_breach_noun(doc, tokens.end) && kind.is_none() {
            continue;
        }
        let sentence = view.scene.unit(tokens.start);
        match by_sentence.last_mut() {
            Some((s, list)) if *s == sentence => list.push((tokens, kind)),
            _ => by_sentence.push((sentence, vec![(tokens, kind)])),
        }
    }
    for (_, nouns) in by_sentence {
        let named = nouns.iter().any(|(_, k)| k.is_some());
        // "the deal" means one only where one is spoken of
        if !named && !(spoken && nouns.iter().any(|(t, _)| is_definite(doc, t.start))) {
            continue;
        }
        for group in groups(view, nouns) {
            let unit = read(view, group);
            spoken = true;
            units.push(unit);
        }
    }
    units
}

fn is_breach_noun(doc: &Document, at: usize) -> bool {
    doc.get(at).is_some_and(|t| matches!(t.lower(), "maker" | "makers" | "breaker"))
}

fn is_definite(doc: &Document, start: usize) -> bool {
    (start.saturating_sub(4)..start)
        .any(|i| matches!(doc.token(i).lower(), "the" | "this" | "that") || doc.token(i).pos() == "PROPN")
}

/// Nouns that name another sort of deal, or that are told apart ("a second truce"), are units of their own.
fn groups(
    view: &View<'_, '_>,
    nouns: Vec<(Range<usize>, Option<AccordKind>)>,
) -> Vec<Vec<(Range<usize>, Option<AccordKind>)>> {
    let class = |k: Option<AccordKind>| match k {
        None => 0,
        Some(AccordKind::Ceasefire | AccordKind::Truce | AccordKind::CessationOfHostilities) => 1,
        Some(AccordKind::Exchange) => 2,
        Some(AccordKind::Evacuation) => 3,
        Some(AccordKind::Peace) => 4,
        Some(AccordKind::Other) => 5,
    };
    let mut groups: Vec<Vec<(Range<usize>, Option<AccordKind>)>> = Vec::new();
    for (tokens, kind) in nouns {
        let own = is_former(view, tokens.start);
        let fits = groups.last_mut().filter(|g| {
            let before = g.iter().map(|(_, k)| class(*k)).max().unwrap_or(0);
            !own && (before == 0 || class(kind) == 0 || before == class(kind))
        });
        match fits {
            Some(group) => group.push((tokens, kind)),
            None => groups.push(vec![(tokens, kind)]),
        }
    }
    groups
}

/// Whether a word before the noun tells it from the deal spoken of.
fn is_former(view: &View<'_, '_>, start: usize) -> bool {
    let doc = view.context.doc;
    (start.saturating_sub(3)..start)
        .rev()
        .take_while(|&i| matches!(doc.token(i).pos(), "ADJ" | "NOUN" | "DET" | "ADV" | "NUM" | "PUNCT" | "PROPN"))
        .any(|i| view.context.lexicon.accords.is_former(doc.token(i).lower()))
}

/// A noun's heads that tell of the deal: verbs, and nouns of talks.
fn chain<'d>(doc: &'d Document, noun: usize) -> Vec<Token<'d>> {
    let token = doc.token(noun);
    let mut chain = Vec::new();
    let mut said = 0;
    for head in token.ancestors().take(REACH) {
        if matches!(head.pos(), "VERB" | "AUX") {
            chain.push(head);
            said += usize::from(matches!(head.lemma(), "say" | "tell" | "announce" | "report"));
            if said > 0 || matches!(head.dep(), "advcl") {
                break;
            }
        } else if matches!(head.pos(), "NOUN") {
            chain.push(head);
        }
    }
    // "a ceasefire that could begin", "a truce brokered by"
    for child in doc.token(noun).subtree().filter(|t| matches!(t.dep(), "relcl" | "acl")) {
        chain.push(child);
    }
    chain
}

fn read(view: &View<'_, '_>, nouns: Vec<(Range<usize>, Option<AccordKind>)>) -> Unit {
    let doc = view.context.doc;
    let kinds: Vec<AccordKind> = nouns.iter().filter_map(|(_, k)| *k).collect();
    let kind = kinds.iter().find(|k| **k == AccordKind::CessationOfHostilities).or(kinds.first()).copied();
    let from = crate::source::phrase_start(doc, nouns[0].0.end - 1);
    let indefinite = from > 0 && matches!(doc.token(from - 1).lower(), "a" | "an" | "another");
    let mut unit = Unit { kind, indefinite, former: is_former(view, nouns[0].0.start), ..Unit::default() };
    let mut chains: Vec<Token<'_>> = Vec::new();
    for (tokens, _) in &nouns {
        for token in chain(doc, tokens.end - 1) {
            if !chains.contains(&token) {
                chains.push(token);
            }
        }
    }
    unit.nouns = nouns.iter().map(|(t, _)| t.clone()).collect();
    stages(view, &mut unit, &chains);
    dates(view, &mut unit, &chains);
    parties(view, &mut unit, &chains);
    places(view, &mut unit, &chains);
    speakers(view, &mut unit);
    exclusions(view, &mut unit);
    terms(view, &mut unit, &chains);
    unit
}

/// Whether a verb tells of what happened, or still goes on.
fn is_past(verb: Token<'_>) -> bool {
    let modal = verb.children().any(|c| c.tag() == "MD" || (c.tag() == "TO"));
    let due = verb.head() != verb
        && verb.dep() == "xcomp"
        && matches!(verb.head().lemma(), "due" | "set" | "mean" | "expect" | "schedule" | "plan" | "hope" | "want");
    !modal && !due && matches!(verb.tag(), "VBD" | "VBN" | "VBZ" | "VBP" | "VBG")
}

fn stages(view: &View<'_, '_>, unit: &mut Unit, chains: &[Token<'_>]) {
    let doc = view.context.doc;
    let words = &view.context.lexicon.accords;
    let sentence = view.scene.unit_range(view.scene.unit(unit.nouns[0].start));
    let spots: Vec<_> = words.stages.spots(doc);
    for (tokens, word) in spots.iter().filter(|(t, _)| sentence.contains(&t.start)) {
        let token = doc.token(tokens.start);
        let beside = unit.nouns.iter().any(|n| {
            let near = tokens.end <= n.start && n.start - tokens.end <= 3 && !token.tag().starts_with("VB");
            near || (tokens.start >= n.end && tokens.start - n.end <= 2 && !token.tag().starts_with("VB"))
        });
        let governs = chains.iter().any(|c| tokens.contains(&c.i()));
        let below = unit.nouns.iter().any(|n| token.is_within(doc.token(n.end - 1))) && token.tag().starts_with("VB");
        if !(beside || governs || below) {
            continue;
        }
        if token.child(&["neg"]).is_some() {
            continue;
        }
        if word.past && token.tag().starts_with("VB") && !is_past(token) {
            continue;
        }
        if word.stage == Stage::Violated && token.tag().starts_with("VB") {
            let passive = token.child(&["nsubjpass"]).is_some() && subject_is(unit, token);
            unit.breached |= passive || token.child(&["auxpass"]).is_some() && subject_is(unit, token);
        }
        // "agreed to a ceasefire" but "wants them to agree"
        if word.stage == Stage::Agreed && token.tag().starts_with("VB") && !is_past(token) {
            continue;
        }
        if word.stage == Stage::Collapsed && token.lemma() == "end" {
            // a truce ends, but a truce also ends a war
            let ends =
                token.child(&["nsubj", "nsubjpass"]).is_some_and(|s| unit.nouns.iter().any(|n| n.contains(&s.i())))
                    && token.child(&["dobj"]).is_none();
            if !ends {
                continue;
            }
        }
        unit.held |= token.lemma() == "hold" && token.tag().starts_with("VB");
        unit.stages.push(word.stage);
    }
    for (tokens, ()) in words.begins.spots(doc).iter().filter(|(t, _)| sentence.contains(&t.start)) {
        let token = doc.token(tokens.start);
        let of = subject_is(unit, token) || chains.iter().any(|c| tokens.contains(&c.i()));
        if of && token.tag().starts_with("VB") && is_past(token) && token.tag() != "VBG" {
            unit.stages.push(Stage::InEffect);
        } else if token.tag() == "VB" && (of || due_of(unit, chains, token)) && due(token) {
            unit.stages.push(Stage::Agreed);
        }
    }
}

/// "is due to begin", "is to start".
fn due(verb: Token<'_>) -> bool {
    verb.ancestors()
        .take(2)
        .any(|a| matches!(a.lemma(), "due" | "set" | "schedule" | "mean" | "expect" | "be") || a.lower() == "due")
}

/// Whether a verb hangs below the deal's own verb.
fn due_of(unit: &Unit, chains: &[Token<'_>], verb: Token<'_>) -> bool {
    verb.ancestors().take(3).any(|a| subject_is(unit, a) && chains.contains(&a))
}

/// Whether a verb's subject is one of the unit's nouns, or a pronoun in its place.
fn subject_is(unit: &Unit, verb: Token<'_>) -> bool {
    verb.child(&["nsubj", "nsubjpass"]).is_some_and(|s| {
        unit.nouns.iter().any(|n| n.contains(&s.i()))
            || matches!(s.lower(), "it" | "which" | "that")
            || s.subtree().any(|t| unit.nouns.iter().any(|n| n.contains(&t.i())))
    })
}

/// The verb that an expression of time belongs to.
fn dated_verb<'d>(doc: &'d Document, when: &Range<usize>) -> Option<Token<'d>> {
    let root = doc.span(when.start, when.end).root()?;
    root.ancestors().find(|t| matches!(t.pos(), "VERB" | "AUX"))
}

fn dates(view: &View<'_, '_>, unit: &mut Unit, chains: &[Token<'_>]) {
    let doc = view.context.doc;
    let words = &view.context.lexicon.accords;
    let sentence = view.scene.unit_range(view.scene.unit(unit.nouns[0].start));
    let begins = words.begins.spots(doc);
    for when in view.whens.iter().filter(|w| sentence.contains(&w.span.start)) {
        let Some(verb) = dated_verb(doc, &when.span) else { continue };
        let begin = begins.iter().any(|(t, ())| t.contains(&verb.i()));
        if begin
            && (subject_is(unit, verb)
                || due_of(unit, chains, verb)
                || chains.contains(&verb)
                || verb.subtree().any(|t| unit.nouns.iter().any(|n| n.contains(&t.i()))))
        {
            let better = unit.effective.as_ref().is_none_or(|(_, i)| i.is_none());
            if better && !matches!(when.value, crate::time::Value::After(_) | crate::time::Value::Habit) {
                let text = effective_text(doc, verb, &when.span);
                let mut interval = when.interval();
                // a weekday told of what is to come is the next one, not the last
                if let (Some(DateInterval { from: Some(from), to: Some(to) }), Some(today)) = (interval, view.today)
                    && !is_past(verb)
                    && from == to
                    && from < today
                    && doc.span(when.span.start, when.span.end).tokens().any(|t| t.lower().ends_with("day"))
                    && let (Ok(from), Ok(to)) =
                        (from.checked_add(jiff::Span::new().days(7)), to.checked_add(jiff::Span::new().days(7)))
                {
                    interval = Some(DateInterval { from: Some(from), to: Some(to) });
                }
                unit.effective = Some((text, interval));
            }
            continue;
        }
        if unit.announced.is_some() || when.interval().is_none() {
            continue;
        }
        let inside = unit.nouns.iter().any(|n| {
            let root = doc.span(when.span.start, when.span.end).root();
            root.is_some_and(|r| r.is_within(doc.token(n.end - 1))) && !verb.is_within(doc.token(n.end - 1))
        });
        let made = chains.contains(&verb)
            && (words.stages.spots(doc).iter().any(|(t, w)| t.contains(&verb.i()) && w.stage == Stage::Agreed)
                || matches!(verb.lemma(), "say" | "tell" | "announce"));
        let called = view
            .context
            .lexicon
            .accords
            .stages
            .spots(doc)
            .iter()
            .any(|(t, w)| t.contains(&verb.i()) && w.stage <= Stage::Agreed)
            && verb.tag() == "VBN"
            && unit.nouns.iter().any(|n| verb.head().i() + 1 == n.end);
        if made || called || (inside && !begin) {
            unit.announced = when.interval();
        }
    }
}

/// The words for when it takes effect, with what stands before them ("in the coming days", "as early as February 19").
fn effective_text(doc: &Document, verb: Token<'_>, when: &Range<usize>) -> String {
    let mut start = when.start;
    while start > verb.i() + 1
        && when.start - start < 4
        && matches!(
            doc.token(start - 1).lower(),
            "in" | "on"
                | "at"
                | "from"
                | "as"
                | "early"
                | "since"
                | "by"
                | "within"
                | "after"
                | "the"
                | "midnight"
                | "noon"
                | "late"
        )
    {
        start -= 1;
    }
    doc.span(start, when.end).text().trim().to_owned()
}

fn add(list: &mut Vec<SmolStr>, name: &SmolStr) {
    if !list.contains(name) {
        list.push(name.clone());
    }
}

fn parties(view: &View<'_, '_>, unit: &mut Unit, chains: &[Token<'_>]) {
    let doc = view.context.doc;
    let words = &view.context.lexicon.accords;
    let stage_spots = words.stages.spots(doc);
    // between X and Y
    let mut brokers: Vec<SmolStr> = Vec::new();
    let heads: Vec<Token<'_>> = chains.iter().copied().chain(unit.nouns.iter().map(|n| doc.token(n.end - 1))).collect();
    for head in &heads {
        for preposition in head.children().filter(|c| matches!(c.dep(), "prep" | "agent")) {
            let Some(object) = preposition.child(&["pobj"]) else { continue };
            let brokered = matches!(head.lemma(), "broker" | "mediate" | "negotiate" | "host" | "sponsor")
                || matches!(head.lower(), "brokered");
            match preposition.lower() {
                "between" | "with" | "among" => {
                    let named = named_in(view, object);
                    if named.is_empty() && preposition.lower() == "between" {
                        let counted = object.child(&["nummod"]).is_some();
                        if counted {
                            add(
                                &mut unit.parties,
                                &doc.span(object.child(&["nummod"]).map_or(object.i(), |n| n.i()), object.i() + 1)
                                    .text()
                                    .into(),
                            );
                        }
                    }
                    let reached = preposition.lower() != "with"
                        || matches!(head.lemma(), "reach" | "agree" | "sign" | "strike")
                        || unit.nouns.iter().any(|n| n.contains(&head.i()));
                    if reached {
                        named.iter().for_each(|n| add(&mut unit.parties, n));
                    }
                }
                "by" if brokered => brokers.extend(named_in(view, object)),
                "by" if stage_spots.iter().any(|(t, w)| t.contains(&head.i()) && w.stage == Stage::Agreed) => {
                    named_in(view, object).iter().for_each(|n| add(&mut unit.parties, n));
                }
                _ => {}
            }
        }
    }
    // X and Y agreed
    for verb in chains.iter().filter(|c| c.tag().starts_with("VB")) {
        let agreed = stage_spots.iter().any(|(t, w)| {
            t.contains(&verb.i())
                && matches!(w.stage, Stage::Agreed | Stage::Violated | Stage::Extended | Stage::Collapsed)
        }) && !matches!(verb.lemma(), "announce" | "broker" | "mediate");
        if !agreed {
            continue;
        }
        let subject = verb.lefts().rfind(|t| t.dep() == "nsubj").or_else(|| verb.child(&["nsubj"]));
        let Some(subject) = subject else { continue };
        for name in named_in(view, subject) {
            add(&mut unit.parties, &name);
        }
        // "he and his counterpart": the speaker's state
        if subject.pos() == "PRON"
            || subject.subtree().any(|t| t.pos() == "PRON" && matches!(t.lower(), "he" | "she" | "we" | "they"))
        {
            for source in
                view.said.sources_at(verb.i()).iter().filter(|s| !matches!(s.kind, sitrep_record::SourceKind::Monitor))
            {
                if let Some((name, true)) = view.scene.states.party_named(&source.name) {
                    add(&mut unit.parties, &name);
                }
            }
        }
    }
    unit.parties.retain(|p| !brokers.contains(p));
}

/// The parties named in a phrase, those joined to its head included; demonyms of office-holders count for their states.
fn named_in(view: &View<'_, '_>, head: Token<'_>) -> Vec<SmolStr> {
    let mut names: Vec<SmolStr> = Vec::new();
    for token in head.subtree() {
        let above = || token.ancestors().take_while(|a| token != head && *a != head);
        // what only describes a joined phrase ("rebels backed by Iran") is no party
        if above().any(|a| matches!(a.dep(), "relcl" | "acl" | "advcl") || matches!(a.pos(), "VERB")) {
            continue;
        }
        let Some(actor) = view.scene.actor(token.i()).filter(|a| a.tokens.start == token.i()) else { continue };
        let apart = above().any(|a| a.dep() == "prep" && !matches!(a.lower(), "of"));
        let holder = actor.how != How::Demonym || token.head().pos() == "NOUN" || token.head().pos() == "PROPN";
        if !apart && holder {
            add(&mut names, &actor.name);
        }
    }
    names
}

fn places(view: &View<'_, '_>, unit: &mut Unit, chains: &[Token<'_>]) {
    let doc = view.context.doc;
    let place = |t: Token<'_>| {
        t.entity()
            .filter(|e| matches!(e.label(), "GPE" | "LOC"))
            .map(|e| e.text().trim_start_matches("the ").trim().to_owned())
    };
    for head in chains.iter().copied().filter(|c| c.tag().starts_with("VB")) {
        let begins = matches!(head.lemma(), "begin" | "take" | "come" | "start" | "hold" | "break");
        let near: Vec<Token<'_>> =
            head.children().chain(head.children().filter(|c| c.dep() == "dobj").flat_map(|c| c.children())).collect();
        for preposition in near.into_iter().filter(|c| c.dep() == "prep" && c.lower() == "in") {
            let Some(name) = preposition.child(&["pobj"]).and_then(place) else { continue };
            if unit.place.is_none() && !begins && view.context.lexicon.actors.state_called(&name).is_none() {
                unit.place = Some(name);
            }
        }
    }
    for noun in &unit.nouns {
        let token = doc.token(noun.end - 1);
        // "the Munich agreement"
        if let Some(before) = noun.start.checked_sub(1).map(|i| doc.token(i))
            && let Some(name) = place(before)
            && unit.place.is_none()
            && before.pos() == "PROPN"
            && view.context.lexicon.actors.state_called(&name).is_none()
        {
            unit.place = Some(name);
        }
        // "a ceasefire in Syria"
        let area = token.subtree().filter(|t| {
            t.lower() == "in"
                && t.dep() == "prep"
                && !t.ancestors().take_while(|a| *a != token).any(|a| a.pos() == "VERB")
        });
        let named = area.filter_map(|p| p.child(&["pobj"])).find_map(|o| {
            place(o).or_else(|| o.lefts().find_map(|l| view.scene.actor(l.i()).map(|a| a.name.to_string())))
        });
        let Some(named) = named else { continue };
        let actors = &view.context.lexicon.actors;
        let made =
            chains.iter().any(|c| matches!(c.lemma(), "sign" | "reach" | "agree" | "strike" | "announce" | "declare"));
        if actors.country_called(&named).is_none() && made && unit.place.is_none() {
            unit.place = Some(named);
        } else if unit.conflict.is_none() && unit.place.as_ref() != Some(&named) {
            unit.conflict = Some(named);
        }
    }
}

fn speakers(view: &View<'_, '_>, unit: &mut Unit) {
    let doc = view.context.doc;
    let noun = unit.nouns[0].end - 1;
    // "declared by the government", "that China announced"
    for verb in chain(doc, noun)
        .into_iter()
        .filter(|v| matches!(v.lemma(), "announce" | "declare" | "propose") && v.tag().starts_with("VB"))
    {
        let by = verb.child(&["agent"]).or_else(|| verb.child(&["prep"]).filter(|p| p.lower() == "by"));
        let who = by
            .and_then(|b| b.child(&["pobj"]))
            .or_else(|| verb.child(&["nsubj"]).filter(|s| !matches!(s.tag(), "WDT" | "WP" | "PRP")));
        if let Some(who) = who
            && !unit.nouns.iter().any(|n| n.contains(&who.i()))
            && unit.announced_by.is_empty()
        {
            unit.announced_by = view.said.name_at(who.i());
        }
    }
    let here = view.scene.unit(noun);
    for attribution in view.said.all().iter().filter(|a| a.cue.unit == here && !a.sources.is_empty()) {
        let verb = doc.token(attribution.cue.at);
        let covers =
            attribution.reach.contains(&noun) || unit.nouns.iter().any(|n| attribution.reach.contains(&n.start));
        if !covers {
            continue;
        }
        let mut sources = attribution.sources.clone();
        // the person who announces it, where one is named
        if sources.len() == 1
            && let Some(person) = attribution.cue.heads.iter().find_map(|&h| full_name(view, h))
        {
            sources[0].name = person;
        }
        if verb.lemma() == "confirm" {
            unit.confirmed_by.extend(sources);
        } else if unit.announced_by.is_empty()
            && !attribution.cue.narrow
            && unit.stages.iter().any(|s| *s <= Stage::Agreed)
            && sources.iter().all(|s| {
                use sitrep_record::SourceKind as K;
                matches!(s.kind, K::Official | K::Un | K::Military | K::ArmedGroup | K::Other)
            })
        {
            unit.announced_by = sources;
        }
    }
}

/// A person's name in full, as the article first gives it.
fn full_name(view: &View<'_, '_>, head: usize) -> Option<String> {
    let doc = view.context.doc;
    let entity = doc.token(head).entity().filter(|e| e.label() == "PERSON")?;
    let surname = doc.token(entity.end() - 1).text();
    let people = doc.entities().filter(|e| e.label() == "PERSON");
    let longest = people
        .filter(|e| e.text().ends_with(surname))
        .max_by_key(|e| (e.len() > 1, e.len() < 4, std::cmp::Reverse(e.start())));
    Some(longest.unwrap_or(entity).text().to_owned())
}

/// The words of a phrase without quotation marks, up to the end of its clause.
fn words_of(doc: &Document, start: usize, end: usize) -> String {
    let text = doc.span(start, end).text();
    let text: String = text.chars().filter(|c| !matches!(c, '"' | '“' | '”')).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', ',', ';', ' ']).to_owned()
}

fn clause_end(doc: &Document, from: usize) -> usize {
    let sentence = doc.token(from).sent();
    (from..sentence.end())
        .find(|&i| matches!(doc.token(i).text(), "," | ";" | "." | "\n" | "—") || doc.token(i).is_space())
        .unwrap_or(sentence.end())
}

fn exclusions(view: &View<'_, '_>, unit: &mut Unit) {
    let doc = view.context.doc;
    let sentence = view.scene.unit_range(view.scene.unit(unit.nouns[0].start));
    for (tokens, negated) in view.context.lexicon.accords.excludes.spots(doc) {
        let token = doc.token(tokens.start);
        if !sentence.contains(&tokens.start) || token.pos() == "SCONJ" {
            continue;
        }
        let is_verb = token.tag().starts_with("VB");
        if negated != (is_verb && token.child(&["neg"]).is_some()) || (!is_verb && token.lower() != "except") {
            continue;
        }
        // "does not apply to the group", "would exclude operations against …"
        if let Some(subject) = token.child(&["nsubjpass"]).or_else(|| {
            (token.tag() == "VBN" && matches!(token.dep(), "conj" | "acl"))
                .then(|| crate::grammar::subject_of(token))
                .flatten()
        }) {
            let mut subject = subject;
            while subject.dep() == "appos" {
                subject = subject.head();
            }
            if !subject_is(unit, token) {
                let named = named_in(view, subject);
                unit.excluded.extend(
                    named
                        .first()
                        .map(|n| n.to_string())
                        .or_else(|| Some(words_of(doc, subject.left_edge().i(), subject.i() + 1))),
                );
            }
            continue;
        }
        let object = token.child(&["dobj", "pobj"]).or_else(|| token.child(&["prep"]).and_then(|p| p.child(&["pobj"])));
        let Some(object) = object else { continue };
        let against =
            object.child(&["prep"]).filter(|p| matches!(p.lower(), "against" | "on")).and_then(|p| p.child(&["pobj"]));
        let target = against.unwrap_or(object);
        let end = clause_end(doc, target.i()).max(target.i() + 1);
        let start = target.left_edge().i().max(tokens.end);
        unit.excluded.push(words_of(doc, start.min(target.i()), end));
    }
}

fn terms(view: &View<'_, '_>, unit: &mut Unit, chains: &[Token<'_>]) {
    let doc = view.context.doc;
    let sentence = view.scene.unit_range(view.scene.unit(unit.nouns[0].start));
    for (tokens, ()) in view.context.lexicon.accords.terms.spots(doc) {
        let token = doc.token(tokens.start);
        if !sentence.contains(&tokens.start) || !token.tag().starts_with("VB") {
            continue;
        }
        let agreed = chains.iter().any(|c| matches!(c.lemma(), "agree" | "undertake" | "pledge"))
            && matches!(token.dep(), "xcomp" | "conj");
        if !agreed && !subject_is(unit, token) && !chains.contains(&token) {
            continue;
        }
        let starts = if agreed { token.i() } else { tokens.end };
        let starts = if doc.get(starts).is_some_and(|t| t.lower() == "for") { starts + 1 } else { starts };
        let end = clause_end(doc, starts.min(doc.len() - 1)).min(starts + 14);
        if end > starts {
            unit.terms.push(words_of(doc, starts, end));
        }
    }
}
