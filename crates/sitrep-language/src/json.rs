//! A document as JSON, as `sitrep parse --json` writes it.
//!
//! ```json
//! {"id": "a1", "text": "Five died.",
//!  "tokens": [{"start": 0, "end": 4, "text": "Five", "tag": "CD", "pos": "NUM", "lemma": "five", "head": 1, "dep": "nsubj", "sent_start": true}],
//!  "ents": [{"start": 0, "end": 4, "label": "CARDINAL"}]}
//! ```
//!
//! Offsets are in characters (Unicode scalar values); `head` is the place of the head among the tokens.

use std::sync::Arc;

use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Deserialize, Serialize, Serializer};

use crate::document::{Document, EntityData, Span, Token, TokenData};
use crate::labels::Labels;

/// One token of a [`JsonDocument`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct JsonToken {
    /// Where it starts, in characters.
    pub start: usize,
    /// Where it ends, in characters.
    pub end: usize,
    /// Its text, as written.
    pub text: String,
    /// Fine-grained part of speech.
    #[serde(default)]
    pub tag: String,
    /// Coarse part of speech (UPOS).
    #[serde(default)]
    pub pos: String,
    /// Base form.
    #[serde(default)]
    pub lemma: String,
    /// Features, `Name=Value|…`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub morph: String,
    /// The head's place among the tokens; its own for a root.
    pub head: usize,
    /// Label of the arc from the head.
    #[serde(default)]
    pub dep: String,
    /// Whether a sentence starts here.
    #[serde(default)]
    pub sent_start: bool,
}

/// One named entity of a [`JsonDocument`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct JsonEntity {
    /// Where it starts, in characters.
    pub start: usize,
    /// Where it ends, in characters.
    pub end: usize,
    /// Its kind (`GPE`, `PERSON`, …).
    pub label: String,
}

/// A [`Document`] in the shape of its JSON form.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct JsonDocument {
    /// The caller's name for the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The text that was parsed.
    pub text: String,
    /// All tokens in order.
    pub tokens: Vec<JsonToken>,
    /// All named entities in order.
    pub ents: Vec<JsonEntity>,
}

/// Why a JSON document was refused.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    /// It is not JSON, or not of this shape.
    #[error("not a parsed document in JSON: {0}")]
    Shape(#[from] serde_json::Error),
    /// A token or entity whose offsets do not fit the text or each other.
    #[error("{what} {index} does not fit the text: {start}..{end} of {chars} characters")]
    Offsets {
        /// "token" or "entity".
        what: &'static str,
        /// Which one, counted from 0.
        index: usize,
        /// Where it claims to start.
        start: usize,
        /// Where it claims to end.
        end: usize,
        /// How long the text is.
        chars: usize,
    },
}

impl JsonDocument {
    /// The JSON shape of a document.
    pub fn new(id: Option<String>, doc: &Document) -> Self {
        let tokens = doc.tokens().map(|t| JsonToken {
            start: t.start(),
            end: t.end(),
            text: t.text().into(),
            tag: t.tag().into(),
            pos: t.pos().into(),
            lemma: t.lemma().into(),
            morph: t.morph().into(),
            head: t.head().i(),
            dep: t.dep().into(),
            sent_start: t.is_sent_start(),
        });
        let ents =
            doc.entities().map(|e| JsonEntity { start: e.start_char(), end: e.end_char(), label: e.label().into() });
        JsonDocument { id, text: doc.text().into(), tokens: tokens.collect(), ents: ents.collect() }
    }

