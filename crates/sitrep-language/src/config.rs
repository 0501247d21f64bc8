//! A pipeline's `config.cfg`: sections of keys whose values are JSON, some of them references to other keys.
//!
//! The format is thinc's: <https://thinc.ai/docs/usage-config>.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::{OpenError, Result};

const FILE: &str = "config.cfg";

/// How many references to references are followed.
const MAX_REFERENCES: usize = 8;

/// All values of a configuration by `section` and `key`.
#[derive(Debug, Default)]
pub(crate) struct Config {
    sections: BTreeMap<String, BTreeMap<String, String>>,
}

impl Config {
    /// Reads a configuration; values are parsed only when asked for.
    pub fn parse(text: &str) -> Result<Config> {
        let mut config = Config::default();
        let mut section = String::new();
        let mut last: Option<String> = None;
        for line in text.lines() {
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
                continue;
            }
            if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
                && !line.starts_with([' ', '\t'])
            {
                section = name.trim().into();
                config.sections.entry(section.clone()).or_default();
                last = None;
                continue;
            }
            let keys = config.sections.entry(section.clone()).or_default();
            if line.starts_with([' ', '\t'])
                && let Some(value) = last.as_ref().and_then(|key| keys.get_mut(key))
            {
                value.push(' ');
                value.push_str(trimmed);
                continue;
            }
            let (key, value) = trimmed
                .split_once('=')
                .ok_or_else(|| OpenError::damaged(FILE, format!("no value in the line {trimmed:?}")))?;
            keys.insert(key.trim().into(), value.trim().into());
            last = Some(key.trim().into());
        }
        Ok(config)
    }

    /// The value of a key, references resolved; none if there is no such key.
    pub fn get(&self, section: &str, key: &str) -> Result<Option<Value>> {
        self.resolve(section, key, MAX_REFERENCES)
    }

    fn resolve(&self, section: &str, key: &str, depth: usize) -> Result<Option<Value>> {
        let Some(raw) = self.sections.get(section).and_then(|keys| keys.get(key)) else { return Ok(None) };
        if let Some(reference) = raw.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
            let (section, key) =
                reference.rsplit_once(':').or_else(|| reference.rsplit_once('.')).unwrap_or(("", reference));
            return match depth {
                0 => Err(OpenError::damaged(FILE, format!("too many references behind {raw}"))),
                _ => self.resolve(section, key, depth - 1),
            };
        }
        Ok(Some(serde_json::from_str(raw).unwrap_or_else(|_| Value::String(raw.clone()))))
    }

    /// A text value that must be there.
    pub fn text(&self, section: &str, key: &str) -> Result<String> {
        match self.get(section, key)? {
            Some(Value::String(text)) => Ok(text),
            _ => Err(OpenError::damaged(FILE, format!("[{section}] lacks the text {key}"))),
        }
    }

    /// A whole number that must be there.
    pub fn number(&self, section: &str, key: &str) -> Result<usize> {
        self.get(section, key)?
            .and_then(|value| value.as_u64())
            .map(|n| n as usize)
            .ok_or_else(|| OpenError::damaged(FILE, format!("[{section}] lacks the number {key}")))
    }

    /// A switch; false if it is not there.
    pub fn flag(&self, section: &str, key: &str) -> Result<bool> {
        Ok(self.get(section, key)?.is_some_and(|value| value == Value::Bool(true)))
    }

    /// A list of texts; empty if it is not there.
    pub fn texts(&self, section: &str, key: &str) -> Result<Vec<String>> {
        let list = self.get(section, key)?;
        let texts = list.iter().flat_map(|v| v.as_array()).flatten().filter_map(|v| v.as_str());
        Ok(texts.map(str::to_owned).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_json_and_references_are_followed() {
        let config = Config::parse(
            "[nlp]\nlang = \"en\"\npipeline = [\"tok2vec\",\n  \"tagger\"]\n\n[components.tok2vec.model.encode]\nwidth = 96\n\n[a]\nwidth = ${components.tok2vec.model.encode:width}\nloop = ${a:loop}\nother = ${nlp.lang}\n",
        )
        .unwrap();
        assert_eq!(config.text("nlp", "lang").unwrap(), "en");
        assert_eq!(config.texts("nlp", "pipeline").unwrap(), ["tok2vec", "tagger"]);
        assert_eq!(config.number("a", "width").unwrap(), 96);
        assert_eq!(config.text("a", "other").unwrap(), "en");
        assert!(config.number("a", "loop").is_err());
        assert!(config.number("nlp", "lang").is_err());
        assert!(Config::parse("[a]\nno value here\n").is_err());
    }
}
