//! Which SQL a server refuses inside a transaction, and where one statement
//! ends and the next begins.

/// A piece of SQL that is neither blank nor comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    /// The piece as it is written.
    pub(crate) text: &'a str,
    /// Where it begins, in bytes.
    start: usize,
}

/// Kinds of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A keyword, a name without quotes or a number.
    Word,
    /// A name in quotes.
    Quoted,
    /// A string.
    Literal,
    /// Any other character.
    Symbol,
}

impl Token<'_> {
    /// Whether this is the keyword, given in upper case.
    pub(crate) fn is(&self, keyword: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(keyword)
    }

    /// Where it begins, in bytes.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }
}

/// The pieces of the SQL.
pub(crate) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let bytes = sql.as_bytes();
    let mut tokens = Vec::new();
    let mut position = 0;
    while let Some(&byte) = bytes.get(position) {
        let rest = &sql[position..];
        if byte.is_ascii_whitespace() {
            position += 1;
            continue;
        }
        if rest.starts_with("--") {
            position += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        if rest.starts_with("/*") {
            position += comment_length(rest);
            continue;
        }
        let (kind, length) = match byte {
            b'\'' => (Kind::Literal, quoted_length(rest, b'\'', false)),
            b'E' | b'e' if bytes.get(position + 1) == Some(&b'\'') => {
                (Kind::Literal, 1 + quoted_length(&rest[1..], b'\'', true))
            }
            b'"' | b'`' => (Kind::Quoted, quoted_length(rest, byte, false)),
            b'$' => match dollar_length(rest) {
                Some(length) => (Kind::Literal, length),
                None => (Kind::Symbol, 1),
            },
            _ if is_word(byte) => (
                Kind::Word,
                rest.bytes()
                    .position(|byte| !is_word(byte) && byte != b'$')
                    .unwrap_or(rest.len()),
            ),
            _ => (Kind::Symbol, 1),
        };
        tokens.push(Token {
            kind,
            text: &rest[..length],
            start: position,
        });
        position += length;
    }
    tokens
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Length of a block comment, in which others may be nested.
fn comment_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut depth = 0;
    let mut position = 0;
    while position < bytes.len() {
        match bytes.get(position..position + 2) {
            Some(b"/*") => {
                depth += 1;
                position += 2;
            }
            Some(b"*/") => {
                depth -= 1;
                position += 2;
                if depth == 0 {
                    return position;
                }
            }
            _ => position += 1,
        }
    }
    bytes.len()
}

/// Length of quoted text, in which a doubled quote does not end it.
fn quoted_length(text: &str, quote: u8, backslashes: bool) -> usize {
    let bytes = text.as_bytes();
    let mut position = 1;
    while let Some(&byte) = bytes.get(position) {
        if backslashes && byte == b'\\' {
            position += 2;
        } else if byte != quote {
            position += 1;
        } else if bytes.get(position + 1) == Some(&quote) {
            position += 2;
        } else {
            return position + 1;
        }
    }
    bytes.len()
}

/// Length of `$tag$…$tag$`; `None` when it is no such string (`$1`).
fn dollar_length(text: &str) -> Option<usize> {
    let tag_length = text[1..].find('$')?;
    let tag = &text[1..1 + tag_length];
    if tag.starts_with(|c: char| c.is_ascii_digit()) || !tag.bytes().all(is_word) {
        return None;
    }
    let delimiter = &text[..tag_length + 2];
    let body = &text[delimiter.len()..];
    Some(match body.find(delimiter) {
        Some(end) => delimiter.len() * 2 + end,
        None => text.len(),
    })
}

/// The statements in the SQL, without the semicolons that end them.
pub(crate) fn statements(sql: &str) -> Vec<&str> {
    let mut statements = Vec::new();
    let mut start: Option<usize> = None;
    let mut creates = false;
    let mut depth = 0usize;
    for token in tokens(sql) {
        match start {
            None if token.is_symbol(";") => {}
            None => {
                start = Some(token.start);
                creates = token.is("CREATE");
                depth = 0;
            }
            Some(begin) if token.is_symbol(";") && depth == 0 => {
                statements.push(sql[begin..token.start].trim_end());
                start = None;
            }
            // The body of a trigger or of a function in standard SQL holds
            // statements of its own.
            Some(_) if creates && token.is("BEGIN") => depth += 1,
            Some(_) if depth > 0 && token.is("CASE") => depth += 1,
            Some(_) if depth > 0 && token.is("END") => depth -= 1,
            Some(_) => {}
        }
    }
    if let Some(begin) = start {
        statements.push(sql[begin..].trim_end());
    }
    statements
}

/// Whether PostgreSQL refuses the statement inside a transaction, or whether
/// what it does would be of no use there: a label added to an enum cannot be
/// used before the transaction ends.
pub(crate) fn postgresql_refuses(statement: &str) -> bool {
    let words = words(statement);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let later = |word: &str| words.iter().skip(2).any(|other| *other == word);
    match words[..] {
        ["VACUUM", ..] | ["CLUSTER"] | ["CLUSTER", "VERBOSE"] | ["DISCARD", "ALL", ..] => true,
        ["COMMIT" | "ROLLBACK", "PREPARED", ..] => true,
        [
            "CREATE" | "DROP",
            "DATABASE" | "TABLESPACE" | "SUBSCRIPTION",
            ..,
        ] => true,
        ["CREATE", "INDEX", "CONCURRENTLY", ..]
        | ["CREATE", "UNIQUE", "INDEX", "CONCURRENTLY", ..]
        | ["DROP", "INDEX", "CONCURRENTLY", ..] => true,
        ["REINDEX", "SCHEMA" | "DATABASE" | "SYSTEM", ..] => true,
        ["REINDEX", ..] => words.iter().take(5).any(|word| *word == "CONCURRENTLY"),
        ["ALTER", "SYSTEM", ..] => true,
        ["ALTER", "DATABASE", .., "SET", "TABLESPACE", _] => true,
        ["ALTER", "SUBSCRIPTION", ..] => later("REFRESH"),
        ["ALTER", "TYPE", ..] => words
            .windows(2)
            .any(|pair| matches!(pair, ["ADD", "VALUE"])),
        ["ALTER", "TABLE", .., "CONCURRENTLY"] => later("DETACH"),
        _ => false,
    }
}

