//! The description of the API: OpenAPI 3.1, put together from the operations themselves and from the schemas of the ledger.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::IntoResponse;
use serde_json::{Value, json};
use utoipa::OpenApi;

use super::{accords, articles, decide, incidents, log, overview, problem, schemas};
use crate::account::PLAIN_COOKIE;

#[derive(OpenApi)]
#[openapi(
    paths(
        incidents::list, incidents::one, incidents::claims, incidents::why,
        overview::map, overview::timeline, overview::facets, overview::stats, overview::sources,
        articles::list, articles::one, accords::list, accords::one,
        log::changes, log::decisions, decide::decide, log::review, overview::record_schema,
    ),
    components(schemas(problem::Problem, accords::Stands, log::ChangeKind, log::Matters)),
    tags(
        (name = "incidents", description = "What happened, and what stands behind it."),
        (name = "overview", description = "What there is, taken together."),
        (name = "articles", description = "What was read."),
        (name = "accords", description = "Truces and deals."),
        (name = "log", description = "What changed, and what people decided."),
    )
)]
struct Described;

static DESCRIPTION: LazyLock<Value> = LazyLock::new(described);
static TEXT: LazyLock<String> = LazyLock::new(|| DESCRIPTION.to_string());

/// The description.
pub fn description() -> &'static Value {
    &DESCRIPTION
}

fn described() -> Value {
    let mut all = serde_json::to_value(Described::openapi()).unwrap_or_default();
    all["info"] = json!({
        "title": "Sitrep",
        "version": env!("CARGO_PKG_VERSION"),
        "summary": "A ledger of conflict incidents: every figure with its source and its words.",
        "description": "Reading is open as the board is; deciding needs an account. Parameters that nobody knows are refused. \
            Figures of differing effects are never added up, and nothing here is a verdict on truth.",
        "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
    });
    all["servers"] = json!([{"url": "/"}]);
    for (name, schema) in schemas::components() {
        all["components"]["schemas"][name] = schema;
    }
    all["components"]["securitySchemes"] = json!({
        "session": {"type": "apiKey", "in": "cookie", "name": PLAIN_COOKIE, "description": "The cookie of a session, made by logging in at `/log-in`."},
        "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token", "description": "The session's token against forged requests: `csrf` in the forms of its pages."},
    });
    all
}

/// Answers with the description.
pub async fn serve() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/vnd.oai.openapi+json;version=3.1")], TEXT.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(target)) = members.get("$ref") {
                    found.push(target.clone());
                }
                members.values().for_each(|v| references(v, found));
            }
            Value::Array(items) => items.iter().for_each(|v| references(v, found)),
            _ => {}
        }
    }

    #[test]
    fn every_schema_that_is_named_is_there() {
        let all = description();
        let mut found = Vec::new();
        references(all, &mut found);
        assert!(found.len() > 50, "{}", found.len());
        for target in found {
            let pointer = target.strip_prefix('#').unwrap();
            assert!(all.pointer(pointer).is_some(), "{target}");
        }
    }

    #[test]
    fn every_schema_says_what_it_is() {
        for (name, schema) in description()["components"]["schemas"].as_object().unwrap() {
            let says = schema.as_object().is_some_and(|members| members.keys().any(|key| key != "default"));
            assert!(says, "{name}: {schema}");
        }
    }

    #[test]
    fn no_type_of_the_api_has_the_name_of_one_of_the_ledger() {
        let derived = serde_json::to_value(Described::openapi()).unwrap();
        for name in schemas::components().keys() {
            let schema = &derived["components"]["schemas"][name];
            assert!(schema.is_null() || schema["properties"].is_null(), "{name}");
        }
    }

    #[test]
    fn it_is_openapi_3_1() {
        assert!(description()["openapi"].as_str().unwrap().starts_with("3.1"));
    }
}
