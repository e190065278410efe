//! MySQL's own parts of DDL.

use limbeck_operations::AlterColumn;
use limbeck_schema::{
    Column, ColumnDefault, Constraint, ConstraintKind, Expression, Index, MysqlType, OptionValue,
    PostgresqlType, SqlType, Table, TableName, UnaryOperator,
};

use super::Mysql;
use crate::{Dialect, Error, ddl, quote::dotted_table};

/// A column's definition, with its comment.
pub(super) fn column(dialect: &Mysql, table: &Table, column: &Column) -> Result<String, Error> {
    let mut text = format!(
        "{} {}",
        dialect.quote(&column.name),
        dialect.spell_type(&column.sql_type)?
    );
    let computed = match &column.default {
        ColumnDefault::Computed(computed) => {
            text.push(' ');
            text.push_str(&dialect.computed(computed)?);
            true
        }
        _ => false,
    };
    // MariaDB takes no NOT NULL beside GENERATED.
    let left_out = computed && dialect.is_mariadb() && !column.nullable_given;
    let nullable = ddl::is_nullable(table, column);
    if !nullable && !left_out {
        text.push_str(" NOT NULL");
    } else if nullable && is_timestamp(column.sql_type.on(dialect.name())) {
        text.push_str(" NULL");
    }
    if let Some(comment) = &column.comment {
        text.push_str(" COMMENT ");
        text.push_str(&dialect.string(comment));
    }
    if counts_up(dialect, table, column)? {
        text.push_str(" AUTO_INCREMENT");
    } else if let Some(default) = ddl::default_text(dialect, &column.default)? {
        text.push(' ');
        text.push_str(&default_clause(&default));
    }
    Ok(text)
}

/// Without NULL, a TIMESTAMP refuses it.
fn is_timestamp(sql_type: &SqlType) -> bool {
    match sql_type {
        SqlType::Timestamp { .. } => true,
        SqlType::Postgresql(PostgresqlType::Timestamp { .. }) => true,
        SqlType::Mysql(MysqlType::Temporal { name, .. }) => name == "TIMESTAMP",
        _ => false,
    }
}

fn counts_up(dialect: &Mysql, table: &Table, column: &Column) -> Result<bool, Error> {
    let chosen = ddl::autoincrement_column(table)?.is_some_and(|it| it.name == column.name);
    let free = matches!(
        column.default,
        ColumnDefault::None | ColumnDefault::Identity(_)
    );
    let by_sequence = dialect.has_sequences()
        && column
            .sequence
            .as_ref()
            .is_some_and(|sequence| !sequence.optional);
    Ok(chosen && free && !by_sequence)
}

/// A default with its word.
pub(super) fn default_clause(default: &str) -> String {
    match needs_parentheses(default) {
        true => format!("DEFAULT ({default})"),
        false => format!("DEFAULT {default}"),
    }
}

/// Whether the default is an expression that a server takes only in
/// parentheses.
fn needs_parentheses(default: &str) -> bool {
    let start = default.trim_start();
    if start.starts_with(['\'', '"', '(']) {
        return false;
    }
    let lower = default.to_lowercase();
    if has_on_update(&lower) || is_moment_call(&lower) {
        return false;
    }
    let line = default.split('\n').next().unwrap_or(default);
    line.chars().any(|c| !c.is_alphanumeric() && c != '_') || line.len() < default.len()
}

/// Whether `ON UPDATE` is in the text, which is in lower case.
fn has_on_update(lower: &str) -> bool {
    lower.match_indices("on").any(|(at, word)| {
        let rest = &lower[at + word.len()..];
        rest.starts_with(' ') && rest.trim_start_matches(' ').starts_with("update")
    })
}

/// Whether the text, which is in lower case, begins with `now(6)`.
fn is_moment_call(lower: &str) -> bool {
    ["now(", "current_timestamp("].iter().any(|call| {
        lower.strip_prefix(call).is_some_and(|rest| {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            digits > 0 && rest[digits..].starts_with(')')
        })
    })
}

/// Options that are strings.
const STRINGS: &[&str] = &["COMMENT", "PASSWORD", "CONNECTION"];

/// Options of two words, which are written with a blank.
const TWO_WORDS: &[&str] = &[
    "DATA_DIRECTORY",
    "INDEX_DIRECTORY",
    "DEFAULT_CHARACTER_SET",
    "CHARACTER_SET",
    "DEFAULT_CHARSET",
    "DEFAULT_COLLATE",
];

/// Options that are written without `=`.
const WITHOUT_EQUALS: &[&str] = &[
    "TABLESPACE",
    "DEFAULT CHARACTER SET",
    "CHARACTER SET",
    "COLLATE",
];

/// Options of partitions, in the order in which they follow one another.
const PARTITIONS: &[&str] = &[
    "PARTITION_BY",
    "PARTITIONS",
    "SUBPARTITION_BY",
    "SUBPARTITIONS",
];

