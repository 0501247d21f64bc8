//! Paragraphs with their role, and the text they make.

use std::ops::Range;

use crate::text::squeeze;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Headline,
    Caption,
    Body,
    /// Markup says that it is a list item or a heading inside the body.
    Item,
    Heading,
}

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub text: String,
    pub role: Role,
    /// Markup says that most of it is a link.
    pub linked: bool,
}

impl Paragraph {
    pub fn new(text: impl Into<String>, role: Role) -> Paragraph {
        Paragraph { text: text.into(), role, linked: false }
    }
}

/// A text made of paragraphs; ranges in characters.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Assembled {
    pub text: String,
    pub headline: Option<Range<usize>>,
    pub captions: Vec<Range<usize>>,
    pub paragraphs: Vec<Range<usize>>,
}

/// Joins paragraphs with an empty line between them.
pub(crate) fn assemble(paragraphs: &[Paragraph]) -> Assembled {
    let mut out = Assembled::default();
    let mut at = 0;
    for paragraph in paragraphs {
        if !out.text.is_empty() {
            out.text.push_str("\n\n");
            at += 2;
        }
        out.text.push_str(&paragraph.text);
        let range = at..at + paragraph.text.chars().count();
        at = range.end;
        match paragraph.role {
            Role::Headline if out.headline.is_none() => out.headline = Some(range.clone()),
            Role::Caption => out.captions.push(range.clone()),
            _ => {}
        }
        out.paragraphs.push(range);
    }
    out
}

/// Splits plain text into paragraphs: at empty lines, and at line ends unless the lines are wrapped at a fixed width.
pub(crate) fn split(text: &str) -> Vec<Paragraph> {
    let wrapped = is_wrapped(text);
    let mut out: Vec<Paragraph> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let words = squeeze(line);
        if words.is_empty() {
            open = false;
            continue;
        }
        let starts_new = !wrapped || is_bullet(&words) || indented(line) && !indented_continuation(&out);
        match out.last_mut() {
            Some(last) if open && !starts_new => {
                last.text.push(' ');
                last.text.push_str(&words);
            }
            _ => out.push(Paragraph::new(words, Role::Body)),
        }
        open = true;
    }
    out
}

/// Whether lines are broken at a fixed width: most lines that another follows are long and end within a sentence.
fn is_wrapped(text: &str) -> bool {
    let (mut pairs, mut broken) = (0usize, 0usize);
    let mut lines = text.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        let Some(next) = lines.peek() else { break };
        if line.is_empty() || next.is_empty() {
            continue;
        }
        pairs += 1;
        let length = line.chars().count();
        let goes_on = !crate::text::ends_sentence(line) || next.starts_with(char::is_lowercase);
        broken += usize::from((45..=110).contains(&length) && goes_on);
    }
    pairs >= 2 && broken * 10 >= pairs * 6
}

fn is_bullet(line: &str) -> bool {
    line.starts_with(['•', '▪', '◦', '●', '‣', '·', '*', '■', '►', '»'])
        || line.starts_with("- ") && line.chars().count() < 60
}

fn indented(line: &str) -> bool {
    line.starts_with("   ") || line.starts_with('\t')
}

fn indented_continuation(out: &[Paragraph]) -> bool {
    // A paragraph that is one short line cannot be told from the head of an indented block.
    out.last().is_none_or(|last| !crate::text::ends_sentence(&last.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        split(text).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn lines_are_paragraphs_unless_wrapped() {
        assert_eq!(texts("One boat sank.\nTwo did not.\n\nThree"), ["One boat sank.", "Two did not.", "Three"]);
        let wrapped = "   LIMA, 3 NOV 89 -- THE HARBOUR OFFICE REPORTED THAT TWO BOATS HAVE\nSUNK OFF THE CAPE IN THE NIGHT, AND THAT THE CREW OF ONE OF THEM WAS\nSAVED BY FISHERMEN.\n\n   A THIRD BOAT IS STILL AT SEA AND NOBODY HAS HEARD FROM IT SINCE THE\nSTORM BEGAN.";
        assert_eq!(texts(wrapped).len(), 2);
    }

    #[test]
    fn ranges_count_characters() {
        let made = assemble(&[Paragraph::new("Élan", Role::Headline), Paragraph::new("à b", Role::Caption)]);
        assert_eq!(made.text, "Élan\n\nà b");
        assert_eq!(made.headline, Some(0..4));
        assert_eq!(made.captions.first(), Some(&(6..9)));
    }
}
