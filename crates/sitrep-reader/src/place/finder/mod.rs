//! Where a text names places, and what it says of how they lie.
//!
//! [`name`] cuts out runs of capitals that may name a place; [`words`] reads the words around a run ("the western outskirts
//! of …", "… province"); [`accept`] judges whether it names one; [`link`] ties each place to the one it lies within.

mod accept;
mod link;
mod name;
mod words;

use std::ops::Range;

use rustc_hash::FxHashSet;
use sitrep_language::{Document, Token};

use super::words::{Level, Words};

/// What part a place plays in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Something happens there ("in Homs", "hit Homs", "the Homs bombing").
    At,
    /// Someone comes or speaks from there.
    From,
    /// Someone goes there.
    To,
    /// It tells which body or person is meant ("the Homs governor").
    Of,
    /// It acts or speaks itself ("Damascus denied it").
    Actor,
}

/// A place named in the text.
#[derive(Debug, Clone)]
pub(crate) struct PlaceMention {
    /// The tokens of the name alone.
    pub tokens: Range<usize>,
    /// The name with the part of it that is meant ("eastern Aleppo", "east of Aleppo").
    pub name: String,
    /// The name alone, spaces mended.
    pub bare: String,
    /// The name without the word for what sort of place it is ("Safra" of "Safra air base").
    pub core: String,
    /// Whether only a part or a surrounding of the named place is meant.
    pub part: bool,
    /// How large it is, if a word beside it tells.
    pub level: Option<Level>,
    /// The mention that the text says it lies within.
    pub parent: Option<usize>,
    /// The mention before it in a list of like places.
    pub peer: Option<usize>,
    /// What part it plays.
    pub role: Role,
}

/// What the finder needs to know besides grammar.
pub(crate) struct Surroundings<'a> {
    /// Tokens that belong to dates, parties and the like, and so to no place.
    pub blocked: &'a [bool],
    /// Whether a gazetteer knows a name, as it stands.
    pub known: &'a dyn Fn(&str) -> bool,
    /// How many live in the most populous place of a name; 0 if none is known.
    pub fame: &'a dyn Fn(&str) -> u64,
    /// Whether a name is a country's.
    pub country: &'a dyn Fn(&str) -> bool,
    /// The tokens before this one belong to the line that says where and when the report was written.
    pub desk: usize,
    /// Whether an event noun stands at this token.
    pub event: &'a dyn Fn(usize) -> bool,
    /// Whether a verb stands at this token that is done to places ("shelled").
    pub hits: &'a dyn Fn(usize) -> bool,
}

/// All places named in the text, in order.
pub(crate) fn find(doc: &Document, words: &Words, around: &Surroundings<'_>) -> Vec<PlaceMention> {
    let finder = Finder { doc, words, around };
    let mut mentions: Vec<PlaceMention> = Vec::new();
    let mut i = 0;
    while i < doc.len() {
        match finder.run(i) {
            Some(run) => {
                let run = finder.split(run);
                let next = run.end;
                let listed = mentions.last().is_some_and(|last| finder.is_list_gap(last.tokens.end..run.start));
                if let Some(mention) = finder.mention(run, listed) {
                    mentions.push(mention);
                }
                i = next;
            }
            None => i += 1,
        }
    }
    finder.link(&mut mentions);
    mentions
}

struct Finder<'a> {
    doc: &'a Document,
    words: &'a Words,
    around: &'a Surroundings<'a>,
}

impl<'a> Finder<'a> {
    pub(super) fn get(&self, i: usize) -> Option<Token<'a>> {
        self.doc.get(i)
    }

    pub(super) fn lower(&self, i: usize) -> &'a str {
        self.doc.get(i).map_or("", |t| t.lower())
    }

    pub(super) fn is_blocked(&self, i: usize) -> bool {
        self.around.blocked.get(i).copied().unwrap_or(false)
    }

    pub(super) fn label(&self, i: usize) -> &'a str {
        self.get(i).and_then(|t| t.entity()).map_or("", |e| e.label())
    }

    pub(super) fn is_place_entity(&self, i: usize) -> bool {
        matches!(self.label(i), "GPE" | "LOC" | "FAC")
    }
}

/// Whether a word is written with a capital.
fn is_capital(token: Token<'_>) -> bool {
    token.text().chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

fn is_locative(lower: &str) -> bool {
    matches!(
        lower,
        "in" | "at"
            | "near"
            | "around"
            | "outside"
            | "inside"
            | "into"
            | "across"
            | "toward"
            | "towards"
            | "between"
            | "within"
            | "beyond"
            | "throughout"
            | "from"
            | "to"
            | "over"
            | "onto"
            | "above"
            | "against"
            | "through"
            | "on"
    )
}

/// "Aleppos" without the s of a genitive whose apostrophe is lost.
pub(in crate::place) fn stripped(name: &str) -> Option<&str> {
    name.strip_suffix("'s")
        .or_else(|| name.strip_suffix("’s"))
        .or_else(|| name.strip_suffix('s'))
        .filter(|n| n.len() > 2)
}

/// The tokens that belong to no place, from the ranges of what they do belong to.
pub(crate) fn blocked(len: usize, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<bool> {
    let taken: FxHashSet<usize> = ranges.into_iter().flatten().collect();
    (0..len).map(|i| taken.contains(&i)).collect()
}
