//! The API for people: its description as a page.

use axum::http::HeaderMap;
use maud::{Markup, html};
use serde_json::Value;

use super::description::description;
use crate::context::Context;
use crate::feed::site;
use crate::pages::{Page, layout};

/// The page.
pub async fn page(context: Context, headers: HeaderMap) -> Markup {
    let all = description();
    let site = site(&headers);
    let title = context.t("nav-api");
    let none = serde_json::Map::new();
    let paths = all["paths"].as_object().unwrap_or(&none);
    let schemas = all["components"]["schemas"].as_object().unwrap_or(&none);
    let body = html! {
        h1 { (title) }
        p { (context.t("api-what")) " " a href="/api/v1/openapi.json" { "openapi.json" } }
        div lang="en" dir="ltr" {
            p { (text(&all["info"]["description"])) }
            nav.small aria-label=(context.t("api-operations")) {
                ul { @for (path, methods) in paths { @for (method, _) in members(methods) {
                    li { a href={ "#" (anchor(method, path)) } { code { (method.to_uppercase()) " " (path) } } }
                } } }
            }
            @for (path, methods) in paths { @for (method, operation) in members(methods) {
                (self::operation(&context, &site, method, path, operation))
            } }
            h2 { (context.t("api-schemas")) }
            @for (name, schema) in schemas {
                details id={ "schema-" (name) } {
                    summary { code { (name) } @if let Some(about) = schema["description"].as_str() { " — " (about) } }
                    pre tabindex="0" { code { (serde_json::to_string_pretty(schema).unwrap_or_default()) } }
                }
            }
        }
    };
    layout(&context, &Page { title: &title, script: None, body })
}

fn operation(context: &Context, site: &str, method: &str, path: &str, operation: &Value) -> Markup {
    let none = Vec::new();
    let parameters = operation["parameters"].as_array().unwrap_or(&none);
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    html! {
        section.block id=(anchor(method, path)) {
            h2 { code { (method.to_uppercase()) " " (path) } }
            p { (text(&operation["summary"])) @if let Some(more) = operation["description"].as_str() { " " (more) } }
            pre tabindex="0" { code { (example(site, method, path)) } }
            @if !parameters.is_empty() {
                div.scroll tabindex="0" role="group" aria-label={ (context.t("api-parameters")) ": " (path) } {
                    table.data {
                        thead { tr { th scope="col" { (context.t("api-parameter")) } th scope="col" { (context.t("api-takes")) } th scope="col" { (context.t("api-means")) } } }
                        tbody { @for parameter in parameters {
                            tr { th scope="row" { code { (text(&parameter["name"])) } } td { (takes(&parameter["schema"])) } td { (text(&parameter["description"])) } }
                        } }
                    }
                }
            }
            @if !body.is_null() { p { (context.t("api-body")) ": " (schema(body)) } }
            dl.facts {
                @for (status, response) in members(&operation["responses"]) {
                    div {
                        dt { (status) }
                        dd {
                            (text(&response["description"]))
                            @for (media, content) in members(&response["content"]) { " " code { (media) } " " (schema(&content["schema"])) }
                        }
                    }
                }
            }
        }
    }
}

/// A call that can be tried as it is.
fn example(site: &str, method: &str, path: &str) -> String {
    let query = match path {
        "/api/v1/incidents" => "?country=SY&contested=1",
        "/api/v1/map" => "?bbox=35,32,42.5,37.5&zoom=6",
        "/api/v1/articles" => "?text=ceasefire",
        "/api/v1/changes" => "?after=0",
        _ => "",
    };
    let address = format!("'{site}{}{query}'", path.replace("{id}", "ID"));
    match method {
        "post" => format!(
            "curl -b 'sitrep=SESSION' -H 'X-CSRF-Token: TOKEN' -H 'Content-Type: application/json' \\\n  -d '{{\"action\":\"confirm\",\"incident\":\"ID\"}}' {address}"
        ),
        _ => format!("curl {address}"),
    }
}

/// What a parameter takes.
fn takes(schema: &Value) -> Markup {
    let empty = Vec::new();
    let schema = schema["anyOf"].get(0).unwrap_or(schema);
    let words: Vec<&str> = schema["enum"]
        .as_array()
        .unwrap_or(&empty)
        .iter()
        .filter_map(Value::as_str)
        .filter(|w| !w.is_empty())
        .collect();
    html! {
        @if !words.is_empty() { @for (at, word) in words.iter().enumerate() { @if at > 0 { ", " } code { (word) } } }
        @else {
            (text(&schema["format"]).trim_start_matches("int64")) @if schema["format"].is_null() { (text(&schema["type"])) }
            @if let Some(least) = schema["minimum"].as_f64() { " ≥ " (least) }
        }
    }
}

/// A schema by its name.
fn schema(of: &Value) -> Markup {
    let name = |of: &Value| of["$ref"].as_str().and_then(|r| r.rsplit('/').next()).map(str::to_owned);
    html! {
        @match name(of) {
            Some(name) => a href={ "#schema-" (name) } { code { (name) } },
            None => code { (text(&of["type"])) },
        }
    }
}

fn members(of: &Value) -> impl Iterator<Item = (&String, &Value)> {
    of.as_object().into_iter().flatten()
}

fn text(of: &Value) -> &str {
    of.as_str().unwrap_or_default()
}

fn anchor(method: &str, path: &str) -> String {
    let path = path.trim_start_matches("/api/v1/").replace(['{', '}'], "").replace('/', "-");
    format!("{method}-{path}")
}
