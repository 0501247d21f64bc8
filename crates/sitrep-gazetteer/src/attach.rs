//! Joining what is kept by hand to the world layer, when a gazetteer is opened.

use rustc_hash::FxHashMap;

use crate::curated::{self, CuratedPlace};
use crate::error::Error;
use crate::fold::{compact, fold, loose};
use crate::gazetteer::{Curated, Found, Gazetteer, Ref};
use crate::layer::{LOOSE, Spelling};
use crate::place::{CountryCode, Place, PlaceId, Precision};

/// The town that a name within a division means; many quarters ask for the same one.
type Towns = FxHashMap<(Option<CountryCode>, Option<u32>, String), Option<Place>>;

impl Gazetteer {
    /// Names of divisions first: what follows uses them.
    pub(crate) fn add_curated(&mut self) -> Result<(), Error> {
        self.add_divisions()?;
        self.add_spellings()?;
        let mut towns = Towns::default();
        for (file, entries) in
            [("data/regions.toml", curated::regions()?), ("data/localities.toml", curated::localities()?)]
        {
            for entry in entries {
                self.add_place(file, &entry, &mut towns)?;
            }
        }
        Ok(())
    }

    fn add_divisions(&mut self) -> Result<(), Error> {
        for division in curated::admin1()? {
            let Some(index) = self.layers[0].by_code(&division.code) else {
                return Err(Error::data("data/admin1.toml", format!("no division has the code {}", division.code)));
            };
            for name in std::iter::once(&division.name).chain(&division.names) {
                self.add_name(name, Ref::Layer(0, index), Spelling::Primary);
            }
            self.admin1_names.insert(index, division.name);
        }
        Ok(())
    }

    fn add_spellings(&mut self) -> Result<(), Error> {
        const FILE: &str = "data/spellings.toml";
        for entry in curated::spellings()? {
            let division = entry.admin1.as_deref().and_then(|code| self.layers[0].by_code(code));
            let world = &self.layers[0];
            let mut found: Vec<u32> =
                world.lookup(&entry.of).iter().filter(|e| e.spelling == Spelling::Primary).map(|e| e.index).collect();
            found.retain(|i| {
                let area = world.area(*i);
                world.precision(*i) == Precision::City
                    && area.country == Some(entry.country)
                    && (division.is_none() || area.admin1 == division)
            });
            let Some(index) = found.into_iter().max_by_key(|i| world.population(*i)) else {
                return Err(Error::data(FILE, format!("no town of {} is called {}", entry.country, entry.of)));
            };
            for name in &entry.names {
                self.add_name(name, Ref::Layer(0, index), Spelling::Alternate);
            }
        }
        Ok(())
    }

    fn add_place(&mut self, file: &'static str, entry: &CuratedPlace, towns: &mut Towns) -> Result<(), Error> {
        let division = match &entry.admin1 {
            None => None,
            Some(code) => Some(
                self.layers[0]
                    .by_code(code)
                    .ok_or_else(|| Error::data(file, format!("{}: no division has the code {code}", entry.name)))?,
            ),
        };
        let town = entry.within.as_ref().and_then(|within| {
            towns
                .entry((entry.country, division, within.clone()))
                .or_insert_with(|| self.town(within, entry.country, division))
                .as_ref()
        });
        let own = entry.lat.zip(entry.lon).map(|at| (at, entry.precision));
        let of_town = || town.and_then(|t| Some(((t.lat?, t.lon?), t.precision)));
        let of_division = || {
            let place = self.layers[0].place(division?, |_| "");
            Some(((place.lat?, place.lon?), Precision::Admin1))
        };
        let Some(((lat, lon), precision)) = own.or_else(of_town).or_else(of_division) else {
            return Err(Error::data(
                file,
                format!("{}: give lat and lon, or a `within` that the gazetteer knows", entry.name),
            ));
        };
        let admin1 =
            division.map(|i| self.division_name(0, i).to_owned()).or_else(|| town.and_then(|t| t.admin1.clone()));
        let area = entry.admin1.as_deref().or(entry.country.as_ref().map(CountryCode::as_str));
        let id: Vec<&str> = [area, entry.within.as_deref(), Some(&entry.name)].into_iter().flatten().collect();
        let place = Place {
            id: PlaceId(format!("sitrep:{}", fold(&id.join(" ")).replace(' ', "-"))),
            name: entry.name.clone(),
            within: entry.within.clone(),
            admin2: None,
            admin1,
            country: entry.country,
            lat: Some(lat),
            lon: Some(lon),
            precision,
            population: None,
        };
        let at = Ref::Curated(self.curated.len());
        self.curated.push(Curated {
            place,
            borrowed: own.is_none(),
            town: town.and_then(|t| t.population).unwrap_or(0),
        });
        self.add_name(&entry.name, at, Spelling::Primary);
        for name in &entry.names {
            self.add_name(name, at, Spelling::Alternate);
        }
        Ok(())
    }

    /// The largest town of this name in the division, or else in the country.
    fn town(&self, name: &str, country: Option<CountryCode>, division: Option<u32>) -> Option<Place> {
        let mut found = self.candidates(name);
        found.retain(|f| f.place.country == country && f.place.precision < Precision::Admin1);
        if let Some(index) = division {
            let inside = |f: &Found| f.place.admin1.as_deref() == Some(self.division_name(0, index));
            if found.iter().any(inside) {
                found.retain(inside);
            }
        }
        found.into_iter().map(|f| f.place).max_by_key(|p| (p.precision == Precision::City, p.population))
    }

    fn add_name(&mut self, name: &str, at: Ref, spelling: Spelling) {
        let mut add =
            |key: String, spelling| self.curated_names.entry(key).or_default().push((at, spelling, name.into()));
        add(compact(name), spelling);
        if let Some(key) = loose(name) {
            add(format!("{LOOSE}{key}"), Spelling::Transliteration);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_places_lie_where_they_say() {
        let gazetteer = Gazetteer::embedded().unwrap();
        let mut ids = std::collections::BTreeSet::new();
        let mut wrong = Vec::new();
        for Curated { place, .. } in &gazetteer.curated {
            if !ids.insert(&place.id) {
                wrong.push(format!("{} twice", place.id));
            }
            let Some((country, admin1)) = place.country.zip(place.admin1.as_deref()) else { continue };
            let division = gazetteer.admin1_named(admin1, country);
            // Divisions in deserts are wide; a slip of a degree in a narrow one still shows.
            let reach = if matches!(country.as_str(), "SY" | "LB" | "PS" | "YE") { 250.0 } else { 400.0 };
            match division.as_ref().and_then(|d| d.distance_km(place)) {
                Some(km) if km > reach => wrong.push(format!("{}: {km:.0} km from the middle of {admin1}", place.name)),
                Some(_) => {}
                None => wrong.push(format!("{}: no division {admin1} in {country}", place.name)),
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
