//! The rules, one in a file: each looks at one word that tells an effect and says which groups suffered it.

mod active;
mod among;
mod counted_noun;
mod gap;
mod intransitive;
mod lives;
mod noun_of;
mod participle;
mod passive;
pub(super) mod pronoun;
mod state;
mod suffer;
mod total;

use sitrep_language::Token;
use sitrep_record::Effect;

use super::draft::Draft;
use super::scene::Scene;
use super::words::{Form, Sense, Sufferer, VerbSense};

/// A verb that tells an effect, in the text.
#[derive(Clone, Copy)]
pub(super) struct Verb<'s, 'd> {
    pub token: Token<'d>,
    pub sense: &'s VerbSense,
    pub form: Form,
    pub effect: Effect,
}

/// Everything the rules find, in the order of the text.
pub(super) fn apply(scene: &Scene<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for token in scene.doc.tokens() {
        for sense in scene.effects().senses(token.lower()) {
            match *sense {
                Sense::Verb(place, form) => {
                    let sense = &scene.effects().verbs[place];
                    let verb = Verb { token, sense, form, effect: sense.effect };
                    drafts.extend(verb_rules(scene, verb));
                }
                Sense::Lives(victim) => drafts.extend(lives::read(scene, token, victim)),
                Sense::Suffer => drafts.extend(suffer::read(scene, token)),
                Sense::State(effect, noun) => {
                    drafts.extend(state::read(scene, token, effect));
                    if noun {
                        drafts.extend(among::read(scene, token, effect));
                    }
                }
                Sense::Noun(effect, kind, plural) => {
                    drafts.extend(counted_noun::read(scene, token, effect, kind, plural));
                    drafts.extend(noun_of::read(scene, token, effect, kind));
                }
                Sense::Leave => {}
            }
        }
    }
    drafts.extend((0..scene.groups.len()).filter_map(|g| counted_noun::cases(scene, g)));
    let totals = total::read(scene, &drafts);
    drafts.extend(totals);
    drafts.extend(gap::read(scene, &drafts));
    let identified = among::identified(scene, &drafts);
    drafts.extend(identified);
    drafts
}

fn verb_rules(scene: &Scene<'_>, verb: Verb<'_, '_>) -> Vec<Draft> {
    let Some(after) = with_words(scene, verb) else { return Vec::new() };
    if verb.sense.victim == Sufferer::Subject {
        return intransitive::read(scene, verb);
    }
    let passive = verb.form == Form::Past && scene.passive_auxiliary(verb.token).is_some();
    if passive {
        return passive::read(scene, verb);
    }
    let active = active::read(scene, verb, after);
    if !active.is_empty() {
        return active;
    }
    if verb.form == Form::Past {
        return participle::read(scene, verb);
    }
    Vec::new()
}

/// Where the object of a verb can start: right behind it, or behind the words that it needs ("shot dead two men"). None
/// if it lacks the words it needs.
fn with_words(scene: &Scene<'_>, verb: Verb<'_, '_>) -> Option<usize> {
    let next = verb.token.i() + 1;
    let Some(with) = &verb.sense.with else { return Some(next) };
    if let Some((end, ())) = with.at(scene.doc, next) {
        return Some(end);
    }
    // Behind the object: "shot two men dead".
    let end = (next + 9).min(scene.doc.len());
    let found = (next..end)
        .find(|&k| with.at(scene.doc, k).is_some() && scene.doc.token(k).sent_index() == verb.token.sent_index())?;
    let between_is_object = (next..found).all(|k| {
        scene.group_of(k).is_some()
            || matches!(scene.doc.token(k).tag(), "RB" | "," | "DT")
            || scene.lower(k) == "including"
    });
    (between_is_object && found > next).then_some(next)
}
