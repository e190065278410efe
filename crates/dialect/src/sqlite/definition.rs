//! The text of a CREATE TABLE, cut into its definitions, so that one of them
//! can be changed and all the rest stays as it was written: CHECKs,
//! collations, generated columns, comments, STRICT, WITHOUT ROWID.

use std::fmt;
use std::ops::Range;

/// Why a CREATE TABLE could not be changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DefinitionError {
    /// Not a CREATE TABLE with a list of columns.
    #[error("cannot read the definition of the table: {0}")]
    Unreadable(String),
    /// No such column.
    #[error("the table has no column {0}")]
    NoColumn(String),
    /// No such constraint.
    #[error("the table has no constraint named {0}")]
    NoConstraint(String),
    /// A column cannot go, because something is about it and others.
    #[error("{what} is about the column {column}, which is to go; drop it first")]
    InTheWay {
        /// The column.
        column: String,
        /// What is in the way.
        what: String,
    },
}

/// A CREATE TABLE, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableDefinition {
    pub(super) columns: Vec<ColumnDefinition>,
    pub(super) constraints: Vec<ConstraintDefinition>,
    /// What follows the closing parenthesis.
    pub(super) tail: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ColumnDefinition {
    /// The name without quotes.
    pub(super) name: String,
    /// The name as it is written.
    pub(super) written: String,
    pub(super) type_text: String,
    pub(super) clauses: Vec<Clause>,
    /// Comments around the definition.
    pub(super) remarks: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) kind: ClauseKind,
    /// The name after CONSTRAINT, without quotes.
    pub(super) name: Option<String>,
    pub(super) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClauseKind {
    PrimaryKey,
    NotNull,
    Null,
    Unique,
    Check,
    Default,
    Collate,
    References,
    Generated,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ConstraintDefinition {
    pub(super) name: Option<String>,
    pub(super) text: String,
}

impl TableDefinition {
    /// Takes a CREATE TABLE apart, as `sqlite_master` holds it.
    pub(crate) fn parse(sql: &str) -> Result<TableDefinition, DefinitionError> {
        let tokens = tokens(sql);
        let unreadable = |why: &str| DefinitionError::Unreadable(why.to_owned());
        let mut words = tokens.iter().filter(|token| token.is_significant());
        for expected in ["CREATE", "TABLE"] {
            if !words.next().is_some_and(|token| token.is_word(expected)) {
                return Err(unreadable("it is not a CREATE TABLE"));
            }
        }
        let open = tokens
            .iter()
            .position(|token| token.text == "(")
            .ok_or_else(|| unreadable("it has no list of columns"))?;
        let close =
            matching(&tokens, open).ok_or_else(|| unreadable("a parenthesis is not closed"))?;
        let mut table = TableDefinition {
            columns: Vec::new(),
            constraints: Vec::new(),
            tail: join(&tokens[close + 1..]),
        };
        for part in split(&tokens[open + 1..close]) {
            table.take(part)?;
        }
        Ok(table)
    }

    pub(super) fn take(&mut self, part: &[Token<'_>]) -> Result<(), DefinitionError> {
        let significant: Vec<&Token<'_>> =
            part.iter().filter(|token| token.is_significant()).collect();
        let Some(first) = significant.first() else {
            return Err(DefinitionError::Unreadable("a definition is empty".into()));
        };
        let starts_constraint = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]
            .iter()
            .any(|word| first.is_word(word));
        if starts_constraint {
            let name = first
                .is_word("CONSTRAINT")
                .then(|| significant.get(1).map(|token| token.unquoted()))
                .flatten();
            self.constraints.push(ConstraintDefinition {
                name,
                text: join(part).trim().to_owned(),
            });
        } else {
            let remarks = part
                .iter()
                .filter(|token| token.kind == Kind::Comment)
                .map(|token| token.text.trim_end().to_owned() + "\n")
                .collect();
            self.columns.push(column(&significant, remarks)?);
        }
        Ok(())
    }

    /// Names of the columns that hold values of their own, in order.
    pub(crate) fn stored_columns(&self) -> impl Iterator<Item = &str> {
        self.columns
            .iter()
            .filter(|column| !column.has(ClauseKind::Generated))
            .map(|column| column.name.as_str())
    }

    /// Whether a column is AUTOINCREMENT.
    pub(crate) fn is_autoincrement(&self) -> bool {
        self.columns.iter().any(|column| {
            column.clauses.iter().any(|clause| {
                clause.kind == ClauseKind::PrimaryKey
                    && tokens(&clause.text)
                        .iter()
                        .any(|token| token.is_word("AUTOINCREMENT"))
            })
        })
    }

    pub(super) fn column(&mut self, name: &str) -> Result<&mut ColumnDefinition, DefinitionError> {
        self.columns
            .iter_mut()
            .find(|column| column.name.eq_ignore_ascii_case(name))
            .ok_or_else(|| DefinitionError::NoColumn(name.to_owned()))
    }

    /// Allows NULL in a column, or forbids it.
    pub(crate) fn set_nullable(
        &mut self,
        column: &str,
        nullable: bool,
    ) -> Result<(), DefinitionError> {
        let column = self.column(column)?;
        column.remove(ClauseKind::NotNull);
        column.remove(ClauseKind::Null);
        if !nullable {
            column.insert(ClauseKind::NotNull, "NOT NULL".to_owned());
        }
        Ok(())
    }

    /// Gives a column that default, as SQL, or takes it away.
    pub(crate) fn set_default(
        &mut self,
        column: &str,
        default: Option<&str>,
    ) -> Result<(), DefinitionError> {
        let column = self.column(column)?;
        column.remove(ClauseKind::Default);
        if let Some(default) = default {
            column.insert(ClauseKind::Default, format!("DEFAULT {default}"));
        }
        Ok(())
    }

    /// Gives a column that type.
    pub(crate) fn set_type(&mut self, column: &str, spelling: &str) -> Result<(), DefinitionError> {
        let (type_text, collation) = match spelling.split_once(" COLLATE ") {
            Some((type_text, collation)) => (type_text, Some(collation)),
            None => (spelling, None),
        };
        let column = self.column(column)?;
        column.type_text = type_text.to_owned();
        if let Some(collation) = collation {
            column.remove(ClauseKind::Collate);
            column.insert(ClauseKind::Collate, format!("COLLATE {collation}"));
        }
        Ok(())
    }

    /// Takes a column's collation away.
    pub(crate) fn drop_collation(&mut self, column: &str) -> Result<(), DefinitionError> {
        self.column(column)?.remove(ClauseKind::Collate);
        Ok(())
    }

    /// Adds a column, as SQL.
    pub(crate) fn add_column(&mut self, text: &str) -> Result<(), DefinitionError> {
        self.take(&tokens(text))
    }

    /// Adds a table constraint, as SQL.
    pub(crate) fn add_constraint(&mut self, text: &str) {
        self.constraints.push(ConstraintDefinition {
            name: None,
            text: text.to_owned(),
        });
    }

    /// Takes away the constraint of that name, be it the table's or a
    /// column's.
    pub(crate) fn drop_constraint(&mut self, name: &str) -> Result<(), DefinitionError> {
        let named = |candidate: &Option<String>| {
            candidate
                .as_deref()
                .is_some_and(|candidate| candidate.eq_ignore_ascii_case(name))
        };
        let before = self.size();
        self.constraints
            .retain(|constraint| !named(&constraint.name));
        for column in &mut self.columns {
            column.clauses.retain(|clause| !named(&clause.name));
        }
        if self.size() == before {
            return Err(DefinitionError::NoConstraint(name.to_owned()));
        }
        Ok(())
    }

    fn size(&self) -> usize {
        self.constraints.len() + self.columns.iter().map(|c| c.clauses.len()).sum::<usize>()
    }

    /// The CREATE TABLE of that (quoted) name.
    pub(crate) fn create(&self, table: &str) -> String {
        let definitions: Vec<String> = self
            .columns
            .iter()
            .map(ToString::to_string)
            .chain(self.constraints.iter().map(|c| c.text.clone()))
            .map(|text| format!("\n\t{text}"))
            .collect();
        format!(
            "CREATE TABLE {table} ({}\n){}",
            definitions.join(", "),
            self.tail.trim_end()
        )
    }
}

impl ColumnDefinition {
    pub(super) fn has(&self, kind: ClauseKind) -> bool {
        self.clauses.iter().any(|clause| clause.kind == kind)
    }

    pub(super) fn remove(&mut self, kind: ClauseKind) {
        self.clauses.retain(|clause| clause.kind != kind);
    }

    pub(super) fn insert(&mut self, kind: ClauseKind, text: String) {
        self.clauses.insert(
            0,
            Clause {
                kind,
                name: None,
                text,
            },
        );
    }
}

impl fmt::Display for ColumnDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for remark in self.remarks.lines() {
            write!(f, "{remark}\n\t")?;
        }
        f.write_str(&self.written)?;
        if !self.type_text.is_empty() {
            write!(f, " {}", self.type_text)?;
        }
        for clause in &self.clauses {
            write!(f, " {}", clause.text)?;
        }
        Ok(())
    }
}

