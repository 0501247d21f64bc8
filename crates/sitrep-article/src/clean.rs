//! From paragraphs with furniture to the article's own paragraphs.

use jiff::civil::Date;

use crate::paragraphs::{Paragraph, Role};
use crate::text::{ends_sentence, prefix, same_words, squeeze};
use crate::{credit, date, furniture};

/// The longest headline that is taken from plain text, in characters.
const HEADLINE_CHARS: usize = 220;

/// The shortest paragraph that is surely part of the body, in characters, when it ends as a sentence does.
const BODY_CHARS: usize = 60;

/// How many paragraphs from the end may be credits.
const CREDITS_WITHIN: usize = 8;

/// How many paragraphs from the end may be blurbs.
const BLURBS_WITHIN: usize = 3;

/// What is known before cleaning.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'a> {
    pub title: Option<&'a str>,
    /// Markup told paragraphs, captions and headline apart.
    pub markup: bool,
}

/// What cleaning found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Cleaned {
    pub paragraphs: Vec<Paragraph>,
    pub dropped: Vec<String>,
    pub credits: Vec<String>,
    pub title: Option<String>,
    /// The outlet that a dropped blurb names.
    pub outlet: Option<String>,
    /// The date of a dropped date line.
    pub printed: Option<Date>,
}

/// Drops furniture, credits and date lines, and finds the headline and captions of plain text.
pub(crate) fn clean(paragraphs: Vec<Paragraph>, known: Known<'_>) -> Cleaned {
    let mut out = Cleaned::default();
    let original = paragraphs.clone();
    let mut kept = cut_after_end_heading(paragraphs, &mut out);
    kept.retain(|paragraph| {
        let teaser = paragraph.linked && !ends_sentence(&paragraph.text) && paragraph.role != Role::Headline;
        let gone = paragraph.role != Role::Headline && (teaser || furniture::is_furniture(&paragraph.text));
        if gone {
            out.drop(paragraph);
        }
        !gone
    });
    let mut kept = head(kept, known, &mut out);
    tail(&mut kept, known, &mut out);
    if !known.markup {
        mark_captions(&mut kept);
    }
    // Rules that leave nothing were wrong about this text.
    if kept.iter().all(|paragraph| paragraph.role == Role::Headline) && !original.is_empty() {
        let body =
            |paragraph: &Paragraph| ends_sentence(&paragraph.text) && paragraph.text.chars().count() >= BODY_CHARS;
        if original.iter().any(body) {
            return Cleaned { paragraphs: original, credits: out.credits, title: out.title, ..Cleaned::default() };
        }
    }
    out.paragraphs = kept;
    out
}

impl Cleaned {
    fn drop(&mut self, paragraph: &Paragraph) {
        self.dropped.push(prefix(&paragraph.text, 80).to_owned());
    }
}

/// Cuts what follows a heading such as "Related stories", when most of the prose stands before it.
fn cut_after_end_heading(mut paragraphs: Vec<Paragraph>, out: &mut Cleaned) -> Vec<Paragraph> {
    let prose = |paragraph: &Paragraph| {
        if ends_sentence(&paragraph.text) { paragraph.text.len() } else { 0 }
    };
    let total: usize = paragraphs.iter().map(prose).sum();
    let mut before = 0;
    for index in 0..paragraphs.len() {
        if before * 3 >= total * 2 && before > 0 && furniture::is_end_heading(&paragraphs[index].text) {
            for paragraph in paragraphs.drain(index..).collect::<Vec<_>>() {
                // A credit below the heading is still a credit.
                match credit::paragraph(&paragraph.text) {
                    Some(names) => names.iter().for_each(|name| credit::add(&mut out.credits, name)),
                    None => note_blurb(&paragraph, out),
                }
                out.drop(&paragraph);
            }
            break;
        }
        before += prose(&paragraphs[index]);
    }
    paragraphs
}

fn note_blurb(paragraph: &Paragraph, out: &mut Cleaned) {
    if out.outlet.is_none() && furniture::is_blurb(&paragraph.text) {
        out.outlet = furniture::blurb_outlet(&paragraph.text);
    }
}

fn is_body(paragraph: &Paragraph) -> bool {
    matches!(paragraph.role, Role::Body | Role::Item)
        && ends_sentence(&paragraph.text)
        && paragraph.text.chars().count() >= BODY_CHARS
}

