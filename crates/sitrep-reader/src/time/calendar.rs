//! What relative times come to, counted from the day of publication. Days alone: no clock, no time zone.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use sitrep_record::DateInterval;

/// What a length of time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Hours; minutes and seconds count as none.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// A date moved by a span; `None` past the ends of the calendar.
fn shifted(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()
}

/// The latest such weekday that is not after `day`.
pub(crate) fn latest_weekday(day: Date, weekday: Weekday) -> Option<Date> {
    let back = i64::from(day.weekday().since(weekday));
    shifted(day, (-back).days())
}

/// The latest such day and month that is not after `day`, none for a 30th of February.
///
/// A day within the coming four weeks is that one: news speaks of what was agreed for the near future too.
pub(crate) fn latest_month_day(day: Date, month: i8, of_month: i8) -> Option<Date> {
    (0..=8).find_map(|back| {
        let date = Date::new(day.year().checked_sub(back)?, month, of_month).ok()?;
        (date <= shifted(day, 28.days())?).then_some(date)
    })
}

/// The whole month.
pub(crate) fn month(year: i16, month: i8) -> Option<DateInterval> {
    let first = Date::new(year, month, 1).ok()?;
    Some(DateInterval { from: Some(first), to: Some(first.last_of_month()) })
}

/// The latest such month that does not start after `day`, whole; the month of `day` itself ends with `day`.
pub(crate) fn latest_month(day: Date, number: i8) -> Option<DateInterval> {
    let year = if number > day.month() { day.year().checked_sub(1)? } else { day.year() };
    let whole = month(year, number)?;
    Some(DateInterval { from: whole.from, to: whole.to.map(|to| to.min(day).max(whole.from.unwrap_or(to))) })
}

/// The whole year.
pub(crate) fn year(year: i16) -> Option<DateInterval> {
    Some(DateInterval { from: Some(Date::new(year, 1, 1).ok()?), to: Some(Date::new(year, 12, 31).ok()?) })
}

/// The whole week, month or year before the one that `day` lies in; yesterday and the hours before for the smaller ones.
pub(crate) fn previous(day: Date, unit: Unit) -> Option<DateInterval> {
    match unit {
        Unit::Hour => Some(DateInterval::day(day)),
        Unit::Day => shifted(day, (-1).day()).map(DateInterval::day),
        Unit::Week => {
            let monday = shifted(latest_weekday(day, Weekday::Monday)?, (-7).days())?;
            Some(DateInterval { from: Some(monday), to: shifted(monday, 6.days()) })
        }
        Unit::Month => {
            let last = shifted(day.first_of_month(), (-1).day())?;
            month(last.year(), last.month())
        }
        Unit::Year => year(day.year().checked_sub(1)?),
    }
}

/// The week, month or year of `day` up to `day`.
pub(crate) fn current(day: Date, unit: Unit) -> Option<DateInterval> {
    let from = match unit {
        Unit::Hour | Unit::Day => day,
        Unit::Week => latest_weekday(day, Weekday::Monday)?,
        Unit::Month => day.first_of_month(),
        Unit::Year => day.first_of_year(),
    };
    Some(DateInterval { from: Some(from), to: Some(day) })
}

/// The week, month or year of `day` up to the day before ("earlier this week").
pub(crate) fn earlier(day: Date, unit: Unit) -> Option<DateInterval> {
    let DateInterval { from, .. } = current(day, unit)?;
    let eve = shifted(day, (-1).day())?;
    Some(DateInterval { from, to: Some(eve.max(from?)) })
}

/// The day `n` units before `day`, or after it if `n` is negative. Whole months and years name the whole month or year.
pub(crate) fn ago(day: Date, n: i32, unit: Unit) -> Option<DateInterval> {
    let n = i64::from(n.clamp(-10_000, 10_000));
    match unit {
        Unit::Hour => shifted(day, (-(n / 24)).days()).map(DateInterval::day),
        Unit::Day => shifted(day, (-n).days()).map(DateInterval::day),
        Unit::Week => shifted(day, (-n * 7).days()).map(DateInterval::day),
        Unit::Month => {
            let then = shifted(day, (-n).months())?;
            month(then.year(), then.month())
        }
        Unit::Year => year(shifted(day, (-n).years())?.year()),
    }
}

/// The last `n` units up to `day` ("in the past 24 hours": yesterday and today).
pub(crate) fn past(day: Date, n: i32, unit: Unit) -> Option<DateInterval> {
    let n = i64::from(n.clamp(0, 10_000));
    let span = match unit {
        Unit::Hour => (-((n + 23) / 24)).days(),
        Unit::Day => (-n).days(),
        Unit::Week => (-n * 7).days(),
        Unit::Month => (-n).months(),
        Unit::Year => (-n).years(),
    };
    Some(DateInterval { from: Some(shifted(day, span)?), to: Some(day) })
}

