//! Puts together what the sentences of an article say of one deal.

use sitrep_gazetteer::Gazetteer;
use sitrep_record::{Accord, AccordKind, Actor, DateInterval, Effective, Evidence, Place, Source, Stage};
use smol_str::SmolStr;

use super::View;
use super::unit::Unit;

/// The accords that the units speak of.
pub(super) fn accords(view: &View<'_, '_>, units: Vec<Unit>) -> Vec<Accord> {
    let mut deals: Vec<Vec<Unit>> = Vec::new();
    for unit in units {
        match belongs(&deals, &unit) {
            Some(k) => deals[k].push(unit),
            None => deals.push(vec![unit]),
        }
    }
    deals.retain(|units| is_told(units));
    deals.iter().enumerate().map(|(k, units)| build(view, k, units)).collect()
}

/// A deal of which nothing is told but its name is none.
fn is_told(units: &[Unit]) -> bool {
    units.iter().any(|u| !u.stages.is_empty() || u.effective.is_some())
}

fn class(kind: Option<AccordKind>) -> u8 {
    match kind {
        None => 0,
        Some(AccordKind::Ceasefire | AccordKind::Truce | AccordKind::CessationOfHostilities) => 1,
        Some(AccordKind::Exchange) => 2,
        Some(AccordKind::Evacuation) => 3,
        Some(AccordKind::Peace) => 4,
        Some(AccordKind::Other) => 5,
    }
}

/// Which deal a unit goes on about.
fn belongs(deals: &[Vec<Unit>], unit: &Unit) -> Option<usize> {
    if unit.former {
        // "the previous truce" again
        return deals.iter().rposition(|d| d[0].former && fits(d, unit) == Some(true));
    }
    // the deal made at the same place or on the same day, else the one spoken of last
    let sure = (0..deals.len()).rev().find(|&k| fits(&deals[k], unit) == Some(true));
    sure.or_else(|| (0..deals.len()).rev().find(|&k| !deals[k][0].former && fits(&deals[k], unit).is_none()))
}

/// Whether a unit is about a deal: by its sort, and by where and when it was made; none where nothing tells.
fn fits(deal: &[Unit], unit: &Unit) -> Option<bool> {
    let kinds: Vec<u8> = deal.iter().map(|u| class(u.kind)).filter(|c| *c > 0).collect();
    let kind = class(unit.kind);
    if kind > 0 && !kinds.is_empty() && !kinds.contains(&kind) {
        return Some(false);
    }
    let place = deal.iter().find_map(|u| u.place.as_deref());
    let day = deal.iter().find_map(|u| u.announced);
    match (place, unit.place.as_deref()) {
        (Some(a), Some(b)) if a == b => return Some(true),
        (Some(_), Some(_)) => return Some(false),
        _ => {}
    }
    match (day, unit.announced) {
        (Some(a), Some(b)) if a == b => Some(true),
        (Some(a), Some(b)) if a.from != b.from => Some(false),
        // "a truce called on January 12" beside one still sought
        (None, Some(_)) if unit.indefinite && deal.iter().all(|u| u.stages.iter().all(|s| *s <= Stage::Proposed)) => {
            Some(false)
        }
        _ => None,
    }
}

/// How far it has come, in the words of all sentences: the first tells most, a later one may tell that it went on.
fn stage(units: &[Unit]) -> Stage {
    let of = |u: &Unit| -> Option<Stage> {
        let stages = &u.stages;
        for strong in [Stage::Collapsed, Stage::Lapsed, Stage::Extended] {
            if stages.contains(&strong) {
                return Some(strong);
            }
        }
        if u.held && !u.breached {
            return Some(Stage::InEffect);
        }
        for stage in
            [Stage::Violated, Stage::InEffect, Stage::Provisional, Stage::CalledFor, Stage::Agreed, Stage::Proposed]
        {
            if stages.contains(&stage) {
                // "called for" a truce that was agreed is agreed
                let signed = stage == Stage::CalledFor && stages.contains(&Stage::Agreed);
                return Some(if signed { Stage::Agreed } else { stage });
            }
        }
        None
    };
    let mut stage: Option<Stage> = None;
    for unit in units {
        let Some(next) = of(unit) else { continue };
        stage = Some(match stage {
            None => next,
            Some(now) => match next {
                Stage::Extended if !matches!(now, Stage::Collapsed | Stage::Lapsed) => next,
                Stage::Violated if now == Stage::Extended => now,
                Stage::Violated if now == Stage::InEffect && !unit.breached => now,
                Stage::Violated if matches!(now, Stage::InEffect | Stage::Agreed | Stage::Violated) => next,
                Stage::Violated => now,
                Stage::InEffect if now == Stage::Violated => now,
                later if later > now => {
                    // a provisional deal is not agreed by being spoken of as agreed
                    if now == Stage::Provisional && later == Stage::Agreed { now } else { later }
                }
                _ => now,
            },
        });
    }
    stage.unwrap_or(Stage::Agreed)
}

