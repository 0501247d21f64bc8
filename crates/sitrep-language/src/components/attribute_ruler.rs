//! Sets attributes of tokens that match patterns: <https://spacy.io/api/attributeruler>.

use rmpv::ValueRef;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::error::{OpenError, Result};
use crate::labels::{Label, Labels};
use crate::msgpack;
use crate::package::Package;
use crate::words::{WordId, Words};

/// What the rules see and set of one token.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributes {
    pub tag: Label,
    pub pos: Label,
    pub morph: Label,
    pub dep: Label,
    pub lemma: Option<SmolStr>,
}

/// An attribute that a pattern looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Orth,
    Lower,
    Tag,
    Pos,
    Morph,
    Dep,
    IsSpace,
}

/// What an attribute must be.
#[derive(Debug)]
enum Test {
    In(FxHashSet<SmolStr>),
    NotIn(FxHashSet<SmolStr>),
    Regex(Box<regex::Regex>),
    Is(bool),
}

/// One rule: a pattern for some tokens in a row, and what it sets of one of them.
#[derive(Debug)]
struct Rule {
    tokens: Vec<Vec<(Key, Test)>>,
    target: usize,
    tag: Option<Label>,
    pos: Option<Label>,
    morph: Option<Label>,
    dep: Option<Label>,
    lemma: Option<SmolStr>,
}

/// A pipeline's rules, sorted by what can start them.
#[derive(Debug, Default)]
pub(crate) struct AttributeRuler {
    rules: Vec<Rule>,
    /// Rules of one token that look at its tag alone.
    by_tag: FxHashMap<Label, Vec<u32>>,
    /// Rules whose first token must have one of some lower-case forms.
    by_lower: FxHashMap<SmolStr, Vec<u32>>,
    /// All others.
    rest: Vec<u32>,
}

/// What one worker remembers of the rules that a word may start.
#[derive(Debug, Default)]
pub(crate) struct RulesOfWords(Vec<Option<Box<[u32]>>>);

impl RulesOfWords {
    /// Forgets all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl AttributeRuler {
    /// Reads the component's `patterns` file.
    pub fn open(package: &mut Package, component: &str, labels: &mut Labels) -> Result<AttributeRuler> {
        let file = format!("{component}/patterns");
        let bytes = package.read(&file)?;
        let data = msgpack::parse(&bytes, &file)?;
        if !matches!(data, ValueRef::Array(_)) {
            return Err(OpenError::damaged(&file, "it is no list"));
        }
        let mut ruler = AttributeRuler::default();
        for entry in msgpack::items(&data) {
            for pattern in msgpack::field(entry, "patterns").map(msgpack::items).unwrap_or_default() {
                ruler.rules.push(rule(pattern, entry, &file, labels)?);
            }
        }
        for (id, rule) in ruler.rules.iter().enumerate() {
            let id = id as u32;
            let first = &rule.tokens[0];
            let lower = first.iter().find_map(|(key, test)| match (key, test) {
                (Key::Lower, Test::In(forms)) => Some(forms),
                _ => None,
            });
            match (first.as_slice(), lower) {
                (_, Some(forms)) => {
                    for form in forms {
                        ruler.by_lower.entry(form.clone()).or_default().push(id);
                    }
                }
                ([(Key::Tag, Test::In(tags))], _) if rule.tokens.len() == 1 => {
                    for tag in tags {
                        ruler.by_tag.entry(labels.intern(tag)).or_default().push(id);
                    }
                }
                _ => ruler.rest.push(id),
            }
        }
        Ok(ruler)
    }

    /// Applies all rules; they see the tokens as they were before any of them, and later rules win.
    pub fn apply(
        &self,
        tokens: &mut [Attributes],
        ids: &[WordId],
        words: &Words,
        labels: &Labels,
        known: &mut RulesOfWords,
    ) {
        let mut matches: Vec<(u32, u32)> = Vec::new();
        for start in 0..tokens.len() {
            matches.extend(self.by_tag.get(&tokens[start].tag).into_iter().flatten().map(|&id| (id, start as u32)));
            let try_rule = |&&id: &&u32| {
                let rule = &self.rules[id as usize];
                start + rule.tokens.len() <= tokens.len()
                    && rule.tokens.iter().enumerate().all(|(k, tests)| {
                        tests.iter().all(|test| passes(test, &tokens[start + k], ids[start + k], words, labels))
                    })
            };
            let word = ids[start] as usize;
            if known.0.len() <= word {
                known.0.resize_with(word + 1, || None);
            }
            let by_word = known.0[word].get_or_insert_with(|| {
                self.by_lower.get(&words.get(ids[start]).lower).cloned().unwrap_or_default().into()
            });
            matches.extend(by_word.iter().chain(&self.rest).filter(try_rule).map(|&id| (id, start as u32)));
        }
        matches.sort_unstable();
        for (id, start) in matches {
            let rule = &self.rules[id as usize];
            let token = &mut tokens[start as usize + rule.target];
            token.tag = rule.tag.unwrap_or(token.tag);
            token.pos = rule.pos.unwrap_or(token.pos);
            token.morph = rule.morph.unwrap_or(token.morph);
            token.dep = rule.dep.unwrap_or(token.dep);
            if rule.lemma.is_some() {
                token.lemma.clone_from(&rule.lemma);
            }
        }
    }
}

