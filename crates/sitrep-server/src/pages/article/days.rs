//! Words of a text that name a day, so that a reader finds them: weekdays, and months with a day beside them. What they mean
//! was read with the grammar around them and stands in the record.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct Calendar {
    months: BTreeMap<String, Vec<Vec<String>>>,
    weekdays: BTreeMap<String, Vec<Vec<String>>>,
}

static CALENDAR: LazyLock<Option<Calendar>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../../lexicon/calendar.toml")).ok());

/// Where days are named in a text of a language (ISO 639-1), in bytes.
pub fn found(text: &str, language: &str) -> Vec<Range<usize>> {
    let Some(calendar) = CALENDAR.as_ref() else { return Vec::new() };
    let has = |table: &BTreeMap<String, Vec<Vec<String>>>, word: &str, shortest: usize| {
        // short forms ("sat", "mar") are words of their own
        let forms = table.get(language).into_iter().flatten().flatten();
        word.chars().count() > shortest && forms.into_iter().any(|form| form == word)
    };
    let words: Vec<Range<usize>> = words(text).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let folded = text[word.clone()].to_lowercase();
        if has(&calendar.weekdays, &folded, 4) {
            found.push(word.clone());
        } else if has(&calendar.months, &folded, 2) {
            let number =
                |range: &&Range<usize>| text[(*range).clone()].bytes().all(|b| b.is_ascii_digit()) && range.len() <= 4;
            let near = |a: usize, b: usize| b.saturating_sub(a) <= 2;
            let before =
                at.checked_sub(1).and_then(|b| words.get(b)).filter(number).filter(|b| near(b.end, word.start));
            let mut end = word.end;
            for next in words[at + 1..].iter().take(2).take_while(|next| number(next)) {
                if near(end, next.start) {
                    end = next.end;
                }
            }
            if before.is_some() || end > word.end {
                found.push(before.map_or(word.start, |b| b.start)..end);
            }
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = None;
    text.char_indices().chain([(text.len(), ' ')]).filter_map(move |(at, c)| match (c.is_alphanumeric(), from) {
        (true, None) => {
            from = Some(at);
            None
        }
        (false, Some(start)) => {
            from = None;
            Some(start..at)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_with_what_belongs_to_them() {
        let text = "On Sunday, two days after 12 November 2021, and on May 3 they may march; Mars is far.";
        let found: Vec<&str> = found(text, "en").into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["Sunday", "12 November 2021", "May 3"]);
    }

    #[test]
    fn an_unknown_language_has_no_days() {
        assert!(found("Sunday", "xx").is_empty());
        assert_eq!(found("قال يوم الأحد", "ar").len(), 1);
    }
}
