//! Packages that are broken, or made to break something: each is refused with an error that says where, or opens and parses.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use common::{check, check_cover, files, folder};
use sitrep_language::{OpenError, Pipeline};

type Files = BTreeMap<String, Vec<u8>>;

const TEXT: &str = "The ferry didn't leave Port Amrin (say two nurses).\n\n\"Why?\" 🚑 سار https://example.org/a-b";

/// Opens the files; what opens must parse.
fn open(files: &Files) -> Result<Pipeline, OpenError> {
    let pipeline = Pipeline::from_files(files.clone())?;
    let doc = pipeline.document(TEXT);
    check_cover(&doc);
    check(&doc);
    Ok(pipeline)
}

fn error(files: &Files) -> String {
    match open(files) {
        Ok(_) => panic!("it opened"),
        Err(error) => error.to_string(),
    }
}

/// The small pipeline with one text in its configuration replaced by another.
fn configured(from: &str, to: &str) -> Files {
    let mut files = files(&folder("whole"));
    let config = String::from_utf8(files["config.cfg"].clone()).unwrap();
    assert!(config.contains(from), "{from}");
    files.insert("config.cfg".into(), config.replacen(from, to, 1).into_bytes());
    files
}

/// Numbers that look random: the same ones in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

#[test]
fn what_is_not_supported_is_named() {
    for (from, to, names) in [
        ("factory = \"tagger\"", "factory = \"textcat\"", "the component textcat, in [components.tagger]"),
        ("factory = \"ner\"", "factory = \"transformer\"", "the component transformer, in [components.ner]"),
        ("spacy.Tagger.v2", "spacy.Tagger.v9", "the architecture spacy.Tagger.v9"),
        ("spacy.MultiHashEmbed.v2", "spacy.CharacterEmbed.v2", "the architecture spacy.CharacterEmbed.v2"),
        ("spacy.MaxoutWindowEncoder.v2", "spacy.MishWindowEncoder.v2", "the architecture spacy.MishWindowEncoder.v2"),
        ("spacy.TransitionBasedParser.v2", "my.Parser.v1", "the architecture my.Parser.v1"),
        ("spacy.Tokenizer.v1", "spacy.ja.JapaneseTokenizer", "the tokenizer \"spacy.ja.JapaneseTokenizer\""),
        ("mode = \"lookup\"", "mode = \"rule_of_mine\"", "a lemmatizer of the mode rule_of_mine for the language en"),
        ("state_type = \"parser\"", "state_type = \"weather\"", "the state type \"weather\""),
        ("\"IS_SPACE\"", "\"LIKE_NUM\"", "the attribute LIKE_NUM"),
        ("use_upper = true", "use_upper = false", "a parser without an upper layer"),
    ] {
        let said = error(&configured(from, to));
        assert!(said.contains(names) && said.contains("not supported"), "{said}");
    }
}

#[test]
fn a_disabled_component_is_not_looked_at() {
    let whole = files(&folder("whole"));
    assert!(String::from_utf8_lossy(&whole["config.cfg"]).contains("disabled = [\"morphologizer\"]"));
    let mut without = whole.clone();
    without.retain(|name, _| !name.starts_with("morphologizer/"));
    open(&without).unwrap();
    let needed = error(&{
        let mut files = configured("disabled = [\"morphologizer\"]", "disabled = []");
        files.retain(|name, _| !name.starts_with("morphologizer/"));
        files
    });
    assert!(needed.contains("lacks its file morphologizer/"), "{needed}");
    let everything =
        configured("disabled = [\"morphologizer\"]", "disabled = [\"morphologizer\",\"parser\",\"ner\",\"tagger\"]");
    let doc = open(&everything).unwrap().document(TEXT);
    assert!(
        doc.entities().len() == 0 && doc.tokens().all(|t| t.dep().is_empty() && t.tag().is_empty() || t.is_space())
    );
}

#[test]
fn sizes_that_cannot_be_are_refused() {
    for (from, to) in [
        ("width = 8", "width = 0"),
        ("width = 8", "width = 999999999999"),
        ("rows = [60,", "rows = [9999999999,"),
        ("rows = [60,", "rows = [0,"),
        ("rows = [60,", "rows = [61,"),
        ("rows = [60,", "rows = ["),
        ("depth = 2", "depth = 65"),
        ("depth = 2", "depth = 3"),
        ("window_size = 1", "window_size = 1000000"),
        ("window_size = 1", "window_size = -1"),
        ("maxout_pieces = 3", "maxout_pieces = 1000000000"),
        ("hidden_width = 8", "hidden_width = 1000000"),
        ("hidden_width = 8", "hidden_width = 1e300"),
        ("maxout_pieces = 2", "maxout_pieces = 0"),
        ("[nlp]", "[nlp"),
        ("lang = \"en\"", "lang = ${nlp.lang}"),
        ("pipeline = [", "pipeline = [\"nobody\","),
    ] {
        let said = error(&configured(from, to));
        assert!(!said.is_empty(), "{from} → {to}");
    }
}

