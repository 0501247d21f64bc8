//! Articles from files, folders, addresses and standard input, each with the bytes that it came as.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use sitrep_article::fetch::{FetchOptions, fetch};
use sitrep_article::{Article, Options, raw_lines, read_all, read_line};

use crate::input::Source;

/// What came, or why it did not: with a name for messages.
pub struct Item {
    /// Where it came from.
    pub name: String,
    /// The article and the bytes that it came as.
    pub article: anyhow::Result<(Article, Vec<u8>)>,
}

/// What limits gathering.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    /// Fetch nothing.
    pub offline: bool,
    /// Fetch from private networks too.
    pub private: bool,
}

/// The files of a folder, in the order of their names, folders within it included; hidden ones left out.
pub fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let cannot = || format!("cannot read the folder {}", path.display());
    let mut inside = Vec::new();
    for entry in path.read_dir().with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        // links are not followed: a folder may lead back into itself
        let link = entry.file_type().with_context(cannot)?.is_symlink();
        if !link && !entry.file_name().to_string_lossy().starts_with('.') {
            inside.push(entry.path());
        }
    }
    inside.sort();
    Ok(inside.iter().map(|p| files(p)).collect::<anyhow::Result<Vec<_>>>()?.concat())
}

/// Hands each article of an input to `take`, until that fails.
///
/// # Errors
/// If the input cannot be read at all, or `take` fails.
pub fn gather(
    input: &Path,
    options: &Options,
    reach: Reach,
    take: &mut impl FnMut(Item) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let name = input.display().to_string();
    if name.starts_with("http://") || name.starts_with("https://") {
        if reach.offline {
            bail!("--offline forbids to fetch {name}");
        }
        let limits = FetchOptions { allow_private: reach.private, ..FetchOptions::default() };
        let page = fetch(&name, &limits).with_context(|| format!("cannot fetch {name}"))?;
        let options = Options { url: Some(page.url), content_type: page.content_type, ..options.clone() };
        return whole(&name, &page.bytes, &options, take);
    }
    let source = Source::new(input);
    let mut reader = source.open()?;
    match is_lines(&mut reader) {
        true => lines(&name, reader, options, take),
        false => {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut reader, &mut bytes)
                .with_context(|| format!("cannot read {}", source.name()))?;
            whole(&name, &bytes, options, take)
        }
    }
}

/// Whether it looks like one JSON object a line: then it may be longer than memory.
fn is_lines(reader: &mut impl BufRead) -> bool {
    let Ok(start) = reader.fill_buf() else { return false };
    let first = start.split(|b| *b == b'\n').next().unwrap_or_default().trim_ascii();
    let more = start.len() > first.len() + 1;
    first.starts_with(b"{") && first.ends_with(b"}") && more
}

fn lines(
    name: &str,
    reader: impl BufRead,
    options: &Options,
    take: &mut impl FnMut(Item) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for line in raw_lines(BufReader::new(reader), options.limits.line_bytes) {
        let (name, article) = match line {
            Ok((number, line)) => (
                format!("{name}:{number}"),
                read_line(number, &line, options).map(|a| (a, line)).map_err(|e| e.error.into()),
            ),
            Err(error) => (format!("{name}:{}", error.line), Err(error.error.into())),
        };
        take(Item { name, article })?;
    }
    Ok(())
}

fn whole(
    name: &str,
    bytes: &[u8],
    options: &Options,
    take: &mut impl FnMut(Item) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let articles = read_all(bytes, options).with_context(|| format!("cannot use {name}"))?;
    let alone = articles.len() == 1;
    for article in articles {
        let article = article.map_err(anyhow::Error::from).and_then(|article| {
            // of a feed or an archive, what was cut out of it, not all of it with each article
            let received = if alone { bytes.to_vec() } else { serde_json::to_vec(&article)? };
            Ok((article, received))
        });
        take(Item { name: name.to_owned(), article })?;
    }
    Ok(())
}
