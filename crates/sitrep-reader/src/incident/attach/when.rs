//! Which event a time dates, and which times only date a saying.

use sitrep_language::{Document, Token};
use sitrep_record::IncidentType;

use super::{best_of, is_saying};
use crate::assemble::Context;
use crate::incident::mention::{Mention, Trigger};
use crate::incident::tree;
use crate::time::{Value, When, calendar};

/// Gives each time to the mention it dates.
///
/// Returns those that only date a saying.
pub(crate) fn times<'w>(context: Context<'_>, mentions: &mut [Mention], whens: &'w [When]) -> Vec<&'w When> {
    let doc = context.doc;
    let mut said = Vec::new();
    // "evacuees waited on Saturday", "buses with families evacuated from X were hit on Saturday": who they are
    let may = |m: &Mention| {
        let token = doc.token(m.anchor);
        let people = m.trigger == Trigger::Noun && context.lexicon.victims.noun(token.lower()).is_some();
        let moved = m.votes.best().is_some_and(|(kind, _)| kind == IncidentType::Displacement);
        m.toll().is_some() || !(people || moved && token.dep() == "acl")
    };
    for when in whens {
        if dates_saying(doc, mentions, when) {
            said.push(when);
            continue;
        }
        let root = doc.span(when.span.start, when.span.end).root().map_or(when.span.start, Token::i);
        let (k, value) = match turned(doc, mentions, when) {
            Some((k, value)) => (Some(k), value),
            None => (best_of(doc, mentions, root, &may), when.value),
        };
        if let Some(k) = k {
            match value {
                Value::Vague => {}
                value => {
                    let own = &mut mentions[k].when;
                    let better = match (*own, value) {
                        (None, _) => true,
                        // "in the last 24 hours … on Monday": the day says more.
                        (Some(Value::On(known)), Value::On(new)) => {
                            calendar::overlap(known, new)
                                && calendar::days(new).is_some_and(|n| calendar::days(known).is_none_or(|k| n < k))
                        }
                        (Some(_), new) => matches!(new, Value::On(_)),
                    };
                    if better {
                        *own = Some(value);
                    }
                }
            }
        }
    }
    said
}

/// "the toll rose to 31 on Friday", "died of their wounds overnight": the day of the news, not of the event.
fn dates_update(doc: &Document, when: Token<'_>) -> bool {
    let Some(verb) = tree::verb_of(doc, when.i()) else { return false };
    let toll = |t: Token<'_>| matches!(t.lemma(), "toll" | "number" | "death" | "count" | "figure" | "tally");
    let counts = verb.children().any(|c| c.dep().starts_with("nsubj") && toll(c));
    let rises = matches!(
        verb.lemma(),
        "rise"
            | "climb"
            | "jump"
            | "increase"
            | "reach"
            | "grow"
            | "mount"
            | "soar"
            | "stand"
            | "revise"
            | "raise"
            | "bring"
            | "hit"
    );
    let of_wounds = matches!(verb.lemma(), "die" | "succumb")
        && verb.subtree_span().tokens().any(|t| matches!(t.lemma(), "wound" | "injury") && t.dep() == "pobj");
    // "pulled more bodies from the ruins on Friday"
    let bodies =
        verb.children().any(|c| c.dep() == "dobj" && matches!(c.lemma(), "body" | "corpse" | "remain" | "survivor"));
    let found = matches!(verb.lemma(), "find" | "discover" | "recover" | "bury" | "identify") && verb.tag() == "VBN";
    counts && rises || of_wounds || bodies || found
}

/// "the worst attack since the war broke out last April": the day of what came before.
fn dates_the_past(doc: &Document, when: Token<'_>) -> bool {
    let start = when.sent().start();
    let since = (start..when.i()).rev().take(9).find(|&i| doc.token(i).lower() == "since");
    let clause = since.is_some_and(|since| (since + 1..when.i()).any(|i| doc.token(i).tag() == "VBD"));
    clause
        || when.ancestors().take(6).any(|t| {
            let verb = matches!(t.pos(), "VERB" | "AUX") && t.dep() != "ROOT";
            verb && t.children().any(|c| c.lower() == "since" && c.dep() == "mark")
        })
}

