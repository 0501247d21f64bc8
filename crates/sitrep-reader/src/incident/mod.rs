//! What happened, where and when, and which toll belongs to it.
//!
//! The way: every word that speaks of an event is a [`mention`], and so is every toll; each gets its time, place, means and
//! doers ([`attach`]); those that speak of one event are put together ([`cluster`]), and each group becomes an incident.

mod attach;
mod cluster;
mod context;
#[cfg(test)]
mod gold;
mod mention;
mod parts;
mod tree;
mod truce;
mod unit;
mod unite;
mod votes;
mod words;

use std::ops::Range;

use sitrep_language::Document;
use sitrep_record::{Actor, Effect, Evidence, Incident, IncidentType, Responsibility, Source, Stance, Status};

use crate::actor::How;
use crate::assemble::Context;
use crate::place::{self, Atlas, Signs};
use crate::time::{self, calendar};
use crate::toll::Toll;
use cluster::{Cluster, Groups, View};
use mention::Mention;
pub(crate) use words::{EventWords, WeaponWords};

/// The incidents of one article and how the tolls are tied to them.
#[derive(Debug, Default)]
pub(crate) struct Incidents {
    /// In the order of the text, with their ids.
    pub incidents: Vec<Incident>,
    /// For each toll its place among `incidents`.
    pub incident_of: Vec<Option<usize>>,
    /// For each toll that is an aggregate the places of the incidents it adds up.
    pub parts_of: Vec<Vec<usize>>,
    /// Each word that speaks of an event, with the incident it speaks of, in the order of the text; one that speaks of
    /// several stands there once for each.
    pub words: Vec<(usize, usize)>,
}

impl Incidents {
    /// The incidents that a statement is about: those that its own sentence speaks of nearest to it, else the one spoken
    /// of last before it, else the first after.
    pub fn spoken_of(&self, doc: &Document, tokens: &Range<usize>) -> Vec<usize> {
        let sent = |i: usize| doc.get(i).map(|t| t.sent_index());
        let here = sent(tokens.start);
        let distance =
            |i: usize| if tokens.contains(&i) { 0 } else { i.abs_diff(tokens.start).min(i.abs_diff(tokens.end)) };
        let beside = self.words.iter().filter(|(i, _)| sent(*i) == here);
        let word = beside
            .min_by_key(|(i, _)| distance(*i))
            .or_else(|| self.words.iter().rev().find(|(i, _)| *i < tokens.start))
            .or(self.words.first())
            .map(|(i, _)| *i);
        self.words.iter().filter(|(i, _)| Some(*i) == word).map(|(_, incident)| *incident).collect()
    }

    /// Makes those who say that they did it the perpetrators, where the text names none.
    ///
    /// "It claimed the attacks" is said of all attacks of those days.
    pub fn credit(&mut self, doc: &Document, responsibility: &[Responsibility]) {
        for said in responsibility.iter().filter(|r| r.stance == Stance::Claimed) {
            let claimed = self.incidents.iter().position(|i| Some(&i.id) == said.incident.as_ref());
            let Some(claimed) = claimed else { continue };
            let sent = doc.char_span(said.evidence.start, said.evidence.end).map(|s| doc.token(s.start()).sent_index());
            let plural = self.words.iter().any(|&(i, incident)| {
                let token = doc.token(i);
                incident == claimed && Some(token.sent_index()) == sent && token.tag() == "NNS"
            });
            let (kind, date) = (self.incidents[claimed].kind, self.incidents[claimed].date);
            for (k, incident) in self.incidents.iter_mut().enumerate() {
                let alike = plural && incident.kind == kind && calendar::overlap(incident.date, date);
                if incident.perpetrators.is_empty() && (k == claimed || alike) {
                    incident.perpetrators.push(said.actor.clone());
                }
            }
        }
    }
}

