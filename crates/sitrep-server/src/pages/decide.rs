//! `POST /decide`: what people decide. Every decision is signed with the account that made it.

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use sitrep_ledger::store::{Lookup, Store, StoreError};

use super::{Problem, links};
use crate::account::{Fields, is_ours};
use crate::context::Context;
use crate::error::RequestError;

/// An address that is for forms only leads to where they stand.
pub async fn look() -> Redirect {
    Redirect::to("/review")
}

/// Decides, and leads back to where the form stood.
pub async fn decide(context: Context, headers: HeaderMap, body: Bytes) -> Response {
    let fields = Fields::of(&body);
    match make(&context, &headers, fields.clone()).await {
        Ok(()) => Redirect::to(links::inside(fields.get("next"))).into_response(),
        Err(error) => Problem::new(context, error).back_to(fields.get("next")).into_response(),
    }
}

async fn make(context: &Context, headers: &HeaderMap, fields: Fields) -> Result<(), RequestError> {
    let user = context.user.as_ref().ok_or(RequestError::LogIn)?;
    if !user.may_decide() || !is_ours(headers) || !fields.is_of(user) {
        return Err(RequestError::Forbidden);
    }
    let who = user.name.clone();
    let decision = Wanted::of(&fields).map_err(RequestError::Bad)?;
    context.board.stores.write(move |store| decision.log(store, &who)).await?;
    // the page that follows is to show it
    context.board.catch_up().await
}

/// A decision as a form asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Confirm(String),
    Reject(String),
    Correct { incident: String, field: String, value: String },
    Merge(String, String),
    Split { incident: String, claims: Vec<String> },
    Note { incident: String, text: String },
    Undo(i64),
}

/// A note is a remark, not an archive.
const LONGEST_NOTE: usize = 4_000;
const LONGEST_VALUE: usize = 500;

impl Wanted {
    /// Reads a form.
    ///
    /// # Errors
    /// What lacks or is too long.
    fn of(fields: &Fields) -> Result<Wanted, String> {
        let need = |name: &str| fields.given(name).map(str::to_owned).ok_or_else(|| format!("the form lacks {name}"));
        let short = |text: String, most: usize| match text.chars().count() > most {
            true => Err(format!("that is longer than {most} characters")),
            false => Ok(text),
        };
        Ok(match fields.get("action") {
            "confirm" => Wanted::Confirm(need("incident")?),
            "reject" => Wanted::Reject(need("incident")?),
            "correct" => {
                let field = need("field")?;
                let value = match field == "date" && fields.all("value").next().is_none() {
                    true => span(fields.get("from").trim(), fields.get("to").trim()),
                    false => fields.get("value").trim().to_owned(),
                };
                Wanted::Correct { incident: need("incident")?, field, value: short(value, LONGEST_VALUE)? }
            }
            "merge" => Wanted::Merge(need("incident")?, need("other")?),
            "split" => {
                let claims: Vec<String> = fields.all("claim").map(str::to_owned).collect();
                if claims.is_empty() {
                    return Err("check at least one article to split off".to_owned());
                }
                Wanted::Split { incident: need("incident")?, claims }
            }
            "note" => Wanted::Note { incident: need("incident")?, text: short(need("text")?, LONGEST_NOTE)? },
            "undo" => Wanted::Undo(need("seq")?.parse().map_err(|_| "seq is no number of a decision".to_owned())?),
            other => {
                return Err(format!("{other:?} is no action: confirm, reject, correct, merge, split, note or undo"));
            }
        })
    }

    fn log(&self, store: &mut Store, who: &str) -> Result<(), StoreError> {
        match self {
            Wanted::Confirm(incident) => store.confirm(incident, who),
            Wanted::Reject(incident) => store.reject(incident, who),
            Wanted::Correct { incident, field, value } => store.correct(incident, field, value, who),
            Wanted::Merge(a, b) => store.merge(a, b, who).map(drop),
            Wanted::Split { incident, claims } => {
                let whole = whole_tellings(store, incident, claims)?;
                store.split(incident, &whole, who).map(drop)
            }
            Wanted::Note { incident, text } => store.note(incident, text, who),
            Wanted::Undo(seq) => store.undo(*seq, who),
        }
    }
}

/// A span of days as the ledger reads it; nothing for none.
fn span(from: &str, to: &str) -> String {
    match (from, to) {
        ("", "") => String::new(),
        (from, to) if from == to => from.to_owned(),
        (from, to) => format!("{from}..{to}"),
    }
}

/// All claims of the tellings that any of these claims belongs to: what one article says of an incident stays together.
fn whole_tellings(store: &mut Store, incident: &str, claims: &[String]) -> Result<Vec<String>, StoreError> {
    let id = match store.incident(incident)? {
        Lookup::Redirect { became } => became,
        _ => incident.to_owned(),
    };
    let mut whole: Vec<String> = claims.to_vec();
    for member in store.members(&id)? {
        let own = member.record.claims.iter().filter(|c| c.incident.as_deref() == Some(member.incident.as_str()));
        let own: Vec<String> = own.map(|c| format!("{}#{}", member.record.id, c.id)).collect();
        if own.iter().any(|c| claims.contains(c)) {
            whole.extend(own.into_iter().filter(|c| !claims.contains(c)));
        }
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Result<Wanted, String> {
        Wanted::of(&Fields::of(body.as_bytes()))
    }

    #[test]
    fn a_form_says_what_it_wants() {
        let date = |value: &str| Wanted::Correct { incident: "a".into(), field: "date".into(), value: value.into() };
        assert_eq!(
            of("action=correct&incident=a&field=date&from=2031-03-04&to=2031-03-05"),
            Ok(date("2031-03-04..2031-03-05"))
        );
        assert_eq!(of("action=correct&incident=a&field=date&from=2031-03-04&to=2031-03-04"), Ok(date("2031-03-04")));
        assert_eq!(of("action=correct&incident=a&field=date&from=&to="), Ok(date("")));
        assert_eq!(of("action=undo&seq=7"), Ok(Wanted::Undo(7)));
        assert_eq!(of("action=merge&incident=a&other=b"), Ok(Wanted::Merge("a".into(), "b".into())));
    }

    #[test]
    fn a_form_that_lacks_something_is_told_so() {
        for body in [
            "",
            "action=confirm",
            "action=merge&incident=a",
            "action=split&incident=a",
            "action=note&incident=a&text=+",
            "action=undo&seq=x",
            "action=drop",
        ] {
            assert!(of(body).is_err(), "{body}");
        }
        assert!(of(&format!("action=note&incident=a&text={}", "x".repeat(5000))).is_err());
    }
}
