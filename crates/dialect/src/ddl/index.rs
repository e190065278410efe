//! CREATE INDEX and DROP INDEX.

use limbeck_schema::{Expression, Index, Name, NamingConvention, OptionValue, Options, TableName};

use super::{constraint::unnamed, expression};
use crate::{Dialect, Error, Sql, quote};

/// CREATE INDEX.
pub(super) fn create(
    dialect: &dyn Dialect,
    index: &Index,
    table: Option<&TableName>,
    naming: &NamingConvention,
    if_not_exists: bool,
) -> Result<Sql, Error> {
    let given = || index.name.name().map_or("None", Name::as_str).to_owned();
    let table = table.or(index.table.as_ref()).ok_or_else(|| {
        Error::compile(format!(
            "Index '{}' is not associated with any table.",
            given()
        ))
    })?;
    let name = naming.index_name(index, table).map_err(unnamed)?;
    let name = quote::constraint_name(dialect, &name)?
        .ok_or_else(|| Error::compile("CREATE INDEX requires that the index have a name"))?;
    dialect
        .create_index(index, &name, table, if_not_exists)
        .map(Sql::new)
}

/// DROP INDEX.
pub(super) fn drop(
    dialect: &dyn Dialect,
    index: &Index,
    schema: Option<&Name>,
    naming: &NamingConvention,
    if_exists: bool,
) -> Result<Sql, Error> {
    let unknown = TableName::in_schema(schema.cloned(), "no_table");
    let table = index.table.as_ref().unwrap_or(&unknown);
    let name = naming.index_name(index, table).map_err(unnamed)?;
    let name = quote::constraint_name(dialect, &name)?
        .ok_or_else(|| Error::compile("DROP INDEX requires that the index have a name"))?;
    Ok(Sql::new(format!(
        "DROP INDEX {}{}{}",
        dialect.drop_index_words(&index.options),
        if if_exists { "IF EXISTS " } else { "" },
        dialect.dropped_index(table.schema.as_ref().or(schema), table, &name),
    )))
}

/// A quoted name behind its schema.
pub(crate) fn in_schema(dialect: &dyn Dialect, schema: Option<&Name>, name: &str) -> String {
    match schema {
        Some(schema) if !schema.text.is_empty() => format!("{}.{name}", dialect.quote(schema)),
        _ => name.to_owned(),
    }
}

/// The name by which options speak of an expression of an index.
pub(crate) fn key(expression: &Expression) -> Option<&str> {
    match expression {
        Expression::Column(column) => Some(column.name.as_str()),
        Expression::Label { name, .. } => Some(name.as_str()),
        Expression::Raw(text) => Some(text),
        Expression::Text(text) => Some(&text.sql),
        _ => None,
    }
}

/// ` INCLUDE (…)`, or nothing.
pub(crate) fn named_columns(
    dialect: &dyn Dialect,
    words: &str,
    options: &Options,
    name: &str,
) -> String {
    let columns = options.names(name);
    if columns.is_empty() {
        return String::new();
    }
    let columns: Vec<String> = columns.iter().map(|name| dialect.quote(name)).collect();
    format!(" {words} ({})", columns.join(", "))
}

/// The inside of `WITH (…)`, or nothing.
pub(crate) fn with_options(options: &Options, name: &str) -> Option<String> {
    let Some(OptionValue::Map(map)) = options.get(name) else {
        return None;
    };
    let parts: Vec<String> = map
        .iter()
        .map(|(key, value)| match value {
            OptionValue::Boolean(truth) => format!("{key} = {truth}"),
            OptionValue::Integer(number) => format!("{key} = {number}"),
            OptionValue::Text(text) => format!("{key} = {text}"),
            OptionValue::None
            | OptionValue::Expression(_)
            | OptionValue::List(_)
            | OptionValue::Map(_) => key.clone(),
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The condition of a partial index; a string is SQL with `:name` parameters.
pub(crate) fn condition(
    dialect: &dyn Dialect,
    options: &Options,
    name: &str,
) -> Result<String, Error> {
    let condition = match options.get(name) {
        Some(OptionValue::Expression(condition)) => (**condition).clone(),
        Some(OptionValue::Text(text)) => Expression::Text(limbeck_schema::Text::new(text.clone())),
        _ => return Ok(String::new()),
    };
    Ok(format!(" WHERE {}", expression(dialect, &condition)?))
}
