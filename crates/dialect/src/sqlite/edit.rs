//! Further changes of a table's definition: its columns, their order, and
//! the names of its constraints.

use std::collections::HashSet;

use limbeck_schema::{
    CheckConstraint, Column, Constraint, ConstraintKind, ConstraintName, Expression, ForeignKey,
    ForeignKeyTarget, Name, NamingConvention, SqlType, Table, TableName,
};

use super::definition::{
    ClauseKind, ConstraintDefinition, DefinitionError, TableDefinition, Token, tokens,
};
use crate::{Dialect, nameless};

impl TableDefinition {
    /// Whether there is a column of that name.
    pub(super) fn has_column(&self, name: &str) -> bool {
        self.columns
            .iter()
            .any(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// Names of all columns, in order.
    pub(super) fn column_names(&self) -> Vec<String> {
        self.columns
            .iter()
            .map(|column| column.name.clone())
            .collect()
    }

    /// Puts the columns into that order.
    pub(super) fn reorder(&mut self, names: &[String]) {
        self.columns
            .sort_by_key(|column| names.iter().position(|name| *name == column.name));
    }

    /// Takes a column away, and the keys and constraints that are about it.
    /// A CHECK that is about other columns too is in the way.
    pub(super) fn drop_column(&mut self, name: &str) -> Result<(), DefinitionError> {
        self.column(name)?;
        let others: Vec<String> = self
            .column_names()
            .into_iter()
            .filter(|column| !column.eq_ignore_ascii_case(name))
            .collect();
        let is_check = |text: &str| definition_kind(text) == Some("CHECK");
        let in_the_way =
            |text: &str| mentions(text, name) && others.iter().any(|other| mentions(text, other));
        let checks = self.constraints.iter().map(|constraint| &constraint.text);
        if let Some(text) = checks
            .filter(|text| is_check(text))
            .find(|text| in_the_way(text))
        {
            return Err(DefinitionError::InTheWay {
                column: name.to_owned(),
                what: text.clone(),
            });
        }
        for column in &self.columns {
            let clauses = column
                .clauses
                .iter()
                .filter(|clause| matches!(clause.kind, ClauseKind::Check | ClauseKind::Generated));
            for clause in clauses {
                if !column.name.eq_ignore_ascii_case(name) && mentions(&clause.text, name) {
                    return Err(DefinitionError::InTheWay {
                        column: name.to_owned(),
                        what: format!("{} {}", column.name, clause.text),
                    });
                }
            }
        }
        for constraint in &mut self.constraints {
            if definition_kind(&constraint.text) == Some("PRIMARY") {
                constraint.text = without_column(&constraint.text, name);
            }
        }
        self.constraints
            .retain(|constraint| match definition_kind(&constraint.text) {
                Some("CHECK") => !mentions(&constraint.text, name),
                Some("PRIMARY") => !listed(&constraint.text).is_empty(),
                _ => !listed(&constraint.text)
                    .iter()
                    .any(|column| column.eq_ignore_ascii_case(name)),
            });
        self.columns
            .retain(|column| !column.name.eq_ignore_ascii_case(name));
        Ok(())
    }

    /// Whether ALTER TABLE can drop a column: it is no key, and nothing else
    /// in the table is about it.
    pub(super) fn is_free(&self, name: &str) -> bool {
        self.columns.len() > 1
            && !self
                .constraints
                .iter()
                .any(|constraint| mentions(&constraint.text, name))
            && self
                .columns
                .iter()
                .all(|column| match column.name.eq_ignore_ascii_case(name) {
                    true => !column.clauses.iter().any(|clause| {
                        matches!(
                            clause.kind,
                            ClauseKind::PrimaryKey | ClauseKind::Unique | ClauseKind::References
                        )
                    }),
                    false => !column
                        .clauses
                        .iter()
                        .any(|clause| mentions(&clause.text, name)),
                })
    }

    /// Whether there is a constraint of that name.
    pub(super) fn has_constraint(&self, name: &str) -> bool {
        let is_it = |known: &Option<String>| {
            known
                .as_deref()
                .is_some_and(|known| known.eq_ignore_ascii_case(name))
        };
        self.constraints
            .iter()
            .any(|constraint| is_it(&constraint.name))
            || self
                .columns
                .iter()
                .any(|column| column.clauses.iter().any(|clause| is_it(&clause.name)))
    }

    /// Whether a constraint of the table says the same, whatever its name.
    pub(super) fn says(&self, text: &str) -> bool {
        let wanted = meaning(text);
        self.constraints
            .iter()
            .any(|constraint| meaning(&constraint.text) == wanted)
    }

    /// Takes away the nameless constraint that says this.
    pub(super) fn drop_nameless(&mut self, text: &str) {
        let wanted = meaning(text);
        self.constraints
            .retain(|constraint| constraint.name.is_some() || meaning(&constraint.text) != wanted);
    }

    /// Takes away the nameless constraint that answers to the name that
    /// PostgreSQL would have made up for it. Gives whether there was one.
    pub(super) fn drop_made_up(
        &mut self,
        dialect: &dyn Dialect,
        table: &TableName,
        name: &str,
    ) -> bool {
        let columns = self.columns.iter();
        let known = Table {
            name: table.clone(),
            columns: columns
                .map(|column| Column::new(column.name.as_str(), SqlType::Null))
                .collect(),
            ..Table::default()
        };
        let constraint = |text: &str, column: Option<&str>| {
            let kind = kind_of(text, column)?;
            Some(Constraint::new(ConstraintName::Unnamed, kind))
        };
        // Where each stands: its column, if it is a column's, and there.
        let mut nameless = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            for (place, clause) in column.clauses.iter().enumerate() {
                if clause.name.is_none()
                    && let Some(found) = constraint(&clause.text, Some(&column.name))
                {
                    nameless.push((Some(at), place, found));
                }
            }
        }
        for (place, own) in self.constraints.iter().enumerate() {
            if own.name.is_none()
                && let Some(found) = constraint(&own.text, None)
            {
                nameless.push((None, place, found));
            }
        }
        nameless.sort_by_cached_key(|(_, _, found)| nameless::place(dialect, found));
        let mut taken = self.constraint_names();
        for (column, place, found) in nameless {
            let made_up = nameless::made_up(dialect, &known, &found, &taken);
            if !made_up.eq_ignore_ascii_case(name) {
                taken.insert(made_up);
                continue;
            }
            match column.and_then(|at| self.columns.get_mut(at)) {
                Some(column) => {
                    column.clauses.remove(place);
                }
                None => {
                    self.constraints.remove(place);
                }
            }
            return true;
        }
        false
    }

    fn constraint_names(&self) -> HashSet<String> {
        let clauses = self.columns.iter().flat_map(|column| &column.clauses);
        let own = self.constraints.iter().map(|constraint| &constraint.name);
        clauses
            .map(|clause| &clause.name)
            .chain(own)
            .flatten()
            .cloned()
            .collect()
    }

    /// Adds a constraint in the place of one of its name.
    pub(super) fn set_constraint(&mut self, name: Option<&str>, text: &str) {
        if let Some(name) = name.filter(|name| self.has_constraint(name)) {
            let _ = self.drop_constraint(name);
        }
        self.constraints.push(ConstraintDefinition {
            name: name.map(str::to_owned),
            text: text.to_owned(),
        });
    }

    /// Takes away the primary key, wherever it was written.
    pub(super) fn drop_primary_key(&mut self) {
        self.constraints
            .retain(|constraint| definition_kind(&constraint.text) != Some("PRIMARY"));
        for column in &mut self.columns {
            column.remove(ClauseKind::PrimaryKey);
        }
    }

    /// Makes the primary key, if it is one column, count up for good.
    pub(super) fn set_autoincrement(&mut self) {
        let in_table: Vec<String> = self
            .constraints
            .iter()
            .filter(|constraint| definition_kind(&constraint.text) == Some("PRIMARY"))
            .flat_map(|constraint| listed(&constraint.text))
            .collect();
        let in_column = self
            .columns
            .iter()
            .find(|column| column.has(ClauseKind::PrimaryKey))
            .map(|column| column.name.clone());
        let key = match (&in_table[..], in_column) {
            ([one], None) => one.clone(),
            (_, Some(column)) => column,
            _ => return,
        };
        self.drop_primary_key();
        if let Ok(column) = self.column(&key) {
            column.insert(
                ClauseKind::PrimaryKey,
                "PRIMARY KEY AUTOINCREMENT".to_owned(),
            );
        }
    }

    /// What follows the closing parenthesis.
    pub(super) fn set_options(&mut self, options: &str) {
        self.tail = options.to_owned();
    }

    /// Gives the constraints that have no name the one of a convention.
    pub(super) fn name_constraints(&mut self, naming: &NamingConvention, table: &TableName) {
        let named = |kind: ConstraintKind| {
            let constraint = Constraint::new(ConstraintName::Unnamed, kind);
            let name = naming.constraint_name(&constraint, table).ok()?;
            name.name().map(|name| name.text.clone())
        };
        for constraint in &mut self.constraints {
            if constraint.name.is_none()
                && let Some(name) = kind_of(&constraint.text, None).and_then(named)
            {
                constraint.text = format!("CONSTRAINT {} {}", quoted(&name), constraint.text);
                constraint.name = Some(name);
            }
        }
        for column in &mut self.columns {
            let own = column.name.clone();
            for clause in &mut column.clauses {
                if clause.name.is_none()
                    && let Some(name) = kind_of(&clause.text, Some(&own)).and_then(named)
                {
                    clause.text = format!("CONSTRAINT {} {}", quoted(&name), clause.text);
                    clause.name = Some(name);
                }
            }
        }
    }
}

/// What a constraint demands, as far as its name depends on it. A CHECK is
/// known by its text alone.
fn kind_of(text: &str, column: Option<&str>) -> Option<ConstraintKind> {
    let columns = || match column {
        Some(column) => vec![Name::new(column)],
        None => listed(text).into_iter().map(Name::new).collect(),
    };
    Some(match definition_kind(text)? {
        "PRIMARY" => ConstraintKind::PrimaryKey(columns()),
        "UNIQUE" => ConstraintKind::Unique(columns()),
        "CHECK" => ConstraintKind::Check(CheckConstraint {
            condition: Expression::Raw(text.to_owned()),
            made_by_type_of: None,
            in_column: None,
        }),
        _ => {
            let (table, referred) = referred(text)?;
            ConstraintKind::ForeignKey(ForeignKey {
                columns: columns(),
                target: ForeignKeyTarget {
                    table: TableName::in_schema(None, table),
                    columns: referred.into_iter().map(Name::new).collect(),
                },
                on_update: None,
                on_delete: None,
                match_type: None,
                use_alter: false,
                in_column: false,
            })
        }
    })
}

/// The first word of a constraint behind its name.
fn definition_kind(text: &str) -> Option<&'static str> {
    let tokens = tokens(text);
    let mut words = tokens.iter().filter(|token| token.is_significant());
    let mut first = words.next()?;
    if first.is_word("CONSTRAINT") {
        words.next();
        first = words.next()?;
    }
    ["PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "REFERENCES"]
        .into_iter()
        .find(|word| first.is_word(word))
}

/// The columns in the first parentheses of a constraint.
fn listed(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    names_in_parentheses(&tokens)
}

fn names_in_parentheses(tokens: &[Token<'_>]) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_first = true;
    let inside = tokens
        .iter()
        .filter(|token| token.is_significant())
        .skip_while(|token| token.text != "(")
        .skip(1)
        .take_while(|token| token.text != ")");
    for token in inside {
        match token.text {
            "," => is_first = true,
            _ if is_first => {
                names.push(token.unquoted());
                is_first = false;
            }
            _ => {}
        }
    }
    names
}

/// The table and columns behind REFERENCES.
fn referred(text: &str) -> Option<(String, Vec<String>)> {
    let tokens = tokens(text);
    let at = tokens
        .iter()
        .position(|token| token.is_word("REFERENCES"))?;
    let rest = &tokens[at + 1..];
    let table = rest.iter().find(|token| token.is_significant())?;
    Some((table.unquoted(), names_in_parentheses(rest)))
}

/// A primary key of one column less.
fn without_column(text: &str, name: &str) -> String {
    let columns = listed(text);
    if !columns
        .iter()
        .any(|column| column.eq_ignore_ascii_case(name))
    {
        return text.to_owned();
    }
    let left: Vec<String> = columns
        .into_iter()
        .filter(|column| !column.eq_ignore_ascii_case(name))
        .map(|column| quoted(&column))
        .collect();
    match (text.find('('), text.find(')')) {
        (Some(open), Some(close)) => {
            format!("{}{}{}", &text[..=open], left.join(", "), &text[close..])
        }
        _ => text.to_owned(),
    }
}

/// Whether SQL names a column.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    tokens(text).iter().any(|token| {
        token.is_significant()
            && !token.text.starts_with('\'')
            && (token.unquoted().eq_ignore_ascii_case(name)
                || token
                    .text
                    .rsplit_once('.')
                    .is_some_and(|(_, last)| last.eq_ignore_ascii_case(name)))
    })
}

/// A constraint without its name, and without what does not count.
fn meaning(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let mut words: Vec<String> = tokens
        .iter()
        .filter(|token| token.is_significant())
        .map(|token| match token.text.starts_with('\'') {
            true => token.text.to_owned(),
            false => token.unquoted().to_ascii_lowercase(),
        })
        .collect();
    if words.first().is_some_and(|word| word == "constraint") {
        words.drain(..2.min(words.len()));
    }
    words
}

fn quoted(name: &str) -> String {
    let is_plain = name
        .chars()
        .all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit());
    match is_plain && super::quote::RESERVED.binary_search(&name).is_err() {
        true => name.to_owned(),
        false => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}
