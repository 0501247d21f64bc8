//! Noun phrases as rows of words: where one starts, what of it is a name, how it is written in a record.
//!
//! Trees are not trusted here: scraped texts lack commas, and a speaker after the clause ("… in Aleppo the monitor said")
//! is often hung on the words before it.

use std::ops::Range;

use sitrep_language::{Document, Token};

/// How many words a noun phrase may have before its head.
const LONGEST: usize = 12;

/// Whether a word says when.
pub(crate) fn is_when(token: Token<'_>) -> bool {
    const WHEN: [&str; 31] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "yesterday",
        "night",
        "morning",
        "evening",
        "afternoon",
        "week",
        "late",
        "early",
        "earlier",
        "later",
        "month",
        "overnight",
    ];
    WHEN.contains(&token.lower()) || token.entity().is_some_and(|e| matches!(e.label(), "DATE" | "TIME"))
}

/// Whether a word names a day or time, such as stands between a speaker and his verb.
pub(crate) fn is_day(token: Token<'_>) -> bool {
    is_when(token)
        && token.entity().is_none_or(|e| e.len() <= 3)
        && !token.lower().chars().any(|c| c.is_ascii_digit())
        && !matches!(token.lower(), "years" | "months" | "weeks" | "days" | "hours" | "year" | "than" | "more")
}

/// Where a line of an old wire ends in the middle of a sentence.
pub(crate) fn is_line_break(token: Token<'_>) -> bool {
    token.is_space() && token.text().matches('\n').count() <= 1
}

/// The first token of the noun phrase that ends with `head`, without its determiner.
pub(crate) fn start(doc: &Document, head: usize) -> usize {
    let mut start = head;
    while start > 0 && head - start < LONGEST {
        let token = doc.token(start - 1);
        if is_line_break(token) {
            start -= 1;
            continue;
        }
        // "Emergency Management Agency (EMA) coordinator"
        if token.text() == ")"
            && start >= 4
            && doc.token(start - 3).text() == "("
            && doc.token(start - 2).pos() == "PROPN"
        {
            start -= 3;
            continue;
        }
        if doc.token(start).is_sent_start() || !is_part(doc, token, start) {
            break;
        }
        start -= 1;
    }
    // a hyphen, a genitive or a line's end cannot stand first
    while start < head && (matches!(doc.token(start).tag(), "POS" | "HYPH") || doc.token(start).is_space()) {
        start += 1;
    }
    start
}

fn is_part(doc: &Document, token: Token<'_>, after: usize) -> bool {
    let next = doc.token(after);
    let next = if next.is_space() { next.next().unwrap_or(next) } else { next };
    if token.is_space() {
        return false;
    }
    if is_when(token) && next.tag() != "POS" && !(token.lower() == "march" && token.pos() != "PROPN") {
        return false;
    }
    let hyphen = |t: Option<Token<'_>>| t.is_some_and(|t| t.tag() == "HYPH" || t.text() == "-");
    match token.pos() {
        // "keeping them alive | Observatory chief"
        "ADJ" if matches!(token.dep(), "acomp" | "oprd" | "ccomp") => false,
        // "its surroundings | local media", "city | local activists"
        "NOUN"
            if next.pos() == "ADJ"
                && next.tag() == "JJ"
                && next.text().chars().all(char::is_lowercase)
                && !hyphen(next.prev()) =>
        {
            false
        }
        "PROPN"
            if matches!(next.lower(), "local" | "several" | "other" | "opposition" | "anonymous" | "unnamed")
                && next.pos() != "PROPN" =>
        {
            false
        }
        // "children | opposition activists"
        "NOUN"
            if token.tag() == "NNS"
                && token.text().chars().all(char::is_lowercase)
                && matches!(next.pos(), "NOUN" | "PROPN")
                && !is_compounded(token.lower()) =>
        {
            false
        }
        "NOUN" | "PROPN" | "ADJ" => true,
        "NUM" => token.lower().parse::<u32>().is_err() && token.end() == next.start(),
        "PART" => token.tag() == "POS",
        "PUNCT" | "SYM" => {
            (token.tag() == "HYPH" || token.text() == "-" || token.text() == "/") && token.end() == next.start()
        }
        "VERB" => {
            matches!(token.tag(), "VBN" | "VBG")
                && (hyphen(token.prev()) || matches!(token.lower(), "united" | "monitoring" | "leading"))
        }
        "X" => true,
        "CCONJ" | "ADP" => {
            // "search-and-rescue", "Foreign and Commonwealth Office"
            token.text() == "and"
                && next.pos() == "PROPN"
                && token.prev().is_some_and(|t| t.pos() == "PROPN" && t.dep() == "compound" || t.dep() == "nmod")
                && token.dep() == "cc"
                && token.head().i() > after
                || (token.pos() == "ADP" && token.end() == next.start())
        }
        "ADV" => hyphen(Some(next)) || token.end() == next.start(),
        _ => token.end() == next.start() && next.text() == "-",
    }
}

