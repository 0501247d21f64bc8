//! Articles are written by strangers: whatever stands in them, no page gets an element, a script or a link of theirs.

use scraper::{Html, Node};
use serde_json::json;
use sitrep_record::Record;

use super::links;
use crate::testing::{CSRF, Served, add, record, telling};

/// What strangers try, in every field.
const EVIL: &str = "\"'><script>alert(1)</script><svg onload=alert(1)><img src=x onerror=alert(1)>\
    <a href=\"javascript:alert(1)\">x</a><iframe srcdoc=x></iframe><style>*{display:none}</style><base href=//evil.example>\
    <!--</title></textarea>]]>\u{202e}gnp.exe\u{2066}\0&lt;script&gt;{{7*7}}${7*7}";

fn hostile(id: &str, killed: u64) -> Record {
    let evil = |what: &str| format!("{what} {EVIL}");
    let long = "A".repeat(1_000_000);
    let text = format!("{EVIL} Sunday 4 March 2031 {EVIL}\n\n{long}\n{EVIL}");
    let source = json!([{"name": evil("source"), "kind": "other"}, {"name": EVIL, "kind": "medic"}]);
    let place = json!({"name": evil("place"), "within": [evil("within")], "admin1": evil("province"), "country": "SY",
        "lat": 34.7, "lon": 36.7, "precision": "city"});
    record(json!({
        "id": id, "url": "javascript:alert(1)//https://x", "title": evil("title"), "outlet": evil("outlet"),
        "published": "2031-03-04", "language": "e\"n", "credits": [evil("credit")], "text": text,
        "notes": [{"code": "x", "text": evil("note")}],
        "claims": [
            {"id": evil("c1"), "effect": "killed", "count": {"low": killed, "high": killed, "bound": "exact", "term": null},
             "victims": {"text": evil("victims"), "status": "civilian", "group": evil("group")}, "sources": source,
             "scope": "incident", "parent": null, "parts": [], "incident": evil("i1"), "polarity": "asserted",
             "evidence": {"start": 3, "end": 40}, "confidence": 7.5},
            {"id": "words", "effect": "injured", "count": {"low": null, "high": null, "bound": "vague", "term": EVIL},
             "victims": {"text": null, "status": "unspecified", "group": null}, "sources": source,
             "scope": "subset", "parent": evil("c1"), "parts": [], "incident": evil("i1"), "polarity": "denied",
             "evidence": {"start": 10, "end": usize::MAX}, "confidence": -1.0},
            {"id": "main", "effect": "killed", "count": {"low": 99, "high": null, "bound": "more_than", "term": null},
             "victims": {"text": null, "status": "mixed", "group": null}, "sources": [],
             "scope": "aggregate", "parent": null, "parts": [evil("i1")], "incident": null, "polarity": "asserted",
             "evidence": {"start": 900, "end": 4}, "confidence": 0.2}],
        "incidents": [{"id": evil("i1"), "type": "shelling", "method": evil("method"), "place": place,
            "date": {"from": "2031-03-03", "to": "2031-03-03"}, "perpetrators": [{"name": evil("actor")}],
            "targets": [{"name": evil("target")}], "evidence": {"start": 5, "end": 25}}],
        "responsibility": [
            {"incident": evil("i1"), "actor": {"name": evil("actor")}, "stance": "accused", "by": source, "evidence": {"start": 2, "end": 9}},
            {"incident": evil("i1"), "actor": {"name": evil("actor")}, "stance": "denied", "by": [], "evidence": {"start": 2, "end": 9}}],
        "accords": [{"id": evil("a1"), "kind": "truce", "stage": "agreed", "conflict": evil("war"),
            "parties": [{"name": evil("party")}, {"name": evil("actor")}], "announced": {"from": "2031-03-01", "to": "2031-03-01"},
            "announced_by": source, "confirmed_by": source, "place": place,
            "effective": {"text": evil("soon"), "from": "2031-03-01", "to": null}, "excluded": [evil("left out")], "terms": [evil("term")],
            "evidence": {"start": 0, "end": 12}}]
    }))
}

