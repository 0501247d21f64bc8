//! What a page says about itself: JSON-LD, OpenGraph and other `<meta>` elements, `<time>`, links.

use dom_query::Document;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::date;
use crate::text::{plain, prefix, squeeze};

/// How many values of one kind are looked at in a page's linked data.
const VALUES: usize = 10_000;

/// Names and properties of `<meta>` elements that hold the day of publication, best first.
const DATE_NAMES: [&str; 27] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "date.published",
    "publication_date",
    "publication-date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "originalpublicationdate",
    "article.published",
    "article_date_original",
    "date",
];

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<Date>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub bylines: Vec<String>,
    /// The text as linked data holds it.
    pub body: Option<String>,
}

/// Reads a page's metadata.
pub(super) fn read(document: &Document, linked_data: &[String], address: Option<&str>) -> Meta {
    let mut out = Meta::default();
    let metas = metas(document);
    let meta = |names: &[&str]| names.iter().find_map(|name| metas.get(*name)).cloned();
    let data = LinkedData::read(linked_data);

    out.title = data.title.or_else(|| meta(&["og:title", "twitter:title", "dc.title", "title", "headline"]));
    out.url = address
        .map(str::to_owned)
        .or_else(|| attribute(document, "link[rel=canonical]", "href"))
        .or_else(|| meta(&["og:url", "twitter:url"]))
        .or(data.url)
        .filter(|url| url.starts_with("http"));
    out.outlet = meta(&["og:site_name"])
        .or(data.publisher)
        .or_else(|| meta(&["application-name", "dc.publisher", "publisher", "al:iphone:app_name"]))
        .filter(|name| !name.contains("://"));
    out.published = data
        .published
        .or_else(|| DATE_NAMES.iter().filter_map(|name| metas.get(*name)).find_map(|value| date::parse(value)))
        .or_else(|| time_element(document));
    out.language = attribute(document, "html", "lang")
        .or_else(|| attribute(document, "html", "xml:lang"))
        .or(data.language)
        .or_else(|| meta(&["content-language", "og:locale", "dc.language", "language"]));
    out.bylines = data.authors;
    out.bylines.extend(meta(&["author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"]));
    for selector in ["[itemprop=author]", "[rel=author]", ".byline", ".author-name", ".article-author"] {
        out.bylines.extend(
            document
                .select(selector)
                .iter()
                .take(3)
                .map(|found| squeeze(&plain(&found.text())))
                .filter(|name| name.chars().count() <= 120),
        );
    }
    out.body = data.body;
    out
}

/// All `<meta>` elements by lower-case name; the first of each name counts.
fn metas(document: &Document) -> FxHashMap<String, String> {
    let mut out = FxHashMap::default();
    for node in document.select("meta").nodes() {
        let Some(content) = node.attr("content").map(|value| squeeze(&plain(&value))).filter(|value| !value.is_empty())
        else {
            continue;
        };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(names) = node.attr(key) {
                for name in names.split_whitespace() {
                    out.entry(name.to_lowercase()).or_insert_with(|| content.clone());
                }
            }
        }
    }
    out
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    document
        .select(selector)
        .nodes()
        .iter()
        .take(1)
        .find_map(|node| node.attr(name))
        .map(|value| squeeze(&value))
        .filter(|value| !value.is_empty())
}

/// The day of the page's own `<time>`: one marked as publication, else the first in the article or its header.
fn time_element(document: &Document) -> Option<Date> {
    let marked = [
        "[itemprop=datePublished]",
        "time[pubdate]",
        "time.published",
        "time.entry-date",
        ".published[title]",
        ".published[datetime]",
    ];
    let placed = ["article time", "main time", "header time", "time"];
    marked.iter().chain(&placed).find_map(|selector| {
        document.select(selector).nodes().iter().take(3).find_map(|node| {
            ["datetime", "content", "title"]
                .iter()
                .find_map(|name| node.attr(name).and_then(|value| date::parse(&value)))
                .or_else(|| date::parse(&node.text()))
        })
    })
}

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && host.len() <= 253).then(|| host.to_owned())
}

/// What a page's JSON-LD says of its article.
#[derive(Debug, Default)]
struct LinkedData {
    title: Option<String>,
    publisher: Option<String>,
    published: Option<Date>,
    language: Option<String>,
    url: Option<String>,
    authors: Vec<String>,
    body: Option<String>,
}

