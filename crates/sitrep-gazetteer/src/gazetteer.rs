//! All layers together: the world, what is kept by hand, and what was imported.

use std::path::Path;

use rustc_hash::FxHashMap;

use crate::country::{Countries, Country};
use crate::error::Error;
use crate::fold::{alike, compact, loose};
use crate::layer::{LOOSE, Layer, LayerMeta, Spelling};
use crate::place::{CountryCode, Place, Precision};
use crate::words::Words;

/// Where a place is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Ref {
    Layer(usize, u32),
    Curated(usize),
}

/// How alike a transliteration must sound to be looked at: "Homs" and "Hims" are 0.75.
const ALIKE: f64 = 0.7;

/// By which spelling a name led to a place.
struct Hit {
    spelling: Spelling,
    alike: f64,
}

/// A place kept by hand.
pub(crate) struct Curated {
    pub place: Place,
    pub borrowed: bool,
    pub town: u64,
}

/// A place found by a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub place: Place,
    pub spelling: Spelling,
    /// Whether a person put it there: it is then known well, whatever its size.
    pub curated: bool,
    /// How alike the two sound, 1 unless the spelling is a transliteration.
    pub alike: f64,
    /// Whether its coordinates are those of the town or division it lies in.
    pub borrowed: bool,
    /// Inhabitants of the town it belongs to, for a curated place.
    pub town: u64,
    /// Whether it comes from a layer that the user imported.
    pub imported: bool,
}

