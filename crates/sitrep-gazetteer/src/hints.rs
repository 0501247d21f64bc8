//! What a context says, made ready to be asked about candidates.

use crate::context::Context;
use crate::fold::{compact, loose};
use crate::gazetteer::Gazetteer;
use crate::place::{CountryCode, Place, Precision};

/// Places looked at for the names of one context.
const MOST_WITHIN: usize = 40;

#[derive(Clone)]
pub(crate) struct Hints<'a> {
    gazetteer: &'a Gazetteer,
    context: &'a Context,
    total: f64,
    admin1: Vec<Place>,
    /// What the place lies within, by name, and the places that may mean.
    pub within_names: Vec<String>,
    pub within: Vec<Place>,
}

impl Gazetteer {
    pub(crate) fn hints<'a>(&'a self, context: &'a Context, phrase_within: &[String]) -> Hints<'a> {
        let total: f64 = context.countries.iter().map(|(_, w)| w).sum();
        let within: Vec<String> = phrase_within.iter().chain(&context.within).cloned().collect();
        let mut admin1 = Vec::new();
        for name in &context.admin1 {
            for (country, _) in &context.countries {
                admin1.extend(self.admin1_named(name, *country));
            }
            if context.countries.is_empty() {
                let named = self.words.readings(name).into_iter().flat_map(|r| self.candidates(&r.name));
                admin1.extend(named.map(|f| f.place).filter(Place::is_admin1).take(MOST_WITHIN));
            }
        }
        Hints {
            gazetteer: self,
            context,
            total,
            admin1,
            within_names: within.clone(),
            within: self.places_of(&within, context),
        }
    }

    /// The places that names around a place may mean: in the context's countries if there are any.
    pub(crate) fn places_of(&self, names: &[String], context: &Context) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        for name in names {
            for reading in self.words.readings(name) {
                let mut found: Vec<Place> = self.candidates(&reading.name).into_iter().map(|f| f.place).collect();
                let inside = |p: &Place| p.country.is_some_and(|c| context.countries.iter().any(|(k, _)| *k == c));
                if found.iter().any(inside) {
                    found.retain(inside);
                }
                if !found.is_empty() {
                    places.extend(found);
                    break;
                }
            }
        }
        places.truncate(MOST_WITHIN);
        places
    }
}

impl<'a> Hints<'a> {
    /// The same context, with other places to lie within.
    pub fn only_within(&self, within: Vec<Place>) -> Hints<'a> {
        Hints { within, within_names: Vec::new(), ..self.clone() }
    }

    pub fn country(&self, country: Option<CountryCode>) -> (f64, String) {
        let Some(country) = country else {
            return (0.0, String::new());
        };
        if self.total <= 0.0 {
            return (0.0, String::new());
        }
        match self.context.countries.iter().find(|(c, _)| *c == country) {
            Some((_, weight)) => {
                let share = weight / self.total;
                (2.0 + 2.5 * share, format!("{country} has {:.0} % of the text's mentions", share * 100.0))
            }
            None => {
                let borders = |other: &CountryCode| {
                    self.gazetteer.country(other.as_str()).is_some_and(|c| c.neighbours.contains(&country))
                };
                match self.context.countries.iter().map(|(c, _)| c).find(|c| borders(c)) {
                    Some(other) => {
                        (-1.6, format!("the text does not speak of {country}, only of its neighbour {other}"))
                    }
                    None => (-2.0, format!("the text does not speak of {country}")),
                }
            }
        }
    }

    pub fn admin1(&self, place: &Place) -> (f64, String) {
        let Some(first) = self.admin1.first() else {
            return (0.0, String::new());
        };
        if place.precision == Precision::Country {
            return (0.0, String::new());
        }
        let same = self.admin1.iter().find(|a| a.country == place.country && a.admin1 == place.admin1);
        match same {
            Some(a) => (3.0, format!("in {}, which the text names", a.name)),
            None => (-2.5, format!("not in {}, which the text names", first.name)),
        }
    }

    pub fn within(&self, place: &Place) -> (f64, String) {
        let named = place.within.as_ref().and_then(|own| self.within_names.iter().find(|n| same_name(own, n)));
        if let Some(name) = named {
            return (4.5, format!("it is known to lie in {name}"));
        }
        if self.within.is_empty() {
            return (0.0, String::new());
        }
        let holds = self.within.iter().find(|outer| {
            outer.id != place.id
                && outer.country == place.country
                && match outer.precision {
                    Precision::Country => true,
                    Precision::Admin1 => outer.admin1 == place.admin1,
                    Precision::Admin2 => {
                        outer.admin2.is_some() && outer.admin2 == place.admin2
                            || outer.distance_km(place).is_some_and(|d| d < 40.0)
                    }
                    _ => place.precision <= Precision::City && outer.distance_km(place).is_some_and(|d| d < 40.0),
                }
        });
        match holds {
            Some(outer) if outer.precision == Precision::Country => (2.0, format!("in {}", outer.name)),
            Some(outer) => (4.0, format!("in or by {}", outer.name)),
            None => (-2.5, format!("not in {}", self.within[0].name)),
        }
    }

    pub fn near(&self, place: &Place) -> (f64, String) {
        if place.precision >= Precision::Admin1 {
            return (0.0, String::new());
        }
        let places = self.context.near.iter().filter(|p| p.precision <= Precision::Admin1);
        let nearest = places.filter_map(|p| Some((place.distance_km(p)?, &p.name))).min_by(|a, b| a.0.total_cmp(&b.0));
        match nearest {
            Some((km, name)) => (((-km / 100.0).exp() * 200.0).round() / 100.0, format!("{km:.0} km from {name}")),
            None => (0.0, String::new()),
        }
    }
}

fn same_name(a: &str, b: &str) -> bool {
    compact(a) == compact(b) || loose(a).is_some_and(|k| loose(b) == Some(k))
}
