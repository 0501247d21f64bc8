//! Which place on the map each name of an article means.

use std::collections::HashMap;

use rustc_hash::FxHashMap;
use sitrep_gazetteer::{Context as Hints, CountryCode, Gazetteer, compact};
use sitrep_language::Document;

use super::atlas::Site;
use super::finder::{self, PlaceMention};
use super::words::Level;

/// A town of so many is known well enough to tell where its neighbours are.
const WELL_KNOWN: u64 = 30_000;
/// A gazetteer's answer that needs no second look with the other places at hand.
const SURE: f64 = 0.85;

/// The countries that the article speaks of, and how much.
pub(super) fn countries(doc: &Document, world: &Gazetteer, home: Option<&str>) -> FxHashMap<CountryCode, f64> {
    let mut weights: FxHashMap<CountryCode, f64> = FxHashMap::default();
    if let Some(code) = home.and_then(CountryCode::new) {
        *weights.entry(code).or_default() += 4.0;
    }
    let mut seen: HashMap<&str, Option<CountryCode>> = HashMap::new();
    for token in doc.tokens().filter(|t| t.text().starts_with(char::is_uppercase) && t.text().len() > 3) {
        let text = token.text();
        let code = *seen.entry(text).or_insert_with(|| {
            let bare = finder::stripped(text);
            world.country_of(text).or_else(|| bare.and_then(|b| world.country_of(b))).map(|c| c.code)
        });
        if let Some(code) = code {
            *weights.entry(code).or_default() += 0.5;
        }
    }
    weights
}

pub(super) fn resolve(
    world: &Gazetteer,
    mentions: Vec<PlaceMention>,
    countries: &FxHashMap<CountryCode, f64>,
) -> Vec<Site> {
    let mut base = Hints::new();
    for (code, weight) in countries {
        base = base.country(*code, *weight);
    }
    let phrase = |m: &PlaceMention| match m.level {
        Some(Level::Admin1) => format!("{} province", m.bare),
        _ => m.bare.clone(),
    };
    let outer = |m: &PlaceMention| m.parent.map(|p| mentions[p].bare.clone());
    // The place, whether it is larger than what is meant, and how sure that is.
    type Answer = Option<(sitrep_gazetteer::Place, bool, f64)>;
    let hints_for = |m: &PlaceMention| match outer(m) {
        Some(outer) => base.clone().within(outer),
        None => base.clone(),
    };
    let mut cache: HashMap<(String, Option<String>), Answer> = HashMap::new();
    let mut ask = |m: &PlaceMention| {
        let key = (phrase(m), outer(m));
        if let Some(found) = cache.get(&key) {
            return found.clone();
        }
        let found = world.resolve(&key.0, &hints_for(m)).map(|r| (r.place, r.coarse, r.confidence));
        cache.insert(key, found.clone());
        found
    };
    // First each name by itself, then those that are not well known beside the sure ones told last.
    let first: Vec<_> = mentions.iter().map(&mut ask).collect();
    let anchor = |f: &Answer| match f {
        Some((place, false, confidence)) => {
            let known = place.population.is_some_and(|p| p >= WELL_KNOWN)
                || place.precision == sitrep_gazetteer::Precision::Admin1;
            *confidence >= SURE && known && place.precision < sitrep_gazetteer::Precision::Country
        }
        _ => false,
    };
    let anchors: Vec<bool> = first.iter().map(anchor).collect();
    let mut found = Vec::with_capacity(mentions.len());
    for (k, m) in mentions.iter().enumerate() {
        if anchors[k] || m.level == Some(Level::Country) {
            found.push(first[k].clone());
            continue;
        }
        let before = (0..k).rev().filter(|&j| anchors[j]);
        let after = (k + 1..mentions.len()).filter(|&j| anchors[j]);
        let mut hints = hints_for(m);
        for j in before.take(3).chain(after.take(1)) {
            if let Some((place, ..)) = &first[j] {
                hints = hints.near(place);
            }
        }
        found.push(world.resolve(&phrase(m), &hints).map(|r| (r.place, r.coarse, r.confidence)));
    }
    mentions
        .into_iter()
        .zip(found)
        .map(|(mention, found)| {
            // A namesake abroad for an unknown spot says nothing.
            let home = countries.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(c, _)| *c);
            // And so does one in a country that the article never speaks of.
            let spoken_of = |c: Option<CountryCode>| c.is_none_or(|c| countries.get(&c).is_some_and(|w| *w >= 0.5));
            let found = found.filter(|(place, coarse, _)| {
                let famous = place.precision == sitrep_gazetteer::Precision::Country
                    || !coarse && place.population.is_some_and(|p| p >= WELL_KNOWN);
                famous || place.country == home || !coarse && (home.is_none() || spoken_of(place.country))
            });
            let (known, coarse) = match found {
                Some((place, coarse, _)) => (Some(own_country(world, place, &mention.bare, home)), coarse),
                None => (None, false),
            };
            let by_map = known.as_ref().filter(|_| !coarse).and_then(|p| {
                // A village whose point is only its province's is still a village.
                let borrowed = p.precision == sitrep_gazetteer::Precision::Admin1
                    && p.admin1.as_deref().is_some_and(|a| compact(a) != compact(&p.name));
                (!borrowed).then(|| level(p.precision))
            });
            let level = match (mention.level, by_map) {
                // "Homs province" is no city, whatever the gazetteer's best guess
                (Some(l), _) if l != Level::Exact || by_map.is_none() => Some(l),
                (l, m) => m.or(l),
            };
            Site { mention, known, coarse, level, implied: None }
        })
        .collect()
}

/// "Congo" in an article about one of the two is that one.
fn own_country(
    world: &Gazetteer,
    place: sitrep_gazetteer::Place,
    name: &str,
    home: Option<CountryCode>,
) -> sitrep_gazetteer::Place {
    let other = place.precision == sitrep_gazetteer::Precision::Country && place.country != home;
    let Some(country) = home.filter(|_| other).and_then(|code| world.country(code.as_str())) else { return place };
    if compact(&country.name).contains(&compact(name)) && name.len() > 3 { country.place() } else { place }
}

fn level(known: sitrep_gazetteer::Precision) -> Level {
    match known {
        sitrep_gazetteer::Precision::Exact => Level::Exact,
        sitrep_gazetteer::Precision::District => Level::District,
        sitrep_gazetteer::Precision::City => Level::City,
        sitrep_gazetteer::Precision::Admin2 => Level::Admin2,
        sitrep_gazetteer::Precision::Admin1 => Level::Admin1,
        sitrep_gazetteer::Precision::Country => Level::Country,
    }
}
