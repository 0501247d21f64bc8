//! Expressions of time: "early on Monday", "two days ago", "in the past 24 hours", "since March 2011".

use std::ops::Range;

use jiff::civil::{Date, Weekday};
use sitrep_language::Document;
use sitrep_record::DateInterval;

use super::calendar::{self, Unit};
use super::words::Words;
use super::{Dateline, absolute};

/// What an expression of time comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    /// These days.
    On(DateInterval),
    /// So many days after (or, negative, before) what was told last ("hours later": 0, "a day earlier": -1).
    After(i32),
    /// A custom, no date ("every day").
    Habit,
    /// Some time that nobody could put a day to ("in recent weeks").
    Vague,
}

/// One expression of time in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct When {
    /// Its tokens, the preposition before it not among them.
    pub span: Range<usize>,
    /// What it comes to.
    pub value: Value,
}

impl When {
    /// The days it names by itself.
    pub fn interval(&self) -> Option<DateInterval> {
        match self.value {
            Value::On(interval) => Some(interval),
            _ => None,
        }
    }
}

/// Every expression of time in the text, in order; the dateline itself is none.
pub(crate) fn find(doc: &Document, words: &Words, dateline: &Dateline) -> Vec<When> {
    let scan = Scan { doc, words, today: dateline.day };
    let mut whens: Vec<When> = Vec::new();
    let mut i = 0;
    while i < doc.len() {
        if dateline.span.contains(&i) {
            i = dateline.span.end;
            continue;
        }
        match scan.at(i) {
            Some((len, _)) if i < 60 && scan.repeats_dateline(i, len) => i += len,
            Some((len, value)) => {
                whens.push(When { span: i..i + len, value });
                i += len;
            }
            None => i += 1,
        }
    }
    join(doc, &mut whens);
    for when in &mut whens {
        since(doc, when, dateline.day);
    }
    whens
}

/// "Tuesday and Wednesday", "from Monday to Friday", "between May 3 and May 5" are one time.
fn join(doc: &Document, whens: &mut Vec<When>) {
    let mut k = 1;
    while k < whens.len() {
        let (a, b) = (&whens[k - 1], &whens[k]);
        let gap = a.span.end..b.span.start;
        let joined =
            gap.len() == 1 && matches!(doc.token(gap.start).lower(), "and" | "to" | "-" | "–" | "through" | "until");
        let same_day = gap.is_empty() || gap.len() == 1 && matches!(doc.token(gap.start).lower(), "on" | ",");
        match (a.value, b.value) {
            (Value::On(x), Value::On(y)) if joined => {
                let value = Value::On(calendar::hull(x, y));
                whens[k - 1] = When { span: a.span.start..b.span.end, value };
                whens.remove(k);
            }
            // "Saturday June 4", "early Monday, 5 May": the narrower one tells.
            (Value::On(x), Value::On(y)) if same_day && calendar::overlap(x, y) => {
                let value = if calendar::days(x) <= calendar::days(y) { Value::On(x) } else { Value::On(y) };
                whens[k - 1] = When { span: a.span.start..b.span.end, value };
                whens.remove(k);
            }
            // "Sunday May 5" from years ago: the full date tells.
            (Value::On(_), Value::On(y)) if gap.is_empty() => {
                whens[k - 1] = When { span: a.span.start..b.span.end, value: Value::On(y) };
                whens.remove(k);
            }
            _ => k += 1,
        }
    }
}

/// "since Friday" reaches to the day of publication, "began on Friday" is open at its end.
fn since(doc: &Document, when: &mut When, today: Option<Date>) {
    let Value::On(interval) = when.value else { return };
    let word = |back: usize| when.span.start.checked_sub(back).map_or("", |k| doc.token(k).lower());
    let lemma = |back: usize| when.span.start.checked_sub(back).map_or("", |k| doc.token(k).lemma());
    let since =
        matches!(word(1), "since") || word(2) == "since" && matches!(word(1), "early" | "late" | "mid" | "last");
    let began = |lemma: &str| matches!(lemma, "begin" | "start" | "launch" | "erupt");
    let began = word(1) == "on"
        && began(lemma(2))
        && doc.token(when.span.start - 2).tag().starts_with("VB")
        && doc.token(when.span.start - 2).dep() == "relcl";
    if since || began {
        // What has happened since then happened up to now; what began then may go on.
        let to = today.filter(|t| since && interval.from.is_some_and(|from| from <= *t));
        when.value = Value::On(DateInterval { from: interval.from, to });
    }
}

