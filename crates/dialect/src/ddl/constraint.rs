//! Constraints, in tables and by themselves.

use limbeck_operations::DropConstraint;
use limbeck_schema::{
    CheckConstraint, Constraint, ConstraintKind, ConstraintName, Deferral, Expression, ForeignKey,
    Name, NamingConvention, NamingError, SqlType, Table, TableName,
};

use super::expression;
use crate::{Dialect, Error, Sql, quote};

/// A constraint of the table as CREATE TABLE and ADD have it. `None` when the
/// dialect leaves it out.
pub(crate) fn text(
    dialect: &dyn Dialect,
    name: &TableName,
    table: Option<&Table>,
    constraint: &Constraint,
    naming: &NamingConvention,
) -> Result<Option<String>, Error> {
    let body = match &constraint.kind {
        ConstraintKind::PrimaryKey(columns) => {
            if columns.is_empty() || table.is_some_and(|table| dialect.primary_key_in_column(table))
            {
                return Ok(None);
            }
            format!(
                "PRIMARY KEY ({}){}",
                primary_key_columns(dialect, table, columns)?,
                dialect.included_columns(&constraint.options)
            )
        }
        ConstraintKind::Unique(columns) => {
            if columns.is_empty() {
                return Ok(None);
            }
            format!(
                "UNIQUE {}({}){}",
                dialect.unique_words(&constraint.options),
                names(dialect, columns),
                dialect.included_columns(&constraint.options)
            )
        }
        ConstraintKind::Check(check) => {
            if is_needless(dialect, table, check) {
                return Ok(None);
            }
            format!("CHECK ({})", expression(dialect, &check.condition)?)
        }
        ConstraintKind::ForeignKey(key) => {
            let Some(referenced) = dialect.referenced_table(name, &key.target.table) else {
                return Ok(None);
            };
            format!(
                "FOREIGN KEY({}) REFERENCES {referenced} ({}){}",
                names(dialect, &key.columns),
                names(dialect, referenced_columns(key)),
                actions(dialect, key)?
            )
        }
        ConstraintKind::Exclude(exclude) => dialect.exclude(exclude)?,
    };
    Ok(Some(format!(
        "{}{body}{}{}",
        preamble(dialect, name, constraint, naming)?,
        deferral(&constraint.deferral)?,
        dialect.constraint_suffix(table, constraint)?,
    )))
}

/// `CONSTRAINT name `, or nothing.
fn preamble(
    dialect: &dyn Dialect,
    table: &TableName,
    constraint: &Constraint,
    naming: &NamingConvention,
) -> Result<String, Error> {
    let name = naming.constraint_name(constraint, table).map_err(unnamed)?;
    Ok(match quote::constraint_name(dialect, &name)? {
        Some(name) => format!("CONSTRAINT {name} "),
        None => String::new(),
    })
}

/// A naming convention's failure as SQLAlchemy raises it.
pub(super) fn unnamed(error: NamingError) -> Error {
    Error::raised("InvalidRequestError", error.to_string())
}

/// Whether a type's CHECK is not needed, because the type is native here.
pub(crate) fn is_needless(
    dialect: &dyn Dialect,
    table: Option<&Table>,
    check: &CheckConstraint,
) -> bool {
    let Some(column) = &check.made_by_type_of else {
        return false;
    };
    table
        .and_then(|table| table.column(column.as_str()))
        .is_some_and(|column| is_native(dialect, &column.sql_type))
}

/// Whether the type, which may make a CHECK elsewhere, is native here.
pub(crate) fn is_native(dialect: &dyn Dialect, sql_type: &SqlType) -> bool {
    match sql_type.on(dialect.name()) {
        SqlType::Boolean { .. } | SqlType::SqlBoolean { .. } => dialect.has_booleans(),
        SqlType::Enum(enumeration) => dialect.has_enum(enumeration),
        _ => false,
    }
}

/// A primary key's columns: the one that counts up is first where no one
/// wrote the key as a constraint.
fn primary_key_columns(
    dialect: &dyn Dialect,
    table: Option<&Table>,
    columns: &[Name],
) -> Result<String, Error> {
    let mut columns = columns.to_vec();
    if let Some(table) = table
        && !is_explicit(table)
        && let Some(first) = super::autoincrement_column(table)?
        && let Some(position) = columns.iter().position(|name| *name == first.name)
    {
        let first = columns.remove(position);
        columns.insert(0, first);
    }
    Ok(names(dialect, &columns))
}

