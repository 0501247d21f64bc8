//! What people decided, in words.

use maud::{Markup, html};
use sitrep_ledger::store::{Decision, Logged};

use super::{forms, links, words};
use crate::context::Context;

/// An entry of the log: when, who, what, and the button that takes it back.
pub fn line(context: &Context, logged: &Logged) -> Markup {
    line_with(context, logged, false)
}

/// The same; `key` says whether the key for undoing presses its button.
pub fn line_with(context: &Context, logged: &Logged, key: bool) -> Markup {
    html! {
        span.seq.muted id={ "d" (logged.seq) } { (logged.seq) } " "
        (words::moment(context, &logged.at)) " "
        bdi.who { (logged.who) } " "
        @if logged.undone_by.is_some() { del { (what(context, &logged.decision)) } } @else { (what(context, &logged.decision)) }
        @if let Some(by) = logged.undone_by { " " span.muted { (context.t("undone-by")) " " a href={ "/decisions#d" (by) } { (by) } } }
        @else { " " (forms::undo(context, logged.seq, key)) }
    }
}

fn what(context: &Context, decision: &Decision) -> Markup {
    let did = |key: &str| context.t(&format!("did-{key}"));
    html! {
        @match decision {
            Decision::Confirm { incident } => { (did("confirm")) " " (id(incident)) }
            Decision::Reject { incident } => { (did("reject")) " " (id(incident)) }
            Decision::Correct { incident, field, value } => {
                (did("correct")) " " (id(incident)) ": " (field_name(context, field)) " = "
                @if value.is_empty() { (context.t("unknown")) } @else { bdi { q { (value) } } }
            }
            Decision::Merge { a, b } => { (did("merge")) " " (ids(a)) " + " (ids(b)) }
            Decision::Split { incident, leave, stay } => { (did("split")) " " (id(incident)) ": " (ids(stay)) " | " (ids(leave)) }
            Decision::Note { incident, text } => { (did("note")) " " (id(incident)) ": " bdi dir="auto" { q { (text) } } }
            Decision::Undo { of } => { (did("undo")) " " a href={ "/decisions#d" (of) } { (of) } }
        }
    }
}

/// The name of a field that can be corrected.
pub fn field_name(context: &Context, field: &str) -> String {
    match sitrep_ledger::store::FIELDS.contains(&field) {
        true => context.t(&format!("field-{field}")),
        false => field.to_owned(),
    }
}

fn id(incident: &str) -> Markup {
    html! { a href=(links::incident(incident)) { code dir="ltr" { (incident) } } }
}

fn ids(all: &[String]) -> Markup {
    // the first is the incident's, the rest are its tellings
    html! { @if let Some(first) = all.first() { (id(first)) } }
}
