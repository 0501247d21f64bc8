//! Choosing among namesakes, and saying why.
//!
//! Each candidate's score is a sum of named terms, in units of roughly a factor of ten in plausibility. "Unknown", that the gazetteer does
//! not hold the place that is meant, is a candidate like the others; where it wins, the answer is `None`.

use serde::Serialize;

use crate::context::Context;
use crate::fold::{alike, compact, loose};
use crate::gazetteer::{Found, Gazetteer};
use crate::layer::Spelling;
use crate::place::{CountryCode, Place, Precision};
use crate::words::{Phrase, Reading};

/// What "the gazetteer does not know it" scores before anything is said: as much as a town of a thousand in no context.
const UNKNOWN: f64 = 3.0;
/// Added to unknown for a word that texts use for other things.
const COMMON: f64 = 3.0;
/// How alike a transliteration must sound to be looked at.
const ALIKE: f64 = 0.7;
/// Candidates looked at for one name, and names looked at for one context.
const MOST_CANDIDATES: usize = 400;
const MOST_WITHIN: usize = 40;

/// One reason for or against a candidate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// Its name: `spelling` `size` `kind` `country` `admin1` `within` `near` `peeled` `common` `prior`.
    pub name: &'static str,
    /// What it adds to the score.
    pub weight: f64,
    /// The fact behind it.
    pub detail: String,
}

/// A candidate and its reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// The candidate.
    pub place: Place,
    /// The sum of its terms.
    pub score: f64,
    /// Its reasons.
    pub terms: Vec<Term>,
}

/// The place that a name in a text means, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Resolution {
    /// The place.
    pub place: Place,
    /// The part of the phrase that named it: "Tabqa" of "south of Tabqa".
    pub matched: String,
    /// Whether the phrase means something finer than this place: a spot by it, a part of it, or a name unknown that lies within it.
    pub coarse: bool,
    /// Between 0 and 1: how far it is ahead of the next place elsewhere, and of being unknown (a logistic function of the margin; not calibrated).
    pub confidence: f64,
    /// The sum of its terms.
    pub score: f64,
    /// Why this place.
    pub terms: Vec<Term>,
    /// Other candidates, the best first, at most five; those that lost to "unknown" among them.
    pub others: Vec<Scored>,
}

impl Gazetteer {
    /// The place that a name or phrase means in its context; `None` if it is unknown or nothing speaks for any namesake.
    ///
    /// Phrases are taken apart: "X, Y" and "X in Y" (Y also counts as [`Context::within`]), "southern outskirts of X", "X province", "X and Y"
    /// (the first that resolves). Where X is unknown but what the phrase says it lies within is not, the answer is that, with
    /// [`Resolution::coarse`] set.
    ///
    /// ```
    /// use sitrep_gazetteer::{Context, CountryCode, Gazetteer};
    /// let gazetteer = Gazetteer::embedded()?;
    /// let context = Context::new().country(CountryCode::new("LB").unwrap(), 3.0);
    /// let found = gazetteer.resolve("Tripoli", &context).unwrap();
    /// assert_eq!(found.place.country.unwrap().as_str(), "LB");
    /// assert!(gazetteer.resolve("Qwertyville", &context).is_none());
    /// # Ok::<(), sitrep_gazetteer::Error>(())
    /// ```
    #[must_use]
    pub fn resolve(&self, name: &str, context: &Context) -> Option<Resolution> {
        let Phrase { names, within } = self.words.phrase(name);
        let listed = names.len() > 1;
        let mut hints = self.hints(context, &within);
        for (i, readings) in names.iter().enumerate() {
            if let Some(mut found) = self.best(readings, &hints) {
                found.coarse |= listed && i > 0;
                return Some(found);
            }
        }
        hints.within.clear();
        for (i, outer) in within.iter().enumerate() {
            hints.within = self.places_of(&within[i + 1..], context);
            if let Some(mut found) = self.best(&self.words.readings(outer), &hints) {
                found.coarse = true;
                return Some(found);
            }
        }
        None
    }

    fn hints<'a>(&'a self, context: &'a Context, phrase_within: &[String]) -> Hints<'a> {
        let total: f64 = context.countries.iter().map(|(_, w)| w).sum();
        let within: Vec<String> = phrase_within.iter().chain(&context.within).cloned().collect();
        let mut admin1 = Vec::new();
        for name in &context.admin1 {
            for (country, _) in &context.countries {
                admin1.extend(self.admin1_named(name, *country));
            }
            if context.countries.is_empty() {
                let named = self.words.readings(name).into_iter().flat_map(|r| self.candidates(&r.name));
                admin1.extend(named.map(|f| f.place).filter(|p| p.precision == Precision::Admin1).take(MOST_WITHIN));
            }
        }
        Hints { context, total, admin1, within_names: within.clone(), within: self.places_of(&within, context) }
    }

