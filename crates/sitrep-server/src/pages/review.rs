//! The queue of incidents that nobody judged, what matters most first, each with the forms to judge it.

use axum::extract::Query;
use maud::{Markup, html};
use sitrep_ledger::Summary;
use sitrep_ledger::store::{Decision, Logged, Member, Pair};
use sitrep_record::Count;

use super::accords::Which;
use super::{Page, Problem, asked, decided, evidence, explain, figures, forms, layout, links, pager, words};
use crate::board::{QUEUED, Queued, Reason};
use crate::context::Context;
use crate::error::RequestError;

/// So many likely duplicates stand on a card; its incident's page has all.
const BESIDE: usize = 2;

/// An incident with all that its card shows.
struct Card {
    queued: Queued,
    members: Vec<Member>,
    duplicates: Vec<(Pair, Summary)>,
}

/// The queue.
pub async fn page(context: Context, Query(which): Query<Which>) -> Result<Markup, Problem> {
    match make(&context, &which).await {
        Ok(made) => Ok(made),
        Err(error) => Err(Problem::new(context, error)),
    }
}

async fn make(context: &Context, which: &Which) -> Result<Markup, RequestError> {
    let page = which.number()?;
    let queue = context.board.queue(page).await?;
    let log = context.board.stores.read(|store| store.decisions()).await?;
    let last = log.iter().rev().find(|l| l.undone_by.is_none() && !matches!(l.decision, Decision::Undo { .. }));
    let mut cards = Vec::new();
    for queued in queue.items {
        let id = queued.summary.id.clone();
        let members = context.board.stores.read(move |store| store.members(&id)).await?;
        let duplicates = asked::with_other(context, queued.duplicates.clone(), &queued.summary.id).await?;
        cards.push(Card { queued, members, duplicates });
    }
    let title = context.t("nav-review");
    let body = html! {
        h1 { (title) }
        p.muted { (context.t("review-means")) " " a href="/decisions" { (context.t("nav-decisions")) } }
        @match (&context.user, context.reviewer()) {
            (_, Some(_)) => {}
            (Some(_), None) => p.notice { (context.t("decide-role")) },
            (None, None) => p.notice { (context.t("decide-log-in")) " " a href={ "/log-in?next=" (links::encoded(&context.here())) } { (context.t("nav-log-in")) } },
        }
        @if let Some(last) = last { (latest(context, last)) }
        p #count { (context.tn("review-left", queue.total)) }
        @if cards.is_empty() { p.notice { (context.t("review-done")) } }
        ol #queue { @for card in &cards { (show(context, card)) } }
        (pager::of(context, page, queue.total, QUEUED, &|page| if page > 1 { format!("/review?page={page}") } else { "/review".to_owned() }))
    };
    Ok(layout(context, &Page { title: &title, script: Some("src/review.ts"), body }))
}

/// The latest decision, which one key takes back.
fn latest(context: &Context, last: &Logged) -> Markup {
    html! { p.latest { (context.t("review-latest")) " " (decided::line_with(context, last, true)) } }
}

fn show(context: &Context, card: &Card) -> Markup {
    let s = &card.queued.summary;
    html! {
        li.card data-incident=(s.id) data-id=(s.id) aria-labelledby={ "q-" (s.id) } {
            h2 id={ "q-" (s.id) } { a href=(links::incident(&s.id)) { bdi { (words::title(context, s)) } } }
            p.when { (words::days(context, &s.date)) " · " (words::grade(context, s)) @if !s.perpetrators.is_empty() { " · " (context.t("by")) " " (words::names(s.perpetrators.iter().map(String::as_str))) } }
            p.tolls { (figures::tolls(context, &s.tolls)) }
            p.why {
                strong { (context.t("review-why")) } " "
                @for (at, reason) in reasons(&card.queued.why).enumerate() { @if at > 0 { "; " } span data-why=(words::value(reason)) { (words::name(context, "why", reason)) } }
            }
            (sources(context, s))
            (quote(card))
            @for (pair, other) in card.duplicates.iter().take(BESIDE) { (beside(context, s, &card.members, pair, other)) }
            @if card.duplicates.len() > BESIDE { p.small { a href={ (links::incident(&s.id)) "#duplicates" } { (context.tn("review-more", card.duplicates.len() - BESIDE)) } } }
            @if context.reviewer().is_some() {
                div.actions { (forms::confirm(context, &s.id)) (forms::reject(context, &s.id)) }
                (forms::correct(context, s))
                (forms::note(context, &s.id))
                @if card.duplicates.iter().all(|(pair, _)| !pair.told_apart_by.is_empty()) { (forms::merge_with(context, &s.id)) }
                (forms::split(context, s, &card.members))
            }
        }
    }
}

