//! An incident in the few columns that views ask for.

use jiff::civil::Date;
use sitrep_ledger::toll::{EFFECTS, Grade};
use sitrep_ledger::{Searched, SourceCounts, Summary};
use sitrep_record::{IncidentType, Precision};
use smol_str::SmolStr;

use super::sources::Sources;

/// An incident in the few columns that views ask for.
#[derive(Debug, Default)]
pub struct Row {
    /// Its id.
    pub id: Box<str>,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
    /// What happened.
    pub kind: Option<IncidentType>,
    /// The country's two letters.
    pub country: Option<SmolStr>,
    /// The name of the place.
    pub place: Option<Box<str>>,
    /// Latitude and longitude, degrees.
    pub point: Option<(f64, f64)>,
    /// What the coordinates stand for.
    pub precision: Option<Precision>,
    /// The best figure of each effect.
    pub best: [Option<u64>; 5],
    /// The lowest and highest figure of the dead.
    pub killed: (Option<u64>, Option<u64>),
    /// How well it is attested.
    pub grade: Option<Grade>,
    /// Whether figures or responsibility are contested.
    pub contested: bool,
    /// Folded names of place and actors.
    pub names: Box<str>,
    /// Folded names of sources.
    pub sources: Box<str>,
    /// What it counts for each source.
    pub(super) counts: Box<[(u32, SourceCounts)]>,
}

impl Row {
    /// The columns of an incident.
    pub(super) fn of(s: &Summary, sources: &mut Sources) -> Row {
        let searched = Searched::of(s);
        let toll = |at: usize| s.tolls.iter().find(|t| t.effect == EFFECTS[at]).map(|t| &t.together);
        let place = s.place.as_ref();
        Row {
            id: s.id.as_str().into(),
            from: s.date.from,
            to: s.date.to,
            kind: Some(s.kind),
            country: place.and_then(|p| p.country.as_deref()).map(Into::into),
            place: place.map(|p| p.name.as_str().into()),
            point: place.and_then(|p| p.lat.zip(p.lon)),
            precision: place.and_then(|p| p.precision),
            best: std::array::from_fn(|at| toll(at).and_then(|t| t.best)),
            killed: toll(0).map_or((None, None), |t| (t.low, t.high)),
            grade: Some(s.grade),
            contested: s.is_contested(),
            counts: sources.count(s),
            names: searched.names.into(),
            sources: searched.sources.into(),
        }
    }

    /// Whether a person said that it is none.
    pub fn rejected(&self) -> bool {
        self.grade == Some(Grade::Discounted)
    }

    /// Whether a person judged it.
    pub fn reviewed(&self) -> bool {
        matches!(self.grade, Some(Grade::Confirmed | Grade::Discounted))
    }

    /// Whether a toll that is no small one stands on little: one source, or no place or day.
    pub fn uncertain(&self) -> bool {
        self.grade == Some(Grade::SingleSource) && self.largest() >= LARGE
            || self.from.is_none()
            || self.point.is_none()
    }

    /// Whether its toll is large.
    pub fn large(&self) -> bool {
        self.largest() >= LARGE
    }

    /// The largest best figure of the dead or hurt.
    fn largest(&self) -> u64 {
        self.best[0].max(self.best[1]).unwrap_or(0)
    }

    /// How much it matters that a person looks at it: a contested one as much as a toll eight times as large, an uncertain
    /// one as much as one twice as large.
    pub fn weight(&self) -> u32 {
        let size = u64::BITS - self.largest().leading_zeros();
        size + 3 * u32::from(self.contested) + u32::from(self.uncertain())
    }

    /// Its place in the order by day and id; undated ones last.
    pub(super) fn order(&self) -> (bool, Option<Date>, &str) {
        (self.from.is_none(), self.from, &self.id)
    }
}

/// From so many dead or hurt on, a toll is large.
const LARGE: u64 = 10;
