//! Makes markup harmless before it is parsed.
//!
//! Scripts, styles, comments and drawings go (they are most of a page's bytes and none of its text), and nesting is
//! bounded as browsers bound it: an HTML parser's work grows with depth times tags, and with every formatting
//! element left open. Text is never dropped, only tags. One pass, linear in the input.

/// How deep elements may nest. Blink stops at 512; articles need some 40.
const DEPTH: usize = 256;

/// How many formatting elements may be open at once: each is opened again in every later paragraph.
const FORMATTING: usize = 12;

/// How many tags a page may have; a long live blog has some 60,000.
const TAGS: usize = 200_000;

/// Tags longer than this keep only the attributes that matter, in bytes.
const TAG_BYTES: usize = 2048;

/// How long a text without a tag in it may be, in bytes.
const TEXT_BYTES: usize = 2048;

/// How far the end of a tag is looked for past quotation marks, in bytes.
const TAG_WINDOW: usize = 65_536;

/// How much JSON-LD is kept, in bytes.
const LD_BYTES: usize = 1 << 20;

/// Elements whose whole content goes.
const DROPPED: [&str; 15] = [
    "script",
    "style",
    "svg",
    "math",
    "iframe",
    "object",
    "applet",
    "textarea",
    "select",
    "canvas",
    "template",
    "noembed",
    "noframes",
    "xmp",
    "plaintext",
];

/// Elements without content.
const VOID: [&str; 16] = [
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "keygen",
];

/// Elements that the parser closes by itself, so that they cannot nest without another element between.
const SELF_CLOSING: [&str; 16] = [
    "p", "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "html", "head", "body",
    "caption",
];

/// Elements that the parser opens again in later blocks.
const FORMATTERS: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Attributes that the extraction looks at.
const ATTRIBUTES: [&str; 8] = ["class", "id", "itemprop", "datetime", "property", "name", "content", "rel"];

/// Markup that is safe to parse.
#[derive(Debug, Default)]
pub(super) struct Tamed {
    pub markup: String,
    /// The contents of `<script type="application/ld+json">`.
    pub linked_data: Vec<String>,
    /// Tags were left out.
    pub limited: bool,
    /// The page was cut at this many bytes of what was left of it.
    pub truncated: Option<usize>,
}

/// Makes markup harmless; at most `limit` bytes of it.
pub(super) fn tame(page: &str, limit: usize) -> Tamed {
    let mut tamer = Tamer {
        page,
        at: 0,
        out: Tamed::default(),
        open: Vec::new(),
        formatting: 0,
        tags: 0,
        no_comment_end: false,
        ended: Vec::new(),
    };
    tamer.out.markup.reserve(page.len().min(limit));
    tamer.run(limit);
    tamer.out
}

struct Tamer<'a> {
    page: &'a str,
    at: usize,
    out: Tamed,
    /// Open elements, outermost first.
    open: Vec<&'a str>,
    formatting: usize,
    tags: usize,
    no_comment_end: bool,
    /// Dropped elements that have no end tag in the rest of the page.
    ended: Vec<&'static str>,
}

impl<'a> Tamer<'a> {
    fn run(&mut self, limit: usize) {
        while self.at < self.page.len() {
            if self.out.markup.len() >= limit {
                self.out.truncated = Some(limit);
                return;
            }
            let rest = &self.page[self.at..];
            let Some(tag) = rest.find('<') else {
                self.text(rest, limit);
                return;
            };
            self.text(&rest[..tag], limit);
            if self.out.truncated.is_some() {
                return;
            }
            self.at += tag;
            self.tag();
        }
    }

    fn text(&mut self, text: &str, limit: usize) {
        let room = limit.saturating_sub(self.out.markup.len());
        let kept = crate::text::prefix(text, room);
        if kept.len() < text.len() {
            self.out.truncated = Some(limit);
        }
        // Html5ever writes a text out in time that grows with its length times its `&`: long texts are split in two
        // nodes by an element that means nothing.
        let mut rest = kept;
        while rest.len() > TEXT_BYTES {
            let part = crate::text::prefix(rest, TEXT_BYTES);
            self.write(part);
            self.out.markup.push_str("<wbr>");
            rest = &rest[part.len()..];
        }
        self.write(rest);
    }

