//! Which words are said by whom: the reach of each cue, quotations, and what carries over.

use std::ops::Range;

use sitrep_record::{Source, SourceKind};

use super::cue::{self, Cue, Side};
use super::scene::Scene;
use super::speaker::Speakers;
use super::words::Role;

/// A cue with its speakers named and its reach.
#[derive(Debug, Clone)]
pub(crate) struct Attribution {
    pub cue: Cue,
    pub sources: Vec<Source>,
    /// The tokens that it says.
    pub reach: Range<usize>,
}

/// Who says what in one article.
pub(crate) struct Attributions<'s, 'd> {
    scene: &'s Scene<'d>,
    all: Vec<Attribution>,
    quotes: Vec<Range<usize>>,
    /// Sentences that open a text read out in full ("issued the following communique:"), with whose it is.
    openings: Vec<(usize, Vec<Source>)>,
}

impl<'s, 'd> Attributions<'s, 'd> {
    /// Reads all attributions of an article.
    pub fn of(scene: &'s Scene<'d>) -> Self {
        let cues = cue::find(scene);
        let mut speakers = Speakers::new(scene);
        let mut all: Vec<Attribution> = Vec::with_capacity(cues.len());
        for cue in cues {
            let mut sources: Vec<Source> = Vec::new();
            for &head in &cue.heads {
                if let Some(source) = speakers.resolve(head)
                    && !sources.iter().any(|s| s.name == source.name)
                {
                    sources.push(source);
                }
            }
            let reach = cue.at..cue.at;
            all.push(Attribution { cue, sources, reach });
        }
        reaches(scene, &mut all);
        for k in (0..all.len()).filter(|&k| all[k].cue.cited).collect::<Vec<_>>() {
            // whoever is cited said what the one who cites him says
            let citing = all[..k].iter().rev().find(|a| !a.cue.cited && a.cue.unit == all[k].cue.unit);
            if let Some(reach) = citing.map(|a| a.reach.clone()) {
                all[k].reach = reach;
            }
        }
        let quotes = quotes(scene);
        let openings = openings(scene, &all);
        Attributions { scene, all, quotes, openings }
    }

    /// What the article's words tell about who may speak.
    pub fn scene(&self) -> &'s Scene<'d> {
        self.scene
    }

    /// All attributions in the order of the text.
    pub fn all(&self) -> &[Attribution] {
        &self.all
    }

    /// Whom the noun phrase with this head names, with those joined to it; short forms are not followed.
    pub fn name_at(&self, head: usize) -> Vec<Source> {
        let mut speakers = Speakers::new(self.scene);
        let mut found: Vec<Source> = Vec::new();
        let mut next = Some(self.scene.doc.token(head));
        while let Some(token) = next.filter(|_| found.len() < 5) {
            found.extend(speakers.resolve(token.i()));
            next = token.child(&["conj"]);
        }
        found
    }

    /// Who says the words at a token: the origin first, then who passes it on.
    pub fn sources_at(&self, token: usize) -> Vec<Source> {
        let unit = self.scene.unit(token);
        let doc = self.scene.doc;
        let mut covering: Vec<&Attribution> = self
            .all
            .iter()
            .filter(|a| {
                a.cue.unit == unit
                    && a.reach.contains(&token)
                    && !a.cue.speakers.contains(&token)
                    && !a.sources.is_empty()
                    && (!a.cue.narrow || self.below(token, a))
                    // "said Khaled, a baker who was wounded"
                    && !a.cue.heads.iter().any(|&h| token > h && h > a.cue.at && doc.token(token).is_within(doc.token(h)))
            })
            .collect();
        if covering.is_empty() {
            if let Some(found) = self.by_quote(token) {
                return found.sources.clone();
            }
            return self.carried(token);
        }
        covering.sort_by_key(|a| (a.cue.at != token, !self.below(token, a), a.cue.at.abs_diff(token)));
        let inner = covering[0];
        let mut sources: Vec<Source> = Vec::new();
        for cited in covering.iter().filter(|a| a.cue.cited) {
            add(&mut sources, &cited.sources);
        }
        if inner.cue.cited {
            // "the agency reported, citing a source"
            if let Some(outer) = covering.iter().find(|a| !a.cue.cited) {
                add(&mut sources, &outer.sources);
            }
            return sources;
        }
        add(&mut sources, &inner.sources);
        for outer in covering.iter().skip(1).filter(|a| !a.cue.cited && !a.cue.narrow) {
            let passes_on =
                outer.cue.at > inner.cue.at && outer.cue.side == Side::Around && outer.reach.contains(&inner.cue.at);
            let medium = outer.sources.iter().all(|s| {
                matches!(s.kind, SourceKind::Agency | SourceKind::Media | SourceKind::StateMedia | SourceKind::Monitor)
            });
            if (self.is_said_by(inner, outer) || passes_on) && medium {
                add(&mut sources, &outer.sources);
            }
        }
        sources
    }

