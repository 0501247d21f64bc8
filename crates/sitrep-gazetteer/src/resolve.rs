//! Choosing among namesakes, and saying why.
//!
//! Each candidate's score is a sum of named terms, in units of roughly a factor of ten in plausibility. "Unknown", that the gazetteer does
//! not hold the place that is meant, is a candidate like the others; where it wins, the answer is `None`.

use serde::Serialize;

use crate::context::Context;
use crate::gazetteer::Gazetteer;
use crate::hints::Hints;
use crate::place::{Place, Precision};
use crate::score::score;
use crate::words::{Phrase, Reading};

/// What "the gazetteer does not know it" scores before anything is said: as much as a town of a thousand in no context.
const UNKNOWN: f64 = 3.0;
/// Added to unknown for a word that texts use for other things.
const COMMON: f64 = 3.0;
/// Candidates looked at for one name.
const MOST_CANDIDATES: usize = 400;
/// The most words that are tried as two names run together.
const RUN_TOGETHER: usize = 5;

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
        let bare = within.is_empty() && !listed;
        if let Some(found) = bare.then(|| self.run_together(name, &hints)).flatten() {
            return Some(found);
        }
        hints.within.clear();
        for (i, outer) in within.iter().enumerate() {
            hints.within = self.places_of(&within[i + 1..], context);
            let mut readings = self.words.readings(outer);
            // Of an unknown place the province is told more surely than the town.
            if let Some(bare) = readings.iter_mut().find(|r| r.kind.is_none() && !r.part) {
                bare.kind = context
                    .countries
                    .iter()
                    .any(|(c, _)| self.admin1_named(&bare.name, *c).is_some())
                    .then_some(Precision::Admin1);
            }
            if let Some(mut found) = self.best(&readings, &hints) {
                found.coarse = true;
                return Some(found);
            }
        }
        None
    }

    /// "Saraqeb Idlib", "Syrias Idlib": text that lost its commas and apostrophes. Both parts must resolve, one within the other.
    fn run_together(&self, name: &str, hints: &Hints<'_>) -> Option<Resolution> {
        let words: Vec<&str> = name.split_whitespace().collect();
        if !(2..=RUN_TOGETHER).contains(&words.len()) {
            return None;
        }
        let resolve = |text: &str, within: Vec<Place>| {
            let found = self.best(&self.words.readings(text), &hints.only_within(within));
            found.filter(|r| r.terms.iter().all(|t| t.name != "spelling" || t.weight > -1.5))
        };
        (1..words.len()).find_map(|i| {
            let (head, tail) = (words[..i].join(" "), words[i..].join(" "));
            let owner = head.strip_suffix('s').unwrap_or(&head);
            let people = self.countries.of_people(owner).first().map(|c| c.place());
            let outers = [
                (&head, resolve(&tail, Vec::new()).map(|r| r.place)),
                (&tail, people.or_else(|| resolve(owner, Vec::new()).map(|r| r.place))),
            ];
            outers.into_iter().find_map(|(inner, outer)| {
                let found = resolve(inner, vec![outer?])?;
                found.terms.iter().any(|t| t.name == "within" && t.weight > 0.0).then_some(found)
            })
        })
    }

    fn best(&self, readings: &[Reading], hints: &Hints<'_>) -> Option<Resolution> {
        let mut scored: Vec<(Scored, &Reading)> = Vec::new();
        for reading in readings {
            let found = self.candidates(&reading.name);
            // The town or the province? Only where both bear the name does it need a word to tell.
            let towns: Vec<_> =
                found.iter().filter(|f| f.place.precision == Precision::City).map(|f| f.place.country).collect();
            scored.extend(
                found
                    .iter()
                    .take(MOST_CANDIDATES)
                    .map(|f| (score(f, reading, hints, towns.contains(&f.place.country)), reading)),
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
}
