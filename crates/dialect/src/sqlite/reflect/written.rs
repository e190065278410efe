//! What only the text of a CREATE TABLE or of a CREATE INDEX tells.

use super::super::definition::{DefinitionError, Token, join, matching, split, tokens};

/// What a CREATE TABLE says beyond the pragmas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    columns: Vec<WrittenColumn>,
    /// Constraints, those of columns first.
    pub(super) constraints: Vec<WrittenConstraint>,
    pub(super) without_rowid: bool,
    pub(super) strict: bool,
    pub(super) autoincrement: bool,
}

/// What it says of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WrittenColumn {
    name: String,
    pub(super) collation: Option<String>,
    /// The expression of a generated column.
    pub(super) generated: Option<String>,
}

/// A constraint as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenConstraint {
    pub(super) name: Option<String>,
    /// The column that it is written in.
    pub(super) column: Option<String>,
    pub(super) kind: WrittenKind,
}

/// What it demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WrittenKind {
    PrimaryKey,
    Unique(Vec<String>),
    Check(String),
    ForeignKey(WrittenReference),
}

/// A foreign key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WrittenReference {
    pub(super) columns: Vec<String>,
    pub(super) table: String,
    /// Empty for the primary key of the other table.
    pub(super) referred: Vec<String>,
    pub(super) deferrable: Option<bool>,
    pub(super) initially: Option<String>,
}

/// What a CREATE INDEX says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WrittenIndex {
    /// Its elements without ASC and DESC.
    pub(super) elements: Vec<String>,
    /// WHERE.
    pub(super) condition: Option<String>,
}

impl Written {
    /// Reads a CREATE TABLE. A virtual table says nothing.
    pub(super) fn read(sql: &str) -> Result<Written, DefinitionError> {
        let tokens = tokens(sql);
        let mut start = Cursor::new(&tokens);
        let unreadable = |why: &str| DefinitionError::Unreadable(why.to_owned());
        if start.word("CREATE") && start.word("VIRTUAL") {
            return Ok(Written::default());
        }
        let open = position(&tokens, "(").ok_or_else(|| unreadable("it has no list of columns"))?;
        let close =
            matching(&tokens, open).ok_or_else(|| unreadable("a parenthesis is not closed"))?;
        let mut written = Written::default();
        let mut of_table = Vec::new();
        for part in split(&tokens[open + 1..close]) {
            let mut cursor = Cursor::new(part);
            match cursor.starts_constraint() {
                true => of_table.extend(cursor.table_constraint()),
                false => written.column_definition(cursor),
            }
        }
        written.constraints.extend(of_table);
        let mut tail = Cursor::new(&tokens[close + 1..]);
        while let Some(token) = tail.peek() {
            written.without_rowid |= token.is_word("WITHOUT");
            written.strict |= token.is_word("STRICT");
            tail.next();
        }
        Ok(written)
    }

    /// The column of that name.
    pub(super) fn column(&self, name: &str) -> Option<&WrittenColumn> {
        self.columns
            .iter()
            .find(|column| column.name.eq_ignore_ascii_case(name))
    }

    fn column_definition(&mut self, mut cursor: Cursor<'_, '_>) {
        let Some(first) = cursor.next() else { return };
        let mut column = WrittenColumn {
            name: first.unquoted(),
            ..WrittenColumn::default()
        };
        let mut name = None;
        while cursor.peek().is_some() {
            let kind = if cursor.word("CONSTRAINT") {
                name = cursor.next().map(Token::unquoted);
                continue;
            } else if cursor.word("PRIMARY") {
                Some(WrittenKind::PrimaryKey)
            } else if cursor.word("AUTOINCREMENT") {
                self.autoincrement = true;
                continue;
            } else if cursor.word("UNIQUE") {
                Some(WrittenKind::Unique(vec![column.name.clone()]))
            } else if cursor.word("CHECK") {
                Some(WrittenKind::Check(cursor.inside().unwrap_or_default()))
            } else if cursor.word("REFERENCES") {
                Some(WrittenKind::ForeignKey(
                    cursor.reference(vec![column.name.clone()]),
                ))
            } else if cursor.word("COLLATE") {
                column.collation = cursor.next().map(Token::unquoted);
                None
            } else if cursor.word("AS") {
                column.generated = cursor.inside();
                None
            } else if cursor.word("DEFAULT") || cursor.word("NULL") {
                // A value in parentheses must not be looked into.
                cursor.group();
                None
            } else {
                if cursor.group().is_none() {
                    cursor.next();
                }
                continue;
            };
            let name = name.take();
            self.constraints.extend(kind.map(|kind| WrittenConstraint {
                name,
                column: Some(column.name.clone()),
                kind,
            }));
        }
        self.columns.push(column);
    }
}

