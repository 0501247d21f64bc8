//! What one article tells of one incident, made ready for comparing.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use jiff::civil::Date;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use sitrep_record::{Claim, Effect, Incident, IncidentType, Place, Polarity, Precision, Record, Scope};

use super::context::{Sentences, telling};
use super::model::{Model, Words};
use crate::fold::{fold, skeleton};

/// Which incident of which article.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MentionKey {
    /// The article's id.
    pub article: String,
    /// The incident's id within the article's record.
    pub incident: String,
}

/// An incident as one article tells it, with what its claims add, in comparable form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Which it is.
    pub key: MentionKey,
    pub(crate) published: Option<Date>,
    pub(crate) kind: IncidentType,
    /// Its type is one of which there are few in a year.
    #[serde(default)]
    pub(crate) seldom: bool,
    pub(crate) place: Where,
    pub(crate) when: When,
    pub(crate) actors: BTreeSet<String>,
    pub(crate) generic_actors: bool,
    pub(crate) tolls: Vec<(Effect, Figure)>,
    pub(crate) subject: BTreeSet<String>,
    /// Hashes of the telling words around it, ascending: many are compared, and only their number matters.
    pub(crate) wording: Vec<u32>,
}

/// A place in comparable form.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Where {
    /// As the record has it.
    pub said: String,
    /// Skeletons of the names that name a spot (no province, no generic words).
    pub names: BTreeSet<String>,
    /// Skeletons of what it lies within, finer than a province.
    pub context: BTreeSet<String>,
    /// The province's skeleton.
    pub admin1: Option<String>,
    pub country: Option<String>,
    /// Named by the word that names its province too, and not said to be the province.
    pub namesake: bool,
    /// Coordinates, only where they stand for a city or finer.
    pub point: Option<(f64, f64)>,
    /// The middle of a district, where no more is known.
    #[serde(default)]
    pub middle: Option<(f64, f64)>,
    /// Told only as the surroundings of the place that it names.
    #[serde(default)]
    pub around: bool,
}

/// A date in comparable form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct When {
    pub span: Option<(Date, Date)>,
    /// It went on when the article was written.
    pub open: bool,
}

/// What one claim says of an effect, as far as it tells a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Figure {
    pub low: Option<u64>,
    pub high: Option<u64>,
    /// It adds up several incidents or days.
    pub sum: bool,
}

impl Figure {
    /// The number that was said.
    pub fn point(self) -> u64 {
        self.low.or(self.high).unwrap_or(0)
    }
}

impl Mention {
    /// The incidents of a record.
    pub fn of_record(record: &Record, model: &Model) -> Vec<Mention> {
        let text = Sentences::of(record);
        let mut mentions: Vec<Mention> =
            record.incidents.iter().map(|incident| Mention::of(record, &text, incident, model)).collect();
        // An article's incident without any place is compared with those of the country that the article is about.
        let home = home(&mentions);
        for place in mentions.iter_mut().map(|m| &mut m.place).filter(|p| p.country.is_none()) {
            place.country.clone_from(&home);
        }
        mentions
    }

    fn of(record: &Record, text: &Sentences<'_>, incident: &Incident, model: &Model) -> Mention {
        let words = &model.words;
        let claims: Vec<&Claim> =
            record.claims.iter().filter(|c| c.incident.as_deref() == Some(incident.id.as_str())).collect();
        let mut actors: BTreeSet<String> = incident.perpetrators.iter().map(|a| fold(&a.name)).collect();
        let before = actors.len();
        actors.retain(|a| !words.generic_actors.contains(a));
        let told = incident
            .targets
            .iter()
            .map(|t| t.name.as_str())
            .chain(claims.iter().filter_map(|c| c.victims.text.as_deref()));
        let mut subject: BTreeSet<String> = told.flat_map(|text| telling(text, words)).collect();
        let mut wording = text.words(incident, &claims, words);
        for word in claims.iter().flat_map(|c| &c.sources).flat_map(|s| telling(&s.name, words)) {
            wording.remove(&word);
        }
        subject.extend(wording.iter().filter(|w| words.things.contains(*w)).cloned());
        let place = incident.place.as_ref().map(|p| Where::of(p, words)).unwrap_or_default();
        // "air base" of a place's name tells what was hit
        subject.extend(telling(&place.said, words).into_iter().filter(|w| words.things.contains(w)));
        Mention {
            key: MentionKey { article: record.id.clone(), incident: incident.id.clone() },
            published: record.published,
            kind: incident.kind,
            seldom: model.is_singular(incident.kind),
            when: When::of(incident, record.published),
            generic_actors: actors.len() < before,
            place,
            actors,
            tolls: claims.iter().filter_map(|c| figure(c)).collect(),
            subject,
            wording: hashes(&wording),
        }
    }

