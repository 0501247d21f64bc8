//! Puts a pipeline together from its package, as `config.cfg` says.

use serde_json::Value;

use crate::components::attribute_ruler::AttributeRuler;
use crate::components::lemmatizer::Lemmatizer;
use crate::components::tagger::{self, Classifier};
use crate::config::Config;
use crate::error::{OpenError, Result};
use crate::labels::Labels;
use crate::lexeme::{Feature, Norms};
use crate::network::{Shape, Tok2Vec, Weights};
use crate::package::Package;
use crate::pipeline::{Pipeline, Step};
use crate::tokenizer::Tokenizer;
use crate::transition::{ArcEager, Biluo, Scorer, slots};
use crate::vectors::Vectors;

/// The largest width, depth or number of rows that is believed.
const MAX_DIMENSION: usize = 1 << 20;

pub(crate) fn open(mut package: Package) -> Result<Pipeline> {
    let config = Config::parse(&package.read_text("config.cfg")?)?;
    let meta: Value = match package.find("meta.json")? {
        Some(bytes) => serde_json::from_slice(&bytes).map_err(|e| OpenError::damaged("meta.json", e.to_string()))?,
        None => Value::Null,
    };
    let lang = config.text("nlp", "lang")?;
    let tokenizers = config.get("nlp", "tokenizer")?.unwrap_or_default();
    let kind = match config.get("nlp.tokenizer", "@tokenizers")? {
        Some(kind) => kind,
        None => tokenizers["@tokenizers"].clone(),
    };
    if kind != "spacy.Tokenizer.v1" {
        return Err(OpenError::unsupported(format!("the tokenizer {kind}, in [nlp]")));
    }
    let norms = Norms::open(&mut package)?;
    let tokenizer = Tokenizer::open(&mut package, &norms)?;
    let vectors = Vectors::open(&mut package)?;
    let mut builder = Builder {
        config: &config,
        lang: &lang,
        labels: Labels::new(),
        vectors: vectors.width,
        encoders: Vec::new(),
        shared: None,
    };
    let disabled = config.texts("nlp", "disabled")?;
    let mut steps = Vec::new();
    for component in config.texts("nlp", "pipeline")? {
        if !disabled.contains(&component) {
            steps.extend(builder.step(&mut package, &component)?);
        }
    }
    let text = |key: &str| meta[key].as_str().unwrap_or_default().to_owned();
    let identity = [lang.clone(), text("name"), text("version")];
    Ok(Pipeline::new(identity, norms, tokenizer, vectors, builder.encoders, steps, builder.labels))
}

/// What is gathered while the components are opened.
struct Builder<'a> {
    config: &'a Config,
    lang: &'a str,
    labels: Labels,
    /// The width of the static vectors.
    vectors: usize,
    encoders: Vec<Tok2Vec>,
    /// The encoder that components listen to, and its component's name.
    shared: Option<(String, usize)>,
}

