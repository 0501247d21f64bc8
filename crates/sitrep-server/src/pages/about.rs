//! What the board's words mean, how it comes by them, whose data it holds.

use maud::{Markup, html};
use sitrep_ledger::toll::Grade;

use super::{Page, layout, words};
use crate::context::Context;

/// The page.
pub async fn page(context: Context) -> Markup {
    let context = &context;
    let title = context.t("nav-about");
    let grades = [Grade::SingleSource, Grade::Corroborated, Grade::Contested, Grade::Confirmed, Grade::Discounted];
    let body = html! {
        h1 { (title) }
        p { (context.t("about-what")) }
        h2 { (context.t("about-figures")) }
        p { (context.t("about-bounds")) }
        dl.facts {
            div { dt { (context.t("toll-best")) } dd { (context.t("toll-best-rule")) } }
            div { dt { (context.t("toll-low")) } dd { (context.t("toll-low-rule")) } }
            div { dt { (context.t("toll-high")) } dd { (context.t("toll-high-rule")) } }
            div { dt { (context.t("contested")) } dd { (context.t("about-contested")) } }
        }
        p { (context.t("about-sums")) }
        h2 { (context.t("about-grades")) }
        dl.facts {
            @for grade in grades {
                div { dt { span.grade data-grade=(words::value(&grade)) { (words::name(context, "grade", &grade)) } } dd { (context.t(&format!("grade-means-{}", words::value(&grade)))) } }
            }
        }
        p { (context.t("about-grade-truth")) }
        h2 { (context.t("about-places")) }
        p { (context.t("about-places-text")) }
        h2 { (context.t("about-people")) }
        p { (context.t("about-people-text")) }
        h2 { (context.t("about-data")) }
        ul {
            li { "Natural Earth — " (context.t("about-natural-earth")) }
            li { "GeoNames — " (context.t("about-geonames")) " (CC BY 4.0)" }
            li { a href="/assets/licences.md" { (context.t("about-packages")) } }
            li { "Sitrep — MIT / Apache-2.0" }
        }
    };
    layout(context, &Page { title: &title, script: None, body })
}
