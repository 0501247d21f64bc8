//! The words of `lexicon/time.toml`, by lower-case form.

use jiff::civil::Weekday;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::calendar::Unit;
use crate::lexicon::{LexiconError, Part, RawFile};

/// The words of `lexicon/time.toml`.
#[derive(Debug, Default)]
pub(crate) struct Words {
    weekdays: FxHashMap<String, Weekday>,
    /// The number, and whether it must be capitalised.
    months: FxHashMap<String, (i8, bool)>,
    /// What it is counted in and how many of that it is.
    units: FxHashMap<String, (Unit, i32)>,
    numbers: FxHashMap<String, i32>,
    ranks: FxHashMap<String, i32>,
    vague: FxHashSet<String>,
    /// Whether it reaches into the next day.
    parts: FxHashMap<String, bool>,
    deictics: FxHashMap<String, i32>,
    overnight: FxHashSet<String>,
    habits: FxHashSet<String>,
}

impl Words {
    pub fn weekday(&self, word: &str) -> Option<Weekday> {
        self.weekdays.get(word).or_else(|| self.weekdays.get(word.strip_suffix("'s").unwrap_or(word))).copied()
    }

    /// The month that `text`, as written, names.
    pub fn month(&self, text: &str, lower: &str) -> Option<i8> {
        let &(number, capital) = self.months.get(lower)?;
        (!capital || text.starts_with(char::is_uppercase)).then_some(number)
    }

    pub fn unit(&self, word: &str) -> Option<(Unit, i32)> {
        self.units.get(word).copied()
    }

    /// A number in digits or words.
    pub fn number(&self, word: &str) -> Option<i32> {
        self.numbers.get(word).copied().or_else(|| word.parse().ok().filter(|n| (0..=1000).contains(n)))
    }

    /// "second", "40th".
    pub fn rank(&self, word: &str) -> Option<i32> {
        let digits = || ["st", "nd", "rd", "th"].iter().find_map(|s| word.strip_suffix(s));
        self.ranks.get(word).copied().or_else(|| digits()?.parse().ok().filter(|n| (1..=1000).contains(n)))
    }

    pub fn is_vague(&self, word: &str) -> bool {
        self.vague.contains(word)
    }

    /// For a part of the day, whether it reaches into the next day.
    pub fn part(&self, word: &str) -> Option<bool> {
        self.parts.get(word).copied()
    }

    /// Days from the day of publication.
    pub fn deictic(&self, word: &str) -> Option<i32> {
        self.deictics.get(word).copied()
    }

    pub fn is_overnight(&self, word: &str) -> bool {
        self.overnight.contains(word)
    }

    pub fn is_habit(&self, word: &str) -> bool {
        self.habits.contains(word)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named<N> {
    #[serde(alias = "word")]
    name: String,
    #[serde(alias = "value", alias = "days")]
    number: N,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    capital: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    word: String,
    unit: String,
    count: Option<i32>,
    #[serde(default)]
    forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    word: String,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    into_next: bool,
}

impl Part for Words {
    const FILE: (&'static str, &'static str) = ("time.toml", include_str!("../../../../lexicon/time.toml"));

    fn compile(file: &RawFile) -> Result<Self, LexiconError> {
        let mut words = Words::default();
        file.section::<Named<i8>>("weekday")?.try_each(|e| {
            let day = Weekday::from_monday_one_offset(e.number).map_err(|_| "`number` must be 1 to 7".to_owned())?;
            each(e.name, e.forms, |form| {
                words.weekdays.insert(form, day);
            });
            Ok(())
        })?;
        file.section::<Named<i8>>("month")?.try_each(|e| {
            if !(1..=12).contains(&e.number) {
                return Err("`number` must be 1 to 12".to_owned());
            }
            each(e.name, e.forms, |form| {
                words.months.insert(form, (e.number, e.capital));
            });
            Ok(())
        })?;
        file.section::<UnitEntry>("unit")?.try_each(|e| {
            let unit = match e.unit.as_str() {
                "hour" => Unit::Hour,
                "day" => Unit::Day,
                "week" => Unit::Week,
                "month" => Unit::Month,
                "year" => Unit::Year,
                other => return Err(format!("`unit` is {other:?}; use hour, day, week, month or year")),
            };
            each(e.word, e.forms, |form| {
                words.units.insert(form, (unit, e.count.unwrap_or(1)));
            });
            Ok(())
        })?;
        for (section, into) in
            [("number", &mut words.numbers), ("rank", &mut words.ranks), ("deictic", &mut words.deictics)]
        {
            for e in file.section::<Named<i32>>(section)?.into_vec() {
                each(e.name, e.forms, |form| {
                    into.insert(form, e.number);
                });
            }
        }
        for (section, into) in
            [("vague", &mut words.vague), ("overnight", &mut words.overnight), ("habit", &mut words.habits)]
        {
            for e in file.section::<Plain>(section)?.into_vec() {
                each(e.word, e.forms, |form| {
                    into.insert(form);
                });
            }
        }
        for e in file.section::<Plain>("part")?.into_vec() {
            each(e.word, e.forms, |form| {
                words.parts.insert(form, e.into_next);
            });
        }
        Ok(words)
    }
}

fn each(name: String, forms: Vec<String>, mut put: impl FnMut(String)) {
    put(name);
    forms.into_iter().for_each(&mut put);
}
