//! Wire credits: the agencies that an article draws on.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::text::{prefix, squeeze};

static AGENCIES: LazyLock<Agencies> = LazyLock::new(Agencies::load);

/// The longest paragraph that can be nothing but a credit, in characters.
const CREDIT_CHARS: usize = 240;

/// How far from its end a text is searched for a credit, in bytes.
const TAIL_BYTES: usize = 200;

/// Lead-ins that sentences use too: what follows must be agencies and nothing else.
const WEAK_LEAD_INS: [&str; 8] = ["by", "from", "with", "via", "avec", "source", "sources", "with agencies"];

#[derive(Deserialize)]
struct AgencyFile {
    agency: Vec<Agency>,
    lead_in: Words,
}

#[derive(Deserialize)]
struct Agency {
    name: String,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    marks: Vec<String>,
}

#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
}

struct Agencies {
    exact: FxHashMap<String, String>,
    folded: FxHashMap<String, String>,
    /// Longest first.
    lead_ins: Vec<String>,
    /// Phrases that only one agency prints.
    marks: Vec<(String, String)>,
    /// A credit that ends a text.
    tail: Regex,
}

impl Agencies {
    fn load() -> Agencies {
        let file: AgencyFile =
            toml::from_str(include_str!("../../../lexicon/agencies.toml")).expect("agencies.toml is checked by a test");
        let mut exact = FxHashMap::default();
        let mut folded = FxHashMap::default();
        let mut forms = Vec::new();
        let mut marks = Vec::new();
        for agency in &file.agency {
            marks.extend(agency.marks.iter().map(|mark| (mark.clone(), agency.name.clone())));
            for form in std::iter::once(&agency.name).chain(&agency.forms) {
                exact.insert(form.clone(), agency.name.clone());
                if form.chars().filter(|c| c.is_alphabetic()).count() > 4 {
                    folded.insert(form.to_lowercase(), agency.name.clone());
                    forms.push(format!("(?i:{})", crate::text::phrase_pattern(form)));
                } else {
                    forms.push(crate::text::phrase_pattern(form));
                }
            }
        }
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        let any = forms.join("|");
        let mut lead_ins = file.lead_in.words;
        lead_ins.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let announced = lead_ins
            .iter()
            .filter(|words| !matches!(words.as_str(), "by" | "from" | "with"))
            .map(|words| crate::text::phrase_pattern(words))
            .collect::<Vec<_>>()
            .join("|");
        let tail = format!(
            r"(?x) (?: (?: ^ | [.!?…”\x22’\x27)] ) \s* (?: -{{1,2}} | [–—―/] | [(\[] (?: \s* (?i: with | by | from ) \s )? ) | (?: ^ | [\s.(\[] ) (?i: {announced} ) \s? :? \s ) \s*
              (?P<list> (?: [\w’'\-]+ , \s* | [\w’'\-]+ \s+ (?:and|&) \s+ )? (?: {any} ) (?: \b [\s,/&\-;]* (?: and \s+ )? (?: {any} | agencies | staff ) )* ) \b
              [\s)\].]* $",
        );
        Agencies {
            exact,
            folded,
            lead_ins,
            marks,
            tail: Regex::new(&tail).expect("the pattern is built from escaped words"),
        }
    }

    fn find(&self, name: &str) -> Option<&str> {
        let name = name.trim().trim_end_matches('.').trim_start_matches("the ").trim();
        self.exact.get(name).or_else(|| self.folded.get(&name.to_lowercase())).map(String::as_str)
    }
}

/// The usual name of an agency, if the words name one.
pub(crate) fn agency(name: &str) -> Option<&'static str> {
    AGENCIES.find(name)
}

/// Whether the words end with an agency's name ("Monitor AFP").
pub(crate) fn ends_with_agency(text: &str) -> bool {
    last_agency(text).is_some()
}

/// The agency whose name ends the text, and where that name starts, in bytes.
pub(crate) fn last_agency(text: &str) -> Option<(&'static str, usize)> {
    let text = text.trim_end();
    let starts = text.char_indices().rev().filter(|(at, c)| {
        let before = text[..*at].chars().next_back();
        c.is_alphanumeric()
            && before.is_none_or(|b| b.is_whitespace() || matches!(b, ',' | '(' | '/' | '|' | '-' | '–' | '—'))
    });
    let mut found = None;
    for (at, _) in starts.take(4) {
        if let Some(name) = agency(&text[at..]) {
            found = Some((name, at));
        }
    }
    found
}

/// The agencies in a list such as "AFP, AP, and Reuters", and whether the list holds nothing else.
pub(crate) fn list(text: &str) -> (Vec<String>, bool) {
    let mut names = Vec::new();
    let mut pure = true;
    for item in text
        .split([',', ';', '/', '&', '|', '\n'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" y "))
    {
        let item = item.trim().trim_matches(|c: char| !c.is_alphanumeric());
        let item = item.strip_prefix("and ").unwrap_or(item).trim();
        if item.is_empty() {
            continue;
        }
        match agency(item) {
            Some(name) => add(&mut names, name),
            None if is_collective(item) => {}
            None => pure = false,
        }
    }
    (names, pure)
}

/// "agencies", "staff": no name, but part of a credit.
fn is_collective(item: &str) -> bool {
    matches!(
        item.to_lowercase().as_str(),
        "agencies"
            | "news agencies"
            | "wire services"
            | "wires"
            | "staff"
            | "others"
            | "other agencies"
            | "agency"
            | "agencias"
            | "staff writer"
    )
}