/// Places by name.
///
/// A gazetteer is read only once opened, holds no global state and can be shared between threads. The embedded world is searched
/// where it lies in the program: opening it costs some milliseconds, for the small lists kept by hand.
pub struct Gazetteer {
    /// The world first, then what was imported.
    pub(crate) layers: Vec<Layer>,
    pub(crate) curated: Vec<Curated>,
    pub(crate) curated_names: FxHashMap<String, Vec<(Ref, Spelling, Box<str>)>>,
    /// Better names for divisions of the world layer.
    pub(crate) admin1_names: FxHashMap<u32, String>,
    pub(crate) countries: Countries,
    pub(crate) words: Words,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gazetteer")
            .field("layers", &self.layers.iter().map(|l| &l.meta).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl Gazetteer {
    /// The world gazetteer that the program carries.
    ///
    /// # Errors
    /// Only if the build itself is broken: the embedded layer or one of the crate's data files does not parse.
    pub fn embedded() -> Result<Self, Error> {
        let world = Layer::from_static(Path::new("world.bin"), sitrep_gazetteer_data::WORLD)?;
        let mut gazetteer = Self {
            layers: vec![world],
            curated: Vec::new(),
            curated_names: FxHashMap::default(),
            admin1_names: FxHashMap::default(),
            countries: Countries::read()?,
            words: Words::read()?,
        };
        gazetteer.add_curated()?;
        Ok(gazetteer)
    }

    pub(crate) fn add_layer(&mut self, layer: Layer) {
        self.layers.push(layer);
    }

    /// What the gazetteer is made of: the world, then the imported layers in the order of their import.
    pub fn layers(&self) -> impl Iterator<Item = &LayerMeta> {
        self.layers.iter().map(|l| &l.meta)
    }

    /// Every place of this name, however spelt, the most populous first.
    ///
    /// Words around the name ("the town of", "eastern", "province") are set aside if the whole is unknown.
    ///
    /// ```
    /// let gazetteer = sitrep_gazetteer::Gazetteer::embedded()?;
    /// let places = gazetteer.find("Dayr az Zawr");
    /// assert_eq!(places[0].country.map(|c| c.to_string()).as_deref(), Some("SY"));
    /// # Ok::<(), sitrep_gazetteer::Error>(())
    /// ```
    #[must_use]
    pub fn find(&self, name: &str) -> Vec<Place> {
        let mut found = Vec::new();
        for reading in self.words.readings(name) {
            found = self.candidates(&reading.name);
            if let Some(kind) = reading.kind.filter(|k| found.iter().any(|f| f.place.precision == *k)) {
                found.sort_by_key(|f| f.place.precision != kind);
            }
            if !found.is_empty() {
                break;
            }
        }
        found.into_iter().map(|f| f.place).collect()
    }

    /// As [`Gazetteer::find`], only in one country.
    #[must_use]
    pub fn find_in(&self, name: &str, country: CountryCode) -> Vec<Place> {
        let mut places = self.find(name);
        places.retain(|p| p.country == Some(country));
        places
    }

    /// Candidates for a name as it stands: the most populous first, transliterations after names that match in full.
    pub(crate) fn candidates(&self, name: &str) -> Vec<Found> {
        let mut all = self.all_candidates(name);
        drop_doubles(&mut all);
        all
    }

    /// The same, with places that several layers hold as often as they do.
    fn all_candidates(&self, name: &str) -> Vec<Found> {
        let found = |place, spelling, alike| Found {
            place,
            spelling,
            alike,
            curated: false,
            borrowed: false,
            town: 0,
            imported: false,
        };
        let countries = self.countries.named(name).into_iter().map(|c| found(c.place(), Spelling::Primary, 1.0));
        let mut all: Vec<Found> = countries.collect();
        for (at, hit) in self.hits(name) {
            all.push(match at {
                Ref::Curated(i) => {
                    let Curated { place, borrowed, town } = &self.curated[i];
                    Found {
                        curated: true,
                        borrowed: *borrowed,
                        town: *town,
                        ..found(place.clone(), hit.spelling, hit.alike)
                    }
                }
                Ref::Layer(layer, index) => {
                    Found { imported: layer > 0, ..found(self.place(layer, index), hit.spelling, hit.alike) }
                }
            });
        }
        all.sort_by_key(|f| {
            let size = match f.place.precision {
                Precision::Country => u64::MAX,
                _ => f.place.population.unwrap_or(if f.curated { 10_000 } else { 0 }),
            };
            (f.spelling == Spelling::Transliteration, std::cmp::Reverse(size))
        });
        all
    }

    /// Where a name leads, in the order of first sight; each place once, by the best of its spellings.
    fn hits(&self, name: &str) -> Vec<(Ref, Hit)> {
        let mut order: Vec<Ref> = Vec::new();
        let mut hits: FxHashMap<Ref, Hit> = FxHashMap::default();
        let mut add = |at: Ref, spelling: Spelling, other: &str| {
            let alike = if spelling == Spelling::Transliteration { alike(name, other) } else { 1.0 };
            if alike < ALIKE {
                return;
            }
            let hit = hits.entry(at).or_insert_with(|| {
                order.push(at);
                Hit { spelling, alike }
            });
            hit.spelling = hit.spelling.min(spelling);
            hit.alike = hit.alike.max(alike);
        };
        let keys = [Some(compact(name)), loose(name).map(|k| format!("{LOOSE}{k}"))];
        for key in keys.into_iter().flatten().filter(|k| !k.is_empty()) {
            for (at, spelling, other) in self.curated_names.get(&key).into_iter().flatten() {
                add(*at, *spelling, other);
            }
        }
        for (i, layer) in self.layers.iter().enumerate().rev() {
            for entry in layer.lookup(name) {
                add(Ref::Layer(i, entry.index), entry.spelling, layer.name(entry.index));
            }
        }
        order.into_iter().filter_map(|at| Some((at, hits.remove(&at)?))).collect()
    }

    pub(crate) fn division_name(&self, layer: usize, index: u32) -> &str {
        match self.admin1_names.get(&index).filter(|_| layer == 0) {
            Some(name) => name,
            None => self.layers.get(layer).map_or("", |l| l.name(index)),
        }
    }

    fn place(&self, layer: usize, index: u32) -> Place {
        self.layers[layer].place(index, |i| self.division_name(layer, i))
    }

    /// The country of this name, of these people, or with this adjective: "Syria", "Syrians", "Syrian"; for names that several
    /// share ("Congo", "Congolese"), the most populous.
    #[must_use]
    pub fn country_of(&self, name_or_demonym: &str) -> Option<&Country> {
        self.countries
            .named(name_or_demonym)
            .first()
            .copied()
            .or_else(|| self.countries.of_people(name_or_demonym).first().copied())
    }

    /// The country with this ISO 3166-1 code of two or three letters.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.by_code(code)
    }

    /// All countries, by code.
    #[must_use]
    pub fn countries(&self) -> &[Country] {
        self.countries.all()
    }

    pub(crate) fn admin1_by_code(&self, code: &str) -> Option<Place> {
        self.layers[0].by_code(code).map(|index| self.place(0, index))
    }

    /// The first-order division of a country by any of its spellings, with or without "province" and the like.
    #[must_use]
    pub fn admin1_named(&self, name: &str, country: CountryCode) -> Option<Place> {
        let readings = self.words.readings(name);
        readings.iter().find_map(|reading| {
            let mut found = self.all_candidates(&reading.name);
            found.retain(|f| f.place.country == Some(country) && f.place.is_admin1() && !f.curated);
            found.into_iter().next().map(|f| f.place)
        })
    }
}

/// The same place from two layers is one: what the user imported, then what is kept by hand, then the world.
fn drop_doubles(found: &mut Vec<Found>) {
    if found.len() < 2 || found.len() > 300 {
        return;
    }
    let rank = |f: &Found| (f.imported, f.curated);
    let same = |a: &Found, b: &Found| {
        let orders = (a.place.precision, b.place.precision);
        let kin = orders.0 == orders.1 || (orders.0 <= Precision::City && orders.1 <= Precision::City);
        kin && a.place.country == b.place.country
            && a.place
                .distance_km(&b.place)
                .is_some_and(|d| d < if orders.0 == Precision::Admin1 { 150.0 } else { 12.0 })
    };
    let doubles: Vec<bool> = found.iter().map(|a| found.iter().any(|b| rank(b) > rank(a) && same(a, b))).collect();
    let mut doubles = doubles.into_iter();
    found.retain(|_| !doubles.next().unwrap_or(false));
}
