//! Reads each page in `tests/pages` and compares what was read with `article.json` beside it.
//!
//! The pages are written for these tests; their events are invented. A changed reading is an error unless
//! `UPDATE_GOLDEN=1` is set, which writes the files anew.

use std::fs;
use std::path::Path;

use sitrep_article::{Article, Options, read};

/// What the reading of every page must keep to, whatever the page.
fn check(case: &str, article: &Article) {
    let length = article.text.chars().count();
    let ranges = article.headline.iter().chain(&article.dateline).chain(&article.captions).chain(&article.paragraphs);
    for range in ranges {
        assert!(range.start < range.end && range.end <= length, "{case}: {range:?}");
        assert!(!article.slice(range).is_empty(), "{case}: {range:?}");
    }
    let furniture = [
        "Skip to",
        "Advertisement",
        "Breaking News",
        "16x9",
        "Read more",
        "All rights reserved",
        "cookies",
        "Share",
        "Lire aussi",
        "Síguenos",
    ];
    for phrase in furniture {
        assert!(!article.text.contains(phrase), "{case}: {phrase} is left in {}", article.text);
    }
}

#[test]
fn pages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let update = std::env::var("UPDATE_GOLDEN").is_ok_and(|value| value == "1");
    let mut cases: Vec<_> = fs::read_dir(&root)
        .expect("the pages are part of the crate")
        .map(|entry| entry.expect("readable").path())
        .collect();
    cases.sort();
    let mut wrong = Vec::new();
    for case in cases {
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let page = fs::read_dir(&case)
            .expect("a folder for each page")
            .map(|entry| entry.expect("readable").path())
            .find(|path| path.file_stem().is_some_and(|stem| stem == "page"))
            .unwrap_or_else(|| panic!("{name} has no page"));
        let bytes = fs::read(page).expect("readable");
        let articles = read(&bytes, &Options::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        for article in &articles {
            check(&name, article);
        }
        let found = serde_json::to_string_pretty(&articles).expect("serialisable") + "\n";
        let golden = case.join("article.json");
        if update {
            fs::write(&golden, found).expect("writable");
        } else if fs::read_to_string(&golden).unwrap_or_default() != found {
            eprintln!("{name} is now read as\n{found}");
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "read differently: {wrong:?}; if that is right, run again with UPDATE_GOLDEN=1");
}

/// The article that the project starts from, where it is at hand: nothing of its furniture may remain.
#[test]
fn the_seed_article() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora/seed");
    let (Ok(bytes), Ok(gold)) = (fs::read(folder.join("article.txt")), fs::read(folder.join("gold.json"))) else {
        println!("skipped: {} is absent", folder.display());
        return;
    };
    let gold: serde_json::Value = serde_json::from_slice(&gold).expect("valid JSON");
    let list = |name: &str| -> Vec<String> {
        gold[name].as_array().into_iter().flatten().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    };
    let options =
        Options { published: gold["dateline"].as_str().and_then(|day| day.parse().ok()), ..Options::default() };
    let articles = read(&bytes, &options).expect("readable");
    let article = &articles[0];
    for phrase in list("boilerplate") {
        assert!(!article.text.contains(&phrase), "{phrase}");
    }
    assert_eq!(article.credits, list("credits"));
    assert_eq!(article.outlet.as_deref(), gold["outlet"].as_str());
    assert_eq!(article.published.map(|day| day.to_string()).as_deref(), gold["dateline"].as_str());
    for claim in gold["claims"].as_array().into_iter().flatten() {
        let quote = claim["quote"].as_str().unwrap_or_default();
        assert!(article.text.contains(quote), "{quote}");
    }
    // The page prints no year anywhere near its date, so that without the caller's word it is undated.
    assert_eq!(read(&bytes, &Options::default()).expect("readable")[0].published, None);
}

#[test]
fn a_day_that_is_given_serves_articles_that_tell_none() {
    let options = Options { published: "2031-03-04".parse().ok(), ..Options::default() };
    let day = |input: &[u8]| read(input, &options).expect("readable")[0].published.map(|d| d.to_string());
    assert_eq!(day(br#"{"text": "Two boats sank.", "published": "2031-03-09"}"#).as_deref(), Some("2031-03-09"));
    assert_eq!(day(br#"{"text": "Two boats sank."}"#).as_deref(), Some("2031-03-04"));
}
