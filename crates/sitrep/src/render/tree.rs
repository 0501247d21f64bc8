//! A parsed text as trees, one a sentence: each word on a line, in the order of the text, set in by its depth and tied to its head.
//!
//! ```text
//!   ╭─╴ Five  CD   nsubj  five  CARDINAL
//!   ┤ died    VBD  ROOT   die
//!   ╰─╴ .     .    punct  .
//! ```

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use sitrep_language::{Document, Span, Token};
use unicode_width::UnicodeWidthStr;

use super::safe;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const TAG: Style = AnsiColor::Green.on_default();
const DEP: Style = AnsiColor::Cyan.on_default();

/// Draws all sentences.
///
/// # Errors
/// If `out` cannot be written.
pub fn tree(doc: &Document, out: &mut impl Write) -> io::Result<()> {
    let mut first = true;
    for sent in doc.sentences().filter(|s| s.tokens().any(|t| !t.is_space())) {
        if !std::mem::take(&mut first) {
            writeln!(out)?;
        }
        sentence(sent, out)?;
    }
    Ok(())
}

fn sentence(sent: Span<'_>, out: &mut impl Write) -> io::Result<()> {
    running_text(sent, out)?;
    let branches = Branches::of(sent);
    let rows: Vec<Row<'_>> = branches.rows();
    let widths = rows.iter().fold([0; 4], |w, row| {
        let cells = [
            row.tree.width() + row.token.text().width(),
            row.token.tag().len(),
            row.token.dep().len(),
            row.token.lemma().width(),
        ];
        std::array::from_fn(|k| w[k].max(cells[k]))
    });
    for row in &rows {
        let tok = row.token;
        let entity = tok.entity().map(|e| (e, e.start() == tok.i()));
        let word = entity.map_or(if tok.is_root() { BOLD } else { Style::new() }, |(e, _)| of_label(e.label()));
        let text = safe(tok.text());
        write!(out, "  {DIM}{}{DIM:#}{word}{text}{word:#}", row.tree)?;
        pad(out, widths[0], row.tree.width() + text.width())?;
        write!(out, "  {TAG}{}{TAG:#}", safe(tok.tag()))?;
        pad(out, widths[1], tok.tag().len())?;
        write!(out, "  {DEP}{}{DEP:#}", safe(tok.dep()))?;
        pad(out, widths[2], tok.dep().len())?;
        write!(out, "  {DIM}{}{DIM:#}", safe(tok.lemma()))?;
        if let Some((e, is_first)) = entity {
            pad(out, widths[3], tok.lemma().width())?;
            let style = of_label(e.label());
            write!(out, "  {style}{}{style:#}", if is_first { e.label() } else { "·" })?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The sentence as written, its entities in brackets with their labels.
fn running_text(sent: Span<'_>, out: &mut impl Write) -> io::Result<()> {
    let end = sent.tokens().rfind(|t| !t.is_space()).map_or(sent.end(), |t| t.i() + 1);
    for tok in sent.tokens().take_while(|t| t.i() < end) {
        let entity = tok.entity();
        if let Some(e) = entity.filter(|e| e.start() == tok.i()) {
            let style = of_label(e.label());
            write!(out, "{style}[")?;
        }
        match tok.is_space() {
            true => write!(out, " ")?,
            false => write!(out, "{}", safe(tok.text()))?,
        }
        if let Some(e) = entity.filter(|e| e.end() == tok.i() + 1) {
            let style = of_label(e.label());
            write!(out, " {}]{style:#}", e.label())?;
        }
        if tok.has_space_after() && tok.i() + 1 < end {
            write!(out, " ")?;
        }
    }
    writeln!(out)
}

fn pad(out: &mut impl Write, width: usize, used: usize) -> io::Result<()> {
    write!(out, "{:1$}", "", width.saturating_sub(used))
}

/// A colour for each family of entities: people, places, bodies, times, numbers, others.
fn of_label(label: &str) -> Style {
    let colour = match label {
        "PERSON" | "PER" => AnsiColor::Yellow,
        "GPE" | "LOC" | "FAC" => AnsiColor::Green,
        "ORG" | "NORP" => AnsiColor::Blue,
        "DATE" | "TIME" => AnsiColor::Magenta,
        "CARDINAL" | "ORDINAL" | "QUANTITY" | "PERCENT" | "MONEY" => AnsiColor::Red,
        _ => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

struct Row<'d> {
    token: Token<'d>,
    /// The drawing that stands before the word.
    tree: String,
}

/// A sentence's words without white space, with their heads among these.
struct Branches<'d> {
    tokens: Vec<Token<'d>>,
    heads: Vec<Option<usize>>,
}

impl<'d> Branches<'d> {
    fn of(sent: Span<'d>) -> Self {
        let tokens: Vec<Token<'d>> = sent.tokens().filter(|t| !t.is_space()).collect();
        let place = |tok: Token<'d>| tokens.binary_search_by_key(&tok.i(), |t| t.i()).ok();
        // White space is not drawn: what hangs on it hangs on the first word above it.
        let heads = tokens.iter().map(|t| t.ancestors().find_map(place)).collect();
        Branches { tokens, heads }
    }

    fn depth(&self, i: usize) -> usize {
        std::iter::successors(self.heads[i], |&h| self.heads[h]).count()
    }

    fn rows(self) -> Vec<Row<'d>> {
        let n = self.tokens.len();
        let depths: Vec<usize> = (0..n).map(|i| self.depth(i)).collect();
        // For each word the first and last line of the stroke that ties it to its children.
        let mut strokes: Vec<(usize, usize)> = (0..n).map(|i| (i, i)).collect();
        for (i, head) in self.heads.iter().enumerate() {
            if let Some(h) = *head {
                strokes[h] = (strokes[h].0.min(i), strokes[h].1.max(i));
            }
        }
        let width = depths.iter().max().map_or(0, |d| 2 * d + 1);
        let mut canvas = vec![vec![' '; width]; n];
        for (h, &(top, bottom)) in strokes.iter().enumerate() {
            for row in &mut canvas[top..=bottom] {
                row[2 * depths[h]] = '│';
            }
        }
        for i in 0..n {
            let at = 2 * depths[i];
            let (top, bottom) = strokes[i];
            canvas[i][at] = match (top < i, bottom > i) {
                (true, true) => '┤',
                (true, false) => '╯',
                (false, true) => '╮',
                (false, false) => '╴',
            };
            if let Some(h) = self.heads[i] {
                let (top, bottom) = strokes[h];
                canvas[i][at - 2] = if i == top {
                    '╭'
                } else if i == bottom {
                    '╰'
                } else {
                    '├'
                };
                canvas[i][at - 1] = '─';
            }
        }
        let draw = |i: usize| canvas[i][..=2 * depths[i]].iter().chain(&[' ']).collect();
        self.tokens.iter().enumerate().map(|(i, &token)| Row { token, tree: draw(i) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sitrep_language::conllu;

    fn drawn(text: &str) -> String {
        let mut out = Vec::new();
        tree(&conllu::read(text).unwrap(), &mut out).unwrap();
        anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string()
    }

    #[test]
    fn words_hang_on_their_heads() {
        insta::assert_snapshot!(drawn(
            "
            1  At         at         ADP    IN   _  2   advmod     _  _
            2  least      least      ADJ    JJS  _  3   advmod     _  _
            3  14         14         NUM    CD   _  4   nummod     _  NER=B-CARDINAL
            4  people     people     NOUN   NNS  _  6   nsubjpass  _  _
            5  were       be         AUX    VBD  _  6   auxpass    _  _
            6  killed     kill       VERB   VBN  _  0   root       _  _
            7  in         in         ADP    IN   _  6   prep       _  _
            8  Tal        Tal        PROPN  NNP  _  9   compound   _  NER=B-GPE
            9  Barada     Barada     PROPN  NNP  _  7   pobj       _  NER=I-GPE
            10 yesterday  yesterday  NOUN   NN   _  6   npadvmod   _  NER=B-DATE|SpaceAfter=No
            11 .          .          PUNCT  .    _  6   punct      _  SpacesAfter=\\n\\n

            1  Why        why        SCONJ  WRB  _  0   root       _  SpaceAfter=No
            2  ?          ?          PUNCT  .    _  1   punct      _  _"
        ), @r"
        At least [14 CARDINAL] people were killed in [Tal Barada GPE] [yesterday DATE].
                ╭─╴ At   IN   advmod     at
              ╭─╯ least  JJS  advmod     least
            ╭─╯ 14       CD   nummod     14         CARDINAL
          ╭─╯ people     NNS  nsubjpass  people
          ├─╴ were       VBD  auxpass    be
          ┤ killed       VBN  ROOT       kill
          ├─╮ in         IN   prep       in
          │ │ ╭─╴ Tal    NNP  compound   Tal        GPE
          │ ╰─╯ Barada   NNP  pobj       Barada     ·
          ├─╴ yesterday  NN   npadvmod   yesterday  DATE
          ╰─╴ .          .    punct      .

        Why?
          ╮ Why  WRB  ROOT   why
          ╰─╴ ?  .    punct  ?
        ");
    }

    #[test]
    fn white_space_and_control_characters_are_not_drawn() {
        let doc = sitrep_language::Document::from_json(
            r#"{"text": "\nFive\u001b[1m died", "ents": [], "tokens": [
            {"start": 0, "end": 1, "text": "\n", "head": 2, "dep": "dep", "sent_start": true},
            {"start": 1, "end": 9, "text": "Five\u001b[1m", "head": 0, "dep": "nsubj"},
            {"start": 10, "end": 14, "text": "died", "head": 2, "dep": "ROOT"}]}"#,
        );
        let mut out = Vec::new();
        tree(&doc.unwrap(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains("\u{1b}[1m died") && text.contains("Five\u{fffd}[1m"), "{text:?}");
    }
}
