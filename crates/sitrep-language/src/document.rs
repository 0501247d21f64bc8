//! A parsed text: tokens with their grammar, sentences and named entities.
//!
//! The nouns are spaCy's. [`Token`] and [`Span`] are views into the [`Document`], so an offset is never lost:
//! each knows where it stands in the text, in characters (Unicode scalar values) and in bytes.

use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::labels::{Label, Labels};

/// One token as a pipeline stores it; read it through [`Token`].
#[derive(Debug, Clone)]
pub(crate) struct TokenData {
    /// Where it starts and ends in the text, in bytes.
    pub bytes: (u32, u32),
    /// Where it starts and ends in the text, in characters.
    pub chars: (u32, u32),
    /// Whether one space follows that belongs to no token.
    pub space_after: bool,
    pub lower: SmolStr,
    pub lemma: SmolStr,
    pub tag: Label,
    pub pos: Label,
    pub morph: Label,
    pub dep: Label,
    pub head: u32,
    pub sent_start: bool,
}

/// One entity as a pipeline stores it: tokens `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EntityData {
    pub start: u32,
    pub end: u32,
    pub label: Label,
}

/// A parsed text.
///
/// Made by [`Pipeline::document`](crate::Pipeline::document), or from JSON by [`Document::from_json`], which is how
/// grammar can be tested with no model at hand.
#[derive(Clone)]
pub struct Document {
    text: String,
    labels: Arc<Labels>,
    tokens: Vec<TokenData>,
    entities: Vec<EntityData>,
    /// For each token the index of its entity plus one; 0 for none.
    entity_of: Vec<u32>,
    /// `child_at[i]..child_at[i + 1]` are the places of token `i`'s children in `children`.
    child_at: Vec<u32>,
    children: Vec<u32>,
    /// For each token the leftmost and the rightmost token of its subtree.
    edges: Vec<(u32, u32)>,
    /// The first token of each sentence.
    sentences: Vec<u32>,
    sentence_of: Vec<u32>,
}

impl Document {
    /// Puts a document together; heads that point outside the text are made roots, so every walk ends.
    pub(crate) fn new(
        text: String,
        labels: Arc<Labels>,
        mut tokens: Vec<TokenData>,
        entities: Vec<EntityData>,
    ) -> Self {
        let n = tokens.len();
        for (i, token) in tokens.iter_mut().enumerate() {
            if token.head as usize >= n {
                token.head = i as u32;
            }
        }
        break_cycles(&mut tokens);
        let mut child_at = vec![0u32; n + 1];
        for (i, token) in tokens.iter().enumerate() {
            if token.head as usize != i {
                child_at[token.head as usize + 1] += 1;
            }
        }
        for i in 0..n {
            child_at[i + 1] += child_at[i];
        }
        let mut at = child_at.clone();
        let mut children = vec![0u32; child_at[n] as usize];
        for (i, token) in tokens.iter().enumerate() {
            let head = token.head as usize;
            if head != i {
                children[at[head] as usize] = i as u32;
                at[head] += 1;
            }
        }
        let edges = subtree_edges(&tokens);
        let mut sentences = Vec::new();
        let mut sentence_of = Vec::with_capacity(n);
        for (i, token) in tokens.iter().enumerate() {
            if token.sent_start || i == 0 {
                sentences.push(i as u32);
            }
            sentence_of.push(sentences.len() as u32 - 1);
        }
        let mut entity_of = vec![0u32; n];
        for (k, entity) in entities.iter().enumerate() {
            for place in &mut entity_of[entity.start as usize..entity.end as usize] {
                *place = k as u32 + 1;
            }
        }
        Document { text, labels, tokens, entities, entity_of, child_at, children, edges, sentences, sentence_of }
    }

