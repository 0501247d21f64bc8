//! Where time goes: each stage by itself, on one core.
//!
//! A stage is run by a pipeline in which only what it needs is switched on, so each figure includes cutting the text into tokens,
//! and `parse` and `tag` include `encode`. Figures are per second of tokens. Needs the English pipeline, in `SITREP_MODELS` or
//! `target/models`, and says `skipped` without.

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};

use criterion::{BatchSize, Criterion, Throughput, criterion_main};
use sitrep_language::{Document, Pipeline};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn wheel() -> Option<PathBuf> {
    let folder = std::env::var_os("SITREP_MODELS").map_or(Path::new(ROOT).join("target/models"), PathBuf::from);
    Some(folder.join("en_core_web_sm-3.8.0.whl")).filter(|path| path.is_file())
}

/// The files of the pipeline in a wheel, by their paths inside it.
fn files(wheel: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(fs::File::open(wheel).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let root = names.iter().find_map(|name| name.strip_suffix("config.cfg")).unwrap().to_owned();
    let mut files = BTreeMap::new();
    for name in names.iter().filter(|name| !name.ends_with('/')) {
        if let Some(inner) = name.strip_prefix(&root) {
            let mut bytes = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
            files.insert(inner.to_owned(), bytes);
        }
    }
    files
}

/// A pipeline of some of the components only.
fn only(files: &BTreeMap<String, Vec<u8>>, components: &[&str]) -> Pipeline {
    let mut files = files.clone();
    let config = String::from_utf8(files["config.cfg"].clone()).unwrap();
    let line = config.lines().find(|line| line.starts_with("pipeline = ")).unwrap();
    let config = config.replacen(line, &format!("pipeline = {components:?}"), 1);
    files.insert("config.cfg".into(), config.into_bytes());
    Pipeline::from_files(files).unwrap()
}

/// The project's example articles, or else the texts on which spaCy's answers are kept.
fn texts() -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Line {
        text: String,
    }
    let text = |line: &str| serde_json::from_str(line).map(|Line { text }| text).ok();
    match fs::read_to_string(Path::new(ROOT).join("examples/articles.jsonl")) {
        Ok(lines) => lines.lines().filter_map(text).collect(),
        Err(_) => {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spacy/en");
            let files = fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
            files.filter_map(|file| text(&file)).collect()
        }
    }
}

fn stages(criterion: &mut Criterion) {
    let Some(wheel) = wheel() else {
        eprintln!("skipped: no English model in SITREP_MODELS; `sitrep models install en` puts one there");
        return;
    };
    let files = files(&wheel);
    let texts = texts();

    let mut open = criterion.benchmark_group("open");
    open.sample_size(20);
    open.bench_function("wheel", |b| b.iter(|| Pipeline::open(&wheel).unwrap()));
    open.bench_function("files", |b| {
        b.iter_batched(|| files.clone(), |files| Pipeline::from_files(files).unwrap(), BatchSize::LargeInput)
    });
    open.finish();

    let whole = Pipeline::open(&wheel).unwrap();
    let docs: Vec<Document> = texts.iter().map(|text| whole.document(text.as_str())).collect();
    let tokens: usize = docs.iter().map(Document::len).sum();
    assert!(tokens > 500 && docs.iter().any(|doc| doc.entities().len() > 0));

    let mut stages = criterion.benchmark_group("stages");
    stages.throughput(Throughput::Elements(tokens as u64)).sample_size(20);
    let chains: [(&str, &[&str]); 6] = [
        ("tokenise", &[]),
        ("encode", &["tok2vec"]),
        ("tag", &["tok2vec", "tagger"]),
        ("parse", &["tok2vec", "parser"]),
        ("entities", &["ner"]),
        ("whole", &["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]),
    ];
    for (name, components) in chains {
        let pipeline = only(&files, components);
        stages.bench_function(name, |b| {
            b.iter(|| {
                for text in &texts {
                    black_box(pipeline.document(text.as_str()));
                }
            });
        });
    }
    // Words that no worker has met: what caching saves.
    stages.bench_function("whole, cold", |b| {
        b.iter_batched(
            || Pipeline::from_files(files.clone()).unwrap(),
            |pipeline| {
                for text in &texts {
                    black_box(pipeline.document(text.as_str()));
                }
                pipeline
            },
            BatchSize::LargeInput,
        );
    });
    stages.bench_function("write JSON", |b| {
        b.iter(|| {
            for doc in &docs {
                black_box(doc.to_json(None));
            }
        });
    });
    let written: Vec<String> = docs.iter().map(|doc| doc.to_json(None)).collect();
    stages.bench_function("read JSON", |b| {
        b.iter(|| {
            for json in &written {
                black_box(Document::from_json(json).unwrap());
            }
        });
    });
    stages.finish();
}

// The macro makes a public function that has no documentation.
#[allow(missing_docs)]
mod group {
    criterion::criterion_group!(benches, super::stages);
}

criterion_main!(group::benches);
