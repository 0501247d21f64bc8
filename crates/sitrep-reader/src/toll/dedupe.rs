//! Leaves one of those tolls that say the same: number, people and source.

use sitrep_language::Document;
use sitrep_record::{Bound, Scope, Source, Status};

use super::Toll;
use crate::assemble::Context;
use crate::time::{self, Dateline};

/// Leaves one of those that say the same; parents are kept right.
pub(crate) fn dedupe(
    context: Context<'_>,
    tolls: Vec<Toll>,
    sources: Vec<Vec<Source>>,
) -> (Vec<Toll>, Vec<Vec<Source>>) {
    let dateline = time::dateline(context.doc, &context.lexicon.times, context.article.published);
    let headline: Vec<bool> = tolls.iter().map(|t| is_headline(context, t)).collect();
    let mut gone: Vec<Option<usize>> = vec![None; tolls.len()];
    for b in 0..tolls.len() {
        for a in 0..b {
            if gone[a].is_some()
                || !(same(context.doc, &dateline, &tolls[a], &tolls[b])
                    || (headline[a] || headline[b])
                        && same_number(&tolls[a], &tolls[b])
                        && (!tolls[b].others || tolls[a].others || headline[b])
                        && people_agree(context.doc, &tolls[a], &tolls[b]))
                || !same_sources(&sources[a], &sources[b])
            {
                continue;
            }
            // The fuller statement stays: the body before the headline, with a source before without, with a noun before
            // without, else the first.
            let fullness = |k: usize| (!headline[k], !sources[k].is_empty(), tolls[k].noun.is_some());
            let keep_first = fullness(a) >= fullness(b);
            if keep_first {
                gone[b] = Some(a);
                break;
            }
            gone[a] = Some(b);
        }
    }
    let target = |mut k: usize| {
        while let Some(next) = gone[k] {
            k = next;
        }
        k
    };
    let mut place = vec![None; tolls.len()];
    let mut kept = 0;
    for k in 0..tolls.len() {
        if gone[k].is_none() {
            place[k] = Some(kept);
            kept += 1;
        }
    }
    let mut out = Vec::with_capacity(kept);
    let mut out_sources = Vec::with_capacity(kept);
    for (k, (mut toll, source)) in tolls.into_iter().zip(sources).enumerate() {
        let Some(own) = place[k] else { continue };
        toll.parent = toll.parent.and_then(|p| place[target(p)]).filter(|p| *p != own);
        if toll.scope == Scope::Subset && toll.parent.is_none() {
            toll.scope = Scope::Incident;
        }
        out.push(toll);
        out_sources.push(source);
    }
    (out, out_sources)
}

/// Whether a toll stands in the headline, repeated in the text.
fn is_headline(context: Context<'_>, toll: &Toll) -> bool {
    let Some(title) = context.article.title.as_deref() else { return false };
    let sentence = context.doc.token(toll.trigger).sent();
    if sentence.start() > 60 {
        return false;
    }
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    // The words around the toll as they stand in the title.
    let from = toll.evidence.start.max(sentence.start());
    let near = from.saturating_sub(1)..(toll.evidence.end + 3).min(sentence.end());
    let told: Vec<&str> =
        near.map(|k| context.doc.token(k)).filter(|t| !t.is_punct() && !t.is_space()).map(|t| t.lower()).collect();
    let common = told.iter().filter(|w| words.contains(*w)).count();
    let at = words.len().saturating_mul(2);
    told.len() >= 3 && common * 10 >= told.len() * 8 && sentence.len() <= at + 60 && ordered(&words, &told)
}

/// Whether most of `told` stands in `words` in the same order.
fn ordered(words: &[&str], told: &[&str]) -> bool {
    let mut from = 0;
    let mut found = 0;
    for word in told {
        if let Some(k) = words[from..].iter().position(|w| w == word) {
            from += k + 1;
            found += 1;
        }
    }
    found * 10 >= told.len() * 7
}

/// Whether two tolls tell the same number and effect.
fn same_number(a: &Toll, b: &Toll) -> bool {
    a.effect == b.effect && !a.count.is_vague() && core(a).is_some() && core(a) == core(b)
}