#[test]
fn an_absent_file_is_named() {
    let whole = files(&folder("whole"));
    for name in whole.keys() {
        let mut files = whole.clone();
        files.remove(name);
        match open(&files) {
            Ok(_) => assert!(
                ["meta.json", "morphologizer/", "vocab/", "tok2vec/cfg"]
                    .iter()
                    .any(|optional| name.starts_with(optional)),
                "{name}"
            ),
            Err(error) => assert!(matches!(&error, OpenError::Missing { file } if file == name), "{name}: {error}"),
        }
    }
}

/// Breaks every file of a package in many ways.
fn torment(whole: &Files, rounds: usize) {
    let mut numbers = Numbers(0x5eed);
    let (mut opened, mut refused) = (0, 0);
    let mut judge = |files: &Files, name: &str| match open(files) {
        Ok(_) => opened += 1,
        Err(error) => {
            refused += 1;
            let said = error.to_string();
            assert!(matches!(
                error,
                OpenError::Damaged { .. } | OpenError::Unsupported { .. } | OpenError::Missing { .. }
            ));
            assert!(said.len() < 2000, "{name}: {} bytes of error", said.len());
        }
    };
    for (name, bytes) in whole {
        let mut files = whole.clone();
        if name != "tokenizer" {
            // An empty one: to compile the true one's patterns again and again takes most of the time.
            files.insert("tokenizer".into(), vec![0x80]);
        }
        for round in 0..rounds {
            // Truncated, one bit flipped, some bytes overwritten with what msgpack takes for sizes, doubled.
            let mut broken = bytes.clone();
            let at = numbers.below(bytes.len().max(1));
            match (round % 4, broken.get_mut(at)) {
                (1, Some(byte)) => *byte ^= 1 << numbers.below(8),
                (2, Some(_)) => {
                    for byte in broken.iter_mut().skip(at).take(1 + numbers.below(8)) {
                        *byte = [0xff, 0xdd, 0xdf, 0xc6, 0xdb, 0x7f, 0][numbers.below(7)];
                    }
                }
                (3, Some(_)) => broken.extend_from_within(at..),
                _ => broken.truncate(at),
            }
            files.insert(name.clone(), broken);
            judge(&files, name);
        }
        files.insert(name.clone(), Vec::new());
        judge(&files, name);
    }
    assert!(refused > 0);
    eprintln!("{opened} opened, {refused} refused");
}

#[test]
fn small_packages_survive_damage() {
    torment(&files(&folder("whole")), 16);
    torment(&files(&folder("vectors")), 16);
}

/// The English model, if one is at hand.
fn model() -> Option<PathBuf> {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/models");
    let folder = std::env::var_os("SITREP_MODELS").map_or(own, PathBuf::from);
    Some(folder.join("en_core_web_sm-3.8.0.whl")).filter(|path| path.is_file())
}

#[test]
fn the_english_package_survives_damage() {
    let Some(wheel) = model() else {
        eprintln!("skipped: no English model in SITREP_MODELS; `sitrep models install en` puts one there");
        return;
    };
    let mut archive = zip::ZipArchive::new(fs::File::open(wheel).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let root = names.iter().find_map(|name| name.strip_suffix("config.cfg")).unwrap();
    let mut whole = Files::new();
    for name in &names {
        if let Some(inner) = name.strip_prefix(root).filter(|inner| !inner.is_empty() && !inner.ends_with('/')) {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut archive.by_name(name).unwrap(), &mut bytes).unwrap();
            whole.insert(inner.into(), bytes);
        }
    }
    torment(&whole, 4);
}

#[test]
fn a_damaged_wheel_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("whole.whl");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files(&folder("whole")) {
        zip.start_file(format!("en_whole/{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let whole = zip.finish().unwrap().into_inner();
    let mut numbers = Numbers(0xbad);
    let mut refused = 0;
    for round in 0..200 {
        let mut broken = whole.clone();
        match round % 2 {
            0 => broken.truncate(numbers.below(whole.len())),
            _ => {
                let at = numbers.below(whole.len());
                broken[at] ^= 1 << numbers.below(8);
            }
        }
        fs::write(&path, broken).unwrap();
        refused += usize::from(Pipeline::open(&path).is_err());
    }
    // A flipped bit in a file that nobody reads does no harm.
    assert!(refused > 150, "{refused}");
}

#[test]
fn a_wheel_that_unpacks_to_too_much_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("bomb.whl");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    for (name, bytes) in files(&folder("whole")) {
        zip.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        match name.as_str() {
            "tokenizer" => {
                let zeros = vec![0; 1 << 20];
                (0..40).for_each(|_| zip.write_all(&zeros).unwrap());
            }
            _ => zip.write_all(&bytes).unwrap(),
        }
    }
    zip.finish().unwrap();
    assert!(matches!(Pipeline::open(&path), Err(OpenError::Damaged { file, .. }) if file == "tokenizer"));
}
