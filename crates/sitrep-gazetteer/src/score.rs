//! How plausible one candidate is, in terms that can be told.

use crate::gazetteer::Found;
use crate::hints::Hints;
use crate::layer::Spelling;
use crate::place::Precision;
use crate::resolve::{Scored, Term};
use crate::words::Reading;

/// Taken from a name that only sounds alike, and is elsewhere than the text.
const FOREIGN_SOUND: f64 = 3.0;

/// Scores a candidate; `town_too` says whether a town of its country bears the name as well.
pub(crate) fn score(found: &Found, reading: &Reading, hints: &Hints<'_>, town_too: bool) -> Scored {
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
            let alike = found.alike;
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
    let (weight, why) = kind(found, reading, town_too);
    add("kind", weight, why);
    if place.precision != Precision::Country || place.country.is_none() {
        let (weight, why) = hints.country(place.country);
        add("country", weight, why);
        if weight < 0.0 && found.spelling == Spelling::Transliteration {
            add("spelling", -FOREIGN_SOUND, "elsewhere, only its own spelling would count".into());
        }
    }
    let (weight, why) = hints.admin1(place);
    add("admin1", weight, why);
    let (weight, why) = hints.within(place);
    add("within", weight, why);
    let (weight, why) = hints.near(place);
    add("near", weight, why);
    Scored { place: place.clone(), score: terms.iter().map(|t| t.weight).sum(), terms }
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

/// Where a town and a province share a name, it is rather the town's; a word such as "province" turns that.
fn kind(found: &Found, reading: &Reading, town_too: bool) -> (f64, String) {
    let own = found.place.precision;
    match reading.kind {
        Some(asked)
            if (asked == own && (own != Precision::Admin1 || found.place.is_admin1()))
                || (asked == Precision::City && own < Precision::City) =>
        {
            (2.5, format!("the text says it is {}", asked.as_str()))
        }
        Some(asked) => (-1.0, format!("the text says it is {}", asked.as_str())),
        None if matches!(own, Precision::Admin1 | Precision::Admin2) && town_too && !found.borrowed => {
            (-2.0, "a town bears the name too".into())
        }
        None => (0.0, String::new()),
    }
}
