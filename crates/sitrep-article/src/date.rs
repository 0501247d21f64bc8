//! Dates as pages and texts print them. A date is read or it is not: none is guessed, and none is filled in.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::load);

/// How far into a text a printed date of publication is looked for, in bytes.
const HEAD_BYTES: usize = 400;

/// A day as printed, perhaps without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
}

impl Day {
    /// The date, if the year is printed.
    pub fn date(self) -> Option<Date> {
        civil(self.year?, self.month, self.day)
    }
}

#[derive(Deserialize)]
struct CalendarFile {
    months: FxHashMap<String, Vec<Vec<String>>>,
    weekdays: FxHashMap<String, Vec<Vec<String>>>,
    labels: Words,
    prepositions: Words,
}

#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
}

struct Calendar {
    months: FxHashMap<String, i8>,
    weekdays: FxHashSet<String>,
    labels: Vec<String>,
    prepositions: Vec<String>,
    /// Dates with a month's name or in figures, anywhere in a text.
    named: Regex,
    /// Dates in figures alone.
    figures: Regex,
}

impl Calendar {
    fn load() -> Calendar {
        let file: CalendarFile =
            toml::from_str(include_str!("../../../lexicon/calendar.toml")).expect("calendar.toml is checked by a test");
        let mut months = FxHashMap::default();
        for names in file.months.values() {
            for (month, forms) in (1i8..).zip(names) {
                for form in forms {
                    months.insert(form.clone(), month);
                }
            }
        }
        let alternatives = |forms: &mut dyn Iterator<Item = &String>| {
            let mut forms: Vec<&String> = forms.collect();
            forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
            forms.iter().map(|form| crate::text::phrase_pattern(form)).collect::<Vec<_>>().join("|")
        };
        let month = alternatives(&mut months.keys());
        let weekday = alternatives(&mut file.weekdays.values().flatten().flatten());
        // The year may stand right after the day ("Apr 232017"): archives that strip punctuation print it so.
        let named = format!(
            r"(?ix) \b (?: (?P<w> {weekday} ) \b \.? ,? \s* (?: (?:the|le|el|den) \s+ )? )?
              (?: (?P<d1> \d{{1,2}} ) (?: st|nd|rd|th|er|º|ª|\. )? (?: \s+ (?:of|de) )? [\s\-]+ (?P<m1> {month} ) \b \.? ,?
                  (?: (?: \s+ (?:de|del) )? [\s\-]+ '? (?P<y1> \d{{4}} | \d{{2}} ) \b )?
                | (?P<m2> {month} ) \b \.? \s+ (?P<d2> \d{{1,2}} ) (?: st|nd|rd|th )? (?: \b (?: ,? \s+ (?P<y2> \d{{4}} | \d{{2}} ) \b )? | ,? (?P<y3> \d{{4}} ) \b )
              )"
        );
        let figures = r"(?x) \b (?:
              (?P<y> \d{4} ) (?P<s1> [-/.] ) (?P<m> \d{1,2} ) (?P<s2> [-/.] ) (?P<d> \d{1,2} ) (?: T [\d:.]+ | \b )
            | (?P<a> \d{1,2} ) (?P<s3> [-/.] ) (?P<b> \d{1,2} ) (?P<s4> [-/.] ) (?P<z> \d{4} ) (?: \b | [A-Z] ) )";
        Calendar {
            months,
            weekdays: file.weekdays.into_values().flatten().flatten().collect(),
            labels: file.labels.words,
            prepositions: file.prepositions.words,
            named: Regex::new(&named).expect("the pattern is built from escaped words"),
            figures: Regex::new(figures).expect("a constant pattern"),
        }
    }

    fn month(&self, name: &str) -> Option<i8> {
        self.months.get(&name.to_lowercase()).copied()
    }
}

/// A date found in a text.
struct Found {
    day: Day,
    weekday: bool,
    /// Written in figures alone, as prose hardly ever does.
    figures: bool,
    /// The year is printed with two digits: in running text those may be a number of something else.
    short_year: bool,
    /// In bytes.
    range: Range<usize>,
}

