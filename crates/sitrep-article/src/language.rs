//! The language of a text: given, or detected from its letters and their triples.

use crate::Note;
use crate::text::prefix;

/// How much of a text is looked at, in bytes.
const SAMPLE_BYTES: usize = 4000;

/// The shortest text whose detected language may contradict the declared one, in characters.
const ENOUGH_CHARS: usize = 200;

/// The primary subtag of a BCP 47 tag, in lower case; `None` for what is no tag ("undefined", "x-default").
pub(crate) fn normal(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let known = matches!(primary.len(), 2 | 3)
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && !matches!(primary.as_str(), "und" | "mul" | "zxx" | "mis");
    known.then(|| short(&primary).to_owned())
}

/// The language of a text, and what is to be said about it.
pub(crate) fn choose(text: &str, declared: Option<&str>) -> (Option<String>, Option<Note>) {
    let declared = declared.and_then(normal);
    let sample = prefix(text, SAMPLE_BYTES);
    let detected = whatlang::detect(sample);
    let long = sample.chars().count() >= ENOUGH_CHARS;
    match (declared, detected) {
        (Some(declared), Some(found)) => {
            let code = short(found.lang().code());
            // A script that the declared language is never written in decides at once; letters alone need a long text.
            let sure = found.is_reliable() && long && found.confidence() > 0.9;
            if code != declared && sure && !is_kin(code, &declared) {
                let note = Note::LanguageDiffers { declared, detected: code.to_owned() };
                return (Some(code.to_owned()), Some(note));
            }
            (Some(declared), None)
        }
        (Some(declared), None) => (Some(declared), None),
        (None, Some(found)) if found.is_reliable() || long => (Some(short(found.lang().code()).to_owned()), None),
        (None, _) => (None, Some(Note::LanguageUnknown)),
    }
}

/// Languages so near to each other that a detector's word against a declaration is worth nothing.
fn is_kin(a: &str, b: &str) -> bool {
    const KIN: [&[&str]; 7] = [
        &["nb", "no", "nn", "da", "sv"],
        &["hr", "sr", "bs", "sh", "sl"],
        &["es", "pt", "gl", "ca"],
        &["ru", "uk", "be", "bg", "mk", "sr"],
        &["fa", "ar", "ur", "ps", "ku", "ckb", "prs"],
        &["zh", "ja"],
        &["cs", "sk"],
    ];
    KIN.iter().any(|group| group.contains(&a) && group.contains(&b))
}

/// ISO 639-3 to 639-1, for those languages that the detector and the models know.
fn short(code: &str) -> &str {
    const CODES: [(&str, &str); 72] = [
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fas", "fa"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("hau", "ha"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("som", "so"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tir", "ti"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
    ];
    CODES.binary_search_by_key(&code, |(long, _)| long).map_or(code, |at| CODES[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        for (tag, code) in [
            ("en-US", Some("en")),
            ("pt_BR", Some("pt")),
            ("fra", Some("fr")),
            ("AR", Some("ar")),
            ("ckb", Some("ckb")),
            ("undefined", None),
            ("", None),
            ("x-default", None),
        ] {
            assert_eq!(normal(tag).as_deref(), code, "{tag}");
        }
    }

    #[test]
    fn detection() {
        let french = "Deux bateaux ont coulé dimanche au large du cap, et cinq personnes ont été sauvées, selon le bureau du port. Un troisième bateau est encore en mer, et personne n'a de ses nouvelles depuis que la tempête a commencé dans la nuit de samedi à dimanche.";
        assert_eq!(choose(french, None).0.as_deref(), Some("fr"));
        assert!(matches!(choose(french, Some("en")), (Some(code), Some(Note::LanguageDiffers { .. })) if code == "fr"));
        assert_eq!(choose("Two boats", Some("en-GB")), (Some("en".to_owned()), None));
        assert_eq!(
            choose("قالت هيئة الميناء إن قاربين غرقا قبالة الرأس يوم الأحد وإن خمسة أشخاص أنقذوا", None).0.as_deref(),
            Some("ar")
        );
        assert_eq!(choose("", None).0, None);
    }
}
