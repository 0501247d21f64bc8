//! Blocks: which incidents are worth comparing. An incident stands in blocks of a day and a place, and looks into them and
//! their neighbours, so that the cost grows with the number of incidents and not with its square.

use std::hash::{Hash, Hasher};

use jiff::ToSpan;
use rustc_hash::{FxHashMap, FxHasher};
use sitrep_record::IncidentType;

use super::mention::{Mention, day_number};

/// An undated incident is looked for among those of the days before its article.
const UNDATED_DAYS: i64 = 7;
/// Of a longer span only so many of its first days are blocks …
const FIRST_DAYS: i64 = 33;
/// … and so many of its last.
const LAST_DAYS: i64 = 3;
/// One of a seldom type may be of the months before its article, if it is undated …
const UNDATED_MONTHS: i64 = 2;
/// … and of so many, if it is dated to a span.
const MOST_MONTHS: usize = 24;
/// Degrees of a cell of the grid; neighbours are looked into, so near means up to two of them.
const CELL: f64 = 0.25;

/// The blocks of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blocks {
    /// Where it can be found.
    pub stands: Vec<u64>,
    /// Where it looks for others.
    pub looks: Vec<u64>,
}

#[derive(Hash)]
enum Ground<'a> {
    Name(&'a str),
    Province(&'a str),
    Cell(i64, i64),
    /// All incidents of a country, for those that know no more of their place.
    Country(&'a str),
    /// The incidents of a country that know no more of their place, for all others.
    Nowhere(&'a str),
    /// The incidents of a seldom type in a country, month by month: they are told of for years.
    Seldom(IncidentType, &'a str),
}

impl Blocks {
    /// The blocks of an incident. Whatever `looks` finds is found from the other side too.
    pub fn of(m: &Mention) -> Blocks {
        let days = days(m);
        let mut blocks = Blocks::default();
        let mut add = |ground: Ground<'_>, stand: bool, look: bool| {
            for (day, inner) in &days {
                let key = key(*day, &ground);
                if stand && *inner {
                    blocks.stands.push(key);
                }
                if look {
                    blocks.looks.push(key);
                }
            }
        };
        let place = &m.place;
        let country = place.country.as_deref().unwrap_or("");
        for name in place.names.iter().chain(&place.context) {
            add(Ground::Name(name), true, true);
        }
        if let Some(province) = &place.admin1 {
            add(Ground::Province(province), true, true);
        }
        if let Some((lat, lon)) = place.point {
            #[allow(clippy::cast_possible_truncation)] // degrees are small; what is not saturates
            let (row, column) = ((lat / CELL).floor() as i64, (lon / CELL).floor() as i64);
            add(Ground::Cell(row, column), true, false);
            for (r, c) in (row - 1..=row + 1).flat_map(|r| (column - 1..=column + 1).map(move |c| (r, c))) {
                add(Ground::Cell(r, c), false, true);
            }
        }
        match place.admin1.is_none() {
            true => {
                add(Ground::Nowhere(country), true, true);
                add(Ground::Country(country), false, true);
            }
            false => {
                add(Ground::Country(country), true, false);
                add(Ground::Nowhere(country), false, true);
            }
        }
        if m.seldom {
            for month in months(m) {
                let key = key(month, &Ground::Seldom(m.kind, country));
                blocks.stands.push(key);
                blocks.looks.push(key);
            }
        }
        for keys in [&mut blocks.stands, &mut blocks.looks] {
            keys.sort_unstable();
            keys.dedup();
        }
        blocks
    }
}

/// Days as numbers, with whether the incident stands there or only looks there.
fn days(m: &Mention) -> Vec<(i64, bool)> {
    let (from, to) = match (m.when.span, m.published) {
        (Some((from, to)), _) => (day_number(from), day_number(to)),
        (None, Some(published)) => (day_number(published) - UNDATED_DAYS, day_number(published)),
        // incidents without any date meet each other only
        (None, None) => return vec![(i64::MIN, true)],
    };
    let first = from - 1..=(to + 1).min(from + FIRST_DAYS - 1);
    let last = (to - LAST_DAYS + 1).max(*first.end() + 1)..=to + 1;
    first.chain(last).map(|day| (day, (from..=to).contains(&day))).collect()
}

/// The first days of the months that an incident may have happened in, as numbers.
fn months(m: &Mention) -> Vec<i64> {
    let (from, to) = match (m.when.span, m.published) {
        (Some(span), _) => span,
        (None, Some(published)) => (published.checked_sub(UNDATED_MONTHS.months()).unwrap_or(published), published),
        (None, None) => return Vec::new(),
    };
    let (first, last) = (from.first_of_month(), to.first_of_month());
    let all = std::iter::successors(Some(first), |d| d.checked_add(1.month()).ok());
    all.take_while(|d| *d <= last).take(MOST_MONTHS).map(day_number).collect()
}

/// The day in front, so that the blocks of a day lie together in a store: news comes day by day.
fn key(day: i64, ground: &Ground<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    (day, ground).hash(&mut hasher);
    let day = day.clamp(0, 0xff_ffff).cast_unsigned();
    (day << 39) | (hasher.finish() >> 25)
}

/// All pairs worth comparing, as places in the list, each once, the smaller first.
pub fn pairs(mentions: &[&Mention]) -> Vec<(usize, usize)> {
    let blocks: Vec<Blocks> = mentions.iter().map(|m| Blocks::of(m)).collect();
    let mut standing: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, block) in blocks.iter().enumerate() {
        block.stands.iter().for_each(|key| standing.entry(*key).or_default().push(at));
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let found = block.looks.iter().filter_map(|key| standing.get(key)).flatten();
        pairs.extend(found.filter(|other| **other != at).map(|other| (at.min(*other), at.max(*other))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
