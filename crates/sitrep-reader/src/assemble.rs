//! Puts the record together from what each part of the reader found.

use jiff::civil::Date;
use sitrep_gazetteer::Gazetteer;
use sitrep_language::Document;
use sitrep_record::{Claim, Count, Effect, Evidence, Incident, Record, Scope, Source, Status, Victims};

use crate::lexicon::Lexicon;
use crate::toll::Toll;
use crate::{accord, actor, incident, responsibility, scope, source, toll};

/// What is known of an article beside its text.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// The caller's name for it.
    pub id: String,
    /// Its address.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day it was published; dates in the text are resolved against it.
    pub published: Option<Date>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// The agencies it draws on.
    pub credits: Vec<String>,
}

/// All that one reading shares: the parsed text, the words, and what is known of the article.
#[derive(Clone, Copy)]
pub(crate) struct Context<'d> {
    pub doc: &'d Document,
    pub lexicon: &'d Lexicon,
    /// The map; none if the embedded one does not open, which the gazetteer's own tests rule out.
    pub world: Option<&'d Gazetteer>,
    pub article: &'d Article,
}

/// A toll as a rule found it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule's name, which is that of its file or of one of its cases.
    pub rule: &'static str,
    /// What happened to the people counted.
    pub effect: Effect,
    /// How many.
    pub count: Count,
    /// What part of the whole is counted.
    pub scope: Scope,
    /// The words that it was read from.
    pub evidence: Evidence,
    /// How sure the rule is, 0 to 1.
    pub confidence: f32,
}

/// Reads articles. Made once, used for any number of articles, from any number of threads.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lexicon,
    world: Option<Gazetteer>,
}

impl Reader {
    /// A reader that knows these words, and the places of the embedded world gazetteer.
    pub fn new(lexicon: Lexicon) -> Self {
        Reader { lexicon, world: Gazetteer::embedded().ok() }
    }

    /// A reader that knows the places of this gazetteer, which may hold a user's own.
    pub fn with_places(lexicon: Lexicon, world: Gazetteer) -> Self {
        Reader { lexicon, world: Some(world) }
    }

    fn context<'d>(&'d self, article: &'d Article, doc: &'d Document) -> Context<'d> {
        Context { doc, lexicon: &self.lexicon, world: self.world.as_ref(), article }
    }

    /// The tolls that the rules found, each with its rule, before those that say the same are made one.
    pub fn explain(&self, article: &Article, doc: &Document) -> Vec<Finding> {
        let context = self.context(article, doc);
        toll::find(context)
            .iter()
            .map(|toll| {
                let evidence = doc.span(toll.evidence.start, toll.evidence.end);
                Finding {
                    rule: toll.rule,
                    effect: toll.effect,
                    count: toll.count.clone(),
                    scope: toll.scope,
                    evidence: Evidence { start: evidence.start_char(), end: evidence.end_char() },
                    confidence: toll.confidence,
                }
            })
            .collect()
    }

    /// What the article says. `doc` is the parse of its text.
    pub fn read(&self, article: &Article, doc: &Document) -> Record {
        let context = self.context(article, doc);
        let found = toll::find(context);
        let scene = source::Scene::of(context);
        let said = source::Attributions::of(&scene);
        let sources = source::sources_of(&said, &found);
        let (tolls, sources) = toll::dedupe(context, found, sources);
        let mut read = incident::read(context, &tolls, &sources);
        let responsibility = responsibility::read(context, &said, &read);
        read.credit(doc, &responsibility);
        Record {
            id: article.id.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            outlet: article.outlet.clone(),
            published: article.published,
            language: article.language.clone(),
            credits: article.credits.clone(),
            text: doc.text().to_owned(),
            claims: claims(context, &tolls, sources, &read),
            incidents: read.incidents,
            responsibility,
            accords: accord::read(context, &said),
            notes: Vec::new(),
        }
    }
}

/// Longer than this, in days, is a course of events and no incident.
const COURSE: i32 = 31;

/// Whether an older total is that of a course of events ("since the coup", "in 2018", undated, a war's) and not of the incident that it stands
/// beside.
fn is_course(doc: &Document, toll: &Toll, incident: &Incident) -> bool {
    if toll.scope != Scope::Background {
        return false;
    }
    let short = incident
        .date
        .from
        .zip(incident.date.to)
        .is_some_and(|(from, to)| from.until(to).is_ok_and(|span| span.get_days().abs() <= COURSE));
    !short || scope::huge(toll) || doc.token(toll.trigger).sent().tokens().any(|t| t.lower() == "since")
}

/// Whose the fighters are that each toll counts. A toll without a noun of its own ("and captured 26") counts those of the one before it
/// in its sentence.
fn parties(context: Context<'_>, tolls: &[Toll]) -> Vec<Option<String>> {
    let (doc, words) = (context.doc, &context.lexicon.actors);
    let (actors, home) = (words.mentions(doc), words.home(doc));
    let mut parties: Vec<Option<String>> = Vec::with_capacity(tolls.len());
    for (k, toll) in tolls.iter().enumerate() {
        let combatant = toll.status == Status::Combatant;
        let named = toll.victims.as_ref().and_then(|v| actor::party_of(doc, &actors, home, v)).map(Into::into);
        let sentence = doc.token(toll.trigger).sent_index();
        let before = k.checked_sub(1).filter(|&b| {
            let (before, bare) = (&tolls[b], toll.noun.is_none());
            bare && before.status == toll.status && doc.token(before.trigger).sent_index() == sentence
        });
        let party = named.or_else(|| before.and_then(|b| parties[b].clone()));
        parties.push(party.filter(|_| combatant));
    }
    parties
}

/// The claims in the order of the text; a toll's place among `tolls` becomes its id.
fn claims(context: Context<'_>, tolls: &[Toll], sources: Vec<Vec<Source>>, read: &incident::Incidents) -> Vec<Claim> {
    let doc = context.doc;
    let parties = parties(context, tolls);
    let id = |k: usize| format!("c{}", k + 1);
    let incident_id = |k: usize| read.incidents.get(k).map(|i| i.id.clone());
    let mut claims = Vec::with_capacity(tolls.len());
    for (k, (toll, sources)) in tolls.iter().zip(sources).enumerate() {
        let evidence = doc.span(toll.evidence.start, toll.evidence.end);
        claims.push(Claim {
            id: id(k),
            effect: toll.effect,
            count: toll.count.clone(),
            victims: Victims {
                text: toll.victims.clone().map(|v| doc.span(v.start, v.end).text().to_owned()),
                status: toll.status,
                group: parties.get(k).cloned().flatten(),
            },
            sources,
            scope: toll.scope,
            parent: toll.parent.map(id),
            parts: read.parts_of.get(k).into_iter().flatten().filter_map(|&i| incident_id(i)).collect(),
            incident: read
                .incident_of
                .get(k)
                .copied()
                .flatten()
                .filter(|&i| !is_course(doc, toll, &read.incidents[i]))
                .and_then(incident_id),
            polarity: toll.polarity,
            evidence: Evidence { start: evidence.start_char(), end: evidence.end_char() },
            confidence: toll.confidence,
        });
    }
    claims
}
