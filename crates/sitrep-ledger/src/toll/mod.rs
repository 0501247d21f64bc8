//! An incident's toll: every authority's latest figure, what they say together, and whether they agree.
//!
//! Nothing is added up: subsets never add to their parent, groups told apart are not summed, effects are not summed.

mod authority;
mod check;
mod grade;
mod series;
mod sides;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use sitrep_record::{Count, Effect, Polarity, Scope, Status};

pub use authority::{Authority, Standing};
pub use check::{Check, Part, check};
pub use grade::{Contest, Decided, Grade, contests, grade};
pub use series::{Series, Statement, Told};
use series::{Wanted, point, series};

use crate::Explanation;

/// All effects, in the order of their display.
pub const EFFECTS: [Effect; 5] =
    [Effect::Killed, Effect::Injured, Effect::Missing, Effect::Captured, Effect::Displaced];

/// What an incident's claims, taken together, say of one effect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Toll {
    /// Of what.
    pub effect: Effect,
    /// What the authorities say together.
    #[serde(flatten)]
    pub together: Together,
    /// Each authority's latest figure, with its earlier ones.
    pub sources: Vec<Series>,
    /// Civilians and combatants apart, where told; never added up.
    pub by_status: Vec<StatusToll>,
    /// How the figures were derived.
    pub explanation: Explanation,
}

/// The toll of civilians or of combatants.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatusToll {
    /// Who.
    pub status: Status,
    /// What the authorities say together.
    #[serde(flatten)]
    pub together: Together,
}

/// Several authorities' figures taken together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Together {
    /// The smallest lower bound that any authority now holds.
    pub low: Option<u64>,
    /// The largest upper bound; open if none has one, or if an authority's lower bound lies above it.
    pub high: Option<u64>,
    /// The median over the authorities' figures, the lower of two middle ones.
    pub best: Option<u64>,
    /// Words, where only words are given.
    pub terms: Vec<String>,
    /// Independent authorities that give a figure.
    pub authorities: usize,
    /// Whether two authorities' intervals do not meet, or a figure is denied.
    pub contested: bool,
}

