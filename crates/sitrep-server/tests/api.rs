//! The API over real HTTP.

mod common;

use common::{Served, article};
use serde_json::Value;

#[test]
fn every_address_answers_with_what_the_ledger_holds() {
    let served = Served::new();
    let page = served.json("/api/v1/incidents");
    assert_eq!((&page["total"], &page["page"], &page["pages"]), (&4.into(), &1.into(), &1.into()));
    let id = of_type(&page, "airstrike");
    let one = served.json(&format!("/api/v1/incidents/{id}"));
    assert_eq!(one["articles"], serde_json::json!(["first", "second"]));
    assert_eq!(one["grade"], "contested");
    let claims = served.json(&format!("/api/v1/incidents/{id}/claims"));
    assert_eq!(claims["claims"][0]["quote"], "strike");
    assert_eq!(claims["claims"][1]["claim"]["count"]["low"], 31);
    let why = served.json(&format!("/api/v1/incidents/{id}/why"));
    assert!(why["tellings"][0]["why"]["because"].as_str().unwrap().contains("second"), "{why}");
    assert_eq!(served.json("/api/v1/articles")["articles"].as_array().unwrap().len(), 5);
    let read = served.json("/api/v1/articles/first");
    assert_eq!(
        (&read["record"]["outlet"], &read["tells"][0]["incident"]),
        (&"Plain Gazette".into(), &id.clone().into())
    );
    assert_eq!(served.json("/api/v1/articles?text=hills")["articles"][0]["id"], "nowhere");
    let accords = served.json("/api/v1/accords");
    assert_eq!((&accords["total"], &accords["accords"][0]["id"]), (&1.into(), &"truce/a1".into()));
    for path in ["/api/v1/accords/truce/a1", "/api/v1/accords/truce%2Fa1"] {
        assert_eq!(served.json(path)["incidents"][0]["relation"], "violation", "{path}");
    }
    assert_eq!(served.json("/api/v1/stats")["articles"], 5);
    assert!(served.json("/api/v1/sources")["sources"].as_array().unwrap().len() >= 3);
    assert_eq!(served.json("/api/v1/changes?limit=1")["next"], 1);
    assert_eq!(served.json("/api/v1/decisions")["decisions"], serde_json::json!([]));
    assert_eq!(served.json("/api/v1/review")["items"][0]["incident"]["id"], id.as_str());
    assert_eq!(served.json("/api/v1/schema")["title"], "Record");
    let page = served.get("/api").text();
    assert!(page.contains("/api/v1/incidents/{id}/why") && !page.contains("<script>"), "{page}");
}

fn of_type(page: &Value, kind: &str) -> String {
    let incidents = page["incidents"].as_array().unwrap();
    incidents.iter().find(|i| i["type"] == kind).unwrap()["id"].as_str().unwrap().to_owned()
}

#[test]
fn map_timeline_and_facets_are_of_the_view() {
    let served = Served::new();
    let map = served.json("/api/v1/map?bbox=40,10,45,20&zoom=12.5");
    assert_eq!((&map["total"], &map["unlocated"]), (&4.into(), &1.into()));
    let marks = map["features"].as_array().unwrap();
    assert_eq!(marks.len(), 2, "{map}");
    assert!(marks.iter().any(|m| m["properties"]["best"] == 12 && m["properties"]["contested"] == true), "{map}");
    let far = served.json("/api/v1/map?zoom=0");
    assert_eq!(
        far["features"].as_array().unwrap().iter().find(|m| m["properties"]["cluster"] == true).unwrap()["properties"]
            ["count"],
        2
    );
    let timeline = served.json("/api/v1/timeline?from=2031-05-01&to=2031-05-31");
    assert_eq!((&timeline["total"], &timeline["undated"]), (&1.into(), &0.into()));
    let whole = served.json("/api/v1/timeline?from=2031-05-01&to=2031-05-31&whole=1&utm=of-a-page");
    assert_eq!((&whole["total"], &whole["undated"]), (&4.into(), &1.into()));
    let facets = served.json("/api/v1/facets");
    assert_eq!(facets["country"][0], serde_json::json!({"value": "YE", "incidents": 3}));
    assert_eq!(served.get("/api/v1/map?bbox=1,2,3").status, 400);
}

#[test]
fn filters_are_those_of_the_board() {
    let served = Served::new();
    let total = |query: &str| served.json(&format!("/api/v1/incidents?{query}"))["total"].as_u64().unwrap();
    assert_eq!(total("type=airstrike"), 1);
    assert_eq!(total("contested=1"), 1);
    assert_eq!(total("country=ye"), 3);
    assert_eq!(total("country=SY"), 0);
    assert_eq!(total("from=2031-05-01&to=2031-05-31"), 1);
    assert_eq!(total("near=14.5,43.1,5"), 1);
    assert_eq!((total("min=12"), total("min=13")), (1, 0), "of 12 and 31 the lower is the best");
    assert_eq!(total("source=coast%20relief%20union"), 1);
    assert_eq!(total("text=hills"), 1);
    assert_eq!(total("from=&to=&text="), 4);
    assert_eq!(served.json("/api/v1/incidents?page=1000000")["incidents"], serde_json::json!([]));
}

