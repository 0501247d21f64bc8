//! The names of tags, parts of speech, arcs and entities, each kept once per pipeline.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// A name in a [`Labels`] table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Label(u32);

impl Label {
    /// The empty name, in every table.
    pub const EMPTY: Label = Label(0);
}

/// A table of names; a document shares its pipeline's.
#[derive(Debug, Clone)]
pub(crate) struct Labels {
    names: Vec<SmolStr>,
    ids: FxHashMap<SmolStr, Label>,
}

impl Labels {
    /// A table that holds the empty name only.
    pub fn new() -> Self {
        let mut labels = Labels { names: Vec::new(), ids: FxHashMap::default() };
        labels.intern("");
        labels
    }

    /// The label of a name, added if it is new.
    pub fn intern(&mut self, name: &str) -> Label {
        if let Some(&label) = self.ids.get(name) {
            return label;
        }
        let label = Label(self.names.len() as u32);
        self.names.push(name.into());
        self.ids.insert(name.into(), label);
        label
    }

    /// The name of a label.
    pub fn name(&self, label: Label) -> &str {
        &self.names[label.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_label() {
        let mut labels = Labels::new();
        let a = labels.intern("nsubj");
        assert_eq!(labels.intern("nsubj"), a);
        assert_eq!(labels.name(a), "nsubj");
        assert_eq!(labels.intern(""), Label::EMPTY);
    }
}
