//! How well claims were read: the figures of claims, their sources, places and days against what people annotated.
//!
//! A gold claim and a read one are a pair when they have the same effect and the same interval (for a vague count: both vague, and
//! evidence that overlaps or stands in the same sentence). Pairs are chosen one to one, the same source first, then the
//! nearest evidence.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use sitrep_record::{Claim, Record};

use super::gold::{GoldArticle, GoldClaim, GoldIncident};
use super::names::{norm, norm_place, same_name, same_set};

/// Precision, recall, F1, and the counts they come from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// How much of what was read is right.
    pub p: f64,
    /// How much of what is right was read.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Annotated.
    pub gold: usize,
    /// Read.
    pub read: usize,
}

/// The share of pairs in which a field is right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Share {
    /// The share.
    pub right: f64,
    /// Of so many pairs.
    pub of: usize,
    #[serde(skip)]
    hits: usize,
}

impl Share {
    fn note(&mut self, right: bool) {
        self.of += 1;
        self.hits += usize::from(right);
        self.right = ratio(self.hits, self.of);
    }
}

/// All figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimScores {
    /// Articles annotated.
    pub articles: usize,
    /// Those that were not read.
    pub articles_without_a_record: usize,
    /// Pairs over claims with a number: the main figure.
    pub toll: Rate,
    /// Vague claims included.
    pub all: Rate,
    /// Pairs that have the sources, the place and the day right too.
    pub full: Rate,
    /// Fields in the pairs.
    pub fields: BTreeMap<&'static str, Share>,
    /// B-cubed F1 of how the paired claims are grouped into incidents.
    pub grouping: Share,
    /// Actor and stance over the article.
    pub responsibility: Rate,
}

#[derive(Default)]
struct Counts {
    gold: usize,
    gold_numbers: usize,
    read: usize,
    read_numbers: usize,
    pairs: usize,
    pairs_numbers: usize,
    full: usize,
    stances: (usize, usize, usize),
    fields: BTreeMap<&'static str, Share>,
    groups: Vec<(String, String)>,
}

/// Scores records against annotations. `texts` gives the text that the annotations were made on, by the article's id.
pub fn claim_scores(
    gold: &[GoldArticle],
    texts: &BTreeMap<String, String>,
    records: &BTreeMap<String, Record>,
) -> ClaimScores {
    let mut counts = Counts::default();
    let mut missing = 0;
    for article in gold {
        let record = records.get(&article.id);
        missing += usize::from(record.is_none());
        score(article, texts.get(&article.id).map_or("", String::as_str), record, &mut counts);
    }
    let c = counts;
    ClaimScores {
        articles: gold.len(),
        articles_without_a_record: missing,
        toll: rate(c.pairs_numbers, c.gold_numbers, c.read_numbers),
        all: rate(c.pairs, c.gold, c.read),
        full: rate(c.full, c.gold_numbers, c.read_numbers),
        fields: c.fields,
        grouping: Share { right: b_cubed(&c.groups), of: c.groups.len(), hits: 0 },
        responsibility: rate(c.stances.0, c.stances.1, c.stances.2),
    }
}

/// A claim of either side.
struct Side {
    low: Option<u64>,
    high: Option<u64>,
    start: i64,
    end: i64,
}

impl Side {
    fn is_vague(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }
}

fn score(gold: &GoldArticle, text: &str, record: Option<&Record>, counts: &mut Counts) {
    let text = Text::of(text);
    let claims: &[Claim] = record.map_or(&[], |r| &r.claims);
    let gs: Vec<Side> = gold.claims.iter().map(|c| gold_side(c, &text)).collect();
    let ps: Vec<Side> = claims.iter().map(|c| read_side(c, record, &text)).collect();
    let pairs = pair(gold, claims, &gs, &ps, &text);
    for (_, side) in gs.iter().enumerate().filter(|(i, _)| !gold.claims[*i].optional) {
        counts.gold += 1;
        counts.gold_numbers += usize::from(!side.is_vague());
    }
    let spared: BTreeSet<usize> = pairs.iter().filter(|(i, _)| gold.claims[*i].optional).map(|(_, j)| *j).collect();
    for (_, side) in ps.iter().enumerate().filter(|(j, _)| !spared.contains(j)) {
        counts.read += 1;
        counts.read_numbers += usize::from(!side.is_vague());
    }
    for (i, j) in pairs {
        if !gold.claims[i].optional {
            one(gold, &gold.claims[i], record, &claims[j], j, gs[i].is_vague(), counts);
        }
    }
    let right: BTreeSet<(String, String)> =
        gold.responsibility.iter().map(|r| (norm(&r.actor), r.stance.clone())).collect();
    let read: BTreeSet<(String, String)> =
        record.iter().flat_map(|r| &r.responsibility).map(|r| (norm(&r.actor.name), word(&r.stance))).collect();
    counts.stances.0 += right.intersection(&read).count();
    counts.stances.1 += right.len();
    counts.stances.2 += read.len();
}

