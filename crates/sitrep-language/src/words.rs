//! The words that one worker has met, each kept once.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::lexeme::{Lexeme, Norms};

/// A word's place in [`Words`].
pub(crate) type WordId = u32;

/// The words met so far.
#[derive(Debug, Default)]
pub(crate) struct Words {
    lexemes: Vec<Lexeme>,
    by_text: FxHashMap<SmolStr, WordId>,
    by_norm: FxHashMap<(SmolStr, SmolStr), WordId>,
}

impl Words {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.lexemes.len()
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.lexemes.clear();
        self.by_text.clear();
        self.by_norm.clear();
    }

    /// The word's features.
    pub fn get(&self, id: WordId) -> &Lexeme {
        &self.lexemes[id as usize]
    }

    /// The word of that form, added if it is new.
    pub fn intern(&mut self, text: &str, norms: &Norms) -> WordId {
        if let Some(&id) = self.by_text.get(text) {
            return id;
        }
        let id = self.add(Lexeme::new(text, None, norms));
        self.by_text.insert(text.into(), id);
        id
    }

    /// The word of that form with a norm of its own.
    pub fn intern_with_norm(&mut self, text: &str, norm: &str, norms: &Norms) -> WordId {
        let key = (SmolStr::new(text), SmolStr::new(norm));
        if let Some(&id) = self.by_norm.get(&key) {
            return id;
        }
        let id = self.add(Lexeme::new(text, Some(norm), norms));
        self.by_norm.insert(key, id);
        id
    }

    fn add(&mut self, lexeme: Lexeme) -> WordId {
        self.lexemes.push(lexeme);
        self.lexemes.len() as WordId - 1
    }
}
