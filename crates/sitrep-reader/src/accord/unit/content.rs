//! Who is left out of a deal, and what it lays down.

use sitrep_language::{Document, Token};

use super::super::View;
use super::Unit;
use super::party::named_in;
use super::stage::subject_is;

/// The words of a phrase without quotation marks, up to the end of its clause.
pub(super) fn words_of(doc: &Document, start: usize, end: usize) -> String {
    let text = doc.span(start, end).text();
    let text: String = text.chars().filter(|c| !matches!(c, '"' | '“' | '”')).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', ',', ';', ' ']).to_owned()
}

pub(super) fn clause_end(doc: &Document, from: usize) -> usize {
    let sentence = doc.token(from).sent();
    (from..sentence.end())
        .find(|&i| matches!(doc.token(i).text(), "," | ";" | "." | "\n" | "—") || doc.token(i).is_space())
        .unwrap_or(sentence.end())
}

pub(super) fn exclusions(view: &View<'_, '_>, unit: &mut Unit) {
    let doc = view.context.doc;
    let sentence = view.scene.unit_range(view.scene.unit(unit.nouns[0].start));
    for (tokens, negated) in view.excludes.clone() {
        let token = doc.token(tokens.start);
        if !sentence.contains(&tokens.start) || token.pos() == "SCONJ" {
            continue;
        }
        let is_verb = token.tag().starts_with("VB");
        if negated != (is_verb && token.child(&["neg"]).is_some()) || (!is_verb && token.lower() != "except") {
            continue;
        }
        // "does not apply to the group", "would exclude operations against …"
        if let Some(subject) = token.child(&["nsubjpass"]).or_else(|| {
            (token.tag() == "VBN" && matches!(token.dep(), "conj" | "acl"))
                .then(|| crate::grammar::subject_of(token))
                .flatten()
        }) {
            let mut subject = subject;
            while subject.dep() == "appos" {
                subject = subject.head();
            }
            if !subject_is(unit, token) {
                let named = named_in(view, subject);
                unit.excluded.extend(
                    named
                        .first()
                        .map(|n| n.to_string())
                        .or_else(|| Some(words_of(doc, subject.left_edge().i(), subject.i() + 1))),
                );
            }
            continue;
        }
        let object = token.child(&["dobj", "pobj"]).or_else(|| token.child(&["prep"]).and_then(|p| p.child(&["pobj"])));
        let Some(object) = object else { continue };
        let against =
            object.child(&["prep"]).filter(|p| matches!(p.lower(), "against" | "on")).and_then(|p| p.child(&["pobj"]));
        let target = against.unwrap_or(object);
        let end = clause_end(doc, target.i()).max(target.i() + 1);
        // what is left out ends where another verb begins
        let end = (target.i() + 1..end).find(|&i| matches!(doc.token(i).tag(), "VBG" | "VBD" | "VBP")).unwrap_or(end);
        let start = target.left_edge().i().max(tokens.end);
        unit.excluded.push(words_of(doc, start.min(target.i()), end));
    }
}

pub(super) fn terms(view: &View<'_, '_>, unit: &mut Unit, chains: &[Token<'_>]) {
    let doc = view.context.doc;
    let sentence = view.scene.unit_range(view.scene.unit(unit.nouns[0].start));
    for (tokens, ()) in view.terms.clone() {
        let token = doc.token(tokens.start);
        if !sentence.contains(&tokens.start) || !token.tag().starts_with("VB") {
            continue;
        }
        let agreed = chains.iter().any(|c| matches!(c.lemma(), "agree" | "undertake" | "pledge"))
            && matches!(token.dep(), "xcomp" | "conj");
        if !agreed && !subject_is(unit, token) && !chains.contains(&token) {
            continue;
        }
        let starts = if agreed { token.i() } else { tokens.end };
        let starts = if doc.get(starts).is_some_and(|t| t.lower() == "for") { starts + 1 } else { starts };
        let end = clause_end(doc, starts.min(doc.len() - 1)).min(starts + 14);
        let negated = token.child(&["neg"]).is_some();
        let phrase = doc.get(starts).is_some_and(|t| t.pos() != "ADP" && t.pos() != "PUNCT");
        if end > starts && !negated && phrase {
            unit.terms.push(words_of(doc, starts, end));
        }
    }
}
