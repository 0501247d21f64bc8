//! When two spellings name one thing, for scoring.
//!
//! Bodies and parties have a usual name, which the caller's lexicon knows; places are compared as merging compares them.

use std::collections::BTreeSet;

use crate::fold::{fold, is_article, skeleton};
use crate::merge::{Model, name_words};

/// Fewer consonants than this stand in too many names.
const TELLING: usize = 3;

/// What is known of names.
pub struct Names<'a> {
    model: &'a Model,
    usual: &'a dyn Fn(&str) -> Option<String>,
}

impl<'a> Names<'a> {
    /// Names by a model's words for places, and by `usual`: the usual name of a body or a party, if it is known.
    pub fn new(model: &'a Model, usual: &'a dyn Fn(&str) -> Option<String>) -> Names<'a> {
        Names { model, usual }
    }

    /// A body's or a party's name in one way: the usual one, in small letters, no article before it.
    pub(super) fn norm(&self, name: &str) -> String {
        let folded = fold(&(self.usual)(name).unwrap_or_else(|| name.to_owned()));
        let bare = ["the ", "a ", "an "].iter().find_map(|article| folded.strip_prefix(article));
        bare.map_or(folded.clone(), str::to_owned)
    }

    /// Whether two names are one body's or party's: equal, one within the other, or half of their words shared.
    pub(super) fn same(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.norm(a), self.norm(b));
        if a.is_empty() || b.is_empty() {
            return a == b;
        }
        a.contains(&b) || b.contains(&a) || half_shared(&a.split(' ').collect(), &b.split(' ').collect())
    }

    /// Whether each name of one list is in the other.
    pub(super) fn same_all<'n>(&self, a: impl Iterator<Item = &'n str>, b: impl Iterator<Item = &'n str>) -> bool {
        let (a, b): (Vec<&str>, Vec<&str>) = (a.collect(), b.collect());
        let covers = |x: &[&str], y: &[&str]| x.iter().all(|n| y.iter().any(|m| self.same(n, m)));
        a.is_empty() == b.is_empty() && covers(&a, &b) && covers(&b, &a)
    }

    /// Whether two names are one place's: the consonants of their telling words are equal, one's within the other's ("Kherson", "Khersonska
    /// Oblast"), or half of the words are shared.
    pub(super) fn same_place(&self, a: &str, b: &str) -> bool {
        let (telling_a, telling_b) = (self.bones(a), self.bones(b));
        // "South", "the Northern District": names of nothing but such words
        let (a, b) = match telling_a.is_empty() || telling_b.is_empty() {
            true => (all_bones(&fold(a)), all_bones(&fold(b))),
            false => (telling_a, telling_b),
        };
        if a.is_empty() || b.is_empty() {
            return false;
        }
        let (whole_a, whole_b) = (a.concat(), b.concat());
        let within = |long: &str, short: &str| short.len() >= TELLING && long.contains(short);
        whole_a == whole_b || within(&whole_a, &whole_b) || within(&whole_b, &whole_a) || {
            let (x, y): (BTreeSet<&str>, BTreeSet<&str>) =
                (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
            x.is_subset(&y) || y.is_subset(&x) || half_shared(&x, &y)
        }
    }

    fn bones(&self, place: &str) -> Vec<String> {
        all_bones(&name_words(place, &self.model.words).0)
    }
}

fn all_bones(folded: &str) -> Vec<String> {
    folded.split(' ').filter(|w| !w.is_empty() && !is_article(w)).map(skeleton).collect()
}

fn half_shared(x: &BTreeSet<&str>, y: &BTreeSet<&str>) -> bool {
    2 * x.intersection(y).count() >= x.union(y).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        let model = Model::builtin().unwrap();
        let usual = |name: &str| (name == "NCG").then(|| "The Norland Civil Guard".to_owned());
        let names = Names::new(&model, &usual);
        assert_eq!(names.norm("The  Éclair-Post"), "eclair post");
        assert!(names.same("NCG", "Civil Guard") && !names.same("Norland", ""));
        assert!(names.same_all(["medics", "police"].into_iter(), ["the police", "medics"].into_iter()));
        assert!(!names.same_all(["medics"].into_iter(), [].into_iter()));
        for (a, b) in [
            ("eastern countryside of al-Safra", "Safrah"),
            ("Wadi Safra", "Wady as-Saffra"),
            ("Deir ez-Zor", "Dayr az-Zawr"),
        ] {
            assert!(names.same_place(a, b), "{a} {b}");
        }
        assert!(
            !names.same_place("Safra", "Karim")
                && !names.same_place("Safra", "")
                && !names.same_place("the city", "Safra")
        );
    }
}
