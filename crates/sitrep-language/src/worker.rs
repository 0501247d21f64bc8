//! One worker: runs a pipeline's steps over one text at a time, and keeps what it learns of words.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::components::attribute_ruler::{Attributes, RulesOfWords};
use crate::components::lemmatizer::{Lemmatizer, Seen};
use crate::document::{Document, EntityData, TokenData};
use crate::labels::Label;
use crate::network::{KnownRecords, Scratch};
use crate::pipeline::{Pipeline, Step};
use crate::tokenizer::{Chunks, RawToken};
use crate::transition::Features;
use crate::words::{WordId, Words};

/// How many words all workers together know before one forgets all and starts anew, so that memory stays flat.
const MAX_WORDS: usize = 120_000;

/// How many a worker may know at least.
const MIN_WORDS: usize = 20_000;

/// The longest stretch of tokens that is parsed as one; longer texts are parsed in pieces, cut after the end of a
/// sentence where there is one. (spaCy refuses texts of more than a million characters.)
const MAX_PIECE: usize = 10_000;

/// What a worker keeps.
#[derive(Debug)]
pub(crate) struct Worker {
    words: Words,
    max_words: usize,
    chunks: Chunks,
    known: Vec<KnownRecords>,
    rules: RulesOfWords,
    lemmas: FxHashMap<(WordId, Label, Label, bool), SmolStr>,
    tokens: Vec<RawToken>,
    scratch: Vec<Scratch>,
    scores: Vec<f32>,
    features: Features,
}

/// What the steps find of one piece.
#[derive(Default)]
struct Found {
    attributes: Vec<Attributes>,
    heads: Vec<u32>,
    sent_starts: Vec<i8>,
    entities: Vec<EntityData>,
}

impl Worker {
    pub fn new(pipeline: &Pipeline) -> Worker {
        let workers = std::thread::available_parallelism().map_or(1, |n| n.get());
        let encoders = pipeline.encoders.len();
        Worker {
            words: Words::default(),
            max_words: (MAX_WORDS / workers).max(MIN_WORDS),
            chunks: Chunks::default(),
            known: (0..encoders).map(|_| KnownRecords::default()).collect(),
            rules: RulesOfWords::default(),
            lemmas: FxHashMap::default(),
            tokens: Vec::new(),
            scratch: (0..encoders).map(|_| Scratch::default()).collect(),
            scores: Vec::new(),
            features: Features::default(),
        }
    }

