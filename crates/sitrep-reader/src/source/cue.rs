//! Where somebody is said to say something: a verb of saying or "according to", and who it is.

use std::ops::Range;

use sitrep_language::Token;

use super::phrase;
use super::scene::Scene;
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
    if !token.tag().starts_with("VB") && !(token.tag().starts_with("NN") && matches!(token.lower(), "said" | "says")) {
        return None;
    }
    let form = *scene.words.verbs.get(token.lemma()).or_else(|| scene.words.verbs.get(stem(token.lower())))?;
    let doc = scene.doc;
    // "X, citing Y": Y is where X has it from
    if form == Form::Cite && token.tag() == "VBG" {
        let found = after(scene, token.i())?;
        return Some(Cue { cited: true, ..cue_at(scene, token, found, Side::Around) });
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
        Form::Clause => side(scene, token, &found.1),
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
            && !(t.prev().is_some_and(|p| p.text() == "-"))
            && !(matches!(t.dep(), "amod" | "compound"))
            && !matches!(t.lower(), "speaking" | "according" | "based" | "called")
    })
}

/// Who says: by the tree where it is plausible, else by the words next to the verb.
fn speakers_of(
    scene: &Scene<'_>,
    verb: Token<'_>,
    form: Form,
    before_cues: &[Cue],
) -> Option<(Vec<usize>, Range<usize>)> {
    let doc = scene.doc;
    let subject = verb.lefts().rfind(|t| t.dep() == "nsubj");
    if let Some(subject) = subject {
        // "which said", "that reported"
        if matches!(subject.tag(), "WDT" | "WP") {
            let head = verb.ancestors().find(|t| matches!(t.pos(), "NOUN" | "PROPN"))?;
            let head = if verb.dep() == "relcl" { verb.head() } else { head };
            return scene.may_speak(head).then(|| (with_conjuncts(scene, head), span(head)));
        }
        let near = !doc
            .span(subject.i() + 1, verb.i())
            .tokens()
            .any(|t| matches!(t.pos(), "VERB" | "AUX") && t.head() != verb && !t.is_within(subject));
        if near && scene.may_speak(subject) && !first_person(subject) && !is_when_phrase(subject) {
            let mut heads = with_conjuncts(scene, subject);
            if let Some((joined, _)) = linear_before(scene, verb).filter(|(joined, _)| joined.contains(&subject.i())) {
                let more: Vec<usize> = joined.into_iter().filter(|h| !heads.contains(h)).collect();
                heads.extend(more);
                heads.sort_unstable();
            }
            let from = heads.iter().map(|&h| span(doc.token(h)).start).min()?;
            return Some((heads, from..subject.right_edge().i().min(verb.i().saturating_sub(1)).max(subject.i()) + 1));
        }
        if first_person(subject) {
            return None;
        }
    }
    let participle = verb.tag() == "VBG" && verb.child(&["aux"]).is_none();
    let bare = verb.tag() == "VB"
        && verb.child(&["nsubj"]).is_none()
        && verb.child(&["aux"]).is_some_and(|t| t.lower() == "to");
    if !participle && !bare {
        let behind = verb.rights().find(|t| t.dep() == "nsubj");
        if form == Form::Clause
            && behind.is_some()
            && let Some(found) = after(scene, verb.i())
            && found.0.iter().all(|&h| scene.may_speak(doc.token(h)))
            && is_inverted(scene, &found.1)
        {
            return Some(found);
        }
        if let Some(found) = linear_before(scene, verb) {
            return Some(found);
        }
        if form == Form::Clause
            && subject.is_none_or(|s| !scene.may_speak(s))
            && let Some((heads, speakers)) = after(scene, verb.i())
            && heads.iter().all(|&h| scene.may_speak(doc.token(h)))
            && !verb.next().is_some_and(|t| matches!(t.lower(), "that" | "in" | "on" | "by" | "it" | "he" | "they"))
            && verb.lemma() != "tell"
            && is_inverted(scene, &speakers)
        {
            return Some((heads, speakers));
        }
    }
    // "X …, saying", "X … and added", "a source telling"
    if verb.dep() == "acl" && scene.may_speak(verb.head()) && participle && verb.prev() == Some(verb.head()) {
        return Some((vec![verb.head().i()], span(verb.head())));
    }
    if (participle || verb.dep() == "conj" || verb.dep() == "xcomp") && subject.is_none() {
        if let Some(cue) = before_cues.last()
            && cue.unit == scene.unit(verb.i())
            && !cue.cited
        {
            return Some((cue.heads.clone(), cue.speakers.clone()));
        }
        let subject = verb.ancestors().take(3).find_map(|t| t.child(&["nsubj"]))?;
        return (scene.may_speak(subject) && !first_person(subject))
            .then(|| (with_conjuncts(scene, subject), span(subject)));
    }
    // an unknown name right before the verb that ends the sentence ("… on Sunday FNA reported.")
    let ends = doc.get(verb.i() + 1).is_none_or(|t| t.is_punct() || t.is_space() || t.is_sent_start());
    if let Some(before) =
        verb.prev().filter(|t| t.pos() == "PROPN" && ends && speaks_by_nature(verb) && !is_when_phrase(*t))
    {
        return Some((vec![before.i()], span(before)));
    }
    let subject =
        subject.filter(|s| form == Form::Clause && matches!(s.pos(), "NOUN" | "PROPN") && speaks_by_nature(verb))?;
    let somebody =
        subject.child(&["det", "nummod"]).is_some_and(|d| matches!(d.lower(), "a" | "an" | "another" | "one"));
    let known =
        subject.pos() == "PROPN" || matches!(verb.lemma(), "say" | "tell") && (subject.tag() == "NNS" || somebody);
    known.then(|| (vec![subject.i()], span(subject)))
}

