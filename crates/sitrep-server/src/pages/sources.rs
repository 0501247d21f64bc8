//! Sources: how each reports beside the others. A table to judge them by, not a ranking.

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use sitrep_ledger::SourceRow;

use super::layout::json as json_script;
use super::{Page, Problem, asked, layout, links, pager};
use crate::context::Context;
use crate::error::RequestError;
use crate::texts::grouped;

/// How the table is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    sort: Option<String>,
    #[serde(default)]
    page: Option<usize>,
}

/// A column: name in addresses, head, value.
type Column = (&'static str, &'static str, fn(&SourceRow) -> usize);

const COLUMNS: [Column; 7] = [
    ("incidents", "sources-incidents", |r| r.counts.incidents),
    ("figures", "sources-figures", |r| r.counts.figures),
    ("compared", "sources-compared", |r| r.counts.compared),
    ("first", "sources-first", |r| r.counts.first),
    ("contested", "sources-contested", |r| r.counts.contested),
    ("below", "sources-below", |r| r.counts.below),
    ("above", "sources-above", |r| r.counts.above),
];

/// So many sources stand on a page.
const ROWS: usize = 100;
/// So many are drawn.
const DRAWN: usize = 30;

/// The table of sources.
pub async fn page(context: Context, Query(asked): Query<Asked>) -> Result<Markup, Problem> {
    match make(&context, &asked).await {
        Ok(made) => Ok(made),
        Err(error) => Err(Problem::new(context, error)),
    }
}

async fn make(context: &Context, asked: &Asked) -> Result<Markup, RequestError> {
    let rows = asked::sources(context);
    let sort = asked.sort.as_deref().filter(|s| !s.is_empty()).unwrap_or("figures");
    let by_name = sort == "name";
    let column = COLUMNS.iter().find(|(name, ..)| *name == sort);
    if !by_name && column.is_none() {
        let names: Vec<&str> = COLUMNS.iter().map(|c| c.0).collect();
        return Err(RequestError::Bad(format!("sort={sort:?} cannot be understood: name, {}", names.join(", "))));
    }
    let mut sorted: Vec<&SourceRow> = rows.iter().collect();
    match column {
        Some((_, _, of)) => sorted.sort_by(|a, b| (of(b), &a.name).cmp(&(of(a), &b.name))),
        None => sorted.sort_by_key(|r| r.name.to_lowercase()),
    }
    let page = asked.page.unwrap_or(1).max(1);
    let shown: Vec<&SourceRow> = sorted.iter().skip((page - 1).saturating_mul(ROWS)).take(ROWS).copied().collect();
    let drawn: Vec<&SourceRow> = rows.iter().filter(|r| r.counts.compared > 0).take(DRAWN).collect();
    let title = context.t("nav-sources");
    let head = |name: &str, label: &str, class: &str| {
        let now = sort == name;
        html! {
            th scope="col" class=(class) aria-sort=[now.then_some(if name == "name" { "ascending" } else { "descending" })] {
                a href={ "/sources?sort=" (name) } { (context.t(label)) }
            }
        }
    };
    let body = html! {
        h1 { (title) }
        p.muted { (context.t("sources-means")) }
        @if rows.is_empty() { p.notice { (context.t("sources-none")) } }
        @else {
            @if !drawn.is_empty() {
                figure.plot data-plot="sources" {
                    div.canvas {}
                    (json_script(None, &json!({"rows": drawn})))
                    figcaption { (context.t("sources-caption")) }
                }
            }
            p #count { (context.tn("sources-count", rows.len())) }
            div.scroll tabindex="0" role="group" aria-label=(title) {
                table.data.sources {
                    thead { tr {
                        (head("name", "source", ""))
                        @for (name, label, _) in COLUMNS { (head(name, label, "n")) }
                    } }
                    tbody { @for row in &shown { tr {
                        th scope="row" { a href=(links::only("source", &row.name)) { bdi { (row.name) } } }
                        @for (_, _, of) in COLUMNS { td.n { (grouped(of(row) as u64)) } }
                    } } }
                }
            }
            (pager::of(context, page, rows.len(), ROWS, &|page| format!("/sources?sort={sort}&page={page}")))
            dl.small.muted.columns {
                @for (_, label, _) in COLUMNS { div { dt { (context.t(label)) } dd { (context.t(&format!("{label}-means"))) } } }
            }
            p { a href="/api/v1/sources" { "JSON" } }
        }
    };
    Ok(layout(context, &Page { title: &title, script: Some("src/sources.ts"), body }))
}
