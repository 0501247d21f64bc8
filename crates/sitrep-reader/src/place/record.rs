//! A place as the record tells it.

use sitrep_gazetteer::compact;
use sitrep_record::{Place, Precision};

use super::atlas::Atlas;
use super::finder::Role;
use super::relation::Relation;
use super::words::Level;

impl Atlas {
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