/// Options that stand before COLLATE.
const CHARACTER_SETS: &[&str] = &[
    "DEFAULT_CHARSET",
    "DEFAULT_CHARACTER_SET",
    "CHARSET",
    "CHARACTER_SET",
];

/// What follows the closing parenthesis of CREATE TABLE.
pub(super) fn table_options(dialect: &Mysql, table: &Table) -> Result<String, Error> {
    let prefix = dialect.option_name("");
    let mut options: Vec<(String, String)> = Vec::new();
    for (name, value) in &table.options.0 {
        let Some(name) = name.strip_prefix(&prefix) else {
            continue;
        };
        options.push((name.to_uppercase(), option_text(value)?));
    }
    if let Some(comment) = &table.comment {
        match options.iter_mut().find(|(name, _)| name == "COMMENT") {
            Some((_, value)) => value.clone_from(comment),
            None => options.push(("COMMENT".to_owned(), comment.clone())),
        }
    }
    let (mut partitions, mut plain): (Vec<_>, Vec<_>) = options
        .into_iter()
        .partition(|(name, _)| PARTITIONS.contains(&name.as_str()));
    if plain
        .iter()
        .any(|(name, _)| CHARACTER_SETS.contains(&name.as_str()))
        && let Some(at) = plain.iter().position(|(name, _)| name == "COLLATE")
    {
        let collate = plain.remove(at);
        plain.push(collate);
    }
    partitions.sort_by_key(|(name, _)| PARTITIONS.iter().position(|known| known == name));
    let mut written = Vec::new();
    for (name, value) in plain {
        let value = literal(dialect, &name, value);
        let name = match TWO_WORDS.contains(&name.as_str()) {
            true => name.replace('_', " "),
            false => name,
        };
        let joint = match WITHOUT_EQUALS.contains(&name.as_str()) {
            true => ' ',
            false => '=',
        };
        written.push(format!("{name}{joint}{value}"));
    }
    for (name, value) in partitions {
        written.push(format!("{} {value}", name.replace('_', " ")));
    }
    Ok(written.join(" "))
}

fn literal(dialect: &Mysql, name: &str, value: String) -> String {
    match STRINGS.contains(&name) {
        true => dialect.string(&value),
        false => value,
    }
}

fn option_text(value: &OptionValue) -> Result<String, Error> {
    let class = match value {
        OptionValue::Text(text) => return Ok(text.clone()),
        OptionValue::None => "NoneType",
        OptionValue::Boolean(_) => "bool",
        OptionValue::Integer(_) => "int",
        OptionValue::Expression(_) => "TextClause",
        OptionValue::List(_) => "list",
        OptionValue::Map(_) => "dict",
    };
    Err(Error::raised(
        "TypeError",
        format!("sequence item 1: expected str instance, {class} found"),
    ))
}

/// An option of an index or key; MariaDB takes MySQL's where it has none of
/// its own.
fn shared_option<'a>(
    dialect: &Mysql,
    options: &'a limbeck_schema::Options,
    short: &str,
) -> Option<&'a str> {
    options
        .text(&dialect.option_name(short))
        .or_else(|| options.text(&format!("mysql_{short}")))
}

/// ` USING …` of a primary key.
pub(super) fn constraint_suffix(dialect: &Mysql, constraint: &Constraint) -> String {
    let using = shared_option(dialect, &constraint.options, "using")
        .filter(|_| matches!(constraint.kind, ConstraintKind::PrimaryKey(_)));
    match using {
        Some(using) if !using.is_empty() => format!(" USING {}", dialect.quote(&using.into())),
        _ => String::new(),
    }
}

