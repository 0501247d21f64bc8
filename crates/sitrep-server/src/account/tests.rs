//! Who may do what, asked of the whole board.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};

use crate::testing::{CSRF, Served, add, telling};

fn board() -> (Served, String) {
    let board = Served::with(|store| add(store, telling("first", "Homs", 4, "a medic")));
    let id = board.store().incidents(&Default::default()).unwrap()[0].id.clone();
    (board, id)
}

fn confirm(id: &str, csrf: &str, next: &str) -> String {
    format!("csrf={csrf}&action=confirm&incident={id}&next={}", crate::pages::links::encoded(next))
}

#[tokio::test(flavor = "multi_thread")]
async fn deciding_needs_an_account_that_may_and_a_form_of_ours() {
    let (board, id) = board();
    for name in ["reader", "reviewer"] {
        board.sign_in(name, 600);
    }
    let right = confirm(&id, CSRF, "/review");
    let nobody = board.post("/decide", None, &right, &[]).await;
    assert_eq!((nobody.status, nobody.header(LOCATION)), (StatusCode::SEE_OTHER, "/log-in?next=%2Freview"));
    let refused = [
        board.post("/decide", Some("reader"), &right, &[]).await,
        board.post("/decide", Some("reviewer"), &confirm(&id, "guess", "/review"), &[]).await,
        board.post("/decide", Some("reviewer"), &format!("action=confirm&incident={id}"), &[]).await,
        board.post("/decide", Some("reviewer"), &right, &[("origin", "https://evil.example")]).await,
        board.post("/decide", Some("reviewer"), &right, &[("origin", "null")]).await,
        board.post("/decide", Some("reviewer"), &right, &[("sec-fetch-site", "cross-site")]).await,
    ];
    assert!(refused.iter().all(|a| a.status == StatusCode::FORBIDDEN));
    assert!(board.store().decisions().unwrap().is_empty());
    let done = board.post("/decide", Some("reviewer"), &right, &[("origin", "http://127.0.0.1")]).await;
    assert_eq!((done.status, done.header(LOCATION)), (StatusCode::SEE_OTHER, "/review"));
    let log = board.store().decisions().unwrap();
    assert_eq!((log.len(), log[0].who.as_str()), (1, "reviewer"), "a decision is signed");
    let undone =
        board.post("/decide", Some("reviewer"), &format!("csrf={CSRF}&action=undo&seq=1&next=/decisions"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert!(board.get("/decisions", None).await.body.contains("<del>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_leads_nowhere_else() {
    let (board, id) = board();
    board.sign_in("reviewer", 600);
    for next in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=y",
        "",
    ] {
        let done = board.post("/decide", Some("reviewer"), &confirm(&id, CSRF, next), &[]).await;
        assert_eq!(done.header(LOCATION), "/", "{next:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_decided_is_said() {
    let (board, id) = board();
    board.sign_in("reviewer", 600);
    for (form, status) in [
        ("action=confirm&incident=nothing".to_owned(), StatusCode::NOT_FOUND),
        (format!("action=correct&incident={id}&field=type&value=party"), StatusCode::BAD_REQUEST),
        (format!("action=correct&incident={id}&field=date&from=2031-03-05&to=2031-03-04"), StatusCode::BAD_REQUEST),
        (format!("action=split&incident={id}"), StatusCode::BAD_REQUEST),
        (format!("action=split&incident={id}&claim=first%23c1"), StatusCode::BAD_REQUEST),
        (format!("action=sing&incident={id}"), StatusCode::BAD_REQUEST),
        ("action=undo&seq=99".to_owned(), StatusCode::NOT_FOUND),
    ] {
        let answer = board.post("/decide", Some("reviewer"), &format!("csrf={CSRF}&{form}"), &[]).await;
        assert_eq!(answer.status, status, "{form}");
        assert!(answer.header(CONTENT_TYPE).starts_with("text/html"));
    }
    assert!(board.store().decisions().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_end() {
    let (board, _) = board();
    board.sign_in("reviewer", -1);
    assert!(board.get("/", Some("reviewer")).await.body.contains("/log-in"), "an expired session is none");
    board.sign_in("admin", 600);
    assert!(board.get("/", Some("admin")).await.body.contains("/log-out"));
    board.store().disable_account("admin", true).unwrap();
    assert!(!board.get("/", Some("admin")).await.body.contains("/log-out"), "nor is that of a disabled account");
}

#[tokio::test(flavor = "multi_thread")]
async fn logging_in_and_out() {
    let (board, _) = board();
    board.store().add_account("amal", &crate::hash_password("correct horse").unwrap(), "reviewer").unwrap();
    let form = |name: &str, password: &str| format!("name={name}&password={password}&next=/review");
    for (name, password) in [("amal", "wrong horse"), ("nobody", "correct horse"), ("", ""), ("a%00b", "x")] {
        let answer = board.post("/log-in", None, &form(name, password), &[]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.headers.get(SET_COOKIE).is_none());
    }
    let cross =
        board.post("/log-in", None, &form("amal", "correct+horse"), &[("origin", "https://evil.example")]).await;
    assert_eq!(cross.status, StatusCode::FORBIDDEN);
    let plain = board.post("/log-in", None, &form("amal", "correct+horse"), &[("origin", "http://127.0.0.1")]).await;
    assert_eq!((plain.status, plain.header(LOCATION)), (StatusCode::SEE_OTHER, "/review"));
    let cookie = plain.header(SET_COOKIE);
    assert!(
        cookie.starts_with("sitrep=") && cookie.contains("HttpOnly; SameSite=Lax") && !cookie.contains("Secure"),
        "{cookie}"
    );
    assert_eq!(cookie.split([';', '=']).nth(1).unwrap().len(), 64);
    let https = board.post("/log-in", None, &form("amal", "correct+horse"), &[("x-forwarded-proto", "https")]).await;
    assert!(https.header(SET_COOKIE).starts_with("__Host-sitrep=") && https.header(SET_COOKIE).contains("; Secure;"));
    let token = cookie.split(';').next().unwrap().to_owned();
    let signed =
        board.store().session(&crate::account::token_hash(token.strip_prefix("sitrep=").unwrap())).unwrap().unwrap();
    let out = board.post("/log-out", None, &format!("csrf={}", signed.csrf), &[("cookie", &token)]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert!(
        board.store().session(&crate::account::token_hash(token.strip_prefix("sitrep=").unwrap())).unwrap().is_none()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_down() {
    let (board, _) = board();
    let mut last = StatusCode::OK;
    for _ in 0..10 {
        last = board.post("/log-in", None, "name=amal&password=guess", &[]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_that_others_can_reach_is_closed_to_those_without_an_account() {
    let closed = Served::at("192.0.2.7:80", false, |store| add(store, telling("first", "Homs", 4, "a medic")));
    closed.sign_in("reader", 600);
    for path in ["/", "/incidents/x", "/articles/first", "/articles/first/received", "/sources"] {
        let answer = closed.get(path, None).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.header(LOCATION).starts_with("/log-in?next=%2F"), "{path}");
    }
    for path in ["/api/v1/incidents", "/download/incidents.csv", "/feed.atom", "/live"] {
        assert_eq!(closed.get(path, None).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(closed.get("/log-in", None).await.status, StatusCode::OK);
    assert_eq!(closed.get("/", Some("reader")).await.status, StatusCode::OK);
    let plain =
        closed.post("/log-in", None, "name=reader&password=anything+long", &[("origin", "http://127.0.0.1")]).await;
    assert_eq!(plain.status, StatusCode::FORBIDDEN, "no password over plain http");
    let open = Served::at("192.0.2.7:80", true, |_| {});
    assert_eq!(open.get("/", None).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_proxy_passes_on_is_not_from_this_machine() {
    let (board, _) = board();
    board.sign_in("reader", 600);
    let passed = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-host", "board.example")];
    let asked = board.get_with("/", None, &passed).await;
    assert_eq!((asked.status, asked.header(LOCATION)), (StatusCode::SEE_OTHER, "/log-in?next=%2F"));
    assert_eq!(board.get_with("/", Some("reader"), &passed).await.status, StatusCode::OK);
    assert_eq!(board.get_with("/", None, &[("host", "evil.example")]).await.status, StatusCode::MISDIRECTED_REQUEST);
}
