//! Where a document names parties.

use std::ops::Range;

use rustc_hash::FxHashMap;
use sitrep_language::Document;
use smol_str::SmolStr;

use super::State;
use super::words::{ActorKind, Target, Words};

/// How a mention names its party; how sure it is that the words mean the party and not a place or people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum How {
    /// By a name of its own ("Boko Haram").
    Name,
    /// A state by its government or forces ("Turkish warplanes", "the Assad regime").
    Force,
    /// The article's state by its bare government or army ("the army", "regime jets").
    HomeForce,
    /// A state by its name ("Turkey"), which may also be a place.
    Country,
    /// A state by its demonym alone ("Turkish"), which may also be people or things.
    Demonym,
    /// A state by its capital or palace ("Moscow"), which may also be a place.
    Metonym,
    /// Armed people without a name ("rebels", "gunmen").
    Generic,
}

impl How {
    /// Whether the words mean a party whatever the grammar.
    pub fn is_certain(self) -> bool {
        matches!(self, How::Name | How::Force | How::HomeForce | How::Generic)
    }
}

/// A place in the text that names a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ActorMention {
    /// The words that name it, without determiners.
    pub tokens: Range<usize>,
    /// Its canonical name.
    pub name: SmolStr,
    /// What sort of party it is.
    pub kind: ActorKind,
    /// Its country, ISO 3166-1 alpha-2, where it has one.
    pub country: Option<SmolStr>,
    /// How it is named.
    pub how: How,
}

/// How far a force noun may stand from its state ("Russian long-range strategic bombers").
const REACH: usize = 4;

impl Words {
    /// All parties that a document names, in the order of the text, without overlaps.
    pub fn mentions(&self, doc: &Document) -> Vec<ActorMention> {
        let spots = self.spots(doc);
        let home = self.home_of(&spots);
        self.weigh(doc, &spots, home)
    }

    /// The state in which the article's events happen, as far as names of countries and demonyms tell.
    pub fn home(&self, doc: &Document) -> Option<&State> {
        self.home_of(&self.spots(doc)).map(|k| &self.states[k])
    }

    /// Every spelling that the text holds and means.
    fn spots(&self, doc: &Document) -> Vec<(Range<usize>, Target)> {
        let mut spots = self.index.spots(doc);
        spots.retain(|(tokens, target)| self.is_meant(doc, tokens, *target));
        spots
    }

