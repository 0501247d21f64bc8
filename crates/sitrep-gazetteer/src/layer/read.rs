//! Searching a packed layer where it lies.

use std::path::Path;
use std::sync::Arc;

use super::{AREA, CODE, DEGREE, LOOSE, LayerMeta, MAGIC, NOWHERE, RECORD, Spelling, unpack_population};
use crate::error::Error;
use crate::fold::{compact, loose};
use crate::place::{CountryCode, Place, PlaceId, Precision};

const HEADER: usize = 8 + 6 * 8;
/// No name is borne by more places than this ("San José" by some hundreds); a list that says so is damaged.
const MOST_NAMESAKES: usize = 100_000;

#[derive(Clone)]
enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<Vec<u8>>),
}

impl Bytes {
    fn all(&self) -> &[u8] {
        match self {
            Self::Static(b) => b,
            Self::Shared(b) => b,
        }
    }
}

/// A part of a layer's bytes.
#[derive(Clone)]
struct Section {
    bytes: Bytes,
    start: usize,
    len: usize,
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        self.bytes.all().get(self.start..self.start + self.len).unwrap_or(&[])
    }
}

/// A place found: its position in the layer, and by which spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Entry {
    pub index: u32,
    pub spelling: Spelling,
}

/// The divisions a place lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Area {
    pub country: Option<CountryCode>,
    pub admin1: Option<u32>,
    pub admin2: Option<u32>,
}

/// A packed set of places, open for search.
pub(crate) struct Layer {
    pub meta: LayerMeta,
    bytes: Bytes,
    areas: Section,
    records: Section,
    strings: Section,
    postings: Section,
    keys: fst::Map<Section>,
}

impl Layer {
    pub fn from_static(file: &Path, bytes: &'static [u8]) -> Result<Self, Error> {
        Self::open(file, Bytes::Static(bytes))
    }

    /// Opens bytes from outside, whose checksum is verified first.
    pub fn from_vec(file: &Path, bytes: Vec<u8>) -> Result<Self, Error> {
        let layer = Self::open(file, Bytes::Shared(Arc::new(bytes)))?;
        layer.keys.as_fst().verify().map_err(|e| Error::layer(file, e.to_string()))?;
        Ok(layer)
    }

    fn open(file: &Path, bytes: Bytes) -> Result<Self, Error> {
        let all = bytes.all();
        if all.get(..8) != Some(MAGIC.as_slice()) || all.len() < HEADER {
            return Err(Error::layer(file, "not a packed gazetteer of this version"));
        }
        let mut sections = Vec::with_capacity(6);
        let mut start = HEADER;
        for length in all[8..HEADER].chunks_exact(8) {
            let len = length.try_into().map(u64::from_le_bytes).unwrap_or(u64::MAX);
            let len =
                usize::try_from(len).ok().filter(|len| start.checked_add(*len).is_some_and(|end| end <= all.len()));
            let Some(len) = len else {
                return Err(Error::layer(file, "it is cut short"));
            };
            sections.push(Section { bytes: bytes.clone(), start, len });
            start += len;
        }
        let Ok([meta, areas, records, strings, postings, keys]) = <[Section; 6]>::try_from(sections) else {
            return Err(Error::layer(file, "it lacks a section"));
        };
        let meta: LayerMeta = serde_json::from_slice(meta.as_ref()).map_err(|e| Error::layer(file, e.to_string()))?;
        if records.len != meta.places.saturating_mul(RECORD) {
            return Err(Error::layer(file, "its records do not add up"));
        }
        let keys = fst::Map::new(keys).map_err(|e| Error::layer(file, e.to_string()))?;
        Ok(Self { meta, bytes, areas, records, strings, postings, keys })
    }

