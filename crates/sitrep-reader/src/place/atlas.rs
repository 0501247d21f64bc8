//! The places of one article on the map: which place each name means, and how two of them lie to each other.

use std::collections::HashMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use sitrep_gazetteer::{Context as Hints, CountryCode, Gazetteer, compact, loose};
use sitrep_language::Document;
use sitrep_record::{Place, Precision};

use super::finder::{self, PlaceMention, Role, Surroundings};
use super::words::{Level, Words};

/// How far apart, in kilometres, two names may lie and still be told as one place ("a suburb of …").
const NEAR_KM: f64 = 25.0;
/// A town of so many is known well enough to tell where its neighbours are.
const WELL_KNOWN: u64 = 30_000;
/// A gazetteer's answer that needs no second look with the other places at hand.
const SURE: f64 = 0.85;

/// The gazetteer that the program carries; none if it does not open, which the gazetteer's own tests rule out.
pub(crate) fn world() -> Option<&'static Gazetteer> {
    static WORLD: OnceLock<Option<Gazetteer>> = OnceLock::new();
    WORLD.get_or_init(|| Gazetteer::embedded().ok()).as_ref()
}

/// A place of the article with what the gazetteer knows of it.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    /// Where and how the text names it.
    pub mention: PlaceMention,
    /// The place on the map; if `coarse`, only what it lies within.
    pub known: Option<sitrep_gazetteer::Place>,
    /// Whether `known` is larger than what is meant.
    pub coarse: bool,
    /// How large it is.
    pub level: Option<Level>,
    /// For a place that nobody knows and that is said to lie nowhere: the known place spoken of just before.
    pub implied: Option<usize>,
}

/// How one place lies to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// They are one.
    Same,
    /// The first lies within the second.
    Within,
    /// The second lies within the first.
    Around,
    /// They are different places not far from each other.
    Near,
    /// They are different places.
    Apart,
    /// Nobody can tell.
    Unknown,
}

/// All places of one article.
#[derive(Debug, Default)]
pub(crate) struct Atlas {
    /// In the order of the text.
    pub sites: Vec<Site>,
    /// The place that the line at the head of the article names, where the report was written.
    pub desk: Option<usize>,
    /// The country that the article is about.
    pub home: Option<String>,
}

impl Atlas {
    /// Finds and resolves the places of a text. `home` is the country that it is about, if that is known.
    pub fn read(
        doc: &Document,
        words: &Words,
        blocked: &[bool],
        event: &dyn Fn(usize) -> bool,
        desk: usize,
        home: Option<&str>,
    ) -> Atlas {
        let Some(world) = world() else { return Atlas::default() };
        let known = |name: &str| world.country_of(name).is_some() || !world.find(name).is_empty();
        let fame = |name: &str| world.find(name).first().and_then(|p| p.population).unwrap_or(0);
        let country = |name: &str| {
            world.country_of(name).is_some_and(|c| !c.name.is_empty() && compact(&c.name) == compact(name))
        };
        let around = Surroundings { blocked, known: &known, fame: &fame, country: &country, desk, event };
        let mentions = finder::find(doc, words, &around);
        let countries = countries(doc, world, home);
        let mut atlas =
            Atlas { sites: resolve(world, mentions, &countries), desk: None, home: home.map(str::to_owned) };
        atlas.desk = atlas.sites.iter().position(|s| s.mention.tokens.end <= desk);
        atlas.imply(doc);
        if atlas.home.is_none() {
            let most = countries.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            atlas.home = most.filter(|(_, weight)| *weight >= 2.0).map(|(code, _)| code.as_str().to_owned());
        }
        atlas
    }

    /// Unknown places are most often near the known one that the text spoke of last.
    fn imply(&mut self, doc: &Document) {
        let sent = |s: &Site| doc.token(s.mention.tokens.start).sent_index();
        for k in 0..self.sites.len() {
            let lost = self.sites[k].known.is_none() && self.parents(k).iter().all(|&p| self.sites[p].known.is_none());
            if !lost {
                continue;
            }
            let at = sent(&self.sites[k]);
            // A single place abroad ("talks in Geneva") is no neighbour.
            let likely = |j: usize| {
                let country = self.country(j);
                self.at_home(j)
                    || (0..self.sites.len()).filter(|&i| self.country(i) == country && !self.is_country(i)).count() > 1
            };
            let told = |j: usize| {
                let s = &self.sites[j];
                s.known.as_ref().is_some_and(|p| p.admin1.is_some()) && s.mention.role != Role::Of && likely(j)
            };
            let beside = (k + 1..self.sites.len()).find(|&j| told(j) && sent(&self.sites[j]) == at);
            let before = (0..k).rev().find(|&j| told(j) && at - sent(&self.sites[j]) <= 4);
            let after = (k + 1..self.sites.len()).find(|&j| told(j) && self.at_home(j));
            let desk = self.desk.filter(|&d| told(d) && self.at_home(d));
            self.sites[k].implied = beside.or(before).or(after).or(desk);
        }
    }

