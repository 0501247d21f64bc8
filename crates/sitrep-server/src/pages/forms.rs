//! The forms by which people decide. They work without JavaScript; keys press their buttons.

use maud::{Markup, html};
use sitrep_ledger::Summary;
use sitrep_ledger::store::{FIELDS, Member};

use super::filters::TYPES;
use super::{decided, figures, links, words};
use crate::account::User;
use crate::context::Context;

/// A form that decides something of an incident; only for those who may.
fn form(context: &Context, action: &str, incident: &str, parts: Markup) -> Markup {
    html! {
        @if let Some(User { csrf, .. }) = context.reviewer() {
            form.decide method="post" action="/decide" {
                input type="hidden" name="csrf" value=(csrf);
                input type="hidden" name="action" value=(action);
                input type="hidden" name="incident" value=(incident);
                input type="hidden" name="next" value=(next(context));
                (parts)
            }
        }
    }
}

/// Where to go on: the same page, and on an incident's where the decision shows.
fn next(context: &Context) -> String {
    let anchor = if context.path.starts_with("/incidents/") { "#decisions" } else { "" };
    format!("{}{anchor}", context.here())
}

/// All that can be decided of an incident; an invitation to log in for those who may not.
pub fn all(context: &Context, s: &Summary, members: &[Member]) -> Markup {
    html! {
        section.block #decide aria-labelledby="decide-title" {
            h2 #decide-title { (context.t("decide")) }
            @match (&context.user, context.reviewer()) {
                (_, Some(_)) => {
                    div.actions { (confirm(context, &s.id)) (reject(context, &s.id)) }
                    (correct(context, s))
                    (note(context, &s.id))
                    (merge_with(context, &s.id))
                    (split(context, s, members))
                }
                (Some(_), None) => p { (context.t("decide-role")) },
                (None, _) => p { (context.t("decide-log-in")) " " a href={ "/log-in?next=" (links::encoded(&context.here())) } { (context.t("nav-log-in")) } },
            }
        }
    }
}

/// It happened as told.
pub fn confirm(context: &Context, id: &str) -> Markup {
    form(context, "confirm", id, html! { button.primary data-key="c" { (context.t("do-confirm")) } })
}

/// It did not, or is none.
pub fn reject(context: &Context, id: &str) -> Markup {
    form(context, "reject", id, html! { button.danger data-key="x" { (context.t("do-reject")) } })
}

/// A field has another value.
pub fn correct(context: &Context, s: &Summary) -> Markup {
    let id = s.id.as_str();
    let day = |date: Option<jiff::civil::Date>| date.map(|d| d.to_string()).unwrap_or_default();
    let others = FIELDS.iter().filter(|f| !matches!(**f, "type" | "date"));
    html! {
        details data-key="e" {
            summary { (context.t("do-correct")) }
            p.small.muted { (context.t("correct-means")) }
            (form(context, "correct", id, html! {
                input type="hidden" name="field" value="type";
                label { (context.t("field-type")) " " select name="value" { @for kind in TYPES {
                    option value=(words::value(&kind)) selected[kind == s.kind] { (words::name(context, "type", &kind)) }
                } } }
                " " button { (context.t("set")) }
            }))
            (form(context, "correct", id, html! {
                input type="hidden" name="field" value="date";
                label { (context.t("filter-from")) " " input type="date" name="from" value=(day(s.date.from)); }
                " " label { (context.t("filter-to")) " " input type="date" name="to" value=(day(s.date.to)); }
                " " button { (context.t("set")) }
            }))
            (form(context, "correct", id, html! {
                label { (context.t("correct-field")) " " select name="field" { @for field in others { option value=(field) { (decided::field_name(context, field)) } } } }
                " " label { (context.t("correct-value")) " " input type="text" name="value" dir="auto" maxlength="500"; }
                " " button { (context.t("set")) }
                p.small.muted { (context.t("correct-value-help")) }
            }))
        }
    }
}

/// A remark.
pub fn note(context: &Context, id: &str) -> Markup {
    html! {
        details data-key="n" {
            summary { (context.t("do-note")) }
            (form(context, "note", id, html! {
                label { (context.t("note-text")) " " textarea name="text" rows="3" cols="50" maxlength="4000" required dir="auto" {} }
                " " button { (context.t("do-note")) }
            }))
        }
    }
}

/// It is one with another, named by its id.
pub fn merge_with(context: &Context, id: &str) -> Markup {
    html! {
        details data-key="m" {
            summary { (context.t("do-merge")) }
            (form(context, "merge", id, html! {
                label { (context.t("merge-other")) " " input type="text" name="other" required dir="ltr" size="14" maxlength="100" autocomplete="off"; }
                " " button { (context.t("do-merge")) }
            }))
        }
    }
}

/// It is one with this other.
pub fn merge(context: &Context, id: &str, other: &str) -> Markup {
    form(
        context,
        "merge",
        id,
        html! {
            input type="hidden" name="other" value=(other);
            button data-key="m" { (context.t("do-merge-these")) }
        },
    )
}

/// Some of its articles tell of another.
pub fn split(context: &Context, s: &Summary, members: &[Member]) -> Markup {
    html! {
        @if members.len() > 1 {
            details data-key="s" {
                summary { (context.t("do-split")) }
                (form(context, "split", &s.id, html! {
                    fieldset {
                        legend { (context.t("split-which")) }
                        p.small.muted { (context.t("split-means")) }
                        @for member in members { (telling(context, member)) }
                    }
                    button { (context.t("do-split")) }
                }))
            }
        }
    }
}

/// What one article says of the incident, to be checked: all its claims or none.
fn telling(context: &Context, member: &Member) -> Markup {
    let claims: Vec<_> =
        member.record.claims.iter().filter(|c| c.incident.as_deref() == Some(member.incident.as_str())).collect();
    html! {
        div.field.flag {
            @match claims.first() {
                Some(first) => label {
                    input type="checkbox" name="claim" value={ (member.record.id) "#" (first.id) }; " "
                    bdi { (super::article_name(&member.record)) } ": "
                    @for (at, claim) in claims.iter().enumerate() {
                        @if at > 0 { ", " }
                        (figures::count(context, &claim.count)) " " (words::name(context, "effect", &claim.effect))
                    }
                },
                None => span.muted { bdi { (super::article_name(&member.record)) } ": " (context.t("split-no-claims")) },
            }
        }
    }
}

/// Takes a decision back.
pub fn undo(context: &Context, seq: i64, key: bool) -> Markup {
    html! {
        @if let Some(User { csrf, .. }) = context.reviewer() {
            form.decide.inline method="post" action="/decide" {
                input type="hidden" name="csrf" value=(csrf);
                input type="hidden" name="action" value="undo";
                input type="hidden" name="seq" value=(seq);
                input type="hidden" name="next" value=(next(context));
                button.quiet data-key=[key.then_some("u")] aria-label=(context.tv("undo-number", &[("n", usize::try_from(seq).unwrap_or_default().into())])) { (context.t("do-undo")) }
            }
        }
    }
}