/// All that a page must not hold, whatever an article says.
fn check(address: &str, body: &str) {
    let page = Html::parse_document(body);
    let mut ids = std::collections::BTreeSet::new();
    for node in page.tree.nodes() {
        let Node::Element(element) = node.value() else {
            if let Node::Text(text) = node.value() {
                let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
                let kept = node.ancestors().filter_map(|n| n.value().as_element());
                let mut kept = kept.map(|e| (e.name(), e.attr("dir")));
                let apart = kept.any(|(name, dir)| matches!(name, "bdi" | "script") || dir == Some("auto"));
                assert!(
                    !text.contains(turns) || apart,
                    "{address}: {:?} turns the text around",
                    text.chars().take(80).collect::<String>()
                );
            }
            continue;
        };
        let name = element.name();
        assert!(
            !matches!(
                name,
                "svg" | "math" | "iframe" | "object" | "embed" | "base" | "style" | "img" | "frame" | "template"
            ),
            "{address}: <{name}>"
        );
        for (attribute, value) in element.attrs() {
            assert!(
                !attribute.starts_with("on") && attribute != "style" && attribute != "srcdoc",
                "{address}: <{name} {attribute}>"
            );
            if matches!(attribute, "href" | "src" | "action" | "formaction" | "data-map") {
                let outside =
                    links::outside(value).is_some() && element.attr("rel").is_some_and(|r| r.contains("noopener"));
                let ours = value.starts_with('#')
                    || (value.starts_with('/') && !value.starts_with("//") && !value.starts_with("/\\"));
                assert!(ours || outside, "{address}: {attribute}={value:?}");
            }
            if attribute == "id" {
                assert!(ids.insert(value.to_owned()), "{address}: the id {value:?} stands twice");
            }
        }
        if name == "script" {
            let ours = element.attr("src").is_some_and(|s| s.starts_with("/assets/"));
            let data = element.attr("type") == Some("application/json") && element.attr("src").is_none();
            assert!(ours || data, "{address}: a script");
            if data {
                let text: String =
                    node.descendants().filter_map(|n| n.value().as_text()).map(|t| t.to_string()).collect();
                assert!(
                    serde_json::from_str::<serde_json::Value>(&text).is_ok(),
                    "{address}: data that cannot be read"
                );
            }
        }
        if name == "meta" {
            assert!(element.attr("http-equiv").is_none(), "{address}: http-equiv");
        }
    }
    assert!(ids.contains("main") && ids.contains("words"), "{address}: the frame");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_gets_anything_of_an_article_but_its_text() {
    let first = format!("a/b?c#d {EVIL}");
    let board = Served::with(|store| {
        add(store, hostile(&first, 12));
        add(store, hostile("second", 31));
        add(store, telling("third", "Homs", 4, "a medic"));
        let id = store.incidents(&Default::default()).unwrap()[0].id.clone();
        store.note(&id, EVIL, EVIL).unwrap();
        store.correct(&id, "method", EVIL, "desk").unwrap();
    });
    board.sign_in("reviewer", 600);
    let mut store = board.store();
    let mut pages: Vec<String> =
        ["/", "/?part=list", "/accords", "/sources", "/review", "/decisions", "/download", "/about", "/log-in"]
            .into_iter()
            .map(str::to_owned)
            .collect();
    let evil = links::encoded(EVIL);
    for incident in store.incidents(&Default::default()).unwrap() {
        pages.push(links::incident(&incident.id));
    }
    for article in [first.as_str(), "second", "third"] {
        pages.push(links::article(article));
    }
    for accord in store.accords().unwrap() {
        pages.push(links::accord(&accord.id));
    }
    for filter in ["in", "actor", "source", "text", "from", "type", "sort", "near"] {
        pages.push(format!("/?{filter}={evil}"));
        pages.push(format!("/download?{filter}={evil}"));
    }
    pages.extend([
        format!("/{evil}"),
        format!("/incidents/{evil}"),
        format!("/log-in?next={evil}"),
        format!("/sources?sort={evil}"),
    ]);
    assert!(pages.len() > 30, "{}", pages.len());
    for address in &pages {
        for (who, lang) in [(None, "en"), (Some("reviewer"), "ar")] {
            let address = format!("{address}{}lang={lang}", if address.contains('?') { '&' } else { '?' });
            let answer = board.get(&address, who).await;
            assert!(!answer.status.is_server_error(), "{address}: {}", answer.status);
            match address.contains("part=") {
                true => assert!(!answer.body.contains("<script") && !answer.body.contains("<svg"), "{address}"),
                false => check(&address, &answer.body),
            }
        }
    }
    assert_eq!(CSRF, "word");
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_as_received_are_saved_and_never_opened() {
    let board = Served::with(|store| add(store, hostile("x/../\"\r\ny", 3)));
    let answer = board.get(&format!("{}/received", links::article("x/../\"\r\ny")), None).await;
    assert_eq!(answer.body, "<p>as received</p>");
    assert_eq!(answer.header(axum::http::header::CONTENT_TYPE), "application/octet-stream");
    assert_eq!(answer.header(axum::http::header::CONTENT_DISPOSITION), "attachment; filename=\"xy.received\"");
    assert_eq!(answer.header(axum::http::header::X_CONTENT_TYPE_OPTIONS), "nosniff");
}
