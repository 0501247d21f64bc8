//! Broken and hostile input: a clear error or an article, never a panic, never for ever.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use sitrep_article::{Article, Error, Kind, LineProblem, Note, Options, lines, read, read_one};

/// Generous: the tests run unoptimised, on machines that do other things.
const PATIENCE: Duration = Duration::from_secs(60);

fn page(bytes: &[u8]) -> Result<Article, Error> {
    let start = Instant::now();
    let found = read_one(bytes, &Options::default());
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    found
}

const PROSE: &str = "<p>Two boats sank off the cape on Sunday, and five people were saved, the harbour office said in a statement that it sent to newspapers.</p>\
    <p>A third boat is still at sea, and nobody has heard from it since the storm began in the night from Saturday to Sunday.</p>";

#[test]
fn nothing() {
    for bytes in [&b""[..], b" \n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf \r\n"] {
        assert!(matches!(page(bytes), Err(Error::Empty)));
    }
    for bytes in [&b"<html></html>"[..], b"<p></p>", b"<!doctype html><!-- x -->", b"<script>1</script>"] {
        assert!(matches!(page(bytes), Err(Error::NoText)), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn unclosed() {
    for start in [
        "<html><body><div><p><b><i>",
        "<!-- ",
        "<svg>",
        "<table><tr><td>",
        "<select><option>",
        "<title>Boats</title><a href='",
    ] {
        let found = page(format!("{start}{PROSE}").as_bytes());
        assert!(found.is_ok(), "{start}: {found:?}");
    }
    assert!(page(format!("{PROSE}<div class=\"a").as_bytes()).is_ok());
    let inside = page(format!("<html><script>{PROSE}").as_bytes());
    assert!(matches!(inside, Err(Error::NoText)));
}

#[test]
fn nested_deeper_than_any_stack() {
    for tag in ["div", "b", "table", "ul", "a", "p", "li", "button", "h1"] {
        let open = format!("<{tag}>").repeat(100_000);
        let close = format!("</{tag}>").repeat(100_000);
        let found = page(format!("<html><body>{open}{PROSE}{close}</body></html>").as_bytes())
            .unwrap_or_else(|error| panic!("{tag}: {error}"));
        assert!(found.text.contains("Two boats sank"), "{tag}");
        let unclosed = page(format!("{PROSE}{open}deep").as_bytes());
        assert!(unclosed.is_ok(), "{tag}");
    }
}

#[test]
fn formatting_elements_that_multiply() {
    let mut hostile = String::from(PROSE);
    for index in 0..30_000 {
        let _ = write!(hostile, "<b a={index}><p>");
    }
    assert!(page(hostile.as_bytes()).is_ok());
    let attributes: String = (0..200_000).map(|index| format!(" a{index}=1")).collect();
    assert!(page(format!("<div{attributes}>{PROSE}</div>").as_bytes()).is_ok());
}

#[test]
fn fifty_megabytes() {
    let scripts = format!("<html><script>{}</script>{PROSE}</html>", "if (a < b) { c(); } ".repeat(2_500_000));
    let found = page(scripts.as_bytes()).unwrap();
    assert!(found.text.contains("Two boats sank"));
    assert!(!found.text.contains("c();"));

    let many = format!("<html><body>{}</body></html>", PROSE.repeat(200_000));
    assert!(many.len() > 50_000_000);
    let found = page(many.as_bytes()).unwrap();
    assert!(found.notes.iter().any(|note| matches!(note, Note::Truncated { .. })));
    for limit in 1000..1100 {
        let mut options = Options::default();
        options.limits.markup_bytes = limit;
        assert!(read_one(&many.as_bytes()[..5000], &options).is_ok());
    }

    let line = "word ".repeat(10_000_000);
    assert!(page(line.as_bytes()).is_ok());
    let newlines = "\n".repeat(50_000_000) + "a";
    assert!(page(newlines.as_bytes()).is_ok());

    assert!(matches!(page(&vec![b'a'; 80 << 20]), Err(Error::TooLarge { .. })));
}

#[test]
fn angle_brackets_without_end() {
    for part in [
        "<",
        "<a",
        "<a ",
        "<!--",
        "</",
        "<a href=\"",
        "<a \"'>",
        "<script",
        "<!-- -->",
        "&",
        "<![CDATA[",
        "<?",
        "<svg>",
        "</script",
    ] {
        let hostile = part.repeat(300_000 / part.len());
        let _ = page(hostile.as_bytes());
        let _ = page(format!("<html>{PROSE}{hostile}").as_bytes());
    }
}

#[test]
fn charsets_that_lie() {
    for label in
        ["utf-16", "utf-8", "koi8-r", "iso-2022-jp", "replacement", "x-user-defined", "gb18030", "no-such-charset"]
    {
        let html = format!("<meta charset={label}><title>Caf\u{e9}</title>{PROSE}");
        let found = page(html.as_bytes()).unwrap_or_else(|error| panic!("{label}: {error}"));
        assert!(found.text.contains("Two boats sank"), "{label}: {}", found.text);
    }
    let broken =
        [&b"<meta charset=utf-8><p>Two boats \xff\xfe sank off the cape, na\xc3\xafve, d\xc3\xa9j\xc3\xa0 vu, \xc3\xa9t\xc3\xa9."[..], &[0xc3]]
            .concat();
    let found = page(&broken).unwrap();
    assert!(found.notes.iter().any(|note| matches!(note, Note::InvalidUtf8 { .. })));
}

#[test]
fn json_that_lies_about_its_types() {
    let cases = [
        r#"{"text": 5}"#,
        r#"{"text": ["a", "b"]}"#,
        r#"{"html": {"a": 1}}"#,
        r#"{"title": "only a title"}"#,
        r#"{"text": null}"#,
        r#"{"text": ""}"#,
        r#"[1, 2]"#,
        r#"{"text": "unfinished"#,
        r#"{"text": "\ud800"}"#,
    ];
    for case in cases {
        let options = Options { kind: Some(Kind::Json), ..Options::default() };
        assert!(read(case.as_bytes(), &options).is_err(), "{case}");
    }
    let odd = r#"{"id": 7, "title": ["x"], "published": {"year": 1}, "source": false, "language": 3, "url": null, "credits": "AFP", "text": "Two boats sank."}"#;
    let article = page(odd.as_bytes()).unwrap();
    assert_eq!(article.id, "7");
    assert_eq!((article.title, article.published, article.outlet), (None, None, None));
    assert_eq!(article.notes.iter().filter(|note| matches!(note, Note::FieldIgnored { .. })).count(), 3);
    let deep = format!("{{\"text\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(page(deep.as_bytes()), Err(Error::Json(_))));
}

#[test]
fn linked_data_that_lies() {
    let deep = format!("{{\"@graph\": {}1{}}}", "[".repeat(50_000), "]".repeat(50_000));
    for data in [
        &*deep,
        "null",
        "[]",
        r#"{"@type": "NewsArticle", "headline": {"a": 1}, "publisher": [[["x"]]], "author": 5, "datePublished": [2020]}"#,
        "{\"@type\":\"NewsArticle\",\"datePublished\":\"9999-99-99\"}",
    ] {
        let html = format!("<script type=application/ld+json>{data}</script><title>Boats</title>{PROSE}");
        let article = page(html.as_bytes()).unwrap();
        assert_eq!(article.published, None);
    }
}

#[test]
fn feeds_that_lie() {
    for feed in
        ["<rss>", "<rss version=\"2.0\"><channel>", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry/></feed>"]
    {
        let _ = read(feed.as_bytes(), &Options::default());
    }
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"{}\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss version=\"2.0\"><channel><title>&b;</title></channel></rss>",
        "x".repeat(10_000)
    );
    let _ = read(bomb.as_bytes(), &Options::default());
    let deep = format!("<rss version=\"2.0\"><channel>{}", "<item>".repeat(100_000));
    let _ = read(deep.as_bytes(), &Options::default());
}

#[test]
fn bad_lines_do_not_stop_the_rest() {
    let input = [
        &b"{\"text\": \"One boat sank.\"}\r\n"[..],
        b"\n",
        b"{broken\n",
        b"{\"text\": \"Two \xff boats sank.\"}\n",
        b"{\"text\": \"",
        &[b'x'; 3000],
        b"\"}\n",
        b"[]\n",
        b"{\"text\": \"Three boats sank.\"}",
    ]
    .concat();
    let mut options = Options::default();
    options.limits.line_bytes = 2000;
    let found: Vec<_> = lines(std::io::BufReader::with_capacity(64, &input[..]), &options).collect();
    let told: Vec<String> = found
        .iter()
        .map(|item| match item {
            Ok(article) => article.text.clone(),
            Err(error) => format!(
                "{}: {}",
                error.line,
                if matches!(error.error, LineProblem::TooLong { .. }) { "long" } else { "bad" }
            ),
        })
        .collect();
    assert_eq!(
        told,
        ["One boat sank.", "3: bad", "Two \u{fffd} boats sank.", "5: long", "6: bad", "Three boats sank."]
    );
}

#[test]
fn a_failing_reader_is_the_last_error() {
    struct Failing;
    impl std::io::Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("gone"))
        }
    }
    let options = Options::default();
    let found: Vec<_> = lines(std::io::BufReader::new(Failing), &options).collect();
    assert_eq!(found.len(), 1);
}

#[test]
fn odd_characters() {
    let words = "e\u{301}\u{301}\u{301} \u{202e}txet\u{202c} \u{1f6a2}\u{200d}\u{1f3ff} \u{0}\u{1b}[31m \u{fffe}";
    for text in [
        words.to_owned(),
        format!("<p>{words}"),
        format!("{words}\n\n{words}.\n"),
        format!("{{\"text\": {}}}", serde_json::to_string(words).unwrap()),
    ] {
        let _ = page(text.as_bytes());
    }
}