    fn write(&mut self, text: &str) {
        // NUL means nothing in a page, and the parser makes it U+FFFD.
        if text.contains('\0') {
            self.out.markup.push_str(&text.replace('\0', ""));
        } else {
            self.out.markup.push_str(text);
        }
    }

    /// Whatever stands at a `<`.
    fn tag(&mut self) {
        let rest = &self.page[self.at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            let end = if self.no_comment_end { None } else { comment.find("-->") };
            // A comment that never ends would swallow the article of a page cut short.
            self.no_comment_end |= end.is_none();
            self.at += end.map_or(4, |end| end + 7);
            self.out.markup.push(' ');
            return;
        }
        let Some(first) = rest[1..].chars().next() else {
            self.escape();
            return;
        };
        if matches!(first, '!' | '?') {
            self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
            return;
        }
        let closing = first == '/';
        let name_at = 1 + usize::from(closing);
        let name_length = rest[name_at..]
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_'))
            .count();
        let name = &rest[name_at..name_at + name_length];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            if closing {
                self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
            } else {
                self.escape();
            }
            return;
        }
        let Some(length) = tag_length(rest, name_at + name_length) else {
            // A tag that never ends: a page cut short.
            self.at = self.page.len();
            return;
        };
        let whole = &rest[..length];
        self.at += length;
        if closing {
            self.end_tag(name);
        } else {
            self.start_tag(name, whole);
        }
    }

    /// A `<` that opens no tag.
    fn escape(&mut self) {
        self.out.markup.push_str("&lt;");
        self.at += 1;
    }

    fn end_tag(&mut self, name: &'a str) {
        if is(&DROPPED, name) || is(&VOID, name) && !name.eq_ignore_ascii_case("br") {
            return;
        }
        if !is(&SELF_CLOSING, name) {
            let near = self.open.len().saturating_sub(32);
            let Some(at) = self.open[near..].iter().rposition(|open| open.eq_ignore_ascii_case(name)) else {
                return;
            };
            for open in self.open.drain(near + at..) {
                self.formatting -= usize::from(is(&FORMATTERS, open));
            }
        }
        self.out.markup.push_str("</");
        self.out.markup.push_str(name);
        self.out.markup.push('>');
    }

    fn start_tag(&mut self, name: &'a str, whole: &'a str) {
        if let Some(dropped) = DROPPED.iter().find(|dropped| dropped.eq_ignore_ascii_case(name)) {
            self.drop_element(dropped, whole);
            return;
        }
        self.tags += 1;
        if self.tags > TAGS {
            self.leave_out();
            return;
        }
        let empty = whole.ends_with("/>") && !name.eq_ignore_ascii_case("a");
        if !is(&VOID, name) && !is(&SELF_CLOSING, name) {
            let formatter = is(&FORMATTERS, name);
            if self.open.len() >= DEPTH || formatter && self.formatting >= FORMATTING {
                self.leave_out();
                return;
            }
            // `<div/>` opens a div in HTML; those who write it mean an empty one.
            if empty {
                return;
            }
            self.open.push(name);
            self.formatting += usize::from(formatter);
        }
        if whole.len() <= TAG_BYTES {
            self.out.markup.push_str(whole);
            return;
        }
        self.out.markup.push('<');
        self.out.markup.push_str(name);
        for attribute in ATTRIBUTES {
            if let Some(value) = attribute_value(whole, attribute) {
                self.out.markup.push_str(&format!(" {attribute}=\"{}\"", value.replace('"', "&quot;")));
            }
        }
        self.out.markup.push('>');
    }

    fn leave_out(&mut self) {
        self.out.limited = true;
        self.out.markup.push(' ');
    }

    /// Passes over an element whose content is no text.
    fn drop_element(&mut self, name: &'static str, whole: &str) {
        self.out.markup.push(' ');
        if name == "plaintext" || whole.ends_with("/>") && !matches!(name, "script" | "style" | "iframe" | "textarea") {
            return;
        }
        let rest = &self.page[self.at..];
        let end = if self.ended.contains(&name) { None } else { find_end_tag(rest, name) };
        let Some(end) = end else {
            self.ended.push(name);
            // What follows an unclosed script is script; what follows another unclosed element may be text.
            if matches!(name, "script" | "style") {
                self.at = self.page.len();
            }
            return;
        };
        let data = name == "script" && whole.to_ascii_lowercase().contains("ld+json");
        let kept: usize = self.out.linked_data.iter().map(String::len).sum();
        if data && kept + end <= LD_BYTES {
            self.out.linked_data.push(rest[..end].to_owned());
        }
        self.at += end + rest[end..].find('>').map_or(rest.len() - end, |close| close + 1);
    }
}