/// Why it stands here; that nobody looked at it is true of all, and said only where nothing else is.
fn reasons(all: &[Reason]) -> impl Iterator<Item = &Reason> {
    all.iter().filter(|reason| **reason != Reason::Unreviewed || all.len() == 1)
}

/// Each source's latest figures in a line.
fn sources(context: &Context, s: &Summary) -> Markup {
    html! {
        ul.figures {
            @for toll in &s.tolls {
                li {
                    (words::name(context, "effect", &toll.effect)) ": "
                    @for (at, series) in toll.sources.iter().enumerate() {
                        @if at > 0 { "; " }
                        a href=(links::evidence(&series.latest.article, &series.latest.claim)) { (figures::count(context, &series.latest.count)) } " " bdi { (series.authority.name) }
                    }
                }
            }
        }
    }
}

/// The words that matter most: those of the figure that the best one stands on, of the worst effect that has a number.
fn quote(card: &Card) -> Markup {
    let tolls = &card.queued.summary.tolls;
    let statements = tolls.iter().flat_map(|t| {
        let stands = |c: &Count| t.together.best.is_some() && c.low.or(c.high) == t.together.best;
        let latest = t.sources.iter().map(|s| &s.latest);
        latest.clone().find(|s| stands(&s.count)).or(latest.clone().next())
    });
    let found = statements.filter_map(|s| Some((s, card.members.iter().find(|m| m.record.id == s.article)?))).next();
    html! {
        @if let Some((statement, member)) = found {
            blockquote.claim {
                p { (evidence::quoted(&member.record.text, statement.evidence)) }
                footer.small { a href=(links::evidence(&statement.article, &statement.claim)) { bdi { (super::article_name(&member.record)) } } }
            }
        }
    }
}

/// Two incidents that may be one, side by side.
fn beside(context: &Context, this: &Summary, members: &[Member], pair: &Pair, other: &Summary) -> Markup {
    let row = |label: &str, of: &dyn Fn(&Summary) -> Markup| {
        html! { tr { th scope="row" { (context.t(label)) } td { (of(this)) } td { (of(other)) } } }
    };
    html! {
        div.duplicate data-id=(other.id) {
            h3 { (context.t("duplicates")) " " a href=(links::incident(&other.id)) { bdi { (words::title(context, other)) } } }
            div.scroll tabindex="0" role="group" aria-label=(context.t("review-beside")) {
                table.data {
                    thead { tr { td {} th scope="col" { (context.t("review-this")) } th scope="col" { (context.t("review-other")) } } }
                    tbody {
                        (row("fact-what", &|s| words::kind(context, &s.kind)))
                        (row("fact-where", &|s| words::place_or_unknown(context, s.place.as_ref())))
                        (row("fact-when", &|s| words::days(context, &s.date)))
                        (row("tolls-short", &|s| figures::tolls(context, &s.tolls)))
                        (row("fact-by", &|s| words::actors(context, &s.perpetrators)))
                        (row("accord-articles", &|s| html! { (s.articles.len()) }))
                    }
                }
            }
            @if pair.told_apart_by.is_empty() { (forms::merge(context, &this.id, &other.id)) }
            @else { (super::told_apart(context, pair, members)) }
            details { summary { (explain::why(context, pair.bits)) } (explain::tree(context, &pair.why)) }
        }
    }
}
