//! A dense layer: packed weights and the products with them.

use super::kernel::{self, Isa, Rows, Sink, Tile, VECTORS};
use super::weights::Weights;
use crate::error::Result;

/// A dense layer, `output = weights · input + bias`.
#[derive(Debug, Clone)]
pub(crate) struct Linear {
    isa: Isa,
    inputs: usize,
    outputs: usize,
    panels: Vec<f32>,
    /// The bias, filled up to whole panels.
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
        let mut bias: Vec<f32> = order.iter().map(|&row| bias[row]).collect();
        bias.resize(order.len().next_multiple_of(width), 0.0);
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

    /// Applies the layer to rows; `output` gets the outputs, one row after the other.
    pub fn apply(&self, rows: Rows<'_>, output: &mut Vec<f32>) {
        output.resize(rows.count() * self.outputs, 0.0);
        kernel::multiply(self.isa, rows, &self.panels, &mut Biased { output, outputs: self.outputs, bias: &self.bias });
    }

    /// Applies the layer to rows that follow each other.
    pub fn apply_all(&self, values: &[f32], output: &mut Vec<f32>) {
        self.apply(Rows::new(values, self.inputs, self.inputs, values.len() / self.inputs), output);
    }
}

/// Writes tiles as rows of outputs, bias added.
struct Biased<'a> {
    output: &'a mut [f32],
    outputs: usize,
    bias: &'a [f32],
}

impl Sink for Biased<'_> {
    #[inline(always)]
    fn tile<const LANES: usize>(&mut self, first: usize, panel: usize, sums: &Tile<LANES>) {
        let (bias, _) = self.bias[panel * VECTORS * LANES..].as_chunks::<LANES>();
        for (row, sums) in self.output[first * self.outputs..].chunks_exact_mut(self.outputs).zip(sums) {
            for (vector, (sums, bias)) in sums.iter().zip(bias).enumerate() {
                let start = (panel * VECTORS + vector) * LANES;
                let sums: [f32; LANES] = std::array::from_fn(|lane| sums[lane] + bias[lane]);
                let Some(slots) = row.get_mut(start..) else { break };
                match slots.first_chunk_mut::<LANES>() {
                    Some(slots) => *slots = sums,
                    None => slots.iter_mut().zip(sums).for_each(|(slot, sum)| *slot = sum),
                }
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
            layer.apply(Rows::new(&input, stride, inputs, rows), &mut output);
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
