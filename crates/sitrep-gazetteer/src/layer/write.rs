//! Packing places into a layer.

use std::collections::BTreeMap;
use std::path::Path;

use super::{AREA, CODE, DEGREE, LOOSE, LayerMeta, MAGIC, NOWHERE, RECORD, Spelling, pack_population};
use crate::error::Error;
use crate::fold::{compact, loose};
use crate::place::{CountryCode, Precision};

/// More places than any import needs (all of GeoNames has some thirteen million, of which four are populated places).
const MOST_PLACES: usize = 1 << 22;

/// An id as the source gave it.
#[derive(Clone, Debug)]
pub(crate) enum NewId {
    Number(u32),
    Text(String),
}

/// A place on its way into a layer; divisions are given by their position in the builder.
#[derive(Clone, Debug)]
pub(crate) struct NewPlace {
    pub id: NewId,
    pub name: String,
    pub alternates: Vec<String>,
    pub country: Option<CountryCode>,
    pub admin1: Option<usize>,
    pub admin2: Option<usize>,
    pub position: Option<(f64, f64)>,
    pub population: u64,
    pub precision: Precision,
    /// Codes it can be found by, such as "SY.12" or "SY02".
    pub codes: Vec<String>,
    /// Whether its names come from another script, so that loose keys pay.
    pub transliterated: bool,
}

#[derive(Default)]
pub(crate) struct LayerBuilder {
    places: Vec<NewPlace>,
}

impl LayerBuilder {
    pub fn push(&mut self, place: NewPlace) -> usize {
        self.places.push(place);
        self.places.len() - 1
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn places_mut(&mut self) -> &mut [NewPlace] {
        &mut self.places
    }

    /// The packed layer; fails only when there are too many places for the format.
    pub fn pack(&self, file: &Path, mut meta: LayerMeta) -> Result<Vec<u8>, Error> {
        if self.places.len() > MOST_PLACES {
            return Err(Error::import(
                file,
                0,
                format!("{} places are too many", self.places.len()),
                "import one country at a time",
            ));
        }
        meta.places = self.places.len();
        let mut order: Vec<(String, usize)> =
            self.places.iter().enumerate().map(|(i, p)| (compact(&p.name), i)).collect();
        order.sort();
        let mut index_of = vec![0u32; self.places.len()];
        for (new, (_, old)) in order.iter().enumerate() {
            index_of[*old] = new as u32;
        }

        let mut strings = Strings::default();
        let (mut areas, mut area_index) = (Vec::new(), BTreeMap::new());
        let mut records = Vec::with_capacity(self.places.len() * RECORD);
        let mut keys: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (new, (_, old)) in order.iter().enumerate() {
            let place = &self.places[*old];
            let up = |admin: Option<usize>| admin.and_then(|a| index_of.get(a)).map_or(0, |i| i + 1);
            let area = (place.country.map_or([0, 0], CountryCode::bytes), up(place.admin1), up(place.admin2));
            let area = *area_index.entry(area).or_insert_with(|| {
                let at = areas.len() / AREA;
                areas.extend_from_slice(&area.0);
                areas.extend_from_slice(&area.1.to_le_bytes()[..3]);
                areas.extend_from_slice(&area.2.to_le_bytes()[..3]);
                at as u32
            });
            let degree = |x: f64| (x * DEGREE).round() as i32;
            let (lat, lon) = place
                .position
                .filter(|(lat, lon)| lat.abs() <= 90.0 && lon.abs() <= 180.0)
                .map_or((NOWHERE, 0), |(lat, lon)| (degree(lat), degree(lon)));
            let (id, text_id) = match &place.id {
                NewId::Number(n) => (*n, 0),
                NewId::Text(t) => (strings.add(t), 8),
            };
            records.extend_from_slice(&lat.to_le_bytes()[..3]);
            records.extend_from_slice(&lon.to_le_bytes()[..3]);
            records.extend_from_slice(&pack_population(place.population).to_le_bytes());
            records.extend_from_slice(&strings.add(&place.name).to_le_bytes());
            records.extend_from_slice(&id.to_le_bytes());
            records.extend_from_slice(&area.to_le_bytes()[..3]);
            records.push(place.precision.to_byte() | text_id);

            for (key, spelling) in place_keys(place) {
                keys.entry(key).or_default().push((new as u32) << 2 | spelling.to_bits());
            }
        }

        let (postings, fst) = pack_keys(keys).map_err(|e| Error::layer(file, e.to_string()))?;
        let meta = serde_json::to_vec(&meta).map_err(|e| Error::layer(file, e.to_string()))?;
        let sections: [&[u8]; 6] = [&meta, &areas, &records, &strings.bytes, &postings, &fst];
        let mut out = Vec::with_capacity(56 + sections.iter().map(|s| s.len()).sum::<usize>());
        out.extend_from_slice(MAGIC);
        for section in sections {
            out.extend_from_slice(&(section.len() as u64).to_le_bytes());
        }
        for section in sections {
            out.extend_from_slice(section);
        }
        Ok(out)
    }
}

/// Every key a place is found by, each once, by its best spelling.
fn place_keys(place: &NewPlace) -> BTreeMap<String, Spelling> {
    let mut keys = BTreeMap::new();
    for code in &place.codes {
        keys.insert(format!("{CODE}{code}"), Spelling::Primary);
    }
    let names = std::iter::once((&place.name, Spelling::Primary))
        .chain(place.alternates.iter().map(|n| (n, Spelling::Alternate)));
    for (name, spelling) in names {
        let key = compact(name);
        if !key.is_empty() && key.len() <= 255 {
            keys.entry(key).or_insert(spelling);
        }
        if let Some(key) = loose(name).filter(|_| place.transliterated) {
            keys.entry(format!("{LOOSE}{key}")).or_insert(Spelling::Transliteration);
        }
    }
    keys
}

fn pack_keys(keys: BTreeMap<String, Vec<u32>>) -> Result<(Vec<u8>, Vec<u8>), fst::Error> {
    let mut postings: Vec<u8> = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for (key, mut entries) in keys {
        entries.sort_unstable();
        entries.dedup_by_key(|e| *e >> 2);
        let value = match entries.as_slice() {
            [entry] => u64::from(*entry) << 1,
            many => {
                let at = postings.len() as u64;
                postings.extend_from_slice(&(many.len() as u32).to_le_bytes());
                for entry in many {
                    postings.extend_from_slice(&entry.to_le_bytes());
                }
                at << 1 | 1
            }
        };
        map.insert(key, value)?;
    }
    Ok((postings, map.into_inner()?))
}

/// Texts one after another, equal ones once.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    seen: rustc_hash::FxHashMap<String, u32>,
}

impl Strings {
    fn add(&mut self, text: &str) -> u32 {
        let mut end = text.len().min(255);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        if let Some(at) = self.seen.get(text) {
            return *at;
        }
        let at = self.bytes.len() as u32;
        self.bytes.push(end as u8);
        self.bytes.extend_from_slice(text.as_bytes());
        self.seen.insert(text.to_owned(), at);
        at
    }
}
