//! An incident: what, where, when; every figure with its source and its words; why its articles are about one incident.

mod claims;
mod growth;
mod tolls;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use sitrep_ledger::Summary;
use sitrep_ledger::accord::{AccordView, Relation, relation};
use sitrep_ledger::store::{Logged, Lookup, Member, Pair};
use sitrep_ledger::toll::{Check, Grade};
use sitrep_record::{Precision, Responsibility};

use super::{Page, Problem, decided, explain, figures, forms, layout, links, words};
use crate::context::Context;
use crate::error::RequestError;

/// All that the page shows.
struct Shown {
    summary: Summary,
    members: Vec<Member>,
    /// For each article of the members, the article whose report it is a copy of.
    copies: Vec<(String, String)>,
    checks: Vec<Check>,
    log: Vec<Logged>,
    accords: Vec<(Relation, AccordView)>,
    duplicates: Vec<(Pair, Summary)>,
}

enum Asked {
    Here(Box<Shown>),
    Elsewhere(String),
}

/// An incident's page.
pub async fn page(context: Context, Path(id): Path<String>) -> Result<Response, Problem> {
    match ask(&context, id).await {
        Ok(Asked::Elsewhere(became)) => Ok(Redirect::permanent(&links::incident(&became)).into_response()),
        Ok(Asked::Here(shown)) => Ok(show(&context, &shown).into_response()),
        Err(error) => Err(Problem::new(context, error)),
    }
}

async fn ask(context: &Context, id: String) -> Result<Asked, RequestError> {
    let found = context.board.stores.read(move |store| store.incident(&id)).await?;
    let summary = match found {
        Lookup::Incident(summary) => *summary,
        Lookup::Redirect { became } => return Ok(Asked::Elsewhere(became)),
        Lookup::Tombstone => return Err(RequestError::Gone),
    };
    let id = summary.id.clone();
    let (members, copies, checks, log) = context
        .board
        .stores
        .read(move |store| {
            let members = store.members(&id)?;
            let mut copies = Vec::new();
            for article in members.iter().map(|m| &m.record.id) {
                // of several the first by day is the report
                let day = |id: &str| members.iter().find(|m| m.record.id == id).and_then(|m| m.record.published);
                let others = store.copies_of(article)?;
                if let Some(first) = others.first().filter(|first| (day(first), *first) < (day(article), article)) {
                    copies.push((article.clone(), first.clone()));
                }
            }
            Ok((members, copies, store.checks(&id)?, store.decisions_about(&id)?))
        })
        .await?;
    let accords = super::asked::accords_soon(context).await?;
    let accords = accords.iter().filter_map(|a| Some((relation(a, &summary)?, a.clone()))).collect();
    let duplicates = super::asked::duplicates_of(context, &summary.id).await?;
    Ok(Asked::Here(Box::new(Shown { summary, members, copies, checks, log, accords, duplicates })))
}

fn show(context: &Context, shown: &Shown) -> Markup {
    let s = &shown.summary;
    let title = words::title(context, s);
    let body = html! {
        article.incident data-incident=(s.id) {
            (head(context, s))
            @if s.grade == Grade::Discounted { p.notice { (context.t("incident-rejected")) } }
            (contests(context, s))
            section.block #tolls aria-labelledby="tolls-title" {
                h2 #tolls-title { (context.t("tolls")) }
                (tolls::table(context, shown))
            }
            (growth::figures(context, s))
            (sums(context, shown))
            (responsibility(context, shown))
            (claims::section(context, shown))
            (why(context, shown))
            (accords(context, &shown.accords))
            (duplicates(context, shown))
            section.block #decisions aria-labelledby="decisions-title" {
                h2 #decisions-title { (context.t("history")) }
                @if shown.log.is_empty() { p.muted { (context.t("history-none")) } }
                @else { ul.decisions { @for logged in &shown.log { li { (decided::line(context, logged)) } } } }
            }
            (forms::all(context, s, &shown.members))
        }
    };
    layout(context, &Page { title: &title, script: Some("src/incident.ts"), body })
}

