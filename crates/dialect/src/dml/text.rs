//! `text()`: SQL with `:name` for a parameter.

use limbeck_schema::{Bind, SqlType, Text};

use super::{Writer, bind::Stand};
use crate::Error;

/// A piece of `text()` SQL.
#[derive(Debug, PartialEq)]
enum Piece<'a> {
    Sql(&'a str),
    Parameter(&'a str),
}

fn is_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

/// Cuts the SQL at its parameters. A colon begins one when a word follows it
/// and neither a colon, a word nor a backslash stands before it, nor a colon
/// after it; a backslash before a colon is dropped.
fn pieces(sql: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    let mut rest = sql.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        let word_after = |from: usize| {
            sql[from..]
                .find(|c| !is_word(c))
                .map_or(sql.len(), |length| from + length)
        };
        if character == ':' && !before.is_some_and(|c| c == ':' || c == '\\' || is_word(c)) {
            let end = word_after(at + 1);
            if end > at + 1 && !sql[end..].starts_with(':') {
                pieces.push(Piece::Sql(&sql[start..at]));
                pieces.push(Piece::Parameter(&sql[at + 1..end]));
                start = end;
                while rest.next_if(|(index, _)| *index < end).is_some() {}
                before = sql[..end].chars().next_back();
                continue;
            }
        } else if character == '\\' && sql[at + 1..].starts_with(':') {
            let end = word_after(at + 2);
            if !sql[end..].starts_with(':') {
                pieces.push(Piece::Sql(&sql[start..at]));
                start = at + 1;
            }
        }
        before = Some(character);
    }
    pieces.push(Piece::Sql(&sql[start..]));
    pieces
}

impl Writer<'_> {
    /// `text()`, its parameters replaced.
    pub(super) fn text(&mut self, text: &Text) -> Result<String, Error> {
        let mut sql = String::with_capacity(text.sql.len());
        for piece in pieces(&text.sql) {
            match piece {
                Piece::Sql(piece) => sql.push_str(&self.printed(piece)),
                Piece::Parameter(name) => {
                    let bind = text
                        .binds
                        .iter()
                        .find(|bind| bind.key.as_deref() == Some(name));
                    let bare = Bind {
                        key: Some(name.to_owned()),
                        value: None,
                        sql_type: SqlType::Null,
                        expanding: false,
                        literal: false,
                    };
                    sql.push_str(&self.bind(bind.unwrap_or(&bare), Stand::Beside)?);
                }
            }
        }
        Ok(sql)
    }
}

/// What SQLAlchemy says of a parameter that got no value.
pub(super) fn missing_value(name: &str) -> Error {
    Error::Raised {
        class: "StatementError",
        message: format!(
            "(sqlalchemy.exc.InvalidRequestError) A value is required for bind parameter '{name}'"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sql: &str, expect: &[Piece]) {
        let found: Vec<Piece> = pieces(sql)
            .into_iter()
            .filter(|piece| *piece != Piece::Sql(""))
            .collect();
        assert_eq!(found, expect, "{sql}");
    }

    #[test]
    fn colons_are_parameters_only_before_a_word() {
        use Piece::{Parameter, Sql};
        check("a = 1", &[Sql("a = 1")]);
        check("a = :x", &[Sql("a = "), Parameter("x")]);
        check(
            "(:x, :y_1)",
            &[
                Sql("("),
                Parameter("x"),
                Sql(", "),
                Parameter("y_1"),
                Sql(")"),
            ],
        );
        check("x::int", &[Sql("x::int")]);
        check(":x::int", &[Sql(":x::int")]);
        check("'{}'::jsonb", &[Sql("'{}'::jsonb")]);
        check("a:b", &[Sql("a:b")]);
        check("12:30:45", &[Sql("12:30:45")]);
        check("a = : b", &[Sql("a = : b")]);
        check(":", &[Sql(":")]);
        check("a[1:2]", &[Sql("a[1:2]")]);
        check("a[1\\:2]", &[Sql("a[1"), Sql(":2]")]);
        check("\\:x :y", &[Sql(":x "), Parameter("y")]);
        check("\\:x\\:\\:int", &[Sql(":x"), Sql(":"), Sql(":int")]);
        check("\\:x:y", &[Sql("\\:x:y")]);
        check("\\::a", &[Sql("\\::a")]);
        check(
            "a=:x-:y",
            &[Sql("a="), Parameter("x"), Sql("-"), Parameter("y")],
        );
        check("'é:é' :é", &[Sql("'é:é' "), Parameter("é")]);
        check(":a:b", &[Sql(":a:b")]);
    }
}
