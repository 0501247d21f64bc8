//! The usual rule lemmatizer: exceptions, then endings, known base forms first.

use smol_str::SmolStr;

use super::tables::Tables;
use super::{Seen, feature, is_blank};
use crate::lexeme::is_alphabetic;

/// The base form by the tables of the token's part of speech.
pub(super) fn lemma(tables: &Tables, token: Seen<'_>) -> SmolStr {
    let lower: SmolStr = token.text.to_lowercase().into();
    if is_blank(token.pos) {
        return lower;
    }
    let pos = token.pos.to_lowercase();
    if !tables.knows(&pos) {
        return if pos == "propn" { token.text.into() } else { lower };
    }
    let index = tables.index(&pos);
    let (mut forms, mut unknown) = (Vec::new(), None);
    for rule in tables.rules(&pos) {
        let Some(stem) = lower.strip_suffix(rule.old.as_str()) else { continue };
        let form = SmolStr::from(format!("{stem}{}", rule.new));
        if form.is_empty() {
            continue;
        }
        if index.is_some_and(|index| index.contains(&form)) {
            forms.insert(0, form);
        } else if !form.chars().all(is_alphabetic) {
            forms.push(form);
        } else {
            unknown = unknown.or(Some(form));
        }
    }
    for exception in tables.exceptions(&pos, &lower) {
        if !forms.contains(exception) {
            forms.insert(0, exception.clone());
        }
    }
    forms.into_iter().next().or(unknown).unwrap_or_else(|| token.text.into())
}

/// Whether an English token is its own base form, as its features tell.
pub(super) fn is_english_base_form(token: Seen<'_>) -> bool {
    let is = |name: &str, value: &str| feature(token.morph, name) == Some(value);
    if is_blank(token.pos) {
        return false;
    }
    match token.pos {
        "NOUN" if is("Number", "Sing") => true,
        "VERB" if is("VerbForm", "Fin") && is("Tense", "Pres") && feature(token.morph, "Number").is_none() => true,
        _ => is("VerbForm", "Inf") || is("VerbForm", "None") || is("Degree", "Pos"),
    }
}
