//! From bytes to characters.
//!
//! The order is that of browsers: a byte order mark, the HTTP header, the document's own declaration, then
//! detection. Two things differ, because archives are full of pages whose declaration is wrong: bytes that are
//! valid UTF-8 and hold more than ASCII are UTF-8 whatever is declared, and a declared UTF-8 that is mostly broken
//! gives way to detection.

use encoding_rs::{Encoding, UTF_8};

use crate::{Error, Note};

/// How much of a page is searched for a charset declaration, in bytes (the HTML standard says 1024; archives are looser).
const DECLARATION_BYTES: usize = 4096;

/// Decoded text and what was odd about it.
pub(crate) struct Decoded {
    pub text: String,
    pub notes: Vec<Note>,
}

/// Decodes bytes of any kind.
pub(crate) fn decode(bytes: &[u8], content_type: Option<&str>) -> Result<Decoded, Error> {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return Ok(with(&bytes[bom..], encoding, None));
    }
    if let Some(format) = binary_format(bytes) {
        return Err(Error::NotText { format: Some(format) });
    }
    let declared = content_type.and_then(header_charset).or_else(|| declared_charset(bytes));
    let utf8 = std::str::from_utf8(bytes);
    if let Ok(text) = utf8 {
        // NUL bytes are dropped later; many of them mean a binary file.
        if count_nul(bytes) > bytes.len() / 100 {
            return Err(Error::NotText { format: None });
        }
        let mut notes = Vec::new();
        // ISO-2022-JP and its kin are ASCII bytes that mean something else.
        if let Some(encoding) = declared.filter(|e| !e.is_ascii_compatible())
            && (bytes.contains(&0x1b)
                || encoding != encoding_rs::ISO_2022_JP && encoding != UTF_8 && !is_utf16(encoding))
        {
            return Ok(with(bytes, encoding, None));
        }
        if let Some(encoding) = declared.filter(|e| *e != UTF_8 && !text.is_ascii()) {
            notes.push(Note::CharsetDiffers { declared: encoding.name().to_owned(), used: "UTF-8".to_owned() });
        }
        return Ok(Decoded { text: text.to_owned(), notes });
    }
    if count_nul(bytes) > bytes.len() / 100 {
        if let Some(encoding) = utf16_without_bom(bytes) {
            return Ok(with(bytes, encoding, Some(Note::CharsetDetected { charset: encoding.name().to_owned() })));
        }
        return Err(Error::NotText { format: None });
    }
    match declared {
        Some(encoding) if encoding == UTF_8 => {
            let at = utf8.map_or_else(|error| error.valid_up_to(), str::len);
            if mostly_broken(bytes) {
                let used = detect(bytes);
                if used != UTF_8 {
                    let note = Note::CharsetDiffers { declared: "UTF-8".to_owned(), used: used.name().to_owned() };
                    return Ok(with(bytes, used, Some(note)));
                }
            }
            Ok(Decoded { text: String::from_utf8_lossy(bytes).into_owned(), notes: vec![Note::InvalidUtf8 { at }] })
        }
        Some(encoding) if !is_utf16(encoding) => Ok(with(bytes, encoding, None)),
        _ => {
            let encoding = detect(bytes);
            Ok(with(bytes, encoding, Some(Note::CharsetDetected { charset: encoding.name().to_owned() })))
        }
    }
}

/// Decodes bytes whose format demands UTF-8 (JSON): what is broken becomes U+FFFD, with a note.
pub(crate) fn decode_utf8(bytes: &[u8]) -> Decoded {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return with(&bytes[bom..], encoding, None);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), notes: Vec::new() },
        Err(error) => Decoded {
            text: String::from_utf8_lossy(bytes).into_owned(),
            notes: vec![Note::InvalidUtf8 { at: error.valid_up_to() }],
        },
    }
}

fn with(bytes: &[u8], encoding: &'static Encoding, note: Option<Note>) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let mut notes: Vec<Note> = note.into_iter().collect();
    if broken {
        notes.push(if encoding == UTF_8 {
            let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            Note::InvalidUtf8 { at }
        } else {
            Note::InvalidBytes { charset: encoding.name().to_owned() }
        });
    }
    Decoded { text: text.into_owned(), notes }
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let sample = &bytes[..bytes.len().min(1 << 20)];
    detector.feed(sample, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// Whether so much is broken that the bytes cannot be UTF-8 with a few accidents: most non-ASCII runs are invalid.
fn mostly_broken(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad > good
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE
}

/// UTF-16 that lacks its byte order mark: mostly ASCII text has a NUL in every other byte.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let nul = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let half = sample.len() / 2;
    match (nul(0) * 10 > half * 8, nul(1) * 10 > half * 8) {
        (true, false) => Some(encoding_rs::UTF_16BE),
        (false, true) => Some(encoding_rs::UTF_16LE),
        _ => None,
    }
}

fn count_nul(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b == 0).count()
}

