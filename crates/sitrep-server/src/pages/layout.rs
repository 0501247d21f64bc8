//! The frame of all pages.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;

use super::links;
use crate::context::{Context, THEMES};

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

/// The part that a path belongs to.
fn part(path: &str) -> &str {
    match path.split('/').nth(1).unwrap_or_default() {
        "" | "incidents" | "articles" => "/",
        "decisions" => "/review",
        first => path.get(..=first.len()).unwrap_or("/"),
    }
}

/// Puts a page into the frame.
pub fn layout(context: &Context, page: &Page<'_>) -> Markup {
    let texts = context.texts();
    let assets = &context.board.assets;
    let scripts: Vec<&str> = ["src/main.ts"].into_iter().chain(page.script).collect();
    html! {
        (DOCTYPE)
        html lang=(texts.code) dir=(texts.direction.name()) data-theme=(context.theme) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(if context.theme == "auto" { "light dark" } else { context.theme });
                title { (plain(page.title)) " · " (context.t("name")) }
                @for script in &scripts {
                    @for style in assets.styles(script) { link rel="stylesheet" href=(style); }
                    @if let Some(address) = assets.script(script) { script type="module" src=(address) {} }
                }
                link rel="icon" type="image/svg+xml" href="/assets/icon.svg";
                link rel="alternate" type="application/atom+xml" title=(context.t("feed")) href="/feed.atom";
            }
            body {
                a.skip href="#main" { (context.t("skip")) }
                (header(context))
                main #main tabindex="-1" { (page.body) }
                footer.foot {
                    p { (context.t("foot")) }
                    p { a href="/about" { (context.t("nav-about")) } " · " a href="/decisions" { (context.t("nav-decisions")) } " · " a href="/feed.atom" { (context.t("feed")) } }
                }
                (raw_json(Some("words"), texts.scripts()))
            }
        }
    }
}

fn header(context: &Context) -> Markup {
    let here = part(&context.path);
    html! {
        header.top {
            a.name href="/" { (context.t("name")) }
            nav aria-label=(context.t("nav")) {
                @for (path, key) in PARTS {
                    a href=(path) aria-current=[(here == path).then_some(if context.path == path { "page" } else { "true" })] { (context.t(key)) }
                }
            }
            div.tools {
                @for other in context.board.languages.all().iter().filter(|t| t.code != context.texts().code) {
                    a href=(context.here_with("lang", other.code)) lang=(other.code) hreflang=(other.code) dir=(other.direction.name()) { (other.get("language")) }
                }
                span.themes role="group" aria-label=(context.t("theme")) {
                    @for theme in THEMES {
                        a href=(context.here_with("theme", theme)) data-set-theme=(theme) aria-current=[(context.theme == theme).then_some("true")] { (context.t(&format!("theme-{theme}"))) }
                    }
                }
                @match &context.user {
                    Some(user) => form.log-out method="post" action="/log-out" {
                        input type="hidden" name="csrf" value=(user.csrf);
                        bdi.user { (user.name) } " "
                        button.quiet { (context.t("log-out")) }
                    }
                    None => a href={ "/log-in?next=" (links::encoded(&context.here())) } { (context.t("nav-log-in")) },
                }
            }
        }
    }
}

/// A text for a title or an attribute: marks that turn the direction of what follows, and other controls, left out.
pub fn plain(text: &str) -> String {
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !c.is_control() && !turns(*c)).collect()
}

/// Data for a script of ours. No text can end the element: `<`, `>` and `&` are written as JSON escapes.
pub fn json(id: Option<&str>, data: &impl Serialize) -> Markup {
    raw_json(id, &serde_json::to_string(data).unwrap_or_default())
}

fn raw_json(id: Option<&str>, text: &str) -> Markup {
    let text = text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    html! { script type="application/json" id=[id] { (PreEscaped(text)) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_end_its_element() {
        let made = json(None, &"</script><script>alert(1)</script><!--").into_string();
        assert_eq!(made.matches('<').count(), 2, "{made}");
    }

    #[test]
    fn a_page_belongs_to_a_part() {
        assert_eq!(part("/"), "/");
        assert_eq!(part("/incidents/x"), "/");
        assert_eq!(part("/accords/a%2Fb"), "/accords");
        assert_eq!(part("/decisions"), "/review");
    }

    #[test]
    fn a_title_keeps_its_direction() {
        assert_eq!(plain("a\u{202e}b\0c\u{2066}d"), "abcd");
    }
}