struct Scan<'d> {
    doc: &'d Document,
    words: &'d Words,
    today: Option<Date>,
}

impl Scan<'_> {
    fn word(&self, i: usize) -> &str {
        self.doc.get(i).map_or("", |t| t.lower())
    }

    /// `interval` on, or some vague time if there is no day to count from.
    fn on(&self, f: impl FnOnce(Date) -> Option<DateInterval>) -> Value {
        self.today.and_then(f).map_or(Value::Vague, Value::On)
    }

    /// "(updated 04.05.2019)": the date of the page, not of an event.
    fn repeats_dateline(&self, i: usize, len: usize) -> bool {
        let full = absolute::at(self.doc, self.words, i).filter(|p| p.len == len).and_then(|p| p.date());
        full.is_some() && full == self.today
    }

    /// The expression that starts at `i`: how many tokens it takes, and its value.
    fn at(&self, i: usize) -> Option<(usize, Value)> {
        self.habit(i)
            .or_else(|| self.day(i))
            .or_else(|| self.overnight(i))
            .or_else(|| self.earlier(i))
            .or_else(|| self.past(i))
            .or_else(|| self.weekend(i))
            .or_else(|| self.neighbour(i))
            .or_else(|| self.weekday(i))
            .or_else(|| self.printed(i))
            .or_else(|| self.counted(i))
            .or_else(|| self.spell(i))
            .or_else(|| self.running(i))
            .or_else(|| self.year(i))
    }

    fn habit(&self, i: usize) -> Option<(usize, Value)> {
        if self.words.is_habit(self.word(i)) {
            let next = self.word(i + 1);
            let time = self.words.unit(next).is_some()
                || self.words.weekday(next).is_some()
                || self.words.part(next).is_some();
            return time.then_some((2, Value::Habit));
        }
        let daily = matches!(self.word(i), "daily" | "nightly" | "weekly") && self.word(i + 1) == "basis";
        daily.then_some((2, Value::Habit))
    }

    /// "yesterday", "today", "last night", "this morning", "earlier today", "late yesterday evening".
    fn day(&self, i: usize) -> Option<(usize, Value)> {
        let first = self.word(i);
        // "the day before yesterday", "the night before last"
        if first == "day" && self.word(i + 1) == "before" && self.words.deictic(self.word(i + 2)) == Some(-1) {
            return Some((3, self.on(|today| Some(calendar::moved(DateInterval::day(today), -2)))));
        }
        if let Some(days) = self.words.deictic(first) {
            let part = self.words.part(self.word(i + 1));
            let value = self.on(|today| {
                let day = calendar::moved(DateInterval::day(today), days).from?;
                Some(if part == Some(true) { calendar::night_of(day, Some(today)) } else { DateInterval::day(day) })
            });
            return Some((1 + usize::from(part.is_some()), value));
        }
        let part = self.words.part(self.word(i + 1))?;
        match first {
            "previous" | "preceding" => Some((2, Value::After(-1))),
            "next" | "following" => Some((2, Value::After(1))),
            "this" => Some((2, self.on(|today| Some(DateInterval::day(today))))),
            "last" if part => Some((2, self.on(|today| Some(calendar::night_before(today))))),
            "that" | "same" => Some((2, Value::After(0))),
            _ => None,
        }
    }

    fn overnight(&self, i: usize) -> Option<(usize, Value)> {
        if !self.words.is_overnight(self.word(i)) {
            return None;
        }
        // "overnight Monday", "overnight on Friday"
        let on = usize::from(matches!(self.word(i + 1), "on" | "from"));
        if self.words.weekday(self.word(i + 1 + on)).is_some() {
            return None;
        }
        Some((1, self.on(|today| Some(calendar::night_before(today)))))
    }

    /// "earlier this week", "earlier in the day", "later that night".
    fn earlier(&self, i: usize) -> Option<(usize, Value)> {
        if !matches!(self.word(i), "earlier" | "later" | "early" | "late") {
            return None;
        }
        match (self.word(i + 1), self.words.unit(self.word(i + 2))) {
            ("this", Some((unit @ (Unit::Week | Unit::Month | Unit::Year), 1))) => {
                Some((3, self.on(|today| calendar::earlier(today, unit))))
            }
            ("last", Some((unit @ (Unit::Week | Unit::Month | Unit::Year), 1))) => {
                Some((3, self.on(|today| calendar::previous(today, unit))))
            }
            ("that", Some(_)) => Some((3, Value::After(0))),
            ("in", _) if self.word(i + 2) == "the" && self.word(i + 3) == "day" => Some((4, Value::After(0))),
            _ => None,
        }
    }

    /// "the past 24 hours", "the last few weeks", "recent days".
    fn past(&self, i: usize) -> Option<(usize, Value)> {
        if self.word(i) == "recent" && self.words.unit(self.word(i + 1)).is_some() {
            return Some((2, Value::Vague));
        }
        let the = usize::from(matches!(self.word(i), "the" | "these"));
        if !matches!(self.word(i + the), "past" | "last" | "previous") {
            return None;
        }
        let k = i + the + 1;
        let preposition = i.checked_sub(1).map_or("", |p| self.word(p));
        let within = matches!(preposition, "in" | "over" | "during" | "within" | "for" | "throughout");
        if let Some((unit, per)) = self.words.unit(self.word(k)) {
            // "over the past day"; "last week" without such a preposition is another reading
            return within.then(|| (the + 2, self.on(|today| calendar::past(today, per, unit))));
        }
        if self.words.is_vague(self.word(k)) {
            let (unit, _) = self.words.unit(self.word(k + 1))?;
            let value = match unit {
                Unit::Hour => self.on(|today| Some(DateInterval::day(today))),
                _ => Value::Vague,
            };
            return Some((the + 3, value));
        }
        let n = self.words.number(self.word(k))?;
        let (unit, per) = self.words.unit(self.word(k + 1))?;
        Some((the + 3, self.on(|today| calendar::past(today, n.saturating_mul(per), unit))))
    }

    /// "at the weekend", "last weekend": the latest Saturday and the Sunday after it.
    fn weekend(&self, i: usize) -> Option<(usize, Value)> {
        if !matches!(self.word(i), "the" | "last" | "this" | "past")
            || !matches!(self.word(i + 1), "weekend" | "weekends")
        {
            return None;
        }
        let value = self.on(|today| {
            let saturday = calendar::latest_weekday(today, Weekday::Saturday)?;
            let sunday = calendar::moved(DateInterval::day(saturday), 1).to?;
            Some(DateInterval { from: Some(saturday), to: Some(sunday.min(today)) })
        });
        Some((2, value))
    }

    /// "last week", "this month", "the previous day", "the following night".
    fn neighbour(&self, i: usize) -> Option<(usize, Value)> {
        let the = usize::from(self.word(i) == "the");
        let (unit, per) = self.words.unit(self.word(i + the + 1))?;
        if per != 1 {
            return None;
        }
        let value = match (self.word(i + the), unit) {
            ("last", Unit::Week | Unit::Month | Unit::Year) => self.on(|today| calendar::previous(today, unit)),
            ("this", Unit::Week | Unit::Month | Unit::Year) => self.on(|today| calendar::current(today, unit)),
            ("previous" | "preceding", Unit::Day) => Value::After(-1),
            ("next" | "following", Unit::Day) if the == 1 => Value::After(1),
            ("same", Unit::Day) => Value::After(0),
            ("next" | "coming" | "previous" | "preceding" | "following", _) => Value::Vague,
            _ => return None,
        };
        Some((the + 2, value))
    }

    /// "Monday", "early Monday", "last Friday", "Thursday night", "overnight Monday".
    fn weekday(&self, i: usize) -> Option<(usize, Value)> {
        let mut k = i;
        let mut last = false;
        let mut coming = false;
        while let "early" | "late" | "last" | "next" | "this" | "coming" | "past" | "earlier" | "mid" = self.word(k) {
            last |= self.word(k) == "last";
            coming |= matches!(self.word(k), "next" | "coming");
            // "late on Monday"
            k += 1 + usize::from(self.word(k + 1) == "on" && self.words.weekday(self.word(k + 2)).is_some());
            if k > i + 4 {
                return None;
            }
        }
        let token = self.doc.get(k)?;
        let weekday = self.words.weekday(token.lower())?;
        // "Sun" and "Mon" are also names and words: a short form must look like one.
        if token.lower().len() <= 4 && (!token.text().starts_with(char::is_uppercase) || token.tag() == "VBD") {
            return None;
        }
        let part = self.words.part(self.word(k + 1));
        let before = i.checked_sub(1).map_or("", |p| self.word(p));
        let len = k + 1 + usize::from(part.is_some()) - i;
        if coming {
            return Some((len, Value::Vague));
        }
        let value = self.on(|today| {
            if before == "until" || before == "till" {
                return None;
            }
            let mut day = calendar::latest_weekday(today, weekday)?;
            if last && day == today {
                day = calendar::moved(DateInterval::day(day), -7).from?;
            }
            Some(if part == Some(true) { calendar::night_of(day, Some(today)) } else { DateInterval::day(day) })
        });
        Some((len, value))
    }

    fn printed(&self, i: usize) -> Option<(usize, Value)> {
        let printed = absolute::at(self.doc, self.words, i)?;
        let value = match (printed.day, printed.year) {
            (Some(day), Some(year)) => {
                Date::new(year, printed.month, day).ok().map(|d| Value::On(DateInterval::day(d)))?
            }
            (Some(day), None) => {
                self.on(|today| calendar::latest_month_day(today, printed.month, day).map(DateInterval::day))
            }
            (None, Some(year)) => Value::On(calendar::month(year, printed.month)?),
            (None, None) => {
                // A bare month stands after a preposition or "last"; else it may be a name.
                let before = i.checked_sub(1).map_or("", |k| self.word(k));
                if !matches!(
                    before,
                    "in" | "since" | "last" | "early" | "late" | "mid" | "during" | "until" | "from" | "of"
                ) {
                    return None;
                }
                self.on(|today| calendar::latest_month(today, printed.month))
            }
        };
        Some((printed.len, value))
    }

    /// "two days ago", "a week earlier", "hours later", "a day after", "three days before".
    fn counted(&self, i: usize) -> Option<(usize, Value)> {
        let hedge =
            usize::from(matches!(self.word(i), "about" | "some" | "nearly" | "almost" | "just" | "only" | "over"));
        let k = i + hedge;
        let of = usize::from(self.word(k) == "a" && matches!(self.word(k + 1), "couple"));
        let of_len = if of == 1 { 2 + usize::from(self.word(k + 2) == "of") } else { 0 };
        let (n, len) = if of == 1 {
            (Some(2), of_len)
        } else if let Some(n) = self.words.number(self.word(k)) {
            // "a few days ago"
            if self.words.is_vague(self.word(k + 1)) { (None, 2) } else { (Some(n), 1) }
        } else if self.words.is_vague(self.word(k)) {
            (None, 1)
        } else if self.words.unit(self.word(k)).is_some() {
            (None, 0)
        } else {
            return None;
        };
        let (unit, per) = self.words.unit(self.word(k + len))?;
        let end = k + len + 1;
        let whole = end + 1 - i;
        let n = n.map(|n| n.saturating_mul(per));
        match self.word(end) {
            "ago" => Some((whole, n.map_or(Value::Vague, |n| self.on(|today| calendar::ago(today, n, unit))))),
            word @ ("later" | "earlier" | "after" | "before" | "afterwards" | "previously") => {
                let sign = if matches!(word, "later" | "after" | "afterwards") { 1 } else { -1 };
                let value = match (unit, n) {
                    (Unit::Hour, None) => Value::After(0),
                    (Unit::Hour, Some(n)) => Value::After(sign * (n / 24)),
                    (Unit::Day, Some(n)) => Value::After(sign * n),
                    (Unit::Week, Some(n)) => Value::After(sign * n.saturating_mul(7)),
                    _ => Value::Vague,
                };
                Some((whole, value))
            }
            _ => None,
        }
    }

    /// "ten have died in three days": counted back from the day of publication, which the perfect reaches to.
    fn spell(&self, i: usize) -> Option<(usize, Value)> {
        let n = self.words.number(self.word(i)).filter(|n| *n > 1)?;
        let unit = self.words.unit(self.word(i + 1)).filter(|(unit, per)| *unit == Unit::Day && *per == 1)?.0;
        if !matches!(self.word(i.checked_sub(1)?), "in" | "over") {
            return None;
        }
        let sent = self.doc.token(i).sent_index();
        let mut before = (i.saturating_sub(8)..i - 1).rev().map(|k| self.doc.token(k));
        let perfect = before.any(|t| t.sent_index() == sent && matches!(t.lower(), "have" | "has"));
        // "in two days earlier this month"
        let dated = matches!(self.word(i + 2), "earlier" | "last" | "in");
        (perfect && !dated).then(|| (2, self.on(|today| calendar::past(today, n, unit))))
    }

    /// "the 40th consecutive day", "a third straight day", "the second day in a row".
    fn running(&self, i: usize) -> Option<(usize, Value)> {
        let n = self.words.rank(self.word(i))?;
        let straight = matches!(self.word(i + 1), "consecutive" | "straight" | "successive");
        let k = i + 1 + usize::from(straight);
        let (unit, per) = self.words.unit(self.word(k))?;
        let in_a_row = self.word(k + 1) == "in" && self.word(k + 3) == "row";
        if !straight && !in_a_row {
            return None;
        }
        let len = k + 1 - i + if in_a_row { 3 } else { 0 };
        Some((len, self.on(|today| calendar::past(today, (n - 1).saturating_mul(per), unit))))
    }

    /// "in 2013", "since early 2011", "late 2015".
    fn year(&self, i: usize) -> Option<(usize, Value)> {
        let year = absolute::year(self.doc.get(i)?.text())?;
        let before = i.checked_sub(1).map_or("", |k| self.word(k));
        let fits = matches!(
            before,
            "in" | "since"
                | "early"
                | "late"
                | "mid"
                | "from"
                | "of"
                | "until"
                | "during"
                | "spring"
                | "summer"
                | "autumn"
                | "winter"
                | "by"
        );
        fits.then(|| calendar::year(year).map(|y| (1, Value::On(y)))).flatten()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::lexicon::Lexicon;
    use crate::time::{self, tests::plain};

    /// The first time in `text`, published on Thursday, 16 May 2019: its words and its days.
    fn read(text: &str) -> String {
        let (doc, lexicon) = (plain(text), Lexicon::builtin().unwrap());
        let dateline = time::dateline(&doc, &lexicon.times, Some(date(2019, 5, 16)));
        let end = |d: Option<Date>| d.map_or("…".to_owned(), |d| d.to_string());
        match find(&doc, &lexicon.times, &dateline).first() {
            None => "none".to_owned(),
            Some(when) => {
                let value = match when.value {
                    Value::On(i) if i.from == i.to => end(i.from),
                    Value::On(i) => format!("{}..{}", end(i.from), end(i.to)),
                    other => format!("{other:?}"),
                };
                format!("{} = {value}", doc.span(when.span.start, when.span.end).text())
            }
        }
    }

    #[test]
    fn times_that_name_days() {
        for (text, expected) in [
            ("The market was hit on Monday .", "Monday = 2019-05-13"),
            ("It was hit on Thursday .", "Thursday = 2019-05-16"),
            ("It was hit late on Wednesday .", "late on Wednesday = 2019-05-15"),
            ("Wednesday night they came .", "Wednesday night = 2019-05-15..2019-05-16"),
            ("It was hit overnight .", "overnight = 2019-05-15..2019-05-16"),
            ("It was hit last night .", "last night = 2019-05-15..2019-05-16"),
            ("Two days ago they came .", "Two days ago = 2019-05-14"),
            ("They fell in the past 24 hours .", "the past 24 hours = 2019-05-15..2019-05-16"),
            ("They fell over the past three days .", "the past three days = 2019-05-13..2019-05-16"),
            ("They fell on Tuesday and Wednesday .", "Tuesday and Wednesday = 2019-05-14..2019-05-15"),
            ("It has burned since Friday .", "Friday = 2019-05-10..2019-05-16"),
            ("It fell earlier this week .", "earlier this week = 2019-05-13..2019-05-15"),
            ("It fell last month .", "last month = 2019-04-01..2019-04-30"),
            ("It fell on April 4 .", "April 4 = 2019-04-04"),
            ("It fell on 24 December .", "24 December = 2018-12-24"),
            ("It fell on Sept. 21 , 2017 .", "Sept. 21 , 2017 = 2017-09-21"),
            ("It fell in August 2013 .", "August 2013 = 2013-08-01..2013-08-31"),
            ("It fell in 2012 .", "2012 = 2012-01-01..2012-12-31"),
            ("Nine have fallen in three days .", "three days = 2019-05-13..2019-05-16"),
            ("It fell yesterday .", "yesterday = 2019-05-15"),
            ("For the third straight day shells fell .", "third straight day = 2019-05-14..2019-05-16"),
        ] {
            assert_eq!(read(text), expected);
        }
    }

    #[test]
    fn times_that_hang_on_what_was_told_before() {
        assert_eq!(read("Hours later , a second one went off ."), "Hours later = After(0)");
        assert_eq!(read("A day earlier , two fell ."), "A day earlier = After(-1)");
        assert_eq!(read("Earlier in the day , two fell ."), "Earlier in the day = After(0)");
        assert_eq!(read("They shell it every day ."), "every day = Habit");
        assert_eq!(read("Several days ago two fell ."), "Several days ago = Vague");
    }

    #[test]
    fn words_that_are_no_times() {
        for text in ["They may march on .", "The 2000 men of the 21st brigade .", "The sun sat low ."] {
            assert_eq!(read(text), "none", "{text}");
        }
    }
}