fn header_charset(header: &str) -> Option<&'static Encoding> {
    let lower = header.to_ascii_lowercase();
    let after = &lower[lower.find("charset")? + "charset".len()..];
    label(after.trim_start().strip_prefix('=')?)
}

/// The charset that the document itself declares: `<meta charset>`, `<meta http-equiv>`, or an XML declaration.
fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes
        .iter()
        .take(DECLARATION_BYTES)
        .map(|b| if b.is_ascii() { b.to_ascii_lowercase() as char } else { ' ' })
        .collect();
    if head.trim_start().starts_with("<?xml") {
        let declaration = &head[..head.find("?>").unwrap_or(head.len())];
        if let Some(at) = declaration.find("encoding") {
            let after = declaration[at + "encoding".len()..].trim_start();
            if let Some(encoding) = after.strip_prefix('=').and_then(label) {
                return Some(encoding);
            }
        }
    }
    let mut rest = head.as_str();
    while let Some(at) = rest.find("<meta") {
        rest = &rest[at + "<meta".len()..];
        let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
        if let Some(at) = tag.find("charset") {
            let after = tag[at + "charset".len()..].trim_start();
            if let Some(encoding) = after.strip_prefix('=').and_then(label) {
                return Some(encoding);
            }
        }
    }
    None
}

fn label(value: &str) -> Option<&'static Encoding> {
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let end = value
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/' | ','))
        .unwrap_or(value.len());
    // The replacement encoding is a browser's refusal to decode at all.
    Encoding::for_label_no_replacement(&value.as_bytes()[..end])
}

/// Binary formats that people mistake for pages.
fn binary_format(bytes: &[u8]) -> Option<&'static str> {
    let formats: [(&[u8], &'static str); 8] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1f\x8b", "gzip-compressed data"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"{\\rtf", "an RTF document"),
        (b"\x7fELF", "a program"),
    ];
    formats.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], header: Option<&str>) -> (String, Vec<Note>) {
        let decoded = decode(bytes, header).unwrap();
        (decoded.text, decoded.notes)
    }

    #[test]
    fn marks_headers_and_declarations() {
        assert_eq!(text(b"\xef\xbb\xbfabc", None).0, "abc");
        assert_eq!(text(b"\xff\xfea\0b\0", None).0, "ab");
        assert_eq!(text(b"caf\xe9", Some("text/plain; charset=ISO-8859-1")), ("café".into(), vec![]));
        assert_eq!(text(b"<meta charset='windows-1256'>\xc7\xe1", None).0, "<meta charset='windows-1256'>ال");
        let old = b"<meta http-equiv=Content-Type content=\"text/html; charset=windows-1252\">\x93x\x94";
        assert!(text(old, None).0.ends_with("“x”"));
    }

    #[test]
    fn wrong_declarations_give_way() {
        let (words, notes) = text("<meta charset=iso-8859-1>ça été".as_bytes(), None);
        assert!(words.ends_with("ça été"));
        assert!(matches!(notes[..], [Note::CharsetDiffers { .. }]));
        let (words, notes) = text(b"<meta charset=utf-8>d\xe9j\xe0 vu \xe9t\xe9 apr\xe8s la fen\xeatre", None);
        assert!(words.contains("déjà vu"), "{words}");
        assert!(matches!(notes[..], [Note::CharsetDiffers { .. }]));
    }

    #[test]
    fn a_few_broken_bytes_are_noted() {
        let (words, notes) = text(b"<meta charset=utf-8>d\xc3\xa9j\xc3\xa0 vu \xff", None);
        assert!(words.ends_with("déjà vu \u{fffd}"));
        assert_eq!(notes, [Note::InvalidUtf8 { at: 30 }]);
    }

    #[test]
    fn binary_is_refused() {
        for bytes in [&b"%PDF-1.7 x"[..], b"PK\x03\x04", b"\0\0\0\0\x01\xff\xfe\x80\0\0"] {
            assert!(matches!(decode(bytes, None), Err(Error::NotText { .. })));
        }
    }
}
