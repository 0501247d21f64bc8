//! Figures as people write them: with their bound, never as more than the words say.

use maud::{Markup, html};
use sitrep_ledger::toll::{Together, Toll};
use sitrep_record::{Bound, Count, Effect};

use super::words;
use crate::context::Context;
use crate::texts::grouped;

/// A count: `47`, `59+`, `>140`, `<30`, `≤30`, `~200`, `20–30`, “dozens”. Signs and numbers keep their order in text that is
/// written from right to left.
pub fn count(context: &Context, of: &Count) -> Markup {
    match of.is_vague() {
        true => html! { bdi { (term(context, of.term.as_deref())) } },
        false => html! { bdi dir="ltr" { (number(of)) } },
    }
}

/// A count that has a number.
fn number(count: &Count) -> String {
    match (count.bound, count.low, count.high) {
        (Bound::MoreThan, Some(low), None) => format!(">{}", grouped(low.saturating_sub(1))),
        (Bound::LessThan, None, Some(high)) => format!("<{}", grouped(high.saturating_add(1))),
        (Bound::About, Some(low), Some(high)) if low == high => format!("~{}", grouped(low)),
        (_, low, high) => interval(low, high),
    }
}

/// The words of a count that names no number, as they were said.
pub fn term(context: &Context, term: Option<&str>) -> String {
    match term {
        None | Some("plural") => context.t("term-plural"),
        Some(term) => context.tv("term-said", &[("term", term.to_owned().into())]),
    }
}

/// An interval: `47`, `31–59`, `59+`, `≤30`; nothing if both ends are unknown.
pub fn interval(low: Option<u64>, high: Option<u64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => grouped(low),
        (Some(low), Some(high)) => format!("{}–{}", grouped(low), grouped(high)),
        (Some(low), None) => format!("{}+", grouped(low)),
        (None, Some(high)) => format!("≤{}", grouped(high)),
        (None, None) => String::new(),
    }
}

/// What the sources say together: the best figure, and the interval where they leave one.
pub fn together(context: &Context, of: &Together) -> Markup {
    let whole = interval(of.low, of.high);
    html! {
        span.fig {
            @match of.best {
                None => b.best { (said(context, of)) },
                Some(best) if of.low == Some(best) && (of.high.is_none() || of.high == of.low) => b.best { bdi dir="ltr" { (whole) } },
                Some(best) => { b.best { (grouped(best)) } " " bdi.range dir="ltr" { (whole) } }
            }
        }
    }
}

/// The words of those who gave no number.
pub fn said(context: &Context, of: &Together) -> String {
    let terms: Vec<String> = of.terms.iter().map(|t| term(context, Some(t))).collect();
    match terms.is_empty() {
        true => context.t("figure-none"),
        false => terms.join(", "),
    }
}

/// The tolls of an incident in one line: "47 31–59 killed · “dozens” injured".
pub fn tolls(context: &Context, tolls: &[Toll]) -> Markup {
    html! {
        @for (at, toll) in tolls.iter().enumerate() {
            @if at > 0 { span.muted aria-hidden="true" { " · " } }
            span.toll data-effect=(words::value(&toll.effect)) {
                (together(context, &toll.together)) " " (words::name(context, "effect", &toll.effect))
                @if toll.together.contested { " " (words::contested(context)) }
            }
        }
        @if tolls.is_empty() { span.muted { (context.t("toll-none")) } }
    }
}

/// The toll of an effect.
pub fn of(tolls: &[Toll], effect: Effect) -> Option<&Toll> {
    tolls.iter().find(|t| t.effect == effect)
}