/// Reads a string that is meant to be a date: ISO 8601, RFC 2822, a printed date in a known language, compact `20160221`.
/// An ambiguous `3/4/2016` is not read.
pub(crate) fn parse(value: &str) -> Option<Date> {
    let value = crate::text::prefix(value.trim(), 200);
    if value.len() >= 8 && value.as_bytes()[..8].iter().all(u8::is_ascii_digit) {
        let number = |range: Range<usize>| value[range].parse::<i16>().ok();
        let tail = value[8..].chars().next();
        if tail.is_none_or(|c| matches!(c, 'T' | ' ' | '-')) {
            return civil(number(0..4)?, number(4..6)? as i8, number(6..8)? as i8);
        }
    }
    dates(value).into_iter().find_map(|found| found.day.date())
}

/// The first date in a text, with or without a year, with its range in bytes.
pub(crate) fn first(text: &str) -> Option<(Day, Range<usize>)> {
    dates(text).into_iter().next().map(|found| (found.day, found.range))
}

/// The date of publication printed at the head of a text, with its range in bytes.
///
/// Only a date that is plainly printed as such counts: at the very start, after a label ("Published"), after the
/// headline, or with its weekday and no preposition before it. "On August 21 2013 the army" is told of, not printed.
pub(crate) fn printed(text: &str, title: Option<&str>) -> Option<(Date, Range<usize>)> {
    let head = crate::text::prefix(text, HEAD_BYTES);
    let calendar = &*CALENDAR;
    dates(head).into_iter().find_map(|found| {
        let date = found.day.date().filter(|_| !found.short_year)?;
        let before = head[..found.range.start].trim_end_matches(|c: char| !c.is_alphanumeric());
        let lower = before.to_lowercase();
        let last_word = lower.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let labelled = calendar
            .labels
            .iter()
            .any(|label| lower.strip_suffix(label.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)));
        let told = calendar.prepositions.iter().any(|word| word == last_word);
        let after_title = title.is_some_and(|title| crate::text::same_words_end(before, title));
        // A sentence that goes on after the weekday ("Saturday 3 May 2014 saw…") would be no date line, but none is written so.
        let plain = before.is_empty()
            || (!told
                && (found.weekday
                    || found.figures && !before.contains(". ")
                    || after_title
                    || crate::credit::ends_with_agency(before)));
        (labelled || plain).then_some((date, found.range))
    })
}

/// Whether a word names a month or a weekday.
pub(crate) fn is_calendar_word(word: &str) -> bool {
    CALENDAR.months.contains_key(word) || CALENDAR.weekdays.contains(word)
}

/// All dates in a text, in order.
fn dates(text: &str) -> Vec<Found> {
    let calendar = &*CALENDAR;
    let mut all: Vec<Found> = calendar
        .named
        .captures_iter(text)
        .filter_map(|found| named(calendar, &found))
        .chain(calendar.figures.captures_iter(text).filter_map(|found| figures(&found)))
        .collect();
    all.sort_by_key(|found| found.range.start);
    all
}

fn named(calendar: &Calendar, found: &Captures<'_>) -> Option<Found> {
    let whole = found.get(0)?;
    let month = calendar.month(found.name("m1").or_else(|| found.name("m2"))?.as_str())?;
    let day: i8 = found.name("d1").or_else(|| found.name("d2"))?.as_str().parse().ok()?;
    let year = match found.name("y1").or_else(|| found.name("y2")).or_else(|| found.name("y3")) {
        Some(digits) => Some(full_year(digits.as_str())?),
        None => None,
    };
    // 2000 has every day that any year has.
    civil(year.unwrap_or(2000), month, day)?;
    let end = whole.as_str().trim_end_matches([' ', ',']).len() + whole.start();
    let short_year = ["y1", "y2"].iter().any(|name| found.name(name).is_some_and(|year| year.len() == 2));
    Some(Found {
        day: Day { year, month, day },
        short_year,
        figures: false,
        weekday: found.name("w").is_some(),
        range: whole.start()..end,
    })
}

