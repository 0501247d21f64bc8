//! A dense layer: packed weights and the products with them.

use super::kernel::{self, Isa, ROWS, Sink, Tile, VECTORS};
use super::weights::Weights;
use crate::error::Result;

/// A dense layer, `output = weights · input + bias`.
#[derive(Debug, Clone)]
pub(crate) struct Linear {
    isa: Isa,
    inputs: usize,
    outputs: usize,
    panels: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Packs weights, row-major `outputs × inputs`; the layer's outputs are `order` of these rows.
    pub fn new(weights: &[f32], bias: &[f32], inputs: usize, order: impl ExactSizeIterator<Item = usize>) -> Linear {
        let isa = Isa::detect();
        let order: Vec<usize> = order.collect();
        let width = VECTORS * isa.lanes();
        let mut panels = vec![0.0; order.len().next_multiple_of(width) * inputs];
        for (out, &row) in order.iter().enumerate() {
            let (panel, lane) = (out / width, out % width);
            for (input, &weight) in weights[row * inputs..][..inputs].iter().enumerate() {
                panels[(panel * inputs + input) * width + lane] = weight;
            }
        }
        let bias = order.iter().map(|&row| bias[row]).collect();
        Linear { isa, inputs, outputs: order.len(), panels, bias }
    }

    /// The next node of that name, with arrays `W` (outputs × inputs) and `b`.
    pub fn take(weights: &mut Weights, name: &str, inputs: usize, outputs: usize) -> Result<Linear> {
        let mut node = weights.take(name)?;
        let w = weights.array(&mut node, "W", &[outputs, inputs])?;
        let b = weights.array(&mut node, "b", &[outputs])?;
        Ok(Linear::new(&w, &b, inputs, 0..outputs))
    }

    /// How many values come out.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Applies the layer to rows that start `stride` apart in `input`; the outputs are written one row after the other.
    pub fn apply(&self, input: &[f32], stride: usize, rows: usize, output: &mut Vec<f32>) {
        output.clear();
        output.resize(rows * self.outputs, 0.0);
        let mut block = vec![0.0; self.inputs * ROWS];
        for first in (0..rows).step_by(ROWS) {
            fill_block(&mut block, input, stride, self.inputs, first, rows);
            let rows = &mut output[first * self.outputs..];
            let mut sink = Rows { rows, outputs: self.outputs, bias: &self.bias };
            kernel::multiply(self.isa, &block, &self.panels, &mut sink);
        }
    }
}

/// Gathers [`ROWS`] rows from `first` on, input by input; rows past the last are zero.
pub(super) fn fill_block(block: &mut [f32], input: &[f32], stride: usize, inputs: usize, first: usize, rows: usize) {
    for row in 0..ROWS {
        match first + row < rows {
            true => {
                let values = &input[(first + row) * stride..][..inputs];
                for (slot, &value) in block.iter_mut().skip(row).step_by(ROWS).zip(values) {
                    *slot = value;
                }
            }
            false => block.iter_mut().skip(row).step_by(ROWS).for_each(|slot| *slot = 0.0),
        }
    }
}

/// Writes tiles as rows of outputs, bias added.
struct Rows<'a> {
    rows: &'a mut [f32],
    outputs: usize,
    bias: &'a [f32],
}

impl Sink for Rows<'_> {
    #[inline(always)]
    fn tile<const LANES: usize>(&mut self, panel: usize, sums: &Tile<LANES>) {
        let first = panel * VECTORS * LANES;
        let width = (self.outputs - first).min(VECTORS * LANES);
        let bias = &self.bias[first..first + width];
        for (row, sums) in self.rows.chunks_exact_mut(self.outputs).zip(sums) {
            let sums = &sums.as_flattened()[..width];
            for ((slot, sum), bias) in row[first..first + width].iter_mut().zip(sums).zip(bias) {
                *slot = sum + bias;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_are_multiplied(inputs in 1usize..20, outputs in 1usize..70, rows in 0usize..20, stride_more in 0usize..3) {
            let value = |i: usize| ((i * 37) % 17) as f32 - 8.0;
            let weights: Vec<f32> = (0..inputs * outputs).map(value).collect();
            let bias: Vec<f32> = (0..outputs).map(value).collect();
            let stride = inputs + stride_more;
            let input: Vec<f32> = (0..rows * stride + inputs).map(value).collect();
            let layer = Linear::new(&weights, &bias, inputs, (0..outputs).rev());
            let mut output = Vec::new();
            layer.apply(&input, stride, rows, &mut output);
            prop_assert_eq!(output.len(), rows * outputs);
            for row in 0..rows {
                for out in 0..outputs {
                    let from = outputs - 1 - out;
                    let plain: f32 = (0..inputs).map(|i| input[row * stride + i] * weights[from * inputs + i]).sum();
                    prop_assert_eq!(output[row * outputs + out], plain + bias[from]);
                }
            }
        }
    }
}
