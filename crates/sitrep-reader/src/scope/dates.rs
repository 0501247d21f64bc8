//! What dates and spans of time in a toll's sentence tell of its scope.

use jiff::civil::Date;
use sitrep_record::Scope;

use super::Zone;
use crate::assemble::Context;

/// Days before the publication within which an event is still what the article is about.
const RECENT_DAYS: i32 = 4;
/// Days before the publication within which a span is still what the article is about.
const RECENT_SPAN: i32 = 31;

/// The scope that a date or span tells; none if there is none.
pub(super) fn scope(context: Context<'_>, zone: &Zone<'_, '_>) -> Option<Scope> {
    (zone.start..zone.end).filter(|&i| zone.near(i)).find_map(|i| at(context, zone, i))
}

/// What a date or span that starts at a token tells.
pub(super) fn at(context: Context<'_>, zone: &Zone<'_, '_>, i: usize) -> Option<Scope> {
    if zone.dateline.span.contains(&i) || of_a_record(zone, i) {
        return None;
    }
    since(context, zone, i).or_else(|| span(context, zone, i)).or_else(|| date(context, zone, i))
}

/// "the deadliest since 2019": dates another event than the toll before it.
fn of_a_record(zone: &Zone<'_, '_>, i: usize) -> bool {
    if i < zone.toll.evidence.end {
        return false;
    }
    let since = (0..4).filter_map(|k| i.checked_sub(k)).find(|&k| lower(zone, k) == "since");
    since.is_some_and(|s| {
        (1..5)
            .filter_map(|k| zone.doc.get(s.checked_sub(k)?))
            .any(|t| t.tag() == "JJS" || matches!(t.lower(), "worst" | "first" | "deadliest"))
    })
}

/// Whether what starts at a token reaches back by more than a month: "since …", "years", a date.
pub(super) fn is_long_ago(context: Context<'_>, zone: &Zone<'_, '_>, i: usize) -> bool {
    if zone.dateline.span.contains(&i) || of_a_record(zone, i) {
        return false;
    }
    let long = matches!(lower(zone, i), "since" | "year" | "years" | "months" | "month" | "decade" | "decades");
    long || days_ago(context, zone, i).is_some_and(|days| days > RECENT_SPAN)
}

/// "since 2011", "since the war began", "since Friday".
fn since(context: Context<'_>, zone: &Zone<'_, '_>, i: usize) -> Option<Scope> {
    if lower(zone, i) != "since" {
        return None;
    }
    let words = &context.lexicon.scope;
    if (i + 1..i + 7).any(|k| words.recent.contains(lower(zone, k))) {
        let captured = zone.toll.effect == sitrep_record::Effect::Captured;
        return Some(if captured { Scope::Incident } else { Scope::Aggregate });
    }
    if let Some(days) = (i + 1..i + 4).find_map(|k| days_ago(context, zone, k)) {
        return Some(if days <= RECENT_SPAN { Scope::Aggregate } else { Scope::Background });
    }
    Some(Scope::Background)
}

/// "in two days", "over the past three years", "in two weeks of bombardment".
fn span(context: Context<'_>, zone: &Zone<'_, '_>, i: usize) -> Option<Scope> {
    let scope = match lower(zone, i) {
        "days" => Scope::Aggregate,
        "weeks" | "months" | "years" | "decades" => Scope::Background,
        "hours" => Scope::Aggregate,
        _ => return None,
    };
    if i < 3 {
        return None;
    }
    let number =
        context.lexicon.quantities.numbers.get(lower(zone, i - 1)).copied().or_else(|| lower(zone, i - 1).parse().ok());
    let few = matches!(lower(zone, i - 1), "several" | "few" | "past" | "last" | "recent");
    if number.is_none() && !few {
        return None;
    }
    if scope == Scope::Aggregate && lower(zone, i) == "hours" && number.is_none_or(|n| n < 48) {
        return None;
    }
    let led = (i.saturating_sub(5)..i - 1)
        .any(|k| matches!(lower(zone, k), "in" | "over" | "during" | "within" | "past" | "last"));
    let ago = matches!(lower(zone, i + 1), "ago" | "earlier" | "later" | "after" | "before" | "old" | "-");
    // "two years of age", "a period of 5 years": only what leads to the toll counts.
    (led && !ago && !zone.covers(i - 1..i)).then_some(scope)
}

