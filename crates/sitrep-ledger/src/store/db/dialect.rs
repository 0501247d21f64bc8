//! All that the two databases say differently. Statements are written once, in what both understand, with `?1` for values and
//! two words of our own:
//!
//! | ours | SQLite | PostgreSQL |
//! | --- | --- | --- |
//! | `?1` | `?1` | `$1` |
//! | `x IN list(?1)` | `x IN (SELECT value FROM json_each(?1))` | `x = ANY($1)` |
//! | `FROM list(?1)` | `FROM json_each(?1) AS list` | `FROM unnest($1::bigint[]) AS list(value)` |

use std::borrow::Cow;

/// Which database speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// A statement as this database has it.
    pub fn says(self, sql: &str) -> Cow<'_, str> {
        match self {
            Dialect::Sqlite if !sql.contains(" list(?") => Cow::Borrowed(sql),
            Dialect::Sqlite => {
                let sql = lists(sql, " IN list(", |n| format!(" IN (SELECT value FROM json_each({n}))"));
                lists(&sql, " FROM list(", |n| format!(" FROM json_each({n}) AS list")).into()
            }
            Dialect::Postgres => {
                let sql = lists(sql, " IN list(", |n| format!(" = ANY({n})"));
                let sql = lists(&sql, " FROM list(", |n| format!(" FROM unnest({n}::bigint[]) AS list(value)"));
                sql.replace('?', "$").into()
            }
        }
    }

    /// Keeps the words of an article: its sequence number, the words of its title, those of its text.
    pub fn keep_words(self) -> &'static str {
        match self {
            Dialect::Sqlite => "INSERT OR REPLACE INTO article_text (rowid, title, body) VALUES (?1, ?2, ?3)",
            Dialect::Postgres => {
                "INSERT INTO article_text (article, words) VALUES (?1, to_tsvector('simple', ?2) || to_tsvector('simple', ?3))
                 ON CONFLICT (article) DO UPDATE SET words = excluded.words"
            }
        }
    }

    /// A query for the sequence numbers of articles with the words of a search, which is the value of this number.
    pub fn articles_with(self, value: usize) -> String {
        match self {
            Dialect::Sqlite => format!("SELECT rowid FROM article_text WHERE article_text MATCH ?{value}"),
            Dialect::Postgres => {
                format!("SELECT article FROM article_text WHERE words @@ to_tsquery('simple', ?{value})")
            }
        }
    }
}

/// Replaces `before` and its number up to the bracket.
fn lists(sql: &str, before: &str, with: impl Fn(&str) -> String) -> String {
    let mut parts = sql.split(before);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(')').unwrap_or((part, ""));
        out.push_str(&with(number));
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_said_to_each_in_its_own_words() {
        let sql = "SELECT a FROM t WHERE b IN list(?1) AND c = ?2";
        assert_eq!(
            Dialect::Sqlite.says(sql),
            "SELECT a FROM t WHERE b IN (SELECT value FROM json_each(?1)) AND c = ?2"
        );
        assert_eq!(Dialect::Postgres.says(sql), "SELECT a FROM t WHERE b = ANY($1) AND c = $2");
        let sql = "INSERT INTO t SELECT list.value FROM list(?1) WHERE true";
        assert_eq!(Dialect::Sqlite.says(sql), "INSERT INTO t SELECT list.value FROM json_each(?1) AS list WHERE true");
        assert_eq!(
            Dialect::Postgres.says(sql),
            "INSERT INTO t SELECT list.value FROM unnest($1::bigint[]) AS list(value) WHERE true"
        );
    }
}