#[test]
fn problems_are_told_as_such() {
    let served = Served::new();
    for (path, status) in [
        ("/api/v1/incidents?contry=SY", 400),
        ("/api/v1/incidents?from=yesterday", 400),
        ("/api/v1/incidents?page=0", 400),
        ("/api/v1/incidents?page=99999999999999999999999", 400),
        ("/api/v1/incidents?min=1&min=2", 400),
        ("/api/v1/articles?limit=100000", 400),
        ("/api/v1/incidents/none", 404),
        ("/api/v1/incidents/none/claims", 404),
        ("/api/v1/incidents/%ff%fe", 404),
        ("/api/v1/articles/%00", 404),
        ("/api/v1/accords/..%2f..%2fetc%2fpasswd", 404),
        ("/api/v1/none", 404),
        ("/api/v2", 404),
    ] {
        let answer = served.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        let problem: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!((&problem["status"], &problem["type"]), (&status.into(), &"about:blank".into()), "{path}");
        assert!(problem["detail"].as_str().is_some_and(|d| !d.is_empty()), "{path}");
    }
}

#[test]
fn a_method_that_is_not_taken_names_those_that_are() {
    let served = Served::new();
    for (method, path, allow) in [
        ("DELETE", "/api/v1/incidents", "GET,HEAD"),
        ("PUT", "/api/v1/decisions", "GET,HEAD,POST"),
        ("POST", "/api/v1/stats", "GET,HEAD"),
    ] {
        let answer = served.send(method, path, &[], b"");
        assert_eq!(answer.status, 405, "{method} {path}");
        assert_eq!(answer.header("allow"), Some(allow), "{method} {path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{method} {path}");
    }
    let answer = served.send("HEAD", "/api/v1/incidents", &[], b"");
    assert_eq!((answer.status, answer.body.len()), (200, 0));
}

#[test]
fn nobody_decides_without_a_session() {
    let served = Served::new();
    let json = [("Content-Type", "application/json")];
    let answer = served.send("POST", "/api/v1/decisions", &json, br#"{"action":"undo","seq":1}"#);
    assert_eq!(answer.status, 401, "{}", answer.text());
    let cookie = [("Content-Type", "application/json"), ("Cookie", "sitrep=made-up"), ("X-CSRF-Token", "made-up")];
    assert_eq!(served.send("POST", "/api/v1/decisions", &cookie, br#"{"action":"undo","seq":1}"#).status, 401);
    assert!(served.store().decisions().unwrap().is_empty());
}

#[test]
fn an_incident_that_became_another_leads_there_and_one_that_is_gone_says_so() {
    let served = Served::new();
    let page = served.json("/api/v1/incidents");
    let (a, b) = (of_type(&page, "airstrike"), of_type(&page, "clash"));
    let left = served.store().merge(&a, &b, "tester").unwrap();
    let gone = if left == a { b } else { a };
    let answer = served.get(&format!("/api/v1/incidents/{gone}"));
    assert_eq!((answer.status, answer.header("location")), (308, Some(&*format!("/api/v1/incidents/{left}"))));
    let answer = served.get(&format!("/incidents/{gone}"));
    assert_eq!((answer.status, answer.header("location")), (308, Some(&*format!("/incidents/{left}"))));
    let answer = served.get(&format!("/api/v1/incidents/{gone}/why"));
    assert_eq!(answer.header("location"), Some(&*format!("/api/v1/incidents/{left}/why")));
    let changes = served.json("/api/v1/changes");
    let redirected = changes["changes"].as_array().unwrap().iter().find(|c| c["kind"] == "redirected").unwrap();
    assert_eq!(redirected["became"], left.as_str());

    // read again by a reader that finds no incident in it
    let mut record: sitrep_record::Record =
        serde_json::from_value(article("first", "x", "2031-05-02", 1, "y")).unwrap();
    record.id = "nowhere".into();
    record.incidents.clear();
    record.claims.clear();
    let tomb = of_type(&page, "abduction");
    served.store().reread("nowhere", record, "newer").unwrap();
    assert_eq!(served.get(&format!("/api/v1/incidents/{tomb}")).status, 410);
    assert_eq!(served.get(&format!("/incidents/{tomb}")).status, 410);
    let feed = served.get("/feed.atom").text();
    assert_eq!(feed.matches("<at:deleted-entry ").count(), 2, "{feed}");
}

#[test]
fn the_description_is_valid_and_whole() {
    let served = Served::new();
    let description = served.json("/api/v1/openapi.json");
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            assert!(operation["summary"].is_string() && operation["operationId"].is_string(), "{method} {path}");
            assert!(
                operation["responses"]["200"].is_object() && operation["responses"]["default"].is_object(),
                "{method} {path}"
            );
        }
    }
}
