//! How many incidents there were, day by day or in longer spans.

use jiff::civil::{Date, Weekday};
use jiff::{ToSpan, Unit as Span};
use serde::Serialize;

use super::row::Row;

/// The spans that incidents are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks from Monday on (ISO 8601).
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// The incidents of one span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bucket {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Incidents that began in it.
    pub incidents: usize,
    /// Of these, contested ones.
    pub contested: usize,
    /// The largest best figure of the dead of one of them: figures of several incidents are not summed.
    pub killed_best_max: Option<u64>,
}

/// Incidents over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// How long a bucket is.
    pub unit: Unit,
    /// All spans between the first incident and the last, empty ones too.
    pub buckets: Vec<Bucket>,
    /// Incidents without a day.
    pub undated: usize,
    /// All incidents.
    pub total: usize,
}

/// No more buckets than these are drawn.
const MOST: i64 = 200;

impl Unit {
    /// The finest by which so many days make no more buckets than can be drawn.
    fn fitting(days: i64) -> Unit {
        match days {
            ..=92 => Unit::Day,
            _ if days / 7 < MOST - 2 => Unit::Week,
            _ if days / 30 < MOST - 2 => Unit::Month,
            _ => Unit::Year,
        }
    }

    /// The first day of the span that a day lies in.
    fn start(self, day: Date) -> Date {
        match self {
            Unit::Day => day,
            Unit::Week => day.checked_sub(i64::from(day.weekday().since(Weekday::Monday)).days()).unwrap_or(day),
            Unit::Month => day.first_of_month(),
            Unit::Year => day.first_of_year(),
        }
    }

    /// The first day of the next span; nothing at the end of time.
    fn next(self, start: Date) -> Option<Date> {
        let span = match self {
            Unit::Day => 1.day(),
            Unit::Week => 1.week(),
            Unit::Month => 1.month(),
            Unit::Year => 1.year(),
        };
        start.checked_add(span).ok()
    }
}

impl Timeline {
    /// Counts incidents that come by their first day, undated ones last.
    pub fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Timeline {
        let rows: Vec<&Row> = rows.collect();
        let days: Vec<Date> = rows.iter().filter_map(|row| row.from).collect();
        let total = rows.len();
        let undated = total - days.len();
        let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else {
            return Timeline { unit: Unit::Day, buckets: Vec::new(), undated, total };
        };
        let length = first.until((Span::Day, last)).map_or(i64::MAX, |span| i64::from(span.get_days()));
        let unit = Unit::fitting(length);
        let mut buckets: Vec<Bucket> = Vec::new();
        let mut start = unit.start(first);
        let mut dated = rows.into_iter().filter_map(|row| Some((row.from?, row))).peekable();
        // a span of centuries with single incidents could have more years than can be drawn
        let most = usize::try_from(MOST).unwrap_or(usize::MAX) * 50;
        while start <= last && buckets.len() < most {
            let next = unit.next(start);
            let to = next.and_then(|next| next.yesterday().ok()).unwrap_or(Date::MAX);
            let mut bucket = Bucket { from: start, to, incidents: 0, contested: 0, killed_best_max: None };
            while let Some((_, row)) = dated.next_if(|(day, _)| *day <= to) {
                bucket.incidents += 1;
                bucket.contested += usize::from(row.contested);
                bucket.killed_best_max = bucket.killed_best_max.max(row.best[0]);
            }
            buckets.push(bucket);
            match next {
                Some(next) => start = next,
                None => break,
            }
        }
        Timeline { unit, buckets, undated, total }
    }
}