impl WrittenIndex {
    /// Reads a CREATE INDEX.
    pub(super) fn read(sql: &str) -> WrittenIndex {
        let tokens = tokens(sql);
        let Some((open, close)) = position(&tokens, "(")
            .and_then(|open| matching(&tokens, open).map(|close| (open, close)))
        else {
            return WrittenIndex::default();
        };
        let elements = split(&tokens[open + 1..close]).into_iter().map(|element| {
            let last = element.iter().rposition(Token::is_significant);
            let sorted = last.filter(|last| {
                element
                    .get(*last)
                    .is_some_and(|token| token.is_word("ASC") || token.is_word("DESC"))
            });
            let element = &element[..sorted.unwrap_or(element.len())];
            join(element).trim().to_owned()
        });
        let mut tail = Cursor::new(&tokens[close + 1..]);
        let condition = tail
            .word("WHERE")
            .then(|| join(tail.rest()).trim().to_owned());
        WrittenIndex {
            elements: elements.collect(),
            condition,
        }
    }
}

/// Walks over tokens, and over blanks and comments without seeing them.
struct Cursor<'a, 'b> {
    tokens: &'a [Token<'b>],
    at: usize,
}

impl<'a, 'b> Cursor<'a, 'b> {
    fn new(tokens: &'a [Token<'b>]) -> Cursor<'a, 'b> {
        Cursor { tokens, at: 0 }
    }

    fn rest(&self) -> &'a [Token<'b>] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// The next token, which is not passed.
    fn peek(&mut self) -> Option<&'a Token<'b>> {
        self.at += self.rest().iter().position(Token::is_significant)?;
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<&'a Token<'b>> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// Passes that keyword, if it is next.
    fn word(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.is_word(word));
        self.at += usize::from(found);
        found
    }

    /// Passes a parenthesis, if one is next, and gives what is in it.
    fn group(&mut self) -> Option<&'a [Token<'b>]> {
        let next = self.peek()?;
        if next.text != "(" {
            return None;
        }
        let close = matching(self.tokens, self.at)?;
        let inside = self.tokens.get(self.at + 1..close)?;
        self.at = close + 1;
        Some(inside)
    }

    /// The text in a parenthesis.
    fn inside(&mut self) -> Option<String> {
        Some(join(self.group()?).trim().to_owned())
    }

    /// The names in a parenthesis.
    fn names(&mut self) -> Vec<String> {
        let parts = self.group().map(split).unwrap_or_default();
        parts
            .into_iter()
            .filter_map(|part| Cursor::new(part).next().map(Token::unquoted))
            .collect()
    }

    fn starts_constraint(&mut self) -> bool {
        let words = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];
        self.peek()
            .is_some_and(|token| words.iter().any(|word| token.is_word(word)))
    }

    /// SQLite lets commas between constraints out; so there may be several.
    fn table_constraint(&mut self) -> Vec<WrittenConstraint> {
        let mut found = Vec::new();
        let mut name = None;
        while self.peek().is_some() {
            let kind = if self.word("CONSTRAINT") {
                name = self.next().map(Token::unquoted);
                continue;
            } else if self.word("PRIMARY") {
                self.word("KEY");
                self.group();
                WrittenKind::PrimaryKey
            } else if self.word("UNIQUE") {
                WrittenKind::Unique(self.names())
            } else if self.word("CHECK") {
                WrittenKind::Check(self.inside().unwrap_or_default())
            } else if self.word("FOREIGN") {
                self.word("KEY");
                let columns = self.names();
                self.word("REFERENCES");
                WrittenKind::ForeignKey(self.reference(columns))
            } else {
                self.next();
                continue;
            };
            found.push(WrittenConstraint {
                name: name.take(),
                column: None,
                kind,
            });
        }
        found
    }

    /// What follows REFERENCES.
    fn reference(&mut self, columns: Vec<String>) -> WrittenReference {
        let mut reference = WrittenReference {
            columns,
            table: self.next().map(Token::unquoted).unwrap_or_default(),
            referred: self.names(),
            ..WrittenReference::default()
        };
        loop {
            let before = self.at;
            if self.word("ON") {
                self.next();
                let _ = self.word("SET") || self.word("NO");
                self.next();
            } else if self.word("MATCH") {
                self.next();
            } else if self.word("DEFERRABLE") {
                reference.deferrable = Some(true);
            } else if self.word("INITIALLY") {
                let when = self.next().map(|token| token.text.to_ascii_uppercase());
                reference.initially = when;
            } else if self.word("NOT") {
                if !self.word("DEFERRABLE") {
                    // NOT NULL is not ours.
                    self.at = before;
                    return reference;
                }
                reference.deferrable = Some(false);
            } else {
                return reference;
            }
        }
    }
}

