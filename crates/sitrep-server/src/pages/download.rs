//! Everything that can be taken away of a view, and the feed.

use axum::extract::Query;
use maud::{Markup, html};

use super::{Page, Problem, layout, links};
use crate::context::Context;
use crate::error::RequestError;
use crate::view::{Parameters, View};

/// What can be taken: file, name, what it is.
const FILES: [(&str, &str, &str); 10] = [
    ("incidents.csv", "CSV", "download-incidents"),
    ("claims.csv", "CSV", "download-claims"),
    ("incidents.jsonl", "JSON Lines", "download-incidents-json"),
    ("claims.jsonl", "JSON Lines", "download-claims"),
    ("incidents.geojson", "GeoJSON", "download-geojson"),
    ("incidents.parquet", "Parquet", "download-incidents"),
    ("claims.parquet", "Parquet", "download-claims"),
    ("acled.csv", "ACLED", "download-acled"),
    ("ucdp.csv", "UCDP GED", "download-ucdp"),
    ("plover.jsonl", "PLOVER", "download-plover"),
];

/// The page.
pub async fn page(context: Context, Query(parameters): Query<Parameters>) -> Result<Markup, Problem> {
    match make(&context, &parameters).await {
        Ok(made) => Ok(made),
        Err(error) => Err(Problem::new(context, error)),
    }
}

async fn make(context: &Context, parameters: &Parameters) -> Result<Markup, RequestError> {
    let view = View::of(parameters).map_err(|error| RequestError::Bad(error.to_string()))?;
    let total = context.board.find(&view).await?.total;
    let title = context.t("nav-download");
    let tags = |file: &str| links::view(&format!("/download/{file}"), &view, &[("hxl", "1")]);
    let body = html! {
        h1 { (title) }
        p {
            (context.tn("download-holds", total)) " "
            a href=(links::view("/", &view, &[])) { (context.t("download-view")) }
        }
        @if !view.all_given().is_empty() {
            dl.facts.filters {
                @for (name, value) in view.all_given() { div { dt { code dir="ltr" { (name) } } dd { bdi { (value) } } } }
            }
        }
        div.scroll tabindex="0" role="group" aria-label=(title) {
            table.data {
                thead { tr { th scope="col" { (context.t("download-form")) } th scope="col" { (context.t("download-what")) } th scope="col" { (context.t("download-file")) } } }
                tbody {
                    @for (file, form, what) in FILES {
                        tr {
                            th scope="row" { (form) }
                            td { (context.t(what)) }
                            td {
                                a href=(links::view(&format!("/download/{file}"), &view, &[])) download { code dir="ltr" { (file) } }
                                @if file.ends_with(".csv") && !file.starts_with("acled") && !file.starts_with("ucdp") {
                                    " · " a href=(tags(file)) download { (context.t("download-hxl")) }
                                }
                            }
                        }
                    }
                }
            }
        }
        p.small.muted { (context.t("download-keep")) }
        h2 { (context.t("feed")) }
        p { (context.t("feed-means")) " " a href=(links::view("/feed.atom", &view, &[])) type="application/atom+xml" { code dir="ltr" { "feed.atom" } } }
        p { (context.t("download-api")) " " a href="/api" { (context.t("nav-api")) } }
    };
    Ok(layout(context, &Page { title: &title, script: None, body }))
}