/// The agencies of a paragraph that is nothing but a credit; `None` when it is something else.
pub(crate) fn paragraph(text: &str) -> Option<Vec<String>> {
    if text.chars().count() > CREDIT_CHARS {
        return None;
    }
    let bare = squeeze(text.trim_matches(|c: char| !c.is_alphanumeric()));
    let lower = bare.to_lowercase();
    let (names, pure) = list(&bare);
    if pure && (!names.is_empty() || is_collective(&bare)) {
        return Some(names);
    }
    for lead_in in &AGENCIES.lead_ins {
        let Some(rest) = lower.strip_prefix(lead_in.as_str()) else {
            continue;
        };
        // Lower case may be longer or shorter than what it was made of.
        let Some(rest) = bare.get(bare.len().checked_sub(rest.len())?..) else {
            continue;
        };
        if rest.starts_with(char::is_alphanumeric) {
            continue;
        }
        let (names, pure) = list(rest.trim_start_matches([':', ' ']));
        let weak = WEAK_LEAD_INS.contains(&lead_in.as_str());
        let medium_and_agencies = weak && rest.trim_end().ends_with("agencies") && rest.split_whitespace().count() <= 5;
        // "With reporting by" announces people too, but a sentence that goes on after the names is no credit.
        let credit =
            pure || medium_and_agencies || (!weak && rest.split(',').all(|item| item.split_whitespace().count() <= 8));
        if credit && (pure || medium_and_agencies || !names.is_empty() || !weak) {
            return Some(names);
        }
    }
    None
}

/// The agencies whose own phrases stand in the last words of a page.
pub(crate) fn marks(tail: &str) -> Vec<String> {
    let tail = tail.to_lowercase();
    let found = AGENCIES.marks.iter().filter(|(mark, _)| tail.contains(mark.as_str()));
    found.map(|(_, name)| name.clone()).collect()
}

/// The last bytes of a text, whole characters.
pub(crate) fn tail(text: &str) -> &str {
    let mut start = text.len().saturating_sub(TAIL_BYTES);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The agencies credited at the very end of a text ("… in December. --Reuters").
pub(crate) fn at_end(text: &str) -> Vec<String> {
    AGENCIES
        .tail
        .captures(tail(text))
        .and_then(|found| found.name("list"))
        .map(|found| list(found.as_str()).0)
        .unwrap_or_default()
}

/// The agencies that a byline names ("AFP", "Jane Roe | Reuters", "By Reuters Staff").
pub(crate) fn byline(text: &str) -> Vec<String> {
    let text = squeeze(prefix(text, 400));
    let bare = text.trim_start_matches("By ").trim_start_matches("by ");
    let mut names = list(&bare.replace(" - ", ",").replace(['(', ')', '–', '—'], ",")).0;
    if names.is_empty()
        && let Some((name, _)) = last_agency(bare)
    {
        names.push(name.to_owned());
    }
    names
}

/// Adds a name once.
pub(crate) fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_that_are_credits() {
        let cases: [(&str, &[&str]); 9] = [
            ("With reporting by AFP, AP, Reuters, TASS, and Interfax", &["AFP", "AP", "Reuters", "TASS", "Interfax"]),
            ("(With inputs from agencies)", &[]),
            ("Source: Associated Press", &["AP"]),
            ("Source The Harbour Post and agencies", &[]),
            ("AFP", &["AFP"]),
            ("– Reuters", &["Reuters"]),
            ("Additional reporting by Jane Roe, dpa", &["dpa"]),
            ("By Reuters Staff", &["Reuters"]),
            ("Reuters, AFP", &["Reuters", "AFP"]),
        ];
        for (text, names) in cases {
            assert_eq!(
                paragraph(text).as_deref(),
                Some(names.iter().map(|n| n.to_string()).collect::<Vec<_>>().as_slice()),
                "{text}"
            );
        }
        for text in [
            "By the river stood a mill.",
            "With the bridge gone, villagers took to boats.",
            "Reuters could not verify the report.",
            "Source of the fire was a stove, officials said.",
            "From Monday, the road is open.",
        ] {
            assert_eq!(paragraph(text), None, "{text}");
        }
    }

    #[test]
    fn credits_at_the_end() {
        for (text, name) in [
            ("The road is open. --Reuters", "Reuters"),
            ("The road is open.-AFP", "AFP"),
            ("The road is open. - REUTERS", "Reuters"),
            ("The road is open. (AP)", "AP"),
            ("The road is open. (With Reuters)", "Reuters"),
            ("The road is open. Source Reuters", "Reuters"),
            ("The road is open. (With reporting by Xinhua)", "Xinhua"),
        ] {
            assert_eq!(at_end(text), [name], "{text}");
        }
        for text in
            ["The minister told AFP", "The road is open.", "officials told Reuters.", "in an interview with AFP."]
        {
            assert!(at_end(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn bylines() {
        assert_eq!(byline("AFP"), ["AFP"]);
        assert_eq!(byline("Jane Roe and Reuters"), ["Reuters"]);
        assert_eq!(byline("By Jane Roe, Associated Press"), ["AP"]);
        assert!(byline("Jane Roe").is_empty());
    }
}
