//! Who did it, and to whom.

use sitrep_language::{Document, Token};
use smol_str::SmolStr;

use super::is_saying;
use crate::actor::{ActorKind, ActorMention, How, State};
use crate::incident::mention::{Mention, Trigger};
use crate::incident::tree;

/// Gives each mention its doers and those it was done to.
///
/// `home`: the state that the article is about, whose bare name before an event noun is a place ("Syria blasts").
pub(crate) fn actors(doc: &Document, mentions: &mut [Mention], actors: &[ActorMention], home: Option<&State>) {
    let cast = Cast { doc, actors, home: home.map(|s| s.code.as_str()), state: home.map(|s| s.name.clone()) };
    for m in mentions.iter_mut() {
        let token = doc.token(m.anchor);
        if is_saying(token.lemma()) && m.toll().is_some() && token.lemma() != "claim" {
            continue;
        }
        let verb = matches!(token.pos(), "VERB" | "AUX");
        let (mut doers, mut targets) = if verb { cast.of_verb(token) } else { Default::default() };
        // A toll's noun tells the victims; only "the killing of X by Y" tells more.
        if m.toll().is_some() && !verb {
            doers.extend(tree::by_phrase(token).into_iter().flat_map(|by| cast.named(by, true)));
        } else if !verb || m.trigger == Trigger::Noun {
            let (by, on) = cast.of_noun(token, m.tokens.start);
            doers.extend(by);
            targets.extend(on);
        }
        if !is_alleged(token) && !is_loss(token) {
            m.agents = cast.named_first(names(doers));
        }
        m.targets = names(targets);
    }
}

fn names(found: Vec<SmolStr>) -> Vec<SmolStr> {
    let mut names: Vec<SmolStr> = Vec::new();
    for name in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// "allegedly carried out by troops", "suspected rebel shelling": an accusation, not the article's own word.
fn is_alleged(token: Token<'_>) -> bool {
    let says_so = |t: Token<'_>| {
        t.children().any(|c| matches!(c.lower(), "alleged" | "allegedly" | "suspected" | "purported" | "purportedly"))
    };
    says_so(token) || token.children().any(|c| matches!(c.dep(), "acl" | "relcl" | "compound" | "amod") && says_so(c))
}

/// "the army lost nine men": the subject suffered it.
fn is_loss(token: Token<'_>) -> bool {
    matches!(token.lemma(), "lose" | "suffer" | "sustain" | "bury" | "mourn")
}

struct Cast<'d> {
    doc: &'d Document,
    actors: &'d [ActorMention],
    home: Option<&'d str>,
    state: Option<SmolStr>,
}