fn passes((key, test): &(Key, Test), token: &Attributes, id: WordId, words: &Words, labels: &Labels) -> bool {
    let word = words.get(id);
    let value: &str = match key {
        Key::IsSpace => return matches!(test, Test::Is(wanted) if *wanted == word.is_space),
        Key::Orth => &word.text,
        Key::Lower => &word.lower,
        Key::Tag => labels.name(token.tag),
        Key::Pos => labels.name(token.pos),
        Key::Morph => labels.name(token.morph),
        Key::Dep => labels.name(token.dep),
    };
    match test {
        Test::In(set) => set.contains(value),
        Test::NotIn(set) => !set.contains(value),
        Test::Regex(regex) => regex.is_match(value),
        Test::Is(_) => false,
    }
}

fn rule(pattern: &ValueRef<'_>, entry: &ValueRef<'_>, file: &str, labels: &mut Labels) -> Result<Rule> {
    let tokens: Vec<Vec<(Key, Test)>> = msgpack::items(pattern)
        .iter()
        .map(|token| msgpack::entries(token).iter().map(|(key, value)| test(key, value, file)).collect())
        .collect::<Result<_>>()?;
    let index = msgpack::field(entry, "index").and_then(msgpack::signed).unwrap_or(0);
    let target = if index < 0 { index + tokens.len() as i64 } else { index };
    let target = usize::try_from(target).ok().filter(|&t| t < tokens.len());
    let target = target.ok_or_else(|| OpenError::damaged(file, "a rule's index lies outside its pattern"))?;
    let mut rule = Rule { tokens, target, tag: None, pos: None, morph: None, dep: None, lemma: None };
    for (key, value) in msgpack::field(entry, "attrs").map(msgpack::entries).unwrap_or_default() {
        let key = msgpack::text(key).unwrap_or_default();
        let value =
            msgpack::text(value).ok_or_else(|| OpenError::damaged(file, format!("the value of {key} is no text")))?;
        match key {
            "TAG" => rule.tag = Some(labels.intern(value)),
            "POS" => rule.pos = Some(labels.intern(value)),
            "MORPH" => rule.morph = Some(labels.intern(if value == "_" { "" } else { value })),
            "DEP" => rule.dep = Some(labels.intern(value)),
            "LEMMA" => rule.lemma = Some(value.into()),
            _ => return Err(OpenError::unsupported(format!("setting the attribute {key}, in {file}"))),
        }
    }
    Ok(rule)
}

fn test(key: &ValueRef<'_>, value: &ValueRef<'_>, file: &str) -> Result<(Key, Test)> {
    let key_name = msgpack::text(key).unwrap_or_default();
    let key = match key_name {
        "ORTH" | "TEXT" => Key::Orth,
        "LOWER" => Key::Lower,
        "TAG" => Key::Tag,
        "POS" => Key::Pos,
        "MORPH" => Key::Morph,
        "DEP" => Key::Dep,
        "IS_SPACE" => Key::IsSpace,
        _ => return Err(OpenError::unsupported(format!("the pattern key {key_name}, in {file}"))),
    };
    let texts = |value: &ValueRef<'_>| -> FxHashSet<SmolStr> {
        msgpack::items(value).iter().filter_map(msgpack::text).map(SmolStr::new).collect()
    };
    let test = match value {
        ValueRef::Boolean(wanted) if key == Key::IsSpace => Test::Is(*wanted),
        ValueRef::Map(operators) => match operators.as_slice() {
            [(operator, operand)] => match msgpack::text(operator).unwrap_or_default() {
                "IN" => Test::In(texts(operand)),
                "NOT_IN" => Test::NotIn(texts(operand)),
                "REGEX" => {
                    let source = msgpack::text(operand).unwrap_or_default();
                    let regex = regex::Regex::new(source).map_err(|e| OpenError::damaged(file, e.to_string()))?;
                    Test::Regex(Box::new(regex))
                }
                other => return Err(OpenError::unsupported(format!("the pattern operator {other}, in {file}"))),
            },
            _ => return Err(OpenError::unsupported(format!("a pattern with several operators, in {file}"))),
        },
        value => match msgpack::text(value) {
            Some(text) => Test::In([SmolStr::new(text)].into_iter().collect()),
            None => return Err(OpenError::unsupported(format!("a pattern value for {key_name}, in {file}"))),
        },
    };
    Ok((key, test))
}
