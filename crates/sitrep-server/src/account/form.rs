//! What forms send, and whether one of our own pages sent it.

use axum::http::{HeaderMap, header};

use super::session::User;

/// The fields of a form, in order; a name may come several times.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a body of `application/x-www-form-urlencoded`.
    pub fn of(body: &[u8]) -> Fields {
        Fields(form_urlencoded::parse(body).into_owned().collect())
    }

    /// A field; empty if it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// A field without spaces around; nothing if it is empty.
    pub fn given(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|value| !value.is_empty())
    }

    /// All fields of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Whether it carries the word of the session.
    pub fn is_of(&self, user: &User) -> bool {
        same(self.get("csrf").as_bytes(), user.csrf.as_bytes())
    }
}

/// Compares without telling by the time taken where two words differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |all, (x, y)| all | (x ^ y)) == 0
}

/// Whether a form can have come from a page of ours: browsers say where it stood (Fetch Metadata, else `Origin`). Programs that are no
/// browsers say nothing; they are not led by other sites' pages.
pub fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else { return true };
    let host = origin.split_once("://").map(|(_, host)| host);
    let ours = [text(header::HOST.as_str()), text("x-forwarded-host")];
    host.is_some_and(|host| ours.into_iter().flatten().any(|own| own.eq_ignore_ascii_case(host)))
}

/// Whether the browser speaks https, to us or to the proxy before us.
pub fn is_secure(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    text("x-forwarded-proto").eq_ignore_ascii_case("https") || text("origin").starts_with("https://")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(all: &[(&'static str, &'static str)]) -> HeaderMap {
        all.iter().map(|(n, v)| (n.parse().unwrap(), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn forms_of_other_sites_are_told_by_what_browsers_say() {
        assert!(is_ours(&headers(&[("host", "board.example"), ("origin", "https://board.example")])));
        assert!(is_ours(&headers(&[
            ("host", "127.0.0.1:9"),
            ("x-forwarded-host", "b.example"),
            ("origin", "https://b.example")
        ])));
        assert!(is_ours(&headers(&[("sec-fetch-site", "same-origin"), ("origin", "null")])));
        assert!(!is_ours(&headers(&[("host", "board.example"), ("origin", "https://evil.example")])));
        assert!(!is_ours(&headers(&[("host", "board.example"), ("origin", "null")])));
        assert!(!is_ours(&headers(&[("sec-fetch-site", "cross-site"), ("host", "a"), ("origin", "http://a")])));
    }

    #[test]
    fn a_form_carries_the_word_of_its_session() {
        let user = User { name: "amal".into(), role: "reviewer".into(), csrf: "word".into() };
        assert!(Fields::of(b"csrf=word&claim=a%23c1&claim=b").is_of(&user));
        assert!(!Fields::of(b"csrf=wor").is_of(&user) && !Fields::of(b"").is_of(&user));
        assert_eq!(Fields::of(b"claim=a%23c1&claim=b").all("claim").collect::<Vec<_>>(), ["a#c1", "b"]);
    }
}