    /// Whether a spelling is not by chance a part of something else.
    fn is_meant(&self, doc: &Document, tokens: &Range<usize>, target: Target) -> bool {
        let first = doc.token(tokens.start);
        let shouting = |i: Option<sitrep_language::Token<'_>>| {
            i.is_some_and(|t| t.text().chars().count() > 3 && t.text().chars().all(char::is_uppercase))
        };
        let acronym =
            tokens.len() == 1 && first.text().chars().count() <= 3 && first.text().chars().all(char::is_uppercase);
        if acronym && (shouting(first.prev()) || shouting(first.next())) && target_is_name(target) {
            return false;
        }
        if matches!(target, Target::Country(_) | Target::Metonym(_))
            && first
                .entity()
                .is_some_and(|e| e.label() == "PERSON" && e.len() > tokens.len() && !genitive(doc, tokens.end))
        {
            return false;
        }
        // "pro-Russian fighters" are not Russia's
        let side = first.prev().filter(|t| t.text() == "-" && t.end() == first.start()).and_then(|t| t.prev());
        if side.is_some_and(|t| matches!(t.lower(), "pro" | "anti"))
            && matches!(target, Target::Country(_) | Target::Demonym(_) | Target::Leader(_) | Target::Metonym(_))
        {
            return false;
        }
        if matches!(target, Target::Generic(_))
            && first.prev().is_some_and(|t| t.text() == "-" && t.end() == first.start())
        {
            return false;
        }
        if matches!(target, Target::Force(_)) {
            return matches!(doc.token(tokens.end - 1).pos(), "NOUN" | "PROPN" | "ADJ");
        }
        // Sudan's people in South Sudan, Congo-Brazzaville and the like
        true
    }

    fn home_of(&self, spots: &[(Range<usize>, Target)]) -> Option<usize> {
        let mut weight: FxHashMap<usize, f64> = FxHashMap::default();
        for (n, (tokens, target)) in spots.iter().enumerate() {
            // what is named first is more often where things happen
            let early = if tokens.start < 60 { 1.5 } else { 1.0 };
            let _ = n;
            match *target {
                Target::Country(k) => *weight.entry(k).or_default() += 1.5 * early,
                Target::Demonym(k) => *weight.entry(k).or_default() += early,
                Target::Leader(k) => *weight.entry(k).or_default() += 0.7,
                Target::Metonym(k) => *weight.entry(k).or_default() += 0.5,
                Target::Actor(k) => {
                    if let Some(country) = self.actors[k].countries.first()
                        && let Some(state) = self.states.iter().position(|s| s.code == *country)
                    {
                        *weight.entry(state).or_default() += 0.7;
                    }
                }
                Target::Generic(_) | Target::Force(_) => {}
            }
        }
        weight.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(k, _)| k)
    }

    fn weigh(&self, doc: &Document, spots: &[(Range<usize>, Target)], home: Option<usize>) -> Vec<ActorMention> {
        let mut mentions: Vec<ActorMention> = Vec::with_capacity(spots.len());
        let mut n = 0;
        while n < spots.len() {
            let (tokens, target) = spots[n].clone();
            match target {
                Target::Actor(k) => {
                    let body = &self.actors[k];
                    mentions.push(ActorMention {
                        tokens,
                        name: body.name.clone(),
                        kind: body.kind,
                        country: body.countries.first().cloned(),
                        how: How::Name,
                    });
                }
                Target::Generic(k) => {
                    let body = &self.generics[k];
                    mentions.push(ActorMention {
                        tokens,
                        name: body.name.clone(),
                        kind: body.kind,
                        country: None,
                        how: How::Generic,
                    });
                }
                Target::Country(k) | Target::Demonym(k) | Target::Metonym(k) | Target::Leader(k) => {
                    match force_after(doc, spots, n) {
                        Some((next, kind)) => {
                            mentions.push(self.state_mention(k, tokens.start..spots[next].0.end, kind, How::Force));
                            n = next;
                        }
                        None => match target {
                            Target::Country(_) => {
                                mentions.push(self.state_mention(k, tokens, ActorKind::Government, How::Country));
                            }
                            Target::Demonym(_) => {
                                let how = if shares_force(doc, spots, n) { How::Force } else { How::Demonym };
                                mentions.push(self.state_mention(k, tokens, ActorKind::Government, how));
                            }
                            Target::Metonym(_) => {
                                mentions.push(self.state_mention(k, tokens, ActorKind::Government, How::Metonym));
                            }
                            _ => {
                                // "the government of Bashar al-Assad"
                                if let Some(last) = mentions.last_mut()
                                    && last.how == How::HomeForce
                                    && doc.span(last.tokens.end, tokens.start).tokens().all(|t| {
                                        matches!(t.pos(), "ADP" | "DET" | "PROPN" | "ADJ" | "PART")
                                            || t.lower() == "loyal"
                                    })
                                    && tokens.start.saturating_sub(last.tokens.end) <= REACH
                                {
                                    let range = last.tokens.start..tokens.end;
                                    let kind = last.kind;
                                    *last = self.state_mention(k, range, kind, How::Force);
                                }
                            }
                        },
                    }
                }
                Target::Force(kind) => {
                    if let Some(k) = home
                        && stands_alone(doc, &tokens)
                    {
                        let from = tokens.start;
                        let mut end = tokens.end;
                        // "regime warplanes", "government troops"
                        if let Some((next, Target::Force(_))) = spots.get(n + 1)
                            && next.start == end
                        {
                            end = next.end;
                            n += 1;
                        }
                        mentions.push(self.state_mention(k, from..end, kind, How::HomeForce));
                    }
                }
            }
            n += 1;
        }
        self.add_coalitions(doc, home, &mut mentions);
        join_kinds(doc, mentions)
    }

    /// "the coalition", "coalition jets": the coalition that the article names, else the one that fights in its country.
    fn add_coalitions(&self, doc: &Document, home: Option<usize>, mentions: &mut Vec<ActorMention>) {
        let mut found: Vec<ActorMention> = Vec::new();
        for token in doc.tokens().filter(|t| t.text() == "coalition" && t.pos() == "NOUN") {
            let i = token.i();
            let taken = mentions.iter().any(|m| m.tokens.contains(&i));
            let before = token.prev().map_or("", |t| t.lower());
            let plain =
                matches!(before, "the" | "by" | "and" | "from" | "in" | "of" | "," | "") || token.is_sent_start();
            if taken || !plain {
                continue;
            }
            let named = mentions.iter().filter(|m| m.kind == ActorKind::Coalition && m.how == How::Name);
            let named = named.min_by_key(|m| (m.tokens.start > i, m.tokens.start.abs_diff(i))).cloned();
            let local = || {
                let code = &self.states[home?].code;
                let body = self.actors.iter().find(|a| {
                    a.kind == ActorKind::Coalition && a.countries.contains(code) && a.name.contains("coalition")
                })?;
                Some(ActorMention {
                    tokens: i..i + 1,
                    name: body.name.clone(),
                    kind: body.kind,
                    country: body.countries.first().cloned(),
                    how: How::Name,
                })
            };
            if let Some(mention) = named.or_else(local) {
                let force = doc.get(i + 1).is_some_and(|t| {
                    matches!(t.lower(), "forces" | "jets" | "warplanes" | "aircraft" | "planes" | "troops" | "drones")
                });
                found.push(ActorMention { tokens: i..i + 1 + usize::from(force), ..mention });
            }
        }
        mentions.extend(found);
        mentions.sort_by_key(|m| m.tokens.start);
    }

    fn state_mention(&self, k: usize, tokens: Range<usize>, kind: ActorKind, how: How) -> ActorMention {
        let state = &self.states[k];
        ActorMention { tokens, name: state.name.clone(), kind, country: Some(state.code.clone()), how }
    }
}