/// All incidents that the article reports.
pub(crate) fn read(context: Context<'_>, tolls: &[Toll], _sources: &[Vec<Source>]) -> Incidents {
    let doc = context.doc;
    let dateline = time::dateline(doc, &context.lexicon.times, context.article.published);
    let whens = time::find(doc, &context.lexicon.times, &dateline);
    // "HOMS, Feb. 21 (Agency)": where the reporter sits
    let desk = if dateline.span.start < 12 { dateline.span.start } else { 0 };
    let mut actors = context.lexicon.actors.mentions(doc);
    actors.retain(|a| a.tokens.end > desk && !names_medium(doc, a.tokens.end));
    let dated = whens.iter().map(|w| w.span.clone()).chain([dateline.span.clone()]);
    let is_party = |how: How| how.is_certain() || how == How::Demonym;
    let parties = actors.iter().filter(|a| is_party(a.how)).map(|a| a.tokens.clone());
    let bodies = context.lexicon.sources.body_index.spots(doc).into_iter().map(|(tokens, _)| tokens);
    let blocked = place::finder::blocked(doc.len(), dated.chain(parties).chain(bodies));
    let home = context.lexicon.actors.home(doc).map(|s| s.code.to_string());
    let event = |i: usize| mention::is_event_noun(context, i);
    let hits = |i: usize| mention::is_done_to_places(context, i);
    let signs = Signs { event: &event, hits: &hits };
    let atlas = Atlas::read(doc, context.world, &context.lexicon.places, &blocked, &signs, desk, home.as_deref());
    let mut mentions = mention::find(context, tolls, &atlas);
    let said = attach::times(context, &mut mentions, &whens);
    let unplaced = attach::places(context, &mut mentions, &atlas, desk);
    attach::weapons(context, &mut mentions);
    attach::actors(doc, &mut mentions, &actors, context.lexicon.actors.home(doc));
    attach::causes(doc, &mut mentions);
    let days = context::NewsDays { whens: &whens, said: &said, today: dateline.day };
    let day_in = |sent: usize| days.in_sentence(doc, sent);
    let (events, today) = (&context.lexicon.events, dateline.day);
    let truce = truce::is_in_force(doc, events);
    let view = View { doc, atlas: &atlas, tolls, events, today, truce, day_in: &day_in };
    let mut groups = cluster::group(&view, &mentions);
    let clusters = &mut groups.clusters;
    context::hearsay(&view, &mentions, clusters, &unplaced.heard);
    context::places(&view, &mentions, clusters);
    context::hearsay(&view, &mentions, clusters, &unplaced.far);
    context::dates(&view, &mentions, clusters, &days);
    unite::unite(&view, &mentions, &mut groups);
    let Groups { clusters, of, several } = groups;
    #[cfg(test)]
    gold::trace(context, &atlas, &whens, &mentions, &of);
    build(&view, &mentions, &clusters, &of, &several)
}

/// "state media", "television said": after a party's name these make it a medium, which reports and does nothing.
fn names_medium(doc: &Document, end: usize) -> bool {
    let word = |k: usize| doc.get(end + k).map_or("", |t| t.lower());
    let medium = |k: usize| {
        matches!(word(k), "media" | "tv" | "television" | "radio" | "newspaper" | "broadcaster")
            || matches!(word(k), "news" | "press") && matches!(word(k + 1), "agency" | "channel" | "site" | "outlet")
    };
    let attribute = matches!(word(0), "state" | "official" | "military" | "pro" | "run" | "-");
    medium(0) || attribute && (medium(1) || word(0) == "-" && medium(2))
}

