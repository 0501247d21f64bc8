//! Cuts a text into tokens by the rules that a pipeline stores.
//!
//! Text is cut at white space; from each chunk prefixes and suffixes are split off until a special case, a token pattern
//! or nothing is left, and what is left is cut at infixes. A second pass finds special cases that span several tokens.
//! The algorithm is spaCy's: <https://spacy.io/usage/linguistic-features#how-tokenizer-works>.

use rmpv::ValueRef;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::error::{OpenError, Result};
use crate::lexeme::{Norms, is_space};
use crate::msgpack;
use crate::package::Package;
use crate::pyregex::Pattern;
use crate::words::{WordId, Words};

const FILE: &str = "tokenizer";

/// The longest stretch without white space that is cut as one, in bytes; longer ones are cut in pieces first. The time that
/// affix rules take grows with the square of a stretch's length, and no word or address is that long.
const MAX_CHUNK: usize = 1 << 10;

/// The numbers of `ORTH` and `NORM` among spaCy's attributes.
const ORTH: u64 = 65;
const NORM: u64 = 67;

/// A token as cut from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawToken {
    pub word: WordId,
    /// Whether one space follows that belongs to no token.
    pub space_after: bool,
}

/// One token of a special case.
#[derive(Debug, Clone)]
struct SpecialToken {
    text: SmolStr,
    norm: Option<SmolStr>,
}

/// A pipeline's tokenizer.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    prefix: Option<Pattern>,
    suffix: Option<Pattern>,
    infix: Option<Pattern>,
    token_match: Option<Pattern>,
    url_match: Option<Pattern>,
    specials: FxHashMap<SmolStr, Vec<SpecialToken>>,
    /// Special cases that affix rules would have cut, as the tokens that they would leave, by the first of these.
    spanning: FxHashMap<SmolStr, Vec<Vec<SmolStr>>>,
}

/// What one worker remembers of the chunks it has cut.
#[derive(Debug, Default)]
pub(crate) struct Chunks {
    at: FxHashMap<SmolStr, (u32, u32)>,
    words: Vec<WordId>,
    stack: Vec<WordId>,
}

impl Chunks {
    /// How many are remembered.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.at.clear();
        self.words.clear();
    }
}

impl Tokenizer {
    /// Reads the pipeline's `tokenizer` file.
    pub fn open(package: &mut Package, norms: &Norms) -> Result<Tokenizer> {
        let bytes = package.read(FILE)?;
        let data = msgpack::parse_map(&bytes, FILE)?;
        let pattern = |key: &str| match msgpack::field(&data, key) {
            None | Some(ValueRef::Nil) => Ok(None),
            Some(value) => {
                let source =
                    msgpack::text(value).ok_or_else(|| OpenError::damaged(FILE, format!("{key} is no text")))?;
                match source.is_empty() {
                    true => Ok(None),
                    false => Pattern::new(source, FILE).map(Some),
                }
            }
        };
        let mut tokenizer = Tokenizer {
            prefix: pattern("prefix_search")?,
            suffix: pattern("suffix_search")?,
            infix: pattern("infix_finditer")?,
            token_match: pattern("token_match")?,
            url_match: pattern("url_match")?,
            specials: FxHashMap::default(),
            spanning: FxHashMap::default(),
        };
        for (chunk, tokens) in msgpack::field(&data, "exceptions").map(msgpack::entries).unwrap_or_default() {
            let chunk = msgpack::text(chunk).ok_or_else(|| OpenError::damaged(FILE, "a special case is no text"))?;
            let tokens: Option<Vec<SpecialToken>> = msgpack::items(tokens).iter().map(special_token).collect();
            let tokens = tokens
                .filter(|tokens| tokens.iter().map(|t| t.text.as_str()).collect::<String>() == chunk)
                .ok_or_else(|| {
                    OpenError::damaged(FILE, format!("the special case {chunk:?} does not hold its text"))
                })?;
            tokenizer.specials.insert(chunk.into(), tokens);
        }
        let all = matches!(msgpack::field(&data, "faster_heuristics"), Some(ValueRef::Boolean(false)));
        tokenizer.find_spanning(all, norms);
        Ok(tokenizer)
    }

