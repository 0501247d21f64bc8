//! How well claims were read: the figures of claims, their sources, places and days against what people annotated.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use sitrep_record::{Claim, Record};

use super::gold::{GoldArticle, GoldClaim, GoldIncident};
use super::miss::{Miss, claimed, listed};
use super::names::Names;
use super::pairs::{Side, gold_side, pair, read_side};
use super::text::Text;

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
    /// Kind and stage of accords, over the articles whose accords are annotated.
    pub accords: Rate,
    /// All that is not right.
    pub misses: Vec<Miss>,
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
    accords: (usize, usize, usize),
    misses: Vec<Miss>,
}

/// Scores records against annotations. `texts` gives the text that the annotations were made on, by the article's id.
/// Accords count where any of the annotations has some: an article without is then one that tells of none.
pub fn claim_scores(
    gold: &[GoldArticle],
    texts: &BTreeMap<String, String>,
    records: &BTreeMap<String, Record>,
    names: &Names<'_>,
) -> ClaimScores {
    let mut counts = Counts::default();
    let mut missing = 0;
    let with_accords = gold.iter().any(|g| g.accords.is_some());
    for article in gold {
        let record = records.get(&article.id);
        missing += usize::from(record.is_none());
        score(article, texts.get(&article.id).map_or("", String::as_str), record, names, &mut counts);
        if with_accords {
            accords(article, record, &mut counts);
        }
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
        accords: rate(c.accords.0, c.accords.1, c.accords.2),
        misses: c.misses,
    }
}

fn score(gold: &GoldArticle, text: &str, record: Option<&Record>, names: &Names<'_>, counts: &mut Counts) {
    let text = Text::of(text);
    let claims: &[Claim] = record.map_or(&[], |r| &r.claims);
    let gs: Vec<Side> = gold.claims.iter().map(|c| gold_side(c, &text)).collect();
    let ps: Vec<Side> = claims.iter().map(|c| read_side(c, record, &text)).collect();
    let pairs = pair(gold, claims, &gs, &ps, &text, names);
    unpaired(gold, claims, &gs, &ps, &pairs, &text, &mut counts.misses);
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
            let words = text.around(gs[i].start);
            let both = Both { gold, annotated: &gold.claims[i], record, read: &claims[j], at: j, words };
            one(&both, gs[i].is_vague(), names, counts);
        }
    }
    let right: BTreeSet<(String, String)> =
        gold.responsibility.iter().map(|r| (names.norm(&r.actor), r.stance.clone())).collect();
    let read: BTreeSet<(String, String)> =
        record.iter().flat_map(|r| &r.responsibility).map(|r| (names.norm(&r.actor.name), word(&r.stance))).collect();
    counts.stances.0 += right.intersection(&read).count();
    counts.stances.1 += right.len();
    counts.stances.2 += read.len();
    let said = |(actor, stance): &(String, String)| format!("{actor} {stance}");
    let miss = |annotated, read| Miss {
        article: gold.id.clone(),
        field: "responsibility",
        annotated,
        read,
        words: String::new(),
    };
    counts.misses.extend(right.difference(&read).map(|r| miss(said(r), "none".into())));
    counts.misses.extend(read.difference(&right).map(|r| miss("none".into(), said(r))));
}

/// Kinds and stages, one to one.
fn accords(gold: &GoldArticle, record: Option<&Record>, counts: &mut Counts) {
    let mut read: Vec<(String, &sitrep_record::Accord)> =
        record.iter().flat_map(|r| &r.accords).map(|a| (format!("{} {}", word(&a.kind), word(&a.stage)), a)).collect();
    let miss = |annotated, read, words| Miss { article: gold.id.clone(), field: "accord", annotated, read, words };
    counts.accords.2 += read.len();
    for right in gold.accords.iter().flatten() {
        counts.accords.1 += 1;
        let right = format!("{} {}", word(&right.kind), word(&right.stage));
        match read.iter().position(|(r, _)| *r == right) {
            Some(at) => {
                counts.accords.0 += 1;
                read.remove(at);
            }
            None => counts.misses.push(miss(right, "none".into(), String::new())),
        }
    }
    let words = |a: &sitrep_record::Accord| {
        record.map_or_else(String::new, |r| Text::of(&r.text).sentence_of(a.evidence.start))
    };
    counts.misses.extend(read.into_iter().map(|(said, a)| miss("none".into(), said, words(a))));
}

/// Claims of either side that have no pair; optional ones are nobody's loss.
fn unpaired(
    gold: &GoldArticle,
    claims: &[Claim],
    gs: &[Side],
    ps: &[Side],
    pairs: &[(usize, usize)],
    text: &Text,
    misses: &mut Vec<Miss>,
) {
    for (i, c) in gold.claims.iter().enumerate().filter(|(_, c)| !c.optional) {
        if pairs.iter().all(|(g, _)| *g != i) {
            let annotated = claimed(&word(&c.effect), c.low, c.high, &c.bound);
            misses.push(Miss {
                article: gold.id.clone(),
                field: "missed",
                annotated,
                read: "none".into(),
                words: text.around(gs[i].start),
            });
        }
    }
    for (j, c) in claims.iter().enumerate() {
        if pairs.iter().all(|(_, p)| *p != j) {
            let read = claimed(&word(&c.effect), c.count.low, c.count.high, &word(&c.count.bound));
            misses.push(Miss {
                article: gold.id.clone(),
                field: "spurious",
                annotated: "none".into(),
                read,
                words: text.around(ps[j].start),
            });
        }
    }
}

