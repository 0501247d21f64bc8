//! What a text says around a name.

use crate::place::{CountryCode, Place};

/// What the text around a name says about where it may be. Everything is optional; an empty context leaves only size and fame.
///
/// ```
/// # use sitrep_gazetteer::{Context, CountryCode};
/// let context = Context::new().country(CountryCode::new("SY").unwrap(), 5.0).country(CountryCode::new("RU").unwrap(), 1.0).admin1("Idlib");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    pub(crate) countries: Vec<(CountryCode, f64)>,
    pub(crate) admin1: Vec<String>,
    pub(crate) within: Vec<String>,
    pub(crate) near: Vec<Place>,
}

impl Context {
    /// An empty context.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A country the text speaks of, and how much (mentions of it, its people and its places); weights of one country add up.
    #[must_use]
    pub fn country(mut self, code: CountryCode, weight: f64) -> Self {
        if weight.is_finite() && weight > 0.0 {
            match self.countries.iter_mut().find(|(c, _)| *c == code) {
                Some(known) => known.1 += weight,
                None => self.countries.push((code, weight)),
            }
        }
        self
    }

    /// A first-order division named with this place: "in Idlib province". Names that are none are ignored.
    #[must_use]
    pub fn admin1(mut self, name: impl Into<String>) -> Self {
        self.admin1.push(name.into());
        self
    }

    /// What the text says this place lies in: Y of "X, Y", "X in Y", "Y's X district".
    #[must_use]
    pub fn within(mut self, name: impl Into<String>) -> Self {
        self.within.push(name.into());
        self
    }

    /// Another place of the text that is already resolved.
    #[must_use]
    pub fn near(mut self, place: &Place) -> Self {
        self.near.push(place.clone());
        self
    }
}
