//! Dates as printed: "21 Feb 2016", "February 21, 2016", "Feb. 21", "2016-02-21", "21.02.2016", "in March 2015".

use jiff::civil::Date;
use sitrep_language::{Document, Token};

use super::words::Words;

/// What a printed date names; what is missing is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Printed {
    pub year: Option<i16>,
    pub month: i8,
    pub day: Option<i8>,
    /// How many tokens it takes.
    pub len: usize,
}

impl Printed {
    /// The day, if all of it is printed.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day?).ok()
    }
}

/// The printed date that starts at token `i`.
pub(crate) fn at(doc: &Document, words: &Words, i: usize) -> Option<Printed> {
    let token = doc.get(i)?;
    let month_at = |k: usize| doc.get(k).and_then(|t| words.month(t.text(), t.lower()));
    if let Some(date) = numeric(token.text()) {
        return Some(Printed { year: Some(date.year()), month: date.month(), day: Some(date.day()), len: 1 });
    }
    // "21 Feb 2016", "21st of February"
    if let Some(day) = day_number(token) {
        let of = usize::from(doc.get(i + 1).is_some_and(|t| t.lower() == "of"));
        let month = month_at(i + 1 + of)?;
        let after = i + 2 + of;
        let (year, more) = year_after(doc, after);
        return Some(Printed { year, month, day: Some(day), len: after + more - i });
    }
    let month = month_at(i)?;
    let Some(next) = doc.get(i + 1) else {
        return Some(Printed { year: None, month, day: None, len: 1 });
    };
    // "Apr 152017": a comma lost between day and year
    if let Some((day, year)) = fused(next.text()) {
        return Some(Printed { year: Some(year), month, day: Some(day), len: 2 });
    }
    match day_number(next) {
        Some(day) => {
            let (year, more) = year_after(doc, i + 2);
            Some(Printed { year, month, day: Some(day), len: 2 + more })
        }
        None => {
            let (year, more) = year_after(doc, i + 1);
            Some(Printed { year, month, day: None, len: 1 + more })
        }
    }
}

/// A year at token `i`, or after a comma there, and how many tokens it takes.
fn year_after(doc: &Document, i: usize) -> (Option<i16>, usize) {
    let year_at = |k: usize| doc.get(k).and_then(|t| year(t.text()));
    match year_at(i) {
        Some(y) => (Some(y), 1),
        None if doc.get(i).is_some_and(|t| t.text() == ",") => match year_at(i + 1) {
            Some(y) => (Some(y), 2),
            None => (None, 0),
        },
        None => (None, 0),
    }
}

/// A year of living memory.
pub(crate) fn year(text: &str) -> Option<i16> {
    let text = text.strip_suffix(['.', ',', ')']).unwrap_or(text);
    (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|y| (1900..2100).contains(y))
}

fn day_number(token: Token<'_>) -> Option<i8> {
    let text = token.lower();
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|s| text.strip_suffix(s)).unwrap_or(text);
    if digits.is_empty() || digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

fn fused(text: &str) -> Option<(i8, i16)> {
    if !text.is_ascii() || !(5..=6).contains(&text.len()) {
        return None;
    }
    let (day, rest) = text.split_at(text.len() - 4);
    Some((day.parse().ok().filter(|d| (1..=31).contains(d))?, year(rest)?))
}

/// "2016-02-21", "21.02.2016", "21/02/2016", "21-02-2016", whatever follows it. Day before month, unless only the other
/// order gives a date.
fn numeric(text: &str) -> Option<Date> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '/' | '-')).unwrap_or(text.len());
    let text = text[..end].trim_end_matches(['.', '/', '-']);
    let mut parts = text.split(['.', '/', '-']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    if let Some(y) = year(a) {
        return Date::new(y, b.parse().ok()?, c.parse().ok()?).ok();
    }
    let (y, a, b) = (year(c)?, a.parse().ok()?, b.parse().ok()?);
    Date::new(y, b, a).or_else(|_| Date::new(y, a, b)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn dates_in_digits() {
        assert_eq!(numeric("07.04.2017(updated"), Some(date(2017, 4, 7)));
        assert_eq!(numeric("2016-02-21"), Some(date(2016, 2, 21)));
        assert_eq!(numeric("02/21/2016"), Some(date(2016, 2, 21)));
        assert_eq!(numeric("1.5"), None);
        assert_eq!(fused("152017"), Some((15, 2017)));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in ".{0,16}") {
            let _ = (numeric(&text), fused(&text), year(&text));
        }

        #[test]
        fn every_date_is_read_in_every_order(y in 1900i16..2100, m in 1i8..=12, d in 1i8..=28) {
            let expected = Some(date(y, m, d));
            prop_assert_eq!(numeric(&format!("{y}-{m:02}-{d:02}")), expected);
            prop_assert_eq!(numeric(&format!("{d:02}.{m:02}.{y}")), expected);
        }
    }
}
