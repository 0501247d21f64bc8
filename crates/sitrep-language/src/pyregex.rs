//! Python's regular expressions, as far as tokenizers use them.
//!
//! A tokenizer's pattern is a long list of alternatives, most of them plain and some with look-around. Neighbours that
//! are plain run together on `regex`; each one with look-around runs on `fancy-regex`, which is slow, and so only where a
//! plain pattern that must match too has matched.

use std::sync::OnceLock;

use crate::error::{OpenError, Result};

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    runs: Vec<Run>,
}

/// Some alternatives of a pattern; those of an earlier run win over those of a later one.
#[derive(Debug)]
enum Run {
    Plain(regex::Regex),
    Fancy {
        exact: Box<fancy_regex::Regex>,
        /// The pattern with what it looks at as parts of it: it matches a text if, and mostly only if, the exact one does.
        filter: Option<regex::Regex>,
    },
    /// Alternatives of a pattern so large that each is compiled only when a text may match it.
    Large(Vec<Alternative>),
}

/// A pattern's alternatives are compiled only when needed from this size of its source on, in bytes.
const LARGE: usize = 100_000;

/// How large a pattern with look-around may be, in bytes, and how deeply nested any: `fancy-regex` recurses over both.
const MAX_FANCY: usize = 64 << 10;
const MAX_DEPTH: usize = 40;

/// How large a pattern may be, in bytes; French has the largest of the published ones, with three quarters of a million.
const MAX_SOURCE: usize = 4 << 20;

/// How many parts of a pattern may have look-around.
const MAX_FANCY_RUNS: usize = 256;

/// How large a compiled pattern without and one with look-around may become, in bytes.
const SIZE_LIMIT: usize = 32 << 20;
const FANCY_SIZE_LIMIT: usize = 4 << 20;

impl Pattern {
    /// Compiles a pattern in Python's syntax.
    pub fn new(source: &str, file: &str) -> Result<Pattern> {
        if source.len() > MAX_SOURCE {
            return Err(OpenError::damaged(file, format!("a pattern of {} bytes", source.len())));
        }
        let (flags, alternatives) = split(source);
        if source.len() >= LARGE {
            let alternative = |part: &&str| Alternative {
                source: format!("{flags}{part}"),
                literal: starting_literal(part),
                compiled: OnceLock::new(),
            };
            return Ok(Pattern { runs: vec![Run::Large(alternatives.iter().map(alternative).collect())] });
        }
        let looks_around = |part: &&str| ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|look| part.contains(look));
        let mut runs = Vec::new();
        if alternatives.iter().filter(|part| looks_around(part)).count() > MAX_FANCY_RUNS {
            return Err(OpenError::damaged(file, "a pattern with too many parts that look around"));
        }
        for run in alternatives.chunk_by(|a, b| !looks_around(a) && !looks_around(b)) {
            let source = format!("{flags}{}", run.join("|"));
            runs.push(match plain(&translate(&source)) {
                Some(plain) => Run::Plain(plain),
                None => Run::fancy(&source, file)?,
            });
        }
        Ok(Pattern { runs })
    }

    /// The first match, in bytes. A pattern that gives up for its complexity matches nothing.
    pub fn find(&self, text: &str) -> Option<(usize, usize)> {
        self.find_at(text, 0)
    }

    fn find_at(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        // Of matches that start together the first run's is kept.
        self.runs.iter().filter_map(|run| run.find_at(text, at)).min_by_key(|&(start, _)| start)
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

impl Run {
    fn fancy(source: &str, file: &str) -> Result<Run> {
        let translated = translate(source);
        if translated.len() > MAX_FANCY || depth(source) > MAX_DEPTH {
            return Err(OpenError::damaged(file, "a pattern that is too large or too deeply nested"));
        }
        let exact = fancy_regex::RegexBuilder::new(&translated)
            .delegate_size_limit(FANCY_SIZE_LIMIT)
            .build()
            .map_err(|e| OpenError::damaged(file, format!("a pattern that cannot be compiled: {e}")))?;
        let inside = translated.replace("(?<=", "(?:").replace("(?=", "(?:");
        let filter = if inside.contains("(?!") || inside.contains("(?<!") { None } else { plain(&inside) };
        Ok(Run::Fancy { exact: Box::new(exact), filter })
    }

    fn find_at(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        match self {
            Run::Plain(p) => p.find_at(text, at).map(|m| (m.start(), m.end())),
            Run::Fancy { filter: Some(filter), .. } if !filter.is_match(text) => None,
            Run::Fancy { exact, .. } => exact.find_from_pos(text, at).ok().flatten().map(|m| (m.start(), m.end())),
            Run::Large(alternatives) => alternatives.iter().find_map(|a| a.pattern(text)?.find_at(text, at)),
        }
    }
}

fn plain(translated: &str) -> Option<regex::Regex> {
    regex::RegexBuilder::new(translated).size_limit(SIZE_LIMIT).build().ok()
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

/// The flags and the alternatives of a pattern.
fn split(source: &str) -> (&str, Vec<&str>) {
    let flags = source.starts_with("(?").then(|| source.find(')')).flatten();
    let flags = flags.filter(|&end| source[2..end].chars().all(|c| c.is_ascii_alphabetic()));
    let (flags, source) = source.split_at(flags.map_or(0, |at| at + 1));
    let mut starts = vec![0];
    starts.extend(bars(source, 0).map(|at| at + 1));
    let ends = starts[1..].iter().map(|start| start - 1).chain([source.len()]);
    (flags, starts.iter().zip(ends).map(|(&start, end)| &source[start..end]).collect())
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
        let (flags, parts) = split(source);
        assert_eq!((flags, parts.len()), ("(?iu)", 5));
        let literals: Vec<String> = parts.iter().map(|part| starting_literal(part)).collect();
        assert_eq!(literals, ["black", "a", "", "z", ""]);
        let pattern = Pattern::new(&format!("{source}{}", "|^filler".repeat(LARGE / 8)), "f").unwrap();
        assert!(matches!(pattern.runs[..], [Run::Large(_)]));
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
