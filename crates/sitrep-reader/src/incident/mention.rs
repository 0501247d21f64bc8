//! Where a text speaks of an event: nouns ("the shelling"), verbs ("bombed"), and the tolls themselves ("five died").

use std::ops::Range;

use sitrep_language::{Document, Token};
use sitrep_record::{Effect, IncidentType};
use smol_str::SmolStr;

use super::tree;
use super::votes::Votes;
use super::words::{Event, Object};
use crate::assemble::Context;
use crate::place::Atlas;
use crate::time::Value;
use crate::toll::Toll;

/// What makes a place in the text speak of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// A noun of the lexicon.
    Noun,
    /// A verb of the lexicon.
    Verb,
    /// A toll, by its place among the tolls.
    Toll(usize),
}

/// One place in the text that speaks of an event.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// What makes it one.
    pub trigger: Trigger,
    /// Its words.
    pub tokens: Range<usize>,
    /// The token that stands for it in the tree.
    pub anchor: usize,
    /// The token that stands for it in the row: for a toll, its people.
    pub spot: usize,
    /// Its sentence.
    pub sent: usize,
    /// The head of its clause.
    pub clause: usize,
    /// What sort of event it tells.
    pub votes: Votes,
    /// Whether it happened, as far as the grammar tells.
    pub real: bool,
    /// Whether it is told as a custom ("regularly shelled").
    pub habit: bool,
    /// "the attack": one that was told of before.
    pub definite: bool,
    /// "another attack": one that was not.
    pub another: bool,
    /// "a series of attacks": more than one.
    pub series: bool,
    /// The places it is said to have happened at.
    pub sites: Vec<usize>,
    /// When it is said to have happened.
    pub when: Option<Value>,
    /// Who did it.
    pub agents: Vec<SmolStr>,
    /// Whom or what it hit, as far as that is a party.
    pub targets: Vec<SmolStr>,
}

impl Mention {
    /// The toll that it is.
    pub fn toll(&self) -> Option<usize> {
        match self.trigger {
            Trigger::Toll(k) => Some(k),
            _ => None,
        }
    }
}

/// Whether an event noun, or a verb that a headline's capitals hide, stands at a token; for the reader of places, who comes first.
pub(crate) fn is_event_noun(context: Context<'_>, i: usize) -> bool {
    let Some(token) = context.doc.get(i) else { return false };
    // "Strike on Syria Kills Five": a verb of a headline
    let kills = || context.lexicon.effects.is_third_person(token.lower());
    let name = token.pos() == "PROPN";
    matches!(token.pos(), "NOUN" | "PROPN")
        && (context.lexicon.events.noun(context.doc, i).is_some() || name && kills())
}

/// Whether a verb stands at a token that is done to places and not to people ("shelled"); for the reader of places.
pub(crate) fn is_done_to_places(context: Context<'_>, i: usize) -> bool {
    use IncidentType::{Airstrike, Attack, Capture, Chemical, Clash, Explosion, Shelling};
    let Some(token) = context.doc.get(i).filter(|t| t.pos() == "VERB") else { return false };
    // "rockets fell on X"
    let fell = |c: Token<'_>| c.dep() == "nsubj" && context.lexicon.weapons.at(context.doc, c.i()).is_some();
    context.lexicon.events.verb(context.doc, i).is_some_and(|(_, e)| {
        matches!(e.kind, Airstrike | Attack | Capture | Chemical | Clash | Explosion | Shelling) || e.weight <= 0.0
    }) || token.children().any(fell)
}

