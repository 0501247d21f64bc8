//! Whether an event is told as the breach of a truce.

use sitrep_language::Span;

use super::cluster::{Cluster, View};
use super::mention::Mention;

/// Whether a sentence that tells of the event also says that it broke a truce, or that one was in force.
pub(crate) fn is_breach(view: &View<'_>, mentions: &[Mention], cluster: &Cluster) -> bool {
    if cluster.background {
        return false;
    }
    let mut sents: Vec<usize> = cluster.members.iter().map(|&k| mentions[k].sent).collect();
    sents.dedup();
    sents.into_iter().any(|s| tells_breach(view, view.doc.sentence(s)))
}

fn tells_breach(view: &View<'_>, sent: Span<'_>) -> bool {
    let truce =
        |i: usize| view.doc.get(i).is_some_and(|t| view.events.is_truce(t.lemma()) || view.events.is_truce(t.lower()));
    let Some(at) = sent.tokens().map(|t| t.i()).find(|&i| {
        truce(i) || view.doc.token(i).lower() == "cease" && view.doc.get(i + 2).is_some_and(|t| t.lower() == "fire")
    }) else {
        return false;
    };
    let breach = sent.tokens().any(|t| view.events.is_breach(t.lemma()));
    // "hours into the truce", "despite the ceasefire", "two days after a truce came into force"
    let before = (at.saturating_sub(5)..at).any(|i| matches!(view.doc.token(i).lower(), "into" | "despite" | "since"));
    let after = (at.saturating_sub(8)..at).any(|i| view.doc.token(i).lower() == "after");
    let force = (at..(at + 8).min(sent.end()))
        .any(|i| matches!(view.doc.token(i).lower(), "force" | "effect" | "began" | "started" | "begun"));
    breach || before || after && force
}
