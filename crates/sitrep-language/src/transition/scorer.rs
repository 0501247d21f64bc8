//! Scores the actions of a state: the products of each token with each feature slot are found once per document, a state
//! sums those of its tokens, takes the larger of two pieces, and one small product gives the scores.

use crate::error::{OpenError, Result};
use crate::network::{Linear, Weights};

/// How many scores make a block; they are filled up to whole ones.
const BLOCK: usize = 16;

/// How many blocks of scores are summed at once, so that their sums stay in registers.
const GROUP: usize = 8;

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
    /// From hidden units to scores: for each group of blocks, for each hidden unit, the group's weights.
    upper: Vec<f32>,
    /// Its bias, filled up to whole blocks.
    upper_bias: Vec<f32>,
}

/// What a network's scores need while one document is parsed.
#[derive(Debug, Default)]
pub(crate) struct Features {
    reduced: Vec<f32>,
    products: Vec<f32>,
    sums: Vec<f32>,
    /// The scores of the state that was scored last, filled up to whole blocks.
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
        let padded = classes.next_multiple_of(BLOCK);
        let mut packed = Vec::with_capacity(padded * hidden);
        for first in (0..padded).step_by(GROUP * BLOCK) {
            for unit in 0..hidden {
                let group = first..(first + GROUP * BLOCK).min(padded);
                packed.extend(group.map(|class| u.get(class * hidden + unit).copied().unwrap_or_default()));
            }
        }
        upper_bias.resize(padded, f32::NEG_INFINITY);
        Ok(Scorer { reduce, lower, pad, bias, slots, hidden, pieces, upper: packed, upper_bias })
    }

    /// How many scores there are, filled up to whole blocks.
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
    pub fn score(&self, tokens: &[i32], features: &mut Features, multiply_add: impl Fn(f32, f32, f32) -> f32 + Copy) {
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
        let (scores, bias) = (scores.as_chunks_mut::<BLOCK>().0, self.upper_bias.as_chunks::<BLOCK>().0);
        let mut weights = self.upper.as_slice();
        for (scores, bias) in scores.chunks_mut(GROUP).zip(bias.chunks(GROUP)) {
            let (group, rest) = weights.split_at(scores.len() * BLOCK * self.hidden);
            weights = rest;
            let group = group.as_chunks::<BLOCK>().0;
            match scores.len() {
                1 => product::<1>(hidden, group, bias, scores, multiply_add),
                2 => product::<2>(hidden, group, bias, scores, multiply_add),
                3 => product::<3>(hidden, group, bias, scores, multiply_add),
                4 => product::<4>(hidden, group, bias, scores, multiply_add),
                5 => product::<5>(hidden, group, bias, scores, multiply_add),
                6 => product::<6>(hidden, group, bias, scores, multiply_add),
                7 => product::<7>(hidden, group, bias, scores, multiply_add),
                _ => product::<GROUP>(hidden, group, bias, scores, multiply_add),
            }
        }
    }
}

/// The scores of `BLOCKS` blocks.
#[inline(always)]
fn product<const BLOCKS: usize>(
    hidden: &[f32],
    weights: &[[f32; BLOCK]],
    bias: &[[f32; BLOCK]],
    scores: &mut [[f32; BLOCK]],
    multiply_add: impl Fn(f32, f32, f32) -> f32 + Copy,
) {
    let mut total = [[0.0f32; BLOCK]; BLOCKS];
    for (&unit, weights) in hidden.iter().zip(weights.as_chunks::<BLOCKS>().0) {
        for (total, weights) in total.iter_mut().zip(weights) {
            for lane in 0..BLOCK {
                total[lane] = multiply_add(unit, weights[lane], total[lane]);
            }
        }
    }
    for ((scores, total), bias) in scores.iter_mut().zip(&total).zip(bias) {
        for lane in 0..BLOCK {
            scores[lane] = total[lane] + bias[lane];
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