/// "a week after a bomber struck": it is the bomber that is dated, a week before what was told first.
fn turned(doc: &Document, mentions: &[Mention], when: &When) -> Option<(usize, Value)> {
    let Value::After(days) = when.value else { return None };
    let last = doc.get(when.span.end - 1)?;
    if !matches!(last.lower(), "after" | "before") {
        return None;
    }
    let sent = last.sent_index();
    let next = mentions.iter().position(|m| m.sent == sent && m.tokens.start >= when.span.end)?;
    let told_before = mentions.iter().any(|m| m.sent == sent && m.tokens.end <= when.span.start);
    if !told_before {
        // "Hours after the blasts, five men were abducted"
        let main = mentions.iter().position(|m| {
            m.sent == sent && m.tokens.start > mentions[next].tokens.end && m.clause != mentions[next].anchor
        })?;
        return Some((main, Value::After(days)));
    }
    (mentions[next].tokens.start - when.span.end < 12).then_some((next, Value::After(-days)))
}

/// Nouns for what is said.
fn is_message(lemma: &str) -> bool {
    matches!(
        lemma,
        "statement"
            | "report"
            | "communique"
            | "communiqué"
            | "announcement"
            | "bulletin"
            | "message"
            | "interview"
            | "dispatch"
    )
}

/// Whether a time tells when something was said, not when it happened.
fn dates_saying(doc: &Document, mentions: &[Mention], when: &When) -> bool {
    let is_event = |i: usize| mentions.iter().any(|m| m.tokens.contains(&i) || m.anchor == i);
    let root = doc.span(when.span.start, when.span.end).root().unwrap_or_else(|| doc.token(when.span.start));
    // "bodies from the site of Saturday's blast": the event's own day, whatever was done later.
    if matches!(root.dep(), "poss" | "compound" | "nmod" | "amod" | "npadvmod") && is_event(root.head().i()) {
        return false;
    }
    let spoken = |i: usize| is_saying(doc.token(i).lemma()) && doc.token(i).pos() == "VERB" && !is_event(i);
    // "said on Monday", "told AFP late Monday"
    let just_before = (root.sent().start()..when.span.start).rev().take(3);
    if just_before.clone().any(spoken) && !just_before.clone().take_while(|&i| !spoken(i)).any(is_event) {
        return true;
    }
    if dates_update(doc, root) || dates_the_past(doc, root) {
        return true;
    }
    // "who confirmed the incident": what is only spoken of
    let spoken_of = |i: usize| doc.token(i).dep() == "dobj" && spoken(doc.token(i).head().i());
    let mut at = root;
    for _ in 0..4 {
        if at.is_root() {
            break;
        }
        at = at.head();
        // "a statement carried on Thursday by the agency"
        if matches!(at.dep(), "acl" | "relcl") && is_message(at.head().lemma()) && !is_event(at.i()) {
            return true;
        }
        if is_event(at.i()) {
            // "who confirmed the incident on Sunday"
            return spoken_of(at.i());
        }
        if matches!(at.pos(), "VERB" | "AUX" | "NOUN") && at.pos() != "NOUN" {
            break;
        }
    }
    let sent = root.sent();
    let event_between = |a: usize, b: usize| (a.min(b)..a.max(b)).any(|i| is_event(i) && !spoken_of(i));
    // "told the agency on Monday", "said in a statement late on Monday"
    let said = (sent.start()..when.span.start).rev().take(7).find(|&i| spoken(i));
    if let Some(said) = said
        && !event_between(said + 1, when.span.start)
    {
        return true;
    }
    if is_saying(at.lemma()) && at.pos() == "VERB" && !is_event(at.i()) {
        // "killed 20 on Monday, the ministry said": what stands before the time is dated by it
        return !event_between(sent.start(), when.span.start)
            || at.i() < when.span.start && !event_between(at.i() + 1, when.span.start);
    }
    false
}
