//! The one numeric kernel: a block of rows times a panel of packed weights, compiled for several instruction sets.
//!
//! A panel holds the weights of `VECTORS × lanes` outputs, for each input one after the other. A tile of [`ROWS`] rows
//! keeps its sums in registers (on AVX-512 24 of 32), so that each weight is loaded once for eight products. Which copy
//! runs is chosen once, by what the processor offers.
//!
//! This is the crate's only module with `unsafe`: vector loads and stores, and the calls of copies that need instructions
//! which have been found to be there.

#![allow(unsafe_code)]

/// How many rows one tile has.
pub(crate) const ROWS: usize = 8;

/// How many vectors of outputs one panel has.
pub(crate) const VECTORS: usize = 3;

/// The sums of one tile: for each row, for each vector, its lanes.
pub(crate) type Tile<const LANES: usize> = [[[f32; LANES]; VECTORS]; ROWS];

/// An instruction set that the kernel is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Isa {
    /// 16 lanes; x86-64 servers since 2017, desktops with AMD's Zen 4.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// 8 lanes; x86-64 since 2013.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// 4 lanes: what the target has at least (SSE2, NEON).
    Baseline,
}

impl Isa {
    /// The best that this processor offers.
    pub fn detect() -> Isa {
        Isa::available()[0]
    }

    /// All that this processor offers, the best first.
    pub fn available() -> Vec<Isa> {
        let mut found = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            let avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512dq");
            if avx2 && avx512 {
                found.push(Isa::Avx512);
            }
            if avx2 {
                found.push(Isa::Avx2);
            }
        }
        found.push(Isa::Baseline);
        found
    }

    /// How many floats one vector holds.
    pub fn lanes(self) -> usize {
        match self {
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => 16,
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => 8,
            Isa::Baseline => 4,
        }
    }
}

/// A sink for finished tiles: the number of the first row, the panel's number, and the sums; rows past the last are zero.
///
/// One method per width, since a width is a type: a sink forwards all three to one generic function.
pub(crate) trait Sink {
    /// Takes one finished tile.
    fn tile<const LANES: usize>(&mut self, first: usize, panel: usize, sums: &Tile<LANES>);
}

/// Some rows of values that start `stride` apart; they may overlap, as the windows of a convolution do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'a> {
    values: &'a [f32],
    stride: usize,
    inputs: usize,
    count: usize,
}

