//! The words around an incident: the sentences that its evidence stands in.

use std::collections::BTreeSet;

use sitrep_record::{Claim, Evidence, Incident, Record};

use super::model::Words;
use crate::fold::fold;

/// A record's text with its sentences, roughly: a sentence ends at a full stop before a blank, or at a line's end.
pub(crate) struct Sentences<'a> {
    text: &'a str,
    /// The byte of every character, and the length.
    bytes: Vec<usize>,
}

impl<'a> Sentences<'a> {
    pub fn of(record: &'a Record) -> Self {
        let text = record.text.as_str();
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Sentences { text, bytes }
    }

    /// The sentence that evidence stands in; nothing for evidence that is empty or outside.
    fn around(&self, evidence: Evidence) -> Option<&'a str> {
        let (start, end) = (*self.bytes.get(evidence.start)?, *self.bytes.get(evidence.end)?);
        if start >= end {
            return None;
        }
        let (before, after) = (&self.text[..start], &self.text[end..]);
        let from = before.rfind(". ").map_or(0, |at| at + 2).max(before.rfind('\n').map_or(0, |at| at + 1));
        let to = after.find(". ").into_iter().chain(after.find('\n')).min().map_or(self.text.len(), |at| end + at);
        Some(&self.text[from..to])
    }

    /// The telling words of the sentences around an incident and its claims.
    pub fn words(&self, incident: &Incident, claims: &[&Claim], words: &Words) -> BTreeSet<String> {
        let all = claims.iter().map(|c| c.evidence).chain([incident.evidence]);
        let sentences: BTreeSet<&str> = all.filter_map(|e| self.around(e)).collect();
        sentences.into_iter().flat_map(|s| telling(s, words)).collect()
    }
}

/// The words of a text that tell one incident from another; things that are hit by the word they are known by.
pub(crate) fn telling(text: &str, words: &Words) -> Vec<String> {
    let mut folded = format!(" {} ", fold(text));
    for (phrase, word) in &words.phrases {
        if folded.contains(phrase.as_str()) {
            folded = folded.replace(phrase.as_str(), word);
        }
    }
    folded
        .split(' ')
        .filter(|w| w.chars().count() > 2)
        .map(|w| words.same.get(w).cloned().unwrap_or_else(|| singular(w).to_owned()))
        .filter(|w| !words.common.contains(w.as_str()) && !w.chars().all(|c| c.is_ascii_digit()))
        .collect()
}

fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::Model;

    #[test]
    fn telling_words_are_one_for_one_thing() {
        let model = Model::builtin().unwrap();
        assert_eq!(telling("many people at a wedding party", &model.words), ["wedding"]);
        assert_eq!(telling("the military airfield", &model.words), telling("military air base", &model.words));
    }

    #[test]
    fn evidence_outside_the_text_has_no_sentence() {
        let mut record = crate::read_record(
            r#"{"id":"a","title":null,"outlet":null,"published":null,"language":"en","credits":[],"text":"É one. Two fell here. Three.",
            "claims":[],"incidents":[],"responsibility":[],"accords":[]}"#,
        )
        .unwrap();
        let around =
            |record: &Record, start, end| Sentences::of(record).around(Evidence { start, end }).map(str::to_owned);
        assert_eq!(around(&record, 7, 10).as_deref(), Some("Two fell here"));
        assert_eq!(around(&record, 0, 1).as_deref(), Some("É one"));
        assert_eq!(around(&record, 0, 0), None);
        assert_eq!(around(&record, 5, 500), None);
        record.text.clear();
        assert_eq!(around(&record, 0, 1), None);
    }
}