/// Plurals that describe a following noun ("rights groups", "security forces command").
fn is_compounded(word: &str) -> bool {
    matches!(
        word,
        "rights"
            | "forces"
            | "affairs"
            | "news"
            | "arms"
            | "communications"
            | "operations"
            | "services"
            | "relations"
            | "prisoners"
            | "weapons"
            | "explosives"
            | "drugs"
            | "headquarters"
            | "sports"
            | "missions"
            | "systems"
            | "women"
            | "workers"
            | "veterans"
            | "students"
            | "teachers"
            | "farmers"
            | "journalists"
            | "lawyers"
            | "doctors"
            | "traders"
            | "miners"
            | "sources"
    ) || word.ends_with("ics")
}

/// The words of a row as one writes them: one space where there was any.
pub(crate) fn text(doc: &Document, tokens: Range<usize>) -> String {
    let mut out = String::new();
    for token in doc.span(tokens.start, tokens.end).tokens() {
        if token.is_space() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        out.push_str(token.text());
        if token.has_space_after() {
            out.push(' ');
        }
    }
    out.trim_end().trim_matches(['"', '“', '”', ',', '.', ';', ':', '(', ')', '\'']).trim().to_owned()
}

/// The words of a row that is no name, without the capital that only the sentence's start gives it.
pub(crate) fn plain(doc: &Document, tokens: Range<usize>) -> String {
    let words = text(doc, tokens.clone());
    let Some(first) = doc.get(tokens.start) else { return words };
    let common =
        matches!(first.pos(), "NOUN" | "ADJ" | "NUM") && first.entity().is_none_or(|e| matches!(e.label(), "CARDINAL"));
    let upper = first.text().chars().filter(|c| c.is_uppercase()).count() > 1;
    match words.chars().next() {
        Some(c) if c.is_uppercase() && common && !upper => c.to_lowercase().chain(words.chars().skip(1)).collect(),
        _ => words,
    }
}

/// Where the name proper starts: past "Britain-based", "state-run", "opposition-linked" and the like, and past words of
/// order ("another", "other", "same").
pub(crate) fn name_start(doc: &Document, tokens: Range<usize>) -> usize {
    let mut start = tokens.start;
    for i in tokens.clone() {
        let token = doc.token(i);
        let compound = token.prev().is_some_and(|t| t.i() >= tokens.start && (t.text() == "-" || t.tag() == "HYPH"));
        if compound
            && i + 1 < tokens.end
            && matches!(
                token.lower(),
                "based" | "run" | "linked" | "affiliated" | "funded" | "owned" | "aligned" | "leaning" | "monitoring"
            )
        {
            start = i + 1;
        }
        if i == start
            && i + 1 < tokens.end
            && matches!(
                token.lower(),
                "official"
                    | "same"
                    | "other"
                    | "another"
                    | "leading"
                    | "independent"
                    | "influential"
                    | "based"
                    | "prominent"
            )
            && token.pos() != "NOUN"
            && doc.token(i + 1).pos() != "ADP"
            && is_dropped(doc, i, tokens.end)
        {
            start = i + 1;
        }
    }
    start
}

/// "the official news agency" is the news agency, but "independent monitors" are such.
fn is_dropped(doc: &Document, i: usize, end: usize) -> bool {
    match doc.token(i).lower() {
        "independent" | "other" | "leading" | "influential" | "prominent" => {
            doc.span(i + 1, end).tokens().any(|t| t.pos() == "PROPN")
        }
        _ => true,
    }
}

/// The object of a preposition that follows a token directly: "source at | Aleppo Police Command".
pub(crate) fn object_after(doc: &Document, at: usize, prepositions: &[&str]) -> Option<Range<usize>> {
    let preposition = doc.get(at)?;
    if !prepositions.contains(&preposition.lower()) {
        return None;
    }
    let mut i = at + 1;
    while doc.get(i).is_some_and(|t| t.pos() == "DET" || t.tag() == "PRP$") {
        i += 1;
    }
    let from = i;
    while let Some(token) = doc.get(i) {
        let glue = matches!(token.tag(), "POS" | "HYPH")
            || (token.text() == "-" && token.end() == doc.get(i + 1).map_or(0, |t| t.start()));
        let inner_of = token.lower() == "of" && i > from && doc.get(i + 1).is_some_and(|t| t.pos() == "PROPN");
        if token.is_sent_start() && i > from || is_when(token) {
            break;
        }
        if is_line_break(token) && doc.get(i + 1).is_some_and(|t| matches!(t.pos(), "NOUN" | "PROPN")) {
            i += 1;
            continue;
        }
        if matches!(token.pos(), "NOUN" | "PROPN" | "ADJ" | "X") || glue || inner_of {
            i += 1;
            continue;
        }
        if token.tag() == "VBN" && doc.get(i - 1).is_some_and(|t| t.text() == "-") {
            i += 1;
            continue;
        }
        break;
    }
    (i > from).then_some(from..i)
}