impl LinkedData {
    fn read(scripts: &[String]) -> LinkedData {
        let mut out = LinkedData::default();
        for script in scripts {
            let script = script
                .trim()
                .trim_start_matches("<![CDATA[")
                .trim_start_matches("//<![CDATA[")
                .trim_end_matches("//]]>")
                .trim_end_matches("]]>");
            // Serde bounds the depth, so that no walk here can overflow the stack.
            let Ok(value) = serde_json::from_str::<Value>(&plain(script).replace('\n', " ")) else {
                continue;
            };
            if let Some(article) = find_article(&value) {
                out.take(article);
                break;
            }
        }
        out
    }

    fn take(&mut self, article: &Value) {
        let string = |name: &str| {
            article
                .get(name)
                .and_then(first_string)
                .map(|value| squeeze(&super::text_of(value)))
                .filter(|value| !value.is_empty())
        };
        self.title = string("headline").or_else(|| string("name"));
        self.published =
            string("datePublished").or_else(|| string("dateCreated")).and_then(|value| date::parse(&value));
        self.language = article.get("inLanguage").and_then(name_of).map(str::to_owned);
        self.publisher = article.get("publisher").and_then(name_of).map(squeeze).filter(|name| !name.is_empty());
        self.url = string("url").or_else(|| {
            article
                .get("mainEntityOfPage")
                .and_then(|page| page.get("@id").and_then(Value::as_str).or_else(|| page.as_str()))
                .map(str::to_owned)
        });
        self.body = article.get("articleBody").and_then(Value::as_str).map(str::to_owned);
        let authors = match article.get("author") {
            Some(Value::Array(authors)) => authors.iter().take(20).filter_map(name_of).collect(),
            Some(author) => name_of(author).into_iter().collect(),
            None => Vec::new(),
        };
        self.authors = authors.into_iter().map(|name| squeeze(prefix(name, 200))).collect();
    }
}

/// The first object whose type is that of an article.
fn find_article(value: &Value) -> Option<&Value> {
    let mut queue = vec![value];
    let mut at = 0;
    while let Some(value) = queue.get(at).copied() {
        at += 1;
        match value {
            Value::Array(items) => queue.extend(items),
            Value::Object(fields) => {
                if fields.get("@type").is_some_and(is_article_type) {
                    return Some(value);
                }
                queue.extend(
                    ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"]
                        .iter()
                        .filter_map(|name| fields.get(*name)),
                );
            }
            _ => {}
        }
        if at > VALUES {
            return None;
        }
    }
    None
}

fn is_article_type(value: &Value) -> bool {
    match value {
        Value::String(name) => {
            name.ends_with("Article")
                || matches!(
                    name.rsplit('/').next(),
                    Some("BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
                )
        }
        Value::Array(names) => names.iter().take(20).any(|name| name.is_string() && is_article_type(name)),
        _ => false,
    }
}

/// A string, or the name of an object, or the first of a list of such.
fn name_of(value: &Value) -> Option<&str> {
    match value {
        Value::String(name) => Some(name),
        Value::Object(fields) => fields.get("name").and_then(first_string),
        Value::Array(items) => items.first().filter(|item| !item.is_array()).and_then(name_of),
        _ => None,
    }
}

fn first_string(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(items) => items.first().and_then(Value::as_str),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        assert_eq!(host("https://www.example.org:80/a?b"), Some("example.org".to_owned()));
        assert_eq!(host("nothing"), None);
    }

    #[test]
    fn linked_data_in_a_graph() {
        let data = r#"{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"], "headline": "Boats &amp; storms", "datePublished": "2021-05-09T01:00:00Z",
            "publisher": {"@type": "Organization", "name": "The Harbour Post"}, "author": [{"name": "AFP"}]}]}"#;
        let found = LinkedData::read(&["{broken".to_owned(), data.to_owned()]);
        assert_eq!(found.title.as_deref(), Some("Boats & storms"));
        assert_eq!(found.publisher.as_deref(), Some("The Harbour Post"));
        assert_eq!(found.authors, ["AFP"]);
        assert!(found.published.is_some());
    }
}
