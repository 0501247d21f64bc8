//! Whose the victims are: "Houthi fighters", "Turkish soldiers", "nine policemen".

use std::ops::Range;

use sitrep_language::Document;
use smol_str::SmolStr;

use super::{ActorMention, How, State};

/// The party whose people the words name; nothing for those of no named one ("rebels", "gunmen").
///
/// `home`: the state that the article is about, whose soldiers and police are told by the bare word.
pub(crate) fn party_of(
    doc: &Document,
    actors: &[ActorMention],
    home: Option<&State>,
    victims: &Range<usize>,
) -> Option<SmolStr> {
    let inside = |a: &&ActorMention| a.tokens.start < victims.end && victims.start < a.tokens.end;
    // "a woman in rebel-held Safra" tells of a place
    let holds = |a: &&ActorMention| doc.get(a.tokens.end).is_some_and(|t| t.text() == "-");
    let named = |wanted: fn(How) -> bool| actors.iter().filter(inside).find(|a| wanted(a.how) && !holds(a));
    let generic = actors.iter().filter(inside).any(|a| a.how == How::Generic);
    // "Syrian rebels" are not the state's
    let nationals = || named(|how| matches!(how, How::Demonym | How::Country)).filter(|_| !generic);
    let party = named(|how| matches!(how, How::Name | How::Force | How::HomeForce)).or_else(nationals);
    if let Some(party) = party {
        return Some(party.name.clone());
    }
    let arm = (victims.start..victims.end).any(|i| {
        let token = doc.token(i);
        matches!(token.lemma(), "soldier" | "troop" | "policeman" | "police" | "gendarme" | "conscript")
            && token.pos() == "NOUN"
    });
    home.filter(|_| arm && !generic).map(|state| state.name.clone())
}
