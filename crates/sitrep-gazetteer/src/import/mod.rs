//! Places from files: GeoNames dumps, lists with p-codes, JSON.

mod collect;
mod csv;
mod geonames;
mod json;
mod world;

use std::path::{Path, PathBuf};

pub use world::pack_world;

use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::layer::{Layer, LayerMeta};
use collect::Collector;

/// The largest file that is read, in bytes (all of GeoNames is 1.7 GB; one country is seldom above 100 MB).
const LARGEST_FILE: u64 = 1 << 30;
/// Problems kept in a report; further ones are only counted.
const MOST_PROBLEMS: usize = 100;

/// What a file to import is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportFormat {
    /// A GeoNames dump: nineteen columns divided by tabs, as `SY.txt`. Populated places, divisions of the first two orders, bases, airfields, camps,
    /// crossings and regions are taken, other features left out.
    GeoNames,
    /// Comma-, semicolon- or tab-separated values with a header. Known columns, in any case and order: `admin1Name` `admin1Pcode` `ADM1_EN` `ADM1_PCODE` `adm1_name` …
    /// up to level 4, other languages as `ADM1_AR`; `name` `pcode` `id` `country` `lat` `lon` `population` `aliases` (divided by `|` or `;`).
    Csv,
    /// An array of objects with `name` (a text, or texts by language), `aliases` (texts, or objects with `value`), `centroid` (`latitude`, `longitude`) or `lat` and `lon`,
    /// `id`, `country`, and parents as `governorateId`, `districtId`, `admin1` or `admin2`.
    Json,
}

impl ImportFormat {
    /// What a file seems to be, by its name and first bytes.
    #[must_use]
    pub fn guess(file: &Path, data: &[u8]) -> Self {
        let extension = file.extension().and_then(|e| e.to_str()).unwrap_or("").to_ascii_lowercase();
        let start = data.iter().copied().find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf));
        let first_line = data.split(|b| *b == b'\n').next().unwrap_or(&[]);
        if extension == "json" || extension == "geojson" || matches!(start, Some(b'[' | b'{')) {
            Self::Json
        } else if first_line.iter().filter(|b| **b == b'\t').count() == 18
            && first_line.first().is_some_and(u8::is_ascii_digit)
        {
            Self::GeoNames
        } else {
            Self::Csv
        }
    }
}

/// What an import took and left.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// Places taken.
    pub places: usize,
    /// Entries left out on purpose: features that are no places.
    pub left_out: usize,
    /// Entries that could not be read.
    pub bad: usize,
    /// The first hundred of them, with line and remedy.
    pub problems: Vec<Error>,
}

impl ImportReport {
    fn problem(&mut self, error: Error) {
        self.bad += 1;
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(error);
        }
    }
}

/// Places read from a file, packed, ready to be added to a gazetteer and saved.
pub struct Import {
    layer: Layer,
    report: ImportReport,
}

impl Import {
    /// Reads a file, whose format is guessed. Its divisions take the names that `gazetteer` has for them, so that all layers agree.
    ///
    /// # Errors
    /// If the file cannot be read, is larger than 1 GiB, or holds not one place.
    pub fn file(file: &Path, gazetteer: &Gazetteer) -> Result<Self, Error> {
        let size = std::fs::metadata(file).map_err(|e| Error::io(file, e))?.len();
        if size > LARGEST_FILE {
            return Err(Error::import(file, 0, format!("{size} bytes are too many"), "import one country at a time"));
        }
        let data = std::fs::read(file).map_err(|e| Error::io(file, e))?;
        Self::data(file, &data, ImportFormat::guess(file, &data), gazetteer)
    }

    /// Reads data in a known format; `file` names it in errors and in the layer.
    ///
    /// # Errors
    /// If the data hold not one place.
    pub fn data(file: &Path, data: &[u8], format: ImportFormat, gazetteer: &Gazetteer) -> Result<Self, Error> {
        let mut collector = Collector::new(file, gazetteer);
        match format {
            ImportFormat::GeoNames => geonames::read(&mut collector, data),
            ImportFormat::Csv => csv::read(&mut collector, data)?,
            ImportFormat::Json => json::read(&mut collector, data)?,
        }
        let (builder, mut report) = collector.finish();
        if builder.len() == 0 {
            return Err(report.problems.into_iter().next().unwrap_or_else(|| {
                Error::import(
                    file,
                    0,
                    "it holds no place",
                    "give a GeoNames dump, a table with names and coordinates, or a JSON array of places",
                )
            }));
        }
        report.places = builder.len();
        let name = file.file_stem().map_or_else(|| "import".to_owned(), |n| n.to_string_lossy().into_owned());
        let ids = if format == ImportFormat::GeoNames { "geonames" } else { "import" };
        let meta = LayerMeta { name, source: file.display().to_string(), licence: None, places: 0, ids: ids.into() };
        let layer = Layer::from_vec(file, builder.pack(file, meta)?)?;
        Ok(Self { layer, report })
    }

    /// What was taken and left.
    #[must_use]
    pub fn report(&self) -> &ImportReport {
        &self.report
    }

    /// Saves the packed places; [`Gazetteer::open_layer`] opens them without reading their source again.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn save(&self, file: &Path) -> Result<(), Error> {
        // Written beside and moved, so that a reader never meets half a layer.
        let beside: PathBuf = file.with_extension("part");
        std::fs::write(&beside, self.layer.bytes()).map_err(|e| Error::io(&beside, e))?;
        std::fs::rename(&beside, file).map_err(|e| Error::io(file, e))
    }
}

impl Gazetteer {
    /// Adds imported places; where they and the world agree on a place, theirs is kept.
    pub fn add(&mut self, import: Import) {
        self.add_layer(import.layer);
    }

    /// Imports a file and adds its places: [`Import::file`], then [`Gazetteer::add`].
    ///
    /// # Errors
    /// As [`Import::file`].
    pub fn import(&mut self, file: &Path) -> Result<ImportReport, Error> {
        let Import { layer, report } = Import::file(file, self)?;
        self.add_layer(layer);
        Ok(report)
    }

    /// Opens a layer saved by [`Import::save`] and adds it.
    ///
    /// # Errors
    /// If the file cannot be read, is damaged, or was written by another version.
    pub fn open_layer(&mut self, file: &Path) -> Result<(), Error> {
        let data = std::fs::read(file).map_err(|e| Error::io(file, e))?;
        self.add_layer(Layer::from_vec(file, data)?);
        Ok(())
    }
}
