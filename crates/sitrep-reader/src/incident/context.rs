//! Where and when an event happened that the text goes on telling of without saying so again.

use jiff::civil::Date;
use sitrep_language::Document;
use sitrep_record::DateInterval;

use super::cluster::{Cluster, View};
use super::mention::Mention;
use super::tree;
use crate::place::Level;
use crate::place::Relation;
use crate::time::{When, calendar};

/// How long before publication the news of an article may lie, in days.
const NEWS: i32 = 7;

/// The days of the news that a text names.
pub(crate) struct NewsDays<'w> {
    pub whens: &'w [When],
    /// Those that only date a saying.
    pub said: &'w [&'w When],
    /// The day of publication.
    pub today: Option<Date>,
}

impl NewsDays<'_> {
    fn is_news(&self, days: DateInterval) -> bool {
        let age = days.from.zip(self.today).and_then(|(from, today)| from.until(today).ok()).map(|s| s.get_days());
        calendar::days(days).is_some_and(|d| d <= 3) && age.is_some_and(|a| (0..=NEWS).contains(&a))
    }

    /// The first such day in a sentence that does not only date a saying.
    pub fn in_sentence(&self, doc: &Document, sent: usize) -> Option<DateInterval> {
        self.beside(doc, sent, None)
    }

    /// The same, below a word if one is given.
    fn beside(&self, doc: &Document, sent: usize, top: Option<usize>) -> Option<DateInterval> {
        let below = |i: usize| top.is_none_or(|top| doc.token(i).ancestors().any(|a| a.i() == top));
        let here = self.whens.iter().filter(|w| doc.token(w.span.start).sent_index() == sent && !self.said.contains(w));
        here.filter(|w| below(w.span.start)).filter_map(When::interval).find(|d| self.is_news(*d))
    }
}

/// Dates what is still undated: by a day named in the same sentence; by the event told before, if it goes on telling of it;
/// and the lead of an article by the day on which it was first said to have happened, if it was published that day.
pub(crate) fn dates(view: &View<'_>, mentions: &[Mention], clusters: &mut [Cluster], days: &NewsDays<'_>) {
    let mut last: Option<DateInterval> = None;
    for (c, cluster) in clusters.iter_mut().enumerate() {
        if cluster.date.is_some() {
            if !cluster.background {
                last = cluster.date;
            }
            continue;
        }
        if cluster.background {
            continue;
        }
        let sents: Vec<usize> = cluster.members.iter().map(|&k| mentions[k].sent).collect();
        // "struck days after a gas attack": the day of what followed is not its day
        let earlier = |k: usize| {
            tree::other_time(view.doc, mentions[k].anchor).filter(|&top| {
                let below = |i: usize| i == top || view.doc.token(i).ancestors().any(|a| a.i() == top);
                let main = |(o, m): (usize, &Mention)| {
                    m.sent == mentions[k].sent
                        && m.toll().is_none()
                        && !cluster.members.contains(&o)
                        && !below(m.anchor)
                };
                mentions.iter().enumerate().any(main)
            })
        };
        let told = cluster.members.iter().filter(|&&k| !cluster.beside_other.contains(&mentions[k].sent));
        let beside = told.clone().find_map(|&k| days.beside(view.doc, mentions[k].sent, earlier(k)));
        let first = cluster.members.iter().min_by_key(|&&k| mentions[k].tokens.start);
        let followed = first.is_some_and(|&k| earlier(k).is_some());
        cluster.date = beside.or(last.filter(|_| !followed));
        if cluster.date.is_none() && c == 0 {
            let sent = |w: &When| view.doc.token(w.span.start).sent_index();
            let first = days.said.iter().filter(|w| sents.contains(&sent(w))).filter_map(|w| w.interval()).next();
            cluster.date = first.filter(|d| days.today.is_some() && d.from == days.today && d.to == days.today);
        }
    }
}

/// How many sentences a place carries on.
const REACH: usize = 3;

/// An event without a place of its own happened where the one told just before it did; but not one that answers another,
/// which is seldom done in the same place.
pub(crate) fn places(view: &View<'_>, mentions: &[Mention], clusters: &mut [Cluster]) {
    let tells = |s: usize| !view.atlas.is_country(s) || view.atlas.sites[s].mention.part;
    let placed = |c: &Cluster| c.sites.iter().any(|&s| tells(s));
    let first = |c: &Cluster| c.members.iter().map(|&k| mentions[k].sent).min().unwrap_or_default();
    for c in 0..clusters.len() {
        let cluster = &clusters[c];
        if placed(cluster) || cluster.background || cluster.apart || !cluster.beside_other.is_empty() {
            continue;
        }
        let start = first(cluster);
        let here = |o: &Cluster| {
            let told = o.members.iter().map(|&k| mentions[k].sent).filter(|s| *s <= start).max();
            told.filter(|s| start - s <= REACH)
        };
        let before = clusters.iter().enumerate().filter(|(k, o)| *k != c && placed(o) && !o.background);
        let nearest = before.filter_map(|(k, o)| Some((here(o)?, k))).max();
        if let Some((_, k)) = nearest {
            let sites: Vec<usize> = clusters[k].sites.iter().copied().filter(|&s| !view.atlas.is_country(s)).collect();
            clusters[c].sites.extend(sites);
        }
    }
}

/// An event placed no nearer than a province happened where those live who tell of it in the same breath ("a farmer from
/// X said"), if that lies there.
pub(crate) fn hearsay(view: &View<'_>, mentions: &[Mention], clusters: &mut [Cluster], heard: &[usize]) {
    let vague = |s: usize| matches!(view.atlas.sites[s].level, Some(Level::Admin1 | Level::Country));
    for cluster in clusters.iter_mut().filter(|c| !c.background) {
        if cluster.sites.iter().any(|&s| !vague(s)) {
            continue;
        }
        let sents: Vec<usize> = cluster.members.iter().map(|&k| mentions[k].sent).collect();
        let lies_there = |h: usize| {
            cluster
                .sites
                .iter()
                .all(|&s| matches!(view.atlas.relation(h, s), Relation::Within | Relation::Unknown | Relation::Same))
        };
        let sent = |h: usize| view.doc.token(view.atlas.sites[h].mention.tokens.start).sent_index();
        let near = heard.iter().copied().filter(|&h| !vague(h) && sents.contains(&sent(h)) && lies_there(h));
        cluster.sites.extend(near.take(1).collect::<Vec<_>>());
    }
}