impl Builder<'_> {
    /// Opens one component; a shared encoder is no step of its own.
    fn step(&mut self, package: &mut Package, component: &str) -> Result<Option<Step>> {
        let section = format!("components.{component}");
        let factory = self.config.text(&section, "factory")?;
        if factory == "tok2vec" {
            let mut weights = self.weights(package, component)?;
            let encoder = self.encoder(&format!("{section}.model"), &mut weights)?;
            self.shared = Some((component.into(), encoder));
            return Ok(None);
        }
        let step = match factory.as_str() {
            "tagger" | "morphologizer" | "senter" => self.classifier(package, component, &factory)?,
            "parser" | "ner" => self.transitions(package, component, &factory)?,
            "attribute_ruler" => Step::Rules(AttributeRuler::open(package, component, &mut self.labels)?),
            "lemmatizer" => Step::Lemmas(Lemmatizer::open(package, component, self.config, self.lang)?),
            other => return Err(OpenError::unsupported(format!("the component {other}, in [{section}]"))),
        };
        Ok(Some(step))
    }

    fn weights(&self, package: &mut Package, component: &str) -> Result<Weights> {
        let file = format!("{component}/model");
        Weights::parse(&package.read(&file)?, &file)
    }

    /// Fails unless the section's architecture is one of those given, by name without version.
    fn expect(&self, section: &str, names: &[&str]) -> Result<String> {
        let architecture = self.config.text(section, "@architectures")?;
        let name = architecture.strip_prefix("spacy.").and_then(|name| name.rsplit_once(".v")).unwrap_or_default();
        match names.contains(&name.0) && matches!(name.1, "1" | "2") {
            true => Ok(name.0.into()),
            false => Err(OpenError::unsupported(format!("the architecture {architecture}, in [{section}]"))),
        }
    }

    /// The encoder of a section: the shared one for a listener, else one of its own, taken from the component's weights.
    fn encoder(&mut self, section: &str, weights: &mut Weights) -> Result<usize> {
        if self.expect(section, &["Tok2Vec", "Tok2VecListener"])? == "Tok2VecListener" {
            let upstream = self.config.text(section, "upstream").unwrap_or_else(|_| "*".into());
            return match &self.shared {
                Some((name, encoder)) if upstream == "*" || upstream == *name => Ok(*encoder),
                _ => Err(OpenError::unsupported(format!("a listener without the encoder {upstream}, in [{section}]"))),
            };
        }
        let (embed, encode) = (format!("{section}.embed"), format!("{section}.encode"));
        self.expect(&embed, &["MultiHashEmbed"])?;
        self.expect(&encode, &["MaxoutWindowEncoder"])?;
        let number = |section: &str, key: &str| match self.config.number(section, key)? {
            n if n <= MAX_DIMENSION => Ok(n),
            n => Err(OpenError::damaged("config.cfg", format!("[{section}] {key} = {n} is too large"))),
        };
        let attrs = self.config.texts(&embed, "attrs")?;
        let rows = self.config.get(&embed, "rows")?.unwrap_or_default();
        let rows: Vec<usize> =
            rows.as_array().into_iter().flatten().filter_map(|n| n.as_u64()).map(|n| n as usize).collect();
        if attrs.len() != rows.len() || rows.iter().any(|&n| n == 0 || n > MAX_DIMENSION) {
            return Err(OpenError::damaged("config.cfg", format!("[{embed}] attrs and rows do not fit together")));
        }
        let feature = |(attr, rows): (&String, usize)| match Feature::named(attr) {
            Some(feature) => Ok((feature, rows)),
            None => Err(OpenError::unsupported(format!("the attribute {attr}, in [{embed}]"))),
        };
        let features = attrs.iter().zip(rows).map(feature).collect::<Result<_>>()?;
        let shape = Shape {
            width: number(&encode, "width")?,
            features,
            depth: number(&encode, "depth")?,
            window: number(&encode, "window_size")?,
            pieces: number(&encode, "maxout_pieces")?,
            vectors: self.config.flag(&embed, "include_static_vectors")?.then_some(self.vectors),
        };
        if shape.width == 0
            || shape.pieces == 0
            || shape.depth > 64
            || shape.window > 64
            || number(&embed, "width")? != shape.width
        {
            return Err(OpenError::unsupported(format!("an encoder of these sizes, in [{encode}]")));
        }
        self.encoders.push(Tok2Vec::take(weights, &shape)?);
        Ok(self.encoders.len() - 1)
    }

    fn classifier(&mut self, package: &mut Package, component: &str, factory: &str) -> Result<Step> {
        let model = format!("components.{component}.model");
        self.expect(&model, &["Tagger"])?;
        let mut weights = self.weights(package, component)?;
        let encoder = self.encoder(&format!("{model}.tok2vec"), &mut weights)?;
        let width = self.encoders[encoder].width();
        Ok(match factory {
            "tagger" => {
                let tags = tagger::tags(package, component, &mut self.labels)?;
                Step::Tag { encoder, classifier: Classifier::take(&mut weights, width, tags.len())?, tags }
            }
            "morphologizer" => {
                let morphs = tagger::morphs(package, component, &mut self.labels)?;
                Step::Morph { encoder, classifier: Classifier::take(&mut weights, width, morphs.len())?, morphs }
            }
            _ => Step::Sentences { encoder, classifier: Classifier::take(&mut weights, width, 2)? },
        })
    }

    fn transitions(&mut self, package: &mut Package, component: &str, factory: &str) -> Result<Step> {
        let model = format!("components.{component}.model");
        self.expect(&model, &["TransitionBasedParser"])?;
        if !self.config.flag(&model, "use_upper")? {
            return Err(OpenError::unsupported(format!("a parser without an upper layer, in [{model}]")));
        }
        let settings = tagger::settings(package, component)?;
        if settings["beam_width"].as_u64().is_some_and(|width| width > 1) {
            return Err(OpenError::unsupported(format!("beam search, in [components.{component}]")));
        }
        let slots = slots(&self.config.text(&model, "state_type")?, self.config.flag(&model, "extra_state_tokens")?)?;
        let (hidden, pieces) =
            (self.config.number(&model, "hidden_width")?, self.config.number(&model, "maxout_pieces")?);
        if !(1..=MAX_DIMENSION).contains(&hidden) || !(2..=64).contains(&pieces) {
            return Err(OpenError::unsupported(format!("a parser of these sizes, in [{model}]")));
        }
        let mut weights = self.weights(package, component)?;
        let encoder = self.encoder(&format!("{model}.tok2vec"), &mut weights)?;
        let width = self.encoders[encoder].width();
        let mut take = |classes| Scorer::take(&mut weights, width, slots, hidden, pieces, classes);
        match (factory, slots) {
            ("parser", 8 | 13) => {
                let mut moves = ArcEager::open(package, component, &mut self.labels)?;
                let scorer = take(moves.len())?;
                moves.fit(&scorer);
                Ok(Step::Parse { encoder, scorer, slots, moves })
            }
            ("ner", 3 | 6) => {
                let mut moves = Biluo::open(package, component, &mut self.labels)?;
                let scorer = take(moves.len())?;
                moves.fit(&scorer);
                Ok(Step::Entities { encoder, scorer, slots, moves })
            }
            _ => Err(OpenError::unsupported(format!("this state type, in [{model}]"))),
        }
    }
}
