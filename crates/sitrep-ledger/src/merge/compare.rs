//! Two incidents side by side: the level of each feature, and the sum of the weights.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use sitrep_record::Effect;

use super::levels::{ActorLevel, DateLevel, Feature, PlaceLevel, SubjectLevel, TollLevel, TypeLevel, WordingLevel};
use super::mention::{Figure, Mention, When, Where, days_between};
use super::model::{Model, Weight};
use crate::Explanation;

/// The picked level of every feature, and what they add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    levels: [(Feature, usize); 8],
    pub(crate) total: Weight,
}

impl Score {
    /// Compares two incidents; the order does not matter.
    pub fn of(a: &Mention, b: &Mention, model: &Model) -> Score {
        let killed = |e: Effect| e == Effect::Killed;
        let levels = [
            (Feature::Type, kind(a, b, model) as usize),
            (Feature::Place, place(&a.place, &b.place) as usize),
            (Feature::Date, date(a, b) as usize),
            (Feature::Actors, actors(a, b) as usize),
            (Feature::Killed, toll(a, b, killed) as usize),
            (Feature::Others, toll(a, b, |e| !killed(e)) as usize),
            (Feature::Subject, subject(&a.subject, &b.subject, model) as usize),
            (Feature::Wording, wording(&a.wording, &b.wording) as usize),
        ];
        let total = model.prior + levels.iter().map(|(f, l)| model.weight(*f, *l)).sum::<Weight>();
        Score { levels, total }
    }

    /// Whether the same incident is the likelier reading.
    pub fn joins(&self, model: &Model) -> bool {
        self.total >= model.threshold
    }

    /// The sum in thousandths of a bit.
    pub(crate) fn thousandths(&self) -> Weight {
        self.total
    }

    /// The sum in bits: above zero, the same incident is the likelier reading.
    pub fn bits(&self) -> f64 {
        bits(self.total)
    }

    /// The waterfall: prior, each feature's level with both values, sum.
    pub fn explain(&self, a: &Mention, b: &Mention, model: &Model) -> Explanation {
        let mut parts = vec![Explanation::of("prior", "two incidents of one province and day").bits(bits(model.prior))];
        parts.extend(self.levels.iter().map(|(feature, level)| {
            let because = format!("{} ({} | {})", model.says(*feature, *level), value(a, *feature), value(b, *feature));
            Explanation::of(feature.name(), because).bits(bits(model.weight(*feature, *level)))
        }));
        let because = match self.total >= model.threshold {
            true => "the same incident is the likelier reading",
            false => "two incidents are the likelier reading",
        };
        Explanation::of("score", because).bits(self.bits()).with(parts)
    }
}

pub(crate) fn bits(weight: Weight) -> f64 {
    #[allow(clippy::cast_precision_loss)] // weights are small
    let weight = weight as f64;
    weight / 1000.0
}

fn kind(a: &Mention, b: &Mention, model: &Model) -> TypeLevel {
    match (a.kind, b.kind) {
        (x, y) if x == y && model.is_singular(x) => TypeLevel::Singular,
        (x, y) if x == y && model.is_rare(x) => TypeLevel::SameRare,
        (x, y) if x == y && !model.is_open(x) => TypeLevel::Same,
        (x, y) if model.is_open(x) || model.is_open(y) => TypeLevel::Open,
        (x, y) if model.are_related(x, y) => TypeLevel::Related,
        _ => TypeLevel::Different,
    }
}

const VERY_NEAR_KM: f64 = 3.0;
const NEAR_KM: f64 = 25.0;

fn place(a: &Where, b: &Where) -> PlaceLevel {
    if a.country.is_some() && b.country.is_some() && a.country != b.country {
        return PlaceLevel::Abroad;
    }
    if !a.names.is_disjoint(&b.names) {
        return match apart(a, b).is_some_and(|km| km > NEAR_KM * 2.0) || other_province(a, b) && a.point.is_none() {
            true => PlaceLevel::Far, // namesakes
            false => PlaceLevel::SameSpot,
        };
    }
    let km = apart(a, b);
    if a.is_spot()
        && b.is_spot()
        && alike(&a.names, &b.names)
        && !other_province(a, b)
        && km.is_none_or(|km| km <= NEAR_KM)
    {
        return PlaceLevel::Alike;
    }
    if a.namesake && b.namesake && a.admin1 == b.admin1 {
        return PlaceLevel::SameTown;
    }
    if km.is_some_and(|km| km <= VERY_NEAR_KM) {
        return PlaceLevel::VeryNear;
    }
    if !a.names.is_disjoint(&b.context) || !b.names.is_disjoint(&a.context) {
        return PlaceLevel::Within;
    }
    let surrounds = (a.around || b.around) && a.is_spot() && b.is_spot();
    if surrounds && km.map_or(!other_province(a, b), |km| km <= NEAR_KM) || in_district(a, b) || in_district(b, a) {
        return PlaceLevel::Around;
    }
    if km.is_some_and(|km| km <= NEAR_KM) {
        return PlaceLevel::Near;
    }
    if other_province(a, b) {
        return PlaceLevel::Far;
    }
    if a.is_unknown() || b.is_unknown() {
        return PlaceLevel::Unknown;
    }
    let known_province = a.admin1.is_some() && b.admin1.is_some();
    match (a.is_spot(), b.is_spot()) {
        (true, true) if known_province || km.is_some() => PlaceLevel::Elsewhere,
        (true, true) => PlaceLevel::Unlike,
        _ if !known_province => PlaceLevel::Unknown,
        (spot_a, spot_b) if (spot_a && b.namesake) || (spot_b && a.namesake) => PlaceLevel::InCity,
        _ => PlaceLevel::Province,
    }
}

