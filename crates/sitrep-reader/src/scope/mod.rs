//! What part of the whole a toll counts: one incident, part of another toll, several incidents added up, or an older or
//! war-long total.

mod dates;
mod sums;
mod words;

use sitrep_language::Document;
use sitrep_record::{Effect, Scope};

pub(crate) use words::Words;

use crate::assemble::Context;
use crate::time::{self, Dateline};
use crate::toll::Toll;

/// Gives every toll its scope; those that are part of another are left as they are.
pub(crate) fn assign(context: Context<'_>, tolls: &mut [Toll]) {
    let dateline = time::dateline(context.doc, &context.lexicon.times, context.article.published);
    for toll in tolls.iter_mut().filter(|t| t.parent.is_none()) {
        toll.scope = by_words(context, &dateline, toll);
    }
    lead(context, &dateline, tolls);
    look_back(context, &dateline, tolls);
    carry_over(context.doc, tolls);
    sums::mark(context.doc, tolls);
    headline(context.doc, tolls);
}

/// A headline says what the article's first total does, vaguer: "scores killed in blasts" of "more than 140 in a series".
fn headline(doc: &Document, tolls: &mut [Toll]) {
    let Some(line) = doc.text().find('\n') else { return };
    let in_headline = |toll: &Toll| doc.token(toll.trigger).bytes().end <= line;
    let Some(first) = tolls.iter().position(|t| !in_headline(t)) else { return };
    let effect = tolls[first].effect;
    if tolls[first].scope == Scope::Aggregate {
        let vague = |t: &&mut Toll| t.scope == Scope::Incident && t.effect == effect && t.count.is_vague();
        tolls[..first].iter_mut().filter(vague).for_each(|t| t.scope = Scope::Aggregate);
    }
}

/// What the first toll of an article tells is what the article is about, if it is not older than a month.
fn lead(context: Context<'_>, dateline: &Dateline, tolls: &mut [Toll]) {
    let doc = context.doc;
    let Some(first) = tolls.first().map(|t| doc.token(t.trigger).sent_index()) else { return };
    if first > 2 {
        return;
    }
    for toll in tolls.iter_mut().filter(|t| t.scope == Scope::Background && doc.token(t.trigger).sent_index() == first)
    {
        let sentence = doc.token(toll.trigger).sent();
        let zone = Zone { doc, toll, dateline, start: sentence.start(), end: sentence.end() };
        let older = (zone.start..zone.end).any(|i| zone.near(i) && dates::is_long_ago(context, &zone, i));
        if !older && !war_long(&context.lexicon.scope, &zone) && !huge(toll) {
            toll.scope = Scope::Incident;
        }
    }
}

/// What the words of the sentence tell.
fn by_words(context: Context<'_>, dateline: &Dateline, toll: &Toll) -> Scope {
    let doc = context.doc;
    let words = &context.lexicon.scope;
    let sentence = doc.token(toll.trigger).sent();
    let zone = Zone { doc, toll, dateline, start: sentence.start(), end: sentence.end() };
    if toll.count.high == Some(0) {
        return Scope::Incident;
    }
    if let Some(scope) = dates::scope(context, &zone) {
        return scope;
    }
    let mut aggregate = false;
    for i in zone.start..zone.end {
        if !zone.near(i) {
            continue;
        }
        if words.background.at(doc, i).is_some_and(|(end, ())| !starts_span(context, end)) {
            return Scope::Background;
        }
        aggregate |= words.aggregate.at(doc, i).is_some_and(|(end, ())| !zone.covers(i..end));
    }
    if war_long(words, &zone) || huge(toll) {
        return Scope::Background;
    }
    if aggregate || several_places(words, &zone) {
        return Scope::Aggregate;
    }
    Scope::Incident
}

/// Whether "24 hours", "few days" follows ("in the past 24 hours"), so that the span tells more than the phrase.
fn starts_span(context: Context<'_>, i: usize) -> bool {
    let Some(t) = context.doc.get(i) else { return false };
    t.text().starts_with(|c: char| c.is_ascii_digit())
        || context.lexicon.quantities.numbers.contains_key(t.lower())
        || matches!(t.lower(), "few" | "several" | "day" | "week")
}

/// The sentence of a toll, and what of it is said of the toll.
pub(crate) struct Zone<'d, 't> {
    pub doc: &'d Document,
    pub toll: &'t Toll,
    pub dateline: &'t Dateline,
    pub start: usize,
    pub end: usize,
}

impl Zone<'_, '_> {
    /// Whether a token stands near the toll, opens its sentence, or hangs on it in the tree.
    pub fn near(&self, i: usize) -> bool {
        let evidence = &self.toll.evidence;
        let gap = if i < evidence.start { evidence.start - i } else { (i + 1).saturating_sub(evidence.end) };
        gap <= 14 || i < self.start + 5 || self.doc.token(i).is_within(self.doc.token(self.toll.trigger))
    }

