//! Who a noun phrase stands for: its canonical name and kind, with short forms and pronouns resolved in the article.

use std::ops::Range;

use rustc_hash::FxHashMap;
use sitrep_language::{Document, Token};
use sitrep_record::{Source, SourceKind};
use smol_str::SmolStr;

use super::phrase;
use super::scene::Scene;
use super::words::{Noun, Role};
use crate::actor::{ActorKind, ActorMention, How, fold};

/// A speaker as named once, to which short forms lead back.
#[derive(Debug, Clone)]
struct Named {
    source: Source,
    /// The folded words of the phrase that named it.
    words: Vec<SmolStr>,
    /// Whether it is one person ("he", "she").
    person: bool,
}

/// Names speakers in the order of the text, remembering those named before.
pub(crate) struct Speakers<'s, 'd> {
    scene: &'s Scene<'d>,
    named: Vec<Named>,
    people: FxHashMap<SmolStr, Source>,
}

/// Few recursive steps are ever needed; more would be a loop.
const DEPTH: u8 = 4;

impl<'s, 'd> Speakers<'s, 'd> {
    /// Nobody is known yet.
    pub fn new(scene: &'s Scene<'d>) -> Self {
        Speakers { scene, named: Vec::new(), people: FxHashMap::default() }
    }

    fn doc(&self) -> &'d Document {
        self.scene.doc
    }

    /// The last speaker named.
    pub fn last(&self) -> Option<&Source> {
        self.named.last().map(|n| &n.source)
    }

    /// Who the phrase with this head stands for, remembered for later short forms.
    pub fn resolve(&mut self, head: usize) -> Option<Source> {
        let source = self.name(head, DEPTH)?;
        let from = phrase::start(self.doc(), head);
        let token = self.doc().token(head);
        let mut words: Vec<SmolStr> =
            self.doc().span(from, head + 1).tokens().filter(|t| t.tag() != "POS").map(|t| fold(t.text())).collect();
        if let Some((range, noun)) = self.scene.noun(head) {
            words.push(fold(&noun.word));
            words.extend(self.doc().span(range.start, range.end).tokens().map(|t| fold(t.lemma())));
        }
        if self.scene.is_speaking_pronoun(token)
            && let Some(at) = self.named.iter().rposition(|n| n.source == source)
        {
            let again = self.named.remove(at);
            self.named.push(again);
            return Some(source);
        }
        let short = from == head && self.named.iter().any(|n| n.source == source);
        if short && let Some(at) = self.named.iter().rposition(|n| n.source == source) {
            let mut again = self.named.remove(at);
            again.words.extend(words);
            self.named.push(again);
            return Some(source);
        }
        words.extend(source.name.split_whitespace().map(fold));
        let singular = token.tag() == "NN" || token.tag() == "NNP";
        let person = self.is_person(head)
            || self.person_after(head).is_some()
            || singular
                && matches!(
                    self.scene.role(head),
                    Some(Role::People | Role::Spokesman | Role::Office | Role::Head | Role::Minister | Role::Source)
                );
        self.named.push(Named { source: source.clone(), words, person });
        Some(source)
    }

    /// Makes a source known that the grammar did not name as a speaker.
    pub fn remember(&mut self, source: &Source) {
        let words = source.name.split_whitespace().map(fold).collect();
        self.named.push(Named { source: source.clone(), words, person: false });
    }

    fn name(&mut self, head: usize, depth: u8) -> Option<Source> {
        let depth = depth.checked_sub(1)?;
        let token = self.doc().token(head);
        if self.scene.is_speaking_pronoun(token) {
            return self.pronoun(token);
        }
        if matches!(token.lower(), "one" | "another" | "some" | "many" | "others" | "both" | "several")
            && token.pos() != "PROPN"
        {
            return self.one_of(head, depth);
        }
        let from = phrase::start(self.doc(), head);
        let phrase = from..head + 1;
        if let Some(source) = self.known_body(&phrase, depth) {
            return Some(source);
        }
        if let Some(person) = self.person_at(head) {
            return self.person(person, from, depth);
        }
        let actor = self.actor_in(&phrase);
        if let Some((range, noun)) = self.scene.noun(head) {
            return self.by_noun(range, noun, &phrase, actor, depth);
        }
        if let Some(actor) = actor {
            if actor.how == How::Demonym {
                return Some(other(phrase::text(self.doc(), phrase), SourceKind::Other));
            }
            return Some(self.party(&actor));
        }
        let entity = token
            .entity()
            .filter(|e| matches!(e.label(), "ORG" | "NORP" | "GPE" | "FAC" | "PRODUCT" | "WORK_OF_ART" | "LOC"));
        match (entity, token.pos()) {
            (Some(_), _) | (None, "PROPN") => {
                let start = phrase::name_start(self.doc(), phrase.clone());
                Some(other(phrase::text(self.doc(), start..phrase.end), SourceKind::Other))
            }
            _ => Some(other(phrase::text(self.doc(), phrase), SourceKind::Other)),
        }
    }

    // --- bodies -----------------------------------------------------------------------------------------------------

    /// A known body inside the phrase speaks, itself or by its people.
    fn known_body(&mut self, phrase: &Range<usize>, depth: u8) -> Option<Source> {
        let head = phrase.end - 1;
        let (range, body) = phrase.clone().rev().find_map(|i| self.scene.body(i))?;
        let mut named = Source { name: body.name.to_string(), kind: body.kind };
        // "Kenya Red Cross"
        if body.kind == SourceKind::Rescuer
            && range.start > phrase.start
            && let Some(actor) = self.scene.actor(range.start - 1)
            && matches!(actor.how, How::Country | How::Demonym)
        {
            named.name = phrase::text(self.doc(), range.start - 1..range.end);
        }
        if range.contains(&head) || range.end > head {
            return Some(named);
        }
        // the body only describes the head: "Observatory chief", "UN investigators", "AFP correspondent"
        if self.is_person(head) {
            return match self.role_between(range.end, head) {
                Some((_, Role::People)) => None,
                _ => Some(named),
            };
        }
        match self.scene.noun(head) {
            Some((_, noun)) => match noun.role {
                Role::People if matches!(body.kind, SourceKind::Un) => {
                    let text = phrase::text(self.doc(), phrase.clone());
                    Some(other(text, SourceKind::Un))
                }
                Role::People | Role::Spokesman | Role::Reporter | Role::Text | Role::Group | Role::Source => {
                    Some(named)
                }
                Role::Body => {
                    let rest: Vec<&str> = self
                        .doc()
                        .span(range.end, phrase.end)
                        .tokens()
                        .filter(|t| t.tag() != "POS")
                        .map(|t| t.text())
                        .collect();
                    let name = if rest.len() > 4 { named.name } else { format!("{} {}", body.name, rest.join(" ")) };
                    Some(Source { name, kind: body.kind })
                }
                _ => None,
            },
            None => {
                let _ = depth;
                Some(named)
            }
        }
    }

    fn party(&self, actor: &ActorMention) -> Source {
        let kind = match actor.kind {
            ActorKind::Government | ActorKind::Proxy => SourceKind::Official,
            ActorKind::Military | ActorKind::Police => SourceKind::Military,
            ActorKind::ArmedGroup | ActorKind::Gang => SourceKind::ArmedGroup,
            ActorKind::Coalition => SourceKind::Military,
        };
        if matches!(actor.how, How::Force | How::HomeForce)
            && matches!(actor.kind, ActorKind::Military | ActorKind::Police)
            && let Some(state) = actor.country.as_deref().and_then(|c| self.states_by(c))
        {
            // "the army", "Israel's military" → "Israeli military"
            let range = actor.tokens.clone();
            let noun: Vec<&str> = self
                .doc()
                .span(range.start, range.end)
                .tokens()
                .skip_while(|t| self.is_state_word(t.i(), actor))
                .filter(|t| t.tag() != "POS" && t.text() != "-")
                .map(|t| t.text())
                .collect();
            let noun = noun.join(" ");
            if !noun.is_empty() {
                return Source { name: format!("{} {}", state.adjective, noun), kind };
            }
        }
        Source { name: actor.name.to_string(), kind }
    }

    fn is_state_word(&self, i: usize, actor: &ActorMention) -> bool {
        if actor.how == How::HomeForce {
            return false;
        }
        let token = self.doc().token(i);
        token.tag() == "POS"
            || token.text() == "-"
            || i == actor.tokens.start
            || token.entity().is_some_and(|e| e.label() == "GPE") && i < actor.tokens.end - 1
    }

    fn states_by(&self, code: &str) -> Option<&'d crate::actor::State> {
        self.scene.states.state(code)
    }

    fn actor_in(&self, phrase: &Range<usize>) -> Option<ActorMention> {
        phrase.clone().rev().find_map(|i| self.scene.actor(i)).cloned()
    }

    // --- people -----------------------------------------------------------------------------------------------------

    fn is_person(&self, i: usize) -> bool {
        self.person_at(i).is_some()
    }

    /// The tokens of the person's name that holds a token.
    fn person_at(&self, i: usize) -> Option<Range<usize>> {
        let token = self.doc().token(i);
        if token.pos() != "PROPN" && token.entity().is_none_or(|e| e.label() != "PERSON") {
            return None;
        }
        let entity = token.entity().filter(|e| e.label() == "PERSON");
        if let Some(e) = entity {
            // a role or a body inside is no part of the name
            let mut start = e.start();
            for k in e.start()..=i {
                if self.scene.noun(k).is_some() || (self.scene.body(k).is_some()) {
                    start = k + 1;
                }
            }
            return (start <= i).then_some(start..e.end().max(i + 1));
        }
        let word = fold(token.text());
        self.people.contains_key(&word).then_some(i..i + 1)
    }

    fn person_after(&self, head: usize) -> Option<Range<usize>> {
        self.doc()
            .get(head + 1)
            .filter(|t| !t.is_sent_start())
            .and_then(|t| self.person_at(t.i()))
            .filter(|r| r.start == head + 1)
    }

    /// The last role word in `from..to`; a rank only where there is no other.
    fn role_between(&self, from: usize, to: usize) -> Option<(usize, Role)> {
        let rank = |n: &Noun| {
            matches!(
                n.word.as_str(),
                "captain" | "colonel" | "major" | "general" | "lieutenant" | "brigadier" | "sheikh" | "imam"
            )
        };
        let roles = || (from..to).rev().filter_map(|i| self.scene.noun(i).map(|(_, n)| (i, n)));
        roles().find(|(_, n)| !rank(n)).or_else(|| roles().next()).map(|(i, n)| (i, n.role))
    }

    fn person(&mut self, person: Range<usize>, from: usize, depth: u8) -> Option<Source> {
        let doc = self.doc();
        let mut start = person.start;
        while start < person.end
            && matches!(
                doc.token(start).lower().trim_end_matches('.'),
                "mr" | "mrs" | "ms" | "dr" | "president" | "general"
            )
        {
            start += 1;
        }
        let name = phrase::text(doc, start.min(person.end - 1)..person.end);
        let surname = fold(doc.token(person.end - 1).text());
        // "civil defence official Ibrahim …"
        let before = (from < person.start).then(|| self.role_between(from, person.start)).flatten();
        let rank = |at: usize| self.scene.noun(at).is_some_and(|(_, n)| is_rank(&n.word));
        let found = match before {
            Some((at, _)) if rank(at) => None,
            Some((at, role)) => self.role_holder(at, role, &name, depth),
            None => None,
        };
        let found = found.or_else(|| self.apposed(person.end, &name, depth));
        if let Some(source) = found {
            for i in person.clone() {
                let word = fold(doc.token(i).text());
                if word.chars().count() > 2 && word != "al" {
                    self.people.insert(word, source.clone());
                }
            }
            return Some(source);
        }
        if let Some(source) = self.people.get(&surname) {
            return Some(source.clone());
        }
        let source = other(name, SourceKind::Other);
        self.people.insert(surname, source.clone());
        Some(source)
    }

    /// Who a person with a role at `at` speaks for.
    fn role_holder(&mut self, at: usize, role: Role, name: &str, depth: u8) -> Option<Source> {
        let (_, noun) = self.scene.noun(at)?;
        match role {
            Role::People => {
                let from = phrase::start(self.doc(), at);
                let described = from < at;
                let plain = matches!(
                    noun.kind,
                    SourceKind::Activist | SourceKind::Resident | SourceKind::Media | SourceKind::ArmedGroup
                );
                if plain || !described {
                    return Some(other(name.to_owned(), noun.kind));
                }
                self.name(at, depth)
            }
            Role::Source => Some(other(name.to_owned(), SourceKind::Other)),
            // "a religious leader" speaks for himself, "an SDF leader" does not
            Role::Spokesman
                if matches!(noun.word.as_str(), "leader" | "representative" | "chairman" | "manager" | "director") =>
            {
                let from = phrase::start(self.doc(), at);
                let of = phrase::object_after(self.doc(), at + 1, &["of", "for", "at"]);
                let body = (from..at).chain(of.into_iter().flatten()).any(|i| self.speaks_as_body(i));
                if body { self.name(at, depth) } else { Some(other(name.to_owned(), noun.kind)) }
            }
            Role::Text | Role::Body | Role::Group => {
                Some(other(name.to_owned(), noun.kind)).filter(|_| role == Role::Text).or_else(|| self.name(at, depth))
            }
            _ => self.name(at, depth),
        }
    }

    /// "…, a spokesman for the ministry", "… of the Observatory", "… manager of Al-Quds hospital".
    fn apposed(&mut self, after: usize, name: &str, depth: u8) -> Option<Source> {
        let doc = self.doc();
        if let Some(object) = phrase::object_after(doc, after, &["of", "from", "with"])
            && self.speaks_as_body(object.end - 1)
        {
            return self.name(object.end - 1, depth);
        }
        let who = after + usize::from(doc.get(after).is_some_and(|t| t.text() == ","));
        if doc.get(who).is_some_and(|t| t.lower() == "who")
            && doc
                .get(who + 1)
                .is_some_and(|t| matches!(t.lemma(), "run" | "head" | "lead" | "direct" | "manage" | "coordinate"))
            && let Some(head) = (who + 2..(who + 10).min(doc.len()))
                .take_while(|&i| !doc.token(i).is_sent_start())
                .find(|&i| self.speaks_as_body(i))
        {
            return self.name(head, depth);
        }
        for i in after..(after + 9).min(doc.len()) {
            let token = doc.token(i);
            if token.is_sent_start() || matches!(token.pos(), "VERB" | "AUX") || matches!(token.text(), "\"" | ";") {
                return None;
            }
            if i > after && token.text() == "," {
                return None;
            }
            if let Some((_, noun)) = self.scene.noun(i) {
                // the head of the apposition is the last noun of its row
                if doc
                    .get(i + 1)
                    .is_some_and(|t| matches!(t.pos(), "NOUN" | "PROPN") && !t.is_sent_start() && !phrase::is_when(t))
                    && self.scene.noun(i + 1).is_some()
                {
                    continue;
                }
                return self.role_holder(i, noun.role, name, depth);
            }
        }
        None
    }

    fn speaks_as_body(&self, i: usize) -> bool {
        self.scene.body(i).is_some()
            || matches!(self.scene.role(i), Some(Role::Body | Role::Group))
            || self.scene.actor(i).is_some_and(|a| a.how.is_certain())
            || self.doc().token(i).entity().is_some_and(|e| e.label() == "ORG")
    }

    // --- words for speakers -----------------------------------------------------------------------------------------

    fn by_noun(
        &mut self,
        range: Range<usize>,
        noun: &Noun,
        phrase: &Range<usize>,
        actor: Option<ActorMention>,
        depth: u8,
    ) -> Option<Source> {
        let doc = self.doc();
        let head = phrase.end - 1;
        let bare = range.start <= phrase::name_start(doc, phrase.clone());
        let definite =
            phrase.start.checked_sub(1).is_some_and(|i| matches!(doc.token(i).lower(), "the" | "that" | "this"));
        // "Governor Oleh …", "activist Khaled …": the person follows
        if let Some(person) = self.person_after(head)
            && matches!(noun.role, Role::Office | Role::Spokesman | Role::Head | Role::Minister | Role::People)
            && depth > 0
        {
            let name = phrase::text(doc, person.clone());
            let source = self.role_holder_of(noun, phrase, actor, &name, depth)?;
            for i in person {
                let word = fold(doc.token(i).text());
                if word.chars().count() > 2 {
                    self.people.insert(word, source.clone());
                }
            }
            return Some(source);
        }
        if let Some(actor) = actor.as_ref().filter(|a| a.how == How::HomeForce && a.tokens.contains(&head))
            && noun.role == Role::Body
            && bare
        {
            return Some(self.party(actor));
        }
        let followed = phrase::object_after(doc, phrase.end, &["of", "for", "at"]).is_some();
        if bare && matches!(noun.word.as_str(), "coalition" | "alliance") {
            let coalition = self.scene.actors.iter().filter(|a| a.kind == ActorKind::Coalition);
            if let Some(actor) = coalition.min_by_key(|a| (a.tokens.start > head, a.tokens.start.abs_diff(head))) {
                return Some(self.party(actor));
            }
        }
        if bare
            && (definite || phrase.start == 0 || range.start == phrase.start)
            && noun.role == Role::Body
            && !followed
            && let Some(body) = self.scene.named_by_word(&fold(&noun.word), head)
            && (definite || doc.token(head).text().chars().next().is_some_and(char::is_uppercase))
        {
            return Some(Source { name: body.name.to_string(), kind: body.kind });
        }
        if matches!(noun.role, Role::Body | Role::Group)
            && let Some(source) = self.apposition(phrase, depth)
        {
            return Some(source);
        }
        if bare
            && definite
            && !followed
            && noun.role != Role::Text
            && let Some(source) = self.short_form(noun, &range)
        {
            return Some(source);
        }
        self.noun_phrase(noun, &range, phrase, actor, depth)
    }

    /// "Airwatch, a monitoring group", "a volunteer group, the Resistance Committee": the name beside the kind.
    fn apposition(&mut self, phrase: &Range<usize>, depth: u8) -> Option<Source> {
        let doc = self.doc();
        let article = doc.token(phrase.start.checked_sub(1)?);
        if !matches!(article.lower(), "a" | "an" | "another") {
            return None;
        }
        let named = |i: usize| doc.get(i).is_some_and(|t| t.pos() == "PROPN");
        let mut left = article.i().checked_sub(1)?;
        let body = |i: usize| self.scene.body(i).is_some() || doc.token(i).entity().is_some_and(|e| e.label() == "ORG");
        if named(left) && body(left) && doc.token(left).sent_index() == article.sent_index() {
            return self.name(left, depth);
        }
        if matches!(doc.token(left).lower(), "however" | "," | "(" | "-" | "—") {
            while left > 0 && matches!(doc.token(left).lower(), "however" | "," | "(" | "-" | "—") {
                left -= 1;
            }
            if named(left) && doc.token(left).sent_index() == article.sent_index() {
                return self.name(left, depth);
            }
        }
        if doc.get(phrase.end).is_some_and(|t| t.text() == ",") {
            let mut right = phrase.end + 1;
            while doc.get(right).is_some_and(|t| t.pos() == "DET" || t.pos() == "ADJ" && !named(right)) {
                right += 1;
            }
            let from = right;
            while doc.get(right).is_some_and(|t| {
                matches!(t.pos(), "PROPN") || (right > from && matches!(t.lower(), "for" | "of" | "and" | "the" | "-"))
            }) {
                right += 1;
            }
            if right > from && doc.get(right).is_some_and(|t| t.text() == ",") {
                if let Some((_, body)) = (from..right).find_map(|i| self.scene.body(i)) {
                    return Some(Source { name: body.name.to_string(), kind: body.kind });
                }
                let kind = self.scene.noun(phrase.end - 1).map_or(SourceKind::Other, |(_, n)| n.kind);
                return Some(other(phrase::text(doc, from..right), kind));
            }
        }
        None
    }

    fn role_holder_of(
        &mut self,
        noun: &Noun,
        phrase: &Range<usize>,
        actor: Option<ActorMention>,
        name: &str,
        depth: u8,
    ) -> Option<Source> {
        let range = phrase.end - 1..phrase.end;
        match noun.role {
            Role::People
                if matches!(noun.kind, SourceKind::Activist | SourceKind::Resident | SourceKind::ArmedGroup)
                    || phrase.len() == 1 =>
            {
                Some(other(name.to_owned(), noun.kind))
            }
            _ => self.noun_phrase(noun, &range, phrase, actor, depth),
        }
    }

    fn noun_phrase(
        &mut self,
        noun: &Noun,
        range: &Range<usize>,
        phrase: &Range<usize>,
        actor: Option<ActorMention>,
        depth: u8,
    ) -> Option<Source> {
        let doc = self.doc();
        let head = phrase.end - 1;
        match noun.role {
            Role::People => Some(self.people_phrase(noun, phrase, actor)),
            Role::Source => Some(self.source_phrase(noun, phrase, depth)),
            Role::Body => Some(self.body_phrase(noun, phrase, actor)),
            Role::Group => {
                let named = self.scene.named_of_kind(noun.kind);
                let proper = doc
                    .span(phrase.start, range.start.max(phrase.start))
                    .tokens()
                    .any(|t| t.pos() == "PROPN" && self.scene.actor(t.i()).is_none());
                let plural = matches!(doc.token(head).tag(), "NNS" | "NNPS");
                match named {
                    Some(body) if !proper && !plural => Some(Source { name: body.name.to_string(), kind: body.kind }),
                    _ => Some(other(phrase::text(doc, phrase::name_start(doc, phrase.clone())..phrase.end), noun.kind)),
                }
            }
            Role::Spokesman => self.spokesman(noun, range, phrase, actor, depth),
            Role::Office => Some(self.office(noun, range, phrase)),
            Role::Head => match actor.or_else(|| self.actor_object(head)) {
                Some(actor) => Some(Source { name: actor.name.to_string(), kind: SourceKind::Official }),
                None if phrase::object_after(doc, head + 1, &["of"])
                    .is_some_and(|o| self.scene.noun(o.end - 1).is_some()) =>
                {
                    let object = phrase::object_after(doc, head + 1, &["of"])?;
                    self.name(object.end - 1, depth)
                }
                None => match self.person_after(head) {
                    Some(person) => Some(other(phrase::text(doc, person), SourceKind::Official)),
                    None => Some(other(phrase::text(doc, phrase.clone()), SourceKind::Official)),
                },
            },
            Role::Minister => Some(self.ministry_of_minister(range, phrase)),
            Role::Reporter => {
                let own = phrase.start.checked_sub(1).is_some_and(|i| doc.token(i).lower() == "our");
                if own && let Some(outlet) = self.scene.outlet {
                    return Some(other(outlet.to_owned(), SourceKind::Media));
                }
                let source = (phrase.start..range.start)
                    .rev()
                    .find_map(|i| self.scene.body(i))
                    .map(|(_, b)| Source { name: b.name.to_string(), kind: b.kind });
                source
                    .or_else(|| self.outlet(phrase))
                    .or_else(|| Some(other(phrase::text(doc, phrase.clone()), SourceKind::Media)))
            }
            Role::Text => self.text_owner(phrase, range, actor, depth),
        }
    }

    fn outlet(&self, phrase: &Range<usize>) -> Option<Source> {
        let token = self.doc().token(phrase.start);
        (phrase.len() > 1 && token.pos() == "PROPN").then(|| other(token.text().to_owned(), SourceKind::Media))
    }

    fn actor_object(&self, head: usize) -> Option<ActorMention> {
        let object = phrase::object_after(self.doc(), head + 1, &["of"])?;
        self.actor_in(&object)
    }

    fn people_phrase(&self, noun: &Noun, phrase: &Range<usize>, actor: Option<ActorMention>) -> Source {
        let doc = self.doc();
        let start = phrase::name_start(doc, phrase.clone());
        let mut name = phrase::text(doc, start..phrase.end);
        let kind = match (noun.kind, actor) {
            (_, Some(a)) if a.how.is_certain() => self.party(&a).kind,
            (kind, _) => kind,
        };
        // "a civil defence official" speaks for the civil defence
        let describing: Option<&Noun> = (start..phrase.end - 1).rev().find_map(|i| self.scene.noun(i)).map(|(_, n)| n);
        if let Some(at) = (start..phrase.end - 1)
            .rev()
            .find(|&i| self.scene.noun(i).is_some_and(|(_, n)| n.role == Role::Body && n.word.contains(' ')))
        {
            let (inner, _) = self.scene.noun(at).unwrap_or((at..at + 1, noun));
            let strange =
                doc.span(start, inner.start).tokens().any(|t| t.pos() == "PROPN" && self.scene.actor(t.i()).is_none());
            if strange {
                name = phrase::text(doc, inner.start..phrase.end);
            }
        }
        if let Some(n) = describing
            && matches!(n.word.as_str(), "civil defence" | "civil defense")
            && noun.kind == SourceKind::Official
            && let Some(adjective) = self.scene.adjective.clone()
        {
            return Source { name: format!("{adjective} Civil Defence"), kind: SourceKind::Rescuer };
        }
        let kind = match describing {
            Some(n) if n.role == Role::Body && kind == SourceKind::Official => n.kind,
            _ => kind,
        };
        if let Some(object) = phrase::object_after(doc, phrase.end, &["at", "in", "from", "of"]) {
            let institution = (object.clone())
                .any(|i| matches!(self.scene.role(i), Some(Role::Body)) || self.scene.body(i).is_some());
            if institution && phrase.len() <= 2 {
                name = format!("{name} {} {}", doc.token(phrase.end).lower(), phrase::text(doc, object));
            }
        }
        other(name, kind)
    }

    fn source_phrase(&mut self, noun: &Noun, phrase: &Range<usize>, depth: u8) -> Source {
        let doc = self.doc();
        let start = phrase::name_start(doc, phrase.clone());
        let mut name = phrase::text(doc, start..phrase.end);
        let kind = self.kind_of_words(start..phrase.end).unwrap_or(noun.kind);
        if let Some(object) = phrase::object_after(doc, phrase.end, &["at", "in", "from", "within", "inside", "with"]) {
            let last = object.end - 1;
            if matches!(self.scene.role(last), Some(Role::Body)) || self.scene.body(last).is_some() {
                if phrase.len() == 1 {
                    if let Some(source) = self.name(last, depth) {
                        return source;
                    }
                }
                name = format!("{name} at {}", phrase::text(doc, object));
            } else if let Some(actor) = self.actor_in(&object).filter(|a| a.how == How::Name) {
                return self.party(&actor);
            } else {
                name = format!("{name} in {}", phrase::text(doc, object));
            }
        }
        other(name, kind)
    }

    /// The kind that describing words give a source ("military source", "medical sources").
    fn kind_of_words(&self, words: Range<usize>) -> Option<SourceKind> {
        self.doc().span(words.start, words.end).tokens().rev().skip(1).find_map(|t| match t.lower() {
            "military" | "army" | "security" => Some(SourceKind::Military),
            "medical" | "hospital" | "health" => Some(SourceKind::Medic),
            "opposition" | "activist" => Some(SourceKind::Activist),
            "rebel" | "insurgent" | "jihadist" => Some(SourceKind::ArmedGroup),
            "local" | "tribal" => Some(SourceKind::Resident),
            "government" | "diplomatic" | "police" | "official" => Some(SourceKind::Official),
            _ => None,
        })
    }

    /// The adjective of the country that a phrase tells, by a demonym, a genitive or a capital's.
    fn adjective(&self, phrase: &Range<usize>) -> Option<SmolStr> {
        phrase.clone().find_map(|i| {
            let actor = self.scene.actor(i)?;
            let state = self.states_by(actor.country.as_deref()?)?;
            matches!(actor.how, How::Country | How::Demonym | How::Metonym | How::Force)
                .then(|| state.adjective.clone())
        })
    }

    /// Words of a phrase that are neither a country's name or demonym nor a genitive.
    fn plain_words(&self, phrase: Range<usize>) -> Vec<&'d str> {
        let doc = self.doc();
        let genitive = phrase.clone().rev().find(|&i| doc.token(i).tag() == "POS");
        let from = genitive.map_or(phrase.start, |g| g + 1);
        (from..phrase.end)
            .filter(|&i| {
                let state = self.scene.actor(i).is_some_and(|a| {
                    matches!(a.how, How::Country | How::Demonym | How::Metonym)
                        || (a.how == How::Force && i == a.tokens.start)
                });
                !state && !matches!(doc.token(i).text(), "-")
            })
            .map(|i| doc.token(i).text())
            .collect()
    }

    fn body_phrase(&mut self, noun: &Noun, phrase: &Range<usize>, actor: Option<ActorMention>) -> Source {
        let doc = self.doc();
        let start = phrase::name_start(doc, phrase.clone());
        let word = noun.word.as_str();
        if word == "ministry" {
            return self.ministry(start..phrase.end);
        }
        if matches!(noun.kind, SourceKind::StateMedia) {
            let tail = match word {
                "state tv" => "state television",
                other => other,
            };
            let adjective = self.adjective(&(start..phrase.end)).or_else(|| self.scene.adjective.clone());
            return Source { name: adjective.map_or(tail.to_owned(), |a| format!("{a} {tail}")), kind: noun.kind };
        }
        // "state-run news agency", "official media"
        let states = phrase.start < start
            && (phrase.start..start).any(|i| matches!(doc.token(i).lower(), "state" | "official"))
            && matches!(word, "news agency" | "agency" | "television" | "tv" | "radio" | "newspaper" | "broadcaster" | "channel");
        if states {
            let named = self.scene.named_of_kind(SourceKind::StateMedia);
            if let Some(body) = named.filter(|_| word.contains("agency")) {
                return Source { name: body.name.to_string(), kind: body.kind };
            }
            let adjective = self.adjective(phrase).or_else(|| self.scene.adjective.clone());
            let tail = if word == "tv" { "television" } else { word };
            let name = adjective.map_or(format!("state {tail}"), |a| format!("{a} state {tail}"));
            return Source { name, kind: SourceKind::StateMedia };
        }
        if let Some(actor) = &actor
            && actor.tokens.end == phrase.end
            && actor.how.is_certain()
        {
            return self.party(actor);
        }
        if matches!(word, "regime" | "government" | "administration" | "junta")
            && let Some(actor) = &actor
            && actor.how != How::Generic
        {
            return Source { name: actor.name.to_string(), kind: SourceKind::Official };
        }
        let genitive = (start..phrase.end).rev().find(|&i| doc.token(i).tag() == "POS");
        let own = genitive.filter(|&g| {
            g > start
                && matches!(
                    doc.token(g - 1).lower(),
                    "territory" | "country" | "nation" | "enclave" | "province" | "kingdom" | "region"
                )
        });
        let known = self.adjective(&(start..phrase.end)).or_else(|| own.and(self.scene.adjective.clone()));
        let mut name = match (genitive, known) {
            (Some(g), Some(adjective)) => format!("{adjective} {}", phrase::text(doc, g + 1..phrase.end)),
            _ => phrase::text(doc, start..phrase.end),
        };
        let official = matches!(
            word,
            "general staff"
                | "army"
                | "military"
                | "air force"
                | "navy"
                | "civil defence"
                | "civil defense"
                | "police force"
                | "presidency"
                | "parliament"
        );
        if official
            && phrase.end - start <= 2
            && self.adjective(&(start..phrase.end)).is_none()
            && let Some(adjective) = self.scene.adjective.clone()
        {
            name = format!("{adjective} {name}");
        }
        // "Unified Medical Office in Eastern Ghouta", "local council of the city of Afrin", "Ministry of …"
        if let Some(object) = phrase::object_after(doc, phrase.end, &["of", "in", "for"])
            && (doc.token(phrase.end).lower() != "in" || phrase.len() > 1 && doc.token(phrase.start).pos() == "PROPN")
            && doc.span(object.start, object.end).tokens().any(|t| t.pos() == "PROPN")
            && object.len() <= 6
        {
            name = format!("{name} {} {}", doc.token(phrase.end).lower(), phrase::text(doc, object));
        }
        let kind = match actor {
            Some(a) if a.how == How::Name => self.party(&a).kind,
            _ => self.kind_of_words(start..phrase.end).filter(|_| noun.kind == SourceKind::Other).unwrap_or(noun.kind),
        };
        Source { name, kind }
    }

    /// "Iraq's interior ministry", "the foreign ministry", "ministry of health" → "Iraqi Interior Ministry".
    fn ministry(&self, phrase: Range<usize>) -> Source {
        let doc = self.doc();
        let mut words: Vec<String> =
            self.plain_words(phrase.start..phrase.end - 1).iter().map(|w| title_case(w)).collect();
        if words.is_empty()
            && let Some(object) = phrase::object_after(doc, phrase.end, &["of"])
        {
            let own = doc.span(object.start, object.end).tokens().take_while(|t| t.tag() != "POS");
            words = own.map(|t| title_case(t.text())).collect();
        }
        for word in &mut words {
            if word == "Defence" {
                *word = "Defense".to_owned();
            }
        }
        let adjective = self.adjective(&phrase).or_else(|| {
            let after = phrase::object_after(doc, phrase.end, &["of", "for"]).map_or(phrase.end, |o| o.end);
            let place = phrase::object_after(doc, after, &["in"])?;
            let place = place.start..place.clone().take_while(|&i| doc.token(i).pos() == "PROPN").last()? + 1;
            Some(SmolStr::from(phrase::text(doc, place)))
        });
        // "its health ministry", "the territory's health ministry": of what was named last
        let adjective = adjective.or_else(|| self.scene.adjective.clone());
        let mut name: Vec<String> = adjective.into_iter().map(|a| a.to_string()).collect();
        name.append(&mut words);
        name.push("Ministry".to_owned());
        let kind = if name.iter().any(|w| w == "Defense") { SourceKind::Military } else { SourceKind::Official };
        let kind = if name.iter().any(|w| w == "Health") { SourceKind::Medic } else { kind };
        Source { name: name.join(" "), kind }
    }

    fn ministry_of_minister(&self, range: &Range<usize>, phrase: &Range<usize>) -> Source {
        let words = self.plain_words(phrase.start..range.start);
        if words.is_empty() && phrase::object_after(self.doc(), phrase.end, &["of", "for"]).is_none() {
            return other(phrase::text(self.doc(), phrase.clone()), SourceKind::Official);
        }
        self.ministry(phrase.clone())
    }

    fn spokesman(
        &mut self,
        noun: &Noun,
        range: &Range<usize>,
        phrase: &Range<usize>,
        actor: Option<ActorMention>,
        depth: u8,
    ) -> Option<Source> {
        let doc = self.doc();
        // "a spokesman for the ministry", "the head of the local military administration"
        if let Some(object) = phrase::object_after(doc, phrase.end, &["for", "of", "at", "with"])
            && doc.span(object.start, object.end).tokens().any(|t| matches!(t.pos(), "NOUN" | "PROPN"))
        {
            if let Some(i) = object.clone().rev().find(|&i| self.scene.may_speak(doc.token(i)))
                && let Some(source) = self.name(i, depth)
            {
                return Some(source);
            }
            return Some(other(phrase::text(doc, object), noun.kind));
        }
        let before = phrase.start..range.start;
        if before.is_empty() {
            return self
                .named
                .last()
                .map(|n| n.source.clone())
                .or_else(|| Some(other(phrase::text(doc, phrase.clone()), noun.kind)));
        }
        let last = before.end - 1;
        if let Some(actor) =
            before.clone().rev().find_map(|i| self.scene.actor(i).filter(|a| a.how == How::Name)).cloned()
        {
            return Some(self.party(&actor));
        }
        if matches!(doc.token(last).tag(), "POS" | "HYPH") && before.len() > 1 {
            return self.name(last - 1, depth);
        }
        if self.scene.noun(last).is_some() || self.scene.body(last).is_some() {
            return self.name(last, depth);
        }
        if let Some(actor) = actor
            && actor.how != How::Demonym
        {
            return Some(self.party(&actor));
        }
        if noun.word == "leader" || noun.word == "member" || noun.word == "representative" {
            return Some(other(phrase::text(doc, phrase.clone()), noun.kind));
        }
        let start = phrase::name_start(doc, before.clone());
        Some(other(phrase::text(doc, start..before.end), noun.kind))
    }

    /// "the governor of Homs province", "Homs Governor", "the regional governor" → "Homs governor".
    fn office(&self, noun: &Noun, range: &Range<usize>, phrase: &Range<usize>) -> Source {
        let doc = self.doc();
        let title = noun.word.to_string();
        let place = |tokens: Range<usize>| -> Option<String> {
            let words: Vec<&str> = doc
                .span(tokens.start, tokens.end)
                .tokens()
                .filter(|t| t.text().chars().next().is_some_and(char::is_uppercase) && !is_area(t.lower()))
                .map(|t| t.text())
                .collect();
            (!words.is_empty()).then(|| words.join(" "))
        };
        let found = place(phrase.start..range.start)
            .or_else(|| phrase::object_after(doc, phrase.end, &["of", "in"]).and_then(place))
            .or_else(|| {
                self.person_after(phrase.end - 1)
                    .and_then(|p| phrase::object_after(doc, p.end, &["of"]))
                    .and_then(place)
            })
            .or_else(|| self.place_near(phrase.start, noun.word == "governor"));
        Source { name: found.map_or(title.clone(), |p| format!("{p} {title}")), kind: SourceKind::Official }
    }

    /// The place of an office without one: for a governor the nearest "X region", else a place in the sentence.
    fn place_near(&self, at: usize, area: bool) -> Option<String> {
        let doc = self.doc();
        if area {
            let mut best: Option<(usize, String)> = None;
            for token in doc.tokens().filter(|t| is_area(t.lower())) {
                let Some(before) = token.prev().filter(|t| t.pos() == "PROPN") else { continue };
                let distance = token.i().abs_diff(at);
                if best.as_ref().is_none_or(|(d, _)| distance < *d) {
                    let from = phrase::start(doc, before.i());
                    let words: Vec<&str> = doc
                        .span(from, before.i() + 1)
                        .tokens()
                        .filter(|t| t.pos() == "PROPN")
                        .map(|t| t.text())
                        .collect();
                    best = Some((distance, words.join(" ")));
                }
            }
            return best.map(|(_, name)| name);
        }
        let sentence = doc.token(at).sent();
        sentence
            .tokens()
            .take_while(|t| t.i() < at)
            .filter_map(|t| t.entity())
            .find(|e| e.label() == "GPE")
            .map(|e| e.text().to_owned())
    }

    fn text_owner(
        &mut self,
        phrase: &Range<usize>,
        range: &Range<usize>,
        actor: Option<ActorMention>,
        depth: u8,
    ) -> Option<Source> {
        let doc = self.doc();
        if let Some(object) = phrase::object_after(doc, phrase.end, &["by", "from", "of"])
            && let Some(i) = object.clone().rev().find(|&i| self.scene.may_speak(doc.token(i)))
        {
            return self.name(i, depth);
        }
        // "a report issued by the Network"
        if doc.get(phrase.end).is_some_and(|t| t.tag() == "VBN")
            && let Some(by) = (phrase.end + 1..phrase.end + 4).find(|&i| doc.get(i).is_some_and(|t| t.lower() == "by"))
            && let Some(object) = phrase::object_after(doc, by, &["by"])
            && let Some(i) = object.clone().rev().find(|&i| self.scene.may_speak(doc.token(i)))
        {
            return self.name(i, depth);
        }
        let before = phrase.start..range.start;
        if let Some(i) = before.clone().rev().find(|&i| self.scene.may_speak(doc.token(i))) {
            return self.name(i, depth);
        }
        if let Some(actor) = actor {
            return Some(self.party(&actor));
        }
        let definite = phrase
            .start
            .checked_sub(1)
            .is_none_or(|i| matches!(doc.token(i).lower(), "the" | "that" | "this" | "its" | "his" | "their" | "to"));
        if definite && before.is_empty() {
            let monitor = || self.scene.named_of_kind(SourceKind::Monitor).map(|b| other(b.name.to_string(), b.kind));
            return self.named.last().map(|n| n.source.clone()).or_else(monitor);
        }
        matches!(doc.token(phrase.end - 1).lemma(), "report")
            .then(|| other(phrase::text(doc, phrase.clone()), SourceKind::Other))
    }

    // --- short forms ------------------------------------------------------------------------------------------------

    /// "the ministry", "the source", "the group": the speaker named last whom the word fits.
    fn short_form(&self, noun: &Noun, range: &Range<usize>) -> Option<Source> {
        let doc = self.doc();
        let word = fold(&noun.word);
        let lemma = fold(doc.token(range.end - 1).lemma());
        let by_word = self.named.iter().rev().find(|n| n.words.contains(&word) || n.words.contains(&lemma));
        if let Some(named) = by_word {
            return Some(named.source.clone());
        }
        let fits = |kind: SourceKind| match noun.role {
            Role::Group => kind == noun.kind,
            Role::Body => match noun.word.as_str() {
                "group" | "organization" | "organisation" | "network" | "movement" | "faction" => {
                    matches!(
                        kind,
                        SourceKind::Monitor
                            | SourceKind::ArmedGroup
                            | SourceKind::Activist
                            | SourceKind::Rescuer
                            | SourceKind::Other
                    )
                }
                "agency" => matches!(
                    kind,
                    SourceKind::Agency
                        | SourceKind::StateMedia
                        | SourceKind::Un
                        | SourceKind::Rescuer
                        | SourceKind::Media
                ),
                "office" | "body" => matches!(kind, SourceKind::Un | SourceKind::Official | SourceKind::Medic),
                "channel" | "television" | "tv" | "newspaper" | "broadcaster" | "station" => {
                    matches!(kind, SourceKind::Media | SourceKind::StateMedia)
                }
                "coalition" | "alliance" => matches!(kind, SourceKind::Military | SourceKind::ArmedGroup),
                _ => false,
            },
            Role::Spokesman => matches!(
                kind,
                SourceKind::Official
                    | SourceKind::Military
                    | SourceKind::ArmedGroup
                    | SourceKind::Un
                    | SourceKind::Rescuer
            ),
            Role::Office | Role::Head | Role::Minister | Role::People | Role::Source | Role::Reporter | Role::Text => {
                false
            }
        };
        if noun.role == Role::Source {
            return self.named.iter().rev().find(|n| n.person).map(|n| n.source.clone());
        }
        self.named.iter().rev().find(|n| fits(n.source.kind)).map(|n| n.source.clone())
    }

    fn pronoun(&self, token: Token<'_>) -> Option<Source> {
        match token.lower() {
            "he" | "she" | "him" | "her" => {
                self.named.iter().rev().find(|n| n.person).or_else(|| self.named.last()).map(|n| n.source.clone())
            }
            _ => self.named.last().map(|n| n.source.clone()),
        }
    }

    /// "one of his relatives", "another source", "some activists".
    fn one_of(&mut self, head: usize, depth: u8) -> Option<Source> {
        let doc = self.doc();
        let object = phrase::object_after(doc, head + 1, &["of", "among"])?;
        self.name(object.end - 1, depth)
    }
}

fn other(name: String, kind: SourceKind) -> Source {
    Source { name, kind }
}

fn is_area(word: &str) -> bool {
    matches!(
        word,
        "region" | "province" | "governorate" | "oblast" | "state" | "department" | "district" | "county" | "city"
    )
}

/// A rank or title, which says of nobody whom he speaks for.
fn is_rank(word: &str) -> bool {
    matches!(word, "captain" | "colonel" | "major" | "general" | "lieutenant" | "brigadier" | "sheikh" | "imam")
}

/// "interior" → "Interior".
fn title_case(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if !matches!(word, "and" | "of" | "for" | "the") => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}