/// Reads a column definition out of its significant tokens.
fn column(tokens: &[&Token<'_>], remarks: String) -> Result<ColumnDefinition, DefinitionError> {
    let mut reader = Reader {
        tokens,
        position: 1,
    };
    while reader.clause_start().is_none() && reader.position < tokens.len() {
        reader.skip();
    }
    let type_text = spaced(&tokens[1..reader.position]);
    let mut clauses = Vec::new();
    while reader.position < tokens.len() {
        clauses.push(reader.clause()?);
    }
    Ok(ColumnDefinition {
        name: tokens[0].unquoted(),
        written: tokens[0].text.to_owned(),
        type_text,
        clauses,
        remarks,
    })
}

/// Walks over the significant tokens of a column definition.
struct Reader<'a, 'b> {
    tokens: &'a [&'a Token<'b>],
    position: usize,
}

impl Reader<'_, '_> {
    fn is_word(&self, word: &str) -> bool {
        self.tokens
            .get(self.position)
            .is_some_and(|token| token.is_word(word))
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.position += usize::from(found);
        found
    }

    /// Passes one token, or a whole parenthesis.
    fn skip(&mut self) {
        let mut depth = 0usize;
        while let Some(token) = self.tokens.get(self.position) {
            self.position += 1;
            match token.text {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }

    fn clause_start(&self) -> Option<ClauseKind> {
        [
            ("CONSTRAINT", ClauseKind::Check),
            ("PRIMARY", ClauseKind::PrimaryKey),
            ("NOT", ClauseKind::NotNull),
            ("NULL", ClauseKind::Null),
            ("UNIQUE", ClauseKind::Unique),
            ("CHECK", ClauseKind::Check),
            ("DEFAULT", ClauseKind::Default),
            ("COLLATE", ClauseKind::Collate),
            ("REFERENCES", ClauseKind::References),
            ("GENERATED", ClauseKind::Generated),
            ("AS", ClauseKind::Generated),
        ]
        .into_iter()
        .find(|(word, _)| self.is_word(word))
        .map(|(_, kind)| kind)
    }

    fn clause(&mut self) -> Result<Clause, DefinitionError> {
        let start = self.position;
        let mut name = None;
        if self.take_word("CONSTRAINT") {
            name = self.tokens.get(self.position).map(|token| token.unquoted());
            self.position += 1;
        }
        let Some(kind) = self.clause_start() else {
            let rest: Vec<&str> = self.tokens[start.min(self.tokens.len())..]
                .iter()
                .map(|token| token.text)
                .collect();
            return Err(DefinitionError::Unreadable(format!(
                "near {:?}",
                rest.join(" ")
            )));
        };
        self.position += 1;
        match kind {
            ClauseKind::PrimaryKey => {
                self.take_word("KEY");
                let _ = self.take_word("ASC") || self.take_word("DESC");
                self.conflict();
                self.take_word("AUTOINCREMENT");
            }
            ClauseKind::NotNull => {
                self.take_word("NULL");
                self.conflict();
            }
            ClauseKind::Null | ClauseKind::Unique => self.conflict(),
            ClauseKind::Check => {
                self.skip();
                self.conflict();
            }
            ClauseKind::Collate => self.skip(),
            ClauseKind::Default => {
                let signed = self
                    .tokens
                    .get(self.position)
                    .is_some_and(|token| matches!(token.text, "+" | "-"));
                self.position += usize::from(signed);
                self.skip();
            }
            ClauseKind::References => self.references(),
            ClauseKind::Generated => {
                self.take_word("ALWAYS");
                self.take_word("AS");
                self.skip();
                let _ = self.take_word("STORED") || self.take_word("VIRTUAL");
            }
        }
        self.position = self.position.min(self.tokens.len());
        Ok(Clause {
            kind,
            name,
            text: spaced(&self.tokens[start..self.position]),
        })
    }

    /// `ON CONFLICT action`.
    fn conflict(&mut self) {
        if self.take_word("ON") {
            self.position += 2;
        }
    }

    /// What follows REFERENCES.
    fn references(&mut self) {
        self.skip();
        if self
            .tokens
            .get(self.position)
            .is_some_and(|token| token.text == "(")
        {
            self.skip();
        }
        loop {
            if self.take_word("ON") {
                self.position += 1;
                if self.take_word("SET") || self.take_word("NO") {
                    self.position += 1;
                } else {
                    self.skip();
                }
            } else if self.take_word("MATCH") {
                self.skip();
            } else if self.take_word("DEFERRABLE") {
            } else if self.take_word("INITIALLY") {
                self.skip();
            } else if self.is_word("NOT")
                && self
                    .tokens
                    .get(self.position + 1)
                    .is_some_and(|token| token.is_word("DEFERRABLE"))
            {
                self.position += 2;
            } else {
                return;
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Quoted,
    Symbol,
    Space,
    Comment,
}

#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    kind: Kind,
    pub(super) text: &'a str,
}

impl Token<'_> {
    pub(super) fn is_significant(&self) -> bool {
        !matches!(self.kind, Kind::Space | Kind::Comment)
    }

    /// Whether this is that keyword (quoted, it would be a name).
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    pub(super) fn unquoted(&self) -> String {
        let text = self.text;
        if self.kind != Kind::Quoted || text.len() < 2 {
            return text.to_owned();
        }
        let inner = &text[1..text.len() - 1];
        match &text[..1] {
            "[" => inner.to_owned(),
            quote => inner.replace(&quote.repeat(2), quote),
        }
    }
}

pub(super) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = match first {
            '\'' | '"' | '`' => (Kind::Quoted, quoted_length(rest, first)),
            '[' => (
                Kind::Quoted,
                rest.find(']').map_or(rest.len(), |end| end + 1),
            ),
            '-' if rest.starts_with("--") => (
                Kind::Comment,
                rest.find('\n').map_or(rest.len(), |end| end + 1),
            ),
            '/' if rest.starts_with("/*") => (
                Kind::Comment,
                rest[2..].find("*/").map_or(rest.len(), |end| end + 4),
            ),
            _ if first.is_whitespace() => (Kind::Space, while_true(rest, char::is_whitespace)),
            _ if is_word_part(first) => (Kind::Word, while_true(rest, is_word_part)),
            _ => (Kind::Symbol, first.len_utf8()),
        };
        let (text, after) = rest.split_at(length);
        found.push(Token { kind, text });
        rest = after;
    }
    found
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$' || c == '.' || !c.is_ascii()
}

fn while_true(text: &str, accept: impl Fn(char) -> bool) -> usize {
    text.find(|c| !accept(c)).unwrap_or(text.len())
}

/// The length of a quoted text in which a doubled quote stands for one.
fn quoted_length(text: &str, quote: char) -> usize {
    let bytes = text.as_bytes();
    let quote = quote as u8;
    let mut position = 1;
    while position < bytes.len() {
        if bytes[position] == quote {
            if bytes.get(position + 1) != Some(&quote) {
                return position + 1;
            }
            position += 1;
        }
        position += 1;
    }
    bytes.len()
}

/// The index of the parenthesis that closes the one at `open`.
pub(super) fn matching(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "(" if token.kind == Kind::Symbol => depth += 1,
            ")" if token.kind == Kind::Symbol => {
                depth -= 1;
                if depth == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
    }
    None
}

/// The parts between the commas that stand in no parenthesis.
pub(super) fn split<'a, 'b>(tokens: &'a [Token<'b>]) -> Vec<&'a [Token<'b>]> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.text {
            "(" if token.kind == Kind::Symbol => depth += 1,
            ")" if token.kind == Kind::Symbol => depth = depth.saturating_sub(1),
            "," if token.kind == Kind::Symbol && depth == 0 => {
                parts.push(start..index);
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(start..tokens.len());
    parts.into_iter().map(|range| &tokens[range]).collect()
}

pub(super) fn join(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| token.text).collect()
}

