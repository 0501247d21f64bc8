//! The machine's reading beside the text: an entry for each statement and name, linked with its words.

use maud::{Markup, html};
use sitrep_record::{Accord, Claim, Incident, Polarity, Responsibility, Scope, Status};

use super::Shown;
use super::spans::{Marked, Name, local};
use crate::context::Context;
use crate::pages::links::{self, anchor};
use crate::pages::{figures, words};

/// All lists.
pub fn lists(context: &Context, shown: &Shown, marked: &Marked) -> Markup {
    let record = &shown.article.record;
    html! {
        (list(context, "reading-claims", record.claims.iter().enumerate().map(|(at, c)| claim(context, shown, at, c)).collect()))
        (list(context, "reading-incidents", record.incidents.iter().enumerate().map(|(at, i)| told(context, shown, at, i)).collect()))
        (list(context, "reading-responsibility", record.responsibility.iter().enumerate().map(|(at, r)| responsibility(context, shown, at, r)).collect()))
        (list(context, "reading-accords", record.accords.iter().enumerate().map(|(at, a)| accord(context, shown, at, a)).collect()))
        (list(context, "reading-places", marked.places.iter().map(|n| name(n, Some("in"))).collect()))
        (list(context, "reading-sources", marked.sources.iter().map(|n| name(n, Some("source"))).collect()))
        (list(context, "reading-days", marked.days.iter().map(|n| name(n, None)).collect()))
        @if record.claims.is_empty() && record.incidents.is_empty() && record.accords.is_empty() { p.muted { (context.t("reading-nothing")) } }
    }
}

fn list(context: &Context, title: &str, entries: Vec<Markup>) -> Markup {
    html! {
        @if !entries.is_empty() {
            h3 { (context.t(title)) " " span.muted { (entries.len()) } }
            ul { @for entry in &entries { (entry) } }
        }
    }
}

/// An entry: its name leads to its words.
fn entry(local: &str, kind: &str, shown: &str, body: Markup) -> Markup {
    html! { li id={ "m-" (local) } data-kind=(kind) { a.ref href={ "#e-" (local) } { bdi { (shown) } } " " (body) } }
}

fn claim(context: &Context, shown: &Shown, at: usize, claim: &Claim) -> Markup {
    let body = html! {
        strong { (figures::count(context, &claim.count)) } " " (words::name(context, "effect", &claim.effect))
        @if claim.polarity == Polarity::Denied { " " span.contested { (context.t("denied")) } }
        @if let Some(victims) = &claim.victims.text { " · " bdi { (victims) } }
        @if claim.victims.status != Status::Unspecified { " · " (words::name(context, "status", &claim.victims.status)) }
        @if claim.scope != Scope::Incident { " · " (words::name(context, "scope", &claim.scope)) }
        @if let Some(parent) = &claim.parent { " (" (context.t("part-of")) " " a href={ "#m-" (anchor(parent)) } { bdi { (parent) } } ")" }
        br; (words::claim_sources(context, claim))
        br; span.small {
            @if let Some(own) = &claim.incident { (of_incident(context, shown, own)) " · " }
            span.muted { (context.tn("confidence", percent(claim.confidence))) }
        }
    };
    entry(&local('c', &claim.id, at), "claim", &claim.id, body)
}

fn percent(confidence: f32) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and 100
    let percent = (confidence.clamp(0.0, 1.0) * 100.0).round() as usize;
    percent
}

/// An incident of the record, as a link to it in the ledger.
fn of_incident(context: &Context, shown: &Shown, own: &str) -> Markup {
    html! {
        @match shown.tellings.iter().find(|(local, _)| local == own) {
            Some((_, id)) => a href=(links::incident(id)) { (context.t("reading-incident")) " " bdi { (own) } },
            None => a href={ "#m-" (anchor(own)) } { bdi { (own) } },
        }
    }
}

fn told(context: &Context, shown: &Shown, at: usize, told: &Incident) -> Markup {
    let body = html! {
        (words::kind(context, &told.kind)) @if let Some(method) = &told.method { " (" bdi { (method) } ")" }
        br; (words::place_or_unknown(context, told.place.as_ref())) " " (words::precision(context, told.place.as_ref()))
        br; (words::days(context, &told.date))
        @if !told.perpetrators.is_empty() { br; (context.t("by")) " " (words::names(told.perpetrators.iter().map(|a| a.name.as_str()))) }
        @if !told.targets.is_empty() { br; (context.t("fact-hit")) ": " (words::names(told.targets.iter().map(|a| a.name.as_str()))) }
        @if let Some((_, id)) = shown.tellings.iter().find(|(local, _)| *local == told.id) { br; a href=(links::incident(id)) { (context.t("reading-open")) } }
    };
    entry(&local('i', &told.id, at), "incident", &told.id, body)
}

fn responsibility(context: &Context, shown: &Shown, at: usize, said: &Responsibility) -> Markup {
    let own = format!("r{}", at + 1);
    let body = html! {
        bdi { (said.actor.name) } ": " (words::name(context, "stance", &said.stance))
        @if !said.by.is_empty() { " (" (context.t("says")) " " (words::names(said.by.iter().map(|b| b.name.as_str()))) ")" }
        @if let Some(about) = &said.incident { " · " (of_incident(context, shown, about)) }
    };
    entry(&own, "responsibility", &own, body)
}

fn accord(context: &Context, shown: &Shown, at: usize, accord: &Accord) -> Markup {
    let body = html! {
        (words::name(context, "accord", &accord.kind)) ": " (words::name(context, "stage", &accord.stage))
        @if !accord.parties.is_empty() { br; (words::names(accord.parties.iter().map(|p| p.name.as_str()))) }
        @if let Some(effective) = accord.effective.as_ref().and_then(|e| e.text.as_ref()) { br; bdi dir="auto" { "“" (effective) "”" } }
        @if let Some((_, id)) = shown.accords.iter().find(|(own, _)| *own == accord.id) { br; a href=(links::accord(id)) { (context.t("reading-open-accord")) } }
    };
    entry(&local('a', &accord.id, at), "accord", &accord.id, body)
}

fn name(name: &Name, filter: Option<&str>) -> Markup {
    let kind = match name.local.as_bytes().first() {
        Some(b'p') => "place",
        Some(b's') => "source",
        _ => "date",
    };
    html! {
        li id={ "m-" (name.local) } data-kind=(kind) {
            a.ref href={ "#e-" (name.local) } { bdi { (name.name) } }
            @if let Some(filter) = filter { " " a.small href=(links::only(filter, &name.name)) aria-label={ "→ " (super::super::layout::plain(&name.name)) } { "→" } }
        }
    }
}
