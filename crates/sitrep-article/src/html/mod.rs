//! Web pages: markup made harmless, metadata read, main text extracted, paragraphs walked.

mod meta;
mod tame;
mod walk;

pub(crate) use walk::text_of;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use crate::compose::{Draft, Text};
use crate::paragraphs::{Paragraph, Role, split};
use crate::text::{compact, plain, squeeze};
use crate::{Error, Note, Options, credit};

/// Below this much text the extractor is taken to have missed the article, in characters.
const ENOUGH_CHARS: usize = 200;

/// Elements that hold an article where the extractor finds none, best first.
const ARTICLE_ELEMENTS: [&str; 4] = ["[itemprop=articleBody]", "article", "main", "[role=main]"];

/// Reads a page.
pub(crate) fn read(page: &str, mut notes: Vec<Note>, options: &Options) -> Result<Draft, Error> {
    let tamed = tame::tame(page, options.limits.markup_bytes);
    if tamed.limited {
        notes.push(Note::MarkupLimited);
    }
    if let Some(bytes) = tamed.truncated {
        notes.push(Note::Truncated { bytes });
    }
    let document = Document::from(tamed.markup.as_str());
    let mut meta = meta::read(&document, &tamed.linked_data, options.url.as_deref());
    let title_element = document.select("title").iter().next().map(|title| squeeze(&plain(&title.text())));

    let mut title = meta.title.take();
    let mut found = Vec::new();
    if let Ok(mut extractor) = Readability::with_document(document, None, Some(config())) {
        title = title.or_else(|| Some(squeeze(&extractor.get_article_title())));
        if let Ok(article) = extractor.parse() {
            let content = Document::fragment(article.content);
            found = walk::paragraphs(&content.root(), false);
        }
    }
    if length(&found) < ENOUGH_CHARS {
        found = fallback(found, &tamed.markup, meta.body.as_deref(), &mut notes);
    }
    meta.outlet = meta
        .outlet
        .or_else(|| outlet_after(title_element.as_deref()?, title.as_deref()?))
        .or_else(|| meta.url.as_deref().and_then(meta::host));
    let title = title
        .filter(|title| !title.is_empty())
        .or(title_element)
        .map(|title| without_outlet(&title, meta.outlet.as_deref()));
    if length(&found) == 0 && title.as_deref().is_none_or(str::is_empty) {
        return Err(Error::NoText);
    }
    let mut draft = Draft::new(Text::Paragraphs { paragraphs: found, markup: true }, notes);
    draft.title = title.filter(|title| !title.is_empty());
    draft.outlet = meta.outlet;
    draft.metadata = meta.published;
    draft.language = meta.language;
    draft.url = meta.url;
    for byline in &meta.bylines {
        credit::byline(byline).iter().for_each(|name| credit::add(&mut draft.credits, name));
    }
    Ok(draft)
}

/// The outlet that follows the headline in the page's title ("Two boats sink – The Harbour Post").
fn outlet_after(title_element: &str, title: &str) -> Option<String> {
    let rest = title_element.strip_prefix(title)?.trim_start();
    let name = rest.strip_prefix(['|', '-', '–', '—', '»', '•', '·'])?.trim();
    let words = name.split_whitespace().count();
    ((1..=6).contains(&words) && !name.contains(['|', '»'])).then(|| name.to_owned())
}

/// Reads a piece of markup that is all article, such as a feed's entry.
pub(crate) fn fragment(markup: &str, mut notes: Vec<Note>) -> Draft {
    let tamed = tame::tame(markup, usize::MAX);
    if tamed.limited {
        notes.push(Note::MarkupLimited);
    }
    let document = Document::fragment(tamed.markup);
    Draft::new(Text::Paragraphs { paragraphs: walk::paragraphs(&document.root(), false), markup: true }, notes)
}

fn config() -> Config {
    Config {
        // Classes tell captions apart; the linked data is read here, with its depth bounded.
        keep_classes: true,
        disable_json_ld: true,
        ..Config::default()
    }
}

/// The text of short and odd pages: an element that says it is the article, the linked data's text, or the whole page.
fn fallback(found: Vec<Paragraph>, markup: &str, body: Option<&str>, notes: &mut Vec<Note>) -> Vec<Paragraph> {
    let document = Document::from(markup);
    let mut best = found;
    for selector in ARTICLE_ELEMENTS {
        let elements = document.select(selector);
        // A page with many such elements is a list of articles.
        if elements.length() == 1
            && let Some(node) = elements.nodes().first()
        {
            let other = walk::paragraphs(node, false);
            if length(&other) > length(&best) {
                best = other;
            }
        }
        if length(&best) >= ENOUGH_CHARS {
            return best;
        }
    }
    if let Some(body) = body.filter(|body| body.chars().count() > length(&best).max(60)) {
        let body = if body.contains("</p>") { text_of(&body.replace("</p>", "\n\n")) } else { body.to_owned() };
        return split(&plain(&body));
    }
    let whole = walk::paragraphs(&document.root(), true);
    let prose = |paragraphs: &[Paragraph]| -> usize {
        let sentences = paragraphs.iter().filter(|paragraph| crate::text::ends_sentence(&paragraph.text));
        sentences.map(|paragraph| paragraph.text.len()).sum()
    };
    // The whole page brings its furniture: it must bring much more prose too.
    if length(&best) == 0 || prose(&whole) > 2 * prose(&best) + 20 {
        notes.push(Note::WholePage);
        return whole;
    }
    best
}

/// Characters of the body.
fn length(paragraphs: &[Paragraph]) -> usize {
    paragraphs
        .iter()
        .filter(|paragraph| paragraph.role != Role::Heading)
        .map(|paragraph| paragraph.text.chars().count())
        .sum()
}

/// A title without " - The Harbour Post" at its end.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let title = squeeze(title);
    let Some(outlet) = outlet.map(compact).filter(|outlet| !outlet.is_empty()) else {
        return title;
    };
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " • "] {
        if let Some((before, after)) = title.rsplit_once(mark) {
            let after = compact(after);
            let same = !after.is_empty() && (outlet.contains(&after) || after.contains(&outlet));
            if same && before.split_whitespace().count() >= 2 {
                return before.trim().to_owned();
            }
        }
    }
    title
}
