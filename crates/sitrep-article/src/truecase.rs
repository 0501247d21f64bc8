//! Text in capitals (old wire copy) in the case it would have had.

/// The smallest share of capitals among cased letters that makes a text one in capitals.
const SHARE: f64 = 0.85;

/// Whether a text is written in capitals throughout.
pub fn is_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0usize, 0usize);
    for c in text.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    let all = upper + lower;
    all >= 20 && upper as f64 >= SHARE * all as f64
}

/// The text in sentence case if it is in capitals, else `None`. For now capitals are kept.
pub fn truecase(text: &str, is_common_word: &dyn Fn(&str) -> bool) -> Option<String> {
    let _ = is_common_word;
    is_capitals(text).then(|| text.to_owned())
}
