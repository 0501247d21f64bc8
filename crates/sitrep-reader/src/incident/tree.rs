//! Walks in the tree that the incident reader needs: how far two words are, which clause a word stands in, who does it.

use sitrep_language::{Document, Token};

/// How many arcs lie between two tokens; far if they share no root.
pub(crate) fn distance(doc: &Document, a: usize, b: usize) -> f32 {
    if a == b {
        return 0.0;
    }
    let up = |i: usize| -> Vec<usize> {
        let mut path = vec![i];
        path.extend(doc.token(i).ancestors().map(Token::i).take(40));
        path
    };
    let (x, y) = (up(a), up(b));
    for (steps, token) in x.iter().enumerate() {
        if let Some(more) = y.iter().position(|t| t == token) {
            return (steps + more) as f32;
        }
    }
    30.0
}

/// The token that heads the clause of `i`: a clause that could stand alone, not a participle or a relative clause.
pub(crate) fn clause(doc: &Document, i: usize) -> usize {
    let mut token = doc.token(i);
    loop {
        let own_subject = || token.children().any(|c| c.dep().starts_with("nsubj") || c.dep() == "expl");
        let verb = matches!(token.pos(), "VERB" | "AUX");
        let heads = match token.dep() {
            "ccomp" | "parataxis" => verb,
            "conj" | "advcl" | "dep" => verb && own_subject() && token.dep() != "advcl",
            _ => false,
        };
        if heads || token.is_root() {
            return token.i();
        }
        token = token.head();
    }
}

/// What sets `i` beside the main event, if anything does: the verb of a clause ("as rebels advanced", "while troops
/// shelled") or a preposition ("after the gas attack").
pub(crate) fn aside(doc: &Document, i: usize) -> Option<usize> {
    let token = doc.token(i);
    let marked = |t: &Token<'_>| {
        t.dep() == "prep" && matches!(t.lower(), "after" | "following" | "before" | "since" | "despite")
            || t.dep() == "advcl"
                && t.children().any(|c| {
                    matches!(c.lower(), "as" | "while" | "after" | "before") && matches!(c.dep(), "mark" | "advmod")
                })
    };
    std::iter::once(token).chain(token.ancestors()).find(marked).map(Token::i)
}

/// What sets `i` days or more from the main event ("days after a bomber struck").
pub(crate) fn other_time(doc: &Document, i: usize) -> Option<usize> {
    let at = aside(doc, i)?;
    let marker = std::iter::once(doc.token(at)).chain(doc.token(at).children());
    let marker = marker.into_iter().find(|t| matches!(t.lower(), "after" | "following" | "before"))?;
    let unit = marker.prev().is_some_and(|t| matches!(t.lemma(), "day" | "week" | "month" | "year"));
    unit.then_some(at)
}

/// The nearest verb that governs `i`, itself if it is one.
pub(crate) fn verb_of(doc: &Document, i: usize) -> Option<Token<'_>> {
    let token = doc.token(i);
    std::iter::once(token).chain(token.ancestors()).find(|t| matches!(t.pos(), "VERB" | "AUX"))
}

/// The subject of a verb, or of the verb whose clause it completes.
pub(crate) fn subject(verb: Token<'_>) -> Option<Token<'_>> {
    let mut verb = verb;
    for _ in 0..4 {
        // The nearest: a dateline or a headline before the sentence is often taken for another subject.
        if let Some(s) = verb.children().filter(|c| c.dep() == "nsubj").min_by_key(|c| c.i().abs_diff(verb.i())) {
            // "the militants, who …"
            let relative = matches!(s.tag(), "WP" | "WDT") && verb.dep() == "relcl";
            return Some(if relative { verb.head() } else { s });
        }
        if verb.children().any(|c| matches!(c.dep(), "nsubjpass" | "auxpass")) {
            return None;
        }
        match verb.dep() {
            "xcomp" | "advcl" | "conj" | "pcomp" | "ccomp" if verb.dep() != "ccomp" => {
                let head = verb.head();
                verb = if matches!(head.pos(), "ADP" | "SCONJ") { head.head() } else { head };
                if !matches!(verb.pos(), "VERB" | "AUX") {
                    return None;
                }
            }
            _ => return None,
        }
    }
    None
}

/// The doers that a passive verb or an event noun names after "by".
pub(crate) fn by_phrase(token: Token<'_>) -> Option<Token<'_>> {
    let by = token.children().find(|c| c.dep() == "agent" || c.lower() == "by" && c.dep() == "prep")?;
    by.children().find(|c| c.dep() == "pobj")
}

/// A token and those coordinated with it.
pub(crate) fn conjuncts(token: Token<'_>) -> Vec<Token<'_>> {
    let mut all = vec![token];
    let mut k = 0;
    while k < all.len() && all.len() < 12 {
        all.extend(all[k].children().filter(|c| c.dep() == "conj" && !matches!(c.pos(), "VERB" | "AUX")));
        k += 1;
    }
    all
}
