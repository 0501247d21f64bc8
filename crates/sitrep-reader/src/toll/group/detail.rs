//! What stands right behind the noun ("of the army", "aged 40"), and the status that a phrase's words tell.

use std::ops::Range;

use sitrep_record::Status;

use super::{Finder, Group, Kind, People, is_determiner_or_article};

impl Finder<'_> {
    /// Takes "of …" into the phrase where the noun needs it to be understood, and its status.
    pub(super) fn extend_of(&self, group: &mut Group) {
        let Some(noun) = group.noun else { return };
        // "a girl of nine", "a man aged 40", "a boy, 12,": the age belongs to the phrase.
        if group.kind == Kind::Named
            || group.people == People::Yes && (group.kind == Kind::Single || group.count.low == Some(1))
        {
            let end = group.span.end;
            let number = |k: usize| self.doc.get(k).is_some_and(|t| t.tag() == "CD");
            if matches!(self.lower(end), "of" | "aged") && number(end + 1) {
                group.span.end = end + 2;
                return;
            }
            if self.lower(end) == "," && number(end + 1) && matches!(self.lower(end + 2), "," | "." | "and") {
                group.span.end = end + 2 + usize::from(self.lower(end + 2) == "," && group.kind != Kind::Named);
                return;
            }
        }
        if noun + 1 != group.span.end || self.lower(noun + 1) != "of" {
            return;
        }
        let collective = matches!(
            self.lower(noun),
            "members"
                | "member"
                | "employees"
                | "employee"
                | "workers"
                | "worker"
                | "staff"
                | "people"
                | "fighters"
                | "personnel"
                | "leaders"
                | "supporters"
                | "soldiers"
                | "men"
                | "officers"
                | "elements"
                | "children"
                | "commanders"
                | "militants"
        );
        if !collective {
            return;
        }
        let mut at = noun + 2;
        if is_determiner_or_article(self.lower(at)) {
            at += 1;
        }
        let walk = self.walk(at);
        if walk.noun.is_none() {
            return;
        }
        let end = walk.end;
        if matches!(
            self.lower(noun),
            "members"
                | "member"
                | "personnel"
                | "people"
                | "bodies"
                | "body"
                | "corpses"
                | "men"
                | "remains"
                | "leaders"
                | "staff"
                | "employees"
                | "elements"
        ) && group.status == Status::Unspecified
        {
            let status = self.status(at..end, walk.status.filter(|_| walk.people == People::Yes));
            if status != Status::Unspecified {
                group.status = status;
            }
        }
        group.span.end = end;
    }

    /// The status that the words of a phrase tell: phrases first, then the noun's own.
    pub(super) fn status(&self, span: Range<usize>, noun: Option<Status>) -> Status {
        let (mut civilian, mut combatant) = (false, false);
        for i in span {
            if let Some((_, status)) = self.words().status_at(self.doc, i) {
                civilian |= status == Status::Civilian;
                combatant |= status == Status::Combatant;
            }
        }
        match (noun, civilian, combatant) {
            (Some(s @ (Status::Civilian | Status::Combatant)), ..) => s,
            (_, true, false) => Status::Civilian,
            (_, false, true) => Status::Combatant,
            (_, true, true) => Status::Mixed,
            (noun, ..) => noun.unwrap_or(Status::Unspecified),
        }
    }
}