    /// Fills [`Tokenizer::spanning`]; unless `all`, with those special cases only that a rule or a space would cut.
    fn find_spanning(&mut self, all: bool, norms: &Norms) {
        let (mut words, mut chunks) = (Words::default(), Chunks::default());
        let mut spanning: FxHashMap<SmolStr, Vec<Vec<SmolStr>>> = FxHashMap::default();
        for special in self.specials.keys() {
            let cut = |pattern: &Option<Pattern>| pattern.as_ref().is_some_and(|p| p.find(special).is_some());
            if all || special.contains(' ') || cut(&self.prefix) || cut(&self.suffix) || cut(&self.infix) {
                let mut tokens = Vec::new();
                self.cut_at_space(special, false, &mut words, &mut chunks, norms, &mut tokens);
                let texts: Vec<SmolStr> = tokens.iter().map(|t| words.get(t.word).text.clone()).collect();
                if let Some(first) = texts.first() {
                    spanning.entry(first.clone()).or_default().push(texts);
                }
            }
        }
        self.spanning = spanning;
    }

    /// Cuts a text into tokens, which together hold every character of it but the spaces that follow tokens.
    pub fn tokens(&self, text: &str, words: &mut Words, chunks: &mut Chunks, norms: &Norms, out: &mut Vec<RawToken>) {
        out.clear();
        self.cut_at_space(text, true, words, chunks, norms, out);
        if !self.spanning.is_empty() {
            self.apply_spanning(words, norms, out);
        }
    }

    fn cut_at_space(
        &self,
        text: &str,
        specials: bool,
        words: &mut Words,
        chunks: &mut Chunks,
        norms: &Norms,
        out: &mut Vec<RawToken>,
    ) {
        let Some(first) = text.chars().next() else { return };
        let mut in_space = is_space(first);
        let mut start = 0;
        for (at, c) in text.char_indices() {
            let space = if c.is_ascii() && c > ' ' { false } else { is_space(c) };
            if space == in_space {
                continue;
            }
            self.cut_pieces(&text[start..at], specials, words, chunks, norms, out);
            start = at;
            if c == ' ' {
                if let Some(last) = out.last_mut() {
                    last.space_after = true;
                }
                start += 1;
            }
            in_space = space;
        }
        self.cut_pieces(&text[start..], specials, words, chunks, norms, out);
    }

    /// Cuts a stretch that is all white space or holds none: one of text in pieces of no more than [`MAX_CHUNK`].
    fn cut_pieces(
        &self,
        chunk: &str,
        specials: bool,
        words: &mut Words,
        chunks: &mut Chunks,
        norms: &Norms,
        out: &mut Vec<RawToken>,
    ) {
        let mut rest = chunk;
        while rest.len() > MAX_CHUNK && !rest.starts_with(is_space) {
            let (piece, after) = rest.split_at(floor_boundary(rest, MAX_CHUNK));
            self.cut_chunk(piece, specials, words, chunks, norms, out);
            rest = after;
        }
        if !rest.is_empty() {
            self.cut_chunk(rest, specials, words, chunks, norms, out);
        }
    }

    fn cut_chunk(
        &self,
        chunk: &str,
        specials: bool,
        words: &mut Words,
        chunks: &mut Chunks,
        norms: &Norms,
        out: &mut Vec<RawToken>,
    ) {
        let (start, end) = match chunks.at.get(chunk) {
            Some(&range) if specials => range,
            _ => {
                let start = chunks.words.len() as u32;
                self.cut_affixes(chunk, specials, words, chunks, norms);
                let range = (start, chunks.words.len() as u32);
                if specials {
                    chunks.at.insert(chunk.into(), range);
                }
                range
            }
        };
        let cut = &chunks.words[start as usize..end as usize];
        out.extend(cut.iter().map(|&word| RawToken { word, space_after: false }));
    }