impl<'a> Rows<'a> {
    /// `count` rows of `inputs` values each.
    ///
    /// # Panics
    /// If the values do not reach.
    pub fn new(values: &'a [f32], stride: usize, inputs: usize, count: usize) -> Rows<'a> {
        assert!(count == 0 || values.len() >= (count - 1) * stride + inputs, "too few values");
        Rows { values, stride, inputs, count }
    }

    /// How many rows there are.
    pub fn count(self) -> usize {
        self.count
    }
}

/// Multiplies rows with all panels, [`ROWS`] rows at a time. `panels` holds the packed weights, each panel
/// `inputs × VECTORS × lanes` long.
pub(crate) fn multiply(isa: Isa, rows: Rows<'_>, panels: &[f32], sink: &mut impl Sink) {
    let Rows { values, stride, inputs, count } = rows;
    let mut rest = Vec::new();
    for first in (0..count).step_by(ROWS) {
        let block = match count - first >= ROWS {
            true => Block { values: &values[first * stride..], stride, inputs },
            false => {
                // The last few rows, filled up to a whole block.
                rest.resize(ROWS * inputs, 0.0);
                for row in first..count {
                    rest[(row - first) * inputs..][..inputs].copy_from_slice(&values[row * stride..][..inputs]);
                }
                Block { values: &rest, stride: inputs, inputs }
            }
        };
        match isa {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `Isa::Avx512` is made by `Isa::available` only where AVX-512F was detected.
            Isa::Avx512 => unsafe { multiply_avx512(block, first, panels, sink) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `Isa::Avx2` is made by `Isa::available` only where AVX2 and FMA were detected.
            Isa::Avx2 => unsafe { multiply_avx2(block, first, panels, sink) },
            Isa::Baseline => multiply_baseline(block, first, panels, sink),
        }
    }
}

/// [`ROWS`] rows that start `stride` apart.
#[derive(Clone, Copy)]
struct Block<'a> {
    values: &'a [f32],
    stride: usize,
    inputs: usize,
}

/// Defines a copy of the kernel by an instruction set's vector, its lanes and its operations. Sums of `$at_once` rows are
/// kept in registers together: as many as leave room for the weights.
macro_rules! kernel {
    ($name:ident, $(#[$feature:meta],)? $vector:ty, $lanes:literal, $at_once:literal,
     $zero:expr, $load:expr, $splat:expr, $multiply_add:expr, $store:expr) => {
        $(#[$feature])?
        fn $name(block: Block<'_>, first: usize, panels: &[f32], sink: &mut impl Sink) {
            let Block { values, stride, inputs } = block;
            assert!(inputs > 0 && values.len() >= (ROWS - 1) * stride + inputs);
            for (number, panel) in panels.chunks_exact(inputs * VECTORS * $lanes).enumerate() {
                let (weights, _) = panel.as_chunks::<$lanes>();
                let (weights, _) = weights.as_chunks::<VECTORS>();
                let mut tile: Tile<$lanes> = [[[0.0; $lanes]; VECTORS]; ROWS];
                for (part, rows) in tile.as_chunks_mut::<$at_once>().0.iter_mut().enumerate() {
                    let mut sums: [[$vector; VECTORS]; $at_once] = [[$zero; VECTORS]; $at_once];
                    for (input, weights) in weights.iter().enumerate() {
                        let weights: [$vector; VECTORS] = [$load(&weights[0]), $load(&weights[1]), $load(&weights[2])];
                        for row in 0..$at_once {
                            // SAFETY: `weights` has `inputs` items, so this lies within the length asserted above.
                            let value = unsafe { *values.get_unchecked((part * $at_once + row) * stride + input) };
                            let value = $splat(value);
                            for vector in 0..VECTORS {
                                sums[row][vector] = $multiply_add(value, weights[vector], sums[row][vector]);
                            }
                        }
                    }
                    for row in 0..$at_once {
                        for vector in 0..VECTORS {
                            $store(&mut rows[row][vector], sums[row][vector]);
                        }
                    }
                }
                sink.tile(first, number, &tile);
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

// SAFETY of the loads and stores below: each gets a reference to an array of as many floats as it reads or writes, and
// needs no alignment.
#[cfg(target_arch = "x86_64")]
kernel!(
    multiply_avx512, #[target_feature(enable = "avx512f")], __m512, 16, 8,
    _mm512_setzero_ps(),
    |from: &[f32; 16]| unsafe { _mm512_loadu_ps(from.as_ptr()) },
    |value: f32| _mm512_set1_ps(value),
    |a: __m512, b: __m512, c: __m512| _mm512_fmadd_ps(a, b, c),
    |to: &mut [f32; 16], value: __m512| unsafe { _mm512_storeu_ps(to.as_mut_ptr(), value) }
);

#[cfg(target_arch = "x86_64")]
kernel!(
    multiply_avx2, #[target_feature(enable = "avx2,fma")], __m256, 8, 4,
    _mm256_setzero_ps(),
    |from: &[f32; 8]| unsafe { _mm256_loadu_ps(from.as_ptr()) },
    |value: f32| _mm256_set1_ps(value),
    |a: __m256, b: __m256, c: __m256| _mm256_fmadd_ps(a, b, c),
    |to: &mut [f32; 8], value: __m256| unsafe { _mm256_storeu_ps(to.as_mut_ptr(), value) }
);

#[cfg(target_arch = "x86_64")]
kernel!(
    multiply_baseline,
    __m128,
    4,
    4,
    unsafe { _mm_setzero_ps() },
    |from: &[f32; 4]| unsafe { _mm_loadu_ps(from.as_ptr()) },
    |value: f32| unsafe { _mm_set1_ps(value) },
    |a: __m128, b: __m128, c: __m128| unsafe { _mm_add_ps(c, _mm_mul_ps(a, b)) },
    |to: &mut [f32; 4], value: __m128| unsafe { _mm_storeu_ps(to.as_mut_ptr(), value) }
);

#[cfg(target_arch = "aarch64")]
use std::arch::aarch64::*;

#[cfg(target_arch = "aarch64")]
kernel!(
    multiply_baseline,
    float32x4_t,
    4,
    8,
    unsafe { vdupq_n_f32(0.0) },
    |from: &[f32; 4]| unsafe { vld1q_f32(from.as_ptr()) },
    |value: f32| unsafe { vdupq_n_f32(value) },
    |a: float32x4_t, b: float32x4_t, c: float32x4_t| unsafe { vfmaq_f32(c, a, b) },
    |to: &mut [f32; 4], value: float32x4_t| unsafe { vst1q_f32(to.as_mut_ptr(), value) }
);

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
kernel!(
    multiply_baseline,
    [f32; 4],
    4,
    4,
    [0.0; 4],
    |from: &[f32; 4]| *from,
    |value: f32| [value; 4],
    |a: [f32; 4], b: [f32; 4], c: [f32; 4]| std::array::from_fn(|lane| c[lane] + a[lane] * b[lane]),
    |to: &mut [f32; 4], value: [f32; 4]| *to = value
);

/// Work whose loops are to use the vectors of an instruction set: `run` must be `#[inline(always)]`, so that a copy of it
/// is compiled for each.
pub(crate) trait Job {
    /// What comes out.
    type Output;
    /// Does the work; `multiply_add(a, b, c)` is `a * b + c`, rounded once where the instruction set can.
    fn run(self, multiply_add: impl Fn(f32, f32, f32) -> f32 + Copy) -> Self::Output;
}

/// Runs the copy of a job that is compiled for the instruction set.
pub(crate) fn with_isa<J: Job>(isa: Isa, job: J) -> J::Output {
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512vl,avx512dq,avx2,fma")]
    fn avx512<J: Job>(job: J) -> J::Output {
        job.run(f32::mul_add)
    }
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn avx2<J: Job>(job: J) -> J::Output {
        job.run(f32::mul_add)
    }
    match isa {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: made by `Isa::available` only where all of these were detected.
        Isa::Avx512 => unsafe { avx512(job) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: made by `Isa::available` only where AVX2 and FMA were detected.
        Isa::Avx2 => unsafe { avx2(job) },
        // NEON has it too; elsewhere it would be a call.
        Isa::Baseline if cfg!(target_arch = "aarch64") => job.run(f32::mul_add),
        Isa::Baseline => job.run(|a, b, c| a * b + c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Collect(Vec<Vec<f32>>);

    impl Sink for Collect {
        fn tile<const LANES: usize>(&mut self, first: usize, panel: usize, sums: &Tile<LANES>) {
            assert_eq!(first / ROWS * 2 + panel, self.0.len());
            self.0.push(sums.as_flattened().as_flattened().to_vec());
        }
    }

    #[test]
    fn every_instruction_set_gives_the_plain_product() {
        for isa in Isa::available() {
            let (inputs, stride, count) = (37, 5, 11);
            let width = VECTORS * isa.lanes();
            let values: Vec<f32> = (0..(count - 1) * stride + inputs).map(|i| (i % 11) as f32 - 5.0).collect();
            let panels: Vec<f32> = (0..inputs * 2 * width).map(|i| (i % 7) as f32 - 3.0).collect();
            let mut sink = Collect(Vec::new());
            multiply(isa, Rows::new(&values, stride, inputs, count), &panels, &mut sink);
            assert_eq!(sink.0.len(), 4);
            for row in 0..count {
                for out in 0..2 * width {
                    let panel = out / width;
                    let weight = |i: usize| panels[(panel * inputs + i) * width + out % width];
                    let plain: f32 = (0..inputs).map(|i| values[row * stride + i] * weight(i)).sum();
                    let found = sink.0[row / ROWS * 2 + panel][row % ROWS * width + out % width];
                    assert_eq!(found, plain, "{isa:?} row {row} output {out}");
                }
            }
        }
    }

    /// How many sums are under way at once: enough to hide the latency of each, few enough for the registers.
    const CHAINS: usize = 12;

    /// Multiplies and adds in registers only, as fast as the processor can.
    macro_rules! registers {
        ($name:ident, #[$feature:meta], $zero:expr, $splat:expr, $multiply_add:expr) => {
            #[cfg(target_arch = "x86_64")]
            #[$feature]
            fn $name(rounds: u32) {
                let (half, one) = ($splat(0.5), $splat(1.0));
                let mut sums = [$zero; CHAINS];
                for _ in 0..rounds {
                    for sum in &mut sums {
                        *sum = $multiply_add(*sum, half, one);
                    }
                }
                std::hint::black_box(sums);
            }
        };
    }

    registers!(peak_avx512, #[target_feature(enable = "avx512f")], _mm512_setzero_ps(), _mm512_set1_ps, _mm512_fmadd_ps);
    registers!(peak_avx2, #[target_feature(enable = "avx2,fma")], _mm256_setzero_ps(), _mm256_set1_ps, _mm256_fmadd_ps);

    struct Discard;

    impl Sink for Discard {
        #[inline(always)]
        fn tile<const LANES: usize>(&mut self, _: usize, _: usize, sums: &Tile<LANES>) {
            std::hint::black_box(sums);
        }
    }

    /// `cargo test --release -p sitrep-language --lib -- --ignored --nocapture share_of_the_peak`
    #[test]
    #[ignore = "a measurement: prints how near the kernel comes to the processor's peak"]
    fn share_of_the_peak() {
        // The fastest of many, since other processes may interrupt.
        let fastest = |work: &mut dyn FnMut()| {
            let times = (0..3000).map(|_| {
                let began = std::time::Instant::now();
                work();
                began.elapsed().as_secs_f64()
            });
            times.fold(f64::INFINITY, f64::min)
        };
        let isa = Isa::detect();
        let rounds = std::hint::black_box(20_000);
        let seconds = fastest(&mut || match isa {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: made by `Isa::available` only where AVX-512F was detected.
            Isa::Avx512 => unsafe { peak_avx512(rounds) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: made by `Isa::available` only where AVX2 and FMA were detected.
            Isa::Avx2 => unsafe { peak_avx2(rounds) },
            Isa::Baseline => {}
        });
        let peak = f64::from(rounds) * (isa.lanes() * CHAINS) as f64 / seconds / 1e9;
        println!("{isa:?}: {peak:.0} billion multiply-adds a second in registers");
        // A convolution layer of the small English pipeline, over an article of 340 tokens.
        let (count, inputs, outputs) = (344, 288, 288);
        let values = vec![0.5; (count - 1) * 96 + inputs];
        let panels = vec![0.25; inputs * outputs];
        let seconds = fastest(&mut || {
            multiply(isa, Rows::new(&values, 96, inputs, count), std::hint::black_box(&panels), &mut Discard);
        });
        let reached = (count * inputs * outputs) as f64 / seconds / 1e9;
        println!("{reached:.0} in the kernel: {:.0} %", reached / peak * 100.0);
    }
}
