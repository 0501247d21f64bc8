//! Where somebody is said to say something: a verb of saying or "according to", and who it is.

use std::ops::Range;

use sitrep_language::Token;

mod speakers;

use super::phrase;
use super::scene::Scene;
use speakers::{after, linear_before, speakers_of};

use super::words::{Form, Role};

/// How what is said stands to the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Only after it ("the army said that …").
    After,
    /// Before it, and after it too where the sentence goes on ("…, police said, and …").
    Around,
}

/// A place where somebody is said to say something.
#[derive(Debug, Clone)]
pub(crate) struct Cue {
    /// The verb, or "according".
    pub at: usize,
    /// The heads of the phrases that name the speakers.
    pub heads: Vec<usize>,
    /// The words of the speakers, determiners included.
    pub speakers: Range<usize>,
    /// Where what is said stands.
    pub side: Side,
    /// Whether the speakers are whom another speaker cites.
    pub cited: bool,
    /// Whether it says no more than its object and what hangs on it.
    pub narrow: bool,
    /// The sentence where it stands ([`Scene::unit`]).
    pub unit: usize,
}

/// All cues of a document in the order of the text.
pub(crate) fn find(scene: &Scene<'_>) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for token in scene.doc.tokens() {
        let cue = match token.lower() {
            "according" => according(scene, token),
            _ => verb(scene, token, &cues).or_else(|| text(scene, token)),
        };
        if let Some(cue) = cue {
            cues.push(cue);
        }
    }
    cues
}

fn according(scene: &Scene<'_>, token: Token<'_>) -> Option<Cue> {
    let to = token.next().filter(|t| t.lower() == "to")?;
    let (mut heads, mut speakers) = after(scene, to.i())?;
    let unnamed = heads.iter().all(|&h| {
        let head = scene.doc.token(h);
        !scene.may_speak(head) && head.pos() != "PROPN" && !matches!(head.lower(), "him" | "her" | "them")
    });
    let reports = heads.iter().all(|&h| scene.doc.token(h).tag() == "NNS" && scene.doc.token(h).lemma() == "report");
    if unnamed && !reports {
        // "information handed over … by the council"
        let by = (speakers.end..(speakers.end + 12).min(scene.unit_range(scene.unit(token.i())).end))
            .find(|&i| scene.doc.token(i).lower() == "by")?;
        let (owners, words) = after(scene, by)?;
        if !owners.iter().all(|&h| scene.may_speak(scene.doc.token(h))) {
            return None;
        }
        heads = owners;
        speakers = speakers.start..words.end;
    }
    let starts = !has_clause(scene, scene.unit_range(scene.unit(token.i())).start..token.i());
    let side = if starts { Side::After } else { Side::Around };
    Some(cue_at(scene, token, (heads, speakers), side))
}

fn cue_at(scene: &Scene<'_>, token: Token<'_>, found: (Vec<usize>, Range<usize>), side: Side) -> Cue {
    Cue {
        at: token.i(),
        heads: found.0,
        speakers: found.1,
        side,
        cited: false,
        narrow: false,
        unit: scene.unit(token.i()),
    }
}

/// "a count by local officials", "by the command's reckoning": a text that somebody made.
fn text(scene: &Scene<'_>, token: Token<'_>) -> Option<Cue> {
    let (_, noun) = scene.noun(token.i())?;
    if !matches!(noun.word.as_str(), "count" | "tally" | "estimate" | "reckoning" | "figure" | "record" | "toll") {
        return None;
    }
    let next = token.next()?;
    if matches!(next.lower(), "by" | "of" | "from") && noun.word != "toll" && noun.word != "figure" {
        let (heads, speakers) = after(scene, next.i())?;
        let known = heads.iter().all(|&h| {
            scene.may_speak(scene.doc.token(h)) && scene.role(h) != Some(Role::People) || next.lower() == "by"
        });
        return (known && heads.iter().all(|&h| scene.may_speak(scene.doc.token(h))))
            .then(|| cue_at(scene, token, (heads, speakers), Side::Around));
    }
    // "by the command's count", "according to" is its own
    let owner = token.child(&["poss"])?;
    let by = owner.left_edge().prev().is_some_and(|t| matches!(t.lower(), "by" | "to"));
    (by && scene.may_speak(owner)).then(|| cue_at(scene, token, (vec![owner.i()], span(owner)), Side::Around))
}