/// "Boko Haram militants", "the terrorist group Nusra Front": a name and the kind beside it are one mention, by the name.
fn join_kinds(doc: &Document, mentions: Vec<ActorMention>) -> Vec<ActorMention> {
    let mut joined: Vec<ActorMention> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let Some(last) = joined.last_mut() else {
            joined.push(mention);
            continue;
        };
        let between: Vec<&str> = doc
            .span(last.tokens.end.min(mention.tokens.start), mention.tokens.start)
            .tokens()
            .filter(|t| !t.is_space())
            .map(|t| t.lower())
            .collect();
        let next = between.iter().all(|w| matches!(*w, "(" | ")" | "is" | "group" | "of" | "-")) && between.len() <= 3;
        match (last.how, mention.how) {
            (How::Name, How::Generic) if next && !between.contains(&"of") => last.tokens.end = mention.tokens.end,
            (How::Generic, How::Name)
                if (next && between.is_empty() && singular(doc, last))
                    || matches!(between[..], ["of"] | ["of", "the"]) =>
            {
                let start = last.tokens.start;
                *last = ActorMention { tokens: start..mention.tokens.end, ..mention };
            }
            _ => joined.push(mention),
        }
    }
    joined
}

fn singular(doc: &Document, mention: &ActorMention) -> bool {
    let head = doc.token(mention.tokens.end - 1);
    matches!(head.tag(), "NN" | "NNP") || matches!(head.lower(), "group" | "militia" | "faction" | "organization")
}