/// A pair of claims, with where it stands.
struct Both<'a> {
    gold: &'a GoldArticle,
    annotated: &'a GoldClaim,
    record: Option<&'a Record>,
    read: &'a Claim,
    /// The place of the read claim in its record.
    at: usize,
    words: String,
}

impl Both<'_> {
    /// Counts whether a field is right, and keeps it if it is not.
    fn note(&self, counts: &mut Counts, field: &'static str, right: bool, annotated: String, read: String) {
        counts.fields.entry(field).or_default().note(right);
        if !right {
            counts.misses.push(Miss {
                article: self.gold.id.clone(),
                field,
                annotated,
                read,
                words: self.words.clone(),
            });
        }
    }
}

fn one(both: &Both<'_>, vague: bool, names: &Names<'_>, counts: &mut Counts) {
    let (a, b) = (both.annotated, both.read);
    let alt = |list: &Option<Vec<String>>, value: &str| list.as_ref().is_some_and(|l| l.iter().any(|v| v == value));
    let (bound, status, scope) = (word(&b.count.bound), word(&b.victims.status), word(&b.scope));
    both.note(counts, "bound", bound == a.bound, a.bound.clone(), bound);
    both.note(counts, "status", status == a.status || alt(&a.status_alt, &status), a.status.clone(), status);
    both.note(counts, "scope", scope == a.scope || alt(&a.scope_alt, &scope), a.scope.clone(), scope);
    let sources: Vec<&str> = b.sources.iter().map(|s| s.name.as_str()).collect();
    let mut lists = std::iter::once(&a.sources).chain(a.sources_alt.iter().flatten());
    let sourced = lists.any(|list| names.same_all(list.iter().map(String::as_str), sources.iter().copied()));
    both.note(counts, "sources", sourced, listed(a.sources.iter().map(String::as_str)), listed(sources));
    let mut full = sourced;
    if let Some(x) = both.gold.incidents.iter().find(|x| Some(&x.id) == a.incident.as_ref()) {
        full &= incident(both, x, names, counts);
        let group = b.incident.clone().unwrap_or_else(|| format!("none{}", both.at));
        counts.groups.push((format!("{} {}", both.gold.id, x.id), format!("{} {group}", both.gold.id)));
    }
    counts.pairs += 1;
    if !vague {
        counts.pairs_numbers += 1;
        counts.full += usize::from(full);
    }
}

/// Counts the fields of a pair's incidents; whether place and day are right.
fn incident(both: &Both<'_>, x: &GoldIncident, names: &Names<'_>, counts: &mut Counts) -> bool {
    let y = both.record.and_then(|r| r.incidents.iter().find(|y| Some(&y.id) == both.read.incident.as_ref()));
    let place = y.and_then(|y| y.place.as_ref());
    let mut named: Vec<&str> = place.map(|p| p.name.as_str()).into_iter().collect();
    named.extend(place.iter().flat_map(|p| p.within.iter().map(String::as_str)));
    let mut good = true;
    if x.place.is_some() || x.admin1.is_some() {
        let same = |gold: &Option<String>, read: &[&str]| {
            gold.as_ref().is_some_and(|g| read.iter().any(|n| names.same_place(g, n)))
        };
        let placed = same(&x.place, &named);
        both.note(counts, "place", placed, listed(x.place.as_deref()), listed(named.iter().copied()));
        named.extend(place.and_then(|p| p.admin1.as_deref()));
        let provinced = same(&x.admin1, &named);
        if x.admin1.is_some() {
            both.note(counts, "admin1", provinced, listed(x.admin1.as_deref()), listed(named));
        }
        good &= placed || provinced;
    }
    if let Some(from) = &x.date_from {
        let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
        let read = y.map(|y| y.date).unwrap_or_default();
        let (from, to) = (first_ten(from), first_ten(x.date_to.as_deref().unwrap_or(from)));
        let (start, end) = (day(read.from), day(read.to.or(read.from)));
        let right = start.as_deref() == Some(from) && end.as_deref() == Some(to);
        let span = listed(start.as_deref().into_iter().chain(end.as_deref()));
        both.note(counts, "date", right, listed([from, to]), span);
        good &= right;
    }
    both.note(
        counts,
        "type",
        y.is_some_and(|y| y.kind == x.kind),
        word(&x.kind),
        y.map_or("none".into(), |y| word(&y.kind)),
    );
    let done: Vec<&str> = y.iter().flat_map(|y| y.perpetrators.iter().map(|p| p.name.as_str())).collect();
    let right = || x.perpetrators.iter().flatten().map(String::as_str);
    both.note(counts, "perpetrator", names.same_all(right(), done.iter().copied()), listed(right()), listed(done));
    good
}

fn first_ten(date: &str) -> &str {
    date.get(..10).unwrap_or(date)
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
