//! The parameters of the API: one table says what each takes, the description is made of it, and requests are held to it. Pages
//! forgive a value with a blank or a parameter that nobody knows; a program is told, so that it does not take all for a part.

use std::collections::BTreeMap;

use jiff::civil::Date;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{AnyOfBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{RefOr, Required};

use crate::error::RequestError;
use crate::view::{Parameters, View};

/// What a parameter takes.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// Any text.
    Text,
    /// A day, `2024-05-31`.
    Day,
    /// Two letters.
    Country,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number.
    Whole(u64, u64),
    /// A number.
    Number(u8, u8),
    /// `LAT,LON` or `LAT,LON,KM`.
    Circle,
    /// `WEST,SOUTH,EAST,NORTH`, degrees.
    Box,
}

/// A parameter.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// What it takes.
    pub takes: Takes,
}

const fn rule(name: &'static str, takes: Takes, about: &'static str) -> Rule {
    Rule { name, about, takes }
}

/// So long may a text be, in characters.
const LONGEST: usize = 500;
/// The largest whole number that all programs read alike (RFC 8259, 6).
const LARGEST: u64 = (1 << 53) - 1;

/// The filters of a view: the same for pages, API, downloads, feed and the command line.
pub static FILTERS: [Rule; 15] = [
    rule("from", Takes::Day, "Not over before this day."),
    rule("to", Takes::Day, "Begun by this day."),
    rule("in", Takes::Text, "At, or within, a place of this name."),
    rule("near", Takes::Circle, "Within a circle: latitude, longitude and, if not 10, kilometres, as `36.2,37.16,15`."),
    rule("country", Takes::Country, "In this country: two letters, ISO 3166-1."),
    rule(
        "type",
        Takes::Word(&[
            "airstrike",
            "shelling",
            "explosion",
            "chemical",
            "clash",
            "attack",
            "execution",
            "abduction",
            "arrest",
            "displacement",
            "capture",
            "ceasefire_violation",
            "other",
        ]),
        "Of this type.",
    ),
    rule("actor", Takes::Text, "With this perpetrator or target."),
    rule("source", Takes::Text, "With a figure of this source."),
    rule(
        "effect",
        Takes::Word(&["killed", "injured", "missing", "captured", "displaced"]),
        "With a number for this effect.",
    ),
    rule(
        "min",
        Takes::Whole(0, LARGEST),
        "With at least so many of the effect (killed, if none is given) in the best figure.",
    ),
    rule("contested", Takes::Word(&["0", "1"]), "`1`: only those whose figures or responsibility are contested."),
    rule("reviewed", Takes::Word(&["yes", "no"]), "Only those that a person confirmed or rejected, or only others."),
    rule("text", Takes::Text, "With these words in an article; `\"two words\"` together, `a OR b`, `bomb*`, `-word`."),
    rule("rejected", Takes::Word(&["0", "1"]), "`1`: those too that a person rejected."),
    rule("sort", Takes::Word(&["latest", "earliest", "killed"]), "The order; the latest first if none is given."),
];

/// The page of a list.
pub static PAGE: [Rule; 1] = [rule("page", Takes::Whole(1, 1_000_000), "Which page of the list, from 1.")];

/// What part of the world a map shows.
pub static MAP: [Rule; 2] = [
    rule("bbox", Takes::Box, "What the map shows: west, south, east, north, in degrees. The world if none is given."),
    rule("zoom", Takes::Number(0, 24), "How near it is, as web maps count: 0 shows the world in one tile."),
];

/// What time a timeline shows.
pub static TIMELINE: [Rule; 1] =
    [rule("whole", Takes::Word(&["0", "1"]), "`1`: as if `from` and `to` were not given.")];

/// A search in articles.
pub static ARTICLES: [Rule; 3] = [
    rule("text", Takes::Text, "With these words, as for incidents."),
    rule("before", Takes::Whole(1, LARGEST), "Those before the one with this `seq`: the `next` of the answer before."),
    rule("limit", Takes::Whole(1, 500), "No more than so many; 50 if none is given."),
];