    /// Parses one text.
    pub fn document(&mut self, pipeline: &Pipeline, text: String) -> Document {
        if self.words.len().max(self.chunks.len()) > self.max_words {
            self.words.clear();
            self.chunks.clear();
            self.known.iter_mut().for_each(KnownRecords::clear);
            self.rules.clear();
            self.lemmas.clear();
        }
        let mut tokens = std::mem::take(&mut self.tokens);
        pipeline.tokenizer.tokens(&text, &mut self.words, &mut self.chunks, &pipeline.norms, &mut tokens);
        let mut data = Vec::with_capacity(tokens.len());
        let mut entities = Vec::new();
        let mut place = Place::default();
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(piece_len(rest, &self.words));
            let found = self.run(pipeline, piece);
            let first = data.len() as u32;
            self.append(piece, &found, first, &mut place, &mut data);
            let shifted = |e: &EntityData| EntityData { start: e.start + first, end: e.end + first, label: e.label };
            entities.extend(found.entities.iter().map(shifted));
            rest = after;
        }
        self.tokens = tokens;
        Document::new(text, Arc::clone(&pipeline.labels), data, entities)
    }

    /// Runs all steps over one piece.
    fn run(&mut self, pipeline: &Pipeline, tokens: &[RawToken]) -> Found {
        let n = tokens.len();
        let ids: Vec<WordId> = tokens.iter().map(|t| t.word).collect();
        let is_space: Vec<bool> = ids.iter().map(|&id| self.words.get(id).is_space).collect();
        let mut found = Found {
            attributes: vec![Attributes::default(); n],
            heads: (0..n as u32).collect(),
            sent_starts: vec![0; n],
            entities: Vec::new(),
        };
        let Worker { words, known, scratch, scores, features, rules, lemmas, .. } = self;
        let mut vectors: Vec<&[f32]> = Vec::with_capacity(pipeline.encoders.len());
        for ((encoder, shared), (known, scratch)) in
            pipeline.encoders.iter().zip(&pipeline.records).zip(known.iter_mut().zip(scratch.iter_mut()))
        {
            vectors.push(encoder.encode(tokens, words, &pipeline.vectors, (shared, known), scratch));
        }
        for step in &pipeline.steps {
            match step {
                Step::Tag { encoder, classifier, tags } => {
                    let best = classifier.best(vectors[*encoder], scores);
                    found.attributes.iter_mut().zip(best).for_each(|(token, k)| token.tag = tags[k]);
                }
                Step::Morph { encoder, classifier, morphs } => {
                    let best = classifier.best(vectors[*encoder], scores);
                    for (token, k) in found.attributes.iter_mut().zip(best) {
                        (token.morph, token.pos) = morphs[k];
                    }
                }
                Step::Sentences { encoder, classifier } => {
                    let best = classifier.best(vectors[*encoder], scores);
                    found.sent_starts = best.iter().map(|&k| if k == 1 { 1 } else { -1 }).collect();
                }
                Step::Parse { encoder, scorer, slots, moves } => {
                    scorer.prepare(vectors[*encoder], features);
                    let tree = moves.parse(scorer, *slots, features, &is_space, &found.sent_starts);
                    found.attributes.iter_mut().zip(&tree.deps).for_each(|(token, &dep)| token.dep = dep);
                    (found.heads, found.sent_starts) = (tree.heads, tree.sent_starts);
                }
                Step::Entities { encoder, scorer, slots, moves } => {
                    scorer.prepare(vectors[*encoder], features);
                    moves.recognise(scorer, *slots, features, &is_space, &found.sent_starts, &mut found.entities);
                }
                Step::Rules(ruler) => {
                    ruler.apply(&mut found.attributes, &ids, words, &pipeline.labels, rules);
                }
                Step::Lemmas(lemmatizer) => {
                    lemmatize(lemmatizer, pipeline, &ids, words, &mut found, lemmas);
                }
            }
        }
        found
    }

    /// Appends a piece's tokens to the document's; `first` is how many there are before, `place` where the piece starts.
    fn append(&self, tokens: &[RawToken], found: &Found, first: u32, place: &mut Place, data: &mut Vec<TokenData>) {
        for (i, (token, attributes)) in tokens.iter().zip(&found.attributes).enumerate() {
            let word = self.words.get(token.word);
            let start = *place;
            place.bytes += word.text.len() as u32;
            place.chars += word.chars;
            data.push(TokenData {
                bytes: (start.bytes, place.bytes),
                chars: (start.chars, place.chars),
                space_after: token.space_after,
                lower: word.lower.clone(),
                lemma: attributes.lemma.clone().unwrap_or_default(),
                tag: attributes.tag,
                pos: attributes.pos,
                morph: attributes.morph,
                dep: attributes.dep,
                head: found.heads[i] + first,
                sent_start: i == 0 || found.sent_starts[i] == 1,
            });
            place.bytes += u32::from(token.space_after);
            place.chars += u32::from(token.space_after);
        }
    }
}

/// A place in the text, in bytes and in characters.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    bytes: u32,
    chars: u32,
}

fn lemmatize(
    lemmatizer: &Lemmatizer,
    pipeline: &Pipeline,
    ids: &[WordId],
    words: &Words,
    found: &mut Found,
    known: &mut FxHashMap<(WordId, Label, Label, bool), SmolStr>,
) {
    for (i, (token, &id)) in found.attributes.iter_mut().zip(ids).enumerate() {
        if token.lemma.is_some() && !lemmatizer.overwrite {
            continue;
        }
        let starts_sentence = lemmatizer.sees_sentences() && (i == 0 || found.sent_starts[i] == 1);
        let lemma = known.entry((id, token.pos, token.morph, starts_sentence)).or_insert_with(|| {
            let (pos, morph) = (pipeline.labels.name(token.pos), pipeline.labels.name(token.morph));
            lemmatizer.lemma(Seen { text: &words.get(id).text, pos, morph, starts_sentence })
        });
        token.lemma = Some(lemma.clone());
    }
}

/// How many tokens are parsed as one: all, or those up to the end of a line or sentence in the second half.
fn piece_len(tokens: &[RawToken], words: &Words) -> usize {
    if tokens.len() <= MAX_PIECE {
        return tokens.len();
    }
    let ends = |pattern: &[char]| {
        let ends = |i: &usize| words.get(tokens[*i].word).text.ends_with(pattern);
        (MAX_PIECE / 2..MAX_PIECE).rev().find(ends).map(|i| i + 1)
    };
    ends(&['\n']).or_else(|| ends(&['.', '!', '?', '。', '؟'])).unwrap_or(MAX_PIECE)
}
