//! Requests that mean harm.

mod common;

use common::Served;
use serde_json::Value;

const PAGES: [&str; 14] = [
    "/",
    "/accords",
    "/sources",
    "/download",
    "/about",
    "/api",
    "/feed.atom",
    "/download/incidents.csv",
    "/api/v1/incidents",
    "/api/v1/articles",
    "/api/v1/changes",
    "/api/v1/openapi.json",
    "/api/v1/stats",
    "/incidents/none",
];

/// All that the ledger holds, to be compared.
fn held(served: &Served) -> String {
    let mut store = served.store();
    let all = store.incidents(&sitrep_ledger::store::Filter::default()).unwrap();
    let decisions = store.decisions().unwrap();
    format!("{all:?} {decisions:?} {:?} {}", store.article_ids().unwrap(), store.latest_change().unwrap())
}

#[test]
fn a_path_does_not_leave_the_assets() {
    let served = Served::new();
    let up =
        ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "....//", "%252e%252e%252f", "..%c0%af", ".%00./"];
    for step in up {
        for depth in [1, 3, 8] {
            for file in ["etc/passwd", "Cargo.toml", ".vite/manifest.json"] {
                for root in ["/assets/", "/download/", "/articles/", "/accords/", "/"] {
                    let path = format!("{root}{}{file}", step.repeat(depth));
                    let answer = served.get(&path);
                    assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
                    let text = answer.text();
                    assert!(
                        !text.contains("root:") && !text.contains("[package]") && !text.contains("src/main.ts\":"),
                        "{path}"
                    );
                }
            }
        }
    }
    assert_eq!(served.get("/assets//etc/passwd").status, 404);
}

#[test]
fn sql_in_a_parameter_is_text() {
    let served = Served::new();
    let before = held(&served);
    let attacks = [
        "' OR 1=1 --",
        "'; DROP TABLE incident; --",
        "x') OR ('1'='1",
        "\" OR \"\"=\"",
        "1; DELETE FROM article",
        "%' OR names LIKE '%",
        "' UNION SELECT password FROM account --",
        "NEAR(a b) OR body:*",
        "title: * NOT",
        "\0' OR 1=1",
        "|| pg_sleep(5) ||",
    ];
    for attack in attacks {
        let value: String = attack.bytes().map(|b| format!("%{b:02x}")).collect();
        for name in
            ["in", "actor", "source", "text", "country", "type", "from", "min", "near", "sort", "page", "effect"]
        {
            let api = served.get(&format!("/api/v1/incidents?{name}={value}"));
            assert!(matches!(api.status, 200 | 400), "{name}={attack}: {}", api.status);
            // words of an attack may well stand in an article
            if api.status == 200 && name != "text" {
                let found: Value = serde_json::from_slice(&api.body).unwrap();
                assert_eq!(found["total"], 0, "{name}={attack}");
            }
            for root in ["/", "/download/incidents.csv", "/feed.atom", "/api/v1/articles"] {
                let answer = served.get(&format!("{root}?{name}={value}"));
                assert!(answer.status < 500, "{root}?{name}={attack}: {}", answer.status);
            }
        }
        for root in
            ["/incidents/", "/articles/", "/accords/", "/api/v1/incidents/", "/api/v1/articles/", "/api/v1/accords/"]
        {
            let answer = served.get(&format!("{root}{value}"));
            assert!(matches!(answer.status, 400 | 404), "{root}{attack}: {}", answer.status);
        }
    }
    assert_eq!(held(&served), before);
}

#[test]
fn a_wildcard_is_a_letter() {
    let served = Served::new();
    for value in ["%25", "_", "%25%25", "____"] {
        for name in ["in", "actor", "source"] {
            let found = served.json(&format!("/api/v1/incidents?{name}={value}"));
            assert_eq!(found["total"], 0, "{name}={value}");
        }
    }
}