fn verb(scene: &Scene<'_>, token: Token<'_>, before: &[Cue]) -> Option<Cue> {
    let mistaken = token.tag().starts_with("NN") && matches!(token.lower(), "said" | "says");
    if !token.tag().starts_with("VB") && !mistaken {
        return None;
    }
    let form = *scene.words.verbs.get(token.lemma()).or_else(|| scene.words.verbs.get(stem(token.lower())))?;
    let doc = scene.doc;
    // "X, citing Y": Y is where X has it from
    if form == Form::Cite && token.tag() == "VBG" {
        let found = after(scene, token.i())?;
        return Some(Cue { cited: true, ..cue_at(scene, token, found, Side::Around) });
    }
    // "it quoted activists as saying": the activists first, then it
    if form == Form::Cite
        && let Some(object) = token.child(&["dobj"]).filter(|o| scene.may_speak(*o))
        && let Some((heads, speakers)) = speakers_of(scene, token, form, before)
    {
        let heads = std::iter::once(object.i()).chain(heads).collect();
        return Some(cue_at(scene, token, (heads, speakers), Side::After));
    }
    // "IS said" is no passive
    let auxiliary = token.child(&["auxpass"]).filter(|t| scene.actor(t.i()).is_none());
    let passive = token.tag() == "VBN"
        && (auxiliary.is_some()
            || matches!(token.dep(), "acl" | "advcl" | "amod" | "ROOT")
                && token.child(&["aux", "auxpass", "nsubj"]).is_none()
                && token.next().is_some_and(|t| t.lower() == "by"));
    if passive {
        // "was quoted by the agency as saying"
        if form == Form::Cite {
            let subject = token.child(&["nsubjpass"]).filter(|s| s.i() < token.i() && scene.may_speak(*s));
            let found =
                subject.map(|s| (vec![s.i()], span(s))).or_else(|| linear_before(scene, auxiliary.unwrap_or(token)))?;
            let side = side(scene, token, &found.1);
            return Some(cue_at(scene, token, found, side));
        }
        if form == Form::Object || token.lemma() == "claim" {
            return None;
        }
        let by = token.child(&["agent"]).or_else(|| token.next().filter(|t| t.lower() == "by"))?;
        let found = after(scene, by.i())?;
        let known = found.0.iter().all(|&h| scene.may_speak(doc.token(h)));
        return known.then(|| cue_at(scene, token, found, Side::Around));
    }
    // "was quoted as saying" is told by "quoted"
    if token.dep() == "pcomp" && token.head().lower() == "as" && token.tag() == "VBG" {
        return None;
    }
    if form == Form::Figure
        && token.tag() == "VBG"
        && !matches!(token.lemma(), "put" | "give" | "raise" | "lower" | "revise")
    {
        return None;
    }
    // "the war has claimed 70,000 lives"
    if token.lemma() == "claim" && token.child(&["dobj"]).is_some_and(|o| matches!(o.lemma(), "life" | "victim")) {
        return None;
    }
    if form == Form::Fact && token.child(&["ccomp"]).is_none_or(|c| c.i() < token.i()) {
        return None;
    }
    let found = speakers_of(scene, token, form, before)?;
    if form == Form::Sight || form == Form::Figure {
        let fits = found.0.iter().any(|&h| match form {
            Form::Sight => scene.role(h) == Some(Role::Reporter),
            _ => scene.may_speak(doc.token(h)),
        });
        if !fits {
            return None;
        }
    }
    let side = match form {
        Form::Clause | Form::Fact => side(scene, token, &found.1),
        _ => Side::After,
    };
    Some(Cue { narrow: form == Form::Object, ..cue_at(scene, token, found, side) })
}

/// A verb's base form where the tagger took it for a noun.
fn stem(word: &str) -> &str {
    match word {
        "said" | "says" => "say",
        other => other,
    }
}

fn span(head: Token<'_>) -> Range<usize> {
    let from = phrase::start(head.doc(), head.i());
    let from = match from.checked_sub(1).map(|i| head.doc().token(i)) {
        Some(t) if t.pos() == "DET" || t.tag() == "PRP$" => from - 1,
        _ => from,
    };
    from..head.i() + 1
}

/// Where what is said stands: a clause after the verb, a clause before it, or both.
fn side(scene: &Scene<'_>, verb: Token<'_>, speakers: &Range<usize>) -> Side {
    let sentence = scene.unit_range(scene.unit(verb.i()));
    let before = speakers.start.min(verb.i());
    let inverted = speakers.start > verb.i();
    let left = has_clause(scene, sentence.start..before) || quote_ends(scene, before);
    if !left {
        return Side::After;
    }
    let after = verb.i() + 1;
    // "… the Observatory said The hospital lies": a full stop got lost behind the verb
    if !inverted && scene.doc.get(after).is_some_and(|_| starts_anew(scene, after)) {
        return Side::Around;
    }
    // "said on Monday that", "told the agency that"
    let that = scene.doc.span(after, sentence.end.max(after)).tokens().take(14).any(|t| {
        t.lower() == "that"
            && t.dep() == "mark"
            && (t.head().head() == verb || t.head() == verb || t.prev() == Some(verb))
    });
    if that && !inverted {
        return Side::After;
    }
    let clause = verb.rights().any(|c| {
        matches!(c.dep(), "ccomp")
            && matches!(c.pos(), "VERB" | "AUX")
            && c.children().any(|g| g.dep().starts_with("nsubj") || g.dep() == "expl")
    });
    let clause_left = verb.lefts().any(|c| c.dep() == "ccomp");
    if clause && !inverted && !clause_left {
        return Side::After;
    }
    if clause
        && !inverted
        && scene.doc.get(after).is_some_and(|t| !matches!(t.text(), "," | "." | ";"))
        && starts_anew(scene, speakers.start)
    {
        return Side::After;
    }
    Side::Around
}

/// Whether a phrase starts with a capitalised determiner in mid-sentence: a sentence whose full stop got lost.
fn starts_anew(scene: &Scene<'_>, at: usize) -> bool {
    let token = scene.doc.token(at);
    !token.is_sent_start() && token.pos() == "DET" && token.text().chars().next().is_some_and(char::is_uppercase)
}

fn quote_ends(scene: &Scene<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| matches!(scene.doc.token(i).text(), "\"" | "”" | "''"))
        || at.checked_sub(2).is_some_and(|i| matches!(scene.doc.token(i).text(), "\"" | "”" | "''"))
}

/// Whether there is a clause among the tokens: a verb, or a participle that tells an effect.
fn has_clause(scene: &Scene<'_>, range: Range<usize>) -> bool {
    scene.doc.span(range.start, range.end.max(range.start)).tokens().any(|t| {
        (t.pos() == "VERB" || (t.pos() == "AUX" && !matches!(t.dep(), "aux" | "auxpass")))
            && t.prev().is_none_or(|p| p.text() != "-")
            && !(matches!(t.dep(), "amod" | "compound"))
            && !matches!(t.lower(), "speaking" | "according" | "based" | "called")
    })
}
