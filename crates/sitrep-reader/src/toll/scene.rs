//! What the rules look at: the text with its amounts, its groups of people, and how those stand to each other.

use sitrep_language::{Document, Token};

use super::group::{self, Group, Kind, People};
use super::words::{Effects, Form, Sense};
use crate::assemble::Context;
use crate::grammar;
use crate::quantity::{self, Quantity};

/// The text as the rules see it.
pub(crate) struct Scene<'d> {
    pub context: Context<'d>,
    pub doc: &'d Document,
    pub quantities: Vec<Quantity>,
    pub groups: Vec<Group>,
    /// For each token its group's place plus one.
    group_at: Vec<u32>,
    /// For each group the group it is named as a part of ("20 people, including 3 women").
    pub whole_of: Vec<Option<usize>>,
}

impl<'d> Scene<'d> {
    pub fn new(context: Context<'d>) -> Self {
        let doc = context.doc;
        let quantities = quantity::find(doc, &context.lexicon.quantities);
        let groups = group::find(context, &quantities);
        let mut group_at = vec![0; doc.len()];
        for (k, group) in groups.iter().enumerate() {
            for place in &mut group_at[group.span.clone()] {
                *place = k as u32 + 1;
            }
        }
        let mut scene = Scene { context, doc, quantities, groups, group_at, whole_of: Vec::new() };
        scene.whole_of = super::part::wholes(&scene);
        scene
    }