    /// The places that names around a place may mean: in the context's countries if there are any.
    fn places_of(&self, names: &[String], context: &Context) -> Vec<Place> {
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

    fn best(&self, readings: &[Reading], hints: &Hints<'_>) -> Option<Resolution> {
        let mut scored: Vec<(Scored, &Reading)> = Vec::new();
        for reading in readings {
            let found = self.candidates(&reading.name);
            let heard =
                |f: &&Found| f.spelling != Spelling::Transliteration || alike(&reading.name, &f.place.name) >= ALIKE;
            scored.extend(
                found.iter().filter(heard).take(MOST_CANDIDATES).map(|f| (self.score(f, reading, hints), reading)),
            );
        }
        scored.sort_by(|a, b| b.0.score.total_cmp(&a.0.score));
        let (best, reading) = scored.first()?;
        let common = best.place.precision != Precision::Country
            && (self.words.is_common(&reading.name) || !self.countries.of_people(&reading.name).is_empty());
        let unknown = UNKNOWN + if common { COMMON } else { 0.0 };
        if best.score <= unknown {
            return None;
        }
        let elsewhere = scored[1..].iter().find(|(s, _)| {
            s.place.country != best.place.country
                || (s.place.admin1 != best.place.admin1 && s.place.distance_km(&best.place).is_none_or(|d| d > 30.0))
        });
        let rival = elsewhere.map_or(unknown, |(s, _)| s.score.max(unknown));
        Some(Resolution {
            place: best.place.clone(),
            matched: reading.name.clone(),
            coarse: reading.part,
            confidence: 1.0 / (1.0 + (rival - best.score).exp()),
            score: best.score,
            terms: best.terms.clone(),
            others: scored[1..].iter().take(5).map(|(s, _)| s.clone()).collect(),
        })
    }

    fn score(&self, found: &Found, reading: &Reading, hints: &Hints<'_>) -> Scored {
        let place = &found.place;
        let mut terms = Vec::new();
        let mut add = |name, weight: f64, detail: String| {
            if weight != 0.0 {
                terms.push(Term { name, weight, detail });
            }
        };
        match found.spelling {
            Spelling::Primary => {}
            Spelling::Alternate => add("spelling", -0.2, format!("another name of {}", place.name)),
            Spelling::Transliteration => {
                let alike = alike(&reading.name, &place.name);
                add(
                    "spelling",
                    -0.8 - 7.0 * (1.0 - alike),
                    format!("{} sounds {:.0} % like {}", reading.name, alike * 100.0, place.name),
                );
            }
        }
        if reading.peeled > 0 {
            add("peeled", -0.2 * reading.peeled.min(4) as f64, format!("only “{}” of the phrase", reading.name));
        }
        let (weight, why) = prior(found);
        add("size", weight, why);
        let (weight, why) = kind(place, reading);
        add("kind", weight, why);
        if place.precision != Precision::Country || place.country.is_none() {
            let (weight, why) = hints.country(place.country);
            add("country", weight, why);
        }
        let (weight, why) = hints.admin1(place);
        add("admin1", weight, why);
        let (weight, why) = hints.within(place);
        add("within", weight, why);
        let (weight, why) = hints.near(place);
        add("near", weight, why);
        Scored { place: place.clone(), score: terms.iter().map(|t| t.weight).sum(), terms }
    }
}

/// How likely a place is to be spoken of at all: its inhabitants' power of ten, or a fixed value where size says little.
fn prior(found: &Found) -> (f64, String) {
    let place = &found.place;
    let power = |p: u64| (p as f64 + 1.0).log10();
    match (place.precision, place.population) {
        (Precision::Country, _) if place.country.is_some() => (12.0, "a country".into()),
        (_, Some(p)) => (power(p).max(1.0), format!("{p} inhabitants")),
        _ if found.curated && place.within.is_none() && place.precision >= Precision::Admin2 && !found.borrowed => {
            (6.0, "a well-known region".into())
        }
        // Quarters of a great town are spoken of more than those of a small one, if only a little.
        _ if found.curated => (2.0 + 0.1 * power(found.town), "kept by hand".into()),
        _ if found.imported => (2.0, "from an imported list".into()),
        _ => (0.5, "inhabitants unknown".into()),
    }
}

/// A bare name is rather the town than the province of that name; a word such as "province" turns that.
fn kind(place: &Place, reading: &Reading) -> (f64, String) {
    let own = place.precision;
    match reading.kind {
        Some(asked) if asked == own || (asked == Precision::City && own < Precision::City) => {
            (2.5, format!("the text says it is {}", asked.as_str()))
        }
        Some(asked) => (-1.0, format!("the text says it is {}", asked.as_str())),
        None if own == Precision::Admin1 => (-1.5, "a division, and the text does not say so".into()),
        None if own == Precision::Admin2 => (-2.0, "a division, and the text does not say so".into()),
        None => (0.0, String::new()),
    }
}

struct Hints<'a> {
    context: &'a Context,
    total: f64,
    admin1: Vec<Place>,
    within_names: Vec<String>,
    within: Vec<Place>,
}

impl Hints<'_> {
    fn country(&self, country: Option<CountryCode>) -> (f64, String) {
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
            None => (-2.0, format!("the text does not speak of {country}")),
        }
    }

    fn admin1(&self, place: &Place) -> (f64, String) {
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

    fn within(&self, place: &Place) -> (f64, String) {
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

    fn near(&self, place: &Place) -> (f64, String) {
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
