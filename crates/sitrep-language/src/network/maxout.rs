//! A maxout layer with layer normalisation, as every layer of spaCy's encoders is.
//!
//! Goodfellow et al. 2013, "Maxout Networks" (<https://arxiv.org/abs/1302.4389>); Ba et al. 2016, "Layer Normalization"
//! (<https://arxiv.org/abs/1607.06450>).

use super::kernel::{self, Isa, Job, Rows, Sink, Tile, VECTORS};
use super::linear::Linear;
use super::weights::Weights;
use crate::error::Result;

/// What is added to a variance before its root is taken; thinc's constant.
const EPSILON: f32 = 1e-8;

/// `normalise(max over pieces of (weights · input + bias))`.
#[derive(Debug, Clone)]
pub(crate) struct Maxout {
    isa: Isa,
    inputs: usize,
    pub(super) width: usize,
    pieces: usize,
    /// The weights, if there are [`VECTORS`] pieces: each panel holds all pieces of as many outputs as a vector has lanes.
    panels: Vec<f32>,
    /// The bias, laid out as the outputs of the product are.
    bias: Vec<f32>,
    /// The product, if there is another number of pieces; all outputs of one piece, then of the next.
    plain: Option<Linear>,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Maxout {
    /// The next nodes `maxout` and `layernorm`.
    pub fn take(weights: &mut Weights, inputs: usize, width: usize, pieces: usize) -> Result<Maxout> {
        let mut node = weights.take("maxout")?;
        let w = weights.array(&mut node, "W", &[width, pieces, inputs])?;
        let b = weights.array(&mut node, "b", &[width, pieces])?;
        let mut norm = weights.take("layernorm")?;
        let gain = weights.array(&mut norm, "G", &[width])?;
        let shift = weights.array(&mut norm, "b", &[width])?;
        let isa = Isa::detect();
        let piece_major = (0..width * pieces).map(|i| i % width * pieces + i / width);
        if pieces != VECTORS {
            let plain = Some(Linear::new(&w, &b, inputs, piece_major));
            let (panels, bias) = (Vec::new(), Vec::new());
            return Ok(Maxout { isa, inputs, width, pieces, panels, bias, plain, gain, shift });
        }
        let lanes = isa.lanes();
        let mut panels = vec![0.0; width.next_multiple_of(lanes) * VECTORS * inputs];
        for (row, values) in w.chunks_exact(inputs).enumerate() {
            let (out, piece) = (row / pieces, row % pieces);
            let (panel, lane) = (out / lanes, out % lanes);
            for (input, &value) in values.iter().enumerate() {
                panels[((panel * inputs + input) * VECTORS + piece) * lanes + lane] = value;
            }
        }
        let bias = piece_major.map(|row| b[row]).collect();
        Ok(Maxout { isa, inputs, width, pieces, panels, bias, plain: None, gain, shift })
    }

    /// Applies the layer to rows; `output` gets the outputs, one row after the other.
    pub fn apply(&self, rows: Rows<'_>, output: &mut Vec<f32>) {
        output.resize(rows.count() * self.width, 0.0);
        match &self.plain {
            Some(plain) => {
                let mut products = Vec::new();
                plain.apply(rows, &mut products);
                for (slots, products) in
                    output.chunks_exact_mut(self.width).zip(products.chunks_exact(self.width * self.pieces))
                {
                    largest(slots, products);
                }
            }
            None => {
                let mut sink = Largest { output, width: self.width, bias: &self.bias };
                kernel::multiply(self.isa, rows, &self.panels, &mut sink);
            }
        }
        kernel::with_isa(self.isa, Normalise { layer: self, rows: output });
    }

    /// The layer applied to sums of products that were found elsewhere: row `i` of `output` gets the outputs for the sum
    /// of what `terms(i)` yields. Products stand piece by piece, without bias.
    pub fn finish<'a, I: Iterator<Item = &'a [f32]>>(&self, output: &mut [f32], terms: impl Fn(usize) -> I) {
        kernel::with_isa(self.isa, Finish { layer: self, output, terms });
    }

    /// The weights for the inputs `range`, as a layer of their own without bias: its outputs are the products that
    /// [`Maxout::finish`] takes. `None` unless there are [`VECTORS`] pieces.
    pub fn slice(&self, range: std::ops::Range<usize>) -> Option<Linear> {
        if self.plain.is_some() {
            return None;
        }
        let lanes = self.isa.lanes();
        let mut weights = Vec::with_capacity(self.width * self.pieces * range.len());
        for piece in 0..self.pieces {
            for out in 0..self.width {
                let (panel, lane) = (out / lanes, out % lanes);
                let at = |input: usize| ((panel * self.inputs + input) * VECTORS + piece) * lanes + lane;
                weights.extend(range.clone().map(|input| self.panels[at(input)]));
            }
        }
        let outputs = self.width * self.pieces;
        Some(Linear::new(&weights, &vec![0.0; outputs], range.len(), 0..outputs))
    }
}

/// Layer normalisation of each row.
struct Normalise<'a> {
    layer: &'a Maxout,
    rows: &'a mut [f32],
}

