//! Datelines: "HOMS, Feb. 21 (Reuters) -", "BOGOTA, 3 FEB 90 (DPA) -- [TEXT]", "KYIV, Ukraine (AP) — June 3".

use std::ops::Range;

use crate::credit;
use crate::date::{self, Day};
use crate::furniture;
use crate::text::prefix;

/// The longest dateline, in bytes.
const LONGEST: usize = 140;

/// What a dateline says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// The place as written.
    pub place: Option<String>,
    pub day: Option<Day>,
    pub agencies: Vec<String>,
    /// A medium in brackets that is no agency we know ("RADIO CADENA").
    pub medium: Option<String>,
    /// Where it stands, in bytes; trailing marks included, the first word of the sentence not.
    pub range: Range<usize>,
}

/// Reads the dateline that a paragraph begins with.
pub(crate) fn read(paragraph: &str) -> Option<Dateline> {
    let start = paragraph.len() - paragraph.trim_start().len();
    let window = prefix(&paragraph[start..], LONGEST);
    let mut found = separators(window).find_map(|separator| head(window, separator))?;
    found.range = found.range.start + start..found.range.end + start;
    let rest = &paragraph[found.range.end..];
    found.range.end += rest.len() - after_tags(rest, &mut found).len();
    Some(found)
}

/// A mark that may end a dateline.
#[derive(Clone)]
struct Separator {
    range: Range<usize>,
    dash: bool,
    /// The mark is set off by spaces or long enough not to join words.
    clear: bool,
}

/// The marks in a text that may end a dateline, in order.
fn separators(window: &str) -> impl Iterator<Item = Separator> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &window[at..];
            let offset = rest.find(['-', '–', '—', '―', ':', '|', '•'])?;
            let start = at + offset;
            let mark = rest[offset..].chars().next()?;
            let length = rest[offset..].chars().take_while(|c| *c == mark).map(char::len_utf8).sum::<usize>();
            let end = start + length;
            at = end;
            let space_before = window[..start].ends_with(char::is_whitespace);
            let space_after = window[end..].starts_with(char::is_whitespace);
            let after_bracket = window[..start].trim_end().ends_with(')');
            let dash = !matches!(mark, ':' | '|' | '•');
            let clear = match mark {
                '-' if length == 1 => space_before || space_after || after_bracket,
                ':' => space_after && !space_before,
                _ => true,
            };
            let usable = clear || (mark == '-' && credit::ends_with_agency(&window[..start]));
            if usable {
                return Some(Separator { range: start..end, dash, clear });
            }
        }
    })
}