fn head(context: &Context, s: &Summary) -> Markup {
    let point = s.place.as_ref().and_then(|p| p.lat.zip(p.lon));
    html! {
        header.head {
            h1 { bdi { (words::title(context, s)) } }
            p.tolls { (figures::tolls(context, &s.tolls)) }
            dl.facts {
                div { dt { (context.t("fact-what")) } dd { (words::kind(context, &s.kind)) @if let Some(method) = &s.method { " (" bdi { (method) } ")" } } }
                div { dt { (context.t("fact-where")) } dd {
                    (words::place_or_unknown(context, s.place.as_ref()))
                    br;
                    (words::precision(context, s.place.as_ref()))
                    @if let Some((lat, lon)) = point {
                        " " span.muted.small dir="ltr" { (coordinates(s, lat, lon)) }
                        " " a href={ "/?near=" (format!("{lat:.5},{lon:.5},25")) "#map" } { (context.t("fact-near")) }
                    } @else { " " span.muted { (context.t("unlocated-means")) } }
                } }
                div { dt { (context.t("fact-when")) } dd { (words::days(context, &s.date)) } }
                div { dt { (context.t("fact-by")) } dd { @if s.perpetrators.is_empty() { span.muted { (context.t("by-unknown")) } } @else { (actors(&s.perpetrators)) } } }
                @if !s.targets.is_empty() { div { dt { (context.t("fact-hit")) } dd { (actors(&s.targets)) } } }
                div { dt { (context.t("fact-grade")) } dd {
                    (words::grade(context, s)) ": " (context.t(&format!("grade-means-{}", words::value(&s.grade))))
                    br;
                    span.muted lang="en" dir="ltr" { bdi { (s.grade_explanation.because) } }
                } }
            }
            p.links.small {
                span.muted { (context.t("incident-id")) " " code dir="ltr" { (s.id) } } " · "
                a href={ "/api/v1/incidents/" (links::encoded(&s.id)) } { "JSON" }
            }
        }
    }
}

/// Degrees, with no more digits than the point stands for.
fn coordinates(s: &Summary, lat: f64, lon: f64) -> String {
    match s.place.as_ref().and_then(|p| p.precision) {
        Some(Precision::Exact) => format!("{lat:.4}, {lon:.4}"),
        _ => format!("{lat:.2}, {lon:.2}"),
    }
}

fn actors(names: &[String]) -> Markup {
    html! {
        @for (at, name) in names.iter().enumerate() {
            @if at > 0 { ", " }
            a href=(links::only("actor", name)) { bdi { (name) } }
        }
    }
}

fn contests(context: &Context, s: &Summary) -> Markup {
    html! {
        @for contest in &s.contests {
            p.notice {
                (words::contested(context)) " "
                bdi { (context.tv("contest", &[("actor", contest.actor.clone().into()), ("said", (contest.claimed + contest.accused).into()), ("denied", contest.denied.into())])) }
            }
        }
    }
}

/// The outlet of one of the articles, else the article's id.
fn outlet(shown: &Shown, article: &str) -> String {
    let record = shown.members.iter().map(|m| &m.record).find(|r| r.id == article);
    record.and_then(|r| r.outlet.clone()).unwrap_or_else(|| article.to_owned())
}

fn sums(context: &Context, shown: &Shown) -> Markup {
    let checks = &shown.checks;
    html! {
        @if !checks.is_empty() {
            section.block #sums aria-labelledby="sums-title" {
                h2 #sums-title { (context.t("sums")) }
                p.small.muted { (context.t("sums-means")) }
                @for check in checks {
                    p {
                        a href=(links::evidence(&check.sum.article, &check.sum.claim)) { bdi { (outlet(shown, &check.sum.article)) } } ": "
                        strong { (figures::count(context, &check.sum.count)) } "; " (context.t("sum-parts")) " "
                        @for (at, part) in check.parts.iter().enumerate() {
                            @if at > 0 { " + " }
                            @let told = figures::interval(part.low, part.high);
                            a href=(links::incident(&part.incident)) { @if told.is_empty() { "?" } @else { bdi dir="ltr" { (told) } } }
                        }
                        ": "
                        @match check.fits {
                            Some(true) => span.agrees { (context.t("sum-fits")) },
                            Some(false) => span.contested { (context.t("sum-differs")) },
                            None => span.muted { (context.t("sum-unknown")) },
                        }
                    }
                }
            }
        }
    }
}

