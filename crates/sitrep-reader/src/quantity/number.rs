//! One number in digits or words, without hedges.

use sitrep_language::Document;

use super::Words;

/// A number and the token after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub value: u64,
    pub end: usize,
    /// It could as well be a year or the day of a month.
    pub doubtful: bool,
}

/// Larger than any toll: what is beyond is no number of people.
const MOST: u64 = 10_000_000_000;

/// The number that starts at a token.
pub(super) fn at(doc: &Document, words: &Words, i: usize) -> Option<Number> {
    digits(doc, words, i).or_else(|| in_words(doc, words, i)).filter(|n| n.value <= MOST)
}

fn digits(doc: &Document, words: &Words, i: usize) -> Option<Number> {
    let text = doc.get(i)?.text();
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some((value, unit)) = decimal(text) {
        let next = doc.get(i + 1)?.lower();
        let factor = *words.multipliers.get(next).filter(|f| **f >= unit)?;
        return Some(Number { value: value.checked_mul(factor)? / unit, end: i + 2, doubtful: false });
    }
    let mut value = grouped(text)?;
    let mut end = i + 1;
    // "45 000": groups parted by spaces.
    while value < 1_000_000 && text.len() <= 3 {
        match doc.get(end) {
            Some(t) if t.text().len() == 3 && end == i + 1 && t.text().bytes().all(|b| b.is_ascii_digit()) => {
                value = value * 1000 + t.text().parse::<u64>().ok()?;
                end += 1;
            }
            _ => break,
        }
    }
    if let Some(factor) = doc.get(end).and_then(|t| words.multipliers.get(t.lower())) {
        return Some(Number { value: value.checked_mul(*factor)?, end: end + 1, doubtful: false });
    }
    let year = text.len() == 4 && (1900..=2099).contains(&value);
    let month = |k: Option<usize>| {
        k.and_then(|k| doc.get(k)).is_some_and(|t| words.months.contains(t.lower()) && t.text() != "may")
    };
    let day = value <= 31 && (month(i.checked_sub(1)) || month(Some(i + 1)));
    Some(Number { value, end, doubtful: year || day })
}

/// "7.5" as 75 and 10.
fn decimal(text: &str) -> Option<(u64, u64)> {
    let (whole, part) = text.split_once('.')?;
    if part.is_empty() || part.len() > 3 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let unit = 10u64.pow(part.len() as u32);
    Some((whole.parse::<u64>().ok()?.checked_mul(unit)? + part.parse::<u64>().ok()?, unit))
}

/// Digits, perhaps in groups of three: "1429", "280,000".
fn grouped(text: &str) -> Option<u64> {
    let mut groups = text.split([',', '\u{a0}', '\u{202f}']);
    let first = groups.next()?;
    if first.is_empty() || first.len() > 12 || !first.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut value: u64 = first.parse().ok()?;
    for group in groups {
        if group.len() != 3 || !group.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        value = value.checked_mul(1000)?.checked_add(group.parse().ok()?)?;
    }
    Some(value)
}

fn in_words(doc: &Document, words: &Words, i: usize) -> Option<Number> {
    let word = |k: usize| doc.get(k).map_or("", |t| t.lower());
    let multiplier = |k: usize| words.multipliers.get(word(k)).copied();
    match word(i) {
        "half" if matches!(word(i + 1), "a" | "-") => {
            return multiplier(i + 2).map(|f| Number { value: f / 2, end: i + 3, doubtful: false });
        }
        "a" if word(i + 1) == "quarter" && word(i + 2) == "of" && word(i + 3) == "a" => {
            return multiplier(i + 4).map(|f| Number { value: f / 4, end: i + 5, doubtful: false });
        }
        "a" if word(i + 1) == "half" => {
            return multiplier(i + 2).map(|f| Number { value: f / 2, end: i + 3, doubtful: false });
        }
        "a" if matches!(word(i + 1), "couple" | "pair") => {
            let end = i + 2 + usize::from(word(i + 2) == "of");
            // "a couple dozen" is vague.
            return multiplier(end).is_none().then_some(Number { value: 2, end, doubtful: false });
        }
        // "both pilots", not "both soldiers and civilians".
        "both" => {
            let noun = doc.get(i + 1).is_some_and(|t| matches!(t.tag(), "NNS" | "JJ" | "NN"));
            let pair = (i + 1..i + 5).any(|k| word(k) == "and");
            return (noun && !pair).then_some(Number { value: 2, end: i + 1, doubtful: false });
        }
        "a" | "an" => {
            let factor = multiplier(i + 1)?;
            return group(doc, words, i + 1, 1).or(Some(Number { value: factor, end: i + 2, doubtful: false }));
        }
        _ => {}
    }
    words.numbers.get(word(i))?;
    group(doc, words, i, 0)
}

/// Reads number words as far as they go. `start_value` is 1 where an article stood for the one.
fn group(doc: &Document, words: &Words, i: usize, start_value: u64) -> Option<Number> {
    let (mut total, mut current, mut end) = (0u64, start_value, i);
    let mut last_small: Option<u64> = None;
    while let Some(t) = doc.get(end) {
        let mut next = end;
        let mut lower = t.lower();
        // "Ninety-two", "a hundred and twenty".
        if end > i && (lower == "-" && last_small.is_some_and(|n| n >= 20) || lower == "and" && last_small.is_none()) {
            next = end + 1;
            lower = doc.get(next).map_or("", |t| t.lower());
            if !words.numbers.contains_key(lower) {
                break;
            }
        }
        if let Some(&n) = words.numbers.get(lower) {
            let fits = match last_small {
                None => true,
                Some(last) => (20..100).contains(&last) && last % 10 == 0 && n < 10 && n > 0,
            };
            if !fits {
                break;
            }
            current = current.checked_add(n)?;
            last_small = Some(n);
        } else if let Some(&factor) = words.multipliers.get(lower) {
            current = current.max(1).checked_mul(factor)?;
            if factor >= 1000 {
                total = total.checked_add(current)?;
                current = 0;
            }
            last_small = None;
        } else {
            break;
        }
        end = next + 1;
    }
    let value = total.checked_add(current)?;
    (end > i).then_some(Number { value, end, doubtful: false })
}