    /// Whether the verb of one attribution is what the other's says.
    fn is_said_by(&self, inner: &Attribution, outer: &Attribution) -> bool {
        let doc = self.scene.doc;
        let outer_verb = doc.token(outer.cue.at);
        let mut at = doc.token(inner.cue.at);
        while matches!(at.dep(), "ccomp" | "pcomp" | "prep") && !at.is_root() {
            at = at.head();
            if at == outer_verb {
                return true;
            }
        }
        false
    }

    /// Whether a token stands below the verb of an attribution.
    fn below(&self, token: usize, attribution: &Attribution) -> bool {
        let doc = self.scene.doc;
        let verb = doc.token(attribution.cue.at);
        let mut at = doc.token(token);
        if at == verb || !at.is_within(verb) {
            return false;
        }
        while at.head() != verb {
            at = at.head();
        }
        let beside = matches!(at.dep(), "advcl" | "relcl" | "nsubj" | "nsubjpass" | "npadvmod" | "mark");
        !beside || (attribution.cue.narrow && at.dep() != "advcl")
    }

    /// The attribution of the quotation that holds a token.
    fn by_quote(&self, token: usize) -> Option<&Attribution> {
        let quote = self.quotes.iter().find(|q| q.contains(&token))?;
        let last = self.scene.unit(quote.end - 1);
        let around = |a: &&Attribution| !quote.contains(&a.cue.at) && !a.cue.narrow && !a.sources.is_empty();
        // in the sentence that ends the quotation, or the one it ends in the middle of
        let here = self.all.iter().filter(around).find(|a| {
            a.cue.unit == last && a.cue.at >= quote.end && a.cue.at <= quote.end + 14 && a.cue.side == Side::Around
        });
        if here.is_some() {
            return here;
        }
        let inside = self.all.iter().filter(around).find(|a| {
            a.cue.unit == self.scene.unit(quote.start) && a.cue.at < quote.start && a.cue.at + 14 >= quote.start
        });
        if inside.is_some() {
            return inside;
        }
        // '"…," he said. "…"': the quotation goes on after the sentence that named the speaker
        let before = self.all.iter().rev().filter(around).find(|a| a.cue.at < quote.start)?;
        let goes_on = self.scene.unit(before.cue.at) + 1 == self.scene.unit(quote.start)
            && self.quotes.iter().any(|q| {
                q.end <= before.cue.at && self.scene.unit(q.end) == before.cue.unit && q.end + 30 > before.cue.at
            });
        let after = self.all.iter().filter(around).find(|a| {
            a.cue.at >= quote.end && a.cue.at <= quote.end + 14 && a.cue.side == Side::Around && a.cue.unit <= last + 1
        });
        match (goes_on, after) {
            (true, _) => Some(before),
            (false, Some(after)) => Some(after),
            (false, None) => (self.scene.unit(before.cue.at) + 1 >= self.scene.unit(quote.start)).then_some(before),
        }
    }

    /// What a sentence without a speaker of its own says, where it plainly goes on with what the speaker before said: it
    /// follows in the same paragraph, and neither sets a time of its own nor tells of the war as a whole.
    fn carried(&self, token: usize) -> Vec<Source> {
        let unit = self.scene.unit(token);
        let Some(before) = unit.checked_sub(1) else { return Vec::new() };
        let here = self.scene.unit_range(unit);
        if self.all.iter().any(|a| a.cue.unit == unit && !a.cue.narrow && !a.sources.is_empty()) {
            return Vec::new();
        }
        if let Some((_, sources)) = self.openings.iter().rev().find(|(u, _)| *u < unit) {
            return sources.clone();
        }
        if !self.goes_on(&here) {
            return Vec::new();
        }
        let last = self
            .all
            .iter()
            .rev()
            .find(|a| a.cue.unit == before && !a.cue.narrow && !a.cue.cited && !a.sources.is_empty());
        let witness = |a: &&Attribution| a.cue.heads.iter().all(|&h| self.scene.role(h) != Some(Role::Reporter));
        last.filter(witness).map(|a| a.sources.clone()).unwrap_or_default()
    }

    fn goes_on(&self, unit: &Range<usize>) -> bool {
        let doc = self.scene.doc;
        let parted = unit.start > 0 && doc.token(unit.start - 1).text().contains("\n\n");
        let words = || doc.span(unit.start, unit.end).tokens();
        let apart = words().any(|t| {
            matches!(
                t.lower(),
                "since"
                    | "war"
                    | "conflict"
                    | "uprising"
                    | "meanwhile"
                    | "elsewhere"
                    | "separately"
                    | "earlier"
                    | "revolt"
                    | "month"
                    | "year"
            )
        });
        let anaphoric = words().any(|t| {
            matches!(
                t.lower(),
                "others"
                    | "dead"
                    | "wounded"
                    | "more"
                    | "also"
                    | "those"
                    | "them"
                    | "victims"
                    | "including"
                    | "bodies"
                    | "alone"
            )
        });
        !parted && !apart && anaphoric
    }
}

