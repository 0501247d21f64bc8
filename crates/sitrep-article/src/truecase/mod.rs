//! Text in capitals (old wire copy) in the case it would have had.
//!
//! The parser was trained on text in ordinary case, and reads capitals badly. What is decided here is plain: common
//! words become lower case, all others are names; then words around names are looked at (titles, particles, the
//! names of bodies), acronyms are kept, and sentences start with a capital. Characters map one to one.

mod words;

pub use words::is_common_word;

use rustc_hash::FxHashSet;

use words::{Lexicon, is_common};

/// The smallest share of capitals among cased letters that makes a text one in capitals.
const SHARE: f64 = 0.85;

/// The fewest cased letters by which a text is judged.
const LETTERS: usize = 20;

/// The longest acronym that brackets after a name make, in characters.
const ACRONYM: usize = 4;

/// Whether a text is written in capitals throughout.
pub fn is_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0usize, 0usize);
    for c in text.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    let all = upper + lower;
    all >= LETTERS && upper as f64 >= SHARE * all as f64
}

/// The text in the case it would have had, if it is in capitals; `None` if it is not.
///
/// The result has the same number of characters, each the same letter as in the original: character ranges of one
/// are character ranges of the other.
///
/// ```
/// let text = "BOGOTA, 3 MAR 90 -- THE NATIONAL POLICE SAID THAT PRESIDENT LOPEZ WAS NOT HURT.";
/// let cased = sitrep_article::truecase(text).expect("the text is in capitals");
/// assert_eq!(cased, "Bogota, 3 Mar 90 -- The National Police said that President Lopez was not hurt.");
/// assert_eq!(sitrep_article::truecase("The police said so in ordinary case."), None);
/// ```
pub fn truecase(text: &str) -> Option<String> {
    truecase_with(text, &is_common_word)
}