/// The part of a log.
pub static AFTER: [Rule; 2] = [
    rule("after", Takes::Whole(0, LARGEST), "Those after the one with this `seq`: the `next` of the answer before."),
    rule("limit", Takes::Whole(1, 5_000), "No more than so many; 500 if none is given."),
];

impl Rule {
    /// What is wrong with a value, if anything is. Empty values count as absent.
    fn wrong(&self, value: &str) -> Option<String> {
        let right = value.is_empty()
            || match self.takes {
                Takes::Text => value.chars().count() <= LONGEST,
                Takes::Day => is_day(value),
                Takes::Country => value.len() == 2 && value.bytes().all(|b| b.is_ascii_alphabetic()),
                Takes::Word(words) => words.contains(&value),
                Takes::Whole(least, most) => whole(value).is_some_and(|n| (least..=most).contains(&n)),
                Takes::Number(least, most) => {
                    number(value).is_some_and(|n| (f64::from(least)..=f64::from(most)).contains(&n))
                }
                Takes::Circle => is_circle(value),
                Takes::Box => is_box(value),
            };
        (!right).then(|| format!("{}={value:?} cannot be understood: {}", self.name, self.wanted()))
    }

    /// What it takes, in words.
    pub fn wanted(&self) -> String {
        match self.takes {
            Takes::Text => format!("text of up to {LONGEST} characters"),
            Takes::Day => "a day such as 2024-05-31".into(),
            Takes::Country => "two letters".into(),
            Takes::Word(words) => format!("one of {}", words.join(", ")),
            Takes::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Takes::Number(least, most) => format!("a number from {least} to {most}"),
            Takes::Circle => "latitude, longitude and perhaps kilometres, as 36.2,37.16,15".into(),
            Takes::Box => "west, south, east, north in degrees, as 35,32,42.5,37.5".into(),
        }
    }

    fn schema(&self) -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
        let or_empty = |schema: ObjectBuilder| {
            let empty = text().max_length(Some(0));
            RefOr::T(Schema::AnyOf(AnyOfBuilder::new().item(schema).item(empty).build()))
        };
        match self.takes {
            Takes::Text => text().max_length(Some(LONGEST)).build().into(),
            Takes::Day => or_empty(text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))),
            Takes::Country => text().pattern(Some("^([A-Za-z]{2})?$")).max_length(Some(2)).build().into(),
            Takes::Word(words) => text().enum_values(Some(words.iter().copied().chain([""]))).build().into(),
            #[allow(clippy::cast_precision_loss)] // none of the numbers is that large
            Takes::Whole(least, most) => or_empty(
                ObjectBuilder::new()
                    .schema_type(SchemaType::Type(Type::Integer))
                    .minimum(Some(least as f64))
                    .maximum(Some(most as f64)),
            ),
            Takes::Number(least, most) => or_empty(
                ObjectBuilder::new()
                    .schema_type(SchemaType::Type(Type::Number))
                    .minimum(Some(f64::from(least)))
                    .maximum(Some(f64::from(most))),
            ),
            Takes::Circle => text().pattern(Some(CIRCLE)).max_length(Some(60)).build().into(),
            Takes::Box => text().pattern(Some(BOX)).max_length(Some(90)).build().into(),
        }
    }

    /// As the description has it.
    pub fn described(&self) -> Parameter {
        ParameterBuilder::new()
            .name(self.name)
            .parameter_in(ParameterIn::Query)
            .required(Required::False)
            .description(Some(self.about))
            .schema(Some(self.schema()))
            .build()
    }
}

