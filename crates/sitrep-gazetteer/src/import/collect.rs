//! What all import formats share: divisions found once, bounds kept, the world's names taken.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::ImportReport;
use crate::error::Error;
use crate::fold::{LONGEST_NAME, compact};
use crate::gazetteer::Gazetteer;
use crate::layer::{LayerBuilder, NewId, NewPlace};
use crate::place::{CountryCode, Precision};

/// Other names kept for one place.
const MOST_ALTERNATES: usize = 200;

/// A place as a format gave it.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub id: String,
    pub name: String,
    pub alternates: Vec<String>,
    pub country: Option<CountryCode>,
    pub admin1: Option<usize>,
    pub admin2: Option<usize>,
    pub position: Option<(f64, f64)>,
    pub population: u64,
    pub codes: Vec<String>,
}

pub(super) struct Collector<'a> {
    pub file: &'a Path,
    pub gazetteer: &'a Gazetteer,
    pub report: ImportReport,
    builder: LayerBuilder,
    /// Divisions by order, parent and folded name or code.
    divisions: FxHashMap<(Precision, Option<usize>, String), usize>,
    /// Positions of places within a division that has none of its own.
    sums: FxHashMap<usize, (f64, f64, u32)>,
}

impl<'a> Collector<'a> {
    pub fn new(file: &'a Path, gazetteer: &'a Gazetteer) -> Self {
        Self {
            file,
            gazetteer,
            report: ImportReport::default(),
            builder: LayerBuilder::default(),
            divisions: FxHashMap::default(),
            sums: FxHashMap::default(),
        }
    }

    pub fn problem(&mut self, line: usize, problem: impl Into<String>, remedy: &'static str) {
        self.report.problem(Error::import(self.file, line, problem, remedy));
    }

    /// The first-order division of this name or code in a country, made if it is new.
    pub fn admin1(&mut self, row: Row) -> Option<usize> {
        let country = row.country?;
        let known = self.gazetteer.admin1_named(&row.name, country);
        let mut row = row;
        if let Some(known) = known {
            // One division, one name, whatever the file calls it.
            let own = std::mem::replace(&mut row.name, known.name);
            row.alternates.push(own);
            row.position = row.position.or(known.lat.zip(known.lon));
            if row.population == 0 {
                row.population = known.population.unwrap_or(0);
            }
        }
        self.division(Precision::Admin1, None, row)
    }

    /// The second-order division of this name or code, made if it is new.
    pub fn admin2(&mut self, row: Row) -> Option<usize> {
        self.division(Precision::Admin2, row.admin1, row)
    }

    fn division(&mut self, precision: Precision, parent: Option<usize>, row: Row) -> Option<usize> {
        let place_in = row.country.map_or(String::new(), |c| c.to_string());
        let mut keys: Vec<String> = row.codes.iter().map(|c| format!("{place_in}#{c}")).collect();
        keys.push(format!("{place_in}:{}", compact(&row.name)));
        if !row.id.is_empty() {
            keys.push(format!("{place_in}#{}", row.id));
        }
        let found = keys.iter().find_map(|k| self.divisions.get(&(precision, parent, k.clone())).copied());
        let at = match found {
            Some(at) => {
                let place = &mut self.builder.places_mut()[at];
                place.position = row.position.or(place.position);
                for name in row.alternates {
                    if place.alternates.len() < MOST_ALTERNATES && !place.alternates.contains(&name) {
                        place.alternates.push(name);
                    }
                }
                at
            }
            None => {
                let at = self.push(row, precision)?;
                let place = &mut self.builder.places_mut()[at];
                if precision == Precision::Admin1 {
                    place.admin1 = Some(at);
                } else {
                    place.admin2 = Some(at);
                }
                at
            }
        };
        for key in keys {
            self.divisions.entry((precision, parent, key)).or_insert(at);
        }
        Some(at)
    }

    /// The division already known by this name, code or id.
    pub fn known(
        &self,
        precision: Precision,
        parent: Option<usize>,
        country: Option<CountryCode>,
        code_or_name: &str,
    ) -> Option<usize> {
        let place_in = country.map_or(String::new(), |c| c.to_string());
        [format!("{place_in}#{code_or_name}"), format!("{place_in}:{}", compact(code_or_name))]
            .into_iter()
            .find_map(|k| self.divisions.get(&(precision, parent, k)).copied())
    }

    /// Takes a place; `None`, with a note in the report, if it has no name.
    pub fn push(&mut self, row: Row, precision: Precision) -> Option<usize> {
        let name: String = row.name.trim().chars().take(LONGEST_NAME).collect();
        if compact(&name).is_empty() {
            self.problem(0, format!("a place without a name (id “{}”)", row.id), "give it a name");
            return None;
        }
        let position = row
            .position
            .filter(|(lat, lon)| lat.is_finite() && lon.is_finite() && lat.abs() <= 90.0 && lon.abs() <= 180.0);
        if let Some((lat, lon)) = position {
            for division in [row.admin1, row.admin2].into_iter().flatten() {
                let sum = self.sums.entry(division).or_default();
                *sum = (sum.0 + lat, sum.1 + lon, sum.2 + 1);
            }
        }
        let id = match row.id.parse::<u32>() {
            Ok(number) => NewId::Number(number),
            Err(_) if row.id.is_empty() => NewId::Text(compact(&name)),
            Err(_) => NewId::Text(row.id),
        };
        let mut alternates = row.alternates;
        alternates.truncate(MOST_ALTERNATES);
        Some(self.builder.push(NewPlace {
            id,
            name,
            alternates,
            country: row.country,
            admin1: row.admin1,
            admin2: row.admin2,
            position,
            population: row.population,
            precision,
            codes: row.codes,
            transliterated: true,
        }))
    }

    pub fn finish(mut self) -> (LayerBuilder, ImportReport) {
        for (division, (lat, lon, n)) in self.sums {
            let place = &mut self.builder.places_mut()[division];
            place.position = place.position.or(Some((lat / f64::from(n), lon / f64::from(n))));
        }
        (self.builder, self.report)
    }
}
