//! An accord: stages over time, parties, terms, exclusions; what was reported since it took effect.

use axum::extract::Path;
use maud::{Markup, html};
use serde_json::{Value, json};
use sitrep_ledger::Summary;
use sitrep_ledger::accord::{AccordView, Relation, StageTold};
use sitrep_record::Effect;

use super::layout::{json as json_script, plain};
use super::{Page, Problem, accord_name, accords, asked, figures, layout, links, words};
use crate::context::Context;
use crate::error::RequestError;

/// An accord's page. Its id is `ARTICLE/ACCORD`, so that it may come as two parts of a path.
pub async fn page(context: Context, Path(id): Path<String>) -> Result<Markup, Problem> {
    match make(&context, &id).await {
        Ok(made) => Ok(made),
        Err(error) => Err(Problem::new(context, error)),
    }
}

async fn make(context: &Context, id: &str) -> Result<Markup, RequestError> {
    let all = asked::accords(context).await?;
    let accord = all.iter().find(|a| a.id == id).cloned().ok_or(RequestError::NotFound)?;
    let under = asked::under(context, &accord).await?;
    let title = accord_name(context, &accord);
    let country = accord.country.as_deref();
    let body = html! {
        article.accord data-accord=(accord.id) {
            (head(context, &accord, &title))
            section.block #line aria-labelledby="line-title" {
                h2 #line-title { (context.t("accord-stages")) }
                figure.plot data-plot="accord" {
                    div.canvas {}
                    (json_script(None, &data(&accord, &under)))
                    figcaption { (context.t("accord-caption")) }
                    details open { summary { (context.t("table")) } (stages(context, &accord)) }
                }
            }
            @if accord.effective_from.is_none() { p.notice { (context.t("accord-no-effect")) } }
            @else if country.is_none() { p.notice { (context.t("accord-no-country")) } }
            @else {
                section #map aria-labelledby="map-title" data-map=(map(&accord)) {
                    h2 #map-title { (context.t("accord-map")) }
                    div.canvas { p.muted { (context.t("map-twin")) " " a href="#violations" { (context.t("map-twin-link")) } } }
                    p.small { a href=(board(&accord)) { (context.t("accord-on-board")) } }
                }
                (relation(context, "violations", Relation::Violation, &under))
                (relation(context, "excluded", Relation::Excluded, &under))
                (relation(context, "area", Relation::Area, &under))
            }
        }
    };
    Ok(layout(context, &Page { title: &title, script: Some("src/accord.ts"), body }))
}

fn head(context: &Context, accord: &AccordView, title: &str) -> Markup {
    let unknown = || html! { span.muted { (context.t("unknown")) } };
    html! {
        header.head {
            h1 { bdi { (title) } }
            dl.facts {
                div { dt { (context.t("accord-now")) } dd { span.stage data-stage=(words::value(&accord.stage)) { (words::name(context, "stage", &accord.stage)) } } }
                div { dt { (context.t("accord-announced")) } dd { (words::day_or_unknown(context, accords::announced(accord))) } }
                div { dt { (context.t("accord-effective")) } dd {
                    (words::day_or_unknown(context, accord.effective_from))
                    @if let Some(to) = accord.effective_to { " " (context.t("date-to")) " " (words::day(context, to)) }
                } }
                div { dt { (context.t("accord-watched")) } dd { (words::day_or_unknown(context, accord.watched_until)) br; span.small.muted { (context.t("accord-watched-means")) } } }
                div { dt { (context.t("accord-parties")) } dd { @if accord.parties.is_empty() { (unknown()) } @else { (words::names(accord.parties.iter().map(String::as_str))) } } }
                div { dt { (context.t("accord-excluded")) } dd { @if accord.excluded.is_empty() { span.muted { (context.t("accord-nobody")) } } @else { (words::names(accord.excluded.iter().map(String::as_str))) } } }
                div { dt { (context.t("accord-terms")) } dd {
                    @if accord.terms.is_empty() { span.muted { (context.t("accord-no-terms")) } }
                    @else { ul { @for term in &accord.terms { li { bdi dir="auto" { (term) } } } } }
                } }
            }
            p.links.small { span.muted { (context.t("accord-id")) " " code dir="ltr" { bdi { (accord.id) } } } " · " a href={ "/api/v1/accords/" (links::encoded(&accord.id)) } { "JSON" } }
        }
    }
}