/// ECMA-262 patterns of what [`is_circle`] and [`is_box`] take.
const CIRCLE: &str = "^(-?(90|[1-8]?[0-9](\\.[0-9]{1,12})?),-?(180|(1[0-7][0-9]|[1-9]?[0-9])(\\.[0-9]{1,12})?)(,[1-9][0-9]{0,4}(\\.[0-9]{1,6})?)?)?$";
const BOX: &str = "^(-?(180|(1[0-7][0-9]|[1-9]?[0-9])(\\.[0-9]{1,12})?),-?(90|[1-8]?[0-9](\\.[0-9]{1,12})?),-?(180|(1[0-7][0-9]|[1-9]?[0-9])(\\.[0-9]{1,12})?),-?(90|[1-8]?[0-9](\\.[0-9]{1,12})?))?$";

fn is_day(value: &str) -> bool {
    value.len() == 10 && value.starts_with(|c: char| c.is_ascii_digit()) && value.parse::<Date>().is_ok()
}

fn whole(value: &str) -> Option<u64> {
    value.bytes().all(|b| b.is_ascii_digit()).then(|| value.parse().ok())?
}

/// A number as JSON writes it.
fn number(value: &str) -> Option<f64> {
    value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-')).then(|| value.parse().ok())?
}

/// A number of degrees as maps write it: no exponent, no sign but minus, at most so many digits.
fn degrees(value: &str, most: f64) -> Option<f64> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (before, after) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain =
        |part: &str, longest: usize| (1..=longest).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let plain = plain(before, 3) && plain(after, 12) && (before == "0" || !before.starts_with('0'));
    value.parse().ok().filter(|n: &f64| plain && n.abs() <= most)
}

fn is_circle(value: &str) -> bool {
    let parts: Vec<&str> = value.split(',').collect();
    let (lat, lon, km) = match parts[..] {
        [lat, lon] => (lat, lon, "10"),
        [lat, lon, km] => (lat, lon, km),
        _ => return false,
    };
    let far = km.parse::<f64>().is_ok_and(|n| (1.0..100_000.0).contains(&n));
    let plain = km.bytes().all(|b| b.is_ascii_digit() || b == b'.') && km.starts_with(|c: char| c != '0');
    degrees(lat, 90.0).is_some() && degrees(lon, 180.0).is_some() && far && plain
}

fn is_box(value: &str) -> bool {
    let parts: Vec<&str> = value.split(',').collect();
    let [west, south, east, north] = parts[..] else { return false };
    [(west, 180.0), (south, 90.0), (east, 180.0), (north, 90.0)].into_iter().all(|(n, most)| degrees(n, most).is_some())
}

/// Makes a type that describes some rules to `utoipa`.
macro_rules! described {
    ($name:ident: $($rules:expr),+) => {
        /// What the operation takes.
        pub struct $name;
        impl utoipa::IntoParams for $name {
            fn into_params(
                _: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
            ) -> Vec<utoipa::openapi::path::Parameter> {
                let all: &[&[super::parameters::Rule]] = &[$($rules),+];
                all.iter().copied().flatten().map(super::parameters::Rule::described).collect()
            }
        }
    };
}
pub(super) use described;

/// What a request asks, held to the rules.
#[derive(Debug, Default)]
pub struct Asked(BTreeMap<String, String>);

/// These may stand in any address of the board, and change nothing here.
const PASSED_OVER: [&str; 3] = ["lang", "theme", "part"];

impl Asked {
    /// Reads the part of an address after the question mark.
    ///
    /// # Errors
    /// The first parameter that nobody knows, that is there twice, or that cannot be understood.
    pub fn read(query: Option<&str>, rules: &[&[Rule]]) -> Result<Asked, RequestError> {
        Self::held_to(query, rules, true)
    }

    /// As [`Asked::read`], for what our own pages ask with all that stands in their address: what nobody knows is passed over.
    ///
    /// # Errors
    /// The first parameter that is there twice, or that cannot be understood.
    pub fn read_of_page(query: Option<&str>, rules: &[&[Rule]]) -> Result<Asked, RequestError> {
        Self::held_to(query, rules, false)
    }