    fn at_home(&self, k: usize) -> bool {
        self.home.is_some() && self.country(k) == self.home
    }

    /// The names that a site lies within, the nearest first, as the text tells.
    fn parents(&self, k: usize) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut at = k;
        while let Some(parent) = self.sites[at].mention.parent {
            if parent == k || chain.contains(&parent) {
                break;
            }
            chain.push(parent);
            at = parent;
        }
        chain
    }

    /// The province of a site, as far as the text or the gazetteer tells.
    pub fn admin1(&self, k: usize) -> Option<String> {
        let own = |k: usize| self.sites[k].known.as_ref().and_then(|p| p.admin1.clone());
        own(k).or_else(|| self.parents(k).into_iter().find_map(own)).or_else(|| self.sites[k].implied.and_then(own))
    }

    /// The country of a site.
    pub fn country(&self, k: usize) -> Option<String> {
        let own = |k: usize| self.sites[k].known.as_ref().and_then(|p| p.country).map(|c| c.as_str().to_owned());
        own(k).or_else(|| self.parents(k).into_iter().find_map(own))
    }

    /// Whether a site is a whole country or larger, and so tells nobody where in it.
    pub fn is_country(&self, k: usize) -> bool {
        let site = &self.sites[k];
        site.level == Some(Level::Country)
    }

    /// How site `a` lies to site `b`.
    pub fn relation(&self, a: usize, b: usize) -> Relation {
        if a == b {
            return Relation::Same;
        }
        let (x, y) = (&self.sites[a], &self.sites[b]);
        let (p, q) = (x.mention.bare.as_str(), y.mention.bare.as_str());
        let same_name = compact(p) == compact(q) || loose(p).is_some_and(|l| loose(q) == Some(l));
        if same_name && x.level.zip(y.level).is_none_or(|(l, m)| l == m || l.max(m) < Level::Admin1) {
            return match (x.mention.part, y.mention.part) {
                (true, true) if opposite(&x.mention.name, &y.mention.name) => Relation::Apart,
                (true, false) => Relation::Within,
                (false, true) => Relation::Around,
                _ => Relation::Same,
            };
        }
        if self.parents(a).iter().any(|&p| p == b || compact(&self.sites[p].mention.bare) == compact(&y.mention.bare)) {
            return Relation::Within;
        }
        if self.parents(b).iter().any(|&p| p == a || compact(&self.sites[p].mention.bare) == compact(&x.mention.bare)) {
            return Relation::Around;
        }
        if let (Some(c), Some(d)) = (self.country(a), self.country(b))
            && c != d
        {
            return Relation::Apart;
        }
        match (self.is_country(a), self.is_country(b)) {
            (true, true) => return Relation::Same,
            (false, true) => return Relation::Within,
            (true, false) => return Relation::Around,
            _ => {}
        }
        let (p, q) = (self.admin1(a), self.admin1(b));
        let is_admin1 = |s: &Site| s.level == Some(Level::Admin1) && !s.coarse;
        if let (Some(p), Some(q)) = (&p, &q) {
            if p != q {
                let near = self.distance(a, b).is_some_and(|d| d < NEAR_KM);
                return if near && !is_admin1(x) && !is_admin1(y) { Relation::Near } else { Relation::Apart };
            }
            match (is_admin1(x), is_admin1(y)) {
                (true, true) => return Relation::Same,
                (false, true) => return Relation::Within,
                (true, false) => return Relation::Around,
                _ => {}
            }
        }
        if let (Some(s), Some(t)) = (&x.known, &y.known) {
            if s.id == t.id {
                return match (x.coarse || x.mention.part, y.coarse || y.mention.part) {
                    (true, false) => Relation::Within,
                    (false, true) => Relation::Around,
                    (true, true) => self.by_name(a, b),
                    (false, false) => Relation::Same,
                };
            }
            let inside = |s: &sitrep_gazetteer::Place, t: &sitrep_gazetteer::Place| {
                s.within.as_deref().is_some_and(|w| compact(w) == compact(&t.name))
            };
            if inside(s, t) && !y.coarse {
                return Relation::Within;
            }
            if inside(t, s) && !x.coarse {
                return Relation::Around;
            }
            if let (Some(l), Some(m)) = (x.level, y.level)
                && (l.max(m) == Level::Admin2)
                && l != m
                && self.distance(a, b).is_some_and(|d| d < 2.0 * NEAR_KM)
            {
                return if l < m { Relation::Within } else { Relation::Around };
            }
            return match self.distance(a, b) {
                Some(d) if d < NEAR_KM => Relation::Near,
                Some(_) => Relation::Apart,
                None => Relation::Unknown,
            };
        }
        // An unknown quarter told right after its town.
        let lies_in = |s: &Site, outer: &Site| {
            let place = s.implied.and_then(|i| self.sites[i].known.as_ref());
            let before = s.implied.is_some_and(|i| self.sites[i].mention.tokens.end <= s.mention.tokens.start);
            before && place.zip(outer.known.as_ref()).is_some_and(|(p, q)| p.id == q.id && !outer.coarse)
        };
        match (lies_in(x, y), lies_in(y, x)) {
            (true, false) => Relation::Within,
            (false, true) => Relation::Around,
            _ => self.by_name(a, b),
        }
    }

    /// Two names, at least one of them unknown: like things with different names are two.
    fn by_name(&self, a: usize, b: usize) -> Relation {
        let (x, y) = (&self.sites[a], &self.sites[b]);
        let unknown = |s: &Site| s.known.is_none() || s.coarse;
        match (unknown(x), unknown(y)) {
            (true, true) => match (x.level, y.level) {
                (Some(l), Some(m)) if l != m => Relation::Unknown,
                (Some(_), Some(_)) => Relation::Apart,
                _ => Relation::Unknown,
            },
            _ => Relation::Unknown,
        }
    }

    fn distance(&self, a: usize, b: usize) -> Option<f64> {
        self.sites[a].known.as_ref()?.distance_km(self.sites[b].known.as_ref()?)
    }

    /// How exactly a site tells where, the higher the better.
    pub fn exactness(&self, k: usize) -> i32 {
        let site = &self.sites[k];
        let level = match site.level {
            Some(Level::Exact) => 6,
            Some(Level::District) => 6,
            Some(Level::City) => 4,
            Some(Level::Admin2) => 3,
            Some(Level::Admin1) => 2,
            Some(Level::Country) => 0,
            // A bare name that no gazetteer knows is most often a village or a quarter.
            None => 5,
        };
        // Among towns, the lesser and the unknown tell more exactly where.
        let small = match &site.known {
            Some(known) if !site.coarse => known.population.is_none_or(|p| p < 100_000),
            _ => true,
        };
        3 * level + i32::from(site.mention.part) + i32::from(small)
    }

    /// A place for the record: the most exact of `sites`, lying within the others.
    pub fn place(&self, sites: &[usize]) -> Option<Place> {
        let exact = sites.iter().map(|&k| self.exactness(k)).max()?;
        let best = *sites.iter().find(|&&k| self.exactness(k) == exact)?;
        let site = &self.sites[best];
        let others = || {
            sites
                .iter()
                .copied()
                .filter(|&k| k != best && matches!(self.relation(best, k), Relation::Within | Relation::Unknown))
        };
        let admin1 = self.admin1(best).or_else(|| others().find_map(|k| self.admin1(k)));
        let country =
            self.country(best).or_else(|| others().find_map(|k| self.country(k))).or_else(|| self.home.clone());
        let mut names = vec![site.mention.name.clone()];
        self.peers(best, &mut names);
        let name = listing(&names);
        let mut within: Vec<String> = Vec::new();
        if site.mention.part {
            add_name(&mut within, &name, &site.mention.bare);
        }
        for k in self.parents(best).into_iter().chain(others()) {
            if !self.is_country(k) {
                add_name(&mut within, &name, &self.sites[k].mention.bare);
            }
        }
        if let Some(implied) = site.implied
            && within.is_empty()
        {
            add_name(&mut within, &name, &self.sites[implied].mention.bare);
        }
        if let Some(known) = &site.known {
            if site.coarse && known.precision != sitrep_gazetteer::Precision::Country {
                add_name(&mut within, &name, &known.name);
            }
            known.within.as_deref().into_iter().for_each(|w| add_name(&mut within, &name, w));
        }
        // The point on the map: its own, or that of the nearest place around it that has one.
        let around = std::iter::once(best).chain(self.parents(best)).chain(others()).chain(site.implied);
        let located = around.filter_map(|k| self.sites[k].known.as_ref()).find(|p| p.lat.is_some());
        Some(Place {
            name,
            within,
            admin1,
            country,
            lat: located.and_then(|p| p.lat),
            lon: located.and_then(|p| p.lon),
            precision: located.map(|p| precision(p.precision)),
        })
    }

    /// The names of the list that a site heads.
    fn peers(&self, k: usize, names: &mut Vec<String>) {
        let mut at = k;
        while let Some(next) = self.sites.get(at + 1) {
            if next.mention.peer != Some(at) || next.mention.role == Role::Actor {
                break;
            }
            names.push(next.mention.name.clone());
            at += 1;
        }
    }
}

