//! The elements of an Atom feed.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// A feed.
pub struct Feed<'a> {
    /// Its permanent name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The language of its texts.
    pub language: &'a str,
    /// When it changed last, RFC 3339.
    pub updated: &'a str,
    /// Its own address.
    pub this: String,
    /// The page that shows the same.
    pub page: String,
    /// A picture of it.
    pub icon: String,
    /// The latest first.
    pub items: Vec<Item>,
}

/// What a feed tells.
pub enum Item {
    /// Something new or changed.
    Entry(Entry),
    /// Something that is gone.
    Gone {
        /// Its permanent name.
        id: String,
        /// When, RFC 3339.
        when: String,
        /// The address of what took its place.
        comment: Option<String>,
    },
}

/// Something new or changed.
pub struct Entry {
    /// Its permanent name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it changed last, RFC 3339.
    pub updated: String,
    /// Its page.
    pub address: String,
    /// Its type, for programs.
    pub kind: String,
    /// Its type, for people.
    pub kind_name: String,
    /// Latitude and longitude, in degrees.
    pub point: Option<(f64, f64)>,
    /// What is known, as HTML.
    pub content: String,
}

type Out = Writer<Vec<u8>>;

/// A feed as XML.
///
/// # Errors
/// None but of memory.
pub fn written(feed: &Feed<'_>) -> io::Result<Vec<u8>> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = out
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xmlns:at", "http://purl.org/atompub/tombstones/1.0"))
        .with_attribute(("xmlns:georss", "http://www.georss.org/georss"))
        .with_attribute(("xml:lang", feed.language));
    root.write_inner_content(|out| {
        text(out, "id", &feed.id)?;
        text(out, "title", &feed.title)?;
        text(out, "updated", feed.updated)?;
        link(out, "self", "application/atom+xml", &feed.this)?;
        link(out, "alternate", "text/html", &feed.page)?;
        text(out, "icon", &feed.icon)?;
        out.create_element("author").write_inner_content(|out| text(out, "name", "Sitrep"))?;
        let version = env!("CARGO_PKG_VERSION");
        let generator = out.create_element("generator").with_attribute(("version", version));
        generator.write_text_content(BytesText::new("Sitrep"))?;
        feed.items.iter().try_for_each(|item| self::item(out, item))
    })?;
    Ok(out.into_inner())
}

fn item(out: &mut Out, item: &Item) -> io::Result<()> {
    let e = match item {
        Item::Entry(entry) => entry,
        Item::Gone { id, when, comment } => {
            let gone = out.create_element("at:deleted-entry").with_attribute(("ref", sound(id).as_str()));
            let gone = gone.with_attribute(("when", sound(when).as_str()));
            match comment {
                Some(comment) => gone.write_inner_content(|out| text(out, "at:comment", comment))?,
                None => gone.write_empty()?,
            };
            return Ok(());
        }
    };
    let inner = |out: &mut Out| {
        text(out, "id", &e.id)?;
        text(out, "title", &e.title)?;
        text(out, "updated", &e.updated)?;
        link(out, "alternate", "text/html", &e.address)?;
        let category = out.create_element("category").with_attribute(("term", e.kind.as_str()));
        category.with_attribute(("label", sound(&e.kind_name).as_str())).write_empty()?;
        if let Some((lat, lon)) = e.point {
            text(out, "georss:point", &format!("{lat} {lon}"))?;
        }
        let content = out.create_element("content").with_attribute(("type", "html"));
        content.write_text_content(BytesText::new(&sound(&e.content)))?;
        Ok(())
    };
    out.create_element("entry").write_inner_content(inner)?;
    Ok(())
}

fn text(out: &mut Out, name: &str, text: &str) -> io::Result<()> {
    out.create_element(name).write_text_content(BytesText::new(&sound(text)))?;
    Ok(())
}

fn link(out: &mut Out, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    let link = out.create_element("link").with_attribute(("rel", rel)).with_attribute(("type", kind));
    link.with_attribute(("href", sound(href).as_str())).write_empty()?;
    Ok(())
}

/// A text without the characters that XML cannot hold at all (XML 1.0, 2.2): one of them would make the whole feed unreadable.
fn sound(text: &str) -> String {
    let held = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    text.chars().filter(held).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(sound("a\0b\u{1b}c\u{ffff}d\ne"), "abcd\ne");
    }

    #[test]
    fn a_text_cannot_become_an_element() {
        let feed = Feed {
            id: "urn:x".into(),
            title: "</title><script>&\u{0}".into(),
            language: "en",
            updated: "2030-01-01T00:00:00Z",
            this: "http://a.example/?a=1&b=\"".into(),
            page: String::new(),
            icon: String::new(),
            items: vec![Item::Gone { id: "urn:y\"".into(), when: "2030-01-01T00:00:00Z".into(), comment: None }],
        };
        let made = String::from_utf8(written(&feed).unwrap()).unwrap();
        assert!(made.contains("&lt;/title&gt;&lt;script&gt;&amp;</title>"), "{made}");
        assert!(made.contains("a=1&amp;b=&quot;"), "{made}");
        assert!(made.contains("urn:y&quot;"), "{made}");
    }
}
