//! Whether an event is told as the breach of a truce.

use sitrep_language::{Document, Span, Token};

use super::cluster::{Cluster, View};
use super::mention::Mention;
use super::words::EventWords;

/// Whether a sentence that tells of the event also says that it broke a truce, or that one was in force.
pub(crate) fn is_breach(view: &View<'_>, mentions: &[Mention], cluster: &Cluster) -> bool {
    if cluster.background {
        return false;
    }
    let mut sents: Vec<usize> = cluster.members.iter().map(|&k| mentions[k].sent).collect();
    sents.dedup();
    // News of how a truce is kept tells each act of arms of its days as a breach.
    let news = cluster.date.is_none_or(|d| d.from.is_some() && d.from >= view.today.and_then(|t| t.yesterday().ok()));
    let under = view.truce && news && !sents.iter().any(|&s| tells_before(view, view.doc.sentence(s)));
    under || sents.into_iter().any(|s| tells_breach(view, view.doc.sentence(s)))
}

/// Sentences of the lead; the rest of an article on a truce often looks back.
const LEAD: usize = 2;

/// Whether an article's lead tells of a truce that is in force: that it came into effect, holds or was broken.
pub(crate) fn is_in_force(doc: &Document, events: &EventWords) -> bool {
    doc.sentences().take(LEAD).any(|sent| {
        let Some(truce) = sent.tokens().find(|t| names_truce(doc, events, t.i())) else { return false };
        let subject = |v: Token<'_>| {
            let of = |c: Token<'_>| c == truce || c.subtree_span().tokens().take(6).any(|t| t == truce);
            v.children().any(|c| c.dep() == "nsubj" && of(c))
        };
        sent.tokens().any(|v| match v.lemma() {
            "come" | "enter" | "go" => {
                matches!(v.tag(), "VBD" | "VBN" | "VBZ")
                    && v.i() > truce.i()
                    && v.i() - truce.i() < 30
                    && (v.i()..(v.i() + 4).min(sent.end())).any(|i| matches!(doc.token(i).lower(), "effect" | "force"))
            }
            "hold" => v.pos() == "VERB" && matches!(v.tag(), "VBD" | "VBZ" | "VBG") && subject(v),
            "break" => truce.dep() == "dobj" && truce.head() == v,
            lemma => events.is_breach(lemma) && v.i().abs_diff(truce.i()) < 5,
        })
    })
}

/// "in the hours before the truce": told as what came earlier.
fn tells_before(view: &View<'_>, sent: Span<'_>) -> bool {
    let near = |i: usize| (i.saturating_sub(4)..i).any(|k| matches!(view.doc.token(k).lower(), "before" | "until"));
    sent.tokens().any(|t| names_truce(view.doc, view.events, t.i()) && near(t.i()))
}

fn names_truce(doc: &Document, events: &EventWords, i: usize) -> bool {
    let one = |t: Token<'_>| events.is_truce(t.lemma()) || events.is_truce(t.lower());
    doc.get(i).is_some_and(|t| one(t) || t.lower() == "cease" && doc.get(i + 2).is_some_and(|t| t.lower() == "fire"))
}

fn tells_breach(view: &View<'_>, sent: Span<'_>) -> bool {
    let names = |i: &usize| names_truce(view.doc, view.events, *i);
    let Some(at) = sent.tokens().map(|t| t.i()).find(names) else { return false };
    let breach = sent.tokens().any(|t| view.events.is_breach(t.lemma()));
    // "hours into the truce", "despite the ceasefire", "two days after a truce came into force"
    let before = (at.saturating_sub(5)..at).any(|i| matches!(view.doc.token(i).lower(), "into" | "despite" | "since"));
    let after = (at.saturating_sub(8)..at).any(|i| view.doc.token(i).lower() == "after");
    let force = (at..(at + 8).min(sent.end()))
        .any(|i| matches!(view.doc.token(i).lower(), "force" | "effect" | "began" | "started" | "begun"));
    breach || before || after && force
}
