//! Words of the trade in any order, under the trees of a pipeline with random weights: whatever is read lies inside the
//! text and hangs together.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sitrep_language::Pipeline;
use sitrep_reader::{Article, Lexicon, Reader};

const WORDS: &str = "At least five 12 dozens of people civilians soldiers three children were was killed wounded dead \
    missing arrested fled in on near from Homs Aleppo Kharkiv province the an air strike car bomb attack shelling clashes \
    said Observatory ministry army rebels Russia Islamic State claimed denied responsibility Monday overnight since 2011 \
    ceasefire truce agreed . , \" ' ( ) - \n including others more than between and or no one nobody death toll rose to \
    bringing number leaving killing a an who which that by for according it he they hostages displaced bodies found";

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sitrep-language/tests/pipelines/whole");
    Pipeline::open(&folder).unwrap()
});
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Lexicon::builtin().unwrap()));

fuzz_target!(|data: &[u8]| {
    let words: Vec<&str> = WORDS.split(' ').filter(|w| !w.is_empty()).collect();
    let (chosen, raw) = data.split_at(data.len().min(200));
    let mut text: String = chosen.iter().flat_map(|&b| [words[b as usize % words.len()], " "]).collect();
    text.push_str(&String::from_utf8_lossy(raw));
    let doc = PIPELINE.document(text.as_str());
    let article = Article { id: "f".into(), published: Some(jiff::civil::date(2016, 2, 21)), ..Article::default() };
    let record = READER.read(&article, &doc);
    let chars = text.chars().count();
    let claims = record.claims.iter().map(|c| c.evidence);
    let all = claims
        .chain(record.incidents.iter().map(|i| i.evidence))
        .chain(record.responsibility.iter().map(|r| r.evidence))
        .chain(record.accords.iter().map(|a| a.evidence));
    all.for_each(|e| assert!(e.start <= e.end && e.end <= chars));
    let is_claim = |id: &String| record.claims.iter().any(|c| c.id == *id);
    let is_incident = |id: &String| record.incidents.iter().any(|i| i.id == *id);
    for claim in &record.claims {
        assert!(claim.parent.iter().all(is_claim));
        assert!(claim.incident.iter().chain(&claim.parts).all(is_incident));
    }
    serde_json::to_string(&record).unwrap();
});