    /// The document itself.
    ///
    /// # Errors
    /// [`JsonError::Offsets`] for a token or entity that lies outside the text, is empty or reversed, or overlaps the one before it.
    pub fn into_document(self) -> Result<Document, JsonError> {
        let mut bytes: Vec<u32> = self.text.char_indices().map(|(at, _)| at as u32).collect();
        bytes.push(self.text.len() as u32);
        let chars = bytes.len() - 1;
        let mut labels = Labels::new();
        let mut tokens: Vec<TokenData> = Vec::with_capacity(self.tokens.len());
        let mut last = 0;
        for (index, t) in self.tokens.iter().enumerate() {
            let (start, end) = (t.start, t.end);
            if start < last || end <= start || end > chars {
                return Err(JsonError::Offsets { what: "token", index, start, end, chars });
            }
            last = end;
            let span = (bytes[start], bytes[end]);
            let text = &self.text[span.0 as usize..span.1 as usize];
            tokens.push(TokenData {
                bytes: span,
                chars: (start as u32, end as u32),
                space_after: self.text[span.1 as usize..].starts_with(' '),
                lower: text.to_lowercase().into(),
                lemma: t.lemma.as_str().into(),
                tag: labels.intern(&t.tag),
                pos: labels.intern(&t.pos),
                morph: labels.intern(&t.morph),
                dep: labels.intern(&t.dep),
                head: u32::try_from(t.head).unwrap_or(u32::MAX),
                sent_start: t.sent_start,
            });
        }
        let mut entities: Vec<EntityData> = Vec::with_capacity(self.ents.len());
        for (index, e) in self.ents.iter().enumerate() {
            let start = tokens.partition_point(|t| (t.chars.1 as usize) <= e.start) as u32;
            let end = tokens.partition_point(|t| (t.chars.0 as usize) < e.end) as u32;
            if start >= end || e.end > chars || entities.last().is_some_and(|p| p.end > start) {
                return Err(JsonError::Offsets { what: "entity", index, start: e.start, end: e.end, chars });
            }
            entities.push(EntityData { start, end, label: labels.intern(&e.label) });
        }
        Ok(Document::new(self.text, Arc::new(labels), tokens, entities))
    }
}

/// A document that is written as a [`JsonDocument`] is, straight from what it holds.
struct Written<'d> {
    id: Option<&'d str>,
    doc: &'d Document,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("JsonDocument", 4)?;
        match self.id {
            Some(id) => out.serialize_field("id", id)?,
            None => out.skip_field("id")?,
        }
        out.serialize_field("text", self.doc.text())?;
        out.serialize_field("tokens", &List(|| self.doc.tokens().map(WrittenToken)))?;
        out.serialize_field("ents", &List(|| self.doc.entities().map(WrittenEntity)))?;
        out.end()
    }
}

struct List<F>(F);

impl<I: ExactSizeIterator<Item: Serialize>, F: Fn() -> I> Serialize for List<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let items = (self.0)();
        let mut out = serializer.serialize_seq(Some(items.len()))?;
        for item in items {
            out.serialize_element(&item)?;
        }
        out.end()
    }
}

struct WrittenToken<'d>(Token<'d>);

impl Serialize for WrittenToken<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let token = self.0;
        let mut out = serializer.serialize_struct("JsonToken", 10)?;
        out.serialize_field("start", &token.start())?;
        out.serialize_field("end", &token.end())?;
        out.serialize_field("text", token.text())?;
        out.serialize_field("tag", token.tag())?;
        out.serialize_field("pos", token.pos())?;
        out.serialize_field("lemma", token.lemma())?;
        match token.morph() {
            "" => out.skip_field("morph")?,
            morph => out.serialize_field("morph", morph)?,
        }
        out.serialize_field("head", &token.head().i())?;
        out.serialize_field("dep", token.dep())?;
        out.serialize_field("sent_start", &token.is_sent_start())?;
        out.end()
    }
}

struct WrittenEntity<'d>(Span<'d>);

impl Serialize for WrittenEntity<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entity = self.0;
        let mut out = serializer.serialize_struct("JsonEntity", 3)?;
        out.serialize_field("start", &entity.start_char())?;
        out.serialize_field("end", &entity.end_char())?;
        out.serialize_field("label", entity.label())?;
        out.end()
    }
}

