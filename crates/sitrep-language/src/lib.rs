//! Runs language pipelines that were trained with [spaCy 3](https://spacy.io), natively: text in, grammar out.
//!
//! A pipeline package is opened as it was published, a wheel or an unpacked folder, with no Python at hand. It cuts text into
//! tokens and sentences and gives each token its part of speech, features, base form and place in a dependency tree, and names
//! the entities. Answers are spaCy's own; they come many times as fast.
//!
//! ```no_run
//! use sitrep_language::Pipeline;
//!
//! let pipeline = Pipeline::open("en_core_web_sm-3.8.0.whl".as_ref())?;
//! let doc = pipeline.document("At least nine people were killed in Homs on Sunday.");
//! let killed = doc.tokens().find(|t| t.lemma() == "kill").unwrap();
//! let people = killed.child(&["nsubjpass"]).unwrap();
//! assert_eq!(people.subtree_span().text(), "At least nine people");
//! let places = doc.entities().filter(|e| e.label() == "GPE");
//! assert_eq!(places.map(|e| e.text()).collect::<Vec<_>>(), ["Homs"]);
//! # Ok::<(), sitrep_language::OpenError>(())
//! ```
//!
//! # The types that matter
//! - [`Pipeline`]: opened once, shared among threads. [`Pipeline::document`] parses one text, [`Pipeline::documents`] and
//!   [`Pipeline::map`] many, on all cores and in order.
//! - [`Document`]: the text with all that was found. [`Token`] and [`Span`] are views into it, cheap to copy; each knows where
//!   it stands, in characters (Unicode scalar values) and in bytes.
//! - [`JsonDocument`] and [`conllu`]: a document written and read, so that grammar can be tested with a tree written by hand
//!   and no pipeline at all.
//! - [`OpenError`]: why a package was refused: which file is damaged, or which component, architecture or option is not known.
//!
//! # What it runs
//! The tokenizer with its affix rules and special cases; `tok2vec` (`MultiHashEmbed` and `MaxoutWindowEncoder`, with static
//! vectors or without, shared by listeners or a component's own); `tagger`, `morphologizer`, `senter`; `parser` and `ner`
//! (`TransitionBasedParser`); `attribute_ruler`; `lemmatizer` by lookup, and by rule for English, French, Spanish and the
//! languages that have no rules of their own. Disabled components are skipped.
//!
//! # What it does not do
//! - It trains nothing. Transformers, text categories, entity linking, beam search and custom components are refused by name.
//! - It downloads nothing; `sitrep models install` does.
//! - Languages that spaCy cuts with another library (Chinese, Japanese, Thai, …) are refused.
//! - It compares no words and computes no similarity: vectors are read by the networks only.
//!
//! Two limits keep time and memory in bounds, and are the only places where answers differ from spaCy's by intent. A stretch of more
//! than a kibibyte without white space is cut in pieces before the rules see it. A text of more than ten thousand tokens is
//! parsed in pieces, which end where a line or sentence ends. A text must be shorter than 4 GiB.
//!
//! # How answers equal spaCy's
//! Not by approximation: the same hashes, tables, state machines and tie-breaks, down to a slip in a feature set on which
//! networks were trained. Sums of floats are taken in another order, so scores differ in their last digits; an answer would differ
//! only where two scores are equal but for these. On 574 news articles (192,682 tokens) every token, tag, feature, base
//! form, head, label, sentence and entity of the small English pipeline is the same. `tests/spacy.rs` compares with spaCy's
//! answers on texts in three languages, `tests/synthetic.rs` every component on two tiny pipelines that lie in the repository
//! (`tools/parity/synthetic.py` makes them), and `make parity` whole corpora.
//!
//! # Where the speed comes from
//! What depends on a word alone is computed once for all threads: its features and hashes, the sum of its embeddings, the first
//! maxout, and its three products with the slices of the first convolution, which then costs three additions. The parser's
//! first layer is multiplied out once for each token and feature slot, so that a state's scores cost a few additions and one small
//! product.
//!
//! The rest is dense products over a whole text, in a kernel for AVX-512, AVX2 or the least that the target has, chosen as
//! the program runs. On an AMD EPYC (family 26) a core (AVX-512) reaches 145 billion multiply-adds a second from registers alone; the
//! kernel reaches 144 on a convolution layer, so there is nothing left to gain but to multiply less; `share_of_the_peak` in
//! `network/kernel.rs` measures both. Parsing a news article takes about 600,000 multiply-adds a token.
//!
//! Of the time on one core, for the small English pipeline, JSON written: 56 % is the kernel, 7 % the parser's loop, 5 % the first
//! convolution's additions, 3 % layer normalisation, 2 % the entities' loop, 3 % making records of new words, 3 % copies
//! of memory, 2 % JSON; the tokenizer, rules, base forms and all else share the rest. That is about 8 µs a token.
//! `cargo bench -p sitrep-language` times each stage.

mod assembly;
mod components;
mod config;
pub mod conllu;
mod document;
mod error;
mod json;
mod labels;
mod lexeme;
mod msgpack;
mod network;
mod package;
mod pipeline;
mod pyregex;
mod strings;
mod tokenizer;
mod transition;
mod vectors;
mod words;
mod worker;

pub use document::{Document, Span, Token};
pub use error::OpenError;
pub use json::{JsonDocument, JsonEntity, JsonError, JsonToken};
pub use pipeline::Pipeline;