fn stages(context: &Context, accord: &AccordView) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label=(context.t("accord-stages")) {
            table.data {
                thead { tr {
                    th scope="col" { (context.t("accord-day")) }
                    th scope="col" { (context.t("accord-stage")) }
                    th scope="col" { (context.t("accord-by")) }
                    th scope="col" { (context.t("accord-confirmed")) }
                    th scope="col" { (context.t("accord-effect-words")) }
                    th scope="col" { (context.t("article")) }
                } }
                tbody { @for told in &accord.stages { (stage(context, accord, told)) } }
            }
        }
    }
}

fn stage(context: &Context, accord: &AccordView, told: &StageTold) -> Markup {
    html! {
        tr {
            td {
                (words::day_or_unknown(context, told.day))
                @if !told.announced && told.day.is_some() { br; span.small.muted { (context.t("accord-day-article")) } }
            }
            th scope="row" { span.stage data-stage=(words::value(&told.stage)) { (words::name(context, "stage", &told.stage)) } }
            td { (words::names(told.announced_by.iter().map(|s| s.name.as_str()))) }
            td { (words::names(told.confirmed_by.iter().map(|s| s.name.as_str()))) }
            td { @if let Some(effective) = &told.effective { bdi dir="auto" { "“" (effective) "”" } } }
            td { a href=(links::article(&told.article)) title=(plain(&told.article)) { (context.t("article")) " " bdi { (article(accord, &told.article)) } } }
        }
    }
}

/// Articles by their place in the list: ids are long.
fn article(accord: &AccordView, id: &str) -> String {
    match accord.articles.iter().position(|a| a == id) {
        Some(at) => format!("{}", at + 1),
        None => id.to_owned(),
    }
}

fn relation(context: &Context, id: &str, wanted: Relation, under: &[(Relation, Summary)]) -> Markup {
    let those: Vec<&Summary> = under.iter().filter(|(relation, _)| *relation == wanted).map(|(_, s)| s).collect();
    let title = context.t(&format!("accord-{id}"));
    html! {
        section.block id=(id) aria-labelledby={ (id) "-title" } {
            h2 id={ (id) "-title" } { (title) " " span.muted { (those.len()) } }
            p.small.muted { (context.t(&format!("accord-{id}-means"))) }
            @if those.is_empty() { p.muted { (context.t("accord-nothing")) } }
            @else {
                div.scroll tabindex="0" role="group" aria-label=(title) {
                    table.data {
                        thead { tr {
                            th scope="col" { (context.t("fact-when")) }
                            th scope="col" { (context.t("fact-what")) }
                            th scope="col" { (context.t("fact-where")) }
                            th scope="col" { (context.t("fact-by")) }
                            th scope="col" { (context.t("tolls-short")) }
                            th scope="col" { (context.t("fact-grade")) }
                        } }
                        tbody { @for s in &those { tr data-id=(s.id) {
                            td { (words::days(context, &s.date)) }
                            th scope="row" { a href=(links::incident(&s.id)) { (words::kind(context, &s.kind)) } }
                            td { (words::place_or_unknown(context, s.place.as_ref())) " " (words::precision_if_coarse(context, s.place.as_ref())) }
                            td { (words::actors(context, &s.perpetrators)) }
                            td { (figures::tolls(context, &s.tolls)) }
                            td { (words::grade(context, s)) }
                        } } }
                    }
                }
            }
        }
    }
}

/// The filters that hold what lies in the accord's time and country.
fn filters(accord: &AccordView) -> String {
    let day = |name: &str, date: Option<jiff::civil::Date>| date.map(|d| format!("{name}={d}"));
    let country = accord.country.as_ref().map(|c| format!("country={}", links::encoded(c)));
    let all = [country, day("from", accord.effective_from), day("to", accord.watched_until)];
    all.into_iter().flatten().collect::<Vec<_>>().join("&")
}

fn map(accord: &AccordView) -> String {
    format!("/api/v1/map?{}", filters(accord))
}

fn board(accord: &AccordView) -> String {
    format!("/?{}", filters(accord))
}

fn data(accord: &AccordView, under: &[(Relation, Summary)]) -> Value {
    let stages: Vec<Value> = accord
        .stages
        .iter()
        .map(|s| json!({"date": s.day, "stage": s.stage, "party": s.announced_by.first().map(|b| &b.name)}))
        .collect();
    let incidents: Vec<Value> = under
        .iter()
        .map(|(relation, s)| {
            let best = figures::of(&s.tolls, Effect::Killed).and_then(|t| t.together.best);
            json!({"id": s.id, "date": s.date.from, "type": s.kind, "best": best, "relation": relation})
        })
        .collect();
    json!({"from": accord.effective_from, "to": accord.effective_to, "stages": stages, "incidents": incidents})
}