fn position(tokens: &[Token<'_>], text: &str) -> Option<usize> {
    tokens.iter().position(|token| token.text == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_are_read_as_they_are_written() {
        let written = Written::read(
            "CREATE TABLE \"t (\" (id INTEGER CONSTRAINT pk PRIMARY KEY AUTOINCREMENT, \
             a INT DEFAULT (1) NOT NULL CONSTRAINT u1 UNIQUE REFERENCES o (id) ON DELETE SET NULL \
             NOT DEFERRABLE NOT NULL, \"b c\" INT COLLATE nocase CHECK (\"b c\"  > ')'), \
             g AS (a+ 1) STORED, -- the last\n\
             CONSTRAINT u2 UNIQUE (a, [b c]) CONSTRAINT f FOREIGN KEY (a) REFERENCES \"o p\" \
             DEFERRABLE INITIALLY deferred, \
             CONSTRAINT \"the k\" CHECK (a > (1))) STRICT, WITHOUT ROWID",
        )
        .unwrap();
        let shown: Vec<String> = written
            .constraints
            .iter()
            .map(|constraint| {
                let name = constraint.name.as_deref().unwrap_or("-");
                let column = constraint.column.as_deref().unwrap_or("-");
                format!("{name} {column} {:?}", constraint.kind)
            })
            .collect();
        assert_eq!(
            shown,
            [
                "pk id PrimaryKey",
                "u1 a Unique([\"a\"])",
                "- a ForeignKey(WrittenReference { columns: [\"a\"], table: \"o\", \
                 referred: [\"id\"], deferrable: Some(false), initially: None })",
                "- b c Check(\"\\\"b c\\\"  > ')'\")",
                "u2 - Unique([\"a\", \"b c\"])",
                "f - ForeignKey(WrittenReference { columns: [\"a\"], table: \"o p\", \
                 referred: [], deferrable: Some(true), initially: Some(\"DEFERRED\") })",
                "the k - Check(\"a > (1)\")",
            ]
        );
        assert!(written.autoincrement && written.strict && written.without_rowid);
        let generated = written.column("G").and_then(|g| g.generated.as_deref());
        assert_eq!(generated, Some("a+ 1"));
        let collation = written.column("b c").and_then(|b| b.collation.as_deref());
        assert_eq!(collation, Some("nocase"));
    }

    #[test]
    fn an_index_has_elements_and_a_condition() {
        fn check(sql: &str, elements: &[&str], condition: Option<&str>) {
            let written = WrittenIndex::read(sql);
            assert_eq!(written.elements, elements, "{sql}");
            assert_eq!(written.condition.as_deref(), condition, "{sql}");
        }
        check(
            "CREATE UNIQUE INDEX i ON \"t(\" (a, lower( b ) DESC, c COLLATE NOCASE ASC) \
             WHERE a > ' where '",
            &["a", "lower( b )", "c COLLATE NOCASE"],
            Some("a > ' where '"),
        );
        check("CREATE INDEX i ON t (a)", &["a"], None);
        check("CREATE INDEX i", &[], None);
    }
}
