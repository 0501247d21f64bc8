//! Which words name the speakers of a cue.

use std::ops::Range;

use sitrep_language::Token;

use super::super::phrase;
use super::super::scene::Scene;
use super::super::words::{Form, Role};
use super::{Cue, span};

/// Who says: by the tree where it is plausible, else by the words next to the verb.
pub(super) fn speakers_of(
    scene: &Scene<'_>,
    verb: Token<'_>,
    form: Form,
    before_cues: &[Cue],
) -> Option<(Vec<usize>, Range<usize>)> {
    let doc = scene.doc;
    let subject = verb.lefts().rfind(|t| t.dep() == "nsubj");
    // "… on the village of X said the Observatory": a sure speaker behind beats a doubtful one before
    let sure = |t: Token<'_>| {
        scene.body(t.i()).is_some()
            || scene.noun(t.i()).is_some()
            || scene.is_speaking_pronoun(t)
            || scene.actor(t.i()).is_some()
    };
    if form == Form::Clause
        && verb.lemma() != "tell"
        && subject.is_some_and(|s| !sure(s) && s.pos() == "PROPN")
        && verb.next().is_some_and(|t| t.pos() == "DET" || scene.body(t.i()).is_some())
        && let Some(found) = after(scene, verb.i())
        && found.0.iter().all(|&h| scene.body(h).is_some())
        && is_inverted(scene, &found.1)
    {
        return Some(found);
    }
    if let Some(subject) = subject {
        // "which said", "that reported"
        if matches!(subject.tag(), "WDT" | "WP") {
            let head = verb.ancestors().find(|t| matches!(t.pos(), "NOUN" | "PROPN"))?;
            let head = if verb.dep() == "relcl" { verb.head() } else { head };
            return scene.may_speak(head).then(|| (with_conjuncts(scene, head), span(head)));
        }
        let near = !doc
            .span(subject.i() + 1, verb.i())
            .tokens()
            .any(|t| matches!(t.pos(), "VERB" | "AUX") && t.head() != verb && !t.is_within(subject));
        // "… soldiers killing 40 rebels the ministry said": without commas the tree takes what is told for the subject
        let between = || doc.span(subject.i() + 1, verb.i()).tokens();
        let swallowed = form == Form::Clause
            && between().any(|t| t.pos() == "VERB" && t.dep() != "amod" && !matches!(t.lower(), "based" | "backed"))
            && !between().any(|t| {
                matches!(t.text(), "," | "(" | "—") || matches!(t.lower(), "who" | "which" | "that" | "whose")
            });
        if swallowed
            && let Some(found) = linear_before(scene, verb)
            && !found.0.contains(&subject.i())
            && found.0.iter().all(|&h| sure(doc.token(h)) && !scene.is_speaking_pronoun(doc.token(h)))
        {
            return Some(found);
        }
        if near && scene.may_speak(subject) && !first_person(subject) && !is_when_phrase(subject) {
            let mut heads = with_conjuncts(scene, subject);
            if let Some((joined, _)) = linear_before(scene, verb).filter(|(joined, _)| joined.contains(&subject.i())) {
                let more: Vec<usize> = joined.into_iter().filter(|h| !heads.contains(h)).collect();
                heads.extend(more);
                heads.sort_unstable();
            }
            let from = heads.iter().map(|&h| span(doc.token(h)).start).min()?;
            return Some((heads, from..subject.right_edge().i().min(verb.i().saturating_sub(1)).max(subject.i()) + 1));
        }
        if first_person(subject) {
            return None;
        }
    }
    let participle = verb.tag() == "VBG" && verb.child(&["aux"]).is_none();
    let bare = verb.tag() == "VB"
        && verb.child(&["nsubj"]).is_none()
        && verb.child(&["aux"]).is_some_and(|t| t.lower() == "to");
    if !participle && !bare {
        let behind = verb.rights().find(|t| t.dep() == "nsubj");
        if form == Form::Clause
            && behind.is_some()
            && let Some(found) = after(scene, verb.i())
            && found.0.iter().all(|&h| scene.may_speak(doc.token(h)))
            && is_inverted(scene, &found.1)
        {
            return Some(found);
        }
        if let Some(found) = linear_before(scene, verb) {
            return Some(found);
        }
        if form == Form::Clause
            && subject.is_none_or(|s| !scene.may_speak(s))
            && let Some((heads, speakers)) = after(scene, verb.i())
            && heads.iter().all(|&h| scene.may_speak(doc.token(h)))
            && !verb.next().is_some_and(|t| matches!(t.lower(), "that" | "in" | "on" | "by" | "it" | "he" | "they"))
            && verb.lemma() != "tell"
            && is_inverted(scene, &speakers)
        {
            return Some((heads, speakers));
        }
    }
    // "X …, saying", "X … and added", "a source telling"
    if verb.dep() == "acl" && scene.may_speak(verb.head()) && participle && verb.prev() == Some(verb.head()) {
        return Some((vec![verb.head().i()], span(verb.head())));
    }
    if (participle || verb.dep() == "conj" || verb.dep() == "xcomp") && subject.is_none() {
        if let Some(cue) = before_cues.last()
            && cue.unit == scene.unit(verb.i())
            && !cue.cited
        {
            return Some((cue.heads.clone(), cue.speakers.clone()));
        }
        let subject = verb.ancestors().take(3).find_map(|t| t.child(&["nsubj"]))?;
        return (scene.may_speak(subject) && !first_person(subject))
            .then(|| (with_conjuncts(scene, subject), span(subject)));
    }
    // an unknown name right before the verb that ends the sentence ("… on Sunday FNA reported.")
    let ends = doc.get(verb.i() + 1).is_none_or(|t| t.is_punct() || t.is_space() || t.is_sent_start());
    if let Some(before) = verb.prev().filter(|t| {
        let from = phrase::start(doc, t.i());
        let after_preposition = from > 0 && doc.token(from - 1).pos() == "ADP";
        let place = t.entity().is_some_and(|e| matches!(e.label(), "GPE" | "LOC" | "FAC"));
        t.pos() == "PROPN" && ends && speaks_by_nature(verb) && !is_when_phrase(*t) && !after_preposition && !place
    }) {
        return Some((vec![before.i()], span(before)));
    }
    let subject =
        subject.filter(|s| form == Form::Clause && matches!(s.pos(), "NOUN" | "PROPN") && speaks_by_nature(verb))?;
    let somebody =
        subject.child(&["det", "nummod"]).is_some_and(|d| matches!(d.lower(), "a" | "an" | "another" | "one"));
    let known =
        subject.pos() == "PROPN" || matches!(verb.lemma(), "say" | "tell") && (subject.tag() == "NNS" || somebody);
    known.then(|| (vec![subject.i()], span(subject)))
}