/// The lines before the first paragraph of the body: the headline is found, date lines, bylines and loose words go.
fn head(paragraphs: Vec<Paragraph>, known: Known<'_>, out: &mut Cleaned) -> Vec<Paragraph> {
    let first_body = paragraphs.iter().position(is_body).unwrap_or(paragraphs.len());
    let mut kept = Vec::with_capacity(paragraphs.len());
    let has_headline = paragraphs.iter().any(|paragraph| paragraph.role == Role::Headline);
    let mut headline = has_headline;
    for (index, mut paragraph) in paragraphs.into_iter().enumerate() {
        if index >= first_body + 2 || paragraph.role == Role::Caption || paragraph.role == Role::Headline {
            kept.push(paragraph);
            continue;
        }
        if let Some(title) = known.title.filter(|title| same_words(title, &paragraph.text)) {
            if headline {
                out.drop(&paragraph);
            } else {
                headline = true;
                paragraph.role = Role::Headline;
                out.title = Some(title.to_owned());
                kept.push(paragraph);
            }
            continue;
        }
        if let Some(day) = date_line(&paragraph.text) {
            out.printed = out.printed.or(Some(day));
            // "AFP Sunday 9 May 2021": the agency before the date.
            credit::byline(&paragraph.text).iter().for_each(|name| credit::add(&mut out.credits, name));
            out.drop(&paragraph);
            continue;
        }
        if is_byline(&paragraph.text) {
            credit::byline(&paragraph.text).iter().for_each(|name| credit::add(&mut out.credits, name));
            out.drop(&paragraph);
            continue;
        }
        if index < first_body {
            if let Some(names) = credit::paragraph(&paragraph.text) {
                names.iter().for_each(|name| credit::add(&mut out.credits, name));
                out.drop(&paragraph);
                continue;
            }
            let words = paragraph.text.split_whitespace().count();
            let length = paragraph.text.chars().count();
            let spaced = paragraph.text.is_ascii() || words > 1;
            if known.markup {
                kept.push(paragraph);
            } else if !headline
                && (words >= 4 || !spaced && length >= 8)
                && length <= HEADLINE_CHARS
                && is_title_like(&paragraph.text)
                && first_body < usize::MAX
            {
                headline = true;
                if known.title.is_none() {
                    out.title = Some(paragraph.text.clone());
                }
                paragraph.role = Role::Headline;
                kept.push(paragraph);
            } else if words <= 3 && spaced && !ends_sentence(&paragraph.text) {
                out.drop(&paragraph);
            } else {
                kept.push(paragraph);
            }
            continue;
        }
        kept.push(paragraph);
    }
    kept
}

/// A headline does not end as a sentence does (a question may), nor is it a lead-in to a list.
fn is_title_like(line: &str) -> bool {
    !ends_sentence(line) || line.trim_end().ends_with(['?', '!'])
}

/// The date of a line that is nothing but a date, with a label, a time, a byline at most.
fn date_line(line: &str) -> Option<Date> {
    if line.chars().count() > 120 || ends_sentence(line) && line.split_whitespace().count() > 8 {
        return None;
    }
    let (day, range) = date::first(line)?;
    let day = day.date()?;
    let rest = squeeze(&format!("{} {}", &line[..range.start], &line[range.end..]));
    let words = rest.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 2).count();
    (words <= 3 || date::printed(line, None).is_some() && words <= 6).then_some(day)
}

/// "By Jane Roe", "Jane Roe, Harbour Post": short, no sentence.
fn is_byline(line: &str) -> bool {
    let count = line.split_whitespace().count();
    let by = line
        .strip_prefix("By ")
        .or_else(|| line.strip_prefix("by "))
        .or_else(|| line.strip_prefix("BY "))
        .or_else(|| line.strip_prefix("Par "));
    by.is_some_and(|name| {
        count <= 14
            && !ends_sentence(line)
            && name.chars().next().is_some_and(|c| c.is_uppercase())
            && name.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_lowercase)).all(|word| {
                matches!(word, "and" | "in" | "for" | "at" | "of" | "de" | "van" | "von" | "et" | "al" | "the" | "with")
            })
    })
}