/// The incidents of each pair of claims: annotated, read.
pub(super) fn paired_incidents(gold: &GoldArticle, text: &str, record: &Record) -> Vec<(String, String)> {
    let text = Text::of(text);
    let gs: Vec<Side> = gold.claims.iter().map(|c| gold_side(c, &text)).collect();
    let ps: Vec<Side> = record.claims.iter().map(|c| read_side(c, Some(record), &text)).collect();
    let pairs = pair(gold, &record.claims, &gs, &ps, &text);
    pairs
        .into_iter()
        .filter_map(|(i, j)| Some((gold.claims[i].incident.clone()?, record.claims[j].incident.clone()?)))
        .collect()
}

fn one(
    gold: &GoldArticle,
    a: &GoldClaim,
    record: Option<&Record>,
    b: &Claim,
    at: usize,
    vague: bool,
    counts: &mut Counts,
) {
    let alt = |list: &Option<Vec<String>>, value: &str| list.as_ref().is_some_and(|l| l.iter().any(|v| v == value));
    let (bound, status, scope) = (word(&b.count.bound), word(&b.victims.status), word(&b.scope));
    let mut note = |field, right| counts.fields.entry(field).or_default().note(right);
    note("bound", bound == a.bound);
    note("status", status == a.status || alt(&a.status_alt, &status));
    note("scope", scope == a.scope || alt(&a.scope_alt, &scope));
    let sources: Vec<&str> = b.sources.iter().map(|s| s.name.as_str()).collect();
    let lists = std::iter::once(&a.sources).chain(a.sources_alt.iter().flatten());
    let sourced = lists.into_iter().any(|list| same_set(list.iter().map(String::as_str), sources.iter().copied()));
    note("sources", sourced);
    let mut full = sourced;
    if let Some(x) = gold.incidents.iter().find(|x| Some(&x.id) == a.incident.as_ref()) {
        let y = record.and_then(|r| r.incidents.iter().find(|y| Some(&y.id) == b.incident.as_ref()));
        full &= incident(x, y, &mut note);
        let group = b.incident.clone().unwrap_or_else(|| format!("none{at}"));
        counts.groups.push((format!("{} {}", gold.id, x.id), format!("{} {group}", gold.id)));
    }
    counts.pairs += 1;
    if !vague {
        counts.pairs_numbers += 1;
        counts.full += usize::from(full);
    }
}

fn incident(x: &GoldIncident, y: Option<&sitrep_record::Incident>, note: &mut impl FnMut(&'static str, bool)) -> bool {
    let place = y.and_then(|y| y.place.as_ref());
    let mut named: Vec<&str> = place.map(|p| p.name.as_str()).into_iter().collect();
    named.extend(place.iter().flat_map(|p| p.within.iter().map(String::as_str)));
    let mut good = true;
    if x.place.is_some() || x.admin1.is_some() {
        let same = |gold: &Option<String>, names: &[&str]| {
            gold.as_ref().is_some_and(|g| names.iter().filter(|n| !n.is_empty()).any(|n| same_name(g, n, norm_place)))
        };
        let placed = same(&x.place, &named);
        note("place", placed);
        named.extend(place.and_then(|p| p.admin1.as_deref()));
        let provinced = same(&x.admin1, &named);
        if x.admin1.is_some() {
            note("admin1", provinced);
        }
        good &= placed || provinced;
    }
    if let Some(from) = &x.date_from {
        let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
        let read = y.map(|y| y.date).unwrap_or_default();
        let (from, to) = (first_ten(from), first_ten(x.date_to.as_deref().unwrap_or(from)));
        let right = day(read.from).as_deref() == Some(from) && day(read.to.or(read.from)).as_deref() == Some(to);
        note("date", right);
        good &= right;
    }
    note("type", y.is_some_and(|y| y.kind == x.kind));
    let done: Vec<&str> = y.iter().flat_map(|y| y.perpetrators.iter().map(|p| p.name.as_str())).collect();
    note("perpetrator", same_set(x.perpetrators.iter().flatten().map(String::as_str), done.iter().copied()));
    good
}

fn first_ten(date: &str) -> &str {
    date.get(..10).unwrap_or(date)
}

fn pair(gold: &GoldArticle, claims: &[Claim], gs: &[Side], ps: &[Side], text: &Text) -> Vec<(usize, usize)> {
    let mut options = Vec::new();
    for (i, g) in gs.iter().enumerate() {
        for (j, p) in ps.iter().enumerate() {
            if gold.claims[i].effect != claims[j].effect || g.is_vague() != p.is_vague() {
                continue;
            }
            let fits = match g.is_vague() {
                true => {
                    let (left, right) = if g.start >= 0 { text.sentence(g.start) } else { (-1, text.length()) };
                    (left - 2 <= p.start && p.start <= right + 2) || (p.start < g.end && g.start < p.end)
                }
                false => (g.low, g.high) == (p.low, p.high),
            };
            if fits {
                let sources = claims[j].sources.iter().map(|s| s.name.as_str());
                let other = !same_set(gold.claims[i].sources.iter().map(String::as_str), sources);
                let near = if g.start >= 0 && p.start >= 0 { (g.start - p.start).abs() } else { 1_000_000 };
                options.push((other, near, i, j));
            }
        }
    }
    options.sort_unstable();
    let (mut taken_g, mut taken_p, mut pairs) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, _, i, j) in options {
        if !taken_g.contains(&i) && !taken_p.contains(&j) {
            taken_g.insert(i);
            taken_p.insert(j);
            pairs.push((i, j));
        }
    }
    pairs
}