/// Whether the primary key was written as a constraint rather than in columns.
fn is_explicit(table: &Table) -> bool {
    !table.columns.iter().any(|column| column.primary_key)
}

fn names(dialect: &dyn Dialect, columns: &[Name]) -> String {
    columns
        .iter()
        .map(|name| dialect.quote(name))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A reference without columns is to those of the same names.
fn referenced_columns(key: &ForeignKey) -> &[Name] {
    if key.target.columns.is_empty() {
        &key.columns
    } else {
        &key.target.columns
    }
}

/// MATCH, ON DELETE and ON UPDATE.
fn actions(dialect: &dyn Dialect, key: &ForeignKey) -> Result<String, Error> {
    let mut text = String::new();
    if let Some(match_type) = &key.match_type {
        text.push_str(&dialect.foreign_key_match(quote::phrase(match_type)?)?);
    }
    if let Some(on_delete) = &key.on_delete {
        text.push_str(" ON DELETE ");
        text.push_str(if dialect.names_columns_on_delete() {
            quote::phrase_with_columns(on_delete)?
        } else {
            quote::phrase(on_delete)?
        });
    }
    if let Some(on_update) = &key.on_update {
        text.push_str(" ON UPDATE ");
        text.push_str(quote::phrase(on_update)?);
    }
    Ok(text)
}

fn deferral(deferral: &Deferral) -> Result<String, Error> {
    let mut text = match deferral.deferrable {
        Some(true) => " DEFERRABLE".to_owned(),
        Some(false) => " NOT DEFERRABLE".to_owned(),
        None => String::new(),
    };
    if let Some(initially) = &deferral.initially {
        text.push_str(" INITIALLY ");
        text.push_str(quote::phrase(initially)?);
    }
    Ok(text)
}

/// ` REFERENCES …` inside ADD COLUMN.
pub(super) fn inline_reference(
    dialect: &dyn Dialect,
    constraint: &Constraint,
    key: &ForeignKey,
) -> Result<String, Error> {
    Ok(format!(
        " REFERENCES {} ({}){}{}",
        dialect.table(&key.target.table),
        names(dialect, referenced_columns(key)),
        actions(dialect, key)?,
        deferral(&constraint.deferral)?,
    ))
}

/// Whether a foreign key waits until all tables are there.
pub(super) fn is_added_later(constraint: &Constraint) -> bool {
    matches!(&constraint.kind, ConstraintKind::ForeignKey(key) if key.use_alter)
}

/// ADD for a constraint of a table whose columns are known. Nothing when the
/// dialect leaves it out.
pub(super) fn add_to(
    dialect: &dyn Dialect,
    table: &Table,
    constraint: &Constraint,
) -> Result<Option<Sql>, Error> {
    if !dialect.may_alter_constraint(is_made_by_type(constraint))? {
        return Ok(None);
    }
    let text = text(dialect, &table.name, Some(table), constraint, &table.naming)?;
    Ok(text.map(|text| add_text(dialect, &table.name, &text)))
}

/// ADD for a constraint by itself.
pub(super) fn add(
    dialect: &dyn Dialect,
    table: &TableName,
    constraint: &Constraint,
    naming: &NamingConvention,
) -> Result<Option<Sql>, Error> {
    if !dialect.may_alter_constraint(is_made_by_type(constraint))? {
        return Ok(None);
    }
    let text = text(dialect, table, None, constraint, naming)?;
    Ok(text.map(|text| add_text(dialect, table, &text)))
}

fn add_text(dialect: &dyn Dialect, table: &TableName, constraint: &str) -> Sql {
    Sql::new(format!(
        "ALTER TABLE {} ADD {constraint}",
        dialect.table(table)
    ))
}

fn is_made_by_type(constraint: &Constraint) -> bool {
    matches!(
        &constraint.kind,
        ConstraintKind::Check(CheckConstraint {
            made_by_type_of: Some(_),
            ..
        })
    )
}

/// `op.drop_constraint`.
pub(super) fn drop(dialect: &dyn Dialect, drop: &DropConstraint) -> Result<Sql, Error> {
    let (_, shown) = kind(drop)?;
    dialect.may_alter_constraint(false)?;
    let name = dropped_name(drop)?;
    let words = dialect.drop_constraint_words(drop.kind.as_deref(), drop.if_exists)?;
    if drop.kind.as_deref() == Some("primary") && !dialect.names_dropped_primary_key() {
        return Ok(drop_text(dialect, &drop.table, words, ""));
    }
    drop_named(dialect, &drop.table, &name, words, shown)
}

/// The name of the constraint that is to go, as its convention has it.
pub(crate) fn dropped_name(drop: &DropConstraint) -> Result<ConstraintName, Error> {
    match kind(drop)?.0 {
        Some(kind) => drop
            .naming
            .constraint_name(&Constraint::new(drop.name.clone(), kind), &drop.table)
            .map_err(unnamed),
        None => Ok(drop.name.clone()),
    }
}

/// What is known of the constraint that is to go, and how SQLAlchemy shows it.
fn kind(drop: &DropConstraint) -> Result<(Option<ConstraintKind>, &'static str), Error> {
    Ok(match drop.kind.as_deref() {
        None => (None, "Constraint()"),
        Some("primary") => (
            Some(ConstraintKind::PrimaryKey(Vec::new())),
            "PrimaryKeyConstraint()",
        ),
        Some("unique") => (
            Some(ConstraintKind::Unique(Vec::new())),
            "UniqueConstraint()",
        ),
        Some("foreignkey") => (
            Some(ConstraintKind::ForeignKey(ForeignKey {
                columns: Vec::new(),
                target: limbeck_schema::ForeignKeyTarget {
                    table: TableName::default(),
                    columns: Vec::new(),
                },
                on_update: None,
                on_delete: None,
                match_type: None,
                use_alter: false,
                in_column: false,
            })),
            "ForeignKeyConstraint()",
        ),
        Some("check") => (
            Some(ConstraintKind::Check(CheckConstraint {
                condition: Expression::Raw(String::new()),
                made_by_type_of: None,
                in_column: None,
            })),
            "CheckConstraint()",
        ),
        Some(_) => {
            return Err(Error::raised(
                "TypeError",
                "'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None",
            ));
        }
    })
}

/// DROP CONSTRAINT for the CHECK that a column's present type made.
pub(super) fn drop_made_by_type(
    dialect: &dyn Dialect,
    table: &TableName,
    constraint: &Constraint,
    naming: &NamingConvention,
) -> Result<Option<Sql>, Error> {
    if !dialect.drops_type_constraints()? {
        return Ok(None);
    }
    let name = naming.constraint_name(constraint, table).map_err(unnamed)?;
    let words = dialect.drop_constraint_words(Some("check"), false)?;
    drop_named(dialect, table, &name, words, "CheckConstraint()").map(Some)
}

/// `DropConstraint(constraint)`.
pub(super) fn drop_element(
    dialect: &dyn Dialect,
    table: &TableName,
    constraint: &Constraint,
    naming: &NamingConvention,
    if_exists: bool,
) -> Result<Sql, Error> {
    let (kind, shown) = match &constraint.kind {
        ConstraintKind::PrimaryKey(_) => (Some("primary"), "PrimaryKeyConstraint()"),
        ConstraintKind::Unique(_) => (Some("unique"), "UniqueConstraint()"),
        ConstraintKind::ForeignKey(_) => (Some("foreignkey"), "ForeignKeyConstraint()"),
        ConstraintKind::Check(_) => (Some("check"), "CheckConstraint()"),
        ConstraintKind::Exclude(_) => (None, "ExcludeConstraint()"),
    };
    let words = dialect.drop_constraint_words(kind, if_exists)?;
    if kind == Some("primary") && !dialect.names_dropped_primary_key() {
        return Ok(drop_text(dialect, table, words, ""));
    }
    let name = naming.constraint_name(constraint, table).map_err(unnamed)?;
    drop_named(dialect, table, &name, words, shown)
}

fn drop_named(
    dialect: &dyn Dialect,
    table: &TableName,
    name: &ConstraintName,
    words: &str,
    shown: &str,
) -> Result<Sql, Error> {
    let name = quote::constraint_name(dialect, name)?.ok_or_else(|| {
        Error::compile(format!(
            "Can't emit DROP CONSTRAINT for constraint {shown}; it has no name"
        ))
    })?;
    Ok(drop_text(dialect, table, words, &name))
}

fn drop_text(dialect: &dyn Dialect, table: &TableName, words: &str, name: &str) -> Sql {
    let text = format!("ALTER TABLE {} DROP {words}{name}", dialect.table(table));
    Sql::new(text.trim_end())
}