/// Credits, blurbs and loose lines at the end go.
fn tail(paragraphs: &mut Vec<Paragraph>, known: Known<'_>, out: &mut Cleaned) {
    let mut index = paragraphs.len();
    let lowest = paragraphs.len().saturating_sub(CREDITS_WITHIN);
    while index > lowest.max(1) {
        index -= 1;
        let paragraph = &paragraphs[index];
        if paragraph.role == Role::Headline || paragraph.role == Role::Caption {
            continue;
        }
        if let Some(names) = credit::paragraph(&paragraph.text) {
            names.iter().for_each(|name| credit::add(&mut out.credits, name));
            out.drop(&paragraphs.remove(index));
        }
    }
    let mut blurbs = 0;
    while paragraphs.len() > 1 {
        let Some(last) = paragraphs.last() else { break };
        if last.role == Role::Headline || last.role == Role::Caption {
            break;
        }
        let words = last.text.split_whitespace().count();
        let loose = !ends_sentence(&last.text)
            && last.text.chars().count() < 60
            && (last.role == Role::Heading || words <= if known.markup { 3 } else { 6 });
        let has_body = paragraphs[..paragraphs.len() - 1].iter().any(is_body);
        let blurb = blurbs < BLURBS_WITHIN && furniture::is_blurb(&last.text);
        if !has_body || !(loose || blurb) {
            break;
        }
        blurbs += usize::from(blurb);
        let last = paragraphs.remove(paragraphs.len() - 1);
        note_blurb(&last, out);
        out.drop(&last);
    }
}

/// Finds captions in plain text.
fn mark_captions(paragraphs: &mut [Paragraph]) {
    let mut bodies = 0;
    let count = paragraphs.len();
    for paragraph in paragraphs {
        if paragraph.role != Role::Body {
            continue;
        }
        if furniture::is_caption(&paragraph.text, bodies == 0 && count > 2) {
            paragraph.role = Role::Caption;
        } else {
            bodies += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paragraphs::split;
    use jiff::civil::date;

    const PAGE: &str = "Skip to content\nBreaking News\nTwo Boats Sink Off Cape As Storm Hits Coast\nBy Jane Roe\nMay 9, 2021 14:03\nFishermen inspect a wreck in the harbour of Porto on May 9.\nTwo boats sank off the cape on Sunday, and five people were saved, the harbour office said.\nRead more: How boats sink\nA third boat is still at sea, and nobody has heard from it since the storm began.\nWith reporting by AFP and dpa\n• 16x9 Image\nThe Harbour Post is an independent newspaper. Our journalists bring readers news that they cannot get elsewhere.";

    #[test]
    fn plain_text_of_a_page() {
        let cleaned = clean(split(PAGE), Known { title: None, markup: false });
        let texts: Vec<(&str, Role)> = cleaned.paragraphs.iter().map(|p| (&p.text[..9], p.role)).collect();
        assert_eq!(
            texts,
            [
                ("Two Boats", Role::Headline),
                ("Fishermen", Role::Caption),
                ("Two boats", Role::Body),
                ("A third b", Role::Body)
            ]
        );
        assert_eq!(cleaned.title.as_deref(), Some("Two Boats Sink Off Cape As Storm Hits Coast"));
        assert_eq!(cleaned.credits, ["AFP", "dpa"]);
        assert_eq!(cleaned.outlet.as_deref(), Some("The Harbour Post"));
        assert_eq!(cleaned.printed, Some(date(2021, 5, 9)));
    }

    #[test]
    fn related_stories_go_with_what_follows() {
        let text = "Two boats sank off the cape on Sunday, and five people were saved, the office said.\nA third boat is at sea.\nRelated stories\nHarbour closed after storm\nCape lighthouse to be rebuilt by spring, council says";
        let cleaned = clean(split(text), Known { title: None, markup: false });
        assert_eq!(cleaned.paragraphs.len(), 2);
        assert_eq!(cleaned.dropped.len(), 3);
    }

    #[test]
    fn prose_is_never_dropped() {
        let text = "Two boats sank off the cape on Sunday.\nFive people were saved.\nThe harbour is closed.";
        assert_eq!(clean(split(text), Known { title: None, markup: false }).paragraphs.len(), 3);
    }
}