/// Whether the words after a verb are its speaker and not the subject of what is said.
fn is_inverted(scene: &Scene<'_>, speakers: &Range<usize>) -> bool {
    let end = scene.unit_range(scene.unit(speakers.start)).end;
    for i in speakers.end..end {
        let token = scene.doc.token(i);
        if matches!(token.text(), "," | "." | ";" | "\"" | "”" | "“" | "—" | "-" | ")")
            || matches!(token.lower(), "who" | "which" | "and" | "adding")
        {
            return true;
        }
        if i == speakers.end && token.pos() == "ADP"
            || matches!(token.pos(), "ADP" | "NOUN" | "PROPN" | "DET" | "ADJ" | "PART" | "NUM" | "SPACE")
            || token.tag() == "VBG"
        {
            continue;
        }
        return !matches!(token.pos(), "VERB" | "AUX");
    }
    true
}

fn speaks_by_nature(verb: Token<'_>) -> bool {
    matches!(verb.lemma(), "say" | "tell" | "add" | "announce" | "state" | "confirm" | "report" | "claim")
}

fn is_when_phrase(token: Token<'_>) -> bool {
    phrase::is_when(token)
}

fn first_person(token: Token<'_>) -> bool {
    matches!(token.lower(), "i" | "we" | "you")
}

/// A head with those joined to it that may speak too.
fn with_conjuncts(scene: &Scene<'_>, head: Token<'_>) -> Vec<usize> {
    let mut heads = vec![head.i()];
    let mut next = head.child(&["conj"]);
    while let Some(token) = next.filter(|t| scene.may_speak(*t) && heads.len() < 4) {
        heads.push(token.i());
        next = token.child(&["conj"]);
    }
    heads
}