/// Whether two tolls tell the same number of the same people.
fn same(doc: &Document, dateline: &Dateline, a: &Toll, b: &Toll) -> bool {
    if a.effect != b.effect || a.polarity != b.polarity || a.count.is_vague() != b.count.is_vague() {
        return false;
    }
    if a.count.is_vague() {
        return same_vague(doc, a, b);
    }
    if side_by_side(doc, dateline, a, b) {
        return false;
    }
    // "one civilian" is "a civilian".
    let single = core(a) == Some(1) && word(doc, a.noun) == word(doc, b.noun) && a.noun.is_some();
    if core(a) != core(b) || a.number.is_some() != b.number.is_some() && !single {
        return false;
    }
    if core(a) == Some(0) && word(doc, a.noun) != word(doc, b.noun) {
        return false;
    }
    let again = doc.get(b.evidence.start).is_some_and(|t| t.lower() == "another");
    if again && b.others {
        return false;
    }
    // Another hedge of the same number is the same only if one of the two has none.
    if a.count.bound != b.count.bound && a.count.bound != Bound::Exact && b.count.bound != Bound::Exact {
        return false;
    }
    let few = core(a).is_some_and(|n| n < 10);
    // One person is the same only by the same noun.
    if a.number.is_none() || few {
        let nouns = (word(doc, a.noun), word(doc, b.noun));
        if a.number.is_none() && (nouns.0 != nouns.1 || b.others) {
            return false;
        }
        let unlike = word(doc, a.noun) != word(doc, b.noun) || a.noun.is_none();
        if b.others && !a.others
            || unlike && a.scope != b.scope && (a.scope == Scope::Subset || b.scope == Scope::Subset)
        {
            return false;
        }
        let parts = a.scope == Scope::Subset && b.scope == Scope::Subset && !unlike;
        if !parts && places_differ(doc, a, b) {
            return false;
        }
    }
    people_agree(doc, a, b)
}

/// Whether two tolls stand in one sentence, so that they tell of two groups; a headline that ran into the text has the
/// dateline behind it.
fn side_by_side(doc: &Document, dateline: &Dateline, a: &Toll, b: &Toll) -> bool {
    let same = doc.token(a.trigger).sent_index() == doc.token(b.trigger).sent_index();
    let (first, last) = (a.evidence.start.min(b.evidence.start), a.evidence.end.max(b.evidence.end));
    let headline = !dateline.span.is_empty() && first < dateline.span.end && last > dateline.span.end;
    same && !headline && last - first < 40
}

/// "many others" of the same people.
fn same_vague(doc: &Document, a: &Toll, b: &Toll) -> bool {
    let term = |t: &Toll| t.count.term.clone();
    term(a).is_some()
        && term(a) == term(b)
        && a.number.is_some()
        && word(doc, a.noun) == word(doc, b.noun)
        && !places_differ(doc, a, b)
}

/// The number that the words name, whatever their hedge.
fn core(toll: &Toll) -> Option<u64> {
    match (toll.count.bound, toll.count.low, toll.count.high) {
        (Bound::MoreThan, Some(low), _) => Some(low.saturating_sub(1)),
        (Bound::LessThan, _, Some(high)) => Some(high + 1),
        (Bound::Range, ..) => None,
        (_, low, high) => low.or(high),
    }
}

fn word(doc: &Document, noun: Option<usize>) -> &str {
    noun.and_then(|k| doc.get(k)).map_or("", |t| t.lower())
}

/// Whether two phrases can mean the same people: "people" and "civilians" can, "women" and "children" cannot.
fn people_agree(doc: &Document, a: &Toll, b: &Toll) -> bool {
    let general = |t: &Toll| {
        t.noun.is_none()
            || t.status == Status::Unspecified
            || matches!(word(doc, t.noun), "civilians" | "civilian" | "citizens" | "citizen" | "residents")
    };
    if a.status != b.status
        && a.status != Status::Unspecified
        && b.status != Status::Unspecified
        && a.status != Status::Mixed
        && b.status != Status::Mixed
    {
        return false;
    }
    word(doc, a.noun) == word(doc, b.noun)
        || general(a)
        || general(b)
        || a.status == b.status && a.status == Status::Combatant
}

/// Whether the sentences of two tolls name places, and none in common.
fn places_differ(doc: &Document, a: &Toll, b: &Toll) -> bool {
    let places = |t: &Toll| -> Vec<String> {
        let sentence = doc.token(t.trigger).sent();
        doc.entities()
            .filter(|e| {
                e.start() >= sentence.start() && e.end() <= sentence.end() && matches!(e.label(), "GPE" | "LOC" | "FAC")
            })
            .map(|e| e.text().to_lowercase())
            .collect()
    };
    let (x, y) = (places(a), places(b));
    !x.is_empty()
        && !y.is_empty()
        && !x.iter().any(|p| y.iter().any(|q| p.contains(q.as_str()) || q.contains(p.as_str())))
}

fn same_sources(a: &[Source], b: &[Source]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|x| b.iter().any(|y| x.name == y.name))
}