/// All places that speak of an event, in the order of the text. The tolls are among them.
pub(crate) fn find(context: Context<'_>, tolls: &[Toll], atlas: &Atlas) -> Vec<Mention> {
    let doc = context.doc;
    let air = has_air_war(context);
    let mut taken = vec![false; doc.len()];
    let mut mentions = Vec::new();
    for (k, toll) in tolls.iter().enumerate() {
        let mut mention = mention(doc, Trigger::Toll(k), toll.trigger..toll.trigger + 1, toll.trigger);
        let number = toll.number.as_ref().map(|n| n.start);
        mention.spot = toll.noun.or(number).unwrap_or(toll.evidence.end.saturating_sub(1));
        // A toll told by the very event ("executed 12") votes for its sort too.
        if let Some((_, event)) = context.lexicon.events.verb(doc, toll.trigger) {
            mention.votes.add_word(event, air);
        }
        if toll.effect == Effect::Displaced && mention.votes.best().is_none() {
            mention.votes.give(IncidentType::Displacement, 1.5);
        }
        taken[toll.trigger] = true;
        mentions.push(mention);
    }
    let mut i = 0;
    while i < doc.len() {
        let Some((len, mention)) = event_at(context, atlas, i, air).or_else(|| weapon_acts(context, i)) else {
            i += 1;
            continue;
        };
        // Fighters who flee are not displaced: the event counts where people are told to be.
        let idle = mention.votes.best().is_some_and(|(k, _)| k == IncidentType::Displacement)
            && !tolls
                .iter()
                .any(|t| t.effect == Effect::Displaced && doc.token(t.trigger).sent_index() == mention.sent)
            && !empties(context, atlas, &mention);
        if !idle && !taken[mention.tokens.clone()].iter().any(|t| *t) {
            mentions.push(mention);
        }
        i += len;
    }
    mentions.sort_by_key(|m| m.tokens.start);
    // "Elsewhere, …", "Separately, …"
    for m in &mut mentions {
        let sent = doc.sentence(m.sent);
        let first = sent.tokens().take(3).any(|t| matches!(t.lower(), "elsewhere" | "separately"));
        // "strikes on other areas of the province"
        let other = sent.tokens().any(|t| {
            let place = |n: Token<'_>| context.lexicon.places.descriptor(n.lower()).is_some();
            t.lower() == "other" && t.next().is_some_and(place)
        });
        m.another |= first || other && !m.definite;
    }
    mentions
}

/// Whether a word for a displacement says what place was left: "evacuees from X", "families evacuated from X", "the
/// evacuation of X". Whoever flees may be a fighter; those who are brought out are told of as people.
fn empties(context: Context<'_>, atlas: &Atlas, m: &Mention) -> bool {
    let doc = context.doc;
    let token = doc.token(m.anchor);
    let passive = token.tag() == "VBN" && !token.children().any(|c| c.dep() == "aux" && c.lemma() == "have");
    let people = token.children().any(|c| c.dep() == "dobj");
    if m.trigger == Trigger::Verb && !passive && !people {
        return false;
    }
    let hurt = |t: Token<'_>| context.lexicon.effects.state(t.lower()).is_some();
    let leaves = |t: Token<'_>| matches!(t.lower(), "left" | "leaving" | "leave");
    let leads = |i: usize| matches!(doc.token(i).lower(), "from" | "of") || leaves(doc.token(i));
    let left = |start: usize| {
        let between = m.tokens.end..start;
        doc.token(start).sent_index() == m.sent
            && between.len() <= 9
            && between.clone().any(leads)
            && !between
                .clone()
                .any(|i| matches!(doc.token(i).tag(), "VBD" | "VBZ" | "VBP" | "MD") || hurt(doc.token(i)))
    };
    let after = atlas.sites.iter().enumerate().filter(|(_, s)| s.mention.tokens.start >= m.tokens.end);
    after.into_iter().any(|(k, s)| !atlas.is_country(k) && left(s.mention.tokens.start))
        && !token.children().any(|c| c.dep().starts_with("nsubj") && hurt(c))
}

fn mention(doc: &Document, trigger: Trigger, tokens: Range<usize>, anchor: usize) -> Mention {
    Mention {
        trigger,
        tokens,
        anchor,
        spot: anchor,
        sent: doc.token(anchor).sent_index(),
        clause: tree::clause(doc, anchor),
        votes: Votes::default(),
        real: true,
        habit: false,
        definite: false,
        another: false,
        series: false,
        sites: Vec::new(),
        when: None,
        agents: Vec::new(),
        targets: Vec::new(),
    }
}

/// Whether the article tells of war from the air at all; if not, a "bombing" was on the ground and a "raid" on foot.
fn has_air_war(context: Context<'_>) -> bool {
    let doc = context.doc;
    let tells = |e: &Event| e.kind == IncidentType::Airstrike && e.weight >= 2.0;
    (0..doc.len()).any(|i| {
        context.lexicon.events.noun(doc, i).is_some_and(|(_, e)| tells(e))
            || context.lexicon.weapons.at(doc, i).is_some_and(|(_, e)| tells(e))
    })
}