fn figures(found: &Captures<'_>) -> Option<Found> {
    let whole = found.get(0)?;
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
    let same = |a: &str, b: &str| found.name(a).map(|m| m.as_str()) == found.name(b).map(|m| m.as_str());
    let (year, month, day) = if let Some(year) = number("y") {
        (year, number("m")?, number("d")?)
    } else {
        let (first, second, year) = (number("a")?, number("b")?, number("z")?);
        // Points and hyphens are written day first; a stroke is ambiguous between countries unless one part is no month.
        let (day, month) = match found.name("s3")?.as_str() {
            "/" if first > 12 || first == second => (first, second),
            "/" if second > 12 => (second, first),
            "/" => return None,
            _ if second > 12 => (second, first),
            _ => (first, second),
        };
        (year, month, day)
    };
    if !same("s1", "s2") || !same("s3", "s4") {
        return None;
    }
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    civil(year, month, day)?;
    let glued = whole.as_str().ends_with(|c: char| c.is_ascii_uppercase());
    let end = whole.end() - usize::from(glued);
    Some(Found {
        day: Day { year: Some(year), month, day },
        weekday: false,
        figures: true,
        short_year: false,
        range: whole.start()..end,
    })
}

/// Two digits are read as 1950 to 2049.
fn full_year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    Some(match digits.len() {
        2 if year >= 50 => 1900 + year,
        2 => 2000 + year,
        _ => year,
    })
}

/// A date between 1900 and 2199: other years are misread numbers.
fn civil(year: i16, month: i8, day: i8) -> Option<Date> {
    (1900..2200).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn written_dates() {
        let cases = [
            ("2021-03-09", date(2021, 3, 9)),
            ("2021-03-09T23:59:00+03:00", date(2021, 3, 9)),
            ("20210309", date(2021, 3, 9)),
            ("20210309T101500Z", date(2021, 3, 9)),
            ("2021/3/9 10:00", date(2021, 3, 9)),
            ("Tue, 09 Mar 2021 10:00:00 GMT", date(2021, 3, 9)),
            ("March 9, 2021 4:15 pm", date(2021, 3, 9)),
            ("9 Mar. 2021", date(2021, 3, 9)),
            ("mardi 9 mars 2021", date(2021, 3, 9)),
            ("9 de marzo de 2021", date(2021, 3, 9)),
            ("9. März 2021", date(2021, 3, 9)),
            ("09.03.2021", date(2021, 3, 9)),
            ("19/03/2021", date(2021, 3, 19)),
            ("03/19/2021", date(2021, 3, 19)),
            ("9 مارس 2021", date(2021, 3, 9)),
            ("9 MAR 90", date(1990, 3, 9)),
            ("MARCH 9 90", date(1990, 3, 9)),
        ];
        for (value, expected) in cases {
            assert_eq!(parse(value), Some(expected), "{value}");
        }
        for value in
            ["", "03/04/2021", "yesterday", "2021-13-40", "Mar 2021", "99999999", "31 February 2020", "March 9"]
        {
            assert_eq!(parse(value), None, "{value}");
        }
    }

    #[test]
    fn printed_dates() {
        let cases = [
            ("Sun 09 May 2021 Two boats sank off the cape.", None),
            ("9 May 2021 Two boats sank.", None),
            ("Date of publication 9 May 2021 Two boats sank", None),
            ("Last updated at May 92021 Two boats sank", None),
            ("09.05.2021(updated 1404 10.05.2021) Get short URL Two boats", None),
            ("09.05.2021Get short URL", None),
            ("Two boats sink Monitor AFP Sunday 9 May 2021 At least two", None),
            ("Two boats sink off cape 9 May 2021 Harbour town", Some("Two boats sink off cape")),
            ("Posted on May 9 2021 by A Writer", None),
            ("Two boats sink - Reports Middle East 2159 09.05.2021(updated 2204 09.05.2021)", None),
        ];
        for (text, title) in cases {
            assert_eq!(printed(text, title).map(|(date, _)| date), Some(date(2021, 5, 9)), "{text}");
        }
        for text in [
            "On 9 May 2021 two boats sank.",
            "Two boats sank on May 9 2021 off the cape.",
            "The council met after Sunday 9 May 2021 and voted.",
            "Two boats sank off the cape 9 May 2021.",
            "May 9 21 people were saved.",
        ] {
            assert_eq!(printed(text, None), None, "{text}");
        }
    }

    #[test]
    fn days_without_a_year() {
        let (day, range) = first("HARBOUR, Feb. 21 (Wire) -").unwrap();
        assert_eq!((day.year, day.month, day.day), (None, 2, 21));
        assert_eq!(range, 9..16);
    }
}
