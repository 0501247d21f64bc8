//! Values in the words of the reader's language.

use fluent_bundle::FluentValue;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Serialize;
use sitrep_ledger::Summary;
use sitrep_record::{Claim, DateInterval, Place};

use crate::context::Context;

/// The groups of keys that name a value: `type-airstrike`.
#[cfg(test)]
pub const GROUPS: [&str; 22] = [
    "sources",
    "kind",
    "feature",
    "sort",
    "theme",
    "type",
    "effect",
    "grade",
    "grade-means",
    "stance",
    "scope",
    "status",
    "precision",
    "source",
    "accord",
    "stage",
    "relation",
    "standing",
    "month",
    "field",
    "did",
    "why",
];

/// The word of an enum's value as its JSON has it.
pub fn value(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The name of an enum's value.
pub fn name(context: &Context, group: &str, of: &impl Serialize) -> String {
    context.t(&format!("{group}-{}", value(of)))
}

/// A type of incident, with its mark.
pub fn kind(context: &Context, of: &impl Serialize) -> Markup {
    html! { span.type data-type=(value(of)) { (name(context, "type", of)) } }
}

/// A grade.
pub fn grade(context: &Context, summary: &Summary) -> Markup {
    html! { span.grade data-grade=(value(&summary.grade)) { (name(context, "grade", &summary.grade)) } }
}

/// The mark of what is contested.
pub fn contested(context: &Context) -> Markup {
    html! { span.contested { (context.t("contested")) } }
}

/// A day.
pub fn day(context: &Context, date: Date) -> Markup {
    html! { time datetime=(date) { (day_text(context, date)) } }
}

/// A day as text.
pub fn day_text(context: &Context, date: Date) -> String {
    let month = context.t(&format!("month-{}", date.month()));
    let (day, year) = (date.day().to_string(), date.year().to_string());
    let text = |v: &str| FluentValue::from(v.to_owned());
    context.tv("day", &[("day", text(&day)), ("month", text(&month)), ("year", text(&year))])
}

/// A day that may be unknown.
pub fn day_or_unknown(context: &Context, date: Option<Date>) -> Markup {
    match date {
        Some(date) => day(context, date),
        None => html! { span.muted { (context.t("date-unknown")) } },
    }
}

/// Days: one, a span, open to one side, or unknown.
pub fn days(context: &Context, interval: &DateInterval) -> Markup {
    match (interval.from, interval.to) {
        (Some(from), Some(to)) if from == to => day(context, from),
        (Some(from), Some(to)) => html! { (day(context, from)) " – " (day(context, to)) },
        (Some(from), None) => html! { (context.t("date-from")) " " (day(context, from)) },
        (None, Some(to)) => html! { (context.t("date-to")) " " (day(context, to)) },
        (None, None) => html! { span.muted { (context.t("date-unknown")) } },
    }
}

/// A moment that the ledger gives in RFC 3339.
pub fn moment(context: &Context, at: &str) -> Markup {
    let shown = at.get(..10).and_then(|day| day.parse::<Date>().ok()).zip(at.get(11..16));
    html! {
        time datetime=(at) {
            @match shown {
                Some((date, time)) => { (day_text(context, date)) ", " (time) " UTC" }
                None => { (at) }
            }
        }
    }
}

/// A place with what it lies within, nothing said twice.
pub fn place(context: &Context, of: &Place) -> String {
    let country = of.country.as_deref().map(|code| context.board.country_name(code).unwrap_or_else(|| code.to_owned()));
    let mut parts: Vec<&str> = vec![&of.name];
    for part in of.within.iter().map(String::as_str).chain(of.admin1.as_deref()).chain(country.as_deref()) {
        if !parts.iter().any(|p| p.to_lowercase() == part.to_lowercase()) {
            parts.push(part);
        }
    }
    parts.join(", ")
}

/// A place, or that there is none.
pub fn place_or_unknown(context: &Context, of: Option<&Place>) -> Markup {
    match of {
        Some(of) => html! { bdi { (place(context, of)) } },
        None => html! { span.muted { (context.t("place-unknown")) } },
    }
}

/// What a place's coordinates stand for, or that there are none.
pub fn precision(context: &Context, of: Option<&Place>) -> Markup {
    let located = of.is_some_and(|p| p.lat.is_some() && p.lon.is_some());
    match of.and_then(|p| p.precision).filter(|_| located) {
        Some(precision) => html! { span.precision { (name(context, "precision", &precision)) } },
        None if located => html! {},
        None => html! { span.unlocated { (context.t("unlocated")) } },
    }
}

/// What a place's coordinates stand for, if that is less than a town; a list would say it too often.
pub fn precision_if_coarse(context: &Context, of: Option<&Place>) -> Markup {
    use sitrep_record::Precision::{City, District, Exact};
    match of.and_then(|p| p.precision.filter(|_| p.lat.is_some())) {
        Some(Exact | District | City) => html! {},
        _ => precision(context, of),
    }
}

/// Names, each kept apart from the direction of the text around.
pub fn names<'a>(of: impl IntoIterator<Item = &'a str>) -> Markup {
    html! {
        @for (at, name) in of.into_iter().enumerate() {
            @if at > 0 { ", " }
            bdi { (name) }
        }
    }
}

/// Actors, or that nobody is named.
pub fn actors(context: &Context, of: &[String]) -> Markup {
    match of.is_empty() {
        true => html! { span.muted { (context.t("by-unknown")) } },
        false => names(of.iter().map(String::as_str)),
    }
}

/// What happened where, as a title: "Airstrike at Harib, Marib".
pub fn title(context: &Context, summary: &Summary) -> String {
    let kind = name(context, "type", &summary.kind);
    match &summary.place {
        Some(of) => {
            let within =
                of.within.first().or(of.admin1.as_ref()).filter(|w| w.to_lowercase() != of.name.to_lowercase());
            let place = within.map_or_else(|| of.name.clone(), |within| format!("{}, {within}", of.name));
            context.tv("incident-title", &[("type", kind.into()), ("place", place.into())])
        }
        None => context.tv("incident-title-nowhere", &[("type", kind.into())]),
    }
}

/// Who gives the figure.
pub fn claim_sources(context: &Context, claim: &Claim) -> Markup {
    html! {
        @if claim.sources.is_empty() { span.muted { (context.t("source-none")) } }
        @for (at, source) in claim.sources.iter().enumerate() {
            @if at > 0 { ", " }
            bdi { (source.name) } " " span.muted.small { "(" (name(context, "source", &source.kind)) ")" }
        }
    }
}
