//! What an address asks to see: filters, order, page. The same names everywhere: pages, API, downloads, feed, and the options
//! of `sitrep incidents`.

use jiff::civil::Date;
use serde::Deserialize;
use sitrep_ledger::store::{Filter, Near};
use sitrep_record::{Effect, IncidentType};

/// The parameters as they stand in an address. Empty ones count as absent, as a form sends them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Parameters {
    /// Not over before this day.
    pub from: Option<String>,
    /// Begun by this day.
    pub to: Option<String>,
    /// At, or within, a place of this name.
    #[serde(rename = "in")]
    pub place: Option<String>,
    /// `LAT,LON[,KM]`.
    pub near: Option<String>,
    /// Two letters.
    pub country: Option<String>,
    /// A type of incident.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// A perpetrator or target.
    pub actor: Option<String>,
    /// A source that gives a figure.
    pub source: Option<String>,
    /// An effect.
    pub effect: Option<String>,
    /// At least so many.
    pub min: Option<String>,
    /// `1`: only contested ones.
    pub contested: Option<String>,
    /// `yes`: only those that a person confirmed or rejected; `no`: only others.
    pub reviewed: Option<String>,
    /// Words of an article.
    pub text: Option<String>,
    /// `1`: rejected ones too.
    pub rejected: Option<String>,
    /// How they are ordered.
    pub sort: Option<String>,
    /// Which page of the list, from 1.
    pub page: Option<String>,
}

/// How a list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The latest first; undated ones last.
    #[default]
    Latest,
    /// The earliest first; undated ones last.
    Earliest,
    /// The largest best figure of the dead first.
    Killed,
}

impl Sort {
    const NAMES: [(&'static str, Sort); 3] =
        [("latest", Sort::Latest), ("earliest", Sort::Earliest), ("killed", Sort::Killed)];

    /// As it stands in an address.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, sort)| *sort == self).map_or("latest", |(name, _)| name)
    }
}

/// What an address asks to see.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Which incidents.
    pub filter: Filter,
    /// Only those that a person judged, or only others.
    pub reviewed: Option<bool>,
    /// In which order.
    pub sort: Sort,
    /// Which page of the list, from 1.
    pub page: usize,
    /// What was typed, for the form and for addresses.
    given: Vec<(&'static str, String)>,
}

/// A parameter that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}={value:?} cannot be understood: {wanted}")]
pub struct ViewError {
    /// Its name.
    pub name: &'static str,
    /// What was given.
    pub value: String,
    /// What it should be.
    pub wanted: &'static str,
}

impl View {
    /// Reads parameters.
    ///
    /// # Errors
    /// The first that cannot be understood.
    pub fn of(p: &Parameters) -> Result<View, ViewError> {
        let mut given: Vec<(&'static str, String)> = Vec::new();
        let mut take = |name: &'static str, value: &Option<String>| {
            let value = value.as_deref().map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned)?;
            if name != "page" {
                given.push((name, value.clone()));
            }
            Some(value)
        };
        let bad = |name, value: &str, wanted| ViewError { name, value: value.to_owned(), wanted };
        let day = |name, value: Option<String>| {
            value.map(|v| v.parse::<Date>().map_err(|_| bad(name, &v, "a day such as 2024-05-31"))).transpose()
        };
        let flag = |name, value: Option<String>| match value.as_deref() {
            None | Some("0") => Ok(false),
            Some("1" | "on") => Ok(true),
            Some(v) => Err(bad(name, v, "1, or nothing")),
        };
        let filter = Filter {
            from: day("from", take("from", &p.from))?,
            to: day("to", take("to", &p.to))?,
            place: take("in", &p.place),
            near: take("near", &p.near)
                .map(|v| {
                    near(&v)
                        .ok_or_else(|| bad("near", &v, "latitude, longitude and perhaps kilometres, as 36.2,37.16,15"))
                })
                .transpose()?,
            country: take("country", &p.country),
            kind: take("type", &p.kind)
                .map(|v| {
                    word::<IncidentType>(&v)
                        .map(|_| v.clone())
                        .ok_or_else(|| bad("type", &v, "a type of incident, such as airstrike"))
                })
                .transpose()?,
            actor: take("actor", &p.actor),
            source: take("source", &p.source),
            effect: take("effect", &p.effect)
                .map(|v| {
                    word::<Effect>(&v)
                        .ok_or_else(|| bad("effect", &v, "killed, injured, missing, captured or displaced"))
                })
                .transpose()?,
            min: take("min", &p.min).map(|v| v.parse().map_err(|_| bad("min", &v, "a number"))).transpose()?,
            contested: flag("contested", take("contested", &p.contested))?,
            text: take("text", &p.text),
            rejected: flag("rejected", take("rejected", &p.rejected))?,
            limit: None,
        };
        let reviewed = match take("reviewed", &p.reviewed).as_deref() {
            None => None,
            Some("yes") => Some(true),
            Some("no") => Some(false),
            Some(v) => return Err(bad("reviewed", v, "yes or no")),
        };
        let sort = match take("sort", &p.sort) {
            None => Sort::default(),
            Some(v) => Sort::NAMES
                .iter()
                .find(|(name, _)| *name == v)
                .map(|(_, sort)| *sort)
                .ok_or_else(|| bad("sort", &v, "latest, earliest or killed"))?,
        };
        let page = match take("page", &p.page) {
            None => 1,
            Some(v) => v.parse().ok().filter(|n| *n >= 1).ok_or_else(|| bad("page", &v, "a number from 1"))?,
        };
        Ok(View { filter, reviewed, sort, page, given })
    }

    /// What was given for a parameter.
    pub fn given(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str())
    }

    /// All that was given but the page, in a fixed order.
    pub fn all_given(&self) -> &[(&'static str, String)] {
        &self.given
    }
}

fn word<T: serde::de::DeserializeOwned>(value: &str) -> Option<T> {
    serde_json::from_value(value.into()).ok()
}

fn near(text: &str) -> Option<Near> {
    let numbers: Vec<f64> =
        text.split(',').map(|n| n.trim().parse().ok().filter(|n: &f64| n.is_finite())).collect::<Option<_>>()?;
    let (lat, lon, km) = match numbers[..] {
        [lat, lon] => (lat, lon, 10.0),
        [lat, lon, km] => (lat, lon, km),
        _ => return None,
    };
    (lat.abs() <= 90.0 && lon.abs() <= 180.0 && km > 0.0).then_some(Near { lat, lon, km })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_parameters_count_as_absent() {
        let p = Parameters { from: Some(String::new()), min: Some(" ".into()), ..Parameters::default() };
        let view = View::of(&p).unwrap();
        assert_eq!((view.filter.from, view.filter.min, view.page), (None, None, 1));
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        let p = Parameters { kind: Some("party".into()), ..Parameters::default() };
        assert_eq!(View::of(&p).unwrap_err().name, "type");
    }
}
