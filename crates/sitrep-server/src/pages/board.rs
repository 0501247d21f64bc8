//! The board: map, timeline and list of incidents, all of one view.

use axum::extract::Query;
use maud::{Markup, html};
use sitrep_ledger::Summary;
use sitrep_record::{DateInterval, Effect};

use super::filters::filters;
use super::{Page, Problem, figures, layout, links, pager, words};
use crate::board::{Found, PAGE};
use crate::context::Context;
use crate::error::RequestError;
use crate::index::Timeline;
use crate::texts::grouped;
use crate::view::{Parameters, View};

/// The board.
pub async fn page(context: Context, Query(parameters): Query<Parameters>) -> Result<Markup, Problem> {
    let made = board(&context, &parameters).await;
    made.map_err(|error| Problem::new(context, error))
}

async fn board(context: &Context, parameters: &Parameters) -> Result<Markup, RequestError> {
    let view = View::of(parameters).map_err(|error| RequestError::Bad(error.to_string()))?;
    let found = context.board.find(&view).await?;
    if context.part.as_deref() == Some("list") {
        return Ok(list(context, &view, &found));
    }
    let timeline = context.board.timeline(&view, false).await?;
    let title = context.t("nav-board");
    let body = html! {
        h1.visually-hidden { (title) }
        div #live hidden {}
        div.board {
            (filters(context, &view))
            div.views {
                section #map aria-labelledby="map-title" data-map="/api/v1/map" {
                    h2 #map-title { (context.t("map")) }
                    div.canvas { p.muted { (context.t("map-twin")) " " a href="#list" { (context.t("map-twin-link")) } } }
                }
                section #timeline aria-labelledby="timeline-title" data-timeline="/api/v1/timeline" {
                    h2 #timeline-title { (context.t("timeline")) }
                    div.canvas {}
                    (twin(context, &view, &timeline))
                }
            }
            section #list aria-live="polite" aria-labelledby="list-title" {
                h2.visually-hidden #list-title { (context.t("list")) }
                (list(context, &view, &found))
            }
        }
    };
    Ok(layout(context, &Page { title: &title, script: Some("src/board.ts"), body }))
}

/// The timeline as a table; each span leads to its incidents.
fn twin(context: &Context, view: &View, timeline: &Timeline) -> Markup {
    html! {
        details {
            summary { (context.t("table")) }
            div.scroll tabindex="0" role="group" aria-label=(context.t("timeline")) {
                table.data {
                    thead { tr {
                        th scope="col" { (context.t("timeline-span")) }
                        th.n scope="col" { (context.t("list")) }
                        th.n scope="col" { (context.t("contested")) }
                        th.n scope="col" { (context.t("timeline-killed")) }
                    } }
                    tbody {
                        @for bucket in timeline.buckets.iter().filter(|b| b.incidents > 0) {
                            @let (from, to) = (bucket.from.to_string(), bucket.to.to_string());
                            tr {
                                th scope="row" { a href=(links::view("/", view, &[("from", &from), ("to", &to)])) {
                                    (words::days(context, &DateInterval { from: Some(bucket.from), to: Some(bucket.to) }))
                                } }
                                td.n { (grouped(bucket.incidents as u64)) }
                                td.n { (grouped(bucket.contested as u64)) }
                                td.n { @match bucket.killed_best_max { Some(most) => (grouped(most)), None => "–" } }
                            }
                        }
                    }
                }
            }
            @if timeline.undated > 0 { p.small.muted { (context.tn("timeline-undated", timeline.undated)) } }
        }
    }
}

/// The list of a view's page: what `?part=list` answers.
fn list(context: &Context, view: &View, found: &Found) -> Markup {
    let sorts = ["latest", "earliest", "killed"];
    html! {
        div.list-head {
            p #count { (context.tn("incidents", found.total)) }
            p.sorts {
                (context.t("sort")) " "
                @for (at, sort) in sorts.into_iter().enumerate() {
                    @if at > 0 { span.muted aria-hidden="true" { " · " } }
                    @let value = if sort == "latest" { "" } else { sort };
                    a href=(links::view("/", view, &[("sort", value)])) aria-current=[(view.sort.name() == sort).then_some("true")] { (context.t(&format!("sort-{sort}"))) }
                }
            }
            p.take { a href=(links::view("/download", view, &[])) { (context.t("list-download")) } }
        }
        @if found.incidents.is_empty() {
            p.notice {
                @if view.all_given().is_empty() { (context.t("list-empty-ledger")) code dir="ltr" { "sitrep add" } }
                @else { (context.t("list-empty")) " " a href="/" { (context.t("filters-clear")) } }
            }
        }
        ol #incidents start=(first(view)) { @for incident in &found.incidents { (row(context, incident)) } }
        (pager::of(context, view.page, found.total, PAGE, &|page| links::view("/", view, &[("page", &if page > 1 { page.to_string() } else { String::new() })])))
    }
}

fn first(view: &View) -> usize {
    (view.page - 1).saturating_mul(PAGE).saturating_add(1)
}

/// An incident in a list.
pub fn row(context: &Context, s: &Summary) -> Markup {
    let point = s.place.as_ref().and_then(|p| p.lat.zip(p.lon));
    html! {
        li data-id=(s.id) data-lon=[point.map(|p| p.1)] data-lat=[point.map(|p| p.0)] data-type=(words::value(&s.kind)) data-date=[s.date.from] data-best=[figures::of(&s.tolls, Effect::Killed).and_then(|t| t.together.best)] {
            h3 { (words::kind(context, &s.kind)) " " a href=(links::incident(&s.id)) { bdi { (short_place(context, s)) } } }
            p.when { (words::days(context, &s.date)) }
            p.where { (words::place_or_unknown(context, s.place.as_ref())) " " (words::precision_if_coarse(context, s.place.as_ref())) }
            p.tolls { (figures::tolls(context, &s.tolls)) }
            p.how {
                (words::grade(context, s))
                @if !s.contests.is_empty() { " " span.contested { (context.t("contested-responsibility")) } }
                @if !s.perpetrators.is_empty() { " " span.by { (context.t("by")) " " (words::names(s.perpetrators.iter().map(String::as_str))) } }
                " " span.muted { (context.tn("articles", s.articles.len())) }
            }
        }
    }
}

fn short_place(context: &Context, s: &Summary) -> String {
    s.place.as_ref().map_or_else(|| context.t("place-unknown"), |p| p.name.clone())
}