    pub fn effects(&self) -> &'d Effects {
        &self.context.lexicon.effects
    }

    /// The lower-case word at a place, empty past the end.
    pub fn lower(&self, i: usize) -> &'d str {
        self.doc.get(i).map_or("", |t| t.lower())
    }

    /// Whether a form of "be" or "get" that makes a passive stands at a place; "IS" is a name.
    pub fn is_be(&self, i: usize) -> bool {
        self.doc.get(i).is_some_and(|t| is_be(t.lower()) && t.text() != "IS")
    }

    /// The group that a token belongs to.
    pub fn group_of(&self, token: usize) -> Option<usize> {
        (*self.group_at.get(token)? as usize).checked_sub(1)
    }

    /// The group that starts at a token.
    pub fn group_starting(&self, token: usize) -> Option<usize> {
        self.group_of(token).filter(|&g| self.groups[g].span.start == token)
    }

    /// The group that starts at a token or behind adverbs and quotation marks.
    pub fn next_group(&self, mut i: usize) -> Option<usize> {
        for _ in 0..4 {
            if let Some(g) = self.group_starting(i) {
                return Some(g);
            }
            let t = self.doc.get(i)?;
            let skip = t.tag() == "RB" && !matches!(t.lower(), "not" | "n't" | "back")
                || matches!(t.text(), "\"" | "“" | "''" | "``" | "-" | ":" | "(")
                || t.is_space()
                || matches!(t.lower(), "also" | "both" | "reportedly" | "mistakenly");
            if !skip {
                return None;
            }
            i += 1;
        }
        None
    }

    /// The group that ends right before a token, or before adverbs and the like that stand before it.
    pub fn previous_group(&self, i: usize) -> Option<usize> {
        let mut at = i.checked_sub(1)?;
        for _ in 0..4 {
            if let Some(g) = self.group_of(at) {
                return (self.groups[g].span.end == at + 1).then_some(g);
            }
            let t = self.doc.token(at);
            let skip = matches!(t.tag(), "RB" | "RBR") && !matches!(t.lower(), "not" | "n't" | "as" | "then")
                || matches!(t.text(), "\"" | "”" | "''" | "``" | ")")
                || matches!(
                    t.lower(),
                    "also" | "reportedly" | "confirmed" | "allegedly" | "reported" | "feared" | "critically" | "of"
                );
            if !skip || t.is_sent_start() && at != i - 1 {
                return None;
            }
            if t.lower() == "of" {
                return None;
            }
            at = at.checked_sub(1)?;
        }
        None
    }

    /// The groups coordinated with one to its right: "15 civilians, 27 fighters and a medic".
    pub fn coordinated(&self, g: usize) -> Vec<usize> {
        let mut all = vec![g];
        let mut last = g;
        loop {
            let mut at = self.groups[last].span.end;
            let mut joined = false;
            for _ in 0..3 {
                match self.lower(at) {
                    "," | ";" => at += 1,
                    "and" | "or" | "plus" | "&" => {
                        joined = true;
                        at += 1;
                    }
                    "as" if self.lower(at + 1) == "well" => {
                        joined = true;
                        at += 3;
                    }
                    "along" if self.lower(at + 1) == "with" => {
                        joined = true;
                        at += 2;
                    }
                    _ => break,
                }
            }
            let Some(next) = self.group_starting(at) else { break };
            // "killed 14 fighters 5 civilians": text that has lost its commas.
            let bare = at == self.groups[last].span.end;
            let counted = |g: usize| {
                self.groups[g].noun.is_some()
                    && self.groups[g].people == People::Yes
                    && self.groups[g].kind != Kind::Plural
            };
            if bare {
                if !counted(last)
                    || !counted(next)
                    || self.groups[next].others
                    || self.has_own_state(next)
                    || self.groups[next].part_of.is_some()
                    || self.speaks(next)
                    || self.doc.token(at).is_sent_start()
                    || self.groups[next].definite
                {
                    break;
                }
                joined = true;
            }
            // In a list with commas the last member must be joined by a word; look one further.
            let group = &self.groups[next];
            let pronoun = group.part_of.as_ref().is_some_and(|w| w.len() == 1);
            // "wounding 60, police and medics said": those who speak are another clause.
            if self.lower(self.groups[last].span.end) == "," && self.speaks(next) {
                break;
            }
            if pronoun || !joined && !self.list_goes_on(next) {
                break;
            }
            all.push(next);
            last = next;
        }
        all
    }

    /// Whether a group, or the list that it starts, is the subject of a verb of saying.
    pub fn speaks(&self, g: usize) -> bool {
        let mut end = self.groups[g].span.end;
        if self.lower(end) == "and"
            && let Some(next) = self.group_starting(end + 1)
        {
            end = self.groups[next].span.end;
        }
        matches!(self.lower(end), "said" | "say" | "says" | "told" | "reported" | "added" | "reports" | "tell")
    }

    /// Whether a group can share the effect told behind the next member of its list.
    pub fn joins(&self, g: usize) -> bool {
        !self.has_own_state(g)
            && self.whole_of[g].is_none()
            && self.groups[g].people >= People::Likely
            && self.groups[g].kind != Kind::Plural
    }

    /// Whether behind a group comes ", X and Y" or "and Y".
    fn list_goes_on(&self, g: usize) -> bool {
        let end = self.groups[g].span.end;
        match self.lower(end) {
            "and" => self.group_starting(end + 1).is_some(),
            "," | ";" => {
                let at = end + 1 + usize::from(self.lower(end + 1) == "and");
                self.group_starting(at).is_some_and(|n| self.lower(end + 1) == "and" || self.list_goes_on(n))
            }
            _ => false,
        }
    }

    /// Whether a group has a word of its own behind it that tells what happened to it ("50 others wounded"), so that it
    /// belongs to no verb before it.
    pub fn has_own_state(&self, g: usize) -> bool {
        let end = self.groups[g].span.end;
        for t in (end..end + 4).map_while(|k| self.doc.get(k)) {
            let told = |s: &Sense| matches!(s, Sense::State(..) | Sense::Verb(_, Form::Past));
            if self.effects().senses(t.lower()).iter().any(told) {
                return true;
            }
            let skip =
                t.tag() == "RB" || self.is_be(t.i()) || matches!(t.lower(), "have" | "had" | "has" | "more" | "others");
            if !skip {
                return false;
            }
        }
        false
    }

    /// Whether a verb form is passive: by an auxiliary of "be" or "get" before it, or by the tree.
    pub fn passive_auxiliary(&self, t: Token<'_>) -> Option<usize> {
        let mut at = t.i();
        for _ in 0..5 {
            at = at.checked_sub(1)?;
            let before = self.doc.token(at);
            if self.is_be(before.i()) {
                return Some(at);
            }
            let skip = matches!(before.tag(), "RB" | "RBR") && before.lower() != "not"
                || matches!(
                    before.lower(),
                    "also"
                        | "reported"
                        | "reportedly"
                        | "confirmed"
                        | "then"
                        | "all"
                        | "either"
                        | "both"
                        | "shot"
                        | "and"
                        | "or"
                        | "later"
                        | "believed"
                        | "said"
                        | "known"
                        | "to"
                        | "have"
                )
                || before.tag() == "VBN";
            if !skip || self.group_of(at).is_some_and(|g| self.groups[g].kind == Kind::Counted) {
                break;
            }
        }
        if let Some(aux) = t.children().find(|c| grammar::role(*c) == grammar::Role::PassiveAuxiliary) {
            return Some(aux.i());
        }
        None
    }

    /// The nearest fitting group to the left in the same sentence, with no other clause in between.
    pub fn left_group(&self, from: usize, reach: usize, fits: impl Fn(&Group) -> bool) -> Option<usize> {
        let sentence = self.doc.token(from.min(self.doc.len() - 1)).sent_index();
        let mut at = from;
        let mut best: Option<usize> = None;
        let mut adjacent = true;
        while at > 0 && from - at <= reach {
            at -= 1;
            let t = self.doc.token(at);
            if t.sent_index() != sentence {
                break;
            }
            if let Some(g) = self.group_of(at) {
                let group = &self.groups[g];
                let g_top = self.top(g);
                if fits(&self.groups[g_top]) {
                    let modifier = self.is_modifier(g_top);
                    if !modifier && (adjacent || self.groups[g_top].kind == Kind::Counted) {
                        return Some(g_top);
                    }
                    best = best.or(Some(g_top));
                }
                at = group.span.start;
                adjacent = false;
                continue;
            }
            let finite = matches!(t.tag(), "VBD" | "VBZ" | "VBP")
                && !self.is_be(t.i())
                && !matches!(t.lower(), "have" | "has" | "had");
            if finite && t.pos() != "AUX" && !matches!(t.lower(), "including" | "reported") {
                break;
            }
            if matches!(t.text(), ";" | ".") {
                break;
            }
            if !matches!(t.tag(), "RB" | "MD")
                && !self.is_be(t.i())
                && !matches!(t.lower(), "have" | "has" | "had" | "who" | "that")
                && t.text() != ","
            {
                adjacent = false;
            }
        }
        best
    }

    /// Whether a group stands behind a preposition, as part of another phrase ("in areas held by rebels").
    pub fn is_modifier(&self, g: usize) -> bool {
        let start = self.groups[g].span.start;
        start.checked_sub(1).is_some_and(|k| {
            let t = self.doc.token(k);
            t.tag() == "IN"
                && !matches!(
                    t.lower(),
                    "that"
                        | "as"
                        | "while"
                        | "if"
                        | "because"
                        | "after"
                        | "when"
                        | "including"
                        | "since"
                        | "before"
                        | "than"
                        | "until"
                        | "though"
                        | "although"
                )
        })
    }

    /// The widest group that a group is part of.
    pub fn top(&self, g: usize) -> usize {
        let mut at = g;
        for _ in 0..4 {
            match self.whole_of.get(at).copied().flatten() {
                Some(whole) => at = whole,
                None => break,
            }
        }
        at
    }

    /// The group that a subject stands for: the whole of a part, unless the part alone is the subject ("22, four of whom
    /// died").
    pub fn bearer(&self, g: usize) -> usize {
        let group = &self.groups[g];
        let alone = group.part_of.is_some() || group.noun.is_none();
        let all = group.number.as_ref().is_some_and(|n| matches!(self.lower(n.start), "all" | "both"));
        if alone && !all && self.has_own_state(g) { g } else { self.top(g) }
    }

    /// Whether a group can be the victims of a verb that takes only people (`strict`) or of one that leaves no doubt.
    pub fn can_suffer(&self, g: usize, strict: bool) -> bool {
        let group = &self.groups[g];
        match group.people {
            People::Yes | People::Likely => true,
            People::Proper => !strict,
            People::Unknown => !strict && matches!(group.kind, Kind::Counted | Kind::Single),
            People::No => false,
        }
    }
}

/// A form of "be" or "get" that makes a passive.
fn is_be(lower: &str) -> bool {
    matches!(
        lower,
        "was" | "were" | "been" | "being" | "be" | "is" | "are" | "got" | "get" | "gets" | "getting" | "'s" | "'re"
    )
}
