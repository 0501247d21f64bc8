//! Where a deal was made, what war it is about, and who announced it.

use sitrep_language::Token;
use sitrep_record::Stage;

use super::super::View;
use super::{Unit, chain};

pub(super) fn places(view: &View<'_, '_>, unit: &mut Unit, chains: &[Token<'_>]) {
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

pub(super) fn speakers(view: &View<'_, '_>, unit: &mut Unit) {
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
pub(super) fn full_name(view: &View<'_, '_>, head: usize) -> Option<String> {
    let doc = view.context.doc;
    let entity = doc.token(head).entity().filter(|e| e.label() == "PERSON")?;
    let surname = doc.token(entity.end() - 1).text();
    let people = doc.entities().filter(|e| e.label() == "PERSON");
    let longest = people
        .filter(|e| e.text().ends_with(surname))
        .max_by_key(|e| (e.len() > 1, e.len() < 4, std::cmp::Reverse(e.start())));
    Some(longest.unwrap_or(entity).text().to_owned())
}