/// "Congo" in an article about one of the two is that one.
fn own_country(
    world: &Gazetteer,
    place: sitrep_gazetteer::Place,
    name: &str,
    home: Option<CountryCode>,
) -> sitrep_gazetteer::Place {
    let other = place.precision == sitrep_gazetteer::Precision::Country && place.country != home;
    let Some(country) = home.filter(|_| other).and_then(|code| world.country(code.as_str())) else { return place };
    if compact(&country.name).contains(&compact(name)) && name.len() > 3 { country.place() } else { place }
}

fn add_name(within: &mut Vec<String>, name: &str, outer: &str) {
    let key = compact(outer);
    if !outer.is_empty() && compact(name) != key && !within.iter().any(|w| compact(w) == key) {
        within.push(outer.to_owned());
    }
}

fn listing(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn opposite(a: &str, b: &str) -> bool {
    let side = |name: &str| {
        let word = name.split(' ').next().unwrap_or_default();
        ["north", "south", "east", "west"].iter().map(|s| word.contains(s)).collect::<Vec<_>>()
    };
    let (x, y) = (side(a), side(b));
    // No side in common: "western X" is neither "eastern X" nor "north of X".
    let sided = |s: &[bool]| s.iter().any(|b| *b);
    sided(&x) && sided(&y) && !x.iter().zip(&y).any(|(a, b)| *a && *b)
}

fn precision(known: sitrep_gazetteer::Precision) -> Precision {
    match known {
        sitrep_gazetteer::Precision::Exact => Precision::Exact,
        sitrep_gazetteer::Precision::District => Precision::District,
        sitrep_gazetteer::Precision::City => Precision::City,
        sitrep_gazetteer::Precision::Admin2 => Precision::Admin2,
        sitrep_gazetteer::Precision::Admin1 => Precision::Admin1,
        sitrep_gazetteer::Precision::Country => Precision::Country,
    }
}

fn level(known: sitrep_gazetteer::Precision) -> Level {
    match known {
        sitrep_gazetteer::Precision::Exact => Level::Exact,
        sitrep_gazetteer::Precision::District => Level::District,
        sitrep_gazetteer::Precision::City => Level::City,
        sitrep_gazetteer::Precision::Admin2 => Level::Admin2,
        sitrep_gazetteer::Precision::Admin1 => Level::Admin1,
        sitrep_gazetteer::Precision::Country => Level::Country,
    }
}

/// The countries that the article speaks of, and how much.
fn countries(doc: &Document, world: &Gazetteer, home: Option<&str>) -> FxHashMap<CountryCode, f64> {
    let mut weights: FxHashMap<CountryCode, f64> = FxHashMap::default();
    if let Some(code) = home.and_then(CountryCode::new) {
        *weights.entry(code).or_default() += 4.0;
    }
    let mut seen: HashMap<&str, Option<CountryCode>> = HashMap::new();
    for token in doc.tokens().filter(|t| t.text().starts_with(char::is_uppercase) && t.text().len() > 3) {
        let text = token.text();
        let code = *seen.entry(text).or_insert_with(|| {
            let bare = finder::stripped(text);
            world.country_of(text).or_else(|| bare.and_then(|b| world.country_of(b))).map(|c| c.code)
        });
        if let Some(code) = code {
            *weights.entry(code).or_default() += 0.5;
        }
    }
    weights
}

fn resolve(world: &Gazetteer, mentions: Vec<PlaceMention>, countries: &FxHashMap<CountryCode, f64>) -> Vec<Site> {
    let mut base = Hints::new();
    for (code, weight) in countries {
        base = base.country(*code, *weight);
    }
    let phrase = |m: &PlaceMention| match m.level {
        Some(Level::Admin1) => format!("{} province", m.bare),
        _ => m.bare.clone(),
    };
    let outer = |m: &PlaceMention| m.parent.map(|p| mentions[p].bare.clone());
    // The place, whether it is larger than what is meant, and how sure that is.
    type Answer = Option<(sitrep_gazetteer::Place, bool, f64)>;
    let hints_for = |m: &PlaceMention| match outer(m) {
        Some(outer) => base.clone().within(outer),
        None => base.clone(),
    };
    let mut cache: HashMap<(String, Option<String>), Answer> = HashMap::new();
    let mut ask = |m: &PlaceMention| {
        let key = (phrase(m), outer(m));
        if let Some(found) = cache.get(&key) {
            return found.clone();
        }
        let found = world.resolve(&key.0, &hints_for(m)).map(|r| (r.place, r.coarse, r.confidence));
        cache.insert(key, found.clone());
        found
    };
    // First each name by itself, then those that are not well known beside the sure ones told last.
    let first: Vec<_> = mentions.iter().map(&mut ask).collect();
    let anchor = |f: &Answer| match f {
        Some((place, false, confidence)) => {
            let known = place.population.is_some_and(|p| p >= WELL_KNOWN)
                || place.precision == sitrep_gazetteer::Precision::Admin1;
            *confidence >= SURE && known && place.precision < sitrep_gazetteer::Precision::Country
        }
        _ => false,
    };
    let anchors: Vec<bool> = first.iter().map(anchor).collect();
    let mut found = Vec::with_capacity(mentions.len());
    for (k, m) in mentions.iter().enumerate() {
        if anchors[k] || m.level == Some(Level::Country) {
            found.push(first[k].clone());
            continue;
        }
        let before = (0..k).rev().filter(|&j| anchors[j]);
        let after = (k + 1..mentions.len()).filter(|&j| anchors[j]);
        let mut hints = hints_for(m);
        for j in before.take(3).chain(after.take(1)) {
            if let Some((place, ..)) = &first[j] {
                hints = hints.near(place);
            }
        }
        found.push(world.resolve(&phrase(m), &hints).map(|r| (r.place, r.coarse, r.confidence)));
    }
    mentions
        .into_iter()
        .zip(found)
        .map(|(mention, found)| {
            // A namesake abroad for an unknown spot says nothing.
            let home = countries.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(c, _)| *c);
            // And so does one in a country that the article never speaks of.
            let spoken_of = |c: Option<CountryCode>| c.is_none_or(|c| countries.get(&c).is_some_and(|w| *w >= 0.5));
            let found = found.filter(|(place, coarse, _)| {
                let famous = place.precision == sitrep_gazetteer::Precision::Country
                    || !coarse && place.population.is_some_and(|p| p >= WELL_KNOWN);
                famous || place.country == home || !coarse && (home.is_none() || spoken_of(place.country))
            });
            let (known, coarse) = match found {
                Some((place, coarse, _)) => (Some(own_country(world, place, &mention.bare, home)), coarse),
                None => (None, false),
            };
            let by_map = known.as_ref().filter(|_| !coarse).and_then(|p| {
                // A village whose point is only its province's is still a village.
                let borrowed = p.precision == sitrep_gazetteer::Precision::Admin1
                    && p.admin1.as_deref().is_some_and(|a| compact(a) != compact(&p.name));
                (!borrowed).then(|| level(p.precision))
            });
            let level = match (mention.level, by_map) {
                // "Homs province" is no city, whatever the gazetteer's best guess
                (Some(l), _) if l != Level::Exact || by_map.is_none() => Some(l),
                (l, m) => m.or(l),
            };
            Site { mention, known, coarse, level, implied: None }
        })
        .collect()
}
