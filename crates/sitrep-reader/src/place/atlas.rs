//! The places of one article on the map: which place each name means, and how two of them lie to each other.

use sitrep_language::Document;

use super::finder::{self, PlaceMention, Role, Surroundings};
use super::resolve::{countries, resolve};
use super::words::{Level, Words};
use sitrep_gazetteer::{Gazetteer, compact};

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

/// Which tokens tell of events, as far as the reader of places needs to know.
pub(crate) struct Signs<'a> {
    /// An event noun.
    pub event: &'a dyn Fn(usize) -> bool,
    /// A verb that is done to places.
    pub hits: &'a dyn Fn(usize) -> bool,
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
        world: Option<&Gazetteer>,
        words: &Words,
        blocked: &[bool],
        signs: &Signs<'_>,
        desk: usize,
        home: Option<&str>,
    ) -> Atlas {
        let Some(world) = world else { return Atlas::default() };
        let known = |name: &str| world.country_of(name).is_some() || !world.find(name).is_empty();
        let fame = |name: &str| world.find(name).first().and_then(|p| p.population).unwrap_or(0);
        let country = |name: &str| {
            world.country_of(name).is_some_and(|c| !c.name.is_empty() && compact(&c.name) == compact(name))
        };
        let around = Surroundings {
            blocked,
            known: &known,
            fame: &fame,
            country: &country,
            desk,
            event: signs.event,
            hits: signs.hits,
        };
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
    pub(super) fn parents(&self, k: usize) -> Vec<usize> {
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
}