impl Document {
    /// Its JSON form on one line, the same as that of its [`JsonDocument`] but made faster; `id` is the caller's name for
    /// the text.
    pub fn to_json(&self, id: Option<&str>) -> String {
        // A token takes about 120 bytes; writing to memory cannot fail.
        let mut out = Vec::with_capacity(self.text().len() + self.len() * 128 + 64);
        let _ = serde_json::to_writer(&mut out, &Written { id, doc: self });
        String::from_utf8(out).unwrap_or_default()
    }

    /// A document from its JSON form.
    ///
    /// # Errors
    /// [`JsonError`] if it is no JSON of that shape, or offsets do not fit the text.
    pub fn from_json(json: &str) -> Result<Document, JsonError> {
        serde_json::from_str::<JsonDocument>(json)?.into_document()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: &str = r#"{"text": "Fünf died.", "ents": [{"start": 0, "end": 4, "label": "CARDINAL"}], "tokens": [
        {"start": 0, "end": 4, "text": "Fünf", "tag": "CD", "pos": "NUM", "lemma": "five", "head": 1, "dep": "nsubj", "sent_start": true},
        {"start": 5, "end": 9, "text": "died", "tag": "VBD", "pos": "VERB", "lemma": "die", "head": 1, "dep": "ROOT"},
        {"start": 9, "end": 10, "text": ".", "tag": ".", "pos": "PUNCT", "lemma": ".", "head": 1, "dep": "punct"}]}"#;

    #[test]
    fn offsets_are_characters() {
        let doc = Document::from_json(FIVE).unwrap();
        let died = doc.token(1);
        assert_eq!((died.text(), died.start(), died.end()), ("died", 5, 9));
        assert_eq!(doc.slice_chars(5, 9), "died");
        assert_eq!(doc.char_span(6, 7).unwrap().text(), "died");
        assert_eq!(died.children().map(Token::text).collect::<Vec<_>>(), ["Fünf", "."]);
        assert_eq!(died.subtree_span().text(), "Fünf died.");
        assert_eq!(doc.token(0).entity().unwrap().label(), "CARDINAL");
    }

    #[test]
    fn both_ways_to_write_give_the_same() {
        let mut doc: JsonDocument = serde_json::from_str(FIVE).unwrap();
        doc.tokens[1].morph = "Tense=Past".into();
        let doc = doc.into_document().unwrap();
        for id in [None, Some("a\"1")] {
            let whole = JsonDocument::new(id.map(str::to_owned), &doc);
            assert_eq!(doc.to_json(id), serde_json::to_string(&whole).unwrap());
        }
    }

    #[test]
    fn a_document_survives_the_round_trip() {
        let doc = Document::from_json(FIVE).unwrap();
        let json = serde_json::to_string(&JsonDocument::new(None, &doc)).unwrap();
        let again = Document::from_json(&json).unwrap();
        assert_eq!(serde_json::to_string(&JsonDocument::new(None, &again)).unwrap(), json);
    }

    #[test]
    fn broken_offsets_and_cycles_are_survived() {
        let reversed = FIVE.replace(r#""start": 5"#, r#""start": 50"#);
        assert!(matches!(Document::from_json(&reversed), Err(JsonError::Offsets { index: 1, .. })));
        let empty = FIVE.replace(r#""start": 5, "end": 9"#, r#""start": 9, "end": 9"#);
        assert!(matches!(Document::from_json(&empty), Err(JsonError::Offsets { index: 1, .. })));
        let cycle = FIVE.replace(r#""head": 1, "dep": "ROOT""#, r#""head": 0, "dep": "ROOT""#);
        let doc = Document::from_json(&cycle).unwrap();
        assert!(doc.tokens().all(|t| t.ancestors().count() < 3));
        let outside = FIVE.replace(r#""head": 1, "dep": "ROOT""#, r#""head": 99, "dep": "ROOT""#);
        assert!(Document::from_json(&outside).unwrap().token(1).is_root());
    }
}
