//! How many: every amount in the text that could count people, as the interval its words mean.
//!
//! Years, dates, ages, times, money, shares and measures are left out here; whether an amount counts people is for the
//! noun beside it to tell.

mod number;
mod words;

use std::ops::Range;

use sitrep_language::Document;
use sitrep_record::{Bound, Count};

pub(crate) use words::Words;

/// An amount in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    /// The tokens of the number with its hedges.
    pub range: Range<usize>,
    /// The tokens of the number or vague word alone.
    pub core: Range<usize>,
    /// The interval.
    pub count: Count,
    /// "dozens of": the "of" stands right behind the range and belongs to the amount.
    pub of: bool,
    /// A vague amount that stands right before its noun ("several people").
    pub bare: bool,
    /// It looks like a year or a day of a month, and only a noun for people behind it can save it.
    pub doubtful: bool,
    /// "no", "nobody": there was none.
    pub none: bool,
}

/// Every amount, in the order of the text; they never overlap.
pub(crate) fn find(doc: &Document, words: &Words) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < doc.len() {
        match at(doc, words, i) {
            Some(quantity) => {
                i = quantity.range.end.max(i + 1);
                found.push(quantity);
            }
            None => i += 1,
        }
    }
    found
}

/// The amount that starts at a token, its hedges included.
fn at(doc: &Document, words: &Words, start: usize) -> Option<Quantity> {
    let mut bound = Bound::Exact;
    let mut at = start;
    while let Some((end, b)) = words.hedges.at(doc, at) {
        // "handed over 22 men".
        if doc.token(at).lower() == "over" && at.checked_sub(1).is_some_and(|k| is_phrasal(doc.token(k).lower())) {
            break;
        }
        if bound == Bound::Exact || bound == Bound::About && *b != Bound::Exact {
            bound = *b;
        }
        at = skip_quotes(doc, end);
        if at - start > 8 {
            return None;
        }
    }
    if at == start {
        if let Some(range) = between(doc, words, start) {
            return Some(range);
        }
        if let Some((end, ())) = words.none.at(doc, start) {
            let none = !doc.get(end).is_some_and(|t| matches!(t.lower(), "longer" | "matter" | "doubt" | "."));
            return none.then(|| Quantity {
                range: start..end,
                core: start..end,
                count: Count::exact(0),
                of: doc.get(end).is_some_and(|t| t.lower() == "of"),
                bare: true,
                doubtful: false,
                none: true,
            });
        }
    }
    // A vague phrase may itself begin with what could be a hedge or a number ("a few hundred", "some", "a dozen or so").
    let vague = vague_at(doc, words, start).or_else(|| vague_at(doc, words, at));
    let number = number::at(doc, words, at)
        .filter(|n| !(not_people(doc, words, at, n) || n.value == 1 && is_pronoun_one(doc, at)));
    match (number, vague) {
        (Some(n), v) if v.as_ref().is_none_or(|v| v.core.end <= n.end) => {
            Some(numbered(doc, words, start, at, bound, n))
        }
        (_, v) => v,
    }
}

fn numbered(doc: &Document, words: &Words, start: usize, at: usize, mut bound: Bound, n: number::Number) -> Quantity {
    let mut core = at..n.end;
    let mut end = n.end;
    let mut count = None;
    if let Some(upper) = range_end(doc, words, &core, &n) {
        core.end = upper.end;
        end = upper.end;
        count = Some(Count::range(n.value, upper.value));
    } else if let Some((after, b)) = words.after.at(doc, end).filter(|_| !n.doubtful) {
        bound = *b;
        end = after;
    }
    let count = count.unwrap_or_else(|| bounded(bound, n.value));
    Quantity { range: start..end, core, count, of: false, bare: true, doubtful: n.doubtful && at == start, none: false }
}

/// "20 to 30", "20-30", "two or three"; never "from 20 to 30", which tells a change.
fn range_end(doc: &Document, words: &Words, core: &Range<usize>, n: &number::Number) -> Option<number::Number> {
    let joint = doc.get(core.end)?;
    let joined = matches!(joint.lower(), "to" | "-" | "–" | "or" | "—");
    let from = core.start.checked_sub(1).is_some_and(|k| matches!(doc.token(k).lower(), "from"));
    if !joined || from {
        return None;
    }
    let upper = number::at(doc, words, core.end + 1)?;
    let near = upper.value > n.value && upper.value <= n.value.saturating_mul(5).max(10);
    (near && !upper.doubtful && !not_people(doc, words, core.end + 1, &upper)).then_some(upper)
}

