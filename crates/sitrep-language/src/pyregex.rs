//! Python's regular expressions, as far as tokenizers use them.
//!
//! Patterns without look-around run on `regex`, the rest on `fancy-regex`, which knows look-around and atomic groups.

use std::sync::OnceLock;

use crate::error::{OpenError, Result};

/// A compiled pattern.
#[derive(Debug)]
pub(crate) enum Pattern {
    Plain(regex::Regex),
    Fancy(Box<fancy_regex::Regex>),
    /// Alternatives of a pattern so large that each is compiled only when a text may match it.
    Many(Vec<Alternative>),
}

/// A pattern's source is split into its alternatives from this size on, in bytes.
const LARGE: usize = 100_000;

/// How large a pattern with look-around may be, in bytes, and how deeply nested any: `fancy-regex` recurses over both.
const MAX_FANCY: usize = 64 << 10;
const MAX_DEPTH: usize = 40;

/// How large a compiled pattern may become, in bytes.
const SIZE_LIMIT: usize = 64 << 20;

impl Pattern {
    /// Compiles a pattern in Python's syntax.
    pub fn new(source: &str, file: &str) -> Result<Pattern> {
        if source.len() >= LARGE {
            return Ok(Pattern::Many(split_alternatives(source)));
        }
        let translated = translate(source);
        let plain = regex::RegexBuilder::new(&translated).size_limit(SIZE_LIMIT).build();
        if let Ok(plain) = plain {
            return Ok(Pattern::Plain(plain));
        }
        if translated.len() > MAX_FANCY || depth(source) > MAX_DEPTH {
            return Err(OpenError::damaged(file, "a pattern that is too large or too deeply nested"));
        }
        fancy_regex::RegexBuilder::new(&translated)
            .delegate_size_limit(SIZE_LIMIT)
            .build()
            .map(|fancy| Pattern::Fancy(Box::new(fancy)))
            .map_err(|e| OpenError::damaged(file, format!("a pattern that cannot be compiled: {e}")))
    }

    /// The first match, in bytes. A pattern that gives up for its complexity matches nothing.
    pub fn find(&self, text: &str) -> Option<(usize, usize)> {
        self.find_at(text, 0)
    }

    fn find_at(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        match self {
            Pattern::Plain(p) => p.find_at(text, at).map(|m| (m.start(), m.end())),
            Pattern::Fancy(p) => p.find_from_pos(text, at).ok().flatten().map(|m| (m.start(), m.end())),
            Pattern::Many(alternatives) => alternatives.iter().find_map(|a| a.pattern(text)?.find_at(text, at)),
        }
    }

    /// Whether a match starts at the start of the text.
    pub fn matches_start(&self, text: &str) -> bool {
        self.find(text).is_some_and(|(start, _)| start == 0)
    }

    /// All matches that do not overlap, in bytes, empty ones too.
    pub fn find_all(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at <= text.len() {
            let Some((start, end)) = self.find_at(text, at) else { break };
            found.push((start, end));
            at = match end > start {
                true => end,
                false => end + text[end..].chars().next().map_or(1, char::len_utf8),
            };
        }
        found
    }
}

/// One alternative of a large pattern.
#[derive(Debug)]
pub(crate) struct Alternative {
    source: String,
    /// What the text must start with, in lower case; empty if that cannot be told from the source.
    literal: String,
    compiled: OnceLock<Option<Box<Pattern>>>,
}

impl Alternative {
    /// The compiled pattern, if the text may match it.
    fn pattern(&self, text: &str) -> Option<&Pattern> {
        let mut start = text.chars().flat_map(char::to_lowercase);
        if !self.literal.chars().all(|c| start.next() == Some(c)) {
            return None;
        }
        self.compiled.get_or_init(|| Pattern::new(&self.source, "").ok().map(Box::new)).as_deref()
    }
}

/// The alternatives of a pattern, each with the flags of the whole.
fn split_alternatives(source: &str) -> Vec<Alternative> {
    let flags = source.find(')').filter(|_| source.starts_with("(?") && !source.starts_with("(?:"));
    let (flags, source) = source.split_at(flags.map_or(0, |at| at + 1));
    let mut starts = vec![0];
    starts.extend(bars(source, 0).map(|at| at + 1));
    let ends = starts[1..].iter().map(|start| start - 1).chain([source.len()]);
    let parts = starts.iter().zip(ends).map(|(&start, end)| &source[start..end]);
    let alternative = |part: &str| Alternative {
        source: format!("{flags}{part}"),
        literal: starting_literal(part),
        compiled: OnceLock::new(),
    };
    parts.map(alternative).collect()
}

