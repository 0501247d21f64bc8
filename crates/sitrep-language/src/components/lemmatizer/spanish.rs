//! The Spanish lemmatizer: rules chosen by a token's features.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::tables::Tables;
use super::{Seen, is_blank};
use crate::pyregex::Pattern;

/// The parts of speech that are their own base forms.
const INVARIABLE: [&str; 9] = ["ADP", "CCONJ", "INTJ", "PART", "PROPN", "PUNCT", "SCONJ", "SYM", "X"];

/// How many pronouns are taken off a verb at most, less one.
const MAX_PRONOUNS: usize = 3;

/// The base form of a Spanish token.
pub(super) fn lemma(tables: &Tables, token: Seen<'_>) -> SmolStr {
    let lower = token.text.to_lowercase();
    if is_blank(token.pos) {
        return lower.into();
    }
    if INVARIABLE.contains(&token.pos) {
        return match token.starts_sentence && token.pos != "PROPN" {
            true => lower.into(),
            false => token.text.into(),
        };
    }
    let pos = token.pos.to_lowercase();
    if let Some(exception) = tables.exception(&pos, &lower) {
        return exception.clone();
    }
    let pos = if pos == "aux" { "verb" } else { pos.as_str() };
    let features: Vec<&str> = token.morph.split('|').filter(|f| !f.is_empty()).collect();
    let rule = tables.group(pos, &features);
    Word { tables, pos, features: &features, rule }.lemma(&lower).into()
}

/// What is known of the word whose base form is looked for.
#[derive(Clone, Copy)]
struct Word<'a> {
    tables: &'a Tables,
    pos: &'a str,
    features: &'a [&'a str],
    rule: Option<&'a str>,
}

impl Word<'_> {
    fn lemma(self, word: &str) -> String {
        match self.pos {
            "noun" | "adj" => self.noun_or_adjective(word),
            "adv" => self.whole("adverbs", word).unwrap_or_else(|| word.into()),
            "det" | "pron" => self.determiner_or_pronoun(word),
            "num" => self.numeral(word),
            "verb" => self.verb(word),
            _ => word.into(),
        }
    }

    /// What a list of whole words gives for this one.
    fn whole(self, list: &str, word: &str) -> Option<String> {
        self.tables.rules(list).iter().find(|rule| rule.old == word).map(|rule| rule.new.to_string())
    }

    /// The first known form, else the first.
    fn choose(self, forms: &[String]) -> Option<String> {
        let index: Option<&FxHashSet<SmolStr>> = self.tables.index(self.pos);
        let known = forms.iter().find(|form| index.is_some_and(|index| index.contains(form.as_str())));
        known.or_else(|| forms.first()).cloned()
    }

    /// What the rules of a group make of a word, where that is another form.
    fn changed(self, word: &str) -> Vec<String> {
        let rules = self.tables.rules(self.rule.unwrap_or_default());
        rules.iter().map(|rule| rule.at_end(word)).filter(|form| form != word).collect()
    }

    /// What each rule on accents makes of each form.
    fn without_accents(self, forms: &[&String]) -> Vec<String> {
        let accents = self.tables.rules("accents");
        forms.iter().flat_map(|form| accents.iter().map(|rule| rule.anywhere(form))).collect()
    }

    fn noun_or_adjective(self, word: &str) -> String {
        let mut forms = self.changed(word);
        if self.features.contains(&"Number=Plur") {
            let ends: Vec<&String> = forms.iter().filter(|form| form.ends_with(['n', 's'])).collect();
            let more = self.without_accents(&ends);
            forms.extend(more);
        }
        self.choose(&forms).unwrap_or_else(|| word.into())
    }

    fn determiner_or_pronoun(self, word: &str) -> String {
        let fixed = self.whole(self.pos, word).or_else(|| self.whole("det_and_pron_fixed", word));
        if let Some(fixed) = fixed {
            return fixed;
        }
        let general = self.tables.rules("det_and_pron_general").iter().map(|rule| rule.at_end(word));
        let mut forms: Vec<String> = general.filter(|form| self.pos == "det" || form != word).collect();
        forms.push(word.into());
        self.choose(&forms).unwrap_or_else(|| word.into())
    }

    fn numeral(self, word: &str) -> String {
        if let Some(form) = self.whole("num", word) {
            return form;
        }
        let first = word.split(',').next().unwrap_or_default();
        let thousands = first
            .rsplit_once('.')
            .is_some_and(|(_, end)| end.chars().count() == 3 && end.chars().all(|c| c.is_ascii_digit()));
        let word = if thousands { word.replace('.', "") } else { word.into() };
        word.replace(',', ".")
    }

    fn verb(self, word: &str) -> String {
        if self.features.contains(&"PronType=Prs") {
            return self.verb_with_pronouns(word);
        }
        let mut forms = self.changed(word);
        let index = self.tables.index(self.pos);
        let known = |form: &str| index.is_some_and(|index| index.contains(form));
        if let Some(form) = forms.iter().find(|form| known(form)) {
            return form.clone();
        }
        for form in &forms {
            for rule in self.tables.rules("voc_alt_1") {
                for (at, c) in form.char_indices().filter(|(_, c)| rule.old.chars().eq([*c])) {
                    let other = format!("{}{}{}", &form[..at], rule.new, &form[at + c.len_utf8()..]);
                    if known(&other) {
                        return other;
                    }
                }
            }
            for rule in self.tables.rules("voc_alt_2") {
                let other = form.replacen(rule.old.as_str(), &rule.new, 1);
                if form.contains(rule.old.as_str()) && known(&other) {
                    return other;
                }
            }
        }
        if forms.is_empty() {
            return word.into();
        }
        forms.swap_remove(0)
    }

    /// A verb with pronouns at its end: the base forms of all, with spaces between.
    fn verb_with_pronouns(self, word: &str) -> String {
        static ENDING: std::sync::LazyLock<Option<Pattern>> =
            std::sync::LazyLock::new(|| Pattern::new("([mts]e|l[aeo]s?|n?os)$", "").ok());
        let mut verb = word.to_owned();
        let mut pronouns: Vec<String> = Vec::new();
        while pronouns.len() <= MAX_PRONOUNS
            && let Some((start, _)) = ENDING.as_ref().and_then(|p| p.find(&verb))
        {
            pronouns.insert(0, verb.split_off(start));
        }
        for rule in self.tables.rules("accents") {
            verb = rule.anywhere(&verb);
        }
        let lemma = match self.tables.exception("verb", &verb) {
            Some(lemma) => lemma.to_string(),
            None => {
                let rule = self.tables.group("verb", self.features);
                let features: Vec<&str> = self.features.iter().copied().filter(|f| *f != "PronType=Prs").collect();
                Word { tables: self.tables, pos: "verb", features: &features, rule }.verb(&verb)
            }
        };
        let pronoun = |pronoun: &String| match self.tables.exception("pron", pronoun) {
            Some(lemma) => lemma.to_string(),
            None => {
                let rule = self.tables.group("pron", self.features);
                Word { pos: "pron", rule, ..self }.determiner_or_pronoun(pronoun)
            }
        };
        let pronouns: Vec<String> = pronouns.iter().map(pronoun).collect();
        format!("{lemma} {}", pronouns.join(" "))
    }
}
