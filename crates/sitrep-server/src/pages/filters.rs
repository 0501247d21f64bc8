//! The form of filters: every one is part of the address, so that a view can be shared.

use maud::{Markup, html};
use sitrep_record::IncidentType;

use super::words;
use crate::context::Context;
use crate::view::View;

/// All types of incident, in the order of lists.
pub const TYPES: [IncidentType; 13] = [
    IncidentType::Airstrike,
    IncidentType::Shelling,
    IncidentType::Explosion,
    IncidentType::Chemical,
    IncidentType::Clash,
    IncidentType::Attack,
    IncidentType::Execution,
    IncidentType::Abduction,
    IncidentType::Arrest,
    IncidentType::Displacement,
    IncidentType::Capture,
    IncidentType::CeasefireViolation,
    IncidentType::Other,
];

/// The form of the board's filters.
pub fn filters(context: &Context, view: &View) -> Markup {
    let given = |name: &str| view.given(name).unwrap_or_default().to_owned();
    let rare = ["near", "actor", "source", "effect", "min", "reviewed", "rejected"];
    let open = rare.iter().any(|name| view.given(name).is_some());
    let effects: Vec<(String, String)> =
        sitrep_ledger::toll::EFFECTS.iter().map(|e| (words::value(e), words::name(context, "effect", e))).collect();
    let types: Vec<(String, String)> =
        TYPES.iter().map(|k| (words::value(k), words::name(context, "type", k))).collect();
    let reviewed = [("yes", "filter-reviewed-yes"), ("no", "filter-reviewed-no")];
    let reviewed: Vec<(String, String)> = reviewed.iter().map(|(v, k)| ((*v).to_owned(), context.t(k))).collect();
    html! {
        form #filters method="get" action="/" aria-label=(context.t("filters")) {
            (field("text", &context.t("filter-text"), html! { input #f-text type="search" name="text" value=(given("text")); }))
            (field("from", &context.t("filter-from"), html! { input #f-from type="date" name="from" value=(given("from")); }))
            (field("to", &context.t("filter-to"), html! { input #f-to type="date" name="to" value=(given("to")); }))
            (field("in", &context.t("filter-in"), html! { input #f-in type="text" name="in" value=(given("in")); }))
            (field("country", &context.t("filter-country"), html! { input #f-country type="text" name="country" value=(given("country")) size="4" maxlength="2" dir="ltr" aria-describedby="f-country-help"; span.small.muted #f-country-help { (context.t("filter-country-help")) } }))
            (field("type", &context.t("filter-type"), choice(context, "type", &types, &given("type"))))
            (flag(context, "contested", "filter-contested", view.filter.contested))
            details.more open[open] {
                summary { (context.t("filters-more")) }
                (field("actor", &context.t("filter-actor"), html! { input #f-actor type="text" name="actor" value=(given("actor")); }))
                (field("source", &context.t("filter-source"), html! { input #f-source type="text" name="source" value=(given("source")); }))
                (field("effect", &context.t("filter-effect"), choice(context, "effect", &effects, &given("effect"))))
                (field("min", &context.t("filter-min"), html! { input #f-min type="number" name="min" min="0" value=(given("min")); }))
                (field("reviewed", &context.t("filter-reviewed"), choice(context, "reviewed", &reviewed, &given("reviewed"))))
                (field("near", &context.t("filter-near"), html! { input #f-near type="text" name="near" value=(given("near")) placeholder="36.2,37.16,15" dir="ltr" aria-describedby="f-near-help"; span.small.muted #f-near-help { (context.t("filter-near-help")) } }))
                (flag(context, "rejected", "filter-rejected", view.filter.rejected))
            }
            @if let Some(sort) = view.given("sort") { input type="hidden" name="sort" value=(sort); }
            div.buttons {
                button.primary type="submit" { (context.t("filters-apply")) }
                @if !view.all_given().is_empty() { " " a href="/" { (context.t("filters-clear")) } }
            }
        }
    }
}

fn field(name: &str, label: &str, input: Markup) -> Markup {
    html! { div.field { label for={ "f-" (name) } { (label) } (input) } }
}

fn choice(context: &Context, name: &str, options: &[(String, String)], chosen: &str) -> Markup {
    html! {
        select id={ "f-" (name) } name=(name) {
            option value="" { (context.t("filter-any")) }
            @for (value, label) in options { option value=(value) selected[value == chosen] { (label) } }
        }
    }
}

fn flag(context: &Context, name: &str, label: &str, on: bool) -> Markup {
    html! {
        div.field.flag {
            input id={ "f-" (name) } type="checkbox" name=(name) value="1" checked[on];
            " " label for={ "f-" (name) } { (context.t(label)) }
        }
    }
}
