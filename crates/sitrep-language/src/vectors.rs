//! Static word vectors, which medium and large pipelines bring.

use rustc_hash::FxHashMap;

use crate::error::{OpenError, Result};
use crate::lexeme::{Feature, Lexeme};
use crate::msgpack;
use crate::network::StaticVectors;
use crate::package::Package;

const FILE: &str = "vocab/vectors";
const KEYS: &str = "vocab/key2row";
const CONFIG: &str = "vocab/vectors.cfg";

/// A table of vectors, by the numbers of words.
#[derive(Debug, Default)]
pub(crate) struct Vectors {
    pub width: usize,
    rows: FxHashMap<u64, u32>,
    values: Vec<f32>,
}

impl Vectors {
    /// Reads the pipeline's vectors; empty if it has none.
    pub fn open(package: &mut Package) -> Result<Vectors> {
        let Some(bytes) = package.find(FILE)? else { return Ok(Vectors::default()) };
        if let Some(config) = package.find(CONFIG)? {
            let config: serde_json::Value =
                serde_json::from_slice(&config).map_err(|e| OpenError::damaged(CONFIG, e.to_string()))?;
            if config["mode"].as_str().is_some_and(|mode| mode != "default") {
                return Err(OpenError::unsupported(format!("vectors of the mode {}", config["mode"])));
            }
        }
        let (height, width, values) = parse_npy(&bytes)?;
        let mut rows = FxHashMap::default();
        if let Some(keys) = package.find(KEYS)?.filter(|keys| keys.len() > 1) {
            for (key, row) in msgpack::entries(&msgpack::parse_map(&keys, KEYS)?) {
                if let (Some(key), Some(row)) = (msgpack::number(key), msgpack::number(row))
                    && row < height as u64
                {
                    rows.insert(key, row as u32);
                }
            }
        }
        Ok(Vectors { width, rows, values })
    }
}

impl StaticVectors for Vectors {
    fn vector(&self, word: &Lexeme) -> Option<&[f32]> {
        let row = *self.rows.get(&word.features[Feature::Orth as usize])? as usize;
        self.values.get(row * self.width..(row + 1) * self.width)
    }
}

/// A two-dimensional array of 32-bit floats in NumPy's format: its height, width and values.
///
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
fn parse_npy(bytes: &[u8]) -> Result<(usize, usize, Vec<f32>)> {
    let damaged = || OpenError::damaged(FILE, "no array of 32-bit floats in NumPy's format");
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or_else(damaged)?;
    let (length, rest) = match rest {
        [1, _, a, b, rest @ ..] => (usize::from(u16::from_le_bytes([*a, *b])), rest),
        [2 | 3, _, a, b, c, d, rest @ ..] => (u32::from_le_bytes([*a, *b, *c, *d]) as usize, rest),
        _ => return Err(damaged()),
    };
    let (header, data) = rest.split_at_checked(length).ok_or_else(damaged)?;
    let header = std::str::from_utf8(header).map_err(|_| damaged())?;
    let value = |key: &str| header.split_once(&format!("'{key}':")).map(|(_, rest)| rest.trim_start());
    let plain = value("fortran_order").is_some_and(|v| v.starts_with("False"));
    if !plain || !value("descr").is_some_and(|v| v.starts_with("'<f4'")) {
        return Err(damaged());
    }
    let shape = value("shape").and_then(|v| v.strip_prefix('(')?.split_once(')')).ok_or_else(damaged)?.0;
    let shape: Vec<usize> = shape.split(',').filter_map(|n| n.trim().parse().ok()).collect();
    let [height, width] = shape[..] else { return Err(damaged()) };
    if height.checked_mul(width).and_then(|n| n.checked_mul(4)) != Some(data.len()) {
        return Err(damaged());
    }
    Ok((height, width, data.as_chunks::<4>().0.iter().map(|&b| f32::from_le_bytes(b)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(header: &str, data: &[f32]) -> Vec<u8> {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(data.iter().flat_map(|f| f.to_le_bytes()));
        bytes
    }

    #[test]
    fn arrays_are_read_and_checked() {
        let good = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", &[1.0, 2.0]);
        assert_eq!(parse_npy(&good).unwrap(), (2, 1, vec![1.0, 2.0]));
        assert!(parse_npy(&npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }", &[1.0, 2.0])).is_err());
        assert!(
            parse_npy(&npy("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999, 99999999), }", &[]))
                .is_err()
        );
        assert!(parse_npy(b"\x93NUMPY\x01\x00\xff\xff").is_err());
    }
}
