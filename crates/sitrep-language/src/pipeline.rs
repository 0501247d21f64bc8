//! A pipeline: its components, and running them over texts.

use std::path::Path;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::components::attribute_ruler::AttributeRuler;
use crate::components::lemmatizer::Lemmatizer;
use crate::components::tagger::Classifier;
use crate::document::Document;
use crate::error::OpenError;
use crate::labels::{Label, Labels};
use crate::lexeme::Norms;
use crate::network::{SharedRecords, Tok2Vec};
use crate::package::Package;
use crate::tokenizer::Tokenizer;
use crate::transition::{ArcEager, Biluo, Scorer};
use crate::vectors::Vectors;
use crate::worker::Worker;

/// How many texts are taken at once for each core.
const BATCH_PER_CORE: usize = 64;

/// How many characters of texts are taken at once at most, so that memory stays flat.
const BATCH_CHARS: usize = 4 << 20;

/// How many floats of words' records are kept for all workers: 96 MiB, about 13,000 words of the small English pipeline.
const MAX_FLOATS: usize = 24 << 20;

/// One step of a pipeline. `encoder` is the place of its encoder in [`Pipeline::encoders`].
#[derive(Debug)]
pub(crate) enum Step {
    Tag { encoder: usize, classifier: Classifier, tags: Vec<Label> },
    Morph { encoder: usize, classifier: Classifier, morphs: Vec<(Label, Label)> },
    Sentences { encoder: usize, classifier: Classifier },
    Parse { encoder: usize, scorer: Scorer, slots: usize, moves: ArcEager },
    Entities { encoder: usize, scorer: Scorer, slots: usize, moves: Biluo },
    Rules(AttributeRuler),
    Lemmas(Lemmatizer),
}

/// A language pipeline trained with spaCy 3, opened and ready.
///
/// It can be shared among threads. Each thread that parses keeps what it learns of words (their vectors, base forms and
/// cuts), so a pipeline is fastest when it is opened once and used for many texts.
///
/// ```no_run
/// let pipeline = sitrep_language::Pipeline::open("en_core_web_sm".as_ref())?;
/// let doc = pipeline.document("At least nine people were killed in Homs on Sunday.");
/// let killed = doc.tokens().find(|t| t.lemma() == "kill").unwrap();
/// assert_eq!(killed.child(&["nsubjpass"]).unwrap().text(), "people");
/// # Ok::<(), sitrep_language::OpenError>(())
/// ```
pub struct Pipeline {
    pub(crate) lang: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) norms: Norms,
    pub(crate) tokenizer: Tokenizer,
    pub(crate) vectors: Vectors,
    pub(crate) encoders: Vec<Tok2Vec>,
    /// What is kept of words, for each encoder.
    pub(crate) records: Vec<SharedRecords>,
    pub(crate) steps: Vec<Step>,
    pub(crate) labels: Arc<Labels>,
    workers: Mutex<Vec<Worker>>,
}

impl Pipeline {
    /// Opens a pipeline package: a wheel as published, or a folder that holds one unpacked.
    ///
    /// # Errors
    /// [`OpenError`] if it cannot be read, is damaged, or needs a component or architecture that is not supported.
    pub fn open(path: &Path) -> Result<Pipeline, OpenError> {
        crate::assembly::open(Package::open(path)?)
    }

    /// Opens a pipeline whose files are in memory, each by its path inside the pipeline: `config.cfg`, `parser/model`.
    ///
    /// # Errors
    /// As for [`Pipeline::open`].
    pub fn from_files(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Pipeline, OpenError> {
        crate::assembly::open(Package::Memory(files.into_iter().collect()))
    }

    pub(crate) fn new(
        identity: [String; 3],
        norms: Norms,
        tokenizer: Tokenizer,
        vectors: Vectors,
        encoders: Vec<Tok2Vec>,
        steps: Vec<Step>,
        labels: Labels,
    ) -> Pipeline {
        let [lang, name, version] = identity;
        let (labels, workers) = (Arc::new(labels), Mutex::default());
        let share = MAX_FLOATS / encoders.len().max(1);
        let records = encoders.iter().map(|encoder| SharedRecords::new(share / encoder.record())).collect();
        Pipeline { lang, name, version, norms, tokenizer, vectors, encoders, records, steps, labels, workers }
    }

    /// Its language: ISO 639-1, `en`.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// Its name without the language: `core_web_sm`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version: `3.8.0`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Parses one text.
    pub fn document(&self, text: impl Into<String>) -> Document {
        self.with_worker(|worker| worker.document(self, text.into()))
    }

    /// Parses many texts on all cores; documents come in the order of the texts.
    ///
    /// Texts are taken from the iterator in batches, so that memory stays flat however many there are.
    pub fn documents<I>(&self, texts: I) -> impl Iterator<Item = Document>
    where
        I: IntoIterator<Item = String>,
    {
        self.map(texts.into_iter().map(|text| (text, ())), |doc, ()| doc)
    }

    /// Parses many texts on all cores and does something with each document there; results come in the order of the
    /// texts. Each text comes with a companion (an id, say) that is handed on.
    pub fn map<I, C, R, F>(&self, texts: I, then: F) -> impl Iterator<Item = R>
    where
        I: IntoIterator<Item = (String, C)>,
        C: Send,
        R: Send,
        F: Fn(Document, C) -> R + Sync,
    {
        let mut texts = texts.into_iter();
        let batch_len = BATCH_PER_CORE * rayon::current_num_threads();
        let mut done = Vec::new().into_iter();
        std::iter::from_fn(move || {
            if let Some(result) = done.next() {
                return Some(result);
            }
            let mut batch = Vec::new();
            let mut size = 0;
            while batch.len() < batch_len && size < BATCH_CHARS {
                let Some((text, companion)) = texts.next() else { break };
                size += text.len();
                batch.push((text, companion));
            }
            let parse = |(text, companion)| {
                let doc = self.document(text);
                then(doc, companion)
            };
            let results: Vec<R> = batch.into_par_iter().with_max_len(1).map(parse).collect();
            done = results.into_iter();
            done.next()
        })
    }

    /// Runs with a worker of its own, which is kept for the next text.
    fn with_worker<R>(&self, run: impl FnOnce(&mut Worker) -> R) -> R {
        let spare = self.workers.lock().ok().and_then(|mut workers| workers.pop());
        let mut worker = spare.unwrap_or_else(|| Worker::new(self));
        let result = run(&mut worker);
        if let Ok(mut workers) = self.workers.lock() {
            workers.push(worker);
        }
        result
    }
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pipeline({}_{} {})", self.lang, self.name, self.version)
    }
}