/// A statement about who did it, with the article that it stands in and its place among that record's statements.
struct Said<'a> {
    statement: &'a Responsibility,
    article: &'a str,
    local: String,
    text: &'a str,
}

fn responsibility(context: &Context, shown: &Shown) -> Markup {
    let mut said: Vec<Said<'_>> = Vec::new();
    for member in &shown.members {
        for (at, statement) in member.record.responsibility.iter().enumerate() {
            if statement.incident.as_deref() == Some(member.incident.as_str()) {
                let (article, text) = (member.record.id.as_str(), member.record.text.as_str());
                said.push(Said { statement, article, local: format!("r{}", at + 1), text });
            }
        }
    }
    html! {
        @if !said.is_empty() {
            section.block #responsibility aria-labelledby="responsibility-title" {
                h2 #responsibility-title { (context.t("responsibility")) }
                div.scroll tabindex="0" role="group" aria-label=(context.t("responsibility")) {
                    table.data {
                        thead { tr {
                            th scope="col" { (context.t("responsibility-actor")) }
                            th scope="col" { (context.t("responsibility-stance")) }
                            th scope="col" { (context.t("responsibility-by")) }
                            th scope="col" { (context.t("words")) }
                        } }
                        tbody {
                            @for one in &said {
                                tr {
                                    th scope="row" { bdi { (one.statement.actor.name) } }
                                    td { span.stance data-stance=(words::value(&one.statement.stance)) { (words::name(context, "stance", &one.statement.stance)) } }
                                    td { @if one.statement.by.is_empty() { span.muted { (context.t("source-none")) } } @else { (words::names(one.statement.by.iter().map(|b| b.name.as_str()))) } }
                                    td {
                                        (super::evidence::quoted(one.text, one.statement.evidence)) " "
                                        a.small href=(links::evidence(one.article, &one.local)) { (context.t("in-article")) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn why(context: &Context, shown: &Shown) -> Markup {
    html! {
        section.block #why aria-labelledby="why-title" {
            h2 #why-title { (context.t("why")) }
            p.small.muted { (context.t("why-means")) }
            ul.members {
                @for member in &shown.members {
                    li {
                        a href=(links::evidence(&member.record.id, &member.incident)) { bdi { (super::article_name(&member.record)) } }
                        " " (words::day_or_unknown(context, member.record.published))
                        @if let Some((_, of)) = shown.copies.iter().find(|(copy, _)| *copy == member.record.id) {
                            " " span.copy { (context.t("copy-of")) " " a href=(links::article(of)) { bdi { (outlet(shown, of)) } } }
                        }
                        @match &member.why {
                            None => span.muted { " " (context.t("why-alone")) },
                            Some(why) => details { summary { (context.t("why-open")) } (explain::tree(context, why)) },
                        }
                    }
                }
            }
        }
    }
}

fn accords(context: &Context, accords: &[(Relation, AccordView)]) -> Markup {
    html! {
        @if !accords.is_empty() {
            section.block #accords aria-labelledby="accords-title" {
                h2 #accords-title { (context.t("incident-accords")) }
                ul {
                    @for (relation, accord) in accords {
                        li {
                            a href=(links::accord(&accord.id)) { bdi { (super::accord_name(context, accord)) } } ": "
                            span.relation data-relation=(words::value(relation)) { (words::name(context, "relation", relation)) }
                        }
                    }
                }
            }
        }
    }
}

fn duplicates(context: &Context, shown: &Shown) -> Markup {
    html! {
        @if !shown.duplicates.is_empty() {
            section.block #duplicates aria-labelledby="duplicates-title" {
                h2 #duplicates-title { (context.t("duplicates")) }
                p.small.muted { (context.t("duplicates-means")) }
                ol { @for (pair, other) in &shown.duplicates { (super::duplicate(context, pair, other, &shown.members)) } }
            }
        }
    }
}
