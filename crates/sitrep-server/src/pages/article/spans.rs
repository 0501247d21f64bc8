//! What stands where in an article: statements by their evidence, names and days by their words.

use std::ops::Range;

use sitrep_record::{Evidence, Record};

use super::days;
use crate::pages::evidence::Characters;
use crate::pages::links::anchor;

/// The kinds of marks.
pub const KINDS: [&str; 7] = ["claim", "incident", "responsibility", "accord", "place", "date", "source"];

/// A marked piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// What it is: one of [`KINDS`].
    pub kind: &'static str,
    /// What it is called in anchors: `c1`, `p2`; spans of one name share it.
    pub local: String,
    /// Whether it is the first of its name, which links lead to.
    pub first: bool,
    /// Its characters.
    pub range: Range<usize>,
}

/// Everything that is marked in an article.
pub struct Marked {
    /// All spans, the outer before the inner.
    pub spans: Vec<Span>,
    /// The places that were found in the text.
    pub places: Vec<Name>,
    /// The sources that were found in the text.
    pub sources: Vec<Name>,
    /// The words that name a day.
    pub days: Vec<Name>,
}

/// A name with its anchor.
pub struct Name {
    /// `p1`, `s1`, `d1`.
    pub local: String,
    /// The name.
    pub name: String,
}

/// So many spans are marked at most, and of each name so many.
const SPANS: usize = 5_000;
const OF_A_NAME: usize = 50;

/// What is to be marked in a record's text.
pub fn of(record: &Record) -> Marked {
    let all = Characters::of(&record.text);
    let mut spans = Vec::new();
    let mut stated = |kind: &'static str, local: String, evidence: Evidence| {
        let range = all.within(evidence);
        if !range.is_empty() && spans.len() < SPANS {
            spans.push(Span { kind, local, first: true, range });
        }
    };
    for (at, incident) in record.incidents.iter().enumerate() {
        stated("incident", local('i', &incident.id, at), incident.evidence);
    }
    for (at, accord) in record.accords.iter().enumerate() {
        stated("accord", local('a', &accord.id, at), accord.evidence);
    }
    for (at, statement) in record.responsibility.iter().enumerate() {
        stated("responsibility", format!("r{}", at + 1), statement.evidence);
    }
    for (at, claim) in record.claims.iter().enumerate() {
        stated("claim", local('c', &claim.id, at), claim.evidence);
    }
    let places = record
        .incidents
        .iter()
        .filter_map(|i| i.place.as_ref())
        .chain(record.accords.iter().filter_map(|a| a.place.as_ref()));
    let places = unique(places.map(|p| p.name.as_str()));
    let by = record.responsibility.iter().flat_map(|r| &r.by);
    let of_accords = record.accords.iter().flat_map(|a| a.announced_by.iter().chain(&a.confirmed_by));
    let sources = record.claims.iter().flat_map(|c| &c.sources).chain(by).chain(of_accords);
    let sources = unique(sources.map(|s| s.name.as_str()));
    let (places, place_spans) = named(&all, &record.text, "place", 'p', places);
    let (sources, source_spans) = named(&all, &record.text, "source", 's', sources);
    let (days, day_spans) = days(&all, record);
    spans.extend(place_spans.into_iter().chain(source_spans).chain(day_spans).take(SPANS));
    // the longer of two that begin together is the outer one
    spans.sort_by_key(|s| (s.range.start, std::cmp::Reverse(s.range.end)));
    Marked { spans, places, sources, days }
}

/// An id as an anchor; ids are short words in what the reader makes, and anything in what others send.
pub fn local(prefix: char, id: &str, at: usize) -> String {
    match id.is_empty() {
        true => format!("{prefix}_{}", at + 1),
        false => anchor(id),
    }
}

fn unique<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    // a name of two letters stands in too many words
    names.filter(|n| n.chars().count() > 2 && seen.insert(n.to_lowercase())).take(200).collect()
}

/// Where names stand in the text, as whole words; names that do not are left out.
fn named(
    all: &Characters<'_>,
    text: &str,
    kind: &'static str,
    letter: char,
    names: Vec<&str>,
) -> (Vec<Name>, Vec<Span>) {
    let (mut found, mut spans) = (Vec::new(), Vec::new());
    for name in names {
        // "the Observatory" for "Syrian Observatory for Human Rights": the longest of its capitalised words
        let whole = find(text, name);
        let words = name
            .split_whitespace()
            .filter(|w| w.chars().count() > 4 && w.chars().next().is_some_and(char::is_uppercase));
        let short = words.max_by_key(|w| w.chars().count()).filter(|_| whole.is_empty());
        let (length, places) = match short {
            Some(word) => (word.len(), find(text, word)),
            None => (name.len(), whole),
        };
        if places.is_empty() {
            continue;
        }
        let local = format!("{letter}{}", found.len() + 1);
        for (at, start) in places.into_iter().enumerate() {
            let range = all.at_byte(start)..all.at_byte(start + length);
            spans.push(Span { kind, local: local.clone(), first: at == 0, range });
        }
        found.push(Name { local, name: name.to_owned() });
    }
    (found, spans)
}

/// Where a word or name begins in a text, as whole words.
fn find(text: &str, name: &str) -> Vec<usize> {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let all = text.match_indices(name).map(|(at, _)| at);
    all.filter(|at| edge(text[..*at].chars().next_back()) && edge(text[at + name.len()..].chars().next()))
        .take(OF_A_NAME)
        .collect()
}

fn days(all: &Characters<'_>, record: &Record) -> (Vec<Name>, Vec<Span>) {
    let found = days::found(&record.text, record.language.as_deref().unwrap_or("en"));
    let mut names: Vec<Name> = Vec::new();
    let mut spans = Vec::new();
    for range in found.into_iter().take(SPANS) {
        let words = &record.text[range.clone()];
        let known = names.iter().find(|n| n.name.eq_ignore_ascii_case(words)).map(|n| n.local.clone());
        let first = known.is_none();
        let local = known.unwrap_or_else(|| format!("d{}", names.len() + 1));
        if first {
            names.push(Name { local: local.clone(), name: words.to_owned() });
        }
        spans.push(Span { kind: "date", local, first, range: all.at_byte(range.start)..all.at_byte(range.end) });
    }
    (names, spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_whole_words() {
        assert_eq!(find("Homs, Homsian, in Homs", "Homs"), [0, 18]);
        assert_eq!(find("حمص وحمص", "حمص"), [0]);
    }

    #[test]
    fn a_body_is_found_by_its_telling_word() {
        let text = "The Observatory said so.";
        let all = Characters::of(text);
        let (names, spans) = named(&all, text, "source", 's', vec!["Northern Observatory for Rights"]);
        assert_eq!(names[0].local, "s1");
        assert_eq!(all.slice(spans[0].range.clone()), "Observatory");
    }
}
