//! The one numeric kernel: a block of rows times a panel of packed weights, compiled for several instruction sets.
//!
//! A panel holds the weights of `VECTORS × lanes` outputs, for each input one after the other. A tile of [`ROWS`] rows
//! keeps all its sums in registers (on AVX-512 24 of 32), so that each weight is loaded once for eight products. The code
//! is the same for every instruction set; which copy runs is chosen once, by what the processor offers.
//!
//! This is the crate's only module with `unsafe`: the calls of the copies that need instructions which have been found
//! to be there.

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
        Isa::Baseline => multiply_with::<4, false>(block, panels, sink),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx512dq,avx2,fma")]
fn multiply_avx512(block: &[f32], panels: &[f32], sink: &mut impl Sink) {
    multiply_with::<16, true>(block, panels, sink);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn multiply_avx2(block: &[f32], panels: &[f32], sink: &mut impl Sink) {
    multiply_with::<8, true>(block, panels, sink);
}

#[inline(always)]
fn multiply_with<const LANES: usize, const FUSED: bool>(block: &[f32], panels: &[f32], sink: &mut impl Sink) {
    let (inputs, _) = block.as_chunks::<ROWS>();
    for (number, panel) in panels.chunks_exact(inputs.len() * VECTORS * LANES).enumerate() {
        let (weights, _) = panel.as_chunks::<LANES>();
        let (weights, _) = weights.as_chunks::<VECTORS>();
        let mut sums: Tile<LANES> = [[[0.0; LANES]; VECTORS]; ROWS];
        for (values, weights) in inputs.iter().zip(weights) {
            for row in 0..ROWS {
                for vector in 0..VECTORS {
                    for lane in 0..LANES {
                        let sum = &mut sums[row][vector][lane];
                        *sum = match FUSED {
                            true => values[row].mul_add(weights[vector][lane], *sum),
                            false => *sum + values[row] * weights[vector][lane],
                        };
                    }
                }
            }
        }
        sink.tile(number, &sums);
    }
}

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
