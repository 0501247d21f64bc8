//! The encoder that turns words into vectors in context: hash embeddings, a maxout mix, convolutions with residuals.
//!
//! spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`: <https://spacy.io/api/architectures#tok2vec-arch>.
//!
//! What depends on a word alone is kept per word ([`VectorCache`]): its embedding after the mix, and the three products
//! of that embedding with the slices of the first convolution layer, which then costs three additions.

use super::kernel::Rows;
use super::linear::Linear;
use super::maxout::Maxout;
use super::weights::Weights;
use crate::error::Result;
use crate::lexeme::{Feature, Lexeme};
use crate::strings::embedding_keys;
use crate::tokenizer::RawToken;
use crate::words::Words;

/// What the configuration says of an encoder.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub width: usize,
    pub features: Vec<(Feature, usize)>,
    pub depth: usize,
    pub window: usize,
    /// Pieces of the convolution layers; the mix always has three.
    pub pieces: usize,
    /// The width of the static vectors, if they are included.
    pub vectors: Option<usize>,
}

/// One hash embedding.
#[derive(Debug)]
struct Embedding {
    feature: Feature,
    seed: u32,
    rows: usize,
    table: Vec<f32>,
}

/// The projection of static vectors.
#[derive(Debug)]
struct Projection {
    layer: Linear,
    width: usize,
}

/// An encoder.
#[derive(Debug)]
pub(crate) struct Tok2Vec {
    width: usize,
    window: usize,
    embeddings: Vec<Embedding>,
    vectors: Option<Projection>,
    mix: Maxout,
    layers: Vec<Maxout>,
    /// The first convolution layer's slices, one for each place in the window, if that layer can be sliced.
    slices: Vec<Linear>,
    /// Whether a following space matters to a word's embedding.
    spacy: bool,
}

/// A word's static vector by its number, as the pipeline stores them.
pub(crate) trait StaticVectors {
    /// The vector of a word; none for one that has none.
    fn vector(&self, word: &Lexeme) -> Option<&[f32]>;
}

impl Tok2Vec {
    /// Takes the encoder's nodes from a model.
    pub fn take(weights: &mut Weights, shape: &Shape) -> Result<Tok2Vec> {
        let width = shape.width;
        let mut embeddings = Vec::new();
        for &(feature, rows) in &shape.features {
            let mut node = weights.take("hashembed")?;
            let table = weights.array(&mut node, "E", &[rows, width])?;
            embeddings.push(Embedding { feature, seed: weights.seed(&node)?, rows, table });
        }
        let vectors = match shape.vectors {
            Some(inputs) => {
                let mut node = weights.take("static_vectors")?;
                let w = weights.array(&mut node, "W", &[width, inputs])?;
                Some(Projection { layer: Linear::new(&w, &vec![0.0; width], inputs, 0..width), width: inputs })
            }
            None => None,
        };
        let columns = embeddings.len() + usize::from(vectors.is_some());
        let mix = Maxout::take(weights, columns * width, width, 3)?;
        let receptive = (2 * shape.window + 1) * width;
        let layers: Vec<Maxout> =
            (0..shape.depth).map(|_| Maxout::take(weights, receptive, width, shape.pieces)).collect::<Result<_>>()?;
        let slice = |i: usize| layers.first().and_then(|first| first.slice(i * width..(i + 1) * width));
        let slices: Option<Vec<Linear>> = (0..2 * shape.window + 1).map(slice).collect();
        let spacy = embeddings.iter().any(|e| e.feature == Feature::Spacy);
        Ok(Tok2Vec {
            width,
            window: shape.window,
            embeddings,
            vectors,
            mix,
            layers,
            slices: slices.unwrap_or_default(),
            spacy,
        })
    }

    /// How wide a vector is.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many floats are kept per word.
    pub fn record(&self) -> usize {
        self.width + self.slices.iter().map(Linear::outputs).sum::<usize>()
    }

    /// The vectors of tokens in context, `width` floats for each, written to `output`.
    pub fn encode(
        &self,
        tokens: &[RawToken],
        words: &Words,
        statics: &dyn StaticVectors,
        cache: &mut VectorCache,
        output: &mut Vec<f32>,
    ) {
        self.remember(tokens, words, statics, cache);
        let width = self.width;
        // thinc pads a document with as many rows as the encoder can see; these change with the layers, so they are
        // computed like tokens. One more margin of zeros stands for what lies outside the padded array.
        let pad = self.window * self.layers.len();
        let margin = self.window * width;
        let rows = tokens.len() + 2 * pad;
        let mut current = vec![0.0; rows * width + 2 * margin];
        for (i, token) in tokens.iter().enumerate() {
            current[margin + (pad + i) * width..][..width].copy_from_slice(&cache.record(self, token)[..width]);
        }
        let mut layer_out = Vec::new();
        let receptive = (2 * self.window + 1) * width;
        for (number, layer) in self.layers.iter().enumerate() {
            match number == 0 && !self.slices.is_empty() {
                true => self.first_layer(tokens, cache, pad, rows, &mut layer_out),
                false => layer.apply(Rows::new(&current, width, receptive, rows), &mut layer_out),
            }
            for (slot, value) in current[margin..].iter_mut().zip(&layer_out) {
                *slot += value;
            }
        }
        output.clear();
        output.extend_from_slice(&current[margin + pad * width..][..tokens.len() * width]);
    }