/// Where the end tag of an element starts.
fn find_end_tag(rest: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = rest[at..].find("</") {
        let start = at + found;
        let after = rest.as_bytes().get(start + 2..start + 2 + name.len());
        if after.is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(start);
        }
        at = start + 2;
    }
    None
}

/// The length of a tag, `>` included; a `>` in a quoted value does not end it.
fn tag_length(rest: &str, from: usize) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (offset, byte) in rest.bytes().enumerate().skip(from).take(TAG_WINDOW) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(offset + 1),
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            _ => {}
        }
        after_equals = quote.is_none() && (byte == b'=' || after_equals && byte.is_ascii_whitespace());
    }
    rest[from..].find('>').map(|end| from + end + 1)
}

/// The value of a quoted attribute.
fn attribute_value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut at = 0;
    while let Some(found) = tag[at..].find(name) {
        let start = at + found;
        at = start + name.len();
        let before = tag[..start].ends_with(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\''));
        let Some(value) = tag[at..].trim_start().strip_prefix('=').map(str::trim_start) else {
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        if let (true, Some(quote)) = (before, quote) {
            let value = &value[1..];
            return value.find(quote).map(|end| crate::text::prefix(&value[..end], TAG_BYTES));
        }
    }
    None
}

fn is(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tamed(page: &str) -> String {
        tame(page, 1 << 20).markup
    }

    #[test]
    fn what_is_no_text_goes() {
        assert_eq!(tamed("<p>a<script>if (1 < 2) '</p>'</script>b<!-- x -->c"), "<p>a b c");
        assert_eq!(tamed("<p>1 < 2 <3"), "<p>1 &lt; 2 &lt;3");
        assert_eq!(tamed("<!doctype html><svg><title>x</title></svg>y"), " y");
        let page = tame("<script type=\"application/ld+json\">{}</SCRIPT >x", 100);
        assert_eq!((page.linked_data, page.markup.as_str()), (vec!["{}".to_owned()], " x"));
    }

    #[test]
    fn depth_is_bounded_and_text_kept() {
        let page = "<div>".repeat(10_000) + "deep" + &"</div>".repeat(10_000);
        let tamed = tame(&page, 1 << 20);
        assert!(tamed.limited);
        assert_eq!(tamed.markup.matches("<div>").count(), DEPTH);
        assert!(tamed.markup.contains("deep"));
    }

    #[test]
    fn unclosed_things_do_not_swallow_the_page() {
        assert_eq!(tamed("<!-- <p>a"), "  <p>a");
        assert_eq!(tamed("<p>a<b"), "<p>a");
        assert_eq!(tamed("<svg><p>a"), " <p>a");
        assert_eq!(tamed("<p title='>'>a"), "<p title='>'>a");
    }

    #[test]
    fn a_page_is_cut_anywhere() {
        let page = "<p>Two boats.</p><!-- x --><p>Ça ira &amp; <b>so</b></p>";
        for limit in 0..=page.len() + 1 {
            let tamed = tame(page, limit);
            assert!(tamed.truncated.is_none_or(|bytes| bytes == limit), "{limit}");
        }
    }

    #[test]
    fn long_tags_keep_what_matters() {
        let page = format!("<div data-x=\"{}\" class=\"story body\">a</div>", "y".repeat(5000));
        assert_eq!(tamed(&page), "<div class=\"story body\">a</div>");
    }
}