impl Job for Normalise<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        for row in self.rows.chunks_exact_mut(self.layer.width) {
            normalise_row(row, &self.layer.gain, &self.layer.shift);
        }
    }
}

/// See [`Maxout::finish`].
struct Finish<'a, F> {
    layer: &'a Maxout,
    output: &'a mut [f32],
    terms: F,
}

impl<'t, I: Iterator<Item = &'t [f32]>, F: Fn(usize) -> I> Job for Finish<'_, F> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        let layer = self.layer;
        let mut products = vec![0.0; layer.bias.len()];
        for (i, row) in self.output.chunks_exact_mut(layer.width).enumerate() {
            products.copy_from_slice(&layer.bias);
            for term in (self.terms)(i) {
                products.iter_mut().zip(term).for_each(|(product, value)| *product += value);
            }
            largest(row, &products);
            normalise_row(row, &layer.gain, &layer.shift);
        }
    }
}

#[inline(always)]
fn normalise_row(row: &mut [f32], gain: &[f32], shift: &[f32]) {
    let n = row.len() as f32;
    let mean = lane_sum(row, |v| v) / n;
    let variance = lane_sum(row, |v| (v - mean) * (v - mean)) / n + EPSILON;
    let scale = 1.0 / variance.sqrt();
    for ((value, gain), shift) in row.iter_mut().zip(gain).zip(shift) {
        *value = (*value - mean) * scale * gain + shift;
    }
}

/// A sum in sixteen lanes, so that it can be vectorised.
#[inline(always)]
fn lane_sum(row: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = row.as_chunks::<16>();
    let mut lanes = [0.0f32; 16];
    for chunk in chunks {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane += term(value);
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|&v| term(v)).sum::<f32>()
}

/// The larger of two numbers; all are finite.
#[inline(always)]
fn max(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The largest over pieces, which follow each other, of each output.
#[inline(always)]
fn largest(output: &mut [f32], products: &[f32]) {
    output.copy_from_slice(&products[..output.len()]);
    for piece in products.chunks_exact(output.len()).skip(1) {
        for (slot, &value) in output.iter_mut().zip(piece) {
            *slot = max(*slot, value);
        }
    }
}

/// Writes tiles whose vectors are the pieces of the same outputs: bias added, the largest taken.
struct Largest<'a> {
    output: &'a mut [f32],
    width: usize,
    bias: &'a [f32],
}

impl Sink for Largest<'_> {
    #[inline(always)]
    fn tile<const LANES: usize>(&mut self, first: usize, panel: usize, sums: &Tile<LANES>) {
        let start = panel * LANES;
        let count = (self.width - start).min(LANES);
        let mut bias = [[0.0; LANES]; VECTORS];
        for (piece, bias) in bias.iter_mut().enumerate() {
            bias[..count].copy_from_slice(&self.bias[piece * self.width + start..][..count]);
        }
        for (row, sums) in self.output[first * self.width..].chunks_exact_mut(self.width).zip(sums) {
            let piece = |piece: usize, lane: usize| sums[piece][lane] + bias[piece][lane];
            let mut largest = [0.0; LANES];
            for (lane, largest) in largest.iter_mut().enumerate() {
                *largest = max(max(piece(0, lane), piece(1, lane)), piece(2, lane));
            }
            row[start..start + count].copy_from_slice(&largest[..count]);
        }
    }
}