    /// The text that was parsed, unchanged.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether the text held no token at all.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token at `index`, counted from 0.
    ///
    /// # Panics
    /// If there is no such token.
    pub fn token(&self, index: usize) -> Token<'_> {
        assert!(index < self.len(), "token {index} of {}", self.len());
        Token { doc: self, i: index as u32 }
    }

    /// The token at `index`, or none past the end.
    pub fn get(&self, index: usize) -> Option<Token<'_>> {
        (index < self.len()).then(|| self.token(index))
    }

    /// All tokens in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator + Clone {
        (0..self.len()).map(|i| Token { doc: self, i: i as u32 })
    }

    /// All sentences in order.
    pub fn sentences(&self) -> impl DoubleEndedIterator<Item = Span<'_>> + ExactSizeIterator + Clone {
        (0..self.sentences.len()).map(|k| self.sentence(k))
    }

    /// The sentence at `index`, counted from 0.
    ///
    /// # Panics
    /// If there is no such sentence.
    pub fn sentence(&self, index: usize) -> Span<'_> {
        let start = self.sentences[index];
        let end = self.sentences.get(index + 1).copied().unwrap_or(self.len() as u32);
        Span { doc: self, start, end, label: None }
    }

    /// All named entities in order.
    pub fn entities(&self) -> impl DoubleEndedIterator<Item = Span<'_>> + ExactSizeIterator + Clone {
        self.entities.iter().map(|e| Span { doc: self, start: e.start, end: e.end, label: Some(e.label) })
    }

    /// The tokens `start..end` as a span.
    ///
    /// # Panics
    /// If the range is reversed or reaches past the end.
    pub fn span(&self, start: usize, end: usize) -> Span<'_> {
        assert!(start <= end && end <= self.len(), "span {start}..{end} of {}", self.len());
        Span { doc: self, start: start as u32, end: end as u32, label: None }
    }

    /// The span of all tokens that touch the characters `start..end`; none where no token does.
    pub fn char_span(&self, start: usize, end: usize) -> Option<Span<'_>> {
        let first = self.tokens.partition_point(|t| t.chars.1 as usize <= start);
        let last = self.tokens.partition_point(|t| (t.chars.0 as usize) < end);
        (first < last).then(|| self.span(first, last))
    }

    /// The text between two character offsets; offsets past the end are cut to it.
    pub fn slice_chars(&self, start: usize, end: usize) -> &str {
        let (a, b) = (self.byte_of_char(start), self.byte_of_char(end));
        &self.text[a.min(b)..b]
    }

    /// The byte offset of a character offset.
    fn byte_of_char(&self, target: usize) -> usize {
        let k = self.tokens.partition_point(|t| t.chars.0 as usize <= target);
        let (char_at, byte_at) = match k {
            0 => (0, 0),
            _ => (self.tokens[k - 1].chars.0 as usize, self.tokens[k - 1].bytes.0 as usize),
        };
        self.text[byte_at..]
            .char_indices()
            .nth(target - char_at)
            .map_or(self.text.len(), |(offset, _)| byte_at + offset)
    }

    pub(crate) fn data(&self, i: u32) -> &TokenData {
        &self.tokens[i as usize]
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("tokens", &self.len()).field("text", &self.text).finish()
    }
}

/// Makes a root of one token in every cycle of heads.
fn break_cycles(tokens: &mut [TokenData]) {
    const NEW: u32 = u32::MAX;
    let mut seen_in = vec![NEW; tokens.len()];
    for start in 0..tokens.len() {
        let mut i = start;
        while seen_in[i] == NEW {
            seen_in[i] = start as u32;
            let head = tokens[i].head as usize;
            if head == i {
                break;
            }
            if seen_in[head] == start as u32 {
                tokens[i].head = i as u32;
                break;
            }
            i = head;
        }
    }
}

/// The leftmost and rightmost token of each token's subtree; heads must form a forest.
fn subtree_edges(tokens: &[TokenData]) -> Vec<(u32, u32)> {
    let n = tokens.len();
    let mut edges: Vec<(u32, u32)> = (0..n as u32).map(|i| (i, i)).collect();
    let mut open = vec![0u32; n];
    for (i, token) in tokens.iter().enumerate() {
        if token.head as usize != i {
            open[token.head as usize] += 1;
        }
    }
    let mut ready: Vec<usize> = (0..n).filter(|&i| open[i] == 0).collect();
    while let Some(i) = ready.pop() {
        let head = tokens[i].head as usize;
        if head == i {
            continue;
        }
        edges[head].0 = edges[head].0.min(edges[i].0);
        edges[head].1 = edges[head].1.max(edges[i].1);
        open[head] -= 1;
        if open[head] == 0 {
            ready.push(head);
        }
    }
    edges
}

/// A token: a view into its [`Document`], cheap to copy.
#[derive(Clone, Copy)]
pub struct Token<'d> {
    doc: &'d Document,
    i: u32,
}