/// CREATE INDEX.
pub(super) fn create_index(
    dialect: &Mysql,
    index: &Index,
    name: &str,
    table: &TableName,
    if_not_exists: bool,
) -> Result<String, Error> {
    let options = &index.options;
    let mut text = "CREATE ".to_owned();
    if index.unique {
        text.push_str("UNIQUE ");
    }
    if let Some(prefix) = options.text(&dialect.option_name("prefix"))
        && !prefix.is_empty()
    {
        text.push_str(prefix);
        text.push(' ');
    }
    text.push_str("INDEX ");
    if if_not_exists {
        text.push_str("IF NOT EXISTS ");
    }
    text.push_str(&format!("{name} ON {} ", dialect.table(table)));
    let lengths = options.get(&dialect.option_name("length"));
    let elements = index
        .expressions
        .iter()
        .map(|element| {
            let written = self::element(dialect, element)?;
            Ok(match prefix_length(lengths, element, &written) {
                Some(length) => format!("{written}({length})"),
                None => written,
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    text.push_str(&format!("({})", elements.join(", ")));
    if let Some(parser) = shared_option(dialect, options, "with_parser") {
        text.push_str(&format!(" WITH PARSER {parser}"));
    }
    if let Some(using) = shared_option(dialect, options, "using") {
        text.push_str(&format!(" USING {}", dialect.quote(&using.into())));
    }
    Ok(text)
}

/// An element, in parentheses if it is no column.
fn element(dialect: &Mysql, element: &Expression) -> Result<String, Error> {
    let written = ddl::expression(dialect, element)?;
    let grouped = match element {
        Expression::Binary { .. } | Expression::Collate { .. } | Expression::Function(_) => true,
        Expression::Unary { operator, .. } => !matches!(
            operator,
            UnaryOperator::Ascending | UnaryOperator::Descending
        ),
        _ => false,
    };
    Ok(match grouped {
        true => format!("({written})"),
        false => written,
    })
}

/// How much of a column is indexed: one number for all, or by name.
fn prefix_length(
    lengths: Option<&OptionValue>,
    element: &Expression,
    written: &str,
) -> Option<i64> {
    let length = match lengths? {
        OptionValue::Map(lengths) => ddl::key(element)
            .and_then(|key| lengths.get(key))
            .or_else(|| lengths.get(written))?,
        length => length,
    };
    match length {
        OptionValue::Integer(length) => Some(*length),
        _ => None,
    }
}

/// The error for an identity of a column that is there.
pub(super) fn no_identity() -> Error {
    Error::compile(
        "Adding, removing or modifying an \"identity\" construct, e.g. GENERATED AS IDENTITY, to or from an existing column is not supported in this dialect.",
    )
}

/// CHANGE, MODIFY or a new default: all but a default alone asks for the
/// whole definition.
pub(super) fn redefine_column(dialect: &Mysql, change: &AlterColumn) -> Result<Vec<String>, Error> {
    let existing = change.existing_default.as_ref();
    let is_identity =
        |default: Option<&ColumnDefault>| matches!(default, Some(ColumnDefault::Identity(_)));
    if let Some(default) = &change.default {
        ddl::check_default(default, existing)?;
        if is_identity(Some(default)) || is_identity(existing) {
            return Err(no_identity());
        }
    }
    let table = dotted_table(dialect, change.table.schema.as_ref(), &change.table.name);
    let column = dialect.quote(&change.column);
    if change.new_name.is_some() || has_moment_default(change) {
        let new_name = change.new_name.as_ref().unwrap_or(&change.column);
        return Ok(vec![format!(
            "ALTER TABLE {table} CHANGE {column} {} {}",
            dialect.quote(new_name),
            definition(dialect, change)?
        )]);
    }
    if change.nullable.is_some()
        || change.sql_type.is_some()
        || change.autoincrement.is_some()
        || change.comment.is_some()
    {
        return Ok(vec![format!(
            "ALTER TABLE {table} MODIFY {column} {}",
            definition(dialect, change)?
        )]);
    }
    let Some(default) = &change.default else {
        return Ok(Vec::new());
    };
    let action = match ddl::default_text(dialect, default)? {
        Some(text) => format!("SET DEFAULT {text}"),
        None => "DROP DEFAULT".to_owned(),
    };
    Ok(vec![format!(
        "ALTER TABLE {table} ALTER COLUMN {column} {action}"
    )])
}

/// Whether a date with a time gets a default, which may be a function; a
/// change that says nothing of the default counts too, as in Alembic.
fn has_moment_default(change: &AlterColumn) -> bool {
    let sql_type = change.sql_type.as_ref().or(change.existing_type.as_ref());
    sql_type.is_some_and(|sql_type| sql_type.affinity() == limbeck_schema::Affinity::DateTime)
        && !matches!(change.default, Some(ColumnDefault::None))
}

/// A column's definition without its name.
fn definition(dialect: &Mysql, change: &AlterColumn) -> Result<String, Error> {
    let sql_type = change
        .sql_type
        .as_ref()
        .or(change.existing_type.as_ref())
        .ok_or_else(|| {
            Error::raised(
                "CommandError",
                "All MySQL CHANGE/MODIFY COLUMN operations require the existing type.",
            )
        })?;
    let mut text = dialect.spell_type(sql_type)?;
    let nullable = change.nullable.or(change.existing_nullable).unwrap_or(true);
    text.push_str(if nullable { " NULL" } else { " NOT NULL" });
    if change.autoincrement.or(change.existing_autoincrement) == Some(true) {
        text.push_str(" AUTO_INCREMENT");
    }
    let default = change.default.as_ref().or(change.existing_default.as_ref());
    if let Some(default) = default
        && let Some(default) = ddl::default_text(dialect, default)?
    {
        text.push_str(" DEFAULT ");
        text.push_str(&default);
    }
    let comment = match &change.comment {
        Some(comment) => comment.as_ref(),
        None => change.existing_comment.as_ref().and_then(Option::as_ref),
    };
    if let Some(comment) = comment {
        text.push_str(" COMMENT ");
        text.push_str(&dialect.string(comment));
    }
    Ok(text)
}
