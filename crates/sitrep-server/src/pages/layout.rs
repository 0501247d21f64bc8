//! The frame of all pages.

use maud::{DOCTYPE, Markup, html};

use crate::context::Context;

/// What a page adds to the frame.
pub struct Page<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its script in `web/`, such as `src/board.ts`; all pages have `src/main.ts`.
    pub script: Option<&'a str>,
    /// What it shows.
    pub body: Markup,
}

/// The main parts of the board: path, text.
const PARTS: [(&str, &str); 6] = [
    ("/", "nav-board"),
    ("/accords", "nav-accords"),
    ("/sources", "nav-sources"),
    ("/review", "nav-review"),
    ("/download", "nav-download"),
    ("/api", "nav-api"),
];

/// Puts a page into the frame.
pub fn layout(context: &Context, page: &Page<'_>) -> Markup {
    let texts = context.texts();
    let assets = &context.board.assets;
    let scripts: Vec<&str> = ["src/main.ts"].into_iter().chain(page.script).collect();
    html! {
        (DOCTYPE)
        html lang=(texts.code) dir=(texts.direction.name()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (page.title) " · " (context.t("name")) }
                @for script in &scripts {
                    @for style in assets.styles(script) { link rel="stylesheet" href=(style); }
                    @if let Some(address) = assets.script(script) { script type="module" src=(address) {} }
                }
            }
            body {
                a.skip href="#main" { (context.t("skip")) }
                header.top {
                    a.name href="/" { (context.t("name")) }
                    nav {
                        @for (path, key) in PARTS {
                            a href=(path) aria-current=[(context.path == path).then_some("page")] { (context.t(key)) }
                        }
                    }
                }
                main #main tabindex="-1" { (page.body) }
            }
        }
    }
}
