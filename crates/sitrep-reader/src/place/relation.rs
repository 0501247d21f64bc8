//! How two places of an article lie to each other.

use sitrep_gazetteer::{compact, loose};

use super::atlas::{Atlas, Site};
use super::words::Level;

/// How far apart, in kilometres, two names may lie and still be told as one place ("a suburb of …").
const NEAR_KM: f64 = 25.0;

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

impl Atlas {
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
        if let Some(relation) = by_core(x, y) {
            return relation;
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
}

/// "Safra air base" lies at "Safra".
fn by_core(x: &Site, y: &Site) -> Option<Relation> {
    let small = |s: &Site| s.level.is_none_or(|l| l < Level::Admin1);
    let alike = |a: &str, b: &str| compact(a) == compact(b) || loose(a).is_some_and(|l| loose(b) == Some(l));
    let sort = |s: &Site| s.mention.core != s.mention.bare;
    if !small(x) || !small(y) || !alike(&x.mention.core, &y.mention.core) {
        return None;
    }
    match (sort(x), sort(y)) {
        (true, false) => Some(Relation::Within),
        (false, true) => Some(Relation::Around),
        _ => None,
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
