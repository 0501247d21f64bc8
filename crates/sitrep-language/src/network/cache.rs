//! What is kept of words: for each word and encoder one record, shared by all workers of a pipeline.
//!
//! A worker has a table of its own that leads from a word's number to its record, so that tokens of known words take no lock.
//! The shared table is looked at once a text, for the words that are new to the worker.

use std::sync::{Arc, RwLock};

use rustc_hash::FxHashMap;

use crate::lexeme::Feature;
use crate::tokenizer::RawToken;
use crate::words::Words;

/// A word's record: a part of those that were made together.
#[derive(Debug, Clone)]
pub(super) struct Record {
    made: Arc<[f32]>,
    start: u32,
    end: u32,
}

impl Record {
    #[inline(always)]
    fn values(&self) -> &[f32] {
        &self.made[self.start as usize..self.end as usize]
    }
}

/// All that a record depends on: a word's features, and whether a space follows where that matters.
pub(super) type Key = [u64; Feature::COUNT];

/// The records that all workers share, for one encoder.
///
/// When it is full it is emptied: the words of the next texts come back soon enough.
#[derive(Debug)]
pub(crate) struct SharedRecords {
    capacity: usize,
    table: RwLock<Table>,
}

#[derive(Debug, Default)]
struct Table {
    records: FxHashMap<Key, Record>,
    /// How often it was emptied.
    emptied: u64,
}

impl SharedRecords {
    /// An empty table for so many records, or one text's if that has more.
    pub fn new(capacity: usize) -> SharedRecords {
        SharedRecords { capacity, table: RwLock::default() }
    }

    /// The records there are for these keys.
    fn find(&self, keys: &[Key]) -> Vec<Option<Record>> {
        match self.table.read() {
            Ok(table) => keys.iter().map(|key| table.records.get(key).cloned()).collect(),
            Err(_) => vec![None; keys.len()],
        }
    }

    /// Adds records.
    fn add(&self, records: impl ExactSizeIterator<Item = (Key, Record)>) {
        let Ok(mut table) = self.table.write() else { return };
        if table.records.len() + records.len() > self.capacity {
            table.records.clear();
            table.emptied += 1;
        }
        table.records.extend(records);
    }

    fn emptied(&self) -> u64 {
        self.table.read().map_or(0, |table| table.emptied)
    }
}

/// A worker's way to the records of the words it has met, for one encoder.
#[derive(Debug, Default)]
pub(crate) struct KnownRecords {
    /// For each word twice: without and with a following space.
    slots: Vec<Option<Record>>,
    emptied: u64,
}

impl KnownRecords {
    /// Forgets all.
    pub fn clear(&mut self) {
        self.slots.clear();
    }

    /// Makes sure that every token's word has a record; `make` makes those that no worker has made before, one after
    /// the other, for tokens whose words are all different. `spacy` says whether a following space matters.
    pub(super) fn fill(
        &mut self,
        shared: &SharedRecords,
        tokens: &[RawToken],
        words: &Words,
        spacy: bool,
        make: impl FnOnce(&[RawToken]) -> Vec<f32>,
    ) {
        let emptied = shared.emptied();
        if self.emptied != emptied {
            // Else records would be kept by each worker that are shared no longer.
            self.emptied = emptied;
            self.clear();
        }
        self.slots.resize(words.len() * 2, None);
        let mut new: Vec<RawToken> = tokens.iter().filter(|t| self.slots[slot(t, spacy)].is_none()).copied().collect();
        if new.is_empty() {
            return;
        }
        new.sort_unstable_by_key(|t| slot(t, spacy));
        new.dedup_by_key(|t| slot(t, spacy));
        let mut keys: Vec<Key> = new.iter().map(|t| key(t, words, spacy)).collect();
        for (token, found) in new.iter().zip(shared.find(&keys)) {
            self.slots[slot(token, spacy)] = found;
        }
        let missing: Vec<bool> = new.iter().map(|t| self.slots[slot(t, spacy)].is_none()).collect();
        let mut each = missing.iter();
        new.retain(|_| each.next() == Some(&true));
        let mut each = missing.iter();
        keys.retain(|_| each.next() == Some(&true));
        if new.is_empty() {
            return;
        }
        let made: Arc<[f32]> = make(&new).into();
        let size = made.len() / new.len();
        let record = |i: usize| {
            let made = Arc::clone(&made);
            Record { made, start: (i * size) as u32, end: ((i + 1) * size) as u32 }
        };
        for (i, token) in new.iter().enumerate() {
            self.slots[slot(token, spacy)] = Some(record(i));
        }
        shared.add(keys.into_iter().enumerate().map(|(i, key)| (key, record(i))));
    }

    /// The record of a token's word; empty for one that was not filled in.
    #[inline(always)]
    pub(super) fn get(&self, token: &RawToken, spacy: bool) -> &[f32] {
        self.slots.get(slot(token, spacy)).and_then(|record| record.as_ref()).map_or(&[], Record::values)
    }
}

#[inline(always)]
fn slot(token: &RawToken, spacy: bool) -> usize {
    token.word as usize * 2 + usize::from(spacy && token.space_after)
}

fn key(token: &RawToken, words: &Words, spacy: bool) -> Key {
    let mut key = words.get(token.word).features;
    key[Feature::Spacy as usize] = u64::from(spacy && token.space_after);
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexeme::Norms;

    fn fill(known: &mut KnownRecords, shared: &SharedRecords, words: &Words, tokens: &[RawToken]) -> usize {
        let mut made = 0;
        known.fill(shared, tokens, words, true, |new| {
            made = new.len();
            new.iter().flat_map(|t| [t.word as f32, f32::from(u8::from(t.space_after))]).collect()
        });
        for token in tokens {
            assert_eq!(known.get(token, true)[1] == 1.0, token.space_after);
        }
        made
    }

    #[test]
    fn a_record_is_made_once_for_all_workers() {
        let (mut words, norms) = (Words::default(), Norms::default());
        let tokens: Vec<RawToken> = ["a", "b", "a", "c", "a"]
            .iter()
            .enumerate()
            .map(|(i, text)| RawToken { word: words.intern(text, &norms), space_after: i < 2 })
            .collect();
        let shared = SharedRecords::new(5);
        let (mut first, mut second) = (KnownRecords::default(), KnownRecords::default());
        // "a" with a space and without one are two.
        assert_eq!(fill(&mut first, &shared, &words, &tokens), 4);
        assert_eq!(fill(&mut first, &shared, &words, &tokens), 0);
        assert_eq!(fill(&mut second, &shared, &words, &tokens), 0);
        // Two more are too many: the table is emptied, and each worker forgets with it.
        let more: Vec<RawToken> =
            ["d", "e"].iter().map(|text| RawToken { word: words.intern(text, &norms), space_after: false }).collect();
        assert_eq!(fill(&mut second, &shared, &words, &more), 2);
        assert_eq!(fill(&mut first, &shared, &words, &more), 0);
        assert_eq!(fill(&mut first, &shared, &words, &tokens[..1]), 1);
    }
}
