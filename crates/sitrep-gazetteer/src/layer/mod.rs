//! A layer: one set of places, packed so that it can be searched where it lies.
//!
//! ```text
//! magic   "SITREPG1"
//! lengths six u64: meta, areas, records, strings, postings, keys
//! meta    JSON: what this layer is and where it comes from
//! areas   8 bytes each: country code (2), index+1 of the first- and of the second-order division (3 + 3)
//! records 20 bytes each: lat, lon (i24 each, 1/40000 degree), population (u16), name, id (u32 each), area (u24), kind (u8)
//! strings names and ids, each after its length in one byte
//! posts   for keys that lead to several places: count (u32), then as many entries (u32)
//! keys    an fst map: key → one entry, or the offset of its list
//! ```
//! All numbers are little-endian. An entry is `index << 2 | Spelling`. Keys are [`crate::compact`] names as they are, [`crate::loose`]
//! names after `LOOSE`, and codes ("SY.12", "SY02") after `CODE`. Records are sorted by key, which lets the map share its outputs.

mod read;
mod write;

pub(crate) use read::Layer;
pub(crate) use write::{LayerBuilder, NewId, NewPlace};

use serde::{Deserialize, Serialize};

pub(crate) const MAGIC: &[u8; 8] = b"SITREPG1";
pub(crate) const RECORD: usize = 20;
pub(crate) const AREA: usize = 8;
pub(crate) const LOOSE: char = '\u{1}';
pub(crate) const CODE: char = '\u{2}';
/// Stands for "no coordinates" in a record's latitude.
pub(crate) const NOWHERE: i32 = -0x80_0000;
pub(crate) const DEGREE: f64 = 40_000.0;

/// What a layer says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LayerMeta {
    /// A short name, such as `"world"` or the imported file's.
    pub name: String,
    /// Where the data come from.
    pub source: String,
    /// Their licence, if told.
    #[serde(default)]
    pub licence: Option<String>,
    /// How many places there are.
    pub places: usize,
    /// What the ids are prefixed with, such as `"geonames"`.
    pub ids: String,
}

/// By which of its spellings a name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spelling {
    /// The gazetteer's own.
    Primary,
    /// One of its alternate names.
    Alternate,
    /// A transliteration that folds to the same key as one of its names.
    Transliteration,
}

impl Spelling {
    pub(crate) fn to_bits(self) -> u32 {
        match self {
            Self::Primary => 0,
            Self::Alternate => 1,
            Self::Transliteration => 2,
        }
    }

    pub(crate) fn from_bits(bits: u32) -> Self {
        match bits & 3 {
            0 => Self::Primary,
            1 => Self::Alternate,
            _ => Self::Transliteration,
        }
    }
}

/// Populations to four digits in two bytes: thirteen bits times a power of ten.
pub(crate) fn pack_population(population: u64) -> u16 {
    let (mut digits, mut power) = (population, 0u16);
    while digits > 8191 {
        power += 1;
        let unit = 10u64.saturating_pow(u32::from(power));
        digits = population / unit + u64::from(population % unit >= unit / 2);
    }
    if power > 7 { u16::MAX } else { (power << 13) | digits as u16 }
}

pub(crate) fn unpack_population(packed: u16) -> u64 {
    u64::from(packed & 0x1fff) * 10u64.pow(u32::from(packed >> 13))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn populations_keep_their_first_digits() {
        for (population, kept) in
            [(0, 0), (8191, 8191), (128_840, 128_800), (2_098_210, 2_098_000), (24_874_500, 24_870_000)]
        {
            assert_eq!(unpack_population(pack_population(population)), kept);
        }
        assert_eq!(pack_population(u64::MAX), u16::MAX);
    }
}
