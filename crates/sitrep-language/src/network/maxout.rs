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
    /// The bias, all outputs of one piece, then of the next.
    bias: Vec<f32>,
    /// The bias as the panels are laid out: for each panel all pieces of its outputs.
    panel_bias: Vec<f32>,
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
            let (panels, bias, panel_bias) = (Vec::new(), Vec::new(), Vec::new());
            return Ok(Maxout { isa, inputs, width, pieces, panels, bias, panel_bias, plain, gain, shift });
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
        let mut panel_bias = vec![0.0; width.next_multiple_of(lanes) * VECTORS];
        for (row, &value) in b.iter().enumerate() {
            let (out, piece) = (row / pieces, row % pieces);
            panel_bias[(out / lanes * VECTORS + piece) * lanes + out % lanes] = value;
        }
        let bias = piece_major.map(|row| b[row]).collect();
        Ok(Maxout { isa, inputs, width, pieces, panels, bias, panel_bias, plain: None, gain, shift })
    }

    /// The layer's outputs for rows before they are normalised, one row after the other.
    pub fn largest(&self, rows: Rows<'_>, output: &mut Vec<f32>) {
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
                let mut sink = Largest { output, width: self.width, bias: &self.panel_bias };
                kernel::multiply(self.isa, rows, &self.panels, &mut sink);
            }
        }
    }

    /// Normalises rows and adds them to `sums`.
    pub fn add_normalised(&self, rows: &[f32], sums: &mut [f32]) {
        kernel::with_isa(self.isa, Normalise { layer: self, rows, sums });
    }

    /// Adds to `sums` what the layer makes of sums of products that were found elsewhere: row `i` is given by what
    /// `terms(i)` holds, one for each place in the window. Products stand piece by piece, without bias.
    pub fn add_from_terms<'a>(&self, sums: &mut [f32], terms: impl Fn(usize, &mut Vec<&'a [f32]>)) {
        kernel::with_isa(self.isa, FromTerms { layer: self, sums, terms });
    }

    /// The weights for the inputs `range`, as a layer of their own without bias: its outputs are the products that
    /// [`Maxout::add_from_terms`] takes. `None` unless there are [`VECTORS`] pieces.
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

/// See [`Maxout::add_normalised`].
struct Normalise<'a> {
    layer: &'a Maxout,
    rows: &'a [f32],
    sums: &'a mut [f32],
}

impl Job for Normalise<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self, _: impl Fn(f32, f32, f32) -> f32 + Copy) {
        let Normalise { layer, rows, sums } = self;
        for (row, sums) in rows.chunks_exact(layer.width).zip(sums.chunks_exact_mut(layer.width)) {
            add_normalised(row, &layer.gain, &layer.shift, sums);
        }
    }
}

/// See [`Maxout::add_from_terms`].
struct FromTerms<'a, F> {
    layer: &'a Maxout,
    sums: &'a mut [f32],
    terms: F,
}

impl<'t, F: Fn(usize, &mut Vec<&'t [f32]>)> Job for FromTerms<'_, F> {
    type Output = ();
    #[inline(always)]
    fn run(self, _: impl Fn(f32, f32, f32) -> f32 + Copy) {
        let FromTerms { layer, sums, terms: fill } = self;
        let mut terms = Vec::new();
        let mut row = vec![0.0; layer.width];
        for (i, sums) in sums.chunks_exact_mut(layer.width).enumerate() {
            terms.clear();
            fill(i, &mut terms);
            for piece in 0..VECTORS {
                let range = piece * layer.width..(piece + 1) * layer.width;
                let bias = &layer.bias[range.clone()];
                match terms.as_slice() {
                    // A window of three, as all published pipelines have.
                    [a, b, c] => {
                        let (a, b, c) = (&a[range.clone()], &b[range.clone()], &c[range]);
                        for ((((slot, bias), a), b), c) in row.iter_mut().zip(bias).zip(a).zip(b).zip(c) {
                            let value = bias + a + b + c;
                            *slot = if piece == 0 { value } else { max(*slot, value) };
                        }
                    }
                    terms => {
                        for (out, slot) in row.iter_mut().enumerate() {
                            let at = piece * layer.width + out;
                            let value = terms.iter().fold(bias[out], |sum, term| sum + term[at]);
                            *slot = if piece == 0 { value } else { max(*slot, value) };
                        }
                    }
                }
            }
            add_normalised(&row, &layer.gain, &layer.shift, sums);
        }
    }
}

#[inline(always)]
fn add_normalised(row: &[f32], gain: &[f32], shift: &[f32], sums: &mut [f32]) {
    let n = row.len() as f32;
    let mean = lane_sum(row, |v| v) / n;
    let variance = lane_sum(row, |v| (v - mean) * (v - mean)) / n + EPSILON;
    let scale = 1.0 / variance.sqrt();
    for (((sum, value), gain), shift) in sums.iter_mut().zip(row).zip(gain).zip(shift) {
        *sum += (value - mean) * scale * gain + shift;
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
    // In halves, since each addition waits for the one before.
    for half in [8, 4, 2, 1] {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
    }
    lanes[0] + rest.iter().map(|&v| term(v)).sum::<f32>()
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
        let (bias, _) = self.bias[panel * VECTORS * LANES..].as_chunks::<LANES>();
        for (row, sums) in self.output[first * self.width..].chunks_exact_mut(self.width).zip(sums) {
            let piece = |piece: usize, lane: usize| sums[piece][lane] + bias[piece][lane];
            let largest: [f32; LANES] =
                std::array::from_fn(|lane| max(max(piece(0, lane), piece(1, lane)), piece(2, lane)));
            match row[start..].first_chunk_mut::<LANES>() {
                // Not the case below with another length: one of known length is no call.
                Some(slots) => *slots = largest,
                None => row[start..].copy_from_slice(&largest[..count]),
            }
        }
    }
}