/// Whether SQLite refuses the statement inside a transaction, or silently
/// does nothing there.
pub(crate) fn sqlite_refuses(statement: &str) -> bool {
    let words = words(statement);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["VACUUM" | "DETACH", ..] => true,
        // With a value: a question has one word less.
        [
            "PRAGMA",
            "FOREIGN_KEYS" | "JOURNAL_MODE" | "SYNCHRONOUS",
            _,
            ..,
        ]
        | [
            "PRAGMA",
            _,
            "FOREIGN_KEYS" | "JOURNAL_MODE" | "SYNCHRONOUS",
            _,
            ..,
        ] => true,
        _ => false,
    }
}

/// The statement's words, keywords in upper case; a name or string in quotes
/// is a word as it is written.
fn words(statement: &str) -> Vec<String> {
    tokens(statement)
        .into_iter()
        .filter(|token| token.kind != Kind::Symbol)
        .map(|token| match token.kind {
            Kind::Word => token.text.to_ascii_uppercase(),
            Kind::Quoted | Kind::Literal | Kind::Symbol => token.text.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(refuses: fn(&str) -> bool, sql: &str, expect: bool) {
        let found = statements(sql).into_iter().any(refuses);
        assert_eq!(found, expect, "{sql}");
    }

    #[test]
    fn postgresql_refuses_what_its_server_refuses() {
        for sql in [
            "VACUUM",
            "vacuum analyze t",
            "CREATE INDEX CONCURRENTLY ix ON t (a)",
            "create unique index concurrently if not exists ix on t (a)",
            "DROP INDEX CONCURRENTLY ix",
            "REINDEX TABLE CONCURRENTLY t",
            "REINDEX (VERBOSE, CONCURRENTLY) TABLE t",
            "REINDEX SCHEMA public",
            "CREATE DATABASE q",
            "DROP TABLESPACE x",
            "ALTER SYSTEM SET work_mem = '4MB'",
            "ALTER DATABASE d SET TABLESPACE x",
            "ALTER TYPE e ADD VALUE IF NOT EXISTS 'x' AFTER 'y'",
            "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
            "DISCARD ALL",
            "CLUSTER",
            "COMMIT PREPARED 'x'",
            "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p",
            "-- a comment\n/* and /* another */ */ VACUUM",
            "SELECT 1; VACUUM t; SELECT 2",
        ] {
            check(postgresql_refuses, sql, true);
        }
        for sql in [
            "",
            "SELECT 'VACUUM; VACUUM'",
            "SELECT $$ ; VACUUM; $$",
            "SELECT $tag$ $$; VACUUM $tag$, $1",
            "SELECT E'\\'; VACUUM'",
            "-- VACUUM",
            "/* ; VACUUM */ SELECT 1",
            "CREATE INDEX concurrently_ix ON t (a)",
            "CREATE INDEX ix ON \"CONCURRENTLY\" (a)",
            "DROP INDEX ix",
            "REINDEX TABLE t",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
            "ALTER TYPE e RENAME VALUE 'a' TO 'b'",
            "ALTER TABLE t DETACH PARTITION p",
            "ALTER TABLE t ADD COLUMN value INTEGER",
            "CLUSTER t USING ix",
            "ALTER DATABASE d RENAME TO e",
            "ANALYZE",
            "SELECT \"a;VACUUM\"",
        ] {
            check(postgresql_refuses, sql, false);
        }
    }

    #[test]
    fn sqlite_refuses_what_cannot_be_done_in_a_transaction() {
        for sql in [
            "VACUUM",
            "PRAGMA foreign_keys=OFF",
            "pragma main.journal_mode = wal",
            "DETACH DATABASE x",
        ] {
            check(sqlite_refuses, sql, true);
        }
        for sql in ["PRAGMA foreign_keys", "PRAGMA table_info(t)", "SELECT 1"] {
            check(sqlite_refuses, sql, false);
        }
    }

    fn check_parts(sql: &str, expect: &[&str]) {
        assert_eq!(statements(sql), expect, "{sql}");
    }

    #[test]
    fn statements_end_at_semicolons_outside_of_strings_and_bodies() {
        check_parts("SELECT 1;; SELECT 2 ;\n", &["SELECT 1", "SELECT 2"]);
        check_parts(
            "SELECT ';'; -- ;\nSELECT \";\"",
            &["SELECT ';'", "SELECT \";\""],
        );
        check_parts(
            "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT 2; END; SELECT 3",
            &[
                "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT 2; END",
                "SELECT 3",
            ],
        );
        check_parts(
            "BEGIN; SELECT 1; END; SELECT 2",
            &["BEGIN", "SELECT 1", "END", "SELECT 2"],
        );
        check_parts("SELECT 'open; SELECT 2", &["SELECT 'open; SELECT 2"]);
        check_parts("SELECT E'open\\", &["SELECT E'open\\"]);
        check_parts(" ; ", &[]);
    }
}