#[test]
fn pages_far_away_and_odd_values_do_no_harm() {
    let served = Served::new();
    for query in [
        "page=18446744073709551615",
        "page=1000000",
        "page=-1",
        "page=1e9",
        "min=18446744073709551615",
        "near=90,180,99999",
        "near=nan,nan,nan",
        "from=9999-12-31",
        "from=-9999-01-01&to=9999-12-31",
        "from=2031-05-03&to=2031-05-01",
        "text=%00",
        "text=%22",
        "text=*",
        "text=-",
        "in=%f0%9f%92%a3",
        "in=%ff%fe",
        "&&&===&%&%zz",
        "type[]=airstrike",
    ] {
        for root in PAGES {
            let answer = served.get(&format!("{root}?{query}"));
            assert!(answer.status < 500, "{root}?{query}: {} {}", answer.status, answer.text());
        }
    }
}

#[test]
fn an_id_that_is_an_attack_names_its_article_and_nothing_else() {
    let served = Served::new();
    let id: String = "a/b?c#<script>\"'%00../..".bytes().map(|b| format!("%{b:02x}")).collect();
    assert_eq!(served.json(&format!("/api/v1/articles/{id}"))["tells"].as_array().unwrap().len(), 1);
    let page = served.get(&format!("/articles/{id}"));
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(
        !text.contains("<script>alert") && !text.contains("href=\"javascript:") && !text.contains("<svg onload"),
        "{text}"
    );
    let received = served.get(&format!("/articles/{id}/received"));
    assert_eq!(received.header("content-type"), Some("application/octet-stream"));
    assert!(received.header("content-disposition").unwrap().starts_with("attachment"));
    assert!(!received.header("content-disposition").unwrap().contains('<'));
}

#[test]
fn nonsense_is_no_request() {
    use std::io::{Read, Write};
    let served = Served::new();
    for bytes in [
        &b"\0\0\0\0\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nA\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
    ] {
        let mut stream = served.connect();
        stream.write_all(bytes).unwrap();
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&answer));
    }
    assert_eq!(served.get("/about").status, 200, "and others are served still");
}

#[test]
fn every_answer_is_kept_apart_from_the_world() {
    let served = Served::new();
    let odd = [
        "/none",
        "/api/v1/none",
        "/api/v1/incidents?x=1",
        "/assets/none",
        "/live?x",
        "/download/none",
        "/%ff",
        "/accords/none",
    ];
    for path in PAGES.into_iter().chain(odd).filter(|path| !path.starts_with("/live")) {
        for method in ["GET", "HEAD", "DELETE", "OPTIONS"] {
            let answer = served.send(method, path, &[], b"");
            let policy = answer.header("content-security-policy").unwrap_or_default();
            assert!(
                policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
                "{method} {path}: {policy}"
            );
            assert!(!policy.contains("unsafe"), "{policy}");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{method} {path}");
            assert!(
                answer.header("referrer-policy").is_some() && answer.header("permissions-policy").is_some(),
                "{method} {path}"
            );
            assert!(answer.header("access-control-allow-origin").is_none(), "{method} {path}");
        }
    }
}

#[test]
fn what_is_too_large_is_refused() {
    let served = Served::new();
    let long = "x".repeat(9_000);
    assert!((400..500).contains(&served.get(&format!("/?text={long}")).status));
    assert!((400..500).contains(&served.get(&format!("/articles/{long}")).status));
    let body = vec![b'a'; 600 * 1024];
    for path in ["/decide", "/log-in", "/api/v1/decisions"] {
        let answer = served.send("POST", path, &[("Content-Type", "application/x-www-form-urlencoded")], &body);
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
    }
    let many: Vec<(String, String)> = (0..200).map(|n| (format!("X-{n}"), "y".repeat(100))).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(served.send("GET", "/about", &many, b"").status, 431);
}

/// A hundred who send nothing, or a letter now and then, keep nobody else waiting.
#[test]
fn slow_ones_keep_nobody_waiting() {
    use std::io::Write;
    let served = Served::new();
    let mut slow: Vec<_> = (0..100).map(|_| served.connect()).collect();
    for stream in &mut slow {
        write!(stream, "POST /decide HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na").unwrap();
    }
    let start = std::time::Instant::now();
    for stream in &mut slow {
        let _ = stream.write_all(b"b");
        assert_eq!(served.get("/about").status, 200);
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
