//! The way through a long list.

use maud::{Markup, html};

use crate::context::Context;

/// Links to the page before and the page after, where there are any. `to` makes the address of a page.
pub fn of(context: &Context, page: usize, total: usize, on_a_page: usize, to: &dyn Fn(usize) -> String) -> Markup {
    let last = total.div_ceil(on_a_page).max(1);
    html! {
        @if last > 1 || page > 1 {
            nav.pages aria-label=(context.t("pages")) {
                @if page > 1 { a rel="prev" href=(to(page.min(last + 1) - 1)) { (context.t("page-previous")) } " " }
                span { (context.tv("page-of", &[("page", page.into()), ("last", last.into())])) }
                @if page < last { " " a rel="next" href=(to(page + 1)) { (context.t("page-next")) } }
            }
        }
    }
}