fn event_at(context: Context<'_>, atlas: &Atlas, i: usize, air: bool) -> Option<(usize, Mention)> {
    let (doc, events) = (context.doc, &context.lexicon.events);
    let first = doc.token(i);
    // "regime airstrikes on the town": a plural that the tagger took for a verb
    let mistagged = |weight: f32| weight >= 3.0 && first.tag() == "VBZ" && first.lemma() != first.lower();
    let noun = events.noun(doc, i).filter(|(len, e)| is_noun(doc, i, *len) || *len == 1 && mistagged(e.weight));
    // "displaced families": what people are, not what happened
    let verb = events
        .verb(doc, i)
        .filter(|_| matches!(first.pos(), "VERB" | "AUX") && first.dep() != "amod" && !is_description(first));
    let (trigger, len, event) = match (noun, verb) {
        (Some((n, e)), Some((v, _))) if n >= v => (Trigger::Noun, n, e),
        (_, Some((v, e))) => (Trigger::Verb, v, e),
        (Some((n, e)), None) => (Trigger::Noun, n, e),
        (None, None) => return None,
    };
    let anchor = match trigger {
        Trigger::Verb => i,
        _ => doc.span(i, i + len).root().map_or(i, Token::i),
    };
    let token = doc.token(anchor);
    if trigger == Trigger::Noun && event.weight < 3.0 && modifies_other(context, token, i + len) {
        return None;
    }
    if !acts_on(context, atlas, token, event.object) {
        return None;
    }
    let mut m = mention(doc, trigger, i..i + len, anchor);
    m.votes.add_word(event, air);
    m.real = is_real(context, token);
    m.habit = is_habit(context, token);
    if trigger == Trigger::Noun {
        let article = !matches!(first.lower(), "use");
        m.definite = article
            && token.children().chain(first.children()).any(|c| {
                c.dep() == "det" && matches!(c.lower(), "the" | "this" | "that" | "these" | "those")
                    || c.dep() == "poss" && c.pos() == "PRON"
            });
        let told_apart = |c: Token<'_>| {
            events.is_another(c.lower()) && c.i() < anchor && !matches!(c.lower(), "other" | "meanwhile")
        };
        m.another = token.children().chain(first.children()).any(told_apart) || i > 0 && told_apart(doc.token(i - 1));
        let series = token.head().lower() == "of" && events.is_series(token.head().head().lemma());
        m.series = series;
    }
    Some((len, m))
}

/// "a mortar shell landed", "the car bomb went off": a weapon that does something.
fn weapon_acts(context: Context<'_>, i: usize) -> Option<(usize, Mention)> {
    let doc = context.doc;
    let (len, weapon) = context.lexicon.weapons.at(doc, i).filter(|(_, w)| w.acts)?;
    let root = doc.span(i, i + len).root().filter(|r| matches!(r.dep(), "nsubj" | "nsubjpass"))?;
    let verb = root.head();
    let past = matches!(verb.tag(), "VBD" | "VBN")
        && verb.pos() == "VERB"
        && context.lexicon.events.verb(doc, verb.i()).is_none();
    let harmless = matches!(
        verb.lemma(),
        "say" | "be" | "have" | "see" | "use" | "make" | "find" | "kill" | "wound" | "injure" | "claim"
    );
    if !past || harmless || context.lexicon.events.is_unreal(verb.lemma()) || !is_real(context, verb) {
        return None;
    }
    let mut m = mention(doc, Trigger::Verb, verb.i()..verb.i() + 1, verb.i());
    m.votes.add(weapon, 1.0);
    Some((len, m))
}

/// Whether a phrase of the noun list is used as a noun.
fn is_noun(doc: &Document, i: usize, len: usize) -> bool {
    let last = doc.token(i + len - 1);
    if len > 1 {
        return !matches!(last.tag(), "VBD" | "VBN") && !last.children().any(|c| c.dep() == "nsubj");
    }
    match last.pos() {
        "NOUN" | "PROPN" => true,
        // "shelling" as a gerund; "strikes" that the tagger took for a verb after its modifier
        "VERB" => {
            last.tag() == "VBG"
                && !last.children().any(|c| matches!(c.dep(), "nsubj" | "aux" | "dobj"))
                && last.dep() != "advcl"
        }
        "ADJ" | "X" => true,
        _ => false,
    }
}

/// "a coalition fighting the group": what a party is, not what happened.
fn is_description(verb: Token<'_>) -> bool {
    verb.tag() == "VBG" && verb.dep() == "acl" && matches!(verb.lemma(), "fight" | "battle")
}

/// "attack plan", "combat troops": the noun only tells which plan, which troops.
fn modifies_other(context: Context<'_>, token: Token<'_>, end: usize) -> bool {
    if token.dep() != "compound" {
        return false;
    }
    let head = token.head();
    let event = context.lexicon.events.noun(context.doc, head.i()).is_some();
    let weapon = context.lexicon.weapons.at(context.doc, head.i()).is_some();
    head.i() >= end && !event && !weapon
}