fn openings(scene: &Scene<'_>, all: &[Attribution]) -> Vec<(usize, Vec<Source>)> {
    let mut found = Vec::new();
    for attribution in all.iter().filter(|a| !a.sources.is_empty() && !a.cue.narrow) {
        let unit = scene.unit_range(attribution.cue.unit);
        let last = scene.doc.span(unit.start, unit.end).tokens().rfind(|t| !t.is_space());
        let text = || {
            (unit.start..unit.end).any(|i| {
                let word = scene.noun(i).map(|(_, n)| n.word.as_str());
                matches!(word, Some("communique" | "statement" | "bulletin" | "release"))
            })
        };
        if last.is_some_and(|t| t.text() == ":") && text() {
            found.push((attribution.cue.unit, attribution.sources.clone()));
        }
    }
    found
}

fn add(sources: &mut Vec<Source>, more: &[Source]) {
    for source in more {
        if !sources.iter().any(|s| s.name == source.name) {
            sources.push(source.clone());
        }
    }
}

/// Works out how far each cue reaches within its sentence.
fn reaches(scene: &Scene<'_>, all: &mut [Attribution]) {
    let doc = scene.doc;
    for k in 0..all.len() {
        let cue = &all[k].cue;
        let sentence = scene.unit_range(cue.unit);
        let same = |other: &Attribution| other.cue.unit == cue.unit;
        let verb = doc.token(cue.at);
        // left
        let own = cue.at.min(cue.speakers.start);
        let start = match cue.side {
            Side::After => cue.at.max(cue.speakers.end.min(sentence.end)).min(cue.at + 1).max(cue.at),
            Side::Around => {
                let before = all[..k]
                    .iter()
                    .rev()
                    .find(|a| same(a) && a.cue.heads != cue.heads && !a.cue.cited && !a.sources.is_empty());
                match before {
                    // a speaker before who had his own say, unless this one only passes it on
                    Some(b)
                        if b.cue.side == Side::Around
                            && content_between(scene, b.cue.at.max(b.cue.speakers.end)..own) =>
                    {
                        b.cue.at + 1
                    }
                    Some(b) if b.cue.side == Side::After && !is_medium(&all[k].sources) => b.cue.at + 1,
                    _ => sentence.start,
                }
            }
        };
        // right
        let next =
            all[k + 1..].iter().find(|a| same(a) && a.cue.heads != cue.heads && !a.cue.cited && !a.sources.is_empty());
        let end = match next {
            Some(n) if n.cue.side == Side::After && !doc.token(n.cue.at).is_within(verb) => {
                n.cue.speakers.start.min(n.cue.at)
            }
            Some(n) if n.cue.side == Side::Around && cue.side == Side::Around => n.cue.speakers.start.min(n.cue.at),
            _ => sentence.end,
        };
        // "when the government declared …" says no more than its own clause
        let subordinate =
            cue.side == Side::After && matches!(verb.dep(), "advcl" | "relcl" | "acl") && cue.at < sentence.end;
        let end = if subordinate { end.min(verb.right_edge().i() + 1) } else { end };
        all[k].reach = start..end.max(start);
    }
}

fn is_medium(sources: &[Source]) -> bool {
    !sources.is_empty()
        && sources.iter().all(|s| matches!(s.kind, SourceKind::Agency | SourceKind::Media | SourceKind::StateMedia))
}

fn content_between(scene: &Scene<'_>, range: Range<usize>) -> bool {
    range.start < range.end
        && scene
            .doc
            .span(range.start, range.end)
            .tokens()
            .any(|t| matches!(t.pos(), "VERB" | "AUX" | "NUM") && !super::phrase::is_when(t))
}

/// The quotations of an article, as tokens between the marks.
fn quotes(scene: &Scene<'_>) -> Vec<Range<usize>> {
    let mut quotes = Vec::new();
    let mut open: Option<usize> = None;
    for token in scene.doc.tokens() {
        let opens = match token.text() {
            "“" | "``" | "«" => true,
            "”" | "''" | "»" => false,
            "\"" => {
                let space_before = token.prev().is_none_or(|t| t.has_space_after() || t.is_space());
                let space_after = token.has_space_after();
                match (space_before, space_after) {
                    (true, false) => true,
                    (false, _) => false,
                    (true, true) => open.is_none(),
                }
            }
            _ => continue,
        };
        if opens {
            // a paragraph that opens again without having closed goes on
            if open.is_none() {
                open = Some(token.i() + 1);
            }
        } else if let Some(start) = open.take()
            && start < token.i()
        {
            quotes.push(start..token.i());
        }
    }
    quotes
}