/// A date that is older than what the article is about.
fn date(context: Context<'_>, zone: &Zone<'_, '_>, i: usize) -> Option<Scope> {
    let published = zone.dateline.day?;
    let t = zone.doc.get(i)?;
    if zone.covers(i..i + 1) {
        return None;
    }
    // A bare year.
    if let Some(year) = year(t.text()) {
        let date_before = i > 0 && (day(lower(zone, i - 1)).is_some() || month(context, zone, i - 1).is_some());
        let preceded = i > 0
            && matches!(
                lower(zone, i - 1),
                "in" | "of" | "since" | "from" | "until" | "early" | "late" | "mid" | "to" | "year"
            );
        if !date_before && (preceded || t.tag() == "CD" && i > zone.start + 4) {
            return (year != published.year()).then_some(Scope::Background);
        }
    }
    let days = days_ago(context, zone, i)?;
    (days > RECENT_DAYS).then_some(Scope::Background)
}

/// How many days before the publication the date that starts at a token lies; a month alone counts from its end.
fn days_ago(context: Context<'_>, zone: &Zone<'_, '_>, i: usize) -> Option<i32> {
    let published = zone.dateline.day?;
    if let Some(year) = year(lower(zone, i)) {
        return (year != published.year()).then_some(366);
    }
    let (number, behind) = match (month(context, zone, i), day(lower(zone, i))) {
        (Some(m), _) => (m, i + 1),
        // "21 August".
        (None, Some(_)) => {
            let m = month(context, zone, i + 1)?;
            return of_day(published, m, day(lower(zone, i)), year(lower(zone, i + 2)));
        }
        _ => return None,
    };
    if i > 0 && day(lower(zone, i - 1)).is_some() {
        return of_day(published, number, day(lower(zone, i - 1)), year(lower(zone, behind)));
    }
    match day(lower(zone, behind)) {
        Some(d) => {
            let comma = usize::from(lower(zone, behind + 1) == ",");
            of_day(published, number, Some(d), year(lower(zone, behind + 1 + comma)))
        }
        None => of_day(published, number, None, year(lower(zone, behind))),
    }
}

fn of_day(published: Date, month: i8, day: Option<i8>, year: Option<i16>) -> Option<i32> {
    let year_known = year.unwrap_or(published.year());
    let of_year = |year: i16| -> Option<Date> {
        match day {
            Some(day) => Date::new(year, month, day).ok(),
            None => Some(Date::new(year, month, 1).ok()?.last_of_month()),
        }
    };
    let mut date = of_year(year_known)?;
    // Without a year the last such day before the publication is meant; the running month is not over yet.
    if year.is_none() && date > published {
        if day.is_none() && month == published.month() {
            return Some(0);
        }
        date = of_year(year_known - 1)?;
    }
    Some(date.until(published).ok()?.get_days())
}

fn lower<'d>(zone: &Zone<'d, '_>, i: usize) -> &'d str {
    zone.doc.get(i).map_or("", |t| t.lower())
}

fn year(text: &str) -> Option<i16> {
    (text.len() == 4).then(|| text.parse::<i16>().ok()).flatten().filter(|y| (1900..2100).contains(y))
}

fn day(text: &str) -> Option<i8> {
    (text.len() <= 2).then(|| text.parse::<i8>().ok()).flatten().filter(|d| (1..=31).contains(d))
}

fn month(context: Context<'_>, zone: &Zone<'_, '_>, i: usize) -> Option<i8> {
    let t = zone.doc.get(i)?;
    t.text().starts_with(char::is_uppercase).then(|| context.lexicon.scope.months.get(t.lower()).copied()).flatten()
}
