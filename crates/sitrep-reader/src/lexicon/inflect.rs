//! English inflection, so that a word stands in the lexicon once. Irregular forms are written out there.

/// The plural of a noun.
pub(crate) fn plural(noun: &str) -> String {
    let vowel_before_last = noun.chars().rev().nth(1).is_some_and(|c| "aeiou".contains(c));
    if let Some(stem) = noun.strip_suffix("man") {
        return format!("{stem}men");
    }
    if let Some(stem) = noun.strip_suffix('y').filter(|_| !vowel_before_last) {
        return format!("{stem}ies");
    }
    match ["s", "x", "z", "ch", "sh"].iter().any(|end| noun.ends_with(end)) {
        true => format!("{noun}es"),
        false => format!("{noun}s"),
    }
}

/// The forms of a regular verb: third person, past, present participle.
pub(crate) fn verb_forms(verb: &str) -> [String; 3] {
    let mut end = verb.chars().rev();
    let (last, before) = (end.next().unwrap_or_default(), end.next().unwrap_or_default());
    let consonant_y = last == 'y' && !"aeiou".contains(before);
    let third = plural(verb);
    let (past, ing) = match last {
        'e' => (format!("{verb}d"), format!("{}ing", &verb[..verb.len() - 1])),
        'y' if consonant_y => (format!("{}ied", &verb[..verb.len() - 1]), format!("{verb}ing")),
        _ => (format!("{verb}ed"), format!("{verb}ing")),
    };
    [third, past, ing]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_words() {
        assert_eq!(
            ["civilian", "policeman", "deputy", "corpse", "boss"].map(plural),
            ["civilians", "policemen", "deputies", "corpses", "bosses"]
        );
        assert_eq!(verb_forms("execute"), ["executes", "executed", "executing"]);
        assert_eq!(verb_forms("bury"), ["buries", "buried", "burying"]);
        assert_eq!(verb_forms("destroy"), ["destroys", "destroyed", "destroying"]);
    }
}