/// Whether a verb acts on what its event needs.
fn acts_on(context: Context<'_>, atlas: &Atlas, token: Token<'_>, object: Option<Object>) -> bool {
    let Some(object) = object else { return true };
    let doc = context.doc;
    let things: Vec<Token<'_>> = token
        .children()
        .filter(|c| {
            matches!(c.dep(), "dobj" | "nsubjpass") || c.dep() == "prep" && matches!(c.lower(), "of" | "over" | "into")
        })
        .map(|c| if c.dep() == "prep" { c.children().find(|p| p.dep() == "pobj").unwrap_or(c) } else { c })
        .flat_map(tree::conjuncts)
        .collect();
    let is_place = |t: Token<'_>| {
        let word = context.lexicon.places.descriptor(t.lower()).is_some()
            || context.lexicon.places.descriptor(t.lemma()).is_some();
        let ground = matches!(
            t.lemma(),
            "position" | "territory" | "ground" | "hilltop" | "control" | "post" | "land" | "village"
        );
        let part = matches!(t.lemma(), "part" | "most" | "all" | "several")
            && t.subtree_span().tokens().any(|s| context.lexicon.places.descriptor(s.lower()).is_some());
        word || ground || part || atlas.sites.iter().any(|s| s.mention.tokens.contains(&t.i()))
    };
    match object {
        Object::Any => !things.is_empty(),
        Object::Place => things.iter().any(|t| is_place(*t)),
        Object::People => {
            !things.is_empty()
                && !things
                    .iter()
                    .any(|t| is_place(*t) || context.lexicon.events.noun(doc, t.i()).is_some() || t.lemma() == "plan")
        }
        Object::Weapon => token
            .subtree_span()
            .tokens()
            .any(|t| context.lexicon.weapons.at(doc, t.i()).is_some() && t.ancestors().take(4).any(|a| a == token)),
    }
}

/// Whether an event is told as one that happened: not as planned, feared, threatened, ended, denied or supposed.
fn is_real(context: Context<'_>, token: Token<'_>) -> bool {
    let events = &context.lexicon.events;
    // "since fighting broke out": what came before, not what happened
    if (1..=2).any(|back| token.i().checked_sub(back).is_some_and(|i| context.doc.token(i).lower() == "since")) {
        return false;
    }
    let mut at = token;
    for step in 0..4 {
        if matches!(at.pos(), "VERB" | "AUX") {
            let child = |f: &dyn Fn(Token<'_>) -> bool| at.children().any(f);
            let perfect = child(&|c| c.dep() == "aux" && c.lemma() == "have");
            let modal = child(&|c| c.tag() == "MD");
            let infinitive = at.tag() == "VB" && child(&|c| c.lower() == "to" && c.tag() == "TO") && !perfect;
            let negated = child(&|c| c.dep() == "neg");
            let supposed = child(&|c| c.dep() == "mark" && matches!(c.lower(), "if" | "unless" | "whether"));
            let begun = at.dep() == "xcomp"
                && matches!(at.head().lemma(), "continue" | "begin" | "start" | "manage" | "resume" | "go" | "try");
            if (modal && !perfect) || supposed || (step == 0 && negated) || (infinitive && !begun) {
                return false;
            }
        }
        if at.is_root() {
            break;
        }
        let complement = matches!(at.dep(), "xcomp" | "dobj" | "pobj" | "pcomp" | "prep" | "nsubjpass" | "compound");
        let head = at.head();
        if at.dep() == "ccomp" && matches!(head.lemma(), "deny" | "dismiss" | "reject") {
            return false;
        }
        if complement && events.is_unreal(head.lemma()) && !matches!(at.dep(), "compound") {
            return false;
        }
        // "an end to the bombing"
        let passes = complement || matches!(at.dep(), "conj" | "acl" | "amod" | "poss");
        if !passes {
            break;
        }
        at = head;
    }
    let mut before = token.children().filter(|c| c.i() < token.i());
    !before.any(|c| c.dep() == "neg" || c.dep() == "det" && c.lower() == "no")
}

/// "regularly shelled", "has often targeted".
fn is_habit(context: Context<'_>, token: Token<'_>) -> bool {
    let verb = if matches!(token.pos(), "VERB" | "AUX") { Some(token) } else { tree::verb_of(context.doc, token.i()) };
    let near = |v: Token<'_>| v.children().any(|c| context.lexicon.events.is_habit(c.lower()));
    verb.is_some_and(near) || token.prev().is_some_and(|p| context.lexicon.events.is_habit(p.lower()))
}