/// The speakers that end right before a verb.
pub(super) fn linear_before(scene: &Scene<'_>, verb: Token<'_>) -> Option<(Vec<usize>, Range<usize>)> {
    let doc = scene.doc;
    let from = scene.unit_range(scene.unit(verb.i())).start;
    let mut end = verb.i();
    // "officials on Wednesday said", "the monitor has also said", "(SOHR) said"
    while end > from {
        let token = doc.token(end - 1);
        let light = phrase::is_line_break(token)
            || token.pos() == "ADV"
            || token.pos() == "AUX" && matches!(token.lemma(), "have" | "do")
            || phrase::is_day(token)
            || (token.pos() == "ADP" && doc.get(end).is_some_and(phrase::is_day))
            || (token.text() == "," && end - 1 > from)
            || token.lower() == "last";
        // "the radio, for its part, said"
        if token.lower() == "part" && end >= from + 4 && doc.token(end - 3).lower() == "for" {
            end -= 3;
            continue;
        }
        if token.text() == ")" {
            let open = (from..end).rev().find(|&i| doc.token(i).text() == "(")?;
            end = open;
            continue;
        }
        if !light {
            break;
        }
        end -= 1;
    }
    if end == from {
        return None;
    }
    let (head, start) = phrase_ending(scene, end - 1, from)?;
    if !scene.may_speak(doc.token(head)) {
        return None;
    }
    let mut heads = vec![head];
    let mut first = start;
    // "the monitor and a civil defence official"
    while let Some(joint) = before_determiner(scene, first).filter(|t| matches!(t.lower(), "and" | "or" | "&")) {
        if joint.i() <= from {
            break;
        }
        let Some((head, start)) = phrase_ending(scene, joint.i() - 1, from) else { break };
        let role = scene.role(head);
        let speaks = scene.body(head).is_some()
            || matches!(role, Some(Role::Body | Role::Group | Role::Spokesman | Role::Source | Role::Office))
            || (role == Some(Role::People) && !before_is_count(scene, start));
        if !speaks || heads.len() > 3 {
            break;
        }
        heads.insert(0, head);
        first = start;
    }
    Some((heads, first..end))
}

fn before_is_count(scene: &Scene<'_>, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|i| scene.doc.token(i).pos() == "NUM")
}

fn before_determiner<'d>(scene: &Scene<'d>, start: usize) -> Option<Token<'d>> {
    let token = scene.doc.token(start.checked_sub(1)?);
    match token.pos() {
        "DET" => token.prev(),
        _ if token.tag() == "PRP$" => token.prev(),
        _ => Some(token),
    }
}

/// The head and start of the noun phrase whose last word is at `last`, past "at", "in", "of" where what stands before can
/// speak ("a source at the ministry").
fn phrase_ending(scene: &Scene<'_>, last: usize, from: usize) -> Option<(usize, usize)> {
    let doc = scene.doc;
    let token = doc.token(last);
    if !matches!(token.pos(), "NOUN" | "PROPN" | "PRON" | "ADJ" | "X")
        && scene.actor(last).is_none()
        && scene.noun(last).is_none()
    {
        return None;
    }
    let mut head = last;
    let mut start = phrase::start(doc, last).max(from);
    // "a group monitoring the conflict"
    if let Some(doing) = before_determiner(scene, start).filter(|t| t.tag() == "VBG" && t.i() > from)
        && matches!(scene.role(doing.i() - 1), Some(Role::Body | Role::Group))
        && scene.noun(last).is_none()
    {
        head = doing.i() - 1;
        start = phrase::start(doc, head).max(from);
        if start > from && doc.token(start - 1).pos() == "DET" {
            start -= 1;
        }
        return Some((head, start));
    }
    if let Some((range, _)) = scene.body(last) {
        start = start.min(range.start);
        head = last;
    }
    for _ in 0..4 {
        let Some(before) = before_determiner(scene, start) else { break };
        if before.i() <= from
            || before.pos() != "ADP"
            || !matches!(before.lower(), "of" | "in" | "at" | "from" | "for" | "with" | "inside" | "near" | "on")
        {
            break;
        }
        let left = before.i() - 1;
        let fits = scene.body(left).is_some()
            || scene.noun(left).is_some()
            || scene.doc.token(left).entity().is_some_and(|e| e.label() == "PERSON");
        if !fits || before_is_count(scene, phrase::start(doc, left)) {
            break;
        }
        head = left;
        start = phrase::start(doc, left).max(from);
        if let Some((range, _)) = scene.body(left) {
            start = start.min(range.start);
        }
    }
    // a known body whose last word stands inside: "Observatory for Human Rights"
    if let Some((range, _)) = scene.body(head)
        && range.start < start
    {
        start = range.start;
    }
    if start > from && doc.token(start - 1).pos() == "DET" {
        start -= 1;
    }
    Some((head, start))
}