/// Reads the words before a mark as a dateline.
fn head(window: &str, separator: Separator) -> Option<Dateline> {
    let mut found = Dateline::default();
    let end = separator.range.end;
    let mut rest = window[..separator.range.start].trim().to_owned();
    if rest.is_empty() || rest.contains(['"', '“', '”', '?', '!', ';']) {
        return None;
    }
    let mut evidence = false;
    let mut region = false;
    let mut day_first = false;
    // Brackets hold an agency, another medium, or the country.
    while let (Some(open), Some(close)) = (rest.find('('), rest.find(')')) {
        if close < open {
            return None;
        }
        let inside = rest[open + 1..close].trim().to_owned();
        let last = rest[close + 1..].trim().is_empty();
        let (agencies, pure) = credit::list(&inside);
        if !agencies.is_empty() && pure {
            agencies.iter().for_each(|name| credit::add(&mut found.agencies, name));
            evidence = true;
        } else if last && (date::first(&rest[..open]).is_some() || rest[..open].to_lowercase().contains("no date")) {
            found.medium = Some(inside);
        } else {
            region = true;
        }
        rest.replace_range(open..=close, " ");
    }
    if rest.contains(['(', ')']) {
        return None;
    }
    if let Some((day, range)) = date::first(&rest) {
        found.day = Some(day);
        evidence = true;
        day_first = range.start == 0;
        rest.replace_range(range, " ");
    } else if let Some(at) = rest.to_lowercase().find("no date").filter(|at| rest.is_char_boundary(*at))
        && rest.is_char_boundary(at + 7)
    {
        rest.replace_range(at..at + 7, " ");
        evidence = true;
    }
    let mut parts: Vec<String> = Vec::new();
    for part in rest.split(['|', '/', ',']) {
        let part = part.trim().trim_end_matches('.').trim();
        if part.is_empty() {
            continue;
        }
        if let Some(name) = credit::agency(part) {
            credit::add(&mut found.agencies, name);
            evidence = true;
            continue;
        }
        let part = match credit::last_agency(part) {
            Some((name, at)) => {
                credit::add(&mut found.agencies, name);
                evidence = true;
                part[..at].trim().trim_end_matches(['-', '–', '—']).trim()
            }
            None => part,
        };
        if !part.is_empty() {
            parts.push(part.to_owned());
        }
    }
    if parts.len() > 3 || !parts.iter().all(|part| is_place(part)) {
        return None;
    }
    let place = parts.into_iter().next();
    match &place {
        Some(place) => {
            let capitals = is_capitals(place) && place.chars().filter(|c| c.is_alphabetic()).count() >= 3;
            let short = place.split_whitespace().count() <= 2;
            let next = window[end..].trim_start().chars().next();
            let sentence =
                next.is_none_or(|c| c.is_uppercase() || matches!(c, '"' | '“' | '\'' | '‘' | '[') || !c.is_ascii());
            let named = furniture::is_no_place(place);
            // "30 April Harbour: boats sink" is a date and a headline.
            let enough = evidence && (separator.dash || capitals || !day_first || !found.agencies.is_empty())
                || region && separator.dash && capitals
                || separator.clear && separator.dash && (capitals || short) && sentence
                || separator.clear && capitals && sentence;
            if !enough || named && found.day.is_none() {
                return None;
            }
            if !named {
                found.place = Some(place.clone());
            }
        }
        None if evidence && separator.clear => {}
        None => return None,
    }
    let mut until = end;
    // "KYIV, Ukraine (AP) — June 3": the day may follow the mark, and another mark it.
    if found.day.is_none()
        && separator.dash
        && let Some((day, range)) = date::first(prefix(&window[until..], 40))
    {
        let gap = window[until..until + range.start].trim();
        let after = window[until + range.end..].trim_start();
        let mark = after.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | ':' | '|'));
        if gap.is_empty() && (mark.is_some() || after.is_empty() || after.starts_with('(')) {
            found.day = Some(day);
            until += range.end;
            if let Some(mark) = mark {
                until += window[until..].find(mark).unwrap_or(0) + mark.len_utf8();
            }
        }
    }
    while window[until..].starts_with(['-', '–', '—']) {
        until += window[until..].chars().next().map_or(0, char::len_utf8);
    }
    found.range = 0..until;
    Some(found)
}

/// Whether words can be a place's name: capitalised words and small particles, no digits.
fn is_place(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let capitals = is_capitals(words);
    let uncased = words.chars().filter(|c| c.is_alphabetic()).all(|c| !c.is_lowercase() && !c.is_uppercase());
    if count == 0 || count > if capitals && !uncased { 6 } else { 4 } {
        return false;
    }
    let letters = words.chars().all(|c| {
        c.is_alphabetic()
            || c.is_whitespace()
            || matches!(c, '.' | '\'' | '’' | '-' | '‘' | 'ʻ')
            || !c.is_ascii() && !c.is_numeric()
    });
    let first = words.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii() && !c.is_lowercase());
    let capitalised = words.split_whitespace().all(|word| {
        word.chars().next().is_some_and(|c| !c.is_lowercase())
            || matches!(
                word,
                "de" | "del"
                    | "la"
                    | "las"
                    | "los"
                    | "el"
                    | "al"
                    | "of"
                    | "the"
                    | "and"
                    | "du"
                    | "des"
                    | "le"
                    | "les"
                    | "da"
                    | "do"
                    | "dos"
                    | "e"
                    | "y"
                    | "sur"
                    | "en"
                    | "ez"
                    | "az"
                    | "ad"
                    | "ar"
                    | "as"
                    | "ash"
                    | "an"
                    | "am"
                    | "on"
                    | "near"
            )
            || word.contains('-')
    });
    letters && first && capitalised
}

