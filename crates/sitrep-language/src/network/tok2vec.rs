//! The encoder that turns words into vectors in context: hash embeddings, a maxout mix, convolutions with residuals.
//!
//! spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`: <https://spacy.io/api/architectures#tok2vec-arch>.
//!
//! What depends on a word alone is kept per word ([`KnownRecords`]): its embedding after the mix, and the three products
//! of that embedding with the slices of the first convolution layer, which then costs three additions.

use super::cache::{KnownRecords, SharedRecords};
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

    /// The vectors of tokens in context, `width` floats for each; `scratch` is kept for the next text.
    pub fn encode<'s>(
        &self,
        tokens: &[RawToken],
        words: &Words,
        statics: &dyn StaticVectors,
        (shared, known): (&SharedRecords, &mut KnownRecords),
        scratch: &'s mut Scratch,
    ) -> &'s [f32] {
        known.fill(shared, tokens, words, self.spacy, |new| self.records(new, words, statics));
        let width = self.width;
        // thinc pads a document with as many rows as the encoder can see; these change with the layers, so they are
        // computed like tokens. One more margin of zeros stands for what lies outside the padded array.
        let pad = self.window * self.layers.len();
        let margin = self.window * width;
        let rows = tokens.len() + 2 * pad;
        let Scratch { current, between } = scratch;
        current.clear();
        current.resize(margin + pad * width, 0.0);
        for token in tokens {
            current.extend_from_slice(&known.get(token, self.spacy)[..width]);
        }
        current.resize(rows * width + 2 * margin, 0.0);
        let receptive = (2 * self.window + 1) * width;
        for (number, layer) in self.layers.iter().enumerate() {
            if number == 0 && !self.slices.is_empty() {
                self.first_layer(tokens, known, pad, &mut current[margin..][..rows * width]);
                continue;
            }
            layer.largest(Rows::new(current, width, receptive, rows), between);
            layer.add_normalised(between, &mut current[margin..][..rows * width]);
        }
        &current[margin + pad * width..][..tokens.len() * width]
    }

    /// Adds the first convolution layer, from the words' kept products.
    fn first_layer(&self, tokens: &[RawToken], known: &KnownRecords, pad: usize, sums: &mut [f32]) {
        let outputs = self.slices[0].outputs();
        let nothing = vec![0.0; outputs];
        self.layers[0].add_from_terms(sums, |row, terms| {
            terms.extend((0..self.slices.len()).map(|place| {
                let token = (row + place).checked_sub(self.window + pad).and_then(|i| tokens.get(i));
                match token {
                    Some(token) => &known.get(token, self.spacy)[self.width + place * outputs..][..outputs],
                    None => nothing.as_slice(),
                }
            }));
        });
    }

    /// Makes the records of tokens' words, one after the other.
    fn records(&self, new: &[RawToken], words: &Words, statics: &dyn StaticVectors) -> Vec<f32> {
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
        let mut largest = Vec::new();
        self.mix.largest(Rows::new(&input, columns, columns, new.len()), &mut largest);
        let mut mixed = vec![0.0; largest.len()];
        self.mix.add_normalised(&largest, &mut mixed);
        let mut records = vec![0.0; new.len() * self.record()];
        let mut at = 0;
        let mut write = |width: usize, rows: &[f32]| {
            for (record, row) in records.chunks_exact_mut(self.record()).zip(rows.chunks_exact(width)) {
                record[at..at + width].copy_from_slice(row);
            }
            at += width;
        };
        write(self.width, &mixed);
        let mut products = largest;
        for slice in &self.slices {
            slice.apply_all(&mixed, &mut products);
            write(slice.outputs(), &products);
        }
        records
    }
}

/// What encoding needs room for.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    current: Vec<f32>,
    between: Vec<f32>,
}
