//! The nouns of a phrase, word by word, up to the noun that is its head.

use sitrep_record::Status;

use super::{Finder, People, is_capitalised, tag_is_number};
use crate::toll::words::Sense;

/// What a walk over the words of a noun phrase found.
pub(super) struct Walk {
    pub noun: Option<usize>,
    pub end: usize,
    pub people: People,
    pub status: Option<Status>,
    pub plural: bool,
    pub singular: bool,
    pub state: Option<usize>,
}

impl Finder<'_> {
    /// The nouns from a token on, up to the noun that is the phrase's head.
    pub(super) fn walk(&self, from: usize) -> Walk {
        let mut walk = Walk {
            noun: None,
            end: from,
            people: People::Unknown,
            status: None,
            plural: false,
            singular: false,
            state: None,
        };
        let effects = &self.context.lexicon.effects;
        let mut j = from;
        while let Some(t) = self.doc.get(j) {
            // "a 33-year-old woman".
            if tag_is_number(t)
                && self.lower(j + 1) == "-"
                && matches!(self.lower(j + 2), "year" | "month" | "day" | "week")
            {
                j += if self.lower(j + 3) == "-" { 5 } else { 3 };
                continue;
            }
            if j - from > 7 || j > from && self.starts.contains(&j) {
                break;
            }
            // The name "IS" is often taken for the verb.
            let tag = if t.text() == "IS" { "NNP" } else { t.tag() };
            let lower = t.lower();
            if j > from && t.is_sent_start() && walk.noun.is_none() {
                break;
            }
            let known = self.words().noun(lower);
            if is_time_word(lower) {
                break;
            }
            let state = effects.state(lower).is_some();
            if state && known.is_none_or(|_| true) {
                // "wounded children" goes on, "22 wounded" and "22 others wounded" end here.
                let next = self.doc.get(j + 1);
                let noun_behind = next.is_some_and(|n| {
                    self.words().noun(n.lower()).is_some() && n.tag().starts_with("NN")
                        || matches!(n.tag(), "NN" | "NNS") && !is_time_word(n.lower()) && n.tag() == "NNS"
                        || n.tag() == "JJ"
                            && self.doc.get(j + 2).is_some_and(|m| self.words().noun(m.lower()).is_some())
                });
                if walk.noun.is_none() && noun_behind {
                    walk.state = Some(j);
                    j += 1;
                    continue;
                }
                break;
            }
            if let Some(noun) = known.filter(|_| {
                tag.starts_with("NN")
                    || tag.starts_with("JJ")
                    || tag == "FW"
                    || tag == "RB"
                    || tag == "NFP"
                    || tag == "CD"
                    || tag.starts_with("VB")
            }) {
                // A people noun; a singular one may be part of a compound ("police officer", "police station").
                walk.noun = Some(j);
                walk.end = j + 1;
                walk.people = People::Yes;
                walk.status = Some(noun.status);
                walk.plural = noun.plural
                    && !(noun.singular
                        && tag == "NN"
                        && noun.plural == noun.singular
                        && lower != "police"
                        && lower != "personnel"
                        && lower != "staff"
                        && lower != "crew"
                        && lower != "dead"
                        && lower != "wounded");
                walk.singular = noun.singular;
                let next = self.doc.get(j + 1);
                let possessor = next.is_some_and(|n| n.tag() == "POS");
                let compound = next.is_some_and(|n| {
                    let lower_case = n.text().starts_with(|c: char| c.is_lowercase());
                    let noun_tag = matches!(n.tag(), "NN" | "NNS");
                    let people = self.words().noun(n.lower()).is_some();
                    lower_case
                        && noun_tag
                        && !is_time_word(n.lower())
                        && effects.senses(n.lower()).is_empty()
                        && (people
                            || noun.singular && !noun.plural
                            || matches!(lower, "police" | "militia" | "children" | "women" | "staff" | "crew"))
                }) || next.is_some_and(|n| {
                    // "Syrian soldiers", "Lebanese Army soldiers": the name of a people before a noun.
                    is_capitalised(t)
                        && !n.is_sent_start()
                        && matches!(n.tag(), "NN" | "NNS" | "NNP" | "NNPS" | "JJ")
                        && !is_time_word(n.lower())
                        && (self.words().noun(n.lower()).is_some()
                            || is_capitalised(n)
                                && self.doc.get(j + 2).is_some_and(|m| self.words().noun(m.lower()).is_some()))
                }) || is_capitalised(t)
                    && next.is_some_and(|n| self.words().noun(n.lower()).is_some() && n.tag().starts_with("NN"));
                // "12 rebel casualties", "45 civilian deaths".
                let counted = next.is_some_and(|n| effects.noun(n.lower()).is_some_and(|(_, _, plural)| plural));
                let compound = compound || counted && noun.singular;
                if possessor {
                    j += 2;
                    continue;
                }
                if compound {
                    j += 1;
                    continue;
                }
                break;
            }
            match tag {
                "NN" | "NNS" | "NNP" | "NNPS" | "FW" => {
                    if is_month_or_day(lower) {
                        break;
                    }
                    if !effects.senses(lower).is_empty()
                        && effects.noun(lower).is_none()
                        && t.tag() != "NN"
                        && walk.noun.is_none()
                        && j == from
                    {
                        break;
                    }
                    let proper = is_capitalised(t);
                    let thing = self.words().is_thing(lower);
                    let plural = matches!(tag, "NNS" | "NNPS");
                    // After a plural nothing is added but another noun for people.
                    if walk.noun.is_some() && walk.plural {
                        break;
                    }
                    walk.noun = Some(j);
                    walk.end = j + 1;
                    walk.plural = plural;
                    walk.singular = !plural;
                    walk.status = self.words().by_ending(lower);
                    walk.people = match () {
                        () if thing => People::No,
                        () if effects.noun(lower).is_some() => People::Likely,
                        () if walk.status.is_some() && plural => People::Likely,
                        () if proper && plural => People::Proper,
                        () => People::Unknown,
                    };
                    j += 1;
                }
                "JJ" | "JJR" | "JJS" | "VBN" | "VBG" | "HYPH" | "AFX" | "POS" | "CD" | "``" | "''" | "XX" => {
                    if tag == "CD" && j == from || matches!(tag, "``" | "''") && walk.noun.is_some() {
                        break;
                    }
                    if walk.noun.is_some() && walk.plural {
                        break;
                    }
                    let verb = effects.senses(lower).iter().any(|s| matches!(s, Sense::Verb(..)));
                    if verb && tag != "JJ" {
                        break;
                    }
                    if matches!(lower, "more" | "such" | "due" | "least" | "most")
                        && walk.noun.is_none()
                        && lower != "more"
                    {
                        break;
                    }
                    if walk.noun.is_some() && !matches!(tag, "POS" | "HYPH") && walk.people != People::Unknown {
                        break;
                    }
                    j += 1;
                }
                "," if walk.noun.is_none()
                    && j > from
                    && self.doc.token(j - 1).tag() == "JJ"
                    && self.doc.get(j + 1).is_some_and(|n| n.tag() == "JJ") =>
                {
                    j += 1
                }
                "RB" if walk.noun.is_none()
                    && self
                        .doc
                        .get(j + 1)
                        .is_some_and(|n| matches!(n.tag(), "JJ" | "VBN") || effects.state(n.lower()).is_some())
                    && lower.ends_with("ly") =>
                {
                    j += 1
                }
                _ => break,
            }
        }
        walk
    }
}

/// Words of time that may stand right behind the victims.
pub(super) fn is_time_word(lower: &str) -> bool {
    matches!(
        lower,
        "today"
            | "yesterday"
            | "tomorrow"
            | "tonight"
            | "overnight"
            | "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "week"
            | "month"
            | "year"
            | "day"
            | "days"
            | "weeks"
            | "months"
            | "years"
            | "hours"
            | "last"
            | "earlier"
    ) || is_month_or_day(lower)
}

fn is_month_or_day(lower: &str) -> bool {
    matches!(
        lower,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "mondays"
            | "tuesdays"
            | "wednesdays"
            | "thursdays"
            | "fridays"
            | "saturdays"
            | "sundays"
            | "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "aug"
            | "sept"
            | "sep"
            | "oct"
            | "nov"
            | "dec"
    )
}