fn build(
    view: &View<'_>,
    mentions: &[Mention],
    clusters: &[Cluster],
    of: &[Option<usize>],
    several: &[(usize, usize)],
) -> Incidents {
    let mut out = Incidents {
        incidents: Vec::new(),
        incident_of: vec![None; view.tolls.len()],
        parts_of: vec![Vec::new(); view.tolls.len()],
        words: Vec::new(),
    };
    let mut at = vec![None; clusters.len()];
    for (c, cluster) in clusters.iter().enumerate() {
        let has_toll = cluster.members.iter().any(|&k| mentions[k].toll().is_some());
        let placed = cluster.sites.iter().any(|&s| !view.atlas.is_country(s));
        let told = cluster.votes.best().is_some_and(|(_, w)| w >= 1.0);
        // "More than 300,000 have died since the war began" describes no incident.
        let dated = cluster.date.is_some_and(|d| calendar::days(d).is_some_and(|n| n <= 366));
        let described = placed && (dated || cluster.votes.best().is_some()) || told && dated;
        let is_incident =
            if cluster.background { described } else { has_toll || told && (placed || cluster.date.is_some()) };
        if !is_incident {
            continue;
        }
        let date = cluster.date.unwrap_or_default();
        // "gunmen" tells what they did, not who they are.
        let named = |n: &&smol_str::SmolStr| n.as_str() != "gunmen";
        let actors = |names: &[smol_str::SmolStr]| {
            names.iter().filter(named).map(|n| Actor { name: n.to_string() }).collect::<Vec<_>>()
        };
        let first = cluster.members.iter().map(|&k| &mentions[k]).min_by_key(|m| (m.toll().is_some(), m.tokens.start));
        let evidence = first.map_or(Evidence { start: 0, end: 0 }, |m| {
            let span = view.doc.span(m.tokens.start, m.tokens.end);
            Evidence { start: span.start_char(), end: span.end_char() }
        });
        at[c] = Some(out.incidents.len());
        out.incidents.push(Incident {
            id: format!("i{}", out.incidents.len() + 1),
            kind: kind(view, mentions, cluster),
            method: cluster.votes.method().map(str::to_owned),
            place: view.atlas.place(&cluster.sites),
            date,
            perpetrators: actors(&cluster.agents),
            targets: actors(&cluster.targets),
            evidence,
        });
    }
    for (k, m) in mentions.iter().enumerate() {
        if let Some(toll) = m.toll() {
            let Some(own) = of[k] else { continue };
            let parts = parts::of(view, mentions, clusters, k, own);
            // The total of an operation that was told as an incident of its own belongs to that one.
            let sums_others = parts.contains(&own) || clusters[own].sites.iter().all(|&s| view.atlas.is_country(s));
            out.incident_of[toll] = if parts.is_empty() || !sums_others { at[own] } else { None };
            out.parts_of[toll] = parts.into_iter().filter_map(|c| at[c]).collect();
        }
    }
    let words = of.iter().enumerate().filter_map(|(k, c)| Some((k, (*c)?))).chain(several.iter().copied());
    out.words = words.filter_map(|(k, c)| Some((mentions[k].anchor, at[c]?))).collect();
    out.words.sort_unstable();
    out
}

/// The sort of an event; where no word tells it, that which its tolls and doers suggest.
fn kind(view: &View<'_>, mentions: &[Mention], cluster: &Cluster) -> IncidentType {
    let tolls = || cluster.members.iter().filter_map(|&k| mentions[k].toll()).map(|t| &view.tolls[t]);
    let hurt = tolls().any(|t| matches!(t.effect, Effect::Killed | Effect::Injured));
    let taken = tolls().any(|t| t.effect == Effect::Captured);
    let moved = tolls().any(|t| t.effect == Effect::Displaced);
    let fought = cluster.votes.best_of(|k| k != IncidentType::Capture).is_some_and(|(_, w)| w >= 0.8);
    // "killed 20 fighters and arrested nine": whoever fights and takes prisoners fought
    let fighters = tolls().any(|t| t.effect == Effect::Killed && t.status == Status::Combatant);
    let clashed = cluster.votes.of(IncidentType::Clash) > 0.0;
    // Where people died, what else was done then and there does not give the event its name.
    let may = |k: IncidentType| match k {
        IncidentType::Arrest => !hurt || taken && !(fighters && clashed),
        IncidentType::Displacement => moved || !hurt,
        IncidentType::Capture => !hurt || !fought,
        _ => true,
    };
    let best = cluster.votes.best_of(may).map(|(kind, _)| kind);
    use IncidentType::{Airstrike, Attack, CeasefireViolation, Clash, Shelling};
    if matches!(best, Some(Airstrike | Attack | Clash | Shelling)) && truce::is_breach(view, mentions, cluster) {
        return CeasefireViolation;
    }
    let count = |captured: bool| tolls().filter(|t| (t.effect == Effect::Captured) == captured).count();
    if matches!(best, None | Some(Attack)) && taken && count(true) >= count(false) {
        return IncidentType::Abduction;
    }
    if let Some((kind, _)) = cluster.votes.best_of(may).or_else(|| cluster.votes.best()) {
        return kind;
    }
    if taken {
        return IncidentType::Abduction;
    }
    let fighters = tolls().any(|t| t.status == Status::Combatant);
    match (hurt, cluster.agents.is_empty()) {
        (true, false) if fighters => IncidentType::Clash,
        (true, false) => IncidentType::Attack,
        _ => IncidentType::Other,
    }
}