    /// What comes first: by day of publication, undated last, then by id.
    pub(crate) fn order(&self) -> (bool, Option<Date>, &MentionKey) {
        (self.published.is_none(), self.published, &self.key)
    }

    /// Whether it lacks a day, or a place finer than a province: such incidents join others, but never tie them together.
    pub fn is_vague(&self) -> bool {
        !self.when.is_dated() || !(self.place.is_spot() || self.place.namesake)
    }
}

/// The country of more than half of the incidents that have one.
fn home(mentions: &[Mention]) -> Option<String> {
    let told: Vec<&String> = mentions.iter().filter_map(|m| m.place.country.as_ref()).collect();
    let often = |c: &String| told.iter().filter(|o| **o == c).count() * 2 > told.len();
    told.iter().find(|c| often(c)).map(|c| (*c).clone())
}

impl When {
    fn of(incident: &Incident, published: Option<Date>) -> When {
        let (from, to) = (incident.date.from, incident.date.to);
        // "since Friday": up to the day of the article at most
        let span = match (from, to) {
            (Some(from), Some(to)) => Some((from.min(to), from.max(to))),
            (Some(from), None) => Some((from, published.unwrap_or(from).max(from))),
            (None, Some(to)) => Some((to, to)),
            (None, None) => None,
        };
        When { span, open: from.is_some() && to.is_none() }
    }

    /// Days from first to last; 1 for a single day.
    pub fn days(self) -> Option<i64> {
        self.span.map(|(from, to)| days_between(from, to) + 1)
    }

    /// Whether the day is known, give or take a weekend.
    pub fn is_dated(self) -> bool {
        self.days().is_some_and(|d| d <= 3)
    }
}

/// Whole days from one date to another, negative if the second is earlier.
pub(crate) fn days_between(a: Date, b: Date) -> i64 {
    day_number(b) - day_number(a)
}

/// Days since some fixed day: proleptic Gregorian, so it never fails.
pub(crate) fn day_number(date: Date) -> i64 {
    let (y, m, d) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy
}