    /// Pushes the tokens of one chunk to `chunks.words`.
    fn cut_affixes(&self, chunk: &str, specials: bool, words: &mut Words, chunks: &mut Chunks, norms: &Norms) {
        let is_special = |text: &str| specials && self.specials.contains_key(text);
        let find = |pattern: &Option<Pattern>, text: &str| {
            pattern.as_ref().and_then(|p| p.find(text)).map_or(0, |(start, end)| end - start)
        };
        chunks.stack.clear();
        let mut rest = chunk;
        let mut last_len = usize::MAX;
        if !is_special(chunk) {
            while !rest.is_empty() && rest.len() != last_len {
                if self.token_match.as_ref().is_some_and(|p| p.matches_start(rest)) || is_special(rest) {
                    break;
                }
                last_len = rest.len();
                let pre = floor_boundary(rest, find(&self.prefix, rest));
                if pre > 0 && pre < rest.len() && is_special(&rest[pre..]) {
                    chunks.words.push(words.intern(&rest[..pre], norms));
                    rest = &rest[pre..];
                    break;
                }
                let suf = find(&self.suffix, &rest[pre..]);
                let cut = floor_boundary(rest, rest.len() - suf);
                if suf > 0 && cut > 0 && is_special(&rest[..cut]) {
                    chunks.stack.push(words.intern(&rest[cut..], norms));
                    rest = &rest[..cut];
                    break;
                }
                if pre > 0 && suf > 0 && pre + suf <= rest.len() {
                    chunks.words.push(words.intern(&rest[..pre], norms));
                    chunks.stack.push(words.intern(&rest[cut..], norms));
                    rest = &rest[pre..cut];
                } else if pre > 0 {
                    chunks.words.push(words.intern(&rest[..pre], norms));
                    rest = &rest[pre..];
                } else if suf > 0 {
                    chunks.stack.push(words.intern(&rest[cut..], norms));
                    rest = &rest[..cut];
                }
            }
        }
        if !rest.is_empty() {
            self.cut_rest(rest, specials, words, &mut chunks.words, norms);
        }
        while let Some(word) = chunks.stack.pop() {
            chunks.words.push(word);
        }
    }

    /// Pushes the tokens of what is left of a chunk without its affixes.
    fn cut_rest(&self, rest: &str, specials: bool, words: &mut Words, out: &mut Vec<WordId>, norms: &Norms) {
        if let Some(special) = self.specials.get(rest).filter(|_| specials) {
            out.extend(special.iter().map(|t| t.intern(words, norms)));
            return;
        }
        let whole = |p: &Option<Pattern>| p.as_ref().is_some_and(|p| p.matches_start(rest));
        if whole(&self.token_match) || whole(&self.url_match) {
            out.push(words.intern(rest, norms));
            return;
        }
        let mut start = 0;
        for (infix_start, infix_end) in self.infix.as_ref().map(|p| p.find_all(rest)).unwrap_or_default() {
            if infix_start == 0 {
                continue;
            }
            if infix_start != start {
                out.push(words.intern(&rest[start..infix_start], norms));
            }
            if infix_start != infix_end {
                out.push(words.intern(&rest[infix_start..infix_end], norms));
            }
            start = infix_end;
        }
        if start < rest.len() {
            out.push(words.intern(&rest[start..], norms));
        }
    }

    /// Replaces tokens that together are a special case by that special case's own, the longest first.
    fn apply_spanning(&self, words: &mut Words, norms: &Norms, tokens: &mut Vec<RawToken>) {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for start in 0..tokens.len() {
            for texts in self.spanning.get(&words.get(tokens[start].word).text).into_iter().flatten() {
                let span = tokens.get(start..start + texts.len());
                if span.is_some_and(|span| span.iter().zip(texts).all(|(t, text)| words.get(t.word).text == *text)) {
                    found.push((start, start + texts.len()));
                }
            }
        }
        if found.is_empty() {
            return;
        }
        found.sort_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
        let mut seen = vec![false; tokens.len()];
        let mut kept: Vec<(usize, usize)> = Vec::new();
        for (start, end) in found {
            if !seen[start] && !seen[end - 1] {
                kept.push((start, end));
            }
            seen[start..end].fill(true);
        }
        kept.sort_unstable_by(|a, b| b.cmp(a));
        for (start, end) in kept {
            let last = end - 1;
            let mut text = String::new();
            for (i, token) in tokens.iter().enumerate().take(end).skip(start) {
                text.push_str(&words.get(token.word).text);
                if token.space_after && i < last {
                    text.push(' ');
                }
            }
            let Some(special) = self.specials.get(text.as_str()) else { continue };
            let space_after = tokens[last].space_after;
            let mut new: Vec<RawToken> =
                special.iter().map(|t| RawToken { word: t.intern(words, norms), space_after: false }).collect();
            if let Some(last) = new.last_mut() {
                last.space_after = space_after;
            }
            tokens.splice(start..end, new);
        }
    }
}