/// The night that starts on `day`, cut off at `limit`.
pub(crate) fn night_of(day: Date, limit: Option<Date>) -> DateInterval {
    let next = shifted(day, 1.day()).unwrap_or(day);
    DateInterval { from: Some(day), to: Some(limit.map_or(next, |limit| next.min(limit.max(day)))) }
}

/// The night that ends on `day`.
pub(crate) fn night_before(day: Date) -> DateInterval {
    DateInterval { from: Some(shifted(day, (-1).day()).unwrap_or(day)), to: Some(day) }
}

/// Moves both ends of an interval by whole days.
pub(crate) fn moved(interval: DateInterval, days: i32) -> DateInterval {
    let by = |date: Date| shifted(date, i64::from(days.clamp(-100_000, 100_000)).days());
    DateInterval { from: interval.from.and_then(by), to: interval.to.and_then(by) }
}

/// The shortest interval that holds both.
pub(crate) fn hull(a: DateInterval, b: DateInterval) -> DateInterval {
    DateInterval { from: a.from.zip(b.from).map(|(x, y)| x.min(y)), to: a.to.zip(b.to).map(|(x, y)| x.max(y)) }
}

/// Whether both may name one moment; an open end reaches as far as it can.
pub(crate) fn overlap(a: DateInterval, b: DateInterval) -> bool {
    let before = |x: DateInterval, y: DateInterval| x.to.zip(y.from).is_some_and(|(to, from)| to < from);
    !before(a, b) && !before(b, a)
}

/// How many days an interval holds; `None` if an end is open.
pub(crate) fn days(interval: DateInterval) -> Option<i32> {
    let (from, to) = (interval.from?, interval.to?);
    from.until(to).ok().map(|span| span.get_days() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn span(from: Date, to: Date) -> DateInterval {
        DateInterval { from: Some(from), to: Some(to) }
    }

    #[test]
    fn weeks_and_months_are_those_of_the_calendar() {
        let thursday = date(2019, 5, 16);
        assert_eq!(previous(thursday, Unit::Week), Some(span(date(2019, 5, 6), date(2019, 5, 12))));
        assert_eq!(earlier(thursday, Unit::Week), Some(span(date(2019, 5, 13), date(2019, 5, 15))));
        assert_eq!(previous(thursday, Unit::Month), Some(span(date(2019, 4, 1), date(2019, 4, 30))));
        assert_eq!(past(thursday, 24, Unit::Hour), Some(span(date(2019, 5, 15), thursday)));
        assert_eq!(ago(thursday, 2, Unit::Week), Some(DateInterval::day(date(2019, 5, 2))));
        assert_eq!(latest_month_day(thursday, 12, 24), Some(date(2018, 12, 24)));
        assert_eq!(latest_month_day(thursday, 2, 29), Some(date(2016, 2, 29)));
        assert_eq!(latest_month_day(thursday, 2, 30), None);
        assert_eq!(latest_month(thursday, 5), Some(span(date(2019, 5, 1), thursday)));
        assert_eq!(latest_month(thursday, 6), Some(span(date(2018, 6, 1), date(2018, 6, 30))));
    }

    fn any_date() -> impl Strategy<Value = Date> {
        (1900i16..2100, 1i8..=12, 1i8..=31).prop_filter_map("a day", |(y, m, d)| Date::new(y, m, d).ok())
    }

    proptest! {
        #[test]
        fn the_latest_weekday_is_within_a_week(day in any_date(), k in 1i8..=7) {
            let weekday = Weekday::from_monday_one_offset(k).unwrap();
            let found = latest_weekday(day, weekday).unwrap();
            prop_assert_eq!(found.weekday(), weekday);
            prop_assert!(found <= day && day <= shifted(found, 6.days()).unwrap());
        }

        #[test]
        fn intervals_are_in_order(day in any_date(), n in 0i32..4000, u in 0usize..5) {
            let unit = [Unit::Hour, Unit::Day, Unit::Week, Unit::Month, Unit::Year][u];
            for i in [previous(day, unit), current(day, unit), past(day, n, unit), Some(night_of(day, Some(day)))].into_iter().flatten() {
                prop_assert!(i.from <= i.to, "{:?}", i);
                prop_assert!(i.from.unwrap() <= day);
                prop_assert!(overlap(i, i));
                prop_assert!(days(i).is_some_and(|d| d >= 1));
            }
            if let Some(i) = ago(day, n, unit) {
                prop_assert!(i.from <= i.to);
            }
        }
    }
}
