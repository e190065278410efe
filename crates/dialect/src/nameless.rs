//! The names that PostgreSQL gives to constraints without one, and to which
//! they answer on SQLite.

use std::collections::HashSet;

use limbeck_schema::{Constraint, ConstraintKind, Expression, Name, Table};

use crate::{Dialect, definition, same};

/// Longest name, in bytes.
const LONGEST: usize = 63;

/// The name that the server makes up for a constraint of that table when it
/// is added; `taken` are the names of the schema's other constraints and
/// relations, as far as they are known.
pub(crate) fn made_up(
    dialect: &dyn Dialect,
    table: &Table,
    constraint: &Constraint,
    taken: &HashSet<String>,
) -> String {
    let (columns, label) = match &constraint.kind {
        ConstraintKind::PrimaryKey(_) => (String::new(), "pkey"),
        ConstraintKind::Unique(columns) => (joined(columns), "key"),
        ConstraintKind::ForeignKey(key) => (joined(&key.columns), "fkey"),
        ConstraintKind::Check(check) => (only_column(dialect, table, &check.condition), "check"),
        ConstraintKind::Exclude(exclude) => {
            let names: Vec<Name> = exclude
                .elements
                .iter()
                .map(|element| match &element.expression {
                    Expression::Column(column) => column.name.clone(),
                    _ => Name::new("expr"),
                })
                .collect();
            (joined(&names), "excl")
        }
    };
    let table = table.name.name.as_str();
    let plain = put_together(table, &columns, label);
    if !taken.contains(&plain) {
        return plain;
    }
    (1..)
        .map(|number| put_together(table, &columns, &format!("{label}{number}")))
        .find(|name| !taken.contains(name))
        .unwrap_or(plain)
}

/// What tells constraints apart that would be called the same, so that they
/// answer to the same names wherever they stand.
pub(crate) fn place(dialect: &dyn Dialect, constraint: &Constraint) -> String {
    match &constraint.kind {
        ConstraintKind::ForeignKey(key) => {
            format!("{} {}", key.target.table.name, joined(&key.target.columns))
        }
        ConstraintKind::Check(check) => {
            let sql = definition(dialect, &check.condition).unwrap_or_default();
            let start = sql
                .get(..5)
                .filter(|word| word.eq_ignore_ascii_case("CHECK"));
            same::outline(start.map_or(sql.as_str(), |word| &sql[word.len()..]))
        }
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclude(_) => {
            String::new()
        }
    }
}

fn joined(columns: &[Name]) -> String {
    let names: Vec<&str> = columns.iter().map(Name::as_str).collect();
    names.join("_")
}

/// The column that a condition is about, if it is about one alone.
fn only_column(dialect: &dyn Dialect, table: &Table, condition: &Expression) -> String {
    let Ok(sql) = definition(dialect, condition) else {
        return String::new();
    };
    // What stands between quotes is a value.
    let code: String = sql.split('\'').step_by(2).collect::<Vec<_>>().join(" ");
    let words: HashSet<&str> = code
        .split(|character: char| !(character.is_alphanumeric() || "_$".contains(character)))
        .collect();
    let mut about = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .filter(|name| words.contains(name));
    match (about.next(), about.next()) {
        (Some(only), None) => only.to_owned(),
        _ => String::new(),
    }
}

/// `table_columns_label`; the longer of the first two gives way where that is
/// too long.
fn put_together(table: &str, columns: &str, label: &str) -> String {
    let (mut table, mut columns) = (table, columns);
    let around = label.len() + 1 + usize::from(!columns.is_empty());
    while table.len() + columns.len() + around > LONGEST {
        if table.len() > columns.len() {
            table = shorter(table);
        } else {
            columns = shorter(columns);
        }
    }
    if columns.is_empty() {
        format!("{table}_{label}")
    } else {
        format!("{table}_{columns}_{label}")
    }
}

fn shorter(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next_back();
    characters.as_str()
}

#[cfg(test)]
mod tests {
    use super::put_together;

    #[test]
    fn the_longer_part_of_a_name_gives_way() {
        let check = |table: &str, columns: &str, label, expect: &str| {
            assert_eq!(put_together(table, columns, label), expect);
        };
        check("users", "email", "key", "users_email_key");
        check("users", "", "pkey", "users_pkey");
        check(
            &"t".repeat(60),
            &"c".repeat(10),
            "fkey",
            &format!("{}_cccccccccc_fkey", "t".repeat(47)),
        );
    }
}