fn target_is_name(target: Target) -> bool {
    matches!(target, Target::Actor(_))
}

fn genitive(doc: &Document, at: usize) -> bool {
    doc.get(at).is_some_and(|t| t.tag() == "POS")
}

/// The force noun that belongs to the state at spot `n`: the last of a row of force words, with only describing words
/// between.
fn force_after(doc: &Document, spots: &[(Range<usize>, Target)], n: usize) -> Option<(usize, ActorKind)> {
    let mut end = spots[n].0.end;
    let mut found = None;
    for (m, (tokens, target)) in spots.iter().enumerate().skip(n + 1) {
        let Target::Force(kind) = *target else {
            // "Syrian Assad regime", "Russian and Syrian" are their own
            if matches!(target, Target::Leader(_)) && tokens.start == end {
                end = tokens.end;
                continue;
            }
            break;
        };
        if tokens.start < end || tokens.start - end > REACH {
            break;
        }
        let between = doc.span(end, tokens.start);
        let describing = between.tokens().all(|t| {
            matches!(t.pos(), "ADJ" | "NOUN" | "PROPN" | "PART" | "PUNCT" | "VERB" | "NUM")
                && !matches!(t.text(), "," | "." | ";" | ":" | "\"" | "(" | ")")
                && (t.pos() != "VERB" || matches!(t.tag(), "VBN" | "VBG"))
        });
        // "Nigeria's Borno state": a part of the country, not the country's state
        let part =
            doc.token(tokens.start).lower() == "state" && between.tokens().last().is_some_and(|t| t.pos() == "PROPN");
        if !describing || part {
            break;
        }
        end = tokens.end;
        found = Some((m, kind));
        // "army spokesman said": the row may go on ("government forces")
        if spots.get(m + 1).is_none_or(|(next, t)| next.start != end || !matches!(t, Target::Force(_))) {
            break;
        }
    }
    found
}

/// "Russian and Syrian jets": the first demonym shares the force noun of the second.
fn shares_force(doc: &Document, spots: &[(Range<usize>, Target)], n: usize) -> bool {
    let end = spots[n].0.end;
    let Some((next, target)) = spots.get(n + 1) else { return false };
    let joined = doc.get(end).is_some_and(|t| matches!(t.lower(), "and" | "or" | "," | "&")) && next.start <= end + 2;
    joined
        && matches!(target, Target::Demonym(_) | Target::Leader(_) | Target::Country(_))
        && (force_after(doc, spots, n + 1).is_some() || shares_force(doc, spots, n + 1))
        || (joined && matches!(target, Target::Force(_)))
}

