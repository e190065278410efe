//! CREATE TABLE and DROP TABLE.

use limbeck_schema::{
    Column, Constraint, ConstraintKind, ConstraintName, SqlType, Table, TableName,
};

use super::{column, constraint, index};
use crate::{Dialect, Error, Sql, types};

/// Everything that creating a table asks for: its types, the table itself,
/// its indexes and comments.
pub(super) fn create(
    dialect: &dyn Dialect,
    table: &Table,
    if_not_exists: bool,
) -> Result<Vec<Sql>, Error> {
    let mut statements = Vec::new();
    for sql_type in table
        .columns
        .iter()
        .flat_map(|column| created_types(dialect, column))
    {
        if let Some(sql) = dialect.create_type(sql_type)?
            && !statements.contains(&sql)
        {
            statements.push(sql);
        }
    }
    statements.push(Sql::new(create_text(dialect, table, if_not_exists)?));
    for index in &table.indexes {
        statements.push(index::create(
            dialect,
            index,
            Some(&table.name),
            &table.naming,
            false,
        )?);
    }
    if dialect.has_comments() {
        if let Some(comment) = &table.comment {
            statements.push(Sql::new(
                dialect.change_table_comment(&table.name, Some(comment)),
            ));
        }
        for column in &table.columns {
            if let Some(comment) = &column.comment {
                statements.push(Sql::new(column::comment_text(
                    dialect,
                    &table.name,
                    &column.name,
                    comment,
                )));
            }
        }
    }
    Ok(statements)
}

/// Types that are created along with the column's table.
fn created_types<'a>(dialect: &dyn Dialect, column: &'a Column) -> Option<&'a SqlType> {
    let mut sql_type = column.sql_type.on(dialect.name());
    while let SqlType::Array { item, .. } = sql_type {
        sql_type = item.on(dialect.name());
    }
    let created = match sql_type {
        SqlType::Enum(enumeration) => enumeration.create_type && dialect.has_enum(enumeration),
        SqlType::Postgresql(limbeck_schema::PostgresqlType::Domain { create_type, .. }) => {
            *create_type
        }
        _ => false,
    };
    created.then_some(sql_type)
}

/// CREATE TABLE.
pub(super) fn create_text(
    dialect: &dyn Dialect,
    table: &Table,
    if_not_exists: bool,
) -> Result<String, Error> {
    let mut lines = Vec::new();
    for column in table.columns.iter().filter(|column| !column.system) {
        let line = column::with_constraints(dialect, table, column)
            .map_err(|error| in_column(error, table, column))?;
        lines.push(line);
    }
    for constraint in constraints(table).iter().filter(|constraint| {
        !(dialect.alters_constraints() && constraint::is_added_later(constraint))
    }) {
        if let Some(text) =
            constraint::text(dialect, &table.name, Some(table), constraint, &table.naming)?
        {
            lines.push(text);
        }
    }
    let mut text = "CREATE ".to_owned();
    for prefix in &table.prefixes {
        text.push_str(prefix);
        text.push(' ');
    }
    text.push_str("TABLE ");
    if if_not_exists {
        text.push_str("IF NOT EXISTS ");
    }
    text.push_str(&dialect.table(&table.name));
    text.push_str(" (");
    for (position, line) in lines.iter().enumerate() {
        text.push_str(if position == 0 { "\n\t" } else { ", \n\t" });
        text.push_str(line);
    }
    text.push_str("\n)");
    text.push_str(&dialect.table_options(table)?);
    Ok(text)
}

/// Says in which column a type or default could not be written.
fn in_column(error: Error, table: &Table, column: &Column) -> Error {
    match error {
        Error::Raised {
            class: "CompileError" | "UnsupportedCompilationError",
            message,
        } => {
            let message = message
                .strip_suffix(Error::UNSUPPORTED_BACKGROUND)
                .unwrap_or(&message);
            Error::compile(format!(
                "(in table '{}', column '{}'): {message}",
                table.name.name, column.name
            ))
        }
        other => other,
    }
}

