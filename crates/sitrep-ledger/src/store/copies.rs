//! Near-identical texts: the same wire text in ten outlets is one report.
//!
//! MinHash (Broder 1997): of all runs of four words the smallest value under each of 64 hash functions; the share of equal
//! values estimates how much of their runs two texts share. Bands of four values find candidates.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::fold::fold;

const VALUES: usize = 64;
const BAND: usize = 4;
const WORDS: usize = 4;
/// Texts are copies when they share this many of 64 values: two thirds of their runs of words.
const SAME: usize = 42;

/// The signature of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signature(Vec<u32>);

impl Signature {
    /// Of a text; nothing for one too short to be told from another.
    pub fn of(text: &str) -> Option<Signature> {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        if words.len() < 5 * WORDS {
            return None;
        }
        let mut values = vec![u32::MAX; VALUES];
        for run in words.windows(WORDS) {
            let mut hasher = FxHasher::default();
            run.hash(&mut hasher);
            let mut state = hasher.finish();
            for value in &mut values {
                // splitmix64: one good hash stretched to many
                state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut z = state;
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                #[allow(clippy::cast_possible_truncation)] // the upper half is as good as any
                let short = (z >> 32) as u32;
                *value = (*value).min(short);
            }
        }
        Some(Signature(values))
    }

    /// Keys by which candidates are found.
    pub fn bands(&self) -> Vec<i64> {
        let bands = self.0.chunks(BAND).enumerate();
        bands
            .map(|(at, band)| {
                let mut hasher = FxHasher::default();
                (at, band).hash(&mut hasher);
                // 31 bits: a few strangers among the candidates cost less than an index of long keys
                (hasher.finish() >> 33).cast_signed()
            })
            .collect()
    }

    /// Whether two texts are copies.
    pub fn is_copy(&self, other: &Signature) -> bool {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count() >= SAME
    }

    /// For storing.
    pub fn bytes(this: Option<&Signature>) -> Vec<u8> {
        this.into_iter().flat_map(|s| &s.0).flat_map(|v| v.to_le_bytes()).collect()
    }

    /// As stored.
    pub fn from_bytes(bytes: &[u8]) -> Option<Signature> {
        let values: Vec<u32> = bytes.as_chunks::<4>().0.iter().map(|c| u32::from_le_bytes(*c)).collect();
        (values.len() == VALUES).then_some(Signature(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(start: usize) -> String {
        (start..start + 120).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_copy_with_another_ending_is_a_copy() {
        let a = Signature::of(&text(0)).unwrap();
        let b = Signature::of(&format!("{} Reporting by our desk", text(0))).unwrap();
        assert!(a.is_copy(&b));
        assert!(a.bands().iter().any(|x| b.bands().contains(x)));
        assert!(!a.is_copy(&Signature::of(&text(60)).unwrap()));
        assert_eq!(Signature::from_bytes(&Signature::bytes(Some(&a))), Some(a));
    }

    #[test]
    fn a_short_text_has_none() {
        assert_eq!(Signature::of("Two words"), None);
        assert_eq!(Signature::from_bytes(&[]), None);
    }
}
