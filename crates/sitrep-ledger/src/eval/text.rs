//! An annotated text, by characters.

/// A text by characters.
pub(super) struct Text(Vec<char>);

impl Text {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        Text(text.chars().collect())
    }

    /// Its characters.
    pub fn length(&self) -> i64 {
        i64::try_from(self.0.len()).unwrap_or(i64::MAX)
    }

    /// Where words stand first; -1 if they do not.
    pub fn find(&self, words: &str) -> i64 {
        let words: Vec<char> = words.chars().collect();
        let at = if words.is_empty() { None } else { self.0.windows(words.len()).position(|w| w == words) };
        at.and_then(|at| i64::try_from(at).ok()).unwrap_or(-1)
    }

    /// Whether this is the text.
    pub fn is(&self, text: &str) -> bool {
        text.chars().eq(self.0.iter().copied())
    }

    /// The sentence around a claim that starts here; nothing for one that stands nowhere.
    pub fn around(&self, start: i64) -> String {
        usize::try_from(start).map_or_else(|_| String::new(), |at| self.sentence_of(at))
    }

    /// The sentence around a place, on one line.
    pub fn sentence_of(&self, at: usize) -> String {
        let (left, right) = self.sentence(i64::try_from(at).unwrap_or(0));
        let (from, to) = (usize::try_from(left + 1).unwrap_or(0), usize::try_from(right).unwrap_or(0));
        let words: String = self.0.get(from..to).unwrap_or_default().iter().collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The ends of the sentence around a place.
    pub fn sentence(&self, at: i64) -> (i64, i64) {
        let ends = |k: usize| self.0[k] == '\n' || (self.0[k] == '.' && self.0.get(k + 1) == Some(&' '));
        let at = usize::try_from(at).unwrap_or(0).min(self.0.len());
        // ". " must lie before the place as a whole
        let left = (0..at).rev().find(|k| ends(*k) && (self.0[*k] == '\n' || k + 2 <= at));
        let right = (at..self.0.len()).find(|k| ends(*k));
        let number = |k: usize| i64::try_from(k).unwrap_or(i64::MAX);
        (left.map_or(-1, number), right.map_or(self.length(), number))
    }
}