impl Where {
    fn of(place: &Place, words: &Words) -> Where {
        let admin1 = place.admin1.as_deref().map(|a| skeleton(&name_words(a, words).0));
        let country = place.country.as_deref().map(str::to_uppercase);
        let mut names = BTreeSet::new();
        let mut namesake = false;
        for part in parts(&place.name, words) {
            let (name, province) = name_words(part, words);
            let capital = part.split_whitespace().any(|w| {
                let plain = fold(w);
                !words.place_generic.contains(&plain)
                    && w.chars().any(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
            });
            if name.is_empty() || !capital {
                continue;
            }
            let bones = skeleton(&name);
            match admin1.as_deref() == Some(bones.as_str()) {
                true => namesake |= !province,
                false => drop(names.insert(bones)),
            }
        }
        let coarse = matches!(place.precision, Some(Precision::Admin1 | Precision::Country));
        if coarse {
            names.clear();
            namesake = false;
        }
        let point = place.lat.zip(place.lon).filter(|_| !coarse && place.precision != Some(Precision::Admin2));
        let context = place.within.iter().flat_map(|w| parts(w, words)).map(|w| skeleton(&name_words(w, words).0));
        let context = context.filter(|w| !w.is_empty() && Some(w) != admin1.as_ref()).collect();
        let middle = place.lat.zip(place.lon).filter(|_| place.precision == Some(Precision::Admin2));
        let around = is_around(&place.name, words);
        Where { said: place.name.clone(), names, context, admin1, country, namesake, point, middle, around }
    }

    /// Whether it names a spot finer than a province.
    pub fn is_spot(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether nothing is known but perhaps the country.
    pub fn is_unknown(&self) -> bool {
        self.names.is_empty() && self.admin1.is_none()
    }
}

/// "outskirts of X", "X suburbs", "south of X".
fn is_around(name: &str, words: &Words) -> bool {
    let folded = fold(name);
    let said: Vec<&str> = folded.split(' ').collect();
    said.iter().any(|w| words.around.contains(*w))
        || said.windows(2).any(|w| words.directions.contains(w[0]) && w[1] == "of")
}

fn parts<'a>(name: &'a str, words: &Words) -> Vec<&'a str> {
    let mut parts = vec![name];
    for link in &words.links {
        parts = parts.into_iter().flat_map(|p| p.split(link.as_str())).collect();
    }
    parts.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// The folded words of a name that name it, and whether a province was said.
pub(crate) fn name_words(name: &str, words: &Words) -> (String, bool) {
    let folded = fold(name);
    let province = folded.split(' ').any(|w| words.province.contains(w));
    let kept: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty() && !words.place_generic.contains(*w)).collect();
    (kept.join(" "), province)
}

fn hashes(words: &BTreeSet<String>) -> Vec<u32> {
    let hash = |word: &String| {
        let mut hasher = FxHasher::default();
        word.hash(&mut hasher);
        #[allow(clippy::cast_possible_truncation)] // the upper half is the better one
        let short = (hasher.finish() >> 32) as u32;
        short
    };
    let mut hashes: Vec<u32> = words.iter().map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn figure(claim: &Claim) -> Option<(Effect, Figure)> {
    let told = claim.count.low.is_some() || claim.count.high.is_some();
    let whole = claim.scope != Scope::Subset && claim.polarity == Polarity::Asserted;
    // "nobody was hurt" is said beside any toll
    let none = claim.count.high == Some(0);
    (told && whole && !none).then_some((
        claim.effect,
        Figure { low: claim.count.low, high: claim.count.high, sum: claim.scope == Scope::Aggregate },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn place(name: &str, admin1: Option<&str>) -> Where {
        let place = Place {
            name: name.into(),
            within: Vec::new(),
            admin1: admin1.map(Into::into),
            country: Some("XX".into()),
            lat: None,
            lon: None,
            precision: None,
        };
        Where::of(&place, &Model::builtin().unwrap().words)
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(days_between(date(2016, 2, 28), date(2016, 3, 1)), 2);
        assert_eq!(days_between(date(2017, 2, 28), date(2017, 3, 1)), 1);
        assert_eq!(days_between(date(2017, 1, 1), date(2016, 12, 31)), -1);
        assert_eq!(days_between(date(-9999, 1, 1), date(9999, 12, 31)), 7_304_483);
    }

    #[test]
    fn a_place_is_a_spot_only_if_it_has_a_name() {
        assert!(place("Wadi Safra", Some("Norland")).is_spot());
        assert!(place("eastern quarter of Safra", Some("Norland")).is_spot());
        assert!(!place("a checkpoint", Some("Norland")).is_spot());
        assert!(!place("Norland province", Some("Norland")).is_spot());
        let city = place("Norland", Some("Norland"));
        assert!(city.namesake && !city.is_spot());
        assert!(!place("Norland province", Some("Norland")).namesake);
    }

    #[test]
    fn names_in_a_script_without_capitals_count() {
        assert!(place("الصفرة", None).is_spot());
    }
}
