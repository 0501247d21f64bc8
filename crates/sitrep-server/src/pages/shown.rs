//! Pages as a reader gets them, kept as snapshots.

use crate::testing::{Served, add, telling};

/// The main part of a page, a line for each element.
fn main(body: &str) -> String {
    let start = body.find("<main").unwrap_or_default();
    let end = body.find("</main>").unwrap_or(body.len());
    body[start..end].replace("><", ">\n<").replace("</p>", "</p>\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_incident_of_two_sources_that_disagree() {
    let board = Served::with(|store| {
        add(store, telling("first", "Homs", 4, "a medic"));
        add(store, telling("second", "Homs", 9, "the governor"));
    });
    let all = board.store().incidents(&Default::default()).unwrap();
    assert_eq!(all.len(), 1, "two tellings of one incident");
    let page = board.get(&format!("/incidents/{}", all[0].id), None).await;
    insta::assert_snapshot!(main(&page.body).replace(&all[0].id, "ID"));
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_that_are_gone_or_became_another_are_told_apart() {
    let board = Served::with(|store| {
        add(store, telling("first", "Homs", 4, "a medic"));
        add(store, telling("second", "Raqqa", 9, "the governor"));
        let all = store.incidents(&Default::default()).unwrap();
        store.merge(&all[0].id, &all[1].id, "desk").unwrap();
    });
    let mut store = board.store();
    let now = store.incidents(&Default::default()).unwrap()[0].id.clone();
    let before = store.changes("2000-01-01").unwrap().into_iter().find_map(|c| c.became.map(|_| c.incident)).unwrap();
    let answer = board.get(&format!("/incidents/{before}"), None).await;
    assert_eq!(answer.status, 308);
    assert_eq!(answer.header(axum::http::header::LOCATION), format!("/incidents/{now}"));
    assert_eq!(board.get("/incidents/never", None).await.status, 404);
    assert_eq!(board.get("/articles/never", None).await.status, 404);
    assert_eq!(board.get("/accords/never/a1", None).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn language_and_colours_are_kept() {
    let board = Served::with(|_| {});
    let page = board.get("/?lang=ar&theme=dark", None).await;
    let cookies: Vec<_> =
        page.headers.get_all("set-cookie").iter().map(|v| v.to_str().unwrap().split(';').next().unwrap()).collect();
    assert_eq!(cookies, ["lang=ar", "theme=dark"]);
    assert!(page.body.contains("<html lang=\"ar\" dir=\"rtl\" data-theme=\"dark\">"));
    let none = board.get("/?lang=xx&theme=%22%3E", None).await;
    assert!(
        none.headers.get("set-cookie").is_none()
            && none.body.contains("<html lang=\"en\" dir=\"ltr\" data-theme=\"auto\">")
    );
}
