//! The text with its marks.

use maud::{Markup, html};

use super::spans::{Marked, Span};
use crate::pages::evidence::{Characters, Run, flatten};

/// The text in paragraphs; each mark leads to its entry in the reading.
pub fn marked(text: &str, marked: &Marked) -> Markup {
    let all = Characters::of(text);
    let ranges: Vec<_> = marked.spans.iter().map(|s| s.range.clone()).collect();
    let runs = flatten(all.len(), &ranges);
    let mut next = 0;
    html! {
        @for paragraph in paragraphs(text, &all) {
            p {
                @let first = { while next < runs.len() && runs[next].range.end <= paragraph.start { next += 1 } next };
                @for run in runs[first..].iter().take_while(|r| r.range.start < paragraph.end) {
                    (piece(&all, &marked.spans, run, &paragraph))
                }
            }
        }
    }
}

fn piece(all: &Characters<'_>, spans: &[Span], run: &Run, paragraph: &std::ops::Range<usize>) -> Markup {
    let range = run.range.start.max(paragraph.start)..run.range.end.min(paragraph.end);
    // what begins in the line break before this paragraph begins here, once
    let begins = run.range.start >= paragraph.start;
    let anchored: Vec<&Span> = run.begun.iter().filter(|_| begins).map(|at| &spans[*at]).filter(|s| s.first).collect();
    let beyond = anchored.iter().filter(|s| !run.spans.iter().any(|at| spans[*at] == ***s));
    html! {
        @for span in beyond { span id={ "e-" (span.local) } {} }
        (nested(all.slice(range), &run.spans.iter().map(|at| &spans[*at]).collect::<Vec<_>>(), &anchored))
    }
}

fn nested(text: &str, spans: &[&Span], anchored: &[&Span]) -> Markup {
    match spans.split_first() {
        None => html! { (text) },
        Some((span, inner)) => {
            let id = anchored.contains(span).then(|| format!("e-{}", span.local));
            html! {
                mark id=[id] data-kind=(span.kind) data-ref={ "m-" (span.local) } {
                    @if inner.is_empty() { a href={ "#m-" (span.local) } { (text) } } @else { (nested(text, inner, anchored)) }
                }
            }
        }
    }
}

/// The paragraphs, in characters: line breaks part them.
fn paragraphs(text: &str, all: &Characters<'_>) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        if !line.trim().is_empty() {
            found.push(all.at_byte(start)..if end == text.len() { all.len() } else { all.at_byte(end) });
        }
        start = end + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(local: &str, range: std::ops::Range<usize>) -> Span {
        Span { kind: "claim", local: local.into(), first: true, range }
    }

    #[test]
    fn marks_nest_and_every_paragraph_keeps_its_text() {
        let marks =
            Marked { spans: vec![span("c1", 0..8), span("c2", 4..14)], places: vec![], sources: vec![], days: vec![] };
        let made = marked("one <two>\nthree", &marks).into_string();
        insta::assert_snapshot!(made);
    }
}
