//! The table of tolls: sources × effects, and what they say together. Nothing is added up.

use maud::{Markup, html};
use sitrep_ledger::toll::{Authority, Series, Statement, Toll};
use sitrep_record::{Polarity, Scope};

use super::Shown;
use crate::context::Context;
use crate::pages::{explain, figures, links, words};
use crate::texts::grouped;

/// The table, with how each figure was derived.
pub fn table(context: &Context, shown: &Shown) -> Markup {
    let tolls = &shown.summary.tolls;
    if tolls.is_empty() {
        return html! { p.muted { (context.t("toll-none")) } };
    }
    let mut authorities: Vec<&Authority> = tolls.iter().flat_map(|t| t.sources.iter().map(|s| &s.authority)).collect();
    authorities.sort_by_key(|a| std::cmp::Reverse(tolls.iter().filter(|t| series(t, a).is_some()).count()));
    let mut seen = std::collections::BTreeSet::new();
    authorities.retain(|a| seen.insert(&a.key));
    html! {
        div.scroll tabindex="0" role="group" aria-labelledby="tolls-title" {
            table.data.tolls {
                thead { tr {
                    th scope="col" { (context.t("source")) }
                    @for toll in tolls { th.n scope="col" { (words::name(context, "effect", &toll.effect)) } }
                } }
                tbody {
                    @for authority in &authorities {
                        tr {
                            th scope="row" {
                                a href=(links::only("source", &authority.name)) { bdi { (authority.name) } }
                                br; span.muted.small { (words::name(context, "standing", &authority.by)) }
                            }
                            @for toll in tolls {
                                td.n { @if let Some(one) = series(toll, authority) { (cell(context, shown, one)) } @else { span.muted aria-label=(context.t("figure-none")) { "–" } } }
                            }
                        }
                    }
                }
                tbody.together {
                    (row(context, tolls, "toll-best", &|t| t.together.best.map_or_else(|| figures::said(context, &t.together), grouped)))
                    (row(context, tolls, "toll-low", &|t| t.together.low.map_or_else(|| "–".into(), grouped)))
                    (row(context, tolls, "toll-high", &|t| match (t.together.high, t.together.best) { (Some(high), _) => grouped(high), (None, Some(_)) => context.t("open"), (None, None) => "–".into() }))
                    tr {
                        th scope="row" { (context.t("toll-agree")) }
                        @for toll in tolls { td.n { @if toll.together.contested { (words::contested(context)) } @else if toll.together.authorities > 1 { (context.t("toll-agree-yes")) } @else { span.muted { (context.t("toll-agree-one")) } } } }
                    }
                    @for status in statuses(tolls) {
                        tr {
                            th scope="row" { (words::name(context, "status", &status)) }
                            @for toll in tolls {
                                td.n { @if let Some(part) = toll.by_status.iter().find(|p| p.status == status) {
                                    (figures::together(context, &part.together))
                                    @if part.together.contested { " " (words::contested(context)) }
                                } @else { span.muted aria-label=(context.t("figure-none")) { "–" } } }
                            }
                        }
                    }
                }
            }
        }
        details {
            summary { (context.t("toll-derived")) }
            @for toll in tolls {
                h3 { (words::name(context, "effect", &toll.effect)) }
                (explain::parts(context, &toll.explanation))
            }
        }
    }
}

fn series<'a>(toll: &'a Toll, authority: &Authority) -> Option<&'a Series> {
    toll.sources.iter().find(|s| s.authority.key == authority.key)
}

fn statuses(tolls: &[Toll]) -> Vec<sitrep_record::Status> {
    let all = [sitrep_record::Status::Civilian, sitrep_record::Status::Combatant];
    all.into_iter().filter(|s| tolls.iter().any(|t| t.by_status.iter().any(|p| p.status == *s))).collect()
}

fn row(context: &Context, tolls: &[Toll], key: &str, of: &dyn Fn(&Toll) -> String) -> Markup {
    let rule = match key {
        "toll-best" => "toll-best-rule",
        "toll-low" => "toll-low-rule",
        _ => "toll-high-rule",
    };
    html! {
        tr {
            th scope="row" { (context.t(key)) br; span.muted.small { (context.t(rule)) } }
            @for toll in tolls { td.n { (of(toll)) } }
        }
    }
}

fn cell(context: &Context, shown: &Shown, series: &Series) -> Markup {
    let latest = &series.latest;
    let copies = shown.copies.iter().filter(|(_, of)| *of == latest.article).count();
    html! {
        a.figure href=(links::evidence(&latest.article, &latest.claim)) { strong { (figures::count(context, &latest.count)) } }
        @if latest.polarity == Polarity::Denied { " " span.contested { (context.t("denied")) } }
        @if matches!(latest.scope, Scope::Aggregate | Scope::Background) { br; span.small { (words::name(context, "scope", &latest.scope)) } }
        br; span.small.muted { (context.t("as-of")) " " (words::day_or_unknown(context, latest.as_of)) }
        @if copies > 0 { br; span.small.muted { (context.tn("copies", copies)) } }
        @if !series.earlier.is_empty() {
            br; span.small.muted { (context.t("earlier")) " " (list(context, &series.earlier, true)) }
        }
        @if !series.beside.is_empty() {
            br; span.small.muted { (context.t("beside")) " " (list(context, &series.beside, false)) }
        }
    }
}

fn list(context: &Context, statements: &[Statement], dated: bool) -> Markup {
    html! {
        @for (at, one) in statements.iter().enumerate() {
            @if at > 0 { ", " }
            a href=(links::evidence(&one.article, &one.claim)) { (figures::count(context, &one.count)) }
            @if dated { " (" (words::day_or_unknown(context, one.as_of)) ")" }
            @else if let Some(victims) = &one.victims { " " bdi { (victims) } }
        }
    }
}
