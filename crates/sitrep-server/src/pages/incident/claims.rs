//! Every claim of an incident with its sentence, article by article.

use maud::{Markup, html};
use sitrep_ledger::store::Member;
use sitrep_record::{Claim, Polarity, Scope};

use super::Shown;
use crate::context::Context;
use crate::pages::{evidence, figures, links, words};

/// All claims.
pub fn section(context: &Context, shown: &Shown) -> Markup {
    html! {
        section.block #claims aria-labelledby="claims-title" {
            h2 #claims-title { (context.t("claims")) }
            @for member in &shown.members {
                h3 {
                    a href=(links::article(&member.record.id)) { bdi { (crate::pages::article_name(&member.record)) } }
                    " " span.muted { bdi { (member.record.outlet.as_deref().unwrap_or_default()) } " " (words::day_or_unknown(context, member.record.published)) }
                }
                @let own: Vec<&Claim> = about(member).collect();
                @let copied = shown.copies.iter().any(|(copy, _)| *copy == member.record.id);
                @if own.is_empty() { p.muted { (context.t("claims-none")) } }
                @else if copied { details { summary { (context.tn("claims-of-copy", own.len())) } @for claim in own { (one(context, member, claim)) } } }
                @else { @for claim in own { (one(context, member, claim)) } }
            }
        }
    }
}

/// The claims about a telling, and the sums that it is part of.
fn about(member: &Member) -> impl Iterator<Item = &Claim> {
    let id = member.incident.as_str();
    member.record.claims.iter().filter(move |c| c.incident.as_deref() == Some(id) || c.parts.iter().any(|p| p == id))
}

fn one(context: &Context, member: &Member, claim: &Claim) -> Markup {
    html! {
        blockquote.claim {
            p.said {
                strong { (figures::count(context, &claim.count)) } " " (words::name(context, "effect", &claim.effect))
                @if claim.polarity == Polarity::Denied { " " span.contested { (context.t("denied")) } }
                @if let Some(victims) = &claim.victims.text { " · " bdi { (victims) } }
                @if claim.scope != Scope::Incident { " · " (words::name(context, "scope", &claim.scope)) @if let Some(parent) = &claim.parent { " (" (context.t("part-of")) " " a href=(links::evidence(&member.record.id, parent)) { bdi { (parent) } } ")" } }
                " · " (words::claim_sources(context, claim))
            }
            p { (evidence::quoted(&member.record.text, claim.evidence)) }
            footer.small { a href=(links::evidence(&member.record.id, &claim.id)) { (context.t("in-article")) } }
        }
    }
}
