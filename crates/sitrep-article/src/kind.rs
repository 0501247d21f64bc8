//! Which kind of input some bytes are.

use crate::text::prefix;

/// A kind of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A web page.
    Html,
    /// Plain text, perhaps copied from a page with its furniture.
    Text,
    /// One JSON object, or a list of them.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// An RSS or Atom feed.
    Feed,
}

impl Kind {
    /// Tells the kind from the content, with the media type as a hint where the content leaves it open.
    ///
    /// ```
    /// use sitrep_article::Kind;
    /// assert_eq!(Kind::detect("<!doctype html><p>Rain fell.", None), Kind::Html);
    /// assert_eq!(Kind::detect("{\"text\": \"Rain fell.\"}", None), Kind::Json);
    /// assert_eq!(Kind::detect("Rain fell.", None), Kind::Text);
    /// ```
    pub fn detect(text: &str, content_type: Option<&str>) -> Kind {
        let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        if start.starts_with(['{', '['])
            && let Some(kind) = json_kind(start)
        {
            return kind;
        }
        if start.starts_with('<')
            && let Some(kind) = markup_kind(start)
        {
            return kind;
        }
        let media_type =
            content_type.and_then(|header| header.split(';').next()).map(|media| media.trim().to_ascii_lowercase());
        match media_type.as_deref() {
            Some("text/html" | "application/xhtml+xml") => return Kind::Html,
            Some("application/rss+xml" | "application/atom+xml") => return Kind::Feed,
            Some("application/json") => return Kind::Json,
            Some("application/x-ndjson" | "application/jsonl") => return Kind::JsonLines,
            Some("text/plain") => return Kind::Text,
            _ => {}
        }
        if tags(start) >= 3 { Kind::Html } else { Kind::Text }
    }
}

/// JSON, JSON Lines, or text that merely starts with a bracket.
fn json_kind(start: &str) -> Option<Kind> {
    let mut chars = start.chars();
    let open = chars.next()?;
    let next = chars.find(|c| !c.is_whitespace());
    let plausible = match open {
        '{' => matches!(next, Some('"' | '}')),
        _ => matches!(next, Some('{' | ']')),
    };
    if !plausible {
        return None;
    }
    if open == '{' {
        let mut lines = start.lines().filter(|line| !line.trim().is_empty());
        let first = lines.next().unwrap_or_default().trim_end();
        if first.ends_with('}') && lines.next().is_some_and(|line| line.starts_with('{')) {
            return Some(Kind::JsonLines);
        }
    }
    Some(Kind::Json)
}

/// A page, a feed, or text that merely starts with a `<`.
fn markup_kind(start: &str) -> Option<Kind> {
    let head = prefix(start, 4096).to_ascii_lowercase();
    let mut rest = head.as_str();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("<?") {
            rest = &after[after.find('>')? + 1..];
        } else if let Some(after) = rest.strip_prefix("<!--") {
            match after.find("-->") {
                Some(end) => rest = &after[end + 3..],
                None => return Some(Kind::Html),
            }
        } else {
            break;
        }
    }
    let name: String = rest
        .strip_prefix('<')?
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '!' | '-'))
        .collect();
    match name.as_str() {
        "rss" | "feed" | "rdf:rdf" => Some(Kind::Feed),
        "" => None,
        _ if name.starts_with('!') => Some(Kind::Html),
        _ => Some(Kind::Html),
    }
}

/// How many of the first characters open or close an element.
fn tags(text: &str) -> usize {
    prefix(text, 16_384)
        .split('<')
        .skip(1)
        .filter(|part| {
            let name = part.strip_prefix('/').unwrap_or(part);
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && part.contains('>')
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        let cases = [
            ("<html><body>x", Kind::Html),
            ("  <!-- note --><div>x</div>", Kind::Html),
            ("<?xml version=\"1.0\"?><rss version=\"2.0\"></rss>", Kind::Feed),
            ("<?xml version=\"1.0\"?>\n<!-- x --><feed xmlns=\"a\"></feed>", Kind::Feed),
            ("<?xml version=\"1.0\"?><!DOCTYPE html><html>", Kind::Html),
            ("{\"text\": 1}", Kind::Json),
            ("[{\"text\": 1}]", Kind::Json),
            ("{\"text\": 1}\n{\"text\": 2}\n", Kind::JsonLines),
            ("{\n \"text\": 1\n}\n", Kind::Json),
            ("[TEXT] THE ARMY SAID", Kind::Text),
            ("{curly} prose", Kind::Text),
            ("< 5 people came", Kind::Text),
            ("", Kind::Text),
            ("Intro <p>one</p><p>two</p>", Kind::Html),
        ];
        for (text, kind) in cases {
            assert_eq!(Kind::detect(text, None), kind, "{text}");
        }
    }

    #[test]
    fn header_is_a_hint_only() {
        assert_eq!(Kind::detect("{\"text\": 1}", Some("text/html; charset=utf-8")), Kind::Json);
        assert_eq!(Kind::detect("plain words", Some("text/html")), Kind::Html);
    }
}