impl<'d> Token<'d> {
    fn data(self) -> &'d TokenData {
        self.doc.data(self.i)
    }

    fn at(self, i: u32) -> Token<'d> {
        Token { doc: self.doc, i }
    }

    /// Its place in the document, counted from 0.
    pub fn i(self) -> usize {
        self.i as usize
    }

    /// The document it stands in.
    pub fn doc(self) -> &'d Document {
        self.doc
    }

    /// Its text, as written.
    pub fn text(self) -> &'d str {
        let (a, b) = self.data().bytes;
        &self.doc.text[a as usize..b as usize]
    }

    /// Its text in lower case.
    pub fn lower(self) -> &'d str {
        &self.data().lower
    }

    /// Its base form ("killed" → "kill"); for pronouns and the like what the pipeline's lemmatizer says.
    pub fn lemma(self) -> &'d str {
        &self.data().lemma
    }

    /// The fine-grained part of speech (for English, Penn Treebank's: `NNS`, `VBD`, …).
    pub fn tag(self) -> &'d str {
        self.doc.labels.name(self.data().tag)
    }

    /// The coarse part of speech (Universal Dependencies' UPOS: `NOUN`, `VERB`, …).
    pub fn pos(self) -> &'d str {
        self.doc.labels.name(self.data().pos)
    }

    /// Universal Dependencies' features, `Name=Value|…`; empty if none.
    pub fn morph(self) -> &'d str {
        self.doc.labels.name(self.data().morph)
    }

    /// The label of the arc from its head (`nsubj`, `dobj`, `ROOT`, …).
    pub fn dep(self) -> &'d str {
        self.doc.labels.name(self.data().dep)
    }

    /// Its head; a root is its own head.
    pub fn head(self) -> Token<'d> {
        self.at(self.data().head)
    }

    /// Whether it has no head but itself.
    pub fn is_root(self) -> bool {
        self.data().head == self.i
    }

    /// Whether a sentence starts here.
    pub fn is_sent_start(self) -> bool {
        self.i == 0 || self.data().sent_start
    }

    /// Whether one space follows.
    pub fn has_space_after(self) -> bool {
        self.data().space_after
    }

    /// Where it starts in the text, in characters.
    pub fn start(self) -> usize {
        self.data().chars.0 as usize
    }

    /// Where it ends in the text, in characters.
    pub fn end(self) -> usize {
        self.data().chars.1 as usize
    }

    /// Where it stands in the text, in bytes.
    pub fn bytes(self) -> std::ops::Range<usize> {
        self.data().bytes.0 as usize..self.data().bytes.1 as usize
    }

    /// Its children, left to right.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Token<'d>> + ExactSizeIterator + Clone {
        let range = self.doc.child_at[self.i()] as usize..self.doc.child_at[self.i() + 1] as usize;
        self.doc.children[range].iter().map(move |&i| self.at(i))
    }

    /// Its children to the left, left to right.
    pub fn lefts(self) -> impl DoubleEndedIterator<Item = Token<'d>> + Clone {
        self.children().filter(move |t| t.i < self.i)
    }

    /// Its children to the right, left to right.
    pub fn rights(self) -> impl DoubleEndedIterator<Item = Token<'d>> + Clone {
        self.children().filter(move |t| t.i > self.i)
    }

    /// Its first child with one of these arc labels.
    pub fn child(self, deps: &[&str]) -> Option<Token<'d>> {
        self.children().find(|t| deps.contains(&t.dep()))
    }

    /// Its head, that one's head and so on, up to the root.
    pub fn ancestors(self) -> impl Iterator<Item = Token<'d>> + Clone {
        std::iter::successors((!self.is_root()).then(|| self.head()), |t| (!t.is_root()).then(|| t.head()))
    }

    /// Whether it is `other` or stands somewhere below it.
    pub fn is_within(self, other: Token<'_>) -> bool {
        self.i == other.i || self.ancestors().any(|t| t.i == other.i)
    }

    /// Itself and everything below it, in the order of the text.
    pub fn subtree(self) -> impl DoubleEndedIterator<Item = Token<'d>> + Clone {
        let (left, right) = self.doc.edges[self.i()];
        (left..=right).map(move |i| self.at(i)).filter(move |t| t.is_within(self))
    }

    /// The leftmost token of its subtree.
    pub fn left_edge(self) -> Token<'d> {
        self.at(self.doc.edges[self.i()].0)
    }

    /// The rightmost token of its subtree.
    pub fn right_edge(self) -> Token<'d> {
        self.at(self.doc.edges[self.i()].1)
    }

    /// The tokens from the left edge to the right edge of its subtree.
    pub fn subtree_span(self) -> Span<'d> {
        self.doc.span(self.left_edge().i(), self.right_edge().i() + 1)
    }

    /// The sentence it stands in.
    pub fn sent(self) -> Span<'d> {
        self.doc.sentence(self.sent_index())
    }

    /// Which sentence it stands in, counted from 0.
    pub fn sent_index(self) -> usize {
        self.doc.sentence_of[self.i()] as usize
    }

    /// The entity it belongs to.
    pub fn entity(self) -> Option<Span<'d>> {
        let k = (self.doc.entity_of[self.i()] as usize).checked_sub(1)?;
        let e = self.doc.entities[k];
        Some(Span { doc: self.doc, start: e.start, end: e.end, label: Some(e.label) })
    }

    /// The token before it in the document.
    pub fn prev(self) -> Option<Token<'d>> {
        self.i.checked_sub(1).map(|i| self.at(i))
    }

    /// The token after it in the document.
    pub fn next(self) -> Option<Token<'d>> {
        self.doc.get(self.i() + 1)
    }

    /// Whether it is white space (a line break, or more than one space).
    pub fn is_space(self) -> bool {
        self.text().chars().all(char::is_whitespace)
    }

    /// Whether it is punctuation.
    pub fn is_punct(self) -> bool {
        self.pos() == "PUNCT"
    }
}

impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.i == other.i && std::ptr::eq(self.doc, other.doc)
    }
}

impl Eq for Token<'_> {}

impl fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}/{}/{}", self.i, self.text(), self.tag(), self.dep())
    }
}

/// Some tokens in a row, perhaps with a label: a view into its [`Document`], cheap to copy.
#[derive(Clone, Copy)]
pub struct Span<'d> {
    doc: &'d Document,
    start: u32,
    end: u32,
    label: Option<Label>,
}

impl<'d> Span<'d> {
    /// The first token's place in the document.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The place after the last token.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// How many tokens it holds.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no token.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The document it stands in.
    pub fn doc(self) -> &'d Document {
        self.doc
    }

    /// Its tokens.
    pub fn tokens(self) -> impl DoubleEndedIterator<Item = Token<'d>> + ExactSizeIterator + Clone {
        (self.start..self.end).map(move |i| Token { doc: self.doc, i })
    }

    /// Whether the token is one of its own.
    pub fn contains(self, token: Token<'_>) -> bool {
        (self.start..self.end).contains(&token.i)
    }

    /// Its label, if it is an entity (`GPE`, `PERSON`, `DATE`, …); else empty.
    pub fn label(self) -> &'d str {
        self.label.map_or("", |label| self.doc.labels.name(label))
    }

    /// Where it starts in the text, in characters.
    pub fn start_char(self) -> usize {
        match self.doc.get(self.start()) {
            Some(token) => token.start(),
            None => self.doc.tokens.last().map_or(0, |t| t.chars.1 as usize),
        }
    }

    /// Where it ends in the text, in characters.
    pub fn end_char(self) -> usize {
        match self.is_empty() {
            true => self.start_char(),
            false => self.doc.data(self.end - 1).chars.1 as usize,
        }
    }

    /// Its text, as written.
    pub fn text(self) -> &'d str {
        match self.is_empty() {
            true => "",
            false => {
                let (a, b) = (self.doc.data(self.start).bytes.0, self.doc.data(self.end - 1).bytes.1);
                &self.doc.text[a as usize..b as usize]
            }
        }
    }

    /// The token highest in the tree: the first whose head stands outside the span, or which is a root. An empty
    /// span has none.
    pub fn root(self) -> Option<Token<'d>> {
        self.tokens().find(|t| t.is_root() || !self.contains(t.head()))
    }
}

impl PartialEq for Span<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end) && std::ptr::eq(self.doc, other.doc)
    }
}

impl Eq for Span<'_> {}

impl fmt::Debug for Span<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{} {:?} {}", self.start, self.end, self.text(), self.label())
    }
}
