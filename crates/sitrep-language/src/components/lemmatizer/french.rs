//! The French lemmatizer: known base forms, exceptions, endings, and whole words as the last resort.

use smol_str::SmolStr;

use super::tables::Tables;
use super::{Seen, is_blank};
use crate::lexeme::is_alphabetic;

/// The parts of speech that have rules.
const WITH_RULES: [&str; 11] = ["NOUN", "VERB", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "PRON", "PUNCT", "SCONJ"];

/// The base form of a French token.
pub(super) fn lemma(tables: &Tables, token: Seen<'_>) -> SmolStr {
    let lower: SmolStr = token.text.to_lowercase().into();
    if is_blank(token.pos) {
        return lower;
    }
    if !WITH_RULES.contains(&token.pos) {
        return tables.lookup(token.text).unwrap_or(token.text).into();
    }
    let pos = token.pos.to_lowercase();
    let known = |form: &SmolStr| tables.index(&pos).is_some_and(|index| index.contains(form));
    if known(&lower) {
        return lower;
    }
    if let Some(exception) = tables.exception(&pos, &lower) {
        return exception.clone();
    }
    let mut unknown = None;
    for rule in tables.rules(&pos) {
        let Some(stem) = lower.strip_suffix(rule.old.as_str()) else { continue };
        let form = SmolStr::from(format!("{stem}{}", rule.new));
        if form.is_empty() {
            continue;
        }
        if known(&form) || !form.chars().all(is_alphabetic) {
            return form;
        }
        unknown = unknown.or(Some(form));
    }
    unknown.unwrap_or_else(|| tables.lookup(&lower).unwrap_or(&lower).into())
}