fn is_capitals(words: &str) -> bool {
    words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
}

/// Skips tags in square brackets that monitors of broadcasts put before a text: "[REPORT] [TEXT]".
fn after_tags<'a>(rest: &'a str, found: &mut Dateline) -> &'a str {
    let mut text = rest;
    if found.day.is_none() && found.medium.is_none() {
        return text.trim_start();
    }
    loop {
        let trimmed = text.trim_start();
        let Some(inside) = trimmed.strip_prefix('[') else {
            return trimmed;
        };
        let Some(close) = prefix(inside, 200).find(']') else {
            return trimmed;
        };
        let tag = &inside[..close];
        if tag.contains('[') || !is_capitals(tag) {
            return trimmed;
        }
        text = &inside[close + 1..];
        // The tag that announces the words themselves is the last.
        if tag.trim() == "TEXT" || tag.trim() == "EXCERPTS" || tag.trim() == "EXCERPT" {
            return text.trim_start();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        read(text).map_or("none".to_owned(), |found| {
            let day = found.day.map_or(String::new(), |d| format!("{}-{}-{}", d.year.unwrap_or(0), d.month, d.day));
            format!(
                "{}|{day}|{}|{}|{}",
                found.place.unwrap_or_default(),
                found.agencies.join(","),
                found.medium.unwrap_or_default(),
                &text[found.range.end..]
            )
        })
    }

    #[test]
    fn datelines() {
        let cases = [
            ("PORTO, Feb. 21 (Reuters) - Two boats sank.", "PORTO|0-2-21|Reuters||Two boats sank."),
            ("KYIV, Ukraine (AP) — June 3 — Two boats sank.", "KYIV|0-6-3|AP||Two boats sank."),
            ("KYIV, Ukraine (AP) — Two boats sank.", "KYIV||AP||Two boats sank."),
            ("SAN LUIS, 5 JAN 90 (ACAN-EFE) -- [TEXT] TWO BOATS SANK.", "SAN LUIS|1990-1-5|ACAN-EFE||TWO BOATS SANK."),
            ("SAN LUIS, 3 JAN 90 -- [REPORT] [HARBOUR OFFICE] [TEXT] TWO BOATS", "SAN LUIS|1990-1-3|||TWO BOATS"),
            ("LIMA, 3 NOV 89 (RADIO COSTA) -- [TEXT] [WORDS] TWO", "LIMA|1989-11-3||RADIO COSTA|[WORDS] TWO"),
            ("SAN JOSE (COSTA RICA), 27 OCT 89 (AFP) -- [TEXT] TWO", "SAN JOSE|1989-10-27|AFP||TWO"),
            ("NO CITY (HONDURAS), 8 NOV 89 -- [TEXT] TWO", "|1989-11-8|||TWO"),
            ("Lagos, 3 June 2021 (AFP) – Two boats", "Lagos|2021-6-3|AFP||Two boats"),
            ("(Reuters) - Two boats sank.", "||Reuters||Two boats sank."),
            ("Lagos- Two boats sank.", "Lagos||||Two boats sank."),
            ("Lagos, NAN – Two boats sank.", "Lagos||NAN||Two boats sank."),
            ("Lagos NAN-Two boats sank.", "Lagos||NAN||Two boats sank."),
            ("LAGOS: Two boats sank.", "LAGOS||||Two boats sank."),
            ("PORT-AU-PRINCE, Haiti — Two boats sank.", "PORT-AU-PRINCE||||Two boats sank."),
            ("June 3 (UPI) -- Two boats sank.", "|0-6-3|UPI||Two boats sank."),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn no_datelines() {
        for text in [
            "Two boats - both old - sank.",
            "BREAKING: Two boats sank.",
            "Al-Nahr district was quiet.",
            "UPDATE 1 - Two boats sank.",
            "The mayor – who had fled – came back.",
            "Officials said: Two boats sank.",
            "Sunday — Two boats sank.",
            "30 April 2016 Harbour: boats sink in storm",
            "",
            "-",
        ] {
            assert_eq!(shown(text), "none", "{text}");
        }
    }
}
