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
            if is_x86_feature_detected!("avx512f") {
                found.push(Isa::Avx512);
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
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

/// A sink for finished tiles: the panel's number and its sums.
///
/// One method per width, since a width is a type: a sink forwards all three to one generic function.
pub(crate) trait Sink {
    /// Takes one finished tile.
    fn tile<const LANES: usize>(&mut self, panel: usize, sums: &Tile<LANES>);
}

/// Multiplies a block of [`ROWS`] rows with all panels.
///
/// `block` holds the rows' values input by input (`block[input * ROWS + row]`); `panels` holds the packed weights, each
/// panel `inputs × VECTORS × lanes` long.
pub(crate) fn multiply(isa: Isa, block: &[f32], panels: &[f32], sink: &mut impl Sink) {
    match isa {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: `Isa::Avx512` is made by `Isa::available` only where AVX-512F was detected.
        Isa::Avx512 => unsafe { multiply_avx512(block, panels, sink) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: `Isa::Avx2` is made by `Isa::available` only where AVX2 and FMA were detected.
        Isa::Avx2 => unsafe { multiply_avx2(block, panels, sink) },
        Isa::Baseline => multiply_baseline(block, panels, sink),
    }
}

/// Defines a copy of the kernel by an instruction set's vector, its lanes and its operations. Sums of `$at_once` rows are
/// kept in registers together: as many as leave room for the weights.
macro_rules! kernel {
    ($name:ident, $(#[$feature:meta],)? $vector:ty, $lanes:literal, $at_once:literal,
     $zero:expr, $load:expr, $splat:expr, $multiply_add:expr, $store:expr) => {
        $(#[$feature])?
        fn $name(block: &[f32], panels: &[f32], sink: &mut impl Sink) {
            let (inputs, _) = block.as_chunks::<ROWS>();
            for (number, panel) in panels.chunks_exact(inputs.len() * VECTORS * $lanes).enumerate() {
                let (weights, _) = panel.as_chunks::<$lanes>();
                let (weights, _) = weights.as_chunks::<VECTORS>();
                let mut tile: Tile<$lanes> = [[[0.0; $lanes]; VECTORS]; ROWS];
                for (part, rows) in tile.as_chunks_mut::<$at_once>().0.iter_mut().enumerate() {
                    let mut sums: [[$vector; VECTORS]; $at_once] = [[$zero; VECTORS]; $at_once];
                    for (values, weights) in inputs.iter().zip(weights) {
                        let values = &values.as_chunks::<$at_once>().0[part];
                        let weights: [$vector; VECTORS] = [$load(&weights[0]), $load(&weights[1]), $load(&weights[2])];
                        for row in 0..$at_once {
                            let value = $splat(values[row]);
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
                sink.tile(number, &tile);
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

/// Runs a function compiled for the instruction set: small loops in it use its vectors.
pub(crate) fn with_isa<R>(isa: Isa, run: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512vl,avx512dq,avx2,fma")]
    fn avx512<R>(run: impl FnOnce() -> R) -> R {
        run()
    }
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn avx2<R>(run: impl FnOnce() -> R) -> R {
        run()
    }
    match isa {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: made by `Isa::available` only where the instructions were detected.
        Isa::Avx512 => unsafe { avx512(run) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Isa::Avx2 => unsafe { avx2(run) },
        Isa::Baseline => run(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Collect(Vec<Vec<f32>>);

    impl Sink for Collect {
        fn tile<const LANES: usize>(&mut self, panel: usize, sums: &Tile<LANES>) {
            assert_eq!(panel, self.0.len());
            self.0.push(sums.as_flattened().as_flattened().to_vec());
        }
    }

    #[test]
    fn every_instruction_set_gives_the_plain_product() {
        for isa in Isa::available() {
            let (inputs, outputs) = (37, 2 * VECTORS * isa.lanes());
            let block: Vec<f32> = (0..inputs * ROWS).map(|i| (i % 11) as f32 - 5.0).collect();
            let panels: Vec<f32> = (0..inputs * outputs).map(|i| (i % 7) as f32 - 3.0).collect();
            let mut sink = Collect(Vec::new());
            multiply(isa, &block, &panels, &mut sink);
            let width = VECTORS * isa.lanes();
            for (number, tile) in sink.0.iter().enumerate() {
                for row in 0..ROWS {
                    for out in 0..width {
                        let plain: f32 = (0..inputs)
                            .map(|i| block[i * ROWS + row] * panels[(number * inputs + i) * width + out])
                            .sum();
                        assert_eq!(tile[row * width + out], plain, "{isa:?} panel {number} row {row} output {out}");
                    }
                }
            }
            assert_eq!(sink.0.len(), 2);
        }
    }
}
