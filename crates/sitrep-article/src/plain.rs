//! Plain text, perhaps copied from a page with all its furniture.

use crate::compose::{Draft, Text};
use crate::paragraphs::split;
use crate::text::{plain, prefix};
use crate::{Error, Note, Options};

/// Reads plain text. One paragraph is kept as it is; several are cleaned of furniture.
pub(crate) fn read(text: &str, mut notes: Vec<Note>, options: &Options) -> Result<Draft, Error> {
    let text = plain(limited(text.trim(), options.limits.text_bytes, &mut notes));
    let body = text.trim();
    if body.is_empty() {
        return Err(Error::Empty);
    }
    let text = if body.contains('\n') {
        Text::Paragraphs { paragraphs: split(&text), markup: false }
    } else {
        Text::Exact(body.to_owned())
    };
    Ok(Draft::new(text, notes))
}

/// At most `bytes` bytes, with a note if that is not all.
pub(crate) fn limited<'a>(text: &'a str, bytes: usize, notes: &mut Vec<Note>) -> &'a str {
    let kept = prefix(text, bytes);
    if kept.len() < text.len() {
        notes.push(Note::Truncated { bytes: kept.len() });
    }
    kept
}
