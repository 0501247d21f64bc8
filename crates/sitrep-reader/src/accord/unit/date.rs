//! When a deal was made, and when it takes effect.

use std::ops::Range;

use sitrep_language::{Document, Token};
use sitrep_record::{DateInterval, Stage};

use super::super::View;
use super::Unit;
use super::stage::{due_of, is_past, subject_is};

/// The verb that an expression of time belongs to.
pub(super) fn dated_verb<'d>(doc: &'d Document, when: &Range<usize>) -> Option<Token<'d>> {
    let root = doc.span(when.start, when.end).root()?;
    root.ancestors().find(|t| matches!(t.pos(), "VERB" | "AUX"))
}

pub(super) fn dates(view: &View<'_, '_>, unit: &mut Unit, chains: &[Token<'_>]) {
    let doc = view.context.doc;
    let sentence = view.scene.unit_range(view.scene.unit(unit.nouns[0].start));
    let begins = &view.begins;
    for when in view.whens.iter().filter(|w| sentence.contains(&w.span.start)) {
        let Some(verb) = dated_verb(doc, &when.span) else { continue };
        let begin = begins.iter().any(|(t, ())| t.contains(&verb.i()));
        if begin
            && (subject_is(unit, verb)
                || due_of(unit, chains, verb)
                || chains.contains(&verb)
                || verb.subtree().any(|t| unit.nouns.iter().any(|n| n.contains(&t.i()))))
        {
            let better = unit.effective.as_ref().is_none_or(|(_, i)| i.is_none());
            if better && !matches!(when.value, crate::time::Value::After(_) | crate::time::Value::Habit) {
                let text = effective_text(doc, verb, &when.span);
                let mut interval = when.interval();
                // a weekday told of what is to come is the next one, not the last
                if let (Some(DateInterval { from: Some(from), to: Some(to) }), Some(today)) = (interval, view.today)
                    && !is_past(verb)
                    && from == to
                    && from < today
                    && doc.span(when.span.start, when.span.end).tokens().any(|t| t.lower().ends_with("day"))
                    && let (Ok(from), Ok(to)) =
                        (from.checked_add(jiff::Span::new().days(7)), to.checked_add(jiff::Span::new().days(7)))
                {
                    interval = Some(DateInterval { from: Some(from), to: Some(to) });
                }
                unit.effective = Some((text, interval));
            }
            continue;
        }
        if unit.announced.is_some() || when.interval().is_none() {
            continue;
        }
        let inside = unit.nouns.iter().any(|n| {
            let root = doc.span(when.span.start, when.span.end).root();
            root.is_some_and(|r| r.is_within(doc.token(n.end - 1))) && !verb.is_within(doc.token(n.end - 1))
        });
        let made = chains.contains(&verb)
            && (view.stages.iter().any(|(t, w)| t.contains(&verb.i()) && w.stage == Stage::Agreed)
                || matches!(verb.lemma(), "say" | "tell" | "announce"));
        let called = view
            .context
            .lexicon
            .accords
            .stages
            .spots(doc)
            .iter()
            .any(|(t, w)| t.contains(&verb.i()) && w.stage <= Stage::Agreed)
            && verb.tag() == "VBN"
            && unit.nouns.iter().any(|n| verb.head().i() + 1 == n.end);
        if made || called || (inside && !begin) {
            unit.announced = when.interval();
        }
    }
}

/// The words for when it takes effect, with what stands before them ("in the coming days", "as early as February 19").
pub(super) fn effective_text(doc: &Document, verb: Token<'_>, when: &Range<usize>) -> String {
    let mut start = when.start;
    while start > verb.i() + 1
        && when.start - start < 4
        && matches!(
            doc.token(start - 1).lower(),
            "in" | "on"
                | "at"
                | "from"
                | "as"
                | "early"
                | "since"
                | "by"
                | "within"
                | "after"
                | "the"
                | "midnight"
                | "noon"
                | "late"
        )
    {
        start -= 1;
    }
    doc.span(start, when.end).text().trim().to_owned()
}