impl SpecialToken {
    fn intern(&self, words: &mut Words, norms: &Norms) -> WordId {
        match &self.norm {
            Some(norm) => words.intern_with_norm(&self.text, norm, norms),
            None => words.intern(&self.text, norms),
        }
    }
}

fn special_token(value: &ValueRef<'_>) -> Option<SpecialToken> {
    let mut token = SpecialToken { text: SmolStr::default(), norm: None };
    for (key, value) in msgpack::entries(value) {
        match msgpack::number(key)? {
            ORTH => token.text = msgpack::text(value)?.into(),
            NORM => token.norm = Some(msgpack::text(value)?.into()),
            _ => return None,
        }
    }
    Some(token)
}

/// The nearest character boundary at or before `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A small tokenizer with rules of each kind.
    fn tokenizer() -> Tokenizer {
        let pattern = |source: &str| Some(Pattern::new(source, FILE).unwrap());
        let special = |tokens: &[(&str, Option<&str>)]| {
            let token =
                |&(text, norm): &(&str, Option<&str>)| SpecialToken { text: text.into(), norm: norm.map(Into::into) };
            (SmolStr::from(tokens.iter().map(|t| t.0).collect::<String>()), tokens.iter().map(token).collect())
        };
        let mut tokenizer = Tokenizer {
            prefix: pattern(r#"^\(|^""#),
            suffix: pattern(r#"\)$|"$|,$|\.$|(?<=[0-9])km$"#),
            infix: pattern(r"(?<=[a-z])-(?=[a-z])|/"),
            token_match: None,
            url_match: pattern(r"^https?://\S+$"),
            specials: FxHashMap::from_iter([
                special(&[("do", None), ("n't", Some("not"))]),
                special(&[("a.m.", None)]),
                special(&[("and/or", None)]),
            ]),
            spanning: FxHashMap::default(),
        };
        tokenizer.find_spanning(false, &Norms::default());
        tokenizer
    }

    fn cut(text: &str) -> Vec<String> {
        let (mut words, mut chunks, mut out) = (Words::default(), Chunks::default(), Vec::new());
        tokenizer().tokens(text, &mut words, &mut chunks, &Norms::default(), &mut out);
        out.iter().map(|t| words.get(t.word).text.to_string()).collect()
    }

    #[test]
    fn affixes_infixes_and_special_cases_work_together() {
        assert_eq!(cut("(well-known) 5km, don't"), ["(", "well", "-", "known", ")", "5", "km", ",", "do", "n't"]);
        assert_eq!(cut("at 5 a.m."), ["at", "5", "a.m."]);
        assert_eq!(cut("\"don't\" (and/or)"), ["\"", "do", "n't", "\"", "(", "and/or", ")"]);
        assert_eq!(cut("see https://x.org/a-b."), ["see", "https://x.org/a-b", "."]);
        assert_eq!(cut(" two  spaces\n\nend "), [" ", "two", " ", "spaces", "\n\n", "end"]);
        assert!(cut("").is_empty());
    }

    proptest! {
        #[test]
        fn every_character_is_covered(text in r#"([a-z]{1,4}|[ \n.,()"'/-]|don't|a\.m\.|é|🕊|و)*"#) {
            let (mut words, mut chunks, mut out) = (Words::default(), Chunks::default(), Vec::new());
            tokenizer().tokens(&text, &mut words, &mut chunks, &Norms::default(), &mut out);
            let together: String = out
                .iter()
                .flat_map(|t| [words.get(t.word).text.as_str(), if t.space_after { " " } else { "" }])
                .collect();
            prop_assert_eq!(together, text);
        }
    }
}
