//! Which truces and deals are spoken of: how far each has come, between whom, since when, who is left out.
//!
//! Each sentence that speaks of a deal is a [`unit`]; units of one deal are put together by [`merge`]: a sentence goes on about
//! the deal spoken of before unless it says that it means another ("the previous truce"), or names another day or place
//! where it was made.

#[cfg(test)]
mod eval;
mod merge;
mod unit;
mod words;

use sitrep_record::Accord;

pub(crate) use words::Words;

use crate::assemble::Context;
use crate::source::{Attributions, Scene};
use crate::time::{self, When};

/// What the rules look at.
struct View<'v, 'd> {
    context: Context<'d>,
    scene: &'v Scene<'d>,
    said: &'v Attributions<'v, 'd>,
    whens: &'v [When],
    today: Option<jiff::civil::Date>,
}

/// Every accord, one for each deal.
pub(crate) fn read(context: Context<'_>) -> Vec<Accord> {
    let doc = context.doc;
    if context.lexicon.accords.nouns.spots(doc).is_empty() {
        return Vec::new();
    }
    let dateline = time::dateline(doc, &context.lexicon.times, context.article.published);
    let whens = time::find(doc, &context.lexicon.times, &dateline);
    let scene = Scene::of(context);
    let said = Attributions::of(&scene);
    let view = View { context, scene: &scene, said: &said, whens: &whens, today: dateline.day };
    merge::accords(&view, unit::find(&view))
}