/// Significant tokens with one space between them, where anything was.
fn spaced(tokens: &[&Token<'_>]) -> String {
    let mut text = String::new();
    let mut end = None;
    for token in tokens {
        let range = token.text.as_bytes().as_ptr_range();
        if end.is_some_and(|end| end != range.start) {
            text.push(' ');
        }
        text.push_str(token.text);
        end = Some(range.end);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const USERS: &str = "CREATE TABLE users (
\tid INTEGER NOT NULL, -- the key
\temail VARCHAR(255) COLLATE NOCASE DEFAULT 'a, (b' NOT NULL ON CONFLICT FAIL,
\t\"the age\" VARCHAR CONSTRAINT positive CHECK (\"the age\" > 0),
\tgroup_id INTEGER REFERENCES groups (id) ON DELETE SET NULL NOT DEFERRABLE INITIALLY IMMEDIATE DEFAULT -1,
\tupper_email TEXT GENERATED ALWAYS AS (upper(email)) STORED,
\tamount DOUBLE PRECISION,
\tPRIMARY KEY (id),
\tCONSTRAINT uq UNIQUE (email, group_id)
) STRICT, WITHOUT ROWID";

    fn check(
        change: impl FnOnce(&mut TableDefinition) -> Result<(), DefinitionError>,
        expect: Result<(&str, &str), DefinitionError>,
    ) {
        let mut table = TableDefinition::parse(USERS).expect("a table");
        let before = table.create("users");
        let result = change(&mut table).map(|()| table.create("users"));
        let expect = expect.map(|(from, to)| {
            assert!(before.contains(from), "{from:?} is not in {before}");
            before.replace(from, to)
        });
        assert_eq!(result, expect);
    }

    #[test]
    fn nothing_is_lost() {
        let table = TableDefinition::parse(USERS).expect("a table");
        assert_eq!(
            table.create("x"),
            "CREATE TABLE x (
\t-- the key
\tid INTEGER NOT NULL, 
\temail VARCHAR(255) COLLATE NOCASE DEFAULT 'a, (b' NOT NULL ON CONFLICT FAIL, 
\t\"the age\" VARCHAR CONSTRAINT positive CHECK (\"the age\" > 0), 
\tgroup_id INTEGER REFERENCES groups (id) ON DELETE SET NULL NOT DEFERRABLE INITIALLY IMMEDIATE DEFAULT -1, 
\tupper_email TEXT GENERATED ALWAYS AS (upper(email)) STORED, 
\tamount DOUBLE PRECISION, 
\tPRIMARY KEY (id), 
\tCONSTRAINT uq UNIQUE (email, group_id)
) STRICT, WITHOUT ROWID"
                .replace("\n\t-- the key\n\tid", "\n\tid")
                .replace("\n\temail", "\n\t-- the key\n\temail")
        );
        assert_eq!(
            table.stored_columns().collect::<Vec<_>>(),
            ["id", "email", "the age", "group_id", "amount"]
        );
    }

    #[test]
    fn operators_and_literals_stay_whole() {
        let text =
            "CREATE TABLE t (a TEXT CHECK (a <> '' AND a>=x'00' AND a||'b' != '') DEFAULT -1)";
        let table = TableDefinition::parse(text).expect("a table");
        assert_eq!(
            table.create("t"),
            "CREATE TABLE t (\n\ta TEXT CHECK (a <> '' AND a>=x'00' AND a||'b' != '') DEFAULT -1\n)"
        );
    }

    #[test]
    fn a_column_is_changed_in_one_respect() {
        check(
            |table| table.set_nullable("email", true),
            Ok((" NOT NULL ON CONFLICT FAIL", "")),
        );
        check(
            |table| table.set_nullable("the age", false),
            Ok((
                "\"the age\" VARCHAR CONSTRAINT",
                "\"the age\" VARCHAR NOT NULL CONSTRAINT",
            )),
        );
        check(
            |table| table.set_default("group_id", None),
            Ok((" DEFAULT -1", "")),
        );
        check(
            |table| table.set_default("amount", Some("'0'")),
            Ok(("PRECISION", "PRECISION DEFAULT '0'")),
        );
        check(
            |table| table.set_type("amount", "NUMERIC(10, 2)"),
            Ok(("DOUBLE PRECISION", "NUMERIC(10, 2)")),
        );
        check(
            |table| table.set_type("nothing", "TEXT"),
            Err(DefinitionError::NoColumn("nothing".into())),
        );
    }

    #[test]
    fn constraints_come_and_go() {
        check(
            |table| table.drop_constraint("uq"),
            Ok((", \n\tCONSTRAINT uq UNIQUE (email, group_id)", "")),
        );
        check(
            |table| table.drop_constraint("positive"),
            Ok((" CONSTRAINT positive CHECK (\"the age\" > 0)", "")),
        );
        check(
            |table| table.drop_constraint("nothing"),
            Err(DefinitionError::NoConstraint("nothing".into())),
        );
        check(
            |table| {
                table.add_constraint("CONSTRAINT c CHECK (id > 0)");
                Ok(())
            },
            Ok((
                "(email, group_id)\n",
                "(email, group_id), \n\tCONSTRAINT c CHECK (id > 0)\n",
            )),
        );
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for sql in [
            "CREATE VIRTUAL TABLE t USING fts5(x)",
            "CREATE TABLE t",
            "CREATE TABLE t (a",
            "CREATE TABLE t (a, )",
            "CREATE TABLE t (a INTEGER CONSTRAINT)",
            "",
        ] {
            assert!(TableDefinition::parse(sql).is_err(), "{sql}");
        }
    }
}
