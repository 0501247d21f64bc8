//! From a tree of elements to paragraphs. The walk follows parent links: no recursion, however deep the tree.

use dom_query::{Document, NodeRef};

use crate::paragraphs::{Paragraph, Role};
use crate::text::{ends_sentence, plain, squeeze};

/// Elements that hold no text of an article.
const SKIPPED: [&str; 15] = [
    "script", "style", "noscript", "head", "button", "form", "input", "select", "textarea", "nav", "audio", "video",
    "iframe", "template", "dialog",
];

/// Elements that hold none in a page that the extractor has not sorted.
const SKIPPED_IN_PAGES: [&str; 3] = ["header", "footer", "aside"];

const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
    "amp-story-page",
];

/// The longest heading, in bytes: what is longer stands in a heading's element by mistake.
const HEADING_BYTES: usize = 300;

/// The longest heading that ends as a sentence does, in bytes.
const SENTENCE_HEADING_BYTES: usize = 100;

/// Reads the paragraphs below a node.
pub(super) fn paragraphs(root: &NodeRef<'_>, whole_page: bool) -> Vec<Paragraph> {
    let mut walk = Walk::default();
    let mut node = root.first_child();
    let mut depth = 0usize;
    while let Some(current) = node {
        let descend = walk.enter(&current, whole_page);
        if descend {
            if let Some(child) = current.first_child() {
                node = Some(child);
                depth += 1;
                continue;
            }
            walk.leave(&current);
        }
        // Up to the nearest ancestor that has something after it.
        let mut next = current.next_sibling();
        let mut here = current;
        while next.is_none() && depth > 0 {
            let Some(parent) = here.parent() else { break };
            walk.leave(&parent);
            depth -= 1;
            next = parent.next_sibling();
            here = parent;
        }
        node = next;
    }
    walk.flush();
    walk.out
}

/// The text of a piece of markup, without its tags.
pub(crate) fn text_of(markup: &str) -> String {
    if !markup.contains(['<', '&']) {
        return markup.to_owned();
    }
    let tamed = super::tame::tame(markup, 1 << 16);
    Document::fragment(tamed.markup).text().to_string()
}

#[derive(Default)]
struct Walk {
    out: Vec<Paragraph>,
    text: String,
    /// Letters and digits in links, and all.
    linked: usize,
    all: usize,
    links: usize,
    captions: usize,
    items: usize,
    headings: usize,
    preformatted: usize,
    breaks: usize,
}

impl Walk {
    /// Enters a node; `false` if what is below it is to be passed over.
    fn enter(&mut self, node: &NodeRef<'_>, whole_page: bool) -> bool {
        if node.is_text() {
            self.add(&node.text());
            return false;
        }
        let Some(name) = node.node_name() else {
            return node.first_child().is_some();
        };
        let name: &str = &name;
        if SKIPPED.contains(&name) || whole_page && SKIPPED_IN_PAGES.contains(&name) || is_hidden(node) {
            return false;
        }
        if name == "br" {
            self.breaks += 1;
            if self.breaks >= 2 || self.preformatted > 0 {
                self.flush();
            } else {
                self.text.push(' ');
            }
            return false;
        }
        if BLOCKS.contains(&name) {
            self.flush();
        } else if matches!(name, "td" | "th" | "img") {
            self.text.push(' ');
        }
        if is_caption(node, name) {
            self.flush();
            self.captions += 1;
        }
        match name {
            "a" => self.links += 1,
            "li" => self.items += 1,
            "pre" => self.preformatted += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.headings += 1,
            _ => {}
        }
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        let name: &str = &name;
        if BLOCKS.contains(&name) {
            self.flush();
        }
        if is_caption(node, name) {
            self.flush();
            self.captions = self.captions.saturating_sub(1);
        }
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "li" => self.items = self.items.saturating_sub(1),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.headings = self.headings.saturating_sub(1),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.breaks = 0;
        }
        if self.preformatted > 0 && text.contains("\n\n") {
            for part in text.split("\n\n") {
                self.count(part);
                self.text.push_str(part);
                self.flush();
            }
            return;
        }
        self.count(text);
        self.text.push_str(text);
    }

    fn count(&mut self, text: &str) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.all += letters;
        if self.links > 0 {
            self.linked += letters;
        }
    }

    fn flush(&mut self) {
        let text = squeeze(&plain(&std::mem::take(&mut self.text)));
        let linked = self.all > 0 && self.linked * 10 >= self.all * 9;
        (self.linked, self.all, self.breaks) = (0, 0, 0);
        if text.is_empty() {
            return;
        }
        let role = if self.captions > 0 {
            Role::Caption
        } else if self.headings > 0
            && text.len() <= if ends_sentence(&text) { SENTENCE_HEADING_BYTES } else { HEADING_BYTES }
        {
            Role::Heading
        } else if self.items > 0 {
            Role::Item
        } else {
            Role::Body
        };
        self.out.push(Paragraph { text, role, linked });
    }
}

/// Whether an element is the caption of an image: by its name, or by a class that says so.
fn is_caption(node: &NodeRef<'_>, name: &str) -> bool {
    if name == "figcaption" {
        return true;
    }
    // A whole page or list is no caption, whatever its class.
    if !matches!(name, "p" | "div" | "span" | "small" | "em" | "dd" | "cite" | "figure") {
        return false;
    }
    let Some(class) = node.class() else {
        return false;
    };
    class.split_ascii_whitespace().any(|word| {
        let word = word.to_ascii_lowercase();
        matches!(
            word.as_str(),
            "wp-caption-text"
                | "caption"
                | "image-caption"
                | "photo-caption"
                | "img-caption"
                | "media-caption"
                | "media__caption"
                | "caption-text"
                | "figcaption"
        ) || word.ends_with("__caption")
            || word.ends_with("-caption-text")
    })
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    if node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|value| &*value == "true") {
        return true;
    }
    node.attr("style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(markup: &str) -> Vec<(String, Role)> {
        let document = Document::from(markup);
        paragraphs(&document.root(), false).into_iter().map(|p| (p.text, p.role)).collect()
    }

    #[test]
    fn blocks_are_paragraphs() {
        let found = read(
            "<h2>Head</h2><p>One <b>bold</b>\n word.<p>Two<br>lines.<br><br>Three.<ul><li>Four</ul><figure><img><figcaption>Five</figcaption></figure>",
        );
        let expected = [
            ("Head", Role::Heading),
            ("One bold word.", Role::Body),
            ("Two lines.", Role::Body),
            ("Three.", Role::Body),
            ("Four", Role::Item),
            ("Five", Role::Caption),
        ];
        assert_eq!(found, expected.map(|(text, role)| (text.to_owned(), role)));
    }

    #[test]
    fn hidden_and_scripted_parts_are_passed_over() {
        assert_eq!(
            read("<p>a<span hidden>b</span><span style='display: none'>c</span></p><nav>d</nav><form>e</form>").len(),
            1
        );
    }

    #[test]
    fn titles_lose_their_tags() {
        assert_eq!(text_of("Boats &amp; <b>harbours</b>"), "Boats & harbours");
    }
}
