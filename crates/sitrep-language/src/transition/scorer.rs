//! Scores the actions of a state: the products of each token with each feature slot are found once per document, a state
//! sums those of its tokens, takes the larger of two pieces, and one small product gives the scores.

use crate::error::{OpenError, Result};
use crate::network::{Linear, Weights};

/// How many scores are summed at once.
const GROUP: usize = 64;

/// The layers above the encoder.
#[derive(Debug)]
pub(crate) struct Scorer {
    /// From the encoder's width to the hidden width.
    reduce: Linear,
    /// From the hidden width to all slots: for each slot, for each piece, the hidden units.
    lower: Linear,
    /// What an absent token gives to each slot.
    pad: Vec<f32>,
    bias: Vec<f32>,
    slots: usize,
    hidden: usize,
    pieces: usize,
    /// From hidden units to scores: for each group of scores, for each hidden unit, the group's weights.
    upper: Vec<f32>,
    /// Its bias, filled up to whole groups.
    upper_bias: Vec<f32>,
}

/// What a network's scores need while one document is parsed.
#[derive(Debug, Default)]
pub(crate) struct Features {
    reduced: Vec<f32>,
    products: Vec<f32>,
    sums: Vec<f32>,
    /// The scores of the state that was scored last, filled up to whole groups.
    pub scores: Vec<f32>,
}

impl Scorer {
    /// Takes the layers' nodes from a component's model.
    pub fn take(
        weights: &mut Weights,
        width: usize,
        slots: usize,
        hidden: usize,
        pieces: usize,
        classes: usize,
    ) -> Result<Scorer> {
        let mut lower = weights.take("precomputable_affine")?;
        let w = weights.array(&mut lower, "W", &[slots, hidden, pieces, hidden])?;
        let b = weights.array(&mut lower, "b", &[hidden, pieces])?;
        let p = weights.array(&mut lower, "pad", &[1, slots, hidden, pieces])?;
        let mut upper = weights.take("linear")?;
        let u = weights.array(&mut upper, "W", &[classes, hidden])?;
        let mut upper_bias = weights.array(&mut upper, "b", &[classes])?;
        let reduce = Linear::take(weights, "linear", width, hidden)?;

        let per_slot = hidden * pieces;
        let piece_major = |i: usize| {
            let (slot, piece, unit) = (i / per_slot, i % per_slot / hidden, i % hidden);
            (slot * hidden + unit) * pieces + piece
        };
        let outputs = slots * per_slot;
        let lower =
            Linear::new(&w, &vec![0.0; outputs], hidden, (0..outputs).map(piece_major).collect::<Vec<_>>().into_iter());
        let pad = (0..outputs).map(|i| p[piece_major(i)]).collect();
        let bias = (0..per_slot).map(|i| b[i % hidden * pieces + i / hidden]).collect();
        let padded = classes.next_multiple_of(GROUP);
        let mut packed = vec![0.0; padded * hidden];
        for (class, row) in u.chunks_exact(hidden).enumerate() {
            for (unit, &value) in row.iter().enumerate() {
                packed[(class / GROUP * hidden + unit) * GROUP + class % GROUP] = value;
            }
        }
        upper_bias.resize(padded, f32::NEG_INFINITY);
        Ok(Scorer { reduce, lower, pad, bias, slots, hidden, pieces, upper: packed, upper_bias })
    }

    /// How many scores there are, filled up to whole groups.
    pub fn padded_classes(&self) -> usize {
        self.upper_bias.len()
    }

    /// Finds the products of all tokens with all slots.
    pub fn prepare(&self, vectors: &[f32], features: &mut Features) {
        self.reduce.apply_all(vectors, &mut features.reduced);
        self.lower.apply_all(&features.reduced, &mut features.products);
        features.sums.resize(self.bias.len(), 0.0);
        features.scores.resize(self.padded_classes(), 0.0);
    }

    /// Scores a state, given by the tokens in its slots (negative for none).
    #[inline(always)]
    pub fn score(&self, tokens: &[i32], features: &mut Features) {
        let per_slot = self.hidden * self.pieces;
        let Features { products, sums, scores, .. } = features;
        sums.copy_from_slice(&self.bias);
        for (slot, &token) in tokens.iter().enumerate().take(self.slots) {
            let from = match token < 0 {
                true => &self.pad[slot * per_slot..][..per_slot],
                false => &products[(token as usize * self.slots + slot) * per_slot..][..per_slot],
            };
            sums.iter_mut().zip(from).for_each(|(sum, value)| *sum += value);
        }
        let (hidden, pieces) = sums.split_at_mut(self.hidden);
        for piece in pieces.chunks_exact(self.hidden) {
            hidden.iter_mut().zip(piece).for_each(|(unit, &value)| *unit = if value > *unit { value } else { *unit });
        }
        let groups = self.upper.chunks_exact(self.hidden * GROUP);
        for ((group, slots), bias) in
            groups.zip(scores.as_chunks_mut::<GROUP>().0).zip(self.upper_bias.as_chunks::<GROUP>().0)
        {
            let mut total = [0.0f32; GROUP];
            for (&unit, weights) in hidden.iter().zip(group.as_chunks::<GROUP>().0) {
                for lane in 0..GROUP {
                    total[lane] += unit * weights[lane];
                }
            }
            for lane in 0..GROUP {
                slots[lane] = total[lane] + bias[lane];
            }
        }
    }
}

/// The number of slots that a state fills, by what the configuration says.
pub(crate) fn slots(state_type: &str, extra: bool) -> Result<usize> {
    match (state_type, extra) {
        ("parser", false) => Ok(8),
        ("parser", true) => Ok(13),
        ("ner", false) => Ok(3),
        ("ner", true) => Ok(6),
        _ => Err(OpenError::unsupported(format!("a parser with the state type {state_type:?}"))),
    }
}
