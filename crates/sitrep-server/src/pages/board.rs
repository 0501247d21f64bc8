//! The board: map, timeline and list of incidents, all of one view.

use axum::extract::Query;
use maud::{Markup, html};

use super::{Page, Problem, layout};
use crate::context::Context;
use crate::error::RequestError;
use crate::view::{Parameters, View};

/// The board.
pub async fn page(context: Context, Query(parameters): Query<Parameters>) -> Result<Markup, Problem> {
    let view = match View::of(&parameters) {
        Ok(view) => view,
        Err(error) => return Err(Problem::new(context, RequestError::Bad(error.to_string()))),
    };
    let found = match context.board.find(&view).await {
        Ok(found) => found,
        Err(error) => return Err(Problem::new(context, error)),
    };
    let title = context.t("nav-board");
    let body = html! {
        h1 { (title) }
        p #count { (context.tv("incidents", &[("n", found.total.into())])) }
        ol #incidents {
            @for incident in &found.incidents {
                li { a href={ "/incidents/" (incident.id) } { (incident.id) } }
            }
        }
    };
    Ok(layout(&context, &Page { title: &title, script: Some("src/board.ts"), body }))
}
