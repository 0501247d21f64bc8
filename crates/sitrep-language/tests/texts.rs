//! Texts that are no news: huge, empty, without a space, in any script.

mod common;

use sitrep_language::{Document, Pipeline};

fn parse(text: &str) -> Document {
    let pipeline = Pipeline::open(&common::folder("whole")).unwrap();
    let doc = pipeline.document(text);
    assert_eq!(doc.text(), text);
    common::check_cover(&doc);
    common::check(&doc);
    doc
}

const TEN_MB: usize = 10_000_000;

#[test]
fn nothing_has_no_tokens() {
    let doc = parse("");
    assert!(doc.is_empty() && doc.sentences().len() == 0 && doc.entities().len() == 0);
    assert!(doc.char_span(0, 10).is_none());
    assert_eq!(parse(" ").len(), 1);
}

#[test]
fn a_line_of_ten_megabytes_is_parsed() {
    let line = "The mill by the river (built in 1911) burned, and nobody knew why. ";
    assert!(parse(&line.repeat(TEN_MB / line.len())).len() > 2_000_000);
}

#[test]
fn stretches_without_a_space_are_parsed() {
    parse(&"a".repeat(TEN_MB));
    // Affix rules must not take time that grows with the square of the length.
    for unit in ["-a", "a.b-", "é", "(", "🚑", "https://a/"] {
        parse(&unit.repeat(TEN_MB / 20 / unit.len()));
    }
}

#[test]
fn a_hundred_thousand_newlines_are_white_space() {
    assert_eq!(parse(&"\n".repeat(100_000)).len(), 1);
    assert_eq!(parse(&"\n ".repeat(100_000)).tokens().filter(|t| !t.is_space()).count(), 0);
    assert_eq!(parse(&"a\n".repeat(100_000)).tokens().filter(|t| t.text() == "a").count(), 100_000);
}

#[test]
fn control_characters_are_kept() {
    let all: String = (0..=0x9f).filter_map(char::from_u32).flat_map(|c| [c, 'x', ' ']).collect();
    parse(&all);
    parse("nul\0nul \u{7f}\u{80} \u{feff}bom \u{fffe}\u{ffff} \u{2028}\u{2029} \u{202e}right to left");
}

#[test]
fn scripts_marks_and_emoji_are_kept() {
    for text in [
        "قُتل تسعة أشخاص في حمص، قال المرصد.",
        "הם הלכו לשוק. (שלום)",
        "e\u{301}\u{301}\u{301}cole \u{301} Z\u{335}\u{336}a\u{489}lgo",
        "👩‍👩‍👧‍👦👩🏽‍🚒🏳️‍🌈 🇸🇾🇫🇷:-)🕊️",
        "नमस्ते दुनिया। 你好，世界。 สวัสดีชาวโลก",
        "𝕬𝖇𝖈 ﷺ ﬁn İstanbul ǅ ß",
    ] {
        parse(text);
        parse(&format!("\"{text}\"({text}) {text}{text}"));
    }
}