    /// Whether the words are those of the victims or of the effect themselves.
    pub fn covers(&self, words: std::ops::Range<usize>) -> bool {
        self.toll.number.as_ref().is_some_and(|n| n.start < words.end && words.start < n.end)
    }
}

/// "the war has killed", "killed in the conflict", "the death toll from the six-year conflict".
fn war_long(words: &Words, zone: &Zone<'_, '_>) -> bool {
    let doc = zone.doc;
    (zone.start..zone.end).any(|i| {
        let t = doc.token(i);
        if !words.wars.contains(t.lower()) || !zone.near(i) {
            return false;
        }
        // "war planes", "civil war-torn", "the prisoners of war" tell nothing.
        let compound = t.next().is_some_and(|n| matches!(n.tag(), "NN" | "NNS") || n.text() == "-");
        let of = t.prev().is_some_and(|p| p.lower() == "of");
        // A long total, or the war as the doer.
        let perfect = (zone.start..zone.toll.evidence.end)
            .any(|k| matches!(doc.token(k).lower(), "has" | "have" | "had") && zone.near(k));
        !compound && !of && perfect
    })
}

/// More than any one incident of such a war.
pub(crate) fn huge(toll: &Toll) -> bool {
    let least = match toll.effect {
        Effect::Killed => 5_000,
        Effect::Injured => 15_000,
        Effect::Displaced => 500_000,
        Effect::Captured | Effect::Missing => 20_000,
    };
    let vague = toll.count.term.as_deref().is_some_and(|t| {
        t.contains("hundreds of thousands") || t.contains("million") || t.contains("tens of thousands")
    });
    vague || toll.count.low.or(toll.count.high).is_some_and(|n| n >= least)
}

/// "in attacks in A and B": a plural of events, and places joined by "and" or a comma behind it.
fn several_places(words: &Words, zone: &Zone<'_, '_>) -> bool {
    let doc = zone.doc;
    let Some(event) = (zone.start..zone.end).find(|&i| words.events.contains(doc.token(i).lower()) && zone.near(i))
    else {
        return false;
    };
    let places: Vec<_> = doc
        .entities()
        .filter(|e| matches!(e.label(), "GPE" | "LOC" | "FAC") && e.start() > event && e.end() <= zone.end)
        .collect();
    places.windows(2).any(|p| {
        let joint = p[0].end()..p[1].start();
        joint.len() <= 2 && joint.clone().any(|k| matches!(doc.token(k).lower(), "and" | "&"))
    })
}

/// "that attack", "also": what the sentence before dates.
fn look_back(context: Context<'_>, dateline: &Dateline, tolls: &mut [Toll]) {
    let doc = context.doc;
    for k in 0..tolls.len() {
        if tolls[k].parent.is_some() || tolls[k].scope != Scope::Incident {
            continue;
        }
        let toll = &tolls[k];
        let sentence = doc.token(toll.trigger).sent();
        let lower = |i: usize| doc.get(i).map_or("", |t| t.lower());
        let index = doc.token(toll.trigger).sent_index();
        let anaphor = (sentence.start()..toll.evidence.end)
            .any(|i| lower(i) == "that" && context.lexicon.scope.anaphors.contains(lower(i + 1)));
        if anaphor && index > 0 {
            let before = doc.sentence(index - 1);
            let zone = Zone { doc, toll, dateline, start: before.start(), end: before.end() };
            if (zone.start..zone.end).find_map(|i| dates::at(context, &zone, i)) == Some(Scope::Background) {
                tolls[k].scope = Scope::Background;
                continue;
            }
        }
        let also = (toll.evidence.start..(toll.evidence.end + 2).min(doc.len())).any(|i| lower(i) == "also");
        let after_background =
            tolls[..k].iter().rev().take_while(|t| doc.token(t.trigger).sent_index() + 1 >= index).any(|t| {
                t.scope == Scope::Background && t.parent.is_none() && doc.token(t.trigger).sent_index() + 1 == index
            });
        if also && after_background {
            tolls[k].scope = Scope::Background;
        }
    }
}

/// "…have been killed since 2011 and millions displaced": tolls joined in one sentence count the same span.
fn carry_over(doc: &Document, tolls: &mut [Toll]) {
    for k in 1..tolls.len() {
        let (before, after) = tolls.split_at_mut(k);
        let (a, b) = (&mut before[k - 1], &mut after[0]);
        if a.parent.is_some()
            || b.parent.is_some()
            || doc.token(a.trigger).sent_index() != doc.token(b.trigger).sent_index()
        {
            continue;
        }
        let gap = b.evidence.start.saturating_sub(a.evidence.end);
        if gap > 6 {
            continue;
        }
        match (a.scope, b.scope) {
            (Scope::Incident, s @ (Scope::Background | Scope::Aggregate)) => a.scope = s,
            (s @ (Scope::Background | Scope::Aggregate), Scope::Incident) => b.scope = s,
            _ => {}
        }
    }
}
