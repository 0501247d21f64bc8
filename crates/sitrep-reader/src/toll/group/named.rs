//! People by name.

use super::walk::is_time_word;
use super::{Finder, Group, Kind, People, is_capitalised};

impl Finder<'_> {
    /// "Hernando Torres", "opposition leader Rosa Velez", "the journalist James Field".
    pub(super) fn named(&self, i: usize, at: usize) -> Option<Group> {
        let entity_at = |k: usize| self.doc.get(k)?.entity().filter(|e| e.label() == "PERSON" && e.start() == k);
        if let Some(e) = entity_at(i) {
            let titled = i > 0 && self.words().is_title(self.lower(i - 1));
            let words = e.tokens().filter(|t| is_capitalised(*t)).count();
            let people = self.words().noun(self.doc.token(e.end() - 1).lower()).is_some();
            if words < 2 && !titled || people || e.len() > 6 {
                return None;
            }
            let status = self.status(i..e.end(), None);
            let noun = Some(e.end() - 1);
            let mut group = self.group(i..e.end(), noun, None, Kind::Named, People::Likely, status, None, false);
            self.extend_of(&mut group);
            return Some(group);
        }
        // A noun for one person with a name behind it.
        let walk = self.walk(at);
        let person = |k: usize| entity_at(k).is_some();
        let noun = walk.noun.filter(|_| {
            walk.people == People::Yes
                && walk.singular
                && !walk.plural
                && (!is_capitalised(self.doc.token(walk.end - 1))
                    || person(walk.end)
                    || walk.end == i + 1 && self.doc.token(i).is_sent_start())
        })?;
        let mut end = noun + 1;
        while self
            .doc
            .get(end)
            .is_some_and(|t| t.tag() == "NNP" && is_capitalised(t) && !is_time_word(t.lower()) && end - noun < 6)
        {
            end += 1;
        }
        let place = self
            .doc
            .get(noun + 1)
            .and_then(|t| t.entity())
            .is_some_and(|e| matches!(e.label(), "GPE" | "LOC" | "NORP" | "FAC" | "DATE"));
        if end < noun + 3 || place {
            return None;
        }
        let status = self.status(i..end, walk.status);
        Some(self.group(i..end, Some(end - 1), None, Kind::Named, People::Yes, status, None, false))
    }
}