    fn held_to(query: Option<&str>, rules: &[&[Rule]], strict: bool) -> Result<Asked, RequestError> {
        let mut asked = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            if PASSED_OVER.contains(&name.as_ref()) {
                continue;
            }
            let known = || rules.iter().copied().flatten();
            let Some(rule) = known().find(|rule| rule.name == name) else {
                if !strict {
                    continue;
                }
                let names: Vec<&str> = known().map(|rule| rule.name).collect();
                let takes = if names.is_empty() { "none".into() } else { names.join(", ") };
                return Err(RequestError::Bad(format!("there is no parameter {name:?} here; there are: {takes}")));
            };
            if let Some(wrong) = rule.wrong(&value) {
                return Err(RequestError::Bad(wrong));
            }
            if asked.insert(name.to_string(), value.into_owned()).is_some() {
                return Err(RequestError::Bad(format!("{name} is there twice")));
            }
        }
        Ok(Asked(asked))
    }

    /// The view that is asked for.
    ///
    /// # Errors
    /// What [`View::of`] says.
    pub fn view(&self) -> Result<View, RequestError> {
        let of = |name: &str| self.0.get(name).cloned();
        let parameters = Parameters {
            from: of("from"),
            to: of("to"),
            place: of("in"),
            near: of("near"),
            country: of("country"),
            kind: of("type"),
            actor: of("actor"),
            source: of("source"),
            effect: of("effect"),
            min: of("min"),
            contested: of("contested"),
            reviewed: of("reviewed"),
            text: of("text"),
            rejected: of("rejected"),
            sort: of("sort"),
            page: of("page"),
        };
        View::of(&parameters).map_err(|error| RequestError::Bad(error.to_string()))
    }

    /// A parameter that is there and not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|v| !v.is_empty())
    }

    /// A whole number.
    pub fn whole(&self, name: &str) -> Option<u64> {
        whole(self.text(name)?)
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<f64> {
        number(self.text(name)?)
    }

    /// Whether a flag is set.
    pub fn is_set(&self, name: &str) -> bool {
        self.text(name) == Some("1")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Asked, RequestError> {
        Asked::read(Some(query), &[&FILTERS, &PAGE, &MAP])
    }

    #[test]
    fn what_is_right_is_taken() {
        for query in [
            "",
            "from=&to=2024-05-31&min=0&page=3",
            "near=-36.5,37.16&country=sy",
            "near=36,37,15.5",
            "bbox=-180,-90,180,90&zoom=3.5",
            "text=%22two%20words%22&lang=ar&theme=dark",
        ] {
            assert!(read(query).is_ok(), "{query}");
        }
    }

    #[test]
    fn what_is_wrong_is_told() {
        for query in [
            "contry=SY",
            "from=2024-13-01",
            "from=20240531",
            "from=2024-05-31T10:00",
            "min=-1",
            "min=%2B5",
            "page=0",
            "page=99999999999999999999",
            "near=91,0",
            "near=inf,0",
            "near=1e1,0",
            "bbox=1,2,3",
            "bbox=NaN,0,0,0",
            "type=party",
            "contested=2",
            "country=S1",
            "min=1&min=2",
            "reviewed=yes%20",
        ] {
            assert!(matches!(read(query), Err(RequestError::Bad(_))), "{query}");
        }
    }

    #[test]
    fn a_view_takes_what_the_rules_take() {
        for rule in &FILTERS {
            let value = match rule.takes {
                Takes::Text => "x",
                Takes::Day => "2024-05-31",
                Takes::Country => "SY",
                Takes::Word(words) => words[words.len() - 1],
                Takes::Whole(..) | Takes::Number(..) => "7",
                Takes::Circle => "36,37",
                Takes::Box => "0,0,1,1",
            };
            assert!(read(&format!("{}={value}", rule.name)).unwrap().view().is_ok(), "{}", rule.name);
        }
    }
}