/// Whether the words after a verb are its speaker and not the subject of what is said.
fn is_inverted(scene: &Scene<'_>, speakers: &Range<usize>) -> bool {
    let end = scene.unit_range(scene.unit(speakers.start)).end;
    for i in speakers.end..end {
        let token = scene.doc.token(i);
        if matches!(token.text(), "," | "." | ";" | "\"" | "”" | "“" | "—" | "-" | ")")
            || matches!(token.lower(), "who" | "which" | "and" | "adding")
        {
            return true;
        }
        if i == speakers.end && token.pos() == "ADP"
            || matches!(token.pos(), "ADP" | "NOUN" | "PROPN" | "DET" | "ADJ" | "PART" | "NUM" | "SPACE")
            || token.tag() == "VBG"
        {
            continue;
        }
        return !matches!(token.pos(), "VERB" | "AUX");
    }
    true
}

fn speaks_by_nature(verb: Token<'_>) -> bool {
    matches!(verb.lemma(), "say" | "tell" | "add" | "announce" | "state" | "confirm" | "report" | "claim")
}

fn is_when_phrase(token: Token<'_>) -> bool {
    phrase::is_when(token)
}

fn first_person(token: Token<'_>) -> bool {
    matches!(token.lower(), "i" | "we" | "you")
}

/// A head with those joined to it that may speak too.
fn with_conjuncts(scene: &Scene<'_>, head: Token<'_>) -> Vec<usize> {
    let mut heads = vec![head.i()];
    let mut next = head.child(&["conj"]);
    while let Some(token) = next.filter(|t| scene.may_speak(*t) && heads.len() < 4) {
        heads.push(token.i());
        next = token.child(&["conj"]);
    }
    heads
}