    /// The first convolution layer, from the words' kept products.
    fn first_layer(&self, tokens: &[RawToken], cache: &VectorCache, pad: usize, rows: usize, output: &mut Vec<f32>) {
        let outputs = self.slices[0].outputs();
        output.resize(rows * self.width, 0.0);
        self.layers[0].finish(output, |row| {
            (0..self.slices.len()).filter_map(move |place| {
                let i = (row + place).checked_sub(self.window + pad)?;
                let kept = cache.record(self, tokens.get(i)?);
                Some(&kept[self.width + place * outputs..][..outputs])
            })
        });
    }

    /// Makes sure that every token's word is in the cache.
    fn remember(&self, tokens: &[RawToken], words: &Words, statics: &dyn StaticVectors, cache: &mut VectorCache) {
        let new = cache.make_room(self, tokens, words.len());
        if new.is_empty() {
            return;
        }
        let columns = (self.embeddings.len() + usize::from(self.vectors.is_some())) * self.width;
        let mut input = vec![0.0; new.len() * columns];
        for (token, row) in new.iter().zip(input.chunks_exact_mut(columns)) {
            let word = words.get(token.word);
            for (embedding, slots) in self.embeddings.iter().zip(row.chunks_exact_mut(self.width)) {
                let id = match embedding.feature {
                    Feature::Spacy => u64::from(token.space_after),
                    feature => word.features[feature as usize],
                };
                for key in embedding_keys(id, embedding.seed) {
                    let from = &embedding.table[(key as usize % embedding.rows) * self.width..][..self.width];
                    slots.iter_mut().zip(from).for_each(|(slot, value)| *slot += value);
                }
            }
            if let Some(projection) = &self.vectors
                && let Some(vector) = statics.vector(word).filter(|v| v.len() == projection.width)
            {
                let mut projected = Vec::new();
                projection.layer.apply_all(vector, &mut projected);
                row[columns - self.width..].copy_from_slice(&projected);
            }
        }
        let mut mixed = Vec::new();
        self.mix.apply(Rows::new(&input, columns, columns, new.len()), &mut mixed);
        let mut at = 0;
        cache.write(&new, self, at, &mixed);
        at += self.width;
        let mut products = Vec::new();
        for slice in &self.slices {
            slice.apply_all(&mixed, &mut products);
            cache.write(&new, self, at, &products);
            at += slice.outputs();
        }
    }
}

/// What one worker keeps of the words it has met, for one encoder.
///
/// When it is full it is emptied: the words of the next texts come back soon enough.
#[derive(Debug)]
pub(crate) struct VectorCache {
    capacity: usize,
    /// For each word twice (without and with a following space) its record's number plus one; 0 for none.
    slots: Vec<u32>,
    records: Vec<f32>,
    used: usize,
}

impl VectorCache {
    /// An empty cache for at most so many words, or one text's if that has more.
    pub fn new(capacity: usize) -> VectorCache {
        VectorCache { capacity, slots: Vec::new(), records: Vec::new(), used: 0 }
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.used = 0;
    }

    fn slot(encoder: &Tok2Vec, token: &RawToken) -> usize {
        token.word as usize * 2 + usize::from(encoder.spacy && token.space_after)
    }

    /// Gives a record to every token whose word has none yet, and returns these tokens, each word once.
    fn make_room(&mut self, encoder: &Tok2Vec, tokens: &[RawToken], words: usize) -> Vec<RawToken> {
        if self.used + tokens.len() > self.capacity {
            self.clear();
        }
        self.slots.resize(words * 2, 0);
        let mut new = Vec::new();
        for token in tokens {
            let slot = &mut self.slots[VectorCache::slot(encoder, token)];
            if *slot == 0 {
                self.used += 1;
                *slot = self.used as u32;
                new.push(*token);
            }
        }
        let size = self.used * encoder.record();
        if self.records.len() < size {
            self.records.resize(size, 0.0);
        }
        new
    }

    fn range(&self, encoder: &Tok2Vec, token: &RawToken) -> std::ops::Range<usize> {
        let number = self.slots[VectorCache::slot(encoder, token)] as usize - 1;
        number * encoder.record()..(number + 1) * encoder.record()
    }

    fn record(&self, encoder: &Tok2Vec, token: &RawToken) -> &[f32] {
        &self.records[self.range(encoder, token)]
    }

    /// Writes one row for each token into its record, from `at` on.
    fn write(&mut self, tokens: &[RawToken], encoder: &Tok2Vec, at: usize, rows: &[f32]) {
        let width = rows.len() / tokens.len();
        for (token, row) in tokens.iter().zip(rows.chunks_exact(width)) {
            let range = self.range(encoder, token);
            self.records[range][at..at + width].copy_from_slice(row);
        }
    }
}