impl Cast<'_> {
    /// "a terrorist attack by the group" was by the group.
    fn named_first(&self, mut names: Vec<SmolStr>) -> Vec<SmolStr> {
        let vague = |n: &SmolStr| matches!(n.as_str(), "terrorist groups" | "militants" | "insurgents" | "jihadists");
        let named = |n: &SmolStr| self.actors.iter().any(|a| a.name == *n && a.how == How::Name);
        if names.iter().any(named) {
            names.retain(|n| !vague(n));
        }
        names
    }

    /// The parties that a noun and those coordinated with it name. `bare`: a state's bare name or demonym counts.
    fn named(&self, token: Token<'_>, bare: bool) -> Vec<SmolStr> {
        let tells = |a: &&ActorMention, t: Token<'_>| {
            let inside = a.tokens.contains(&t.i());
            let at_home = a.how == How::Country && a.country.as_deref() == self.home;
            // "Russian and Turkish jets", "the army's tanks"; but "Syria blasts" in an article on Syria are there, not by it
            let modifier = || {
                t.children()
                    .filter(|c| matches!(c.dep(), "compound" | "amod" | "nmod" | "poss"))
                    .flat_map(|c| tree::conjuncts(c).into_iter().map(move |d| (d, c.dep() == "poss")))
                    .any(|(d, poss)| a.tokens.contains(&d.i()) && (poss || !at_home))
            };
            (a.how.is_certain() || bare) && (inside || modifier() && a.how != How::Metonym)
        };
        let of = |t: Token<'_>| {
            let told: Vec<&ActorMention> = self.actors.iter().filter(|a| tells(a, t) && !self.only_holds(a)).collect();
            // "fighters of the group", "ISIS terrorists": the name tells more than the kind
            let sorts = told.iter().any(|a| a.how != How::Generic);
            told.into_iter().filter(|a| !sorts || a.how != How::Generic).map(|a| self.name(a)).collect::<Vec<_>>()
        };
        tree::conjuncts(token).into_iter().flat_map(of).collect()
    }

    /// "rebel-held", "government-controlled": whose the ground is, not who did it.
    fn only_holds(&self, a: &ActorMention) -> bool {
        let word = |k: usize| self.doc.get(a.tokens.end + k).map_or("", |t| t.lower());
        word(0) == "-"
            && matches!(word(1), "held" | "controlled" | "backed" | "ruled" | "occupied" | "besieged" | "dominated")
    }

    /// The name of a party; "the insurgents" are the armed group named last before, if one was.
    fn name(&self, a: &ActorMention) -> SmolStr {
        let vague = a.how == How::Generic
            && matches!(
                a.name.as_str(),
                "militants" | "insurgents" | "jihadists" | "Islamist militants" | "guerrillas"
            );
        let definite =
            || a.tokens.start > 0 && matches!(self.doc.token(a.tokens.start - 1).lower(), "the" | "these" | "those");
        if !vague || !definite() {
            return a.name.clone();
        }
        let group =
            |b: &&ActorMention| b.how == How::Name && b.kind == ActorKind::ArmedGroup && b.tokens.end <= a.tokens.start;
        self.actors.iter().rfind(group).map_or_else(|| a.name.clone(), |b| b.name.clone())
    }

    fn of_verb(&self, token: Token<'_>) -> (Vec<SmolStr>, Vec<SmolStr>) {
        let mut doers = Vec::new();
        if let Some(by) = tree::by_phrase(token) {
            doers.extend(self.named(by, true));
        }
        let passive = token.children().any(|c| matches!(c.dep(), "nsubjpass" | "auxpass"));
        let accused = token.dep() == "pcomp" && matches!(token.head().head().lemma(), "accuse" | "suspect" | "blame");
        if !passive && !accused {
            if let Some(subject) = tree::subject(token) {
                let named = self.named(subject, true);
                let bare = named.is_empty().then(|| self.of_the_state(subject)).flatten();
                doers.extend(named.into_iter().chain(bare));
            }
            doers.extend(self.before_verb(token));
        }
        let objects = token.children().filter(|c| matches!(c.dep(), "dobj" | "nsubjpass"));
        (doers, objects.flat_map(|o| self.named(o, false)).collect())
    }

    /// "police arrested", "troops killed": those of the state that the article is about.
    fn of_the_state(&self, subject: Token<'_>) -> Option<SmolStr> {
        let arm = matches!(
            subject.lemma(),
            "police" | "troop" | "soldier" | "authority" | "gendarme" | "policeman" | "officer"
        );
        let bare = !subject.children().any(|c| matches!(c.dep(), "compound" | "amod" | "nmod" | "poss" | "prep"));
        self.state.clone().filter(|_| arm && bare)
    }

    /// "Russian jets bombed" in a row, whatever the tree makes of it.
    fn before_verb(&self, token: Token<'_>) -> Option<SmolStr> {
        let perfect = token.children().any(|c| c.dep() == "aux" && c.lemma() == "have");
        if !matches!(token.tag(), "VBD" | "VBZ" | "VBP") && !perfect {
            return None;
        }
        let near = |a: &&ActorMention| {
            let root = self.doc.span(a.tokens.start, a.tokens.end).root();
            let free = root.is_some_and(|r| !matches!(r.dep(), "pobj" | "dobj" | "conj"));
            a.how.is_certain() && a.tokens.end <= token.i() && token.i() - a.tokens.end <= 1 && free
        };
        self.actors.iter().find(near).map(|a| self.name(a))
    }

    fn of_noun(&self, token: Token<'_>, start: usize) -> (Vec<SmolStr>, Vec<SmolStr>) {
        let (mut doers, mut targets) = (Vec::new(), Vec::new());
        for child in token.children() {
            match child.dep() {
                "compound" | "amod" | "nmod" | "poss" | "nummod" => {
                    let at_home = |a: &ActorMention| {
                        a.how == How::Metonym || a.how == How::Country && a.country.as_deref() == self.home
                    };
                    let is_place = child.dep() != "poss"
                        && self.actors.iter().any(|a| a.tokens.contains(&child.i()) && at_home(a));
                    if !is_place {
                        doers.extend(self.named(child, true));
                    }
                }
                "acl" | "relcl" => {
                    if let Some(by) = tree::by_phrase(child) {
                        doers.extend(self.named(by, true));
                    }
                }
                "prep" if matches!(child.lower(), "against" | "on") => {
                    targets.extend(child.children().filter(|c| c.dep() == "pobj").flat_map(|o| self.named(o, false)));
                }
                _ => {}
            }
        }
        if let Some(by) = tree::by_phrase(token) {
            doers.extend(self.named(by, true));
        }
        // "X carried out an air strike", "the attack was launched by X"
        let head = token.head();
        if token.dep() == "dobj"
            && head.pos() == "VERB"
            && !is_saying(head.lemma())
            && let Some(subject) = tree::subject(head)
        {
            doers.extend(self.named(subject, true));
        }
        if token.dep() == "nsubjpass"
            && !is_saying(head.lemma())
            && let Some(by) = tree::by_phrase(head)
        {
            doers.extend(self.named(by, true));
        }
        doers.extend(self.after_by(token.i()));
        // A parse that lost the modifier: "Russian air strikes" in a row
        let leads = |a: &&ActorMention| {
            (a.how.is_certain() || a.how == How::Demonym)
                && (a.tokens.end == start || a.tokens.contains(&start) && a.tokens.start < start)
        };
        doers.extend(self.actors.iter().find(leads).map(|a| self.name(a)));
        (doers, targets)
    }

    /// "a strike on Tuesday by the coalition", whatever the tree makes of it.
    fn after_by(&self, i: usize) -> Option<SmolStr> {
        let plain = |k: usize| !matches!(self.doc.token(k).pos(), "VERB" | "AUX" | "PUNCT" | "CCONJ");
        let row = (i + 1..(i + 8).min(self.doc.len())).take_while(|&k| plain(k));
        let by = row.into_iter().find(|&k| self.doc.token(k).lower() == "by")?;
        let near = self.actors.iter().filter(|a| a.how.is_certain());
        near.into_iter().find(|a| a.tokens.start > by && a.tokens.start <= by + 3).map(|a| self.name(a))
    }
}
