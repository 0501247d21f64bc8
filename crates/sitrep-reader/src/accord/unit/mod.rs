//! What one sentence says of one deal.

use std::ops::Range;

use sitrep_language::{Document, Token};
use sitrep_record::{AccordKind, DateInterval, Source, Stage};
use smol_str::SmolStr;

mod content;
mod date;
mod party;
mod place;
mod stage;

use content::{exclusions, terms};
use date::dates;
use party::parties;
use place::{places, speakers};
use stage::stages;

use super::View;

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

/// The words for a deal, and its sort where they tell it.
type Noun = (Range<usize>, Option<AccordKind>);

/// How many heads up a deal's verbs are looked for.
const REACH: usize = 7;

/// All units of an article in its order.
pub(super) fn find(view: &View<'_, '_>) -> Vec<Unit> {
    let doc = view.context.doc;
    let mut units: Vec<Unit> = Vec::new();
    let mut spoken = false;
    let mut by_sentence: Vec<(usize, Vec<Noun>)> = Vec::new();
    for (tokens, kind) in view.nouns.clone() {
        let last = doc.token(tokens.end - 1);
        if !matches!(last.pos(), "NOUN" | "PROPN") || is_no_deal(doc, tokens.end) {
            continue;
        }
        let kind = kind.or_else(|| kind_told(doc, last));
        let sentence = view.scene.unit(tokens.start);
        match by_sentence.last_mut() {
            Some((s, list)) if *s == sentence => list.push((tokens, kind)),
            _ => by_sentence.push((sentence, vec![(tokens, kind)])),
        }
    }
    for (_, nouns) in by_sentence {
        let named = nouns.iter().any(|(_, k)| k.is_some());
        // "the deal" means one only where one is spoken of
        let meant = named || spoken && nouns.iter().any(|(t, _)| is_definite(doc, t.start));
        if !meant {
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

/// "the ceasefire line", "deal makers".
fn is_no_deal(doc: &Document, at: usize) -> bool {
    let next = doc.get(at).filter(|t| !t.is_sent_start());
    next.is_some_and(|t| {
        matches!(t.lower(), "maker" | "makers" | "breaker" | "line" | "lines" | "zone" | "zones" | "monitors")
    })
}

/// "a deal to evacuate the town", "an agreement on the prisoners": what a plain word for a deal is about.
fn kind_told(doc: &Document, noun: Token<'_>) -> Option<AccordKind> {
    let end = noun.right_edge().i().min(noun.i() + 8) + 1;
    (noun.i() + 1..end).find_map(|i| match doc.token(i).lemma() {
        "evacuate" | "evacuation" => Some(AccordKind::Evacuation),
        "exchange" | "swap"
            if (i..end).any(|k| matches!(doc.token(k).lemma(), "prisoner" | "hostage" | "detainee" | "captive")) =>
        {
            Some(AccordKind::Exchange)
        }
        _ => None,
    })
}

fn is_definite(doc: &Document, start: usize) -> bool {
    (start.saturating_sub(4)..start)
        .any(|i| matches!(doc.token(i).lower(), "the" | "this" | "that") || doc.token(i).pos() == "PROPN")
}

/// Nouns that name another sort of deal, or that are told apart ("a second truce"), are units of their own.
fn groups(view: &View<'_, '_>, nouns: Vec<Noun>) -> Vec<Vec<Noun>> {
    let class = |k: Option<AccordKind>| match k {
        None => 0,
        Some(AccordKind::Ceasefire | AccordKind::Truce | AccordKind::CessationOfHostilities) => 1,
        Some(AccordKind::Exchange) => 2,
        Some(AccordKind::Evacuation) => 3,
        Some(AccordKind::Peace) => 4,
        Some(AccordKind::Other) => 5,
    };
    let mut groups: Vec<Vec<Noun>> = Vec::new();
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

fn read(view: &View<'_, '_>, nouns: Vec<Noun>) -> Unit {
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