    /// The bytes to be written to a file.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.all()
    }

    /// Places that bear this name, by exact spelling first; each once.
    pub fn lookup(&self, name: &str) -> Vec<Entry> {
        let mut found = Vec::new();
        let key = compact(name);
        if !key.is_empty() {
            self.entries(&key, &mut found);
        }
        if let Some(key) = loose(name) {
            let exact = found.len();
            self.entries(&format!("{LOOSE}{key}"), &mut found);
            if exact > 0 {
                let mut kept: Vec<Entry> = found.drain(exact..).collect();
                let known: rustc_hash::FxHashSet<u32> = found.iter().map(|e| e.index).collect();
                kept.retain(|e| !known.contains(&e.index));
                found.extend(kept);
            }
        }
        found
    }

    /// The place with this code, such as "SY.12".
    pub fn by_code(&self, code: &str) -> Option<u32> {
        let mut found = Vec::new();
        self.entries(&format!("{CODE}{code}"), &mut found);
        found.first().map(|e| e.index)
    }

    fn entries(&self, key: &str, found: &mut Vec<Entry>) {
        let Some(value) = self.keys.get(key) else {
            return;
        };
        let mut push = |entry: u32| found.push(Entry { index: entry >> 2, spelling: Spelling::from_bits(entry) });
        if value & 1 == 0 {
            push((value >> 1) as u32);
            return;
        }
        let at = (value >> 1) as usize;
        let count = u32_at(self.postings.as_ref(), at).unwrap_or(0) as usize;
        for i in 0..count.min(MOST_NAMESAKES) {
            if let Some(entry) = at.checked_add(4 + 4 * i).and_then(|at| u32_at(self.postings.as_ref(), at)) {
                push(entry);
            }
        }
    }

    fn record(&self, index: u32) -> Option<&[u8]> {
        let at = (index as usize).checked_mul(RECORD)?;
        self.records.as_ref().get(at..at + RECORD)
    }

    fn string(&self, at: u32) -> &str {
        let strings = self.strings.as_ref();
        let at = at as usize;
        let len = strings.get(at).copied().unwrap_or(0) as usize;
        strings.get(at + 1..at + 1 + len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }

    pub fn name(&self, index: u32) -> &str {
        self.record(index).and_then(|r| u32_at(r, 8)).map_or("", |at| self.string(at))
    }

    pub fn area(&self, index: u32) -> Area {
        let Some(r) = self.record(index) else {
            return Area::default();
        };
        let at = u24_at(r, 16) as usize * AREA;
        let Some(a) = self.areas.as_ref().get(at..at + AREA) else {
            return Area::default();
        };
        Area {
            country: CountryCode::from_bytes([a[0], a[1]]),
            admin1: u24_at(a, 2).checked_sub(1),
            admin2: u24_at(a, 5).checked_sub(1),
        }
    }

    pub fn population(&self, index: u32) -> u64 {
        self.record(index).map_or(0, |r| unpack_population(u16::from_le_bytes([r[6], r[7]])))
    }

    pub fn precision(&self, index: u32) -> Precision {
        self.record(index).and_then(|r| Precision::from_byte(r[19] & 7)).unwrap_or(Precision::City)
    }

    /// The place in full; names of divisions are told by `name_of`, which may know better ones than this layer.
    pub fn place<'a>(&'a self, index: u32, name_of: impl Fn(u32) -> &'a str) -> Place {
        let area = self.area(index);
        let r = self.record(index).unwrap_or(&[0; RECORD]);
        let (lat, lon) = (i24_at(r, 0), i24_at(r, 3));
        let known = lat != NOWHERE;
        let degree = |x: i32| (f64::from(x) / DEGREE * 1e5).round() / 1e5;
        let id = u32_at(r, 12).unwrap_or(0);
        let id = if r[19] & 8 != 0 { self.string(id).to_owned() } else { id.to_string() };
        let precision = self.precision(index);
        let own = |admin: Option<u32>| admin.map(|a| name_of(a).to_owned()).filter(|n| !n.is_empty());
        Place {
            id: PlaceId(format!("{}:{id}", self.meta.ids)),
            name: name_of(index).to_owned(),
            within: None,
            admin2: own(area.admin2),
            admin1: own(area.admin1),
            country: area.country,
            lat: known.then(|| degree(lat)),
            lon: known.then(|| degree(lon)),
            precision,
            population: Some(self.population(index)).filter(|p| *p > 0),
        }
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn u24_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 3).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], 0]))
}

fn i24_at(bytes: &[u8], at: usize) -> i32 {
    (u24_at(bytes, at) << 8) as i32 >> 8
}