/// As [`truecase`], with the caller's word list: `is_common` is asked for words in lower case.
pub fn truecase_with(text: &str, is_common: &dyn Fn(&str) -> bool) -> Option<String> {
    is_capitals(text).then(|| {
        let mut caser = Caser::new(text, is_common);
        caser.decide();
        caser.apply()
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    /// First letter capital, the rest lower.
    Title,
    /// As written.
    Keep,
}

#[derive(Debug)]
struct Token {
    /// In characters.
    start: usize,
    end: usize,
    /// In lower case.
    word: String,
    case: Case,
    /// A name by itself, not only by its neighbours.
    name: bool,
    /// Only one space lies before it.
    adjacent: bool,
    sentence_start: bool,
}

struct Caser<'a> {
    chars: Vec<char>,
    tokens: Vec<Token>,
    is_common: &'a dyn Fn(&str) -> bool,
    lexicon: &'static Lexicon,
}

impl<'a> Caser<'a> {
    fn new(text: &str, is_common: &'a dyn Fn(&str) -> bool) -> Caser<'a> {
        let chars: Vec<char> = text.chars().collect();
        let tokens = tokens(&chars);
        Caser { chars, tokens, is_common, lexicon: Lexicon::get() }
    }

    fn decide(&mut self) {
        let acronyms = self.bracketed_acronyms();
        for index in 0..self.tokens.len() {
            let (case, name) = self.alone(index, &acronyms);
            self.tokens[index].case = case;
            self.tokens[index].name = name;
        }
        self.particles();
        self.place_modifiers();
        self.bodies();
        self.titles();
        self.sentence_starts();
    }

    /// The case of a word looked at by itself, and whether it is a name.
    fn alone(&self, index: usize, acronyms: &FxHashSet<String>) -> (Case, bool) {
        let token = &self.tokens[index];
        let word = token.word.as_str();
        let base = word.strip_suffix("'s").unwrap_or(word);
        let lexicon = self.lexicon;
        // "AK-47": letters joined to a number.
        let joined =
            self.chars.get(token.end) == Some(&'-') && self.chars.get(token.end + 1).is_some_and(char::is_ascii_digit);
        if word.contains('.') || joined && token.end - token.start <= 4 || word.chars().any(char::is_numeric) {
            return (Case::Keep, word.contains('.'));
        }
        if lexicon.is_acronym(base) || acronyms.contains(base) {
            return (Case::Keep, true);
        }
        if lexicon.is_doubtful_month(word) {
            let number = |at: Option<usize>| {
                at.and_then(|at| self.tokens.get(at))
                    .is_some_and(|token| token.word.starts_with(|c: char| c.is_ascii_digit()))
            };
            let announced = index > 0
                && self.tokens[index - 1].adjacent_word(token)
                && lexicon.announces_month(&self.tokens[index - 1].word);
            let month = number(index.checked_sub(1)) || number(Some(index + 1)) || announced && word != "may";
            return (if month { Case::Title } else { Case::Lower }, false);
        }
        if lexicon.is_proper(base)
            || lexicon.is_abbreviation(base) && !(self.is_common)(base)
            || is_initial(&self.chars, token)
        {
            return (Case::Title, lexicon.is_proper(base));
        }
        if lexicon.is_abbreviation(base) {
            // "GEN LOPEZ" is a rank, "GEN" else none.
            let dotted = self.chars.get(token.end) == Some(&'.');
            return (if dotted || word == "dr" || word == "mr" { Case::Title } else { Case::Lower }, false);
        }
        if lexicon.is_particle(word) || word == "i" {
            return (Case::Lower, false);
        }
        if is_common(base, self.is_common) || base == "o'clock" || is_contraction(word) {
            return (Case::Lower, false);
        }
        let letters = base.chars().filter(|c| c.is_alphabetic()).count();
        let vowels = base.chars().any(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || !c.is_ascii());
        if (2..=6).contains(&letters) && !vowels {
            return (Case::Keep, true);
        }
        (Case::Title, letters > 1)
    }

    /// Short words in brackets after another word ("NATIONAL LIBERATION ARMY [ELN]").
    fn bracketed_acronyms(&self) -> FxHashSet<String> {
        let mut out = FxHashSet::default();
        for (index, token) in self.tokens.iter().enumerate() {
            let open = token.start.checked_sub(1).map(|at| self.chars[at]);
            let close = self.chars.get(token.end).copied();
            let bracketed = matches!((open, close), (Some('('), Some(')')) | (Some('['), Some(']')));
            let length = token.end - token.start;
            let after_word = token
                .start
                .checked_sub(3)
                .is_some_and(|at| self.chars[at].is_alphanumeric() && self.chars[at + 1] == ' ');
            let plain = token.word.chars().all(char::is_alphabetic);
            if bracketed && after_word && plain && (2..=ACRONYM).contains(&length) && index > 0 {
                out.insert(token.word.clone());
            }
        }
        out
    }

    /// "San Luis de la Reina", "La Paz".
    fn particles(&mut self) {
        for index in 0..self.tokens.len() {
            if !self.lexicon.is_particle(&self.tokens[index].word) {
                continue;
            }
            let mut next = index + 1;
            while next < self.tokens.len()
                && self.tokens[next].adjacent
                && self.lexicon.is_particle(&self.tokens[next].word)
            {
                next += 1;
            }
            let before = index > 0 && self.tokens[index].adjacent && self.tokens[index - 1].name;
            let after = next < self.tokens.len() && self.tokens[next].adjacent && self.tokens[next].name;
            let english = (self.is_common)(&self.tokens[index].word);
            let token = &mut self.tokens[index];
            if after && before {
                token.case = Case::Lower;
                token.name = true;
            } else if after || !english {
                let joined = self.chars.get(token.end) == Some(&'-');
                token.case = if joined && token.word == "al" { Case::Lower } else { Case::Title };
                token.name = after;
            }
        }
    }

    /// "North Korea", "New York".
    fn place_modifiers(&mut self) {
        for index in (0..self.tokens.len().saturating_sub(1)).rev() {
            let next = &self.tokens[index + 1];
            let demonym =
                ["an", "ans", "ish", "ese"].iter().any(|ending| next.word.ends_with(ending)) && next.word.len() > 5;
            let word = &self.tokens[index].word;
            if self.lexicon.is_place_modifier(word)
                && next.adjacent
                && next.name
                && next.case == Case::Title
                && !(demonym && word == "new")
            {
                self.tokens[index].case = Case::Title;
                self.tokens[index].name = true;
            }
        }
    }

    /// "San Miguel Department", "National Liberation Front".
    fn bodies(&mut self) {
        for index in 1..self.tokens.len() {
            if !self.lexicon.is_head(&self.tokens[index].word) || !self.tokens[index].adjacent {
                continue;
            }
            let mut first = index;
            while first > 0 && self.tokens[first].adjacent && self.lexicon.is_modifier(&self.tokens[first - 1].word) {
                first -= 1;
            }
            let after_name = first > 0 && self.tokens[first].adjacent && {
                let before = &self.tokens[first - 1];
                before.name && (before.case == Case::Title || before.word.contains('.'))
            };
            if first < index || after_name {
                for token in &mut self.tokens[first..=index] {
                    token.case = Case::Title;
                    token.name = true;
                }
            }
        }
    }

    /// "Defense Minister General Lopez": ranks and offices before a person's name.
    fn titles(&mut self) {
        for index in (0..self.tokens.len().saturating_sub(1)).rev() {
            let next = &self.tokens[index + 1];
            let word = &self.tokens[index].word;
            let title = self.lexicon.is_title(word) || self.lexicon.is_abbreviation(word);
            let office =
                self.lexicon.is_modifier(word) && self.lexicon.is_title(&next.word) && next.case == Case::Title;
            if next.adjacent
                && next.case == Case::Title
                && (title && (next.name || self.lexicon.is_title(&next.word)) || office)
            {
                self.tokens[index].case = Case::Title;
            }
        }
    }

    fn sentence_starts(&mut self) {
        for token in &mut self.tokens {
            let pronoun = token.word == "i" || token.word.starts_with("i'");
            if token.case == Case::Lower && (token.sentence_start || pronoun) {
                token.case = Case::Title;
            }
        }
    }

    fn apply(mut self) -> String {
        for token in &self.tokens {
            let mut capital = match token.case {
                Case::Lower => false,
                Case::Title => true,
                Case::Keep => {
                    // "FMLN'S" is "FMLN's".
                    if token.word.ends_with("'s") {
                        let last = token.end - 1;
                        self.chars[last] = lower(self.chars[last]);
                    }
                    continue;
                }
            };
            for at in token.start..token.end {
                let c = self.chars[at];
                if matches!(c, '\'' | '’') {
                    // "D'Aubuisson", but "government's" and "hadn't".
                    let head = at - token.start;
                    capital = token.case == Case::Title && token.name && head <= 2 && token.end - at > 3;
                    continue;
                }
                if !capital {
                    self.chars[at] = lower(c);
                }
                let scottish = token.case == Case::Title
                    && token.name
                    && at == token.start + 1
                    && token.word.starts_with("mc")
                    && token.word.len() > 4;
                capital = scottish;
            }
        }
        self.chars.into_iter().collect()
    }
}

impl Token {
    /// Whether another token follows this one with one space between.
    fn adjacent_word(&self, next: &Token) -> bool {
        next.adjacent && self.end < next.start
    }
}

/// A letter in lower case where that is one character too, else the letter.
fn lower(c: char) -> char {
    let mut all = c.to_lowercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// A single letter followed by a point: an initial.
fn is_initial(chars: &[char], token: &Token) -> bool {
    token.end - token.start == 1 && chars.get(token.end) == Some(&'.') && chars[token.start].is_alphabetic()
}

fn is_contraction(word: &str) -> bool {
    ["n't", "'re", "'ve", "'ll", "'d", "'m"]
        .iter()
        .any(|ending| word.strip_suffix(ending).is_some_and(|stem| stem.len() >= 2 || stem == "i"))
}

/// Splits into words. Points stay in words of single letters ("U.S."), apostrophes between letters; hyphens split.
fn tokens(chars: &[char]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    let mut gap_start = 0;
    while at < chars.len() {
        if !chars[at].is_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        while at < chars.len() && (chars[at].is_alphanumeric() || joins(chars, at)) {
            at += 1;
        }
        // "U.S." with its last point.
        let dotted = chars[start..at].contains(&'.');
        if dotted && chars.get(at) == Some(&'.') {
            at += 1;
        }
        let gap = &chars[gap_start..start];
        let word: String = chars[start..at].iter().map(|c| if *c == '’' { '\'' } else { lower(*c) }).collect();
        out.push(Token {
            start,
            end: at,
            word,
            case: Case::Lower,
            name: false,
            adjacent: matches!(gap, [c] if c.is_whitespace() || *c == '-')
                || matches!(gap, ['.', ' '])
                    && out
                        .last()
                        .is_some_and(|last| is_initial(chars, last) || Lexicon::get().is_abbreviation(&last.word)),
            sentence_start: starts_sentence(gap, out.last(), chars),
        });
        gap_start = at;
    }
    out
}

/// Whether an apostrophe or a point at a place joins what stands around it into one word.
fn joins(chars: &[char], at: usize) -> bool {
    let next = chars.get(at + 1).is_some_and(|c| c.is_alphanumeric());
    match chars[at] {
        '\'' | '’' => next,
        '.' => {
            let single = at >= 1 && (at < 2 || !chars[at - 2].is_alphanumeric());
            let single_next = chars.get(at + 2).is_none_or(|c| !c.is_alphanumeric());
            next && single && single_next && chars[at - 1].is_alphabetic()
        }
        _ => false,
    }
}

/// Whether what lies between two words ends a sentence.
fn starts_sentence(gap: &[char], before: Option<&Token>, chars: &[char]) -> bool {
    let Some(before) = before else { return true };
    let breaks = gap.iter().filter(|c| **c == '\n').count() >= 2 || gap.contains(&'\u{2029}');
    let end = gap.iter().any(|c| matches!(c, '!' | '?'));
    let point = gap.contains(&'.') || before.word.ends_with('.');
    let wide = gap.windows(2).any(|pair| pair == [' ', ' ']);
    let short = is_initial(chars, before) || Lexicon::get().is_abbreviation(&before.word) || before.word.ends_with('.');
    let spaced = gap.iter().any(|c| c.is_whitespace());
    let quote = gap.windows(2).any(|pair| matches!(pair, [':' | ',' | ' ', '"' | '“']))
        && gap.iter().any(|c| matches!(c, ':' | ','));
    let tag =
        gap.contains(&']') && gap.windows(2).any(|pair| pair == [']', ' ']) && (gap.contains(&'.') || is_tag(before));
    let dateline = gap.windows(2).any(|pair| pair == ['-', '-']) && gap.contains(&' ') && before.sentence_dateline();
    breaks || end && spaced || point && spaced && (!short || wide) || quote || tag || dateline
}

/// The tags that monitors of broadcasts put before a text.
fn is_tag(token: &Token) -> bool {
    matches!(
        token.word.as_str(),
        "text" | "excerpt" | "excerpts" | "report" | "article" | "speech" | "communique" | "recording"
    )
}

impl Token {
    /// Whether the word before a long dash ends a dateline: a year or an agency in brackets.
    fn sentence_dateline(&self) -> bool {
        self.start < 120
            && (self.word.chars().all(|c| c.is_ascii_digit())
                || crate::credit::agency(&self.word.to_uppercase()).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_bodies_and_titles() {
        let cases = [
            (
                "THE HARBOUR BATTALION COMMAND HAS REPORTED THAT ABOUT 50 FISHERMEN WERE HELD BY THE NATIONAL LIBERATION ARMY [ELN] IN SAN LUIS DE LA REINA. THE ELN'S MEN LEFT.",
                "The Harbour Battalion Command has reported that about 50 fishermen were held by the National Liberation Army [ELN] in San Luis de la Reina. The ELN's men left.",
            ),
            (
                "DEFENSE MINISTER GENERAL ENRIQUE OROZCO DIED TODAY IN LA PAZ, EL SALVADOR.",
                "Defense Minister General Enrique Orozco died today in La Paz, El Salvador.",
            ),
            (
                "THE U.S. EMBASSY IN NEW YORK SAID: \"WE HAVE NO AK-47 RIFLES,\" MR. D'ARCY SAID.",
                "The U.S. Embassy in New York said: \"We have no AK-47 rifles,\" Mr. D'Arcy said.",
            ),
            (
                "IT MAY RAIN ON 3 MAY, THE GOVERNMENT SAID. I DON'T THINK SO IN MARCH 1990.",
                "It may rain on 3 May, the government said. I don't think so in March 1990.",
            ),
            (
                "THE ARMY AND THE SALVADORAN GOVERNMENT WANT PEACE ON SUNDAY, PRESIDENT OROZCO SAID.",
                "The army and the Salvadoran government want peace on Sunday, President Orozco said.",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(truecase(text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        assert_eq!(truecase("Two boats sank off the cape on Sunday."), None);
        assert_eq!(truecase("OK"), None);
        assert_eq!(truecase("قالت الهيئة إن قاربين غرقا قبالة الرأس"), None);
    }

    proptest! {
        #[test]
        fn characters_map_one_to_one(text in "[A-ZÀ-ÞİẞǅΑ-Ω0-9.,'’\\-\\[\\]() \n\"]{0,200}") {
            if let Some(cased) = truecase(&text) {
                prop_assert_eq!(cased.chars().count(), text.chars().count());
                for (a, b) in cased.chars().zip(text.chars()) {
                    prop_assert!(a == b || b.to_lowercase().eq(std::iter::once(a)));
                }
            }
        }
    }
}