/// A text by characters.
struct Text(Vec<char>);

impl Text {
    fn of(text: &str) -> Self {
        Text(text.chars().collect())
    }

    fn length(&self) -> i64 {
        i64::try_from(self.0.len()).unwrap_or(i64::MAX)
    }

    /// Where words stand first; -1 if they do not.
    fn find(&self, words: &str) -> i64 {
        let words: Vec<char> = words.chars().collect();
        let at = if words.is_empty() { None } else { self.0.windows(words.len()).position(|w| w == words) };
        at.and_then(|at| i64::try_from(at).ok()).unwrap_or(-1)
    }

    /// The ends of the sentence around a place.
    fn sentence(&self, at: i64) -> (i64, i64) {
        let ends = |k: usize| self.0[k] == '\n' || (self.0[k] == '.' && self.0.get(k + 1) == Some(&' '));
        let at = usize::try_from(at).unwrap_or(0).min(self.0.len());
        // ". " must lie before the place as a whole
        let left = (0..at).rev().find(|k| ends(*k) && (self.0[*k] == '\n' || k + 2 <= at));
        let right = (at..self.0.len()).find(|k| ends(*k));
        let number = |k: usize| i64::try_from(k).unwrap_or(i64::MAX);
        (left.map_or(-1, number), right.map_or(self.length(), number))
    }
}

fn gold_side(c: &GoldClaim, text: &Text) -> Side {
    let (start, end) = match (c.start, c.end, &c.quote) {
        (Some(start), Some(end), _) => (start, end),
        (_, _, Some(quote)) => {
            let at = text.find(quote);
            (at, at + i64::try_from(quote.chars().count()).unwrap_or(0))
        }
        _ => (-1, -1),
    };
    Side { low: c.low, high: c.high, start, end }
}

fn read_side(c: &Claim, record: Option<&Record>, text: &Text) -> Side {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (mut start, mut end) = (number(c.evidence.start), number(c.evidence.end));
    // evidence is counted in the record's own text; find it in the annotated one
    if let Some(own) = record.map(|r| &r.text).filter(|own| !own.is_empty() && !own.chars().eq(text.0.iter().copied()))
    {
        let quote: String =
            own.chars().skip(c.evidence.start).take(c.evidence.end.saturating_sub(c.evidence.start)).collect();
        let at = text.find(&quote);
        (start, end) = (at, at + number(quote.chars().count()));
    }
    Side { low: c.count.low, high: c.count.high, start, end }
}

fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[allow(clippy::cast_precision_loss)] // counts of annotated claims are small
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn rate(hits: usize, gold: usize, read: usize) -> Rate {
    let (p, r) = (ratio(hits, read), ratio(hits, gold));
    Rate { p, r, f1: if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }, gold, read }
}

fn b_cubed(items: &[(String, String)]) -> f64 {
    let (mut p, mut r) = (0.0, 0.0);
    for (g, q) in items {
        let both = items.iter().filter(|(x, y)| x == g && y == q).count();
        p += ratio(both, items.iter().filter(|(_, y)| y == q).count());
        r += ratio(both, items.iter().filter(|(x, _)| x == g).count());
    }
    #[allow(clippy::cast_precision_loss)]
    let n = items.len().max(1) as f64;
    let (p, r) = (p / n, r / n);
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}