/// The speakers that end right before a verb.
fn linear_before(scene: &Scene<'_>, verb: Token<'_>) -> Option<(Vec<usize>, Range<usize>)> {
    let doc = scene.doc;
    let from = scene.unit_range(scene.unit(verb.i())).start;
    let mut end = verb.i();
    // "officials on Wednesday said", "the monitor has also said", "(SOHR) said"
    while end > from {
        let token = doc.token(end - 1);
        let light = token.pos() == "ADV"
            || token.pos() == "AUX" && matches!(token.lemma(), "have" | "do")
            || phrase::is_day(token)
            || (token.pos() == "ADP" && doc.get(end).is_some_and(phrase::is_day))
            || (token.text() == "," && end - 1 > from)
            || token.lower() == "last";
        if token.text() == ")" {
            let open = (from..end).rev().find(|&i| doc.token(i).text() == "(")?;
            end = open;
            continue;
        }
        if !light {
            break;
        }
        end -= 1;
    }
    if end == from {
        return None;
    }
    let (head, start) = phrase_ending(scene, end - 1, from)?;
    if !scene.may_speak(doc.token(head)) {
        return None;
    }
    let mut heads = vec![head];
    let mut first = start;
    // "the monitor and a civil defence official"
    while let Some(joint) = before_determiner(scene, first).filter(|t| matches!(t.lower(), "and" | "or" | "&")) {
        if joint.i() <= from {
            break;
        }
        let Some((head, start)) = phrase_ending(scene, joint.i() - 1, from) else { break };
        let role = scene.role(head);
        let speaks = scene.body(head).is_some()
            || matches!(role, Some(Role::Body | Role::Group | Role::Spokesman | Role::Source | Role::Office))
            || (role == Some(Role::People) && !before_is_count(scene, start));
        if !speaks || heads.len() > 3 {
            break;
        }
        heads.insert(0, head);
        first = start;
    }
    Some((heads, first..end))
}

fn before_is_count(scene: &Scene<'_>, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|i| scene.doc.token(i).pos() == "NUM")
}

fn before_determiner<'d>(scene: &Scene<'d>, start: usize) -> Option<Token<'d>> {
    let token = scene.doc.token(start.checked_sub(1)?);
    match token.pos() {
        "DET" => token.prev(),
        _ if token.tag() == "PRP$" => token.prev(),
        _ => Some(token),
    }
}

/// The head and start of the noun phrase whose last word is at `last`, past "at", "in", "of" where what stands before can
/// speak ("a source at the ministry").
fn phrase_ending(scene: &Scene<'_>, last: usize, from: usize) -> Option<(usize, usize)> {
    let doc = scene.doc;
    let token = doc.token(last);
    if !matches!(token.pos(), "NOUN" | "PROPN" | "PRON" | "ADJ" | "X")
        && scene.actor(last).is_none()
        && scene.noun(last).is_none()
    {
        return None;
    }
    let mut head = last;
    let mut start = phrase::start(doc, last).max(from);
    if let Some((range, _)) = scene.body(last) {
        start = start.min(range.start);
        head = last;
    }
    for _ in 0..4 {
        let Some(before) = before_determiner(scene, start) else { break };
        if before.i() <= from
            || before.pos() != "ADP"
            || !matches!(before.lower(), "of" | "in" | "at" | "from" | "for" | "with" | "inside" | "near" | "on")
        {
            break;
        }
        let left = before.i() - 1;
        let fits = scene.body(left).is_some()
            || scene.noun(left).is_some()
            || scene.doc.token(left).entity().is_some_and(|e| e.label() == "PERSON");
        if !fits || before_is_count(scene, phrase::start(doc, left)) {
            break;
        }
        head = left;
        start = phrase::start(doc, left).max(from);
        if let Some((range, _)) = scene.body(left) {
            start = start.min(range.start);
        }
    }
    // a known body whose last word stands inside: "Observatory for Human Rights"
    if let Some((range, _)) = scene.body(head)
        && range.start < start
    {
        start = range.start;
    }
    if start > from && doc.token(start - 1).pos() == "DET" {
        start -= 1;
    }
    Some((head, start))
}

