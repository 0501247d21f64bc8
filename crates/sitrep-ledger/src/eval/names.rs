//! When two spellings name one thing, for scoring claims.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Other spelling → name.
static ALIASES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let table: BTreeMap<String, Vec<String>> = toml::from_str(include_str!("../../scoring.toml")).unwrap_or_default();
    table.into_iter().flat_map(|(name, others)| others.into_iter().map(move |o| (o, name.clone()))).collect()
});

/// Small letters and digits, no article before it, by its usual name.
pub(super) fn norm(name: &str) -> String {
    let mut plain = String::new();
    for c in name.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => plain.push(c),
            _ if plain.is_empty() || plain.ends_with(' ') => {}
            _ => plain.push(' '),
        }
    }
    let plain = plain.trim_end();
    let bare = ["the ", "a ", "an "].iter().find_map(|article| plain.strip_prefix(article)).unwrap_or(plain);
    ALIASES.get(bare).cloned().unwrap_or_else(|| bare.to_owned())
}

/// Words of a place's name that do not tell it from another.
const GENERIC: [&str; 30] = [
    "al",
    "el",
    "ad",
    "ar",
    "as",
    "ash",
    "at",
    "az",
    "an",
    "province",
    "governorate",
    "city",
    "town",
    "village",
    "district",
    "countryside",
    "rural",
    "rif",
    "suburb",
    "neighbourhood",
    "neighborhood",
    "of",
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
];

/// A place's name by what tells it from others, in one transliteration.
pub(super) fn norm_place(name: &str) -> String {
    let normal = norm(name);
    let kept: Vec<&str> = normal.split(' ').filter(|w| !w.is_empty() && *w != "near" && !GENERIC.contains(w)).collect();
    let mut place = kept.join(" ");
    let letters = |s: &str| s.bytes().take(4).filter(u8::is_ascii_lowercase).count() == 4;
    if let Some(rest) = place.strip_prefix("al").or(place.strip_prefix("el")).filter(|rest| letters(rest)) {
        place = rest.to_owned();
    }
    for (from, to) in [
        ("ezzor", "zor"),
        ("ez zor", "zor"),
        ("deir", "dayr"),
        ("dimashq", "damascus"),
        ("hasakeh", "hasakah"),
        ("latakia", "lattakia"),
    ] {
        place = place.replace(from, to);
    }
    place.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether two names are one: equal, one within the other, or half of their words shared.
pub(super) fn same_name(a: &str, b: &str, norm: impl Fn(&str) -> String) -> bool {
    let (a, b) = (norm(a), norm(b));
    if a.is_empty() || b.is_empty() {
        return a == b;
    }
    if a.contains(&b) || b.contains(&a) {
        return true;
    }
    let (x, y): (BTreeSet<&str>, BTreeSet<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    2 * x.intersection(&y).count() >= x.union(&y).count()
}

/// Whether each name of one list is in the other.
pub(super) fn same_set<'a>(a: impl Iterator<Item = &'a str>, b: impl Iterator<Item = &'a str>) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.collect(), b.collect());
    if a.is_empty() && b.is_empty() {
        return true;
    }
    let covers = |x: &[&str], y: &[&str]| x.iter().all(|n| y.iter().any(|m| same_name(n, m, norm)));
    !a.is_empty() && covers(&a, &b) && covers(&b, &a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        assert!(!ALIASES.is_empty());
        assert_eq!(norm("The  Éclair-Post"), "eclair post");
        assert_eq!(norm_place("eastern countryside of al-Safra"), "safra");
        assert_eq!(norm_place("Alsafra"), "safra");
        assert!(same_name("Norland Civil Guard", "Civil Guard", norm));
        assert!(!same_name("Norland", "", norm));
        assert!(same_set(["medics", "police"].into_iter(), ["the police", "medics"].into_iter()));
        assert!(!same_set(["medics"].into_iter(), [].into_iter()));
    }
}
