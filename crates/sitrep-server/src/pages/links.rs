//! Addresses of pages.

use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::view::View;

/// What may stand in a part of a path or in a value as it is (RFC 3986, "unreserved").
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A text as part of a path or as a value.
pub fn encoded(text: &str) -> String {
    // a part that is `.` or `..` would be resolved away by the browser, even encoded
    utf8_percent_encode(text, PLAIN).to_string()
}

/// An incident's page.
pub fn incident(id: &str) -> String {
    format!("/incidents/{}", encoded(id))
}

/// An article's page.
pub fn article(id: &str) -> String {
    format!("/articles/{}", encoded(id))
}

/// Where a claim, incident, accord stands in its article.
pub fn evidence(article_id: &str, local: &str) -> String {
    format!("{}#e-{}", article(article_id), anchor(local))
}

/// What of an id can be an anchor: ids of claims and the like are short words; others are written out in letters that can.
pub fn anchor(local: &str) -> String {
    let mut anchor = String::new();
    for c in local.chars() {
        match c.is_ascii_alphanumeric() || matches!(c, '-' | '.') {
            true => anchor.push(c),
            false => _ = write!(anchor, "_{:x}", u32::from(c)),
        }
    }
    anchor
}

/// An accord's page.
pub fn accord(id: &str) -> String {
    format!("/accords/{}", encoded(id))
}

/// The list with one filter.
pub fn only(name: &str, value: &str) -> String {
    format!("/?{name}={}", encoded(value))
}

/// An address with the filters of a view, some of them replaced; an empty value leaves one out.
pub fn view(path: &str, view: &View, replaced: &[(&str, &str)]) -> String {
    let kept = view.all_given().iter().map(|(name, value)| (*name, value.as_str()));
    let kept = kept.filter(|(name, _)| !replaced.iter().any(|(n, _)| n == name));
    let all = kept.chain(replaced.iter().copied()).filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = all.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    match query.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", query.join("&")),
    }
}

/// An address that an article gives, if a browser may follow it: `http` or `https`, nothing else.
pub fn outside(url: &str) -> Option<&str> {
    let url = url.trim();
    let scheme = url.split_once("://")?.0;
    let followed = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (followed && !url.chars().any(|c| c.is_control() || c.is_whitespace())).then_some(url)
}

/// Where to go after a form: a path of ours, never another host.
pub fn inside(next: &str) -> &str {
    let plain = next.starts_with('/') && !next.starts_with("//") && !next.chars().any(|c| c.is_control() || c == '\\');
    if plain { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        assert_eq!(outside(" https://a.example/x?y=1 "), Some("https://a.example/x?y=1"));
        for url in [
            "javascript:alert(1)",
            "java\nscript://x",
            "data:text/html,x",
            "//a.example",
            "file:///etc",
            "",
            "https://a b",
        ] {
            assert_eq!(outside(url), None, "{url:?}");
        }
    }

    #[test]
    fn a_form_leads_nowhere_else() {
        assert_eq!(inside("/incidents/x?y#z"), "/incidents/x?y#z");
        for next in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "javascript:x",
            "",
            "/\tx",
            "\\/evil",
            "/x\r\nSet-Cookie: a=b",
        ] {
            assert_eq!(inside(next), "/", "{next:?}");
        }
    }

    #[test]
    fn ids_of_any_text_are_parts_of_an_address() {
        assert_eq!(article("a/b?c#d \u{202e}"), "/articles/a%2Fb%3Fc%23d%20%E2%80%AE");
        assert_eq!(anchor("c1"), "c1");
        assert_eq!(anchor("a b\"<"), "a_20b_22_3c");
    }
}
