//! Which lines are page furniture. The phrases are data (`lexicon/furniture.toml`); what is here are the rules that use them.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};
use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::text::prefix;

static FURNITURE: LazyLock<Furniture> = LazyLock::new(Furniture::load);

/// The longest line that the phrases are compared with, in characters. Longer ones are prose.
const LONGEST_LINE: usize = 300;

/// How many telling words make a paragraph at the end of a text a blurb of its outlet.
const BLURB_WORDS: usize = 4;

#[derive(Deserialize)]
struct FurnitureFile {
    line: Words,
    start: Limited,
    part: Limited,
    pattern: Patterns,
    end: Words,
    blurb: BlurbWords,
    not_places: Words,
    caption: CaptionWords,
}

#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Limited {
    longest: usize,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Patterns {
    expressions: Vec<String>,
}

#[derive(Deserialize)]
struct BlurbWords {
    words: Vec<String>,
    first_person: Vec<String>,
    verbs: Vec<String>,
    never: Vec<String>,
}

#[derive(Deserialize)]
struct CaptionWords {
    start: Vec<String>,
    part: Vec<String>,
    scene: Vec<String>,
}

struct Furniture {
    lines: FxHashSet<String>,
    start: Limited,
    part: Limited,
    patterns: RegexSet,
    end: FxHashSet<String>,
    blurb: Regex,
    first_person: FxHashSet<String>,
    blurb_verbs: FxHashSet<String>,
    never_blurb: FxHashSet<String>,
    not_places: FxHashSet<String>,
    caption_start: Vec<String>,
    caption_part: Vec<String>,
    scene: FxHashSet<String>,
}

impl Furniture {
    fn load() -> Furniture {
        let file: FurnitureFile = toml::from_str(include_str!("../../../lexicon/furniture.toml"))
            .expect("furniture.toml is checked by a test");
        let patterns = file.pattern.expressions.iter().map(|expression| format!("^(?:{expression})$"));
        let mut blurb: Vec<String> = file.blurb.words.iter().map(|word| regex::escape(word)).collect();
        blurb.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Furniture {
            lines: file.line.words.into_iter().collect(),
            start: file.start,
            part: file.part,
            patterns: RegexSet::new(patterns).expect("furniture.toml is checked by a test"),
            end: file.end.words.into_iter().collect(),
            blurb: Regex::new(&format!(r"\b(?:{})\b", blurb.join("|")))
                .expect("the pattern is built from escaped words"),
            first_person: file.blurb.first_person.into_iter().collect(),
            blurb_verbs: file.blurb.verbs.into_iter().collect(),
            never_blurb: file.blurb.never.into_iter().collect(),
            not_places: file.not_places.words.into_iter().collect(),
            caption_start: file.caption.start,
            caption_part: file.caption.part,
            scene: file.caption.scene.into_iter().collect(),
        }
    }
}

/// A line as the phrases are written: lower case, straight apostrophes, no bullets, no closing marks.
fn normal(line: &str) -> String {
    let line = line.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '•' | '▪'
                    | '◦'
                    | '●'
                    | '‣'
                    | '·'
                    | '*'
                    | '■'
                    | '►'
                    | '▶'
                    | '»'
                    | '›'
                    | '|'
                    | '>'
                    | '-'
                    | '–'
                    | '—'
                    | '_'
                    | '='
                    | '#'
                    | '+'
                    | '['
                    | ']'
            )
    });
    let line = line.trim_end_matches(['.', ':', '!', '…', ' ']);
    line.to_lowercase().replace(['’', '‘'], "'").replace('\u{a0}', " ")
}

/// Whether a whole line is page furniture.
pub(crate) fn is_furniture(line: &str) -> bool {
    let length = line.chars().count();
    if length > LONGEST_LINE {
        return false;
    }
    let furniture = &*FURNITURE;
    let line = normal(line);
    if furniture.lines.contains(line.as_str()) || furniture.patterns.is_match(&line) {
        return true;
    }
    // Phrases end in a space or a colon where a longer word or a plain sentence could begin the same way.
    let starts = |phrase: &String| {
        line.starts_with(phrase.as_str())
            && (!phrase.ends_with(char::is_alphanumeric) || !line[phrase.len()..].starts_with(char::is_alphanumeric))
    };
    (length <= furniture.start.longest && furniture.start.words.iter().any(starts))
        || (length <= furniture.part.longest
            && furniture.part.words.iter().any(|phrase| line.contains(phrase.as_str())))
}

/// Whether a line announces what follows an article on its page ("Related stories").
pub(crate) fn is_end_heading(line: &str) -> bool {
    line.chars().count() <= 40 && FURNITURE.end.contains(normal(line).as_str())
}

