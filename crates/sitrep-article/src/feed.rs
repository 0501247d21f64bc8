//! RSS and Atom feeds: each entry is an article.

use crate::compose::{Draft, Text};
use crate::{Error, Note, Options, credit, date, html, paragraphs, text};

/// Reads the entries of a feed.
pub(crate) fn read(input: &str, notes: &[Note], options: &Options) -> Result<Vec<Result<Draft, Error>>, Error> {
    // The text is UTF-8 by now, whatever its declaration says.
    let input = without_declaration(input);
    let parser = feed_rs::parser::Builder::new().sanitize_content(false).id_generator(|_, _, _| String::new()).build();
    let feed = parser.parse(input.as_bytes())?;
    let outlet = feed
        .title
        .as_ref()
        .map(|title| text::squeeze(&html::text_of(&title.content)))
        .filter(|title| !title.is_empty());
    let language = feed.language;
    Ok(feed
        .entries
        .into_iter()
        .map(|entry| {
            let title = entry
                .title
                .map(|title| text::squeeze(&html::text_of(&title.content)))
                .filter(|title| !title.is_empty());
            let body = entry
                .content
                .and_then(|content| content.body)
                .into_iter()
                .chain(entry.summary.map(|summary| summary.content))
                .max_by_key(String::len)
                .unwrap_or_default();
            let mut notes = notes.to_vec();
            let body = crate::plain::limited(&body, options.limits.markup_bytes, &mut notes);
            let mut draft = if body.contains('<') || body.contains('&') {
                html::fragment(body, notes)
            } else {
                Draft::new(Text::Paragraphs { paragraphs: paragraphs::split(&text::plain(body)), markup: true }, notes)
            };
            if title.is_none() && draft_is_empty(&draft) {
                return Err(Error::NoText);
            }
            draft.id = Some(entry.id).filter(|id| !id.trim().is_empty());
            draft.url = entry
                .links
                .iter()
                .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
                .map(|link| link.href.clone());
            draft.title = title;
            draft.outlet = outlet.clone();
            draft.language = entry.language.or_else(|| language.clone());
            draft.metadata = entry.published.or(entry.updated).and_then(|time| date::parse(&time.to_rfc3339()));
            for name in entry.authors.iter().filter_map(|author| author.name.as_deref()) {
                credit::byline(name).iter().for_each(|agency| credit::add(&mut draft.credits, agency));
            }
            Ok(draft)
        })
        .collect())
}

fn draft_is_empty(draft: &Draft) -> bool {
    match &draft.text {
        Text::Exact(text) => text.trim().is_empty(),
        Text::Paragraphs { paragraphs, .. } => paragraphs.is_empty(),
    }
}

fn without_declaration(input: &str) -> &str {
    let start = input.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    match start.strip_prefix("<?xml") {
        Some(rest) => rest.find("?>").map_or(start, |end| &rest[end + 2..]),
        None => start,
    }
}
