//! Which truces and deals are spoken of: how far each has come, between whom, since when, who is left out.
//!
//! Each sentence that speaks of a deal is a [`unit`]; units of one deal are put together by [`merge`]: a sentence goes on about
//! the deal spoken of before unless it says that it means another ("the previous truce"), or names another day or place
//! where it was made.

mod merge;
mod unit;
mod words;

use std::ops::Range;

use jiff::civil::Date;
use sitrep_record::{Accord, AccordKind};

use words::StageWord;
pub(crate) use words::Words;

use crate::assemble::Context;
use crate::source::{Attributions, Scene};
use crate::time::{self, When};

/// What the rules look at.
struct View<'v, 'd> {
    context: Context<'d>,
    scene: &'v Scene<'d>,
    said: &'v Attributions<'v, 'd>,
    whens: Vec<When>,
    today: Option<Date>,
    nouns: Vec<(Range<usize>, Option<AccordKind>)>,
    stages: Vec<(Range<usize>, StageWord)>,
    begins: Vec<(Range<usize>, ())>,
    excludes: Vec<(Range<usize>, bool)>,
    terms: Vec<(Range<usize>, ())>,
}

/// Every accord, one for each deal.
pub(crate) fn read(context: Context<'_>, said: &Attributions<'_, '_>) -> Vec<Accord> {
    let doc = context.doc;
    let words = &context.lexicon.accords;
    let nouns = words.nouns.spots(doc);
    if nouns.is_empty() {
        return Vec::new();
    }
    let dateline = time::dateline(doc, &context.lexicon.times, context.article.published);
    let whens = time::find(doc, &context.lexicon.times, &dateline);
    let view = View {
        context,
        scene: said.scene(),
        said,
        whens,
        today: dateline.day,
        nouns,
        stages: words.stages.spots(doc),
        begins: words.begins.spots(doc),
        excludes: words.excludes.spots(doc),
        terms: words.terms.spots(doc),
    };
    merge::accords(&view, unit::find(&view))
}