fn other_province(a: &Where, b: &Where) -> bool {
    a.admin1.is_some() && b.admin1.is_some() && a.admin1 != b.admin1
}

/// Names that differ by a letter, of four consonants or more.
fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a.iter().any(|x| {
        b.iter().any(|y| x.len().min(y.len()) >= 4 && x.len().abs_diff(y.len()) <= 1 && crate::fold::edits(x, y) <= 1)
    })
}

/// Whether `b` lies within reach of the middle of the district that is all that is known of `a`.
fn in_district(a: &Where, b: &Where) -> bool {
    let there = b.point.or(b.middle);
    a.middle.zip(there).is_some_and(|(x, y)| distance_km(x, y) <= NEAR_KM)
}

fn apart(a: &Where, b: &Where) -> Option<f64> {
    a.point.zip(b.point).map(|(x, y)| distance_km(x, y))
}

/// The distance of two points (latitude, longitude in degrees) in kilometres, on a sphere.
pub(crate) fn distance_km((lat1, lon1): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    let (dlat, dlon) = ((lat2 - lat1).to_radians() / 2.0, (lon2 - lon1).to_radians() / 2.0);
    let h = dlat.sin().powi(2) + lat1.to_radians().cos() * lat2.to_radians().cos() * dlon.sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

fn date(a: &Mention, b: &Mention) -> DateLevel {
    match (a.when.span, b.when.span) {
        (Some(x), Some(y)) => {
            let gap = days_between(x.1, y.0).max(days_between(y.1, x.0)).max(0);
            let (short, long) = (a.when.days().min(b.when.days()), a.when.days().max(b.when.days()));
            match gap {
                0 if long == Some(1) => DateLevel::SameDay,
                0 if long <= Some(2) => DateLevel::Overnight,
                0 if short <= Some(3) && long <= Some(14) => DateLevel::Overlap,
                0 => DateLevel::Loose,
                1 => DateLevel::NextDay,
                2 | 3 => DateLevel::Near,
                _ => DateLevel::Apart,
            }
        }
        (Some(_), None) => reported(a.when, b),
        (None, Some(_)) => reported(b.when, a),
        (None, None) => match a.published.zip(b.published).map(|(x, y)| days_between(x, y).abs()) {
            None => DateLevel::Unknown,
            Some(0 | 1) => DateLevel::UndatedClose,
            Some(2..=7) => DateLevel::UndatedWeek,
            Some(_) => DateLevel::UndatedApart,
        },
    }
}

fn reported(dated: When, undated: &Mention) -> DateLevel {
    let Some(((from, to), published)) = dated.span.zip(undated.published) else { return DateLevel::Unknown };
    if published < from {
        return DateLevel::ReportedApart;
    }
    match days_between(to, published) {
        ..=30 if dated.open => DateLevel::Loose,
        ..=2 => DateLevel::ReportedSoon,
        3..=10 => DateLevel::ReportedLater,
        _ => DateLevel::ReportedApart,
    }
}

fn actors(a: &Mention, b: &Mention) -> ActorLevel {
    if !a.actors.is_disjoint(&b.actors) {
        return ActorLevel::Same;
    }
    let open = |m: &Mention| m.actors.is_empty() || m.generic_actors;
    match open(a) || open(b) {
        true => ActorLevel::Compatible,
        false => ActorLevel::Conflict,
    }
}

/// The best level over all figures of the effects asked for: any source may be the one that both articles draw on.
fn toll(a: &Mention, b: &Mention, wanted: impl Fn(Effect) -> bool) -> TollLevel {
    let later = match (a.published, b.published) {
        (Some(x), Some(y)) => x.cmp(&y),
        _ => Ordering::Equal,
    };
    let mut best = None;
    for (effect, x) in a.tolls.iter().filter(|(e, _)| wanted(*e)) {
        for (_, y) in b.tolls.iter().filter(|(e, _)| e == effect) {
            let level = figures(*x, *y, later);
            if best.is_none_or(|b: TollLevel| (level as usize) < b as usize) {
                best = Some(level);
            }
        }
    }
    best.unwrap_or(TollLevel::Unknown)
}

/// `later`: how the day on which `x` was published stands to that of `y`. Tolls grow.
fn figures(x: Figure, y: Figure, later: Ordering) -> TollLevel {
    let (a, b) = (x.point(), y.point());
    let grew = later != Ordering::Equal && a.cmp(&b) == later;
    let (small, large) = (a.min(b), a.max(b));
    // whether both intervals can be true at once, a lower bound being no more than twice as far off
    let meet = x.low.unwrap_or(0) <= y.high.unwrap_or(u64::MAX) && y.low.unwrap_or(0) <= x.high.unwrap_or(u64::MAX);
    match () {
        () if a == b && a >= 10 => TollLevel::EqualLarge,
        () if a == b && a >= 3 => TollLevel::Equal,
        () if a == b => TollLevel::EqualSmall,
        () if x.sum != y.sum => TollLevel::Sum,
        () if large <= small.saturating_add(small / 2).saturating_add(1) => TollLevel::Close,
        () if meet && large <= small.saturating_mul(2) => TollLevel::Close,
        () if grew && large <= small.saturating_mul(3) => TollLevel::Close,
        () if large <= small.saturating_mul(3).max(4) => TollLevel::Differ,
        () if grew && large <= small.saturating_mul(8) => TollLevel::Differ,
        () => TollLevel::Contradict,
    }
}

fn subject(a: &BTreeSet<String>, b: &BTreeSet<String>, model: &Model) -> SubjectLevel {
    if a.is_empty() || b.is_empty() {
        return SubjectLevel::Unknown;
    }
    let thing = a.intersection(b).any(|word| model.words.things.contains(word));
    match (a.intersection(b).count(), thing) {
        (0, _) => SubjectLevel::Other,
        (1, true) => SubjectLevel::Thing,
        (_, true) => SubjectLevel::Same,
        (1, false) => SubjectLevel::Shared,
        (_, false) => SubjectLevel::Several,
    }
}

/// How many numbers two ascending lists share.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    shared
}

