//! Which incidents are asked for.

use jiff::civil::Date;
use sitrep_record::Effect;

use crate::Summary;

/// Conditions that all have to hold; the default lets all incidents through but those that a person rejected.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Not over before this day.
    pub from: Option<Date>,
    /// Begun by this day.
    pub to: Option<Date>,
    /// In this country, ISO 3166-1.
    pub country: Option<String>,
    /// In, or at, a place of this name.
    pub place: Option<String>,
    /// Within a circle.
    pub near: Option<Near>,
    /// Of this type.
    pub kind: Option<String>,
    /// With this actor as perpetrator or target.
    pub actor: Option<String>,
    /// With a figure of this source.
    pub source: Option<String>,
    /// With a number for this effect.
    pub effect: Option<Effect>,
    /// With at least so many of the effect (killed, if none is given) in the best figure.
    pub min: Option<u64>,
    /// Only those whose figures or responsibility are contested.
    pub contested: bool,
    /// With these words in an article.
    pub text: Option<String>,
    /// Those too that a person rejected.
    pub rejected: bool,
    /// No more than so many.
    pub limit: Option<u32>,
}

/// A circle on the ground.
#[derive(Debug, Clone, Copy)]
pub struct Near {
    /// Latitude of its middle, degrees.
    pub lat: f64,
    /// Longitude of its middle, degrees.
    pub lon: f64,
    /// Its radius in kilometres.
    pub km: f64,
}

impl Near {
    /// Whether an incident with coordinates lies in it.
    pub fn takes(self, summary: &Summary) -> bool {
        summary.place.as_ref().and_then(|p| p.lat.zip(p.lon)).is_some_and(|point| self.takes_point(point))
    }

    /// Whether a point (latitude, longitude) lies in it.
    pub fn takes_point(self, point: (f64, f64)) -> bool {
        crate::merge::distance_km((self.lat, self.lon), point) <= self.km
    }
}
