//! Small helpers on text: words, characters, sentence ends.

/// At most `bytes` bytes from the start, whole characters.
pub(crate) fn prefix(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A phrase as a pattern: its spaces match any white space, also where the pattern ignores spaces.
pub(crate) fn phrase_pattern(phrase: &str) -> String {
    phrase.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+")
}

/// Whether two texts are the same but for case, punctuation and spaces.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    compact(a) == compact(b)
}

/// Whether a text ends with another, case, punctuation and spaces left aside.
pub(crate) fn same_words_end(text: &str, end: &str) -> bool {
    let end = compact(end);
    end.chars().count() >= 8 && compact(text).ends_with(&end)
}

/// Letters and digits alone, in lower case.
pub(crate) fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a line ends as a sentence does, closing quotes and brackets aside.
pub(crate) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' '])
        .ends_with(['.', '!', '?', '…', '。', '؟', '।', ':', ';'])
}

/// Control characters that no text needs go; line ends and spaces become plain ones.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            '\u{feff}' | '\u{ad}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

/// Runs of white space become one space.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentence_ends() {
        for line in ["It rained.", "It rained.\"", "He said: “It rained.”", "Why?"] {
            assert!(ends_sentence(line), "{line}");
        }
        for line in ["Breaking News", "", "Share (12)"] {
            assert!(!ends_sentence(line), "{line}");
        }
    }

    #[test]
    fn control_characters_go() {
        assert_eq!(plain("a\r\nb\u{0}c\u{feff}\rd"), "a\nbc\nd");
    }
}
