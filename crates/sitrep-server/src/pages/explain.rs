//! Why a value is what it is, as a tree that opens.

use maud::{Markup, html};
use sitrep_ledger::{Explanation, Value};

use crate::context::Context;

/// The features of a comparison and the rules of a toll that have a name in the reader's language; others are shown as they are.
const KNOWN: [&str; 13] = [
    "type",
    "place",
    "date",
    "actors",
    "killed",
    "others",
    "subject",
    "wording",
    "low",
    "high",
    "best",
    "contested",
    "sources",
];

/// An explanation with its parts.
pub fn tree(context: &Context, of: &Explanation) -> Markup {
    html! {
        ul.why { (line(context, of)) }
    }
}

/// The parts of an explanation.
pub fn parts(context: &Context, of: &Explanation) -> Markup {
    html! { ul.why { @for part in &of.parts { (line(context, part)) } } }
}

fn line(context: &Context, of: &Explanation) -> Markup {
    let name = match KNOWN.contains(&of.what.as_str()) {
        true => html! { (context.t(&format!("feature-{}", of.what))) },
        false => html! { bdi { (of.what) } },
    };
    html! {
        li {
            @match of.value {
                Some(Value::Bits(bits)) => { data.n.bits value=(format!("{bits:.3}")) data-sign=(if bits < 0.0 { "against" } else { "for" }) { (signed(bits)) } " " }
                Some(Value::People(people)) => { b.n { (crate::texts::grouped(people)) } " " }
                None => {}
            }
            strong { (name) } ": "
            // the ledger explains in English
            span lang="en" dir="ltr" { bdi { (of.because) } }
            @if !of.parts.is_empty() { ul { @for part in &of.parts { (line(context, part)) } } }
        }
    }
}

/// What opens the comparison of two that may be one.
pub fn why(context: &Context, bits: f64) -> Markup {
    html! { (context.t("duplicate-why")) " (" bdi.n dir="ltr" { (signed(bits)) } " " (context.t("bits")) ")" }
}

/// A weight with its sign.
fn signed(bits: f64) -> String {
    // a true minus is as wide as the plus
    match bits < -0.049 {
        true => format!("−{:.1}", -bits),
        false => format!("+{:.1}", bits.abs()),
    }
}