/// Whether a bare force word means the article's own state: a government, an army, not any soldiers or jets.
fn stands_alone(doc: &Document, tokens: &Range<usize>) -> bool {
    let words: Vec<&str> = doc.span(tokens.start, tokens.end).tokens().map(|t| t.lower()).collect();
    let joined = words.join(" ");
    let own = [
        "government",
        "regime",
        "army",
        "military",
        "armed forces",
        "security forces",
        "regimes",
        "junta",
        "air force",
        "government forces",
    ];
    if !own.contains(&joined.as_str()) {
        return false;
    }
    let first = doc.token(tokens.start);
    // "pro-government", "anti-regime", "opposition-government"
    let hyphen = first.prev().is_some_and(|t| t.text() == "-");
    let named = first.prev().is_some_and(|t| {
        t.pos() == "PROPN"
            && t.end() + 1 >= first.start()
            && first.text().chars().next().is_some_and(char::is_uppercase)
    });
    let loose_prefix = first.prev().is_some_and(|t| {
        matches!(
            t.lower(),
            "local" | "interim" | "rebel" | "opposition" | "shadow" | "enemy" | "occupation" | "parallel" | "foreign"
        )
    });
    !hyphen && !named && !loose_prefix && doc.get(tokens.end).is_none_or(|t| t.text() != "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// A document of bare words, enough for spellings.
    fn doc(text: &str) -> Document {
        let mut tokens = Vec::new();
        let mut start = 0;
        for (n, word) in text.split(' ').enumerate() {
            let end = start + word.chars().count();
            let pos = if word.chars().next().is_some_and(char::is_uppercase) { "PROPN" } else { "NOUN" };
            let pos = if matches!(word, "and" | "of" | "the" | "by" | "struck" | "said") { "ADP" } else { pos };
            tokens.push(serde_json::json!({"start": start, "end": end, "text": word, "pos": pos, "lemma": word.to_lowercase(), "head": n, "dep": "dep", "sent_start": n == 0}));
            start = end + 1;
        }
        Document::from_json(&serde_json::json!({"text": text, "tokens": tokens, "ents": []}).to_string()).unwrap()
    }

    fn read(text: &str) -> Vec<(String, String, How)> {
        let lexicon = Lexicon::builtin().unwrap();
        let doc = doc(text);
        let found = lexicon.actors.mentions(&doc);
        found
            .into_iter()
            .map(|m| (doc.span(m.tokens.start, m.tokens.end).text().to_owned(), m.name.to_string(), m.how))
            .collect()
    }

    fn one(text: &str, words: &str, name: &str, how: How) {
        assert!(read(text).contains(&(words.to_owned(), name.to_owned(), how)), "{text:?}: {:?}", read(text));
    }

    #[test]
    fn names_and_their_spellings() {
        one(
            "fighters of Tehrik-e-Taliban Pakistan said",
            "Tehrik-e-Taliban Pakistan",
            "Tehreek-e-Taliban Pakistan",
            How::Name,
        );
        one("the ISWAP camp", "ISWAP", "Islamic State West Africa Province", How::Name);
        one("al-Shababs men", "al-Shababs", "al-Shabaab", How::Name);
        one(
            "guerrillas of the army of national liberation",
            "guerrillas of the army of national liberation",
            "ELN",
            How::Name,
        );
        one("the terrorist group Boko Haram", "terrorist group Boko Haram", "Boko Haram", How::Name);
        one("Boko Haram militants", "Boko Haram militants", "Boko Haram", How::Name);
        assert!(read("this is an apple").is_empty());
    }

    #[test]
    fn every_spelling_of_the_lexicon_is_found() {
        let table: toml::Table = toml::from_str(<Words as crate::lexicon::Part>::FILE.1).unwrap();
        let words = Lexicon::builtin().unwrap().actors;
        for entry in table["actor"].as_array().unwrap() {
            let name = entry["name"].as_str().unwrap();
            let spellings = entry.get("spellings").and_then(|s| s.as_array()).into_iter().flatten();
            for spelling in spellings.filter_map(|s| s.as_str()).chain([name]) {
                let found = words.mentions(&doc(&format!("the {spelling} said")));
                assert!(found.iter().any(|m| m.name == name), "{spelling:?} of {name:?}: {found:?}");
            }
        }
    }

    #[test]
    fn a_state_by_its_forces() {
        one("Turkish F-16 jets struck", "Turkish F-16 jets", "Turkey", How::Force);
        one("Belgiums air force struck", "Belgiums air force", "Belgium", How::Force);
        one("Russian and Syrian warplanes struck", "Russian", "Russia", How::Force);
        one("Russian and Syrian warplanes struck", "Syrian warplanes", "Syrian government", How::Force);
        one("Assad regime forces", "Assad regime forces", "Syrian government", How::Force);
        one("the Kenyan border town", "Kenyan", "Kenya", How::Demonym);
    }

    #[test]
    fn a_bare_army_is_the_articles_own() {
        one("In Mali the army said the Malian town", "army", "Mali", How::HomeForce);
        one("In Syria and the regime warplanes struck", "regime warplanes", "Syrian government", How::HomeForce);
    }
}