/// "between 20 and 30".
fn between(doc: &Document, words: &Words, start: usize) -> Option<Quantity> {
    if doc.get(start)?.lower() != "between" {
        return None;
    }
    let low = number::at(doc, words, start + 1)?;
    if doc.get(low.end)?.lower() != "and" {
        return None;
    }
    let high = number::at(doc, words, low.end + 1)?;
    if low.doubtful || not_people(doc, words, start + 1, &low) || not_people(doc, words, low.end + 1, &high) {
        return None;
    }
    Some(Quantity {
        range: start..high.end,
        core: start + 1..high.end,
        count: Count::range(low.value, high.value),
        of: false,
        bare: true,
        doubtful: false,
        none: false,
    })
}

fn vague_at(doc: &Document, words: &Words, start: usize) -> Option<Quantity> {
    let (end, kind) = words.vague.at(doc, start)?;
    // "how many people were hurt" asks, "twice as many" compares.
    if start > 0 && matches!(doc.token(start - 1).lower(), "how" | "as") {
        return None;
    }
    let of = doc.get(end).is_some_and(|t| t.lower() == "of");
    let quoted = doc.get(end).is_some_and(|t| t.lower() == "\"");
    if !kind.bare && !kind.alone && !of && !quoted {
        return None;
    }
    Some(Quantity {
        range: start..end,
        core: start..end,
        count: Count::vague(doc.span(start, end).text().to_lowercase()),
        of: of && kind.of,
        bare: kind.bare,
        doubtful: false,
        none: false,
    })
}

fn bounded(bound: Bound, n: u64) -> Count {
    match bound {
        Bound::AtLeast => Count::at_least(n),
        Bound::MoreThan => Count::more_than(n),
        Bound::AtMost => Count::at_most(n),
        Bound::LessThan => Count::less_than(n),
        Bound::About => Count::about(n),
        Bound::Exact | Bound::Range | Bound::Vague => Count::exact(n),
    }
}

/// "the second one", "this one", "no one": no number.
fn is_pronoun_one(doc: &Document, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |k| doc.token(k).lower());
    let clause = at > 0 && before == "that" && doc.token(at - 1).tag() != "DT";
    doc.token(at).lower() == "one"
        && !clause
        && matches!(
            before,
            "the"
                | "this"
                | "that"
                | "each"
                | "every"
                | "any"
                | "which"
                | "first"
                | "second"
                | "third"
                | "last"
                | "new"
                | "such"
                | "same"
                | "latest"
                | "previous"
                | "earlier"
        )
}

/// Verbs whose "over" is their own.
fn is_phrasal(lower: &str) -> bool {
    matches!(
        lower,
        "hand" | "hands" | "handed" | "handing" | "turn" | "turned" | "turning" | "take" | "took" | "taken" | "taking"
    )
}

fn skip_quotes(doc: &Document, i: usize) -> usize {
    match doc.get(i) {
        Some(t) if matches!(t.text(), "\"" | "“" | "(" | "'") => i + 1,
        _ => i,
    }
}

/// Whether what stands around a number shows that it counts no people: money, measures, ages, clock times, numbers of
/// laws and units.
fn not_people(doc: &Document, words: &Words, start: usize, n: &number::Number) -> bool {
    let before = start.checked_sub(1).map(|k| doc.token(k));
    if before.is_some_and(|t| words.before.contains(t.lower())) {
        return true;
    }
    // "a girl of nine".
    let person = start.checked_sub(2).map_or("", |k| doc.token(k).lower());
    if before.is_some_and(|t| t.lower() == "of") && words.aged.contains(person) {
        return true;
    }
    let Some(next) = doc.get(n.end) else { return false };
    let next = match next.text() {
        "-" | "–" => doc.get(n.end + 1).unwrap_or(next),
        _ => next,
    };
    if words.units.contains(next.lower()) {
        return true;
    }
    // "52," behind a name, "Maria, 52, who": an age in commas.
    let comma = |t: Option<sitrep_language::Token<'_>>| t.is_some_and(|t| t.text() == ",");
    let digits = doc.token(start).text().starts_with(|c: char| c.is_ascii_digit());
    let name = start.checked_sub(2).is_some_and(|k| matches!(doc.token(k).pos(), "PROPN"));
    if digits && n.value < 120 && comma(before) && name && (comma(doc.get(n.end)) || next.text() == ".") {
        return true;
    }
    // A score, a ratio or a clock time: "3:1", "10/12".
    matches!(next.text(), ":" | "/")
        && doc.get(n.end + 1).is_some_and(|t| t.text().starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
