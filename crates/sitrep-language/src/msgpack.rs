//! Reading the msgpack files of a pipeline without trusting them.

use std::io::{self, Read};

use rmpv::ValueRef;
use rmpv::decode::value_ref::{BorrowRead, read_value_ref_with_max_depth};

use crate::error::{OpenError, Result};

/// How deep maps and lists may be nested.
const MAX_DEPTH: usize = 64;

/// How often a file is read from at most, about twice for each value: a byte of a hostile file could otherwise cost as
/// much memory as a value takes. The largest vocabularies of published pipelines need half of it.
const MAX_READS: usize = 8 << 20;

/// What is left of a file, and how often it may still be read from.
struct Bounded<'a> {
    rest: &'a [u8],
    reads: usize,
}

impl Read for Bounded<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.reads = self.reads.checked_sub(1).ok_or_else(|| io::Error::other("too many values"))?;
        self.rest.read(into)
    }
}

impl<'a> BorrowRead<'a> for Bounded<'a> {
    fn fill_buf(&self) -> &'a [u8] {
        self.rest
    }

    fn consume(&mut self, len: usize) {
        self.rest = &self.rest[len.min(self.rest.len())..];
    }
}

/// Parses one msgpack value, which must be all there is; texts and bytes are borrowed from `bytes`.
pub(crate) fn parse<'a>(bytes: &'a [u8], file: &str) -> Result<ValueRef<'a>> {
    let mut reader = Bounded { rest: bytes, reads: MAX_READS };
    let value = read_value_ref_with_max_depth(&mut reader, MAX_DEPTH)
        .map_err(|e| OpenError::damaged(file, format!("no msgpack: {e}")))?;
    match reader.rest {
        [] => Ok(value),
        rest => Err(OpenError::damaged(file, format!("{} bytes follow its end", rest.len()))),
    }
}

/// Parses a file that is one map.
pub(crate) fn parse_map<'a>(bytes: &'a [u8], file: &str) -> Result<ValueRef<'a>> {
    match parse(bytes, file)? {
        map @ ValueRef::Map(_) => Ok(map),
        _ => Err(OpenError::damaged(file, "it is no map")),
    }
}

/// The entries of a map; none for anything else.
pub(crate) fn entries<'v, 'a>(value: &'v ValueRef<'a>) -> &'v [(ValueRef<'a>, ValueRef<'a>)] {
    match value {
        ValueRef::Map(entries) => entries,
        _ => &[],
    }
}

/// The items of a list; none for anything else.
pub(crate) fn items<'v, 'a>(value: &'v ValueRef<'a>) -> &'v [ValueRef<'a>] {
    match value {
        ValueRef::Array(items) => items,
        _ => &[],
    }
}

/// A text, also one that was written as bytes.
pub(crate) fn text<'a>(value: &ValueRef<'a>) -> Option<&'a str> {
    match value {
        ValueRef::String(text) => text.into_str(),
        ValueRef::Binary(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

/// The value of a key in a map.
pub(crate) fn field<'v, 'a>(value: &'v ValueRef<'a>, key: &str) -> Option<&'v ValueRef<'a>> {
    entries(value).iter().find(|(k, _)| text(k) == Some(key)).map(|(_, v)| v)
}

/// A whole number that is not negative.
pub(crate) fn number(value: &ValueRef<'_>) -> Option<u64> {
    match value {
        ValueRef::Integer(n) => n.as_u64(),
        _ => None,
    }
}

/// A whole number.
pub(crate) fn signed(value: &ValueRef<'_>) -> Option<i64> {
    match value {
        ValueRef::Integer(n) => n.as_i64(),
        _ => None,
    }
}

/// An array of 32-bit floats with its shape, row-major.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Floats {
    pub shape: Vec<usize>,
    pub values: Vec<f32>,
}

/// Reads an array as msgpack-numpy writes it: a map of `nd`, `type`, `shape`, `data`.
pub(crate) fn floats(value: &ValueRef<'_>, file: &str) -> Result<Floats> {
    let damaged = |what: &str| OpenError::damaged(file, what);
    if field(value, "type").and_then(text) != Some("<f4") {
        return Err(damaged("an array is not of 32-bit floats"));
    }
    let shape = field(value, "shape").map(items).unwrap_or_default();
    let shape: Option<Vec<usize>> = shape.iter().map(|n| number(n).and_then(|n| usize::try_from(n).ok())).collect();
    let shape = shape.ok_or_else(|| damaged("an array's shape is not of numbers"))?;
    let Some(ValueRef::Binary(data)) = field(value, "data") else {
        return Err(damaged("an array has no data"));
    };
    let size = shape.iter().try_fold(4usize, |size, &n| size.checked_mul(n));
    if size != Some(data.len()) {
        return Err(damaged("an array's size does not fit its shape"));
    }
    let values: Vec<f32> = data.as_chunks::<4>().0.iter().map(|&b| f32::from_le_bytes(b)).collect();
    match values.iter().all(|v| v.is_finite()) {
        true => Ok(Floats { shape, values }),
        false => Err(damaged("an array holds a value that is no number")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rmpv::Value;

    fn array(shape: &[u64], data: &[u8]) -> Vec<u8> {
        let map = Value::Map(vec![
            (Value::Binary(b"nd".to_vec()), true.into()),
            (Value::Binary(b"type".to_vec()), "<f4".into()),
            (Value::Binary(b"shape".to_vec()), Value::Array(shape.iter().map(|&n| n.into()).collect())),
            (Value::Binary(b"data".to_vec()), Value::Binary(data.to_vec())),
        ]);
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &map).unwrap();
        bytes
    }

    #[test]
    fn arrays_are_checked() {
        let two = [1.5f32.to_le_bytes(), (-2f32).to_le_bytes()].concat();
        let good = array(&[2, 1], &two);
        let read = floats(&parse(&good, "f").unwrap(), "f").unwrap();
        assert_eq!(read, Floats { shape: vec![2, 1], values: vec![1.5, -2.0] });
        for bad in [array(&[3], &two), array(&[u64::MAX, 8], &two), array(&[1], &f32::NAN.to_le_bytes())] {
            assert!(floats(&parse(&bad, "f").unwrap(), "f").is_err());
        }
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(parse(b"", "f").is_err());
        assert!(parse(&[0xdf, 0xff, 0xff, 0xff, 0xff], "f").is_err());
        assert!(parse(&[0x91; 1000], "f").is_err());
        assert!(parse(&[0x80, 0], "f").is_err());
        assert!(parse_map(&[0x90], "f").is_err() && parse_map(&[0x80], "f").is_ok());
    }

    #[test]
    fn a_file_of_too_many_values_is_refused() {
        let mut bytes = vec![0xdd, 0x7f, 0xff, 0xff, 0xff];
        bytes.resize(MAX_READS + 10, 0);
        assert!(parse(&bytes, "f").unwrap_err().to_string().contains("too many values"));
    }
}