/// Whether words that stand where a dateline's place would are none ("UPDATE 1", "BREAKING", a weekday).
pub(crate) fn is_no_place(words: &str) -> bool {
    let line = normal(words);
    FURNITURE.not_places.contains(line.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '))
        || crate::date::is_calendar_word(&line)
}

/// Whether a paragraph is one in which the outlet speaks of itself.
pub(crate) fn is_blurb(paragraph: &str) -> bool {
    let furniture = &*FURNITURE;
    let paragraph = unquoted(prefix(paragraph, 2000)).to_lowercase();
    let words: FxHashSet<&str> = paragraph.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').collect();
    if words.iter().any(|word| furniture.never_blurb.contains(*word)) {
        return false;
    }
    let telling: FxHashSet<&str> = furniture.blurb.find_iter(&paragraph).map(|found| found.as_str()).collect();
    let first_person = words.iter().any(|word| furniture.first_person.contains(*word));
    telling.len() + usize::from(first_person) >= BLURB_WORDS
}

/// The outlet that a blurb names at its beginning ("The Harbour Post is an independent daily").
pub(crate) fn blurb_outlet(paragraph: &str) -> Option<String> {
    let furniture = &*FURNITURE;
    let mut name: Vec<&str> = Vec::new();
    for word in paragraph.split_whitespace() {
        let next = word.to_lowercase();
        if furniture.blurb_verbs.contains(next.as_str()) {
            let starts_name = name.iter().any(|word| !matches!(*word, "The" | "At" | "About"));
            return (starts_name && name.len() <= 5).then(|| name.join(" "));
        }
        let small = matches!(word, "of" | "and" | "the" | "for");
        if furniture.first_person.contains(next.as_str())
            || word.ends_with([',', '.', ':'])
            || !(small || word.chars().next()?.is_uppercase())
        {
            return None;
        }
        name.push(word);
    }
    None
}

/// Whether a paragraph of plain text is the caption of an image.
///
/// Marks ("FILE -", "(AP Photo/…)") tell it anywhere; near the head, so does a single sentence that tells of a scene
/// in the present tense ("Soldiers inspect the site of a blast in …").
pub(crate) fn is_caption(paragraph: &str, near_head: bool) -> bool {
    let furniture = &*FURNITURE;
    let lower = prefix(paragraph, 1200).to_lowercase();
    if lower.chars().count() > 500 {
        return false;
    }
    if furniture.caption_start.iter().any(|start| lower.starts_with(start.as_str()))
        || furniture.caption_part.iter().any(|part| lower.contains(part.as_str()))
    {
        return true;
    }
    if !near_head || lower.chars().count() > 300 || paragraph.contains(['"', '“', '”']) {
        return false;
    }
    let sentences = paragraph.trim_end().trim_end_matches('.').matches(". ").count();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    let scene = words.iter().take(7).skip(1).any(|word| furniture.scene.contains(*word));
    // What a lede has and a caption lacks: somebody who says it, and a verb in the past.
    let told = words.iter().any(|word| {
        matches!(
            *word,
            "said" | "says" | "say" | "told" | "according" | "reported" | "announced" | "killed" | "killing"
        )
    });
    sentences == 0 && scene && !told
}

/// The words of a paragraph outside quotation marks.
fn unquoted(paragraph: &str) -> String {
    let mut inside = false;
    paragraph
        .chars()
        .filter(|c| {
            match c {
                '"' => inside = !inside,
                '“' | '«' => inside = true,
                '”' | '»' => inside = false,
                _ => return !inside,
            }
            false
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_sound() {
        let furniture = &*FURNITURE;
        for line in furniture.lines.iter().chain(&furniture.end) {
            assert_eq!(&normal(line), line, "write it as it is compared");
        }
        for phrase in furniture.start.words.iter().chain(&furniture.part.words) {
            assert_eq!(phrase, &phrase.to_lowercase());
        }
    }

    #[test]
    fn furniture_lines() {
        for line in [
            "Accessibility links",
            "BREAKING NEWS",
            "  • 16x9 Image",
            "Share on Facebook",
            "Facebook Twitter WhatsApp",
            "Read more: Two boats sink",
            "Related: harbour closed",
            "Follow us on Telegram",
            "We use cookies to improve your visit.",
            "12 Comments",
            "5 min read",
            "Skip to main content",
            "© 2021 The Harbour Post. All rights reserved.",
            "Home > World > Coast",
            "3:15 PM",
            "Our Standards: the principles",
            "————",
            "Advertisement",
            "(Reporting by Jane Roe; editing by John Doe)",
            "https://example.org/a",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "Two boats sank off the cape on Sunday.",
            "Shares of the shipping company fell.",
            "Live fire was heard.",
            "Three people were hurt.",
            "\"Follow us,\" the captain shouted.",
            "More than 40 people were on board.",
            "Printing presses stopped.",
            "Read the letter aloud, he was told by the judge, and he did.",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn blurbs() {
        let blurb =
            "The Harbour Post is an independent daily newspaper founded in 1921. Our journalists cover the coast.";
        assert!(is_blurb(blurb));
        assert_eq!(blurb_outlet(blurb).as_deref(), Some("The Harbour Post"));
        assert_eq!(blurb_outlet("Our newsroom is independent."), None);
        assert_eq!(blurb_outlet("Founded in 1921, the paper is read by many."), None);
        for text in [
            "Reporters on the coast said the independent newspaper's editors had been arrested and its newsroom closed.",
            "The mayor thanked rescuers and asked for donations.",
            "\"Our newspaper is independent, our journalism is fearless, our readers trust our reporting,\" the editor wrote.",
        ] {
            assert!(!is_blurb(text), "{text}");
        }
    }

    #[test]
    fn captions() {
        assert!(is_caption("Fishermen inspect the wreck of a boat in the harbour of Porto on May 9.", true));
        assert!(is_caption("FILE - A boat in the harbour", false));
        assert!(is_caption("A boat in the harbour (AP Photo/Jane Roe)", false));
        assert!(!is_caption("Two boats sank off the cape on Sunday, the harbour office said.", true));
    }
}