/// The speakers that start right after a word ("to", "by", an inverted verb).
pub(super) fn after(scene: &Scene<'_>, at: usize) -> Option<(Vec<usize>, Range<usize>)> {
    let doc = scene.doc;
    let sentence_end = scene.unit_range(scene.unit(at)).end;
    let mut heads = Vec::new();
    let mut i = at + 1;
    let first = i;
    let mut end = i;
    while heads.len() < 4 {
        while doc.get(i).is_some_and(|t| i < sentence_end && (t.pos() == "DET" || t.tag() == "PRP$")) {
            i += 1;
        }
        let from = i;
        let mut head = None;
        while let Some(token) = doc.get(i).filter(|_| i < sentence_end) {
            if let Some((range, _)) = scene.body(i).filter(|(r, _)| r.start == i) {
                head = Some(range.end - 1);
                i = range.end;
                continue;
            }
            if phrase::is_line_break(token) {
                i += 1;
                continue;
            }
            let glue = matches!(token.tag(), "POS" | "HYPH")
                || token.text() == "-"
                || (token.tag() == "VBN" && i > from && doc.token(i - 1).text() == "-");
            let pronoun =
                i == from && scene.is_speaking_pronoun(token) || matches!(token.lower(), "him" | "her" | "them");
            let new_person = head.is_some_and(|h: usize| phrase_breaks(scene, h, i) || name_follows(scene, h, i));
            if new_person {
                break;
            }
            if pronoun {
                head = Some(i);
                break;
            }
            if phrase::is_when(token) && token.pos() != "ADJ" {
                break;
            }
            let ended = head
                .is_some_and(|h: usize| doc.token(h).tag() == "NNS" && scene.noun(h).is_some() && token.tag() != "POS");
            if ended && matches!(token.pos(), "NOUN" | "PROPN" | "X" | "NUM" | "ADJ") {
                break;
            }
            if matches!(token.pos(), "NOUN" | "PROPN" | "X") {
                head = Some(i);
                i += 1;
                continue;
            }
            if glue
                || (token.tag() == "VBG" && token.dep() == "amod")
                || matches!(token.pos(), "ADJ" | "NUM") && !token.text().chars().all(|c| c.is_ascii_digit())
            {
                i += 1;
                continue;
            }
            break;
        }
        let Some(found) = head else { break };
        heads.push(found);
        end = found + 1;
        i = found + 1;
        // "… and medics"
        if !doc.get(i).is_some_and(|t| i + 1 < sentence_end && matches!(t.lower(), "and" | "&")) {
            break;
        }
        let mut k = i + 1;
        while doc.get(k).is_some_and(|t| matches!(t.pos(), "DET" | "ADJ")) {
            k += 1;
        }
        let more = (k..(k + 6).min(sentence_end))
            .take_while(|&m| matches!(doc.token(m).pos(), "NOUN" | "PROPN" | "ADJ") || scene.body(m).is_some())
            .last();
        let fits = more.is_some_and(|m| scene.may_speak(doc.token(m)));
        if !fits {
            break;
        }
        i += 1;
    }
    (!heads.is_empty()).then_some((heads, first..end))
}

/// "Rami Abdel Rahman | a young mechanic": a person's name ends a row.
fn phrase_breaks(scene: &Scene<'_>, head: usize, next: usize) -> bool {
    let doc = scene.doc;
    let entity = |i: usize| doc.token(i).entity().filter(|e| e.label() == "PERSON");
    match (entity(head), entity(next)) {
        (Some(e), None) => next >= e.end() && doc.token(next).tag() != "POS" && doc.token(next).text() != "-",
        _ => false,
    }
}

/// "according to the report | IS fighters …": after a plain word for a text or body another name begins a clause.
fn name_follows(scene: &Scene<'_>, head: usize, next: usize) -> bool {
    let plain = scene.doc.token(head).pos() == "NOUN"
        && matches!(scene.role(head), Some(Role::Text | Role::Body | Role::Source));
    plain && (scene.actor(next).is_some() || scene.doc.token(next).pos() == "PROPN") && scene.body(next).is_none()
}