/// How deeply the groups of a pattern are nested, escapes and classes not looked at: at least the true depth.
fn depth(source: &str) -> usize {
    let mut depth: usize = 0;
    let depths = source.bytes().map(|b| {
        match b {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth
    });
    depths.max().unwrap_or(0)
}

/// Where `|` stands in a pattern, no deeper than in `max_depth` groups.
fn bars(source: &str, max_depth: i32) -> impl Iterator<Item = usize> {
    let (mut depth, mut in_class, mut escaped) = (0, false, false);
    source.char_indices().filter_map(move |(at, c)| {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' if in_class => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => depth += 1,
            ')' => depth -= 1,
            '|' if depth <= max_depth => return Some(at),
            _ => {}
        }
        None
    })
}

/// The letters that every match must start with, in lower case, as far as the source plainly says.
fn starting_literal(part: &str) -> String {
    let Some(rest) = part.trim_start_matches("(?:").strip_prefix('^') else { return String::new() };
    let mut literal: Vec<char> = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    if rest.chars().nth(literal.len()).is_some_and(|next| "?*{".contains(next)) {
        literal.pop();
    }
    match bars(part, 1).next() {
        Some(_) => String::new(),
        None => literal.into_iter().flat_map(char::to_lowercase).collect(),
    }
}

/// Python's syntax in Rust's: `\uXXXX` and `\UXXXXXXXX` get braces, and inside a class `[`, `&`, `~` and `-` twice in a
/// row lose the meaning that they have in Rust only.
fn translate(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 16);
    let mut chars = source.chars().peekable();
    let mut in_class = false;
    let mut class_start = false;
    while let Some(c) = chars.next() {
        let first = std::mem::take(&mut class_start);
        match c {
            '\\' => match chars.next() {
                Some(kind @ ('u' | 'U')) => {
                    let digits: String = chars.by_ref().take(if kind == 'u' { 4 } else { 8 }).collect();
                    out.push_str(&format!("\\x{{{digits}}}"));
                }
                // Rust knows no escapes of characters that mean nothing, beyond ASCII punctuation.
                Some(other) if !other.is_ascii() || other == '\'' && in_class => out.push(other),
                Some('Z') => out.push_str("\\z"),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            '[' if in_class => out.push_str("\\["),
            '[' => {
                in_class = true;
                class_start = true;
                out.push('[');
                if chars.peek() == Some(&'^') {
                    chars.next();
                    out.push('^');
                }
            }
            ']' if in_class && first => out.push_str("\\]"),
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            '&' | '~' if in_class => out.extend(['\\', c]),
            '#' | ' ' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out.replace("(?u)", "").replace("(?iu)", "(?i)").replace("(?ui)", "(?i)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_syntax_is_understood() {
        let class = Pattern::new(r"[\u0041-\u0043[&~\]]+$", "f").unwrap();
        assert_eq!(class.find("xxABC[&]"), Some((2, 8)));
        let behind = Pattern::new(r"(?<=[0-9])\+|\.\.+", "f").unwrap();
        assert_eq!(behind.find_all("a+1+2..."), [(3, 4), (5, 8)]);
        assert!(Pattern::new(r"(?u)^\w+://", "f").unwrap().matches_start("http://x"));
        assert!(Pattern::new("(", "f").is_err());
    }

    #[test]
    fn a_large_pattern_is_split() {
        let source = "(?iu)(?:^black[-–]out[a-z]*$)|(?:^ab?[-–]c$)|(?:^[a-y]+$)|(?:^z(?:x|y)$)|(?:^p|^q)";
        let alternatives = split_alternatives(source);
        let literals: Vec<&str> = alternatives.iter().map(|a| a.literal.as_str()).collect();
        assert_eq!(literals, ["black", "a", "", "z", ""]);
        let pattern = Pattern::Many(alternatives);
        assert!(pattern.matches_start("Black–outs"));
        assert!(pattern.matches_start("a-c") && pattern.matches_start("ZY"));
        assert!(!pattern.matches_start("zz-out"));
    }

    #[test]
    fn empty_matches_move_on() {
        let empty = Pattern::new(r"(?=b)", "f").unwrap();
        assert_eq!(empty.find_all("ébb"), [(2, 2), (3, 3)]);
    }
}
