//! Fetches from a tiny server on this machine, which is a private address: refused unless allowed.
#![cfg(feature = "fetch")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use sitrep_article::fetch::{FetchError, FetchOptions, fetch};
use sitrep_article::{Options, read_one};

/// Serves until the test process ends; gives its address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let mut stream = stream;
                let mut request = [0; 4096];
                let length = stream.read(&mut request).unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..length]).into_owned();
                let path = request.split(' ').nth(1).unwrap_or("/").to_owned();
                let page = "<title>Boats</title><p>Two boats sank off the caf\u{e9} on Sunday, the office said.</p>";
                let latin: Vec<u8> = page.chars().map(|c| c as u8).collect();
                let redirect = |to: &str| {
                    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .into_bytes()
                };
                let answer = match path.as_str() {
                    "/page" => [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", latin.len()).into_bytes(), latin].concat(),
                    "/moved" => redirect("/page"),
                    "/loop" => redirect("/loop"),
                    "/elsewhere" => redirect("http://[::1]:9/page"),
                    "/file" => redirect("file:///etc/passwd"),
                    "/large" => [&b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"[..], &vec![b'x'; 200_000]].concat(),
                    "/slow" => {
                        std::thread::sleep(Duration::from_secs(20));
                        Vec::new()
                    }
                    _ => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec(),
                };
                let _ = stream.write_all(&answer);
            });
        }
    });
    format!("http://127.0.0.1:{port}")
}

fn allowed() -> FetchOptions {
    FetchOptions { allow_private: true, timeout: Duration::from_secs(5), ..FetchOptions::default() }
}

#[test]
fn a_page_with_its_charset() {
    let server = serve();
    for path in ["/page", "/moved"] {
        let got = fetch(&format!("{server}{path}"), &allowed()).unwrap();
        assert_eq!(got.url, format!("{server}/page"));
        let options = Options { content_type: got.content_type, url: Some(got.url), ..Options::default() };
        assert!(read_one(&got.bytes, &options).unwrap().text.contains("café"));
    }
}

#[test]
fn private_addresses_are_refused() {
    let server = serve();
    let options = FetchOptions { timeout: Duration::from_secs(5), ..FetchOptions::default() };
    let port = server.rsplit(':').next().unwrap();
    for url in [
        format!("{server}/page"),
        format!("http://localhost:{port}/page"),
        "http://[::1]:9/".to_owned(),
        "http://169.254.169.254/".to_owned(),
        "http://0x7f.1/".to_owned(),
        "http://[::ffff:10.0.0.1]/".to_owned(),
    ] {
        let found = fetch(&url, &options);
        assert!(matches!(found, Err(FetchError::Private { .. })), "{url}: {found:?}");
    }
}

#[test]
fn limits() {
    let server = serve();
    let get = |path: &str, options: &FetchOptions| fetch(&format!("{server}{path}"), options);
    assert!(matches!(get("/none", &allowed()), Err(FetchError::Status { status: 404 })));
    assert!(matches!(get("/loop", &allowed()), Err(FetchError::TooManyRedirects { limit: 5 })));
    assert!(matches!(
        get("/large", &FetchOptions { bytes: 1000, ..allowed() }),
        Err(FetchError::TooLarge { limit: 1000 })
    ));
    assert!(get("/file", &allowed()).is_err());
    let slow = get("/slow", &FetchOptions { timeout: Duration::from_millis(300), ..allowed() });
    assert!(matches!(slow, Err(FetchError::Timeout { .. })), "{slow:?}");
}
