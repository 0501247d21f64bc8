//! The numbers that spaCy gives strings and features.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The names that have a fixed small number.
static SYMBOLS: LazyLock<HashMap<&'static str, u64>> = LazyLock::new(|| {
    let names = include_str!("../data/symbols.txt").lines().filter(|line| !line.starts_with('#'));
    names.zip(0..).collect()
});

/// The number of a string: a fixed one for a symbol, else its hash ([`hash`]).
pub(crate) fn string_id(text: &str) -> u64 {
    match SYMBOLS.get(text) {
        Some(&id) => id,
        None => hash(text.as_bytes()),
    }
}

/// The name of a symbol by its number.
pub(crate) fn symbol(id: u64) -> Option<&'static str> {
    SYMBOLS.iter().find(|&(_, &n)| n == id).map(|(&name, _)| name)
}

/// MurmurHash64A with seed 1, as spaCy hashes strings.
///
/// Source: Austin Appleby's MurmurHash2, <https://github.com/aappleby/smhasher>.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    const SEED: u64 = 1;
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut h = SEED ^ (bytes.len() as u64).wrapping_mul(M);
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        let mut k = u64::from_le_bytes(*chunk).wrapping_mul(M);
        k ^= k >> R;
        h = (h ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !rest.is_empty() {
        for (i, &byte) in rest.iter().enumerate() {
            h ^= u64::from(byte) << (8 * i);
        }
        h = h.wrapping_mul(M);
    }
    h ^= h >> R;
    h = h.wrapping_mul(M);
    h ^ (h >> R)
}

/// The four rows that a hash embedding sums for one feature: MurmurHash3's 128 bits of the number.
///
/// Source: thinc 8, `Ops.hash`; Serrà and Karatzoglou 2017, "Getting deep recommenders fit: Bloom embeddings"
/// (<https://arxiv.org/abs/1706.03993>).
pub(crate) fn embedding_keys(id: u64, seed: u32) -> [u32; 4] {
    fn mix(mut h: u64) -> u64 {
        h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ (h >> 33)
    }
    let seed = u64::from(seed);
    let mut h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mix(h1);
    h2 = mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_hash_as_in_spacy() {
        assert_eq!(hash(b""), 14313749767032693980);
        assert_eq!(hash(b"a"), 11901859001352538922);
        assert_eq!(hash(b"house"), 9471806766518506264);
        assert_eq!(hash("Ünï".as_bytes()), 10499891206652390066);
        assert_eq!(hash(b"a longer string, more than eight bytes"), 7764512544941072136);
    }

    #[test]
    fn symbols_have_small_numbers() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("IS_ALPHA"), 1);
        assert_eq!(symbol(string_id("NOUN")), Some("NOUN"));
        assert_eq!(string_id("house"), hash(b"house"));
    }

    #[test]
    fn keys_are_as_in_thinc() {
        assert_eq!(embedding_keys(0, 8), [0, 0, 0, 0]);
        assert_eq!(embedding_keys(1, 8), [1161550108, 2247783286, 1742325162, 1224191281]);
        assert_eq!(embedding_keys(12401032943472870168, 8), [2879035184, 1575758561, 2171069128, 216154194]);
    }
}