/// The speakers that start right after a word ("to", "by", an inverted verb).
fn after(scene: &Scene<'_>, at: usize) -> Option<(Vec<usize>, Range<usize>)> {
    let doc = scene.doc;
    let sentence_end = scene.unit_range(scene.unit(at)).end;
    let mut heads = Vec::new();
    let mut i = at + 1;
    let first = i;
    let mut end = i;
    while heads.len() < 4 {
        while doc.get(i).is_some_and(|t| i < sentence_end && (t.pos() == "DET" || t.tag() == "PRP$")) {
            i += 1;
        }
        let from = i;
        let mut head = None;
        while let Some(token) = doc.get(i).filter(|_| i < sentence_end) {
            if let Some((range, _)) = scene.body(i).filter(|(r, _)| r.start == i) {
                head = Some(range.end - 1);
                i = range.end;
                continue;
            }
            let glue = matches!(token.tag(), "POS" | "HYPH")
                || token.text() == "-"
                || (token.tag() == "VBN" && i > from && doc.token(i - 1).text() == "-");
            let pronoun =
                i == from && scene.is_speaking_pronoun(token) || matches!(token.lower(), "him" | "her" | "them");
            let new_person = head.is_some_and(|h: usize| phrase_breaks(scene, h, i) || name_follows(scene, h, i));
            if new_person {
                break;
            }
            if pronoun {
                head = Some(i);
                i += 1;
                break;
            }
            if phrase::is_when(token) && token.pos() != "ADJ" {
                break;
            }
            let ended = head
                .is_some_and(|h: usize| doc.token(h).tag() == "NNS" && scene.noun(h).is_some() && token.tag() != "POS");
            if ended && matches!(token.pos(), "NOUN" | "PROPN" | "X" | "NUM" | "ADJ") {
                break;
            }
            if matches!(token.pos(), "NOUN" | "PROPN" | "X") {
                head = Some(i);
                i += 1;
                continue;
            }
            if glue || matches!(token.pos(), "ADJ" | "NUM") && !token.text().chars().all(|c| c.is_ascii_digit()) {
                i += 1;
                continue;
            }
            break;
        }
        let Some(found) = head else { break };
        heads.push(found);
        end = found + 1;
        i = found + 1;
        // "… and medics"
        let Some(joint) = doc.get(i).filter(|t| i + 1 < sentence_end && matches!(t.lower(), "and" | "&")) else {
            break;
        };
        let _ = joint;
        let mut k = i + 1;
        while doc.get(k).is_some_and(|t| matches!(t.pos(), "DET" | "ADJ")) {
            k += 1;
        }
        let more = (k..(k + 6).min(sentence_end))
            .take_while(|&m| matches!(doc.token(m).pos(), "NOUN" | "PROPN" | "ADJ") || scene.body(m).is_some())
            .last();
        let fits = more.is_some_and(|m| scene.may_speak(doc.token(m)));
        if !fits {
            break;
        }
        i += 1;
    }
    (!heads.is_empty()).then_some((heads, first..end))
}

/// "Rami Abdel Rahman | a young mechanic": a person's name ends a row.
fn phrase_breaks(scene: &Scene<'_>, head: usize, next: usize) -> bool {
    let doc = scene.doc;
    let entity = |i: usize| doc.token(i).entity().filter(|e| e.label() == "PERSON");
    match (entity(head), entity(next)) {
        (Some(e), None) => next >= e.end() && doc.token(next).tag() != "POS" && doc.token(next).text() != "-",
        _ => false,
    }
}

/// "according to the report | IS fighters …": after a plain word for a text or body another name begins a clause.
fn name_follows(scene: &Scene<'_>, head: usize, next: usize) -> bool {
    let plain = scene.doc.token(head).pos() == "NOUN"
        && matches!(scene.role(head), Some(Role::Text | Role::Body | Role::Source));
    plain && (scene.actor(next).is_some() || scene.doc.token(next).pos() == "PROPN") && scene.body(next).is_none()
}