/// The table's constraints as CREATE TABLE lists them: the primary key first,
/// without those that are part of a column.
fn constraints(table: &Table) -> Vec<Constraint> {
    let mut constraints: Vec<Constraint> = primary_key(table).into_iter().collect();
    constraints.extend(
        table
            .constraints
            .iter()
            .filter(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey(_) => false,
                ConstraintKind::Check(check) => check.in_column.is_none(),
                ConstraintKind::Unique(_)
                | ConstraintKind::ForeignKey(_)
                | ConstraintKind::Exclude(_) => true,
            })
            .cloned(),
    );
    constraints
}

/// The table's primary key, whether it was given as a constraint or by its
/// columns; none when it has no columns.
pub(crate) fn primary_key(table: &Table) -> Option<Constraint> {
    let marked = || {
        table
            .columns
            .iter()
            .filter(|column| column.primary_key)
            .map(|column| column.name.clone())
            .collect::<Vec<_>>()
    };
    let mut key = table
        .constraints
        .iter()
        .find(|constraint| matches!(constraint.kind, ConstraintKind::PrimaryKey(_)))
        .cloned()
        .unwrap_or_else(|| {
            Constraint::new(
                ConstraintName::Unnamed,
                ConstraintKind::PrimaryKey(Vec::new()),
            )
        });
    if let ConstraintKind::PrimaryKey(columns) = &mut key.kind {
        if columns.is_empty() {
            *columns = marked();
        }
        if columns.is_empty() {
            return None;
        }
    }
    Some(key)
}

/// The column of the primary key that counts up by itself, if there is one.
pub(crate) fn autoincrement_column(table: &Table) -> Result<Option<&Column>, Error> {
    let Some(Constraint {
        kind: ConstraintKind::PrimaryKey(names),
        ..
    }) = primary_key(table)
    else {
        return Ok(None);
    };
    let columns: Vec<&Column> = names
        .iter()
        .filter_map(|name| table.column(name.as_str()))
        .collect();
    if let [column] = columns[..] {
        return match column.autoincrement {
            Some(true) => check_autoincrement(table, column).map(Some),
            Some(false) => Ok(None),
            None => Ok(counts_up(table, column).then_some(column)),
        };
    }
    let mut chosen: Option<&Column> = None;
    for column in columns {
        if column.autoincrement == Some(true) {
            check_autoincrement(table, column)?;
            if let Some(earlier) = chosen {
                return Err(Error::raised(
                    "ArgumentError",
                    format!(
                        "Only one Column may be marked autoincrement=True, found both {} and {}.",
                        column.name, earlier.name
                    ),
                ));
            }
            chosen = Some(column);
        }
    }
    Ok(chosen)
}

/// Whether a column that says nothing of it counts up by itself.
fn counts_up(table: &Table, column: &Column) -> bool {
    use limbeck_schema::ColumnDefault;
    types::is_integer(&column.sql_type)
        && !(column.client_default && column.sequence.is_none())
        && matches!(
            column.default,
            ColumnDefault::None | ColumnDefault::Identity(_)
        )
        && !column::has_foreign_key(table, column)
}

fn check_autoincrement<'a>(table: &Table, column: &'a Column) -> Result<&'a Column, Error> {
    let whole = match &column.sql_type {
        SqlType::Numeric { scale, .. }
        | SqlType::SqlNumeric { scale, .. }
        | SqlType::Decimal { scale, .. } => *scale == Some(0),
        other => types::is_integer(other),
    };
    if whole {
        return Ok(column);
    }
    Err(Error::raised(
        "ArgumentError",
        format!(
            "Column type {} on column '{}.{}' is not compatible with autoincrement=True",
            types::name(&column.sql_type),
            table.name.name,
            column.name
        ),
    ))
}

/// DROP TABLE.
pub(super) fn drop_text(dialect: &dyn Dialect, table: &TableName, if_exists: bool) -> String {
    format!(
        "DROP TABLE {}{}",
        if if_exists { "IF EXISTS " } else { "" },
        dialect.table(table),
    )
}
