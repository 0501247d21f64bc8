//! How each source's figure moved over time: data for the plot, and its table.

use maud::{Markup, html};
use serde_json::{Value, json};
use sitrep_ledger::Summary;
use sitrep_ledger::toll::{Series, Statement, Toll};

use crate::context::Context;
use crate::pages::{figures, layout, links, words};

/// A plot for each effect of which any source gives a dated number.
pub fn figures(context: &Context, summary: &Summary) -> Markup {
    let drawn: Vec<&Toll> =
        summary.tolls.iter().filter(|t| t.sources.iter().any(|s| points(s).next().is_some())).collect();
    html! {
        @if !drawn.is_empty() {
            section.block #growth aria-labelledby="growth-title" {
                h2 #growth-title { (context.t("growth")) }
                @for toll in drawn { (figure(context, toll)) }
            }
        }
    }
}

/// A source's dated numbers, the earliest first.
fn points(series: &Series) -> impl Iterator<Item = &Statement> {
    let all = series.earlier.iter().rev().chain([&series.latest]);
    all.filter(|s| s.as_of.is_some() && !s.count.is_vague())
}

fn figure(context: &Context, toll: &Toll) -> Markup {
    let effect = words::name(context, "effect", &toll.effect);
    html! {
        figure.plot data-plot="growth" {
            div.canvas {}
            (layout::json(None, &data(toll)))
            figcaption { (context.tv("growth-caption", &[("effect", effect.clone().into())])) }
            details {
                summary { (context.t("table")) }
                div.scroll tabindex="0" role="group" aria-label=(context.tv("growth-caption", &[("effect", effect.into())])) {
                    table.data {
                        thead { tr { th scope="col" { (context.t("source")) } th scope="col" { (context.t("as-of")) } th.n scope="col" { (context.t("figure")) } th scope="col" { (context.t("article")) } } }
                        tbody {
                            @for series in &toll.sources { @for one in points(series) {
                                tr {
                                    th scope="row" { bdi { (series.authority.name) } }
                                    td { (words::day_or_unknown(context, one.as_of)) }
                                    td.n { (figures::count(context, &one.count)) }
                                    td { a href=(links::evidence(&one.article, &one.claim)) { bdi { (one.article) } } }
                                }
                            } }
                        }
                    }
                }
            }
        }
    }
}

fn data(toll: &Toll) -> Value {
    let series: Vec<Value> = toll
        .sources
        .iter()
        .map(|s| {
            let points: Vec<Value> = points(s)
                .map(|p| {
                    let best = p.count.low.or(p.count.high);
                    json!({"date": p.as_of, "low": p.count.low, "high": p.count.high, "best": best, "article": p.article, "claim": p.claim})
                })
                .collect();
            json!({"source": s.authority.name, "points": points})
        })
        .filter(|s| s["points"].as_array().is_some_and(|p| !p.is_empty()))
        .collect();
    json!({"effect": toll.effect, "series": series, "low": toll.together.low, "high": toll.together.high, "best": toll.together.best})
}