/// The tolls of an incident, as told by the articles that tell of it; effects that nobody speaks of are left out.
pub fn tolls(told: &[Told<'_>]) -> Vec<Toll> {
    EFFECTS.into_iter().filter_map(|effect| toll(told, effect)).collect()
}

fn toll(told: &[Told<'_>], effect: Effect) -> Option<Toll> {
    let sources = series(told, effect, Wanted::Whole);
    let by_status: Vec<StatusToll> = [Status::Civilian, Status::Combatant]
        .into_iter()
        .map(|status| of_status(told, effect, status))
        .filter(|t| t.together.authorities > 0)
        .collect();
    if sources.is_empty() && by_status.is_empty() {
        return None;
    }
    let (together, explanation) = together(&sources);
    Some(Toll { effect, together, sources, by_status, explanation })
}

/// Parts of a whole may be parts of parts ("19 women", "61 civilians"): only figures for all of a status contradict each other.
fn of_status(told: &[Told<'_>], effect: Effect, status: Status) -> StatusToll {
    let sources = series(told, effect, Wanted::Of(status));
    let all: Vec<Series> = sources.iter().filter(|s| s.latest.scope != Scope::Subset).cloned().collect();
    let contested = together(&all).0.contested;
    StatusToll { status, together: Together { contested, ..together(&sources).0 } }
}

fn together(sources: &[Series]) -> (Together, Explanation) {
    let asserted: Vec<&Series> = sources.iter().filter(|s| s.latest.polarity == Polarity::Asserted).collect();
    let (told, beside) = sides::of_one_side(&asserted);
    let told: Vec<(&Series, u64)> = told.into_iter().filter_map(|s| Some((s, point(&s.latest.count)?))).collect();
    let low = told.iter().map(|(s, _)| s.latest.count.low.unwrap_or(0)).min();
    let floor = told.iter().filter_map(|(s, _)| s.latest.count.low).max();
    let high = told.iter().filter_map(|(s, _)| s.latest.count.high).max().filter(|h| floor.is_none_or(|f| f <= *h));
    let mut points: Vec<u64> = told.iter().map(|(_, n)| *n).collect();
    points.sort_unstable();
    let best = points.len().checked_sub(1).map(|last| points[last / 2]);
    let apart = sides::apart(&asserted);
    let denied = sources.iter().find(|s| s.latest.polarity == Polarity::Denied);
    let mut terms: Vec<String> = asserted.iter().filter_map(|s| s.latest.count.term.clone()).collect();
    terms.sort();
    terms.dedup();
    let authorities = told.len() + beside.iter().filter(|s| point(&s.latest.count).is_some()).count();
    let together = Together { low, high, best, terms, authorities, contested: apart.is_some() || denied.is_some() };
    (together.clone(), explain(&together, sources, &points, apart, denied, &beside))
}

/// A count as people write it: `47`, `59+`, `≤ 30`, `20–30`, `~200`, `dozens`.
pub fn figure(count: &Count) -> String {
    match (count.low, count.high) {
        (Some(low), Some(high)) if low == high => match count.bound {
            sitrep_record::Bound::About => format!("~{low}"),
            _ => low.to_string(),
        },
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("{low}+"),
        (None, Some(high)) => format!("≤ {high}"),
        (None, None) => count.term.clone().unwrap_or_else(|| "some".into()),
    }
}

fn explain(
    t: &Together,
    sources: &[Series],
    points: &[u64],
    apart: Option<(&Series, &Series)>,
    denied: Option<&Series>,
    beside: &[&Series],
) -> Explanation {
    let mut parts = vec![
        Explanation::of(
            "low",
            match t.low {
                Some(_) => "the smallest lower bound that a source now holds",
                None => "no source gives a number",
            },
        )
        .people(t.low),
        Explanation::of(
            "high",
            match (t.high, points.is_empty()) {
                (Some(_), _) => "the largest upper bound that a source now holds",
                (None, false) => "open: no source gives an upper bound, or one holds at least more",
                (None, true) => "no source gives a number",
            },
        )
        .people(t.high),
        Explanation::of(
            "best",
            match points {
                [] => "no source gives a number".to_owned(),
                points => {
                    format!("the median of {points:?} over independent sources, the lower of two middle ones")
                }
            },
        )
        .people(t.best),
        Explanation::of(
            "contested",
            match (apart, denied) {
                (Some((a, b)), _) => format!(
                    "{} says {} and {} says {}: these do not meet",
                    a.authority.name,
                    figure(&a.latest.count),
                    b.authority.name,
                    figure(&b.latest.count)
                ),
                (None, Some(s)) => format!("{} denies {}", s.authority.name, figure(&s.latest.count)),
                (None, None) => "no: all figures can be true at once".to_owned(),
            },
        ),
        Explanation::of("sources", "each one's latest figure by day of publication").with(
            sources
                .iter()
                .map(|s| {
                    let earlier: Vec<String> = s.earlier.iter().map(|e| figure(&e.count)).collect();
                    let before =
                        if earlier.is_empty() { String::new() } else { format!(", before: {}", earlier.join(", ")) };
                    let day = s.latest.as_of.map_or_else(|| "undated".to_owned(), |d| d.to_string());
                    let scope = match s.latest.scope {
                        Scope::Aggregate => ", a sum over days or places",
                        Scope::Background => ", told as background",
                        _ => "",
                    };
                    Explanation::of(&s.authority.name, format!("{} ({day}{scope}){before}", figure(&s.latest.count)))
                })
                .collect(),
        ),
    ];
    if !beside.is_empty() {
        let of = |s: &&Series| {
            let side = s.latest.group.as_deref().unwrap_or("others");
            Explanation::of(&s.authority.name, format!("{} of {side}", figure(&s.latest.count)))
        };
        let why = "figures for another side's fighters, which stand beside these and are not compared with them";
        parts.push(Explanation::of("beside", why).with(beside.iter().map(of).collect()));
    }
    Explanation::of("toll", "derived from the sources' figures; nothing is added up").with(parts)
}
