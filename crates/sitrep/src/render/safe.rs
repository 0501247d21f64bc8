//! Text from outside, made fit for a terminal.

use std::borrow::Cow;

/// The text without what could steer the terminal or turn its direction: control characters become `␣`, `⏎` or `�`.
pub fn safe(text: &str) -> Cow<'_, str> {
    match text.chars().any(steers) {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.chars().map(|c| if steers(c) { stand_in(c) } else { c }).collect()),
    }
}

fn steers(c: char) -> bool {
    // Embeddings, overrides and isolates of direction; a plain mark (U+200E, U+200F) or joiner does no harm.
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

fn stand_in(c: char) -> char {
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => '⏎',
        '\t' => '␣',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(safe("a\u{1b}[31mb\n\tc\u{202e}d"), "a\u{fffd}[31mb⏎␣c\u{fffd}d");
        assert!(matches!(safe("Дейр-эз-Зор دمشق"), Cow::Borrowed(_)));
    }
}
