//! What a name leads to: a place on the map, and how exactly it is known.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A country by its two-letter ISO 3166-1 code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// Reads a code in any case; `None` unless it is two ASCII letters.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    pub(crate) fn from_bytes(code: [u8; 2]) -> Option<Self> {
        std::str::from_utf8(&code).ok().and_then(Self::new)
    }

    pub(crate) fn bytes(self) -> [u8; 2] {
        self.0
    }

    /// The code as text, such as `"SY"`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for CountryCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CountryCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::new(&code).ok_or_else(|| serde::de::Error::custom(format!("`{code}` is no two-letter country code")))
    }
}

/// Where a place is registered: `geonames:169577`, `pcode:SY02`, or the id an imported file gave.
///
/// Ids are stable as long as their source keeps them; a place kept by hand is named `sitrep:`, its area and its folded name.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlaceId(pub(crate) String);

impl PlaceId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a place's coordinates stand for, from the finest to the coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The spot itself: a base, a crossing, a camp, a building.
    Exact,
    /// A quarter or suburb of a town.
    District,
    /// A town or village.
    City,
    /// A second-order division, or an area of about that size.
    Admin2,
    /// A first-order division, or a region of about that size.
    Admin1,
    /// A whole country, or a region over several.
    Country,
}

impl Precision {
    pub(crate) fn to_byte(self) -> u8 {
        match self {
            Self::Exact => 0,
            Self::District => 1,
            Self::City => 2,
            Self::Admin2 => 3,
            Self::Admin1 => 4,
            Self::Country => 5,
        }
    }

    pub(crate) fn from_byte(byte: u8) -> Option<Self> {
        Some(match byte {
            0 => Self::Exact,
            1 => Self::District,
            2 => Self::City,
            3 => Self::Admin2,
            4 => Self::Admin1,
            5 => Self::Country,
            _ => return None,
        })
    }

    /// The word the record uses, such as `"admin1"`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::District => "district",
            Self::City => "city",
            Self::Admin2 => "admin2",
            Self::Admin1 => "admin1",
            Self::Country => "country",
        }
    }
}

/// A place as a gazetteer knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Where it is registered.
    pub id: PlaceId,
    /// Its name as the gazetteer writes it, which is seldom the spelling that was asked for.
    pub name: String,
    /// The town or area that a quarter, base or crossing belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The second-order division it lies in (district), where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin2: Option<String>,
    /// The first-order division it lies in (province, governorate, oblast, state), by its usual English name; its own name if it is one.
    pub admin1: Option<String>,
    /// The country it lies in; `None` for regions over several.
    pub country: Option<CountryCode>,
    /// Degrees north; with `lon`, `None` together for a place whose position is not known.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// What the coordinates stand for, which can be coarser than the name.
    pub precision: Precision,
    /// Inhabitants, to about four digits; for divisions the sum over their towns; `None` where unknown.
    pub population: Option<u64>,
}

impl Place {
    /// Whether this is a first-order division itself, not a place known only to its precision.
    #[must_use]
    pub fn is_admin1(&self) -> bool {
        self.precision == Precision::Admin1 && self.admin1.as_ref() == Some(&self.name)
    }

    /// The great-circle distance to another place in kilometres; `None` if either has no coordinates.
    #[must_use]
    pub fn distance_km(&self, other: &Place) -> Option<f64> {
        Some(distance_km((self.lat?, self.lon?), (other.lat?, other.lon?)))
    }
}

/// Great-circle distance by the haversine formula on a sphere of radius 6371 km.
pub(crate) fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat1, lat2) = (a.0.to_radians(), b.0.to_radians());
    let (dlat, dlon) = (lat2 - lat1, (b.1 - a.1).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn country_codes_are_two_letters_in_upper_case() {
        assert_eq!(CountryCode::new("sy").map(|c| c.to_string()).as_deref(), Some("SY"));
        assert_eq!(CountryCode::new("SYR"), None);
        assert_eq!(CountryCode::new("é"), None);
    }

    #[test]
    fn distance_of_damascus_and_aleppo() {
        let km = distance_km((33.51, 36.29), (36.20, 37.16));
        assert!((km - 310.0).abs() < 5.0, "{km}");
    }
}