fn build(view: &View<'_, '_>, k: usize, units: &[Unit]) -> Accord {
    let doc = view.context.doc;
    let kinds = || units.iter().filter_map(|u| u.kind);
    let kind = kinds()
        .find(|k| *k == AccordKind::CessationOfHostilities)
        .or_else(|| kinds().next())
        .unwrap_or(AccordKind::Other);
    let mut parties: Vec<SmolStr> = Vec::new();
    let mut announced_by: Vec<Source> = Vec::new();
    let mut confirmed_by: Vec<Source> = Vec::new();
    let mut excluded: Vec<String> = Vec::new();
    let mut terms: Vec<String> = Vec::new();
    for unit in units {
        for party in unit.parties.iter().filter(|p| !parties.contains(p)).cloned().collect::<Vec<_>>() {
            parties.push(party);
        }
        if announced_by.is_empty() {
            announced_by = unit.announced_by.clone();
        }
        confirmed_by.extend(unit.confirmed_by.iter().cloned());
        excluded.extend(unit.excluded.iter().cloned());
        terms.extend(unit.terms.iter().cloned());
    }
    // whoever announces a deal reached "with" another is its other party
    if parties.len() == 1 && !announced_by.is_empty() {
        let own = units.iter().flat_map(|u| &u.announced_by).find_map(|s| office_state(view, s));
        if let Some(own) = own.filter(|o| !parties.contains(o)) {
            parties.insert(0, own);
        }
    }
    let announced = units.iter().find_map(|u| u.announced).unwrap_or_default();
    let effective =
        units.iter().filter_map(|u| u.effective.clone()).max_by_key(|(_, i)| i.is_some_and(|i| i.from == i.to)).map(
            |(text, interval)| {
                let from = interval.and_then(|i| i.from).or(announced.from).or(view.today);
                let to = None;
                Effective { text: Some(text), from, to }
            },
        );
    let conflict = units.iter().find_map(|u| u.conflict.clone());
    let home = view.scene.home.map(|h| h.country.to_string());
    let conflict = match conflict {
        Some(name) => Some(view.context.lexicon.actors.country_called(&name).map_or(name, |c| c.to_string())),
        None => home,
    };
    let place = units.iter().find_map(|u| u.place.clone()).map(|name| located(view.context.world, name));
    let first = &units[0].nouns;
    let (start, end) = (first[0].start, first[first.len() - 1].end);
    let span = doc.span(start, end);
    Accord {
        id: format!("a{}", k + 1),
        kind,
        stage: stage(units),
        conflict,
        parties: parties.iter().map(|p| Actor { name: p.to_string() }).collect(),
        announced: DateInterval { ..announced },
        announced_by,
        confirmed_by,
        place,
        effective,
        excluded,
        terms,
        evidence: Evidence { start: span.start_char(), end: span.end_char() },
    }
}

/// The state of an office-holder that the article names with his country ("U.S. Secretary of State John …").
fn office_state(view: &View<'_, '_>, source: &Source) -> Option<SmolStr> {
    if let Some((name, true)) = view.scene.states.party_named(&source.name) {
        return Some(name);
    }
    let doc = view.context.doc;
    let surname = source.name.rsplit(' ').next()?;
    doc.tokens().filter(|t| t.text() == surname).find_map(|t| {
        let from = t.i().saturating_sub(7);
        let actors = (from..t.i())
            .rev()
            .take_while(|&i| !matches!(doc.token(i).text(), "," | "and" | "."))
            .filter_map(|i| view.scene.actor(i));
        actors.into_iter().find(|a| a.country.is_some()).map(|a| a.name.clone())
    })
}

/// A place by its name alone: the gazetteer's first answer, where it has one.
fn located(world: Option<&Gazetteer>, name: String) -> Place {
    let known = world.and_then(|w| w.find(&name).into_iter().next());
    let precision = known.as_ref().map(|_| sitrep_record::Precision::City);
    Place {
        within: Vec::new(),
        admin1: known.as_ref().and_then(|p| p.admin1.clone()),
        country: known.as_ref().and_then(|p| p.country.map(|c| c.as_str().to_owned())),
        lat: known.as_ref().and_then(|p| p.lat),
        lon: known.as_ref().and_then(|p| p.lon),
        precision: precision.filter(|_| known.as_ref().is_some_and(|p| p.lat.is_some())),
        name,
    }
}
