//! JSON Lines from a stream: one article or one error a line, memory flat, a bad line never the end.

use std::io::BufRead;

use crate::compose::compose;
use crate::error::{LineError, LineProblem};
use crate::options::Options;
use crate::{Article, charset, json};

/// Reads articles from JSON Lines, one a line; blank lines are skipped.
///
/// ```
/// use sitrep_article::{Options, lines};
/// let input = "{\"text\": \"Two boats sank.\"}\nnot json\n{\"text\": \"A third is at sea.\"}\n";
/// let options = Options::default();
/// let articles: Vec<_> = lines(input.as_bytes(), &options).collect();
/// assert!(articles[0].is_ok() && articles[2].is_ok());
/// assert_eq!(articles[1].as_ref().unwrap_err().line, 2);
/// ```
pub fn lines<R: BufRead>(reader: R, options: &Options) -> Lines<'_, R> {
    Lines { raw: raw_lines(reader, options.limits.line_bytes), options }
}

/// The iterator of [`lines`].
#[derive(Debug)]
pub struct Lines<'a, R> {
    raw: RawLines<R>,
    options: &'a Options,
}

impl<R: BufRead> Iterator for Lines<'_, R> {
    type Item = Result<Article, LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.raw.next()?.and_then(|(line, bytes)| read_line(line, &bytes, self.options)))
    }
}

/// Splits a stream into lines of at most `limit` bytes; blank lines are skipped, line numbers count all lines.
///
/// A longer line is an error, and is passed over without being kept. A failing reader is the last error.
pub fn raw_lines<R: BufRead>(reader: R, limit: usize) -> RawLines<R> {
    RawLines { reader, limit, line: 0, ended: false }
}

/// The iterator of [`raw_lines`]: line number (from 1) and bytes.
#[derive(Debug)]
pub struct RawLines<R> {
    reader: R,
    limit: usize,
    line: u64,
    ended: bool,
}

impl<R: BufRead> RawLines<R> {
    /// One line, without its end; `None` at the end of the stream.
    fn line(&mut self) -> Result<Option<Vec<u8>>, LineProblem> {
        let mut bytes = Vec::new();
        let mut too_long = false;
        let mut any = false;
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.ended = true;
                    return Err(LineProblem::Io(error));
                }
            };
            if chunk.is_empty() {
                self.ended = true;
                break;
            }
            any = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            if too_long || bytes.len() + part.len() > self.limit {
                too_long = true;
                bytes = Vec::new();
            } else {
                bytes.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        match (any, too_long) {
            (false, _) => Ok(None),
            (true, true) => Err(LineProblem::TooLong { limit: self.limit }),
            (true, false) => Ok(Some(bytes)),
        }
    }
}

impl<R: BufRead> Iterator for RawLines<R> {
    type Item = Result<(u64, Vec<u8>), LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.line += 1;
            match self.line() {
                Ok(Some(bytes)) if bytes.trim_ascii().is_empty() || bytes == b"\xef\xbb\xbf" => {}
                Ok(Some(bytes)) => return Some(Ok((self.line, bytes))),
                Ok(None) => return None,
                Err(error) => {
                    return Some(Err(LineError { line: self.line, error }));
                }
            }
        }
        None
    }
}

/// Reads one line of JSON Lines. `line` is the number that an error names.
///
/// # Errors
///
/// The line's number and what is wrong with it.
pub fn read_line(line: u64, bytes: &[u8], options: &Options) -> Result<Article, LineError> {
    let decoded = charset::decode_utf8(bytes);
    json::read(&decoded.text, decoded.notes, options)
        .map(|draft| compose(draft, options))
        .map_err(|error| LineError { line, error: error.into() })
}
