//! Whatever pieces an input is made of, and wherever limits cut it: no panic, and ranges that fit the text.

use proptest::prelude::*;
use sitrep_article::{Kind, Options, read_all};

/// Pieces of pages and texts, whole and broken.
const PIECES: [&str; 38] = [
    "<p>",
    "</p>",
    "<div class=caption>",
    "</div>",
    "<b>",
    "</i>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<figure>",
    "<figcaption>",
    "<br>",
    "<a href='x'>",
    "</a>",
    "<li>",
    "<h1>",
    "</h1>",
    "<table><tr><td>",
    "<svg>",
    "&amp;",
    "&",
    "<",
    "\u{0}",
    "\u{301}",
    "İ",
    "\n",
    "\n\n",
    "• ",
    "PORTO, Feb. 21 (AFP) - ",
    "Two boats sank off the cape on Sunday, and five people were saved, the office said. ",
    "By Jane Roe",
    "Related stories",
    "With reporting by AFP and AP",
    "9 May 2021 ",
    "« à »",
    "قال",
    "[TEXT] THE ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn ranges_fit(picks in prop::collection::vec(0..PIECES.len(), 0..40), markup in 0usize..600, text in 0usize..600, kind in 0usize..3) {
        let input: String = picks.iter().map(|pick| PIECES[*pick]).collect();
        let kind = [None, Some(Kind::Html), Some(Kind::Text)][kind];
        let mut options = Options { kind, title: picks.first().map(|pick| PIECES[*pick].to_owned()), ..Options::default() };
        options.limits.markup_bytes = markup;
        options.limits.text_bytes = text;
        for article in read_all(input.as_bytes(), &options).into_iter().flatten().flatten() {
            let length = article.text.chars().count();
            for range in article.headline.iter().chain(&article.dateline).chain(&article.captions).chain(&article.paragraphs) {
                prop_assert!(range.start < range.end && range.end <= length, "{range:?} in {:?}", article.text);
            }
        }
    }
}
