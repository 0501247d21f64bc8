//! When something happened, resolved against the publication date.
//!
//! `find` lists the expressions of time in a text, each with the days that it names. Which event a time
//! belongs to is for the incident reader to say; here stands only whether it dates a saying (`dates_saying`).

mod absolute;
pub(crate) mod calendar;
mod dateline;
mod expression;
mod words;

pub(crate) use dateline::{Dateline, find as dateline};
pub(crate) use expression::{Value, When, find};
pub(crate) use words::Words;

#[cfg(test)]
pub(crate) mod tests {
    use jiff::civil::date;
    use sitrep_language::Document;

    use crate::lexicon::Lexicon;

    /// A document of bare words, for what needs no tree.
    pub fn plain(text: &str) -> Document {
        let mut at = 0;
        let tokens: Vec<_> = text
            .split(' ')
            .map(|word| {
                let start = at;
                at += word.chars().count() + 1;
                (word, start, at - 1)
            })
            .filter(|(word, ..)| !word.is_empty())
            .enumerate()
            .map(|(i, (word, start, end))| {
                serde_json::json!({"start": start, "end": end, "text": word, "lemma": word.to_lowercase(), "head": i})
            })
            .collect();
        Document::from_json(&serde_json::json!({"text": text, "tokens": tokens, "ents": []}).to_string()).unwrap()
    }

    #[test]
    fn a_printed_date_wins_over_the_given_one() {
        let lexicon = Lexicon::builtin().unwrap();
        let given = Some(date(2019, 5, 10));
        let day = |text: &str| super::dateline(&plain(text), &lexicon.times, given).day.unwrap();
        assert_eq!(day("Saturday 4 May 2019 Two fell ."), date(2019, 5, 4));
        assert_eq!(day("Published May 4 2019 Two fell ."), date(2019, 5, 4));
        assert_eq!(day("PORTO , May 9 ( Wire ) - Two fell ."), date(2019, 5, 9));
        assert_eq!(day("Two fell on May 4 2019 ."), date(2019, 5, 10));
        assert_eq!(day("The war began on 3 March 2011 ."), date(2019, 5, 10));
    }
}