/// The share of the shorter side's words that the other has too.
fn wording(a: &[u32], b: &[u32]) -> WordingLevel {
    let shorter = a.len().min(b.len());
    if shorter < 4 {
        return WordingLevel::Unknown;
    }
    match common(a, b) {
        common if common * 4 >= shorter * 3 => WordingLevel::Same,
        common if common * 2 >= shorter => WordingLevel::Much,
        common if common * 4 >= shorter => WordingLevel::Some,
        _ => WordingLevel::Little,
    }
}

/// A side's value, for people.
fn value(m: &Mention, feature: Feature) -> String {
    let joined = |set: &BTreeSet<String>| match set.is_empty() {
        true => "?".to_owned(),
        false => set.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
    };
    match feature {
        Feature::Type => {
            serde_json::to_value(m.kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
        }
        Feature::Place if m.place.said.is_empty() => "?".into(),
        Feature::Place => m.place.said.clone(),
        Feature::Date => match (m.when.span, m.published) {
            (Some((from, to)), _) if from == to => from.to_string(),
            (Some((from, to)), _) => format!("{from} to {to}"),
            (None, Some(published)) => format!("?, published {published}"),
            (None, None) => "?".into(),
        },
        Feature::Actors => joined(&m.actors),
        Feature::Killed => tolls(m, |e| e == Effect::Killed),
        Feature::Others => tolls(m, |e| e != Effect::Killed),
        Feature::Subject => joined(&m.subject),
        Feature::Wording => format!("{} words", m.wording.len()),
    }
}

fn tolls(m: &Mention, wanted: impl Fn(Effect) -> bool) -> String {
    let told: BTreeSet<String> = m
        .tolls
        .iter()
        .filter(|(e, _)| wanted(*e))
        .map(|(_, f)| match (f.low, f.high) {
            (Some(low), Some(high)) if low == high => low.to_string(),
            (low, high) => format!(
                "{}..{}",
                low.map_or_else(String::new, |n| n.to_string()),
                high.map_or_else(String::new, |n| n.to_string())
            ),
        })
        .collect();
    match told.is_empty() {
        true => "?".into(),
        false => told.into_iter().collect::<Vec<_>>().join(", "),
    }
}
