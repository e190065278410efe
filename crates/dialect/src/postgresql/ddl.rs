//! PostgreSQL's own parts of DDL.

use limbeck_operations::AlterColumn;
use limbeck_schema::{
    Column, ColumnDefault, Constraint, ConstraintKind, ExcludeConstraint, Identity, Index,
    MysqlType, OptionValue, Options, SequenceOptions, SqlType, Table, TableName,
};

use super::Postgresql;
use crate::{Dialect, Error, ddl, quote};

/// A column's definition, in which a primary key that counts up by itself is
/// SERIAL.
pub(super) fn column(
    dialect: &Postgresql,
    table: &Table,
    column: &Column,
) -> Result<String, Error> {
    let mut text = dialect.quote(&column.name);
    text.push(' ');
    let identity = match &column.default {
        ColumnDefault::Identity(identity) => Some(identity),
        _ => None,
    };
    if let Some(serial) = serial(dialect, table, column)? {
        text.push_str(serial);
    } else {
        text.push_str(&dialect.spell_type(&column.sql_type)?);
        if let Some(default) = ddl::default_text(dialect, &column.default)? {
            text.push_str(" DEFAULT ");
            text.push_str(&default);
        }
    }
    if let ColumnDefault::Computed(computed) = &column.default {
        text.push(' ');
        text.push_str(&dialect.computed(computed)?);
    }
    let nullable = ddl::is_nullable(table, column);
    if let Some(identity) = identity {
        text.push(' ');
        text.push_str(&self::identity(identity));
        if nullable {
            text.push_str(" NULL");
        }
    } else if !nullable {
        text.push_str(" NOT NULL");
    }
    Ok(text)
}

/// SERIAL of the column's size, if it counts up by itself.
fn serial(
    dialect: &Postgresql,
    table: &Table,
    column: &Column,
) -> Result<Option<&'static str>, Error> {
    let counts = ddl::autoincrement_column(table)?.is_some_and(|it| it.name == column.name);
    let by_itself = match &column.sequence {
        Some(sequence) => sequence.optional,
        None => !column.client_default,
    };
    if !counts || !by_itself || matches!(column.default, ColumnDefault::Identity(_)) {
        return Ok(None);
    }
    Ok(Some(match column.sql_type.on(dialect.name()) {
        SqlType::BigInteger | SqlType::Bigint => "BIGSERIAL",
        SqlType::SmallInteger | SqlType::Smallint => "SMALLSERIAL",
        SqlType::Mysql(MysqlType::Integer { name, .. }) if name == "BIGINT" => "BIGSERIAL",
        SqlType::Mysql(MysqlType::Integer { name, .. }) if name == "SMALLINT" => "SMALLSERIAL",
        _ => "SERIAL",
    }))
}

/// `GENERATED … AS IDENTITY`.
fn identity(identity: &Identity) -> String {
    let when = if identity.always {
        "ALWAYS"
    } else {
        "BY DEFAULT"
    };
    let options = ddl::sequence_options(&identity.options);
    if options.is_empty() {
        format!("GENERATED {when} AS IDENTITY")
    } else {
        format!("GENERATED {when} AS IDENTITY ({options})")
    }
}

/// What follows the closing parenthesis of CREATE TABLE.
pub(super) fn table_options(dialect: &Postgresql, options: &Options) -> String {
    let mut text = ddl::named_columns(dialect, "INHERITS", options, "postgresql_inherits");
    if !text.is_empty() {
        text.insert(0, '\n');
    }
    if let Some(by) = options
        .text("postgresql_partition_by")
        .filter(|text| !text.is_empty())
    {
        text.push_str(&format!("\n PARTITION BY {by}"));
    }
    if let Some(method) = options
        .text("postgresql_using")
        .filter(|text| !text.is_empty())
    {
        text.push_str(&format!("\n USING {method}"));
    }
    if let Some(with) = ddl::with_options(options, "postgresql_with") {
        text.push_str(&format!("\n WITH ({with})"));
    }
    match options.get("postgresql_with_oids") {
        Some(OptionValue::Boolean(true)) => text.push_str("\n WITH OIDS"),
        Some(OptionValue::Boolean(false)) => text.push_str("\n WITHOUT OIDS"),
        _ => {}
    }
    if let Some(action) = options
        .text("postgresql_on_commit")
        .filter(|text| !text.is_empty())
    {
        text.push_str(&format!(
            "\n ON COMMIT {}",
            action.replace('_', " ").to_uppercase()
        ));
    }
    if let Some(tablespace) = tablespace(dialect, options) {
        text.push_str(&format!("\n TABLESPACE {tablespace}"));
    }
    text
}

fn tablespace(dialect: &Postgresql, options: &Options) -> Option<String> {
    options
        .text("postgresql_tablespace")
        .filter(|name| !name.is_empty())
        .map(|name| dialect.quote(&name.into()))
}

/// ` NOT VALID` of foreign keys and CHECKs.
pub(super) fn constraint_suffix(constraint: &Constraint) -> &'static str {
    let may_wait = matches!(
        constraint.kind,
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_)
    );
    if may_wait && constraint.options.is_true("postgresql_not_valid") {
        " NOT VALID"
    } else {
        ""
    }
}

/// EXCLUDE, without its name.
pub(super) fn exclude(dialect: &Postgresql, exclude: &ExcludeConstraint) -> Result<String, Error> {
    let elements = exclude
        .elements
        .iter()
        .map(|element| {
            let class = element
                .operator_class
                .as_ref()
                .map(|class| format!(" {class}"))
                .unwrap_or_default();
            Ok(format!(
                "{}{class} WITH {}",
                ddl::expression(dialect, &element.expression)?,
                element.operator
            ))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let mut text = format!(
        "EXCLUDE USING {} ({})",
        quote::word(&exclude.using)?.to_lowercase(),
        elements.join(", ")
    );
    if let Some(condition) = &exclude.condition {
        text.push_str(&format!(
            " WHERE ({})",
            ddl::expression(dialect, condition)?
        ));
    }
    Ok(text)
}

/// CREATE INDEX.
pub(super) fn create_index(
    dialect: &Postgresql,
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
    text.push_str("INDEX ");
    text.push_str(concurrently(options));
    if if_not_exists {
        text.push_str("IF NOT EXISTS ");
    }
    text.push_str(&format!("{name} ON {} ", dialect.table(table)));
    if let Some(method) = options
        .text("postgresql_using")
        .filter(|text| !text.is_empty())
    {
        text.push_str(&format!("USING {} ", quote::word(method)?.to_lowercase()));
    }
    let classes = match options.get("postgresql_ops") {
        Some(OptionValue::Map(classes)) => Some(classes),
        _ => None,
    };
    let elements = index
        .expressions
        .iter()
        .map(|element| {
            let class = ddl::key(element)
                .and_then(|key| classes?.get(key))
                .and_then(|class| match class {
                    OptionValue::Text(class) => Some(format!(" {class}")),
                    _ => None,
                })
                .unwrap_or_default();
            let element = ddl::grouped_expression(dialect, element)?;
            Ok(format!("{element}{class}"))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    text.push_str(&format!("({})", elements.join(", ")));
    text.push_str(&included_columns(dialect, options));
    text.push_str(match options.get("postgresql_nulls_not_distinct") {
        Some(OptionValue::Boolean(true)) => " NULLS NOT DISTINCT",
        Some(OptionValue::Boolean(false)) => " NULLS DISTINCT",
        _ => "",
    });
    if let Some(with) = ddl::with_options(options, "postgresql_with") {
        text.push_str(&format!(" WITH ({with})"));
    }
    if let Some(tablespace) = tablespace(dialect, options) {
        text.push_str(&format!(" TABLESPACE {tablespace}"));
    }
    text.push_str(&ddl::condition(dialect, options, "postgresql_where")?);
    Ok(text)
}

/// `CONCURRENTLY `, if the index is made or dropped so.
pub(super) fn concurrently(options: &Options) -> &'static str {
    if options.is_true("postgresql_concurrently") {
        "CONCURRENTLY "
    } else {
        ""
    }
}

/// ` INCLUDE (…)`.
pub(super) fn included_columns(dialect: &Postgresql, options: &Options) -> String {
    ddl::named_columns(dialect, "INCLUDE", options, "postgresql_include")
}

/// `USING …` of a change of type.
pub(super) fn change_type_suffix(change: &AlterColumn) -> Result<String, Error> {
    let using = match change.options.get("postgresql_using") {
        None => return Ok(String::new()),
        Some(_) if change.sql_type.is_none() => {
            return Err(Error::raised(
                "CommandError",
                "postgresql_using must be used with the type_ parameter",
            ));
        }
        Some(OptionValue::Text(using)) => using,
        Some(_) => return Ok(String::new()),
    };
    if using.is_empty() {
        return Ok(String::new());
    }
    Ok(format!(" USING {using}"))
}

/// ALTER COLUMN to add, change or remove an identity.
pub(super) fn change_identity(
    dialect: &Postgresql,
    change: &AlterColumn,
    identity: Option<&Identity>,
) -> String {
    let prefix = ddl::alter_column_prefix(dialect, change);
    let Some(identity) = identity else {
        return format!("{prefix} DROP IDENTITY");
    };
    match &change.existing_default {
        Some(ColumnDefault::Identity(existing)) => {
            format!("{prefix} {}", identity_difference(identity, existing))
                .trim_end()
                .to_owned()
        }
        _ => format!("{prefix} ADD {}", self::identity(identity)),
    }
}

/// What of an identity changes, in the alphabetical order of SQLAlchemy's
/// names for it.
fn identity_difference(new: &Identity, old: &Identity) -> String {
    let mut parts = Vec::new();
    if new.always != old.always {
        let when = if new.always { "ALWAYS" } else { "BY DEFAULT" };
        parts.push(format!("SET GENERATED {when}"));
    }
    let (new, old) = (&new.options, &old.options);
    let mut part = |changed: bool, options: SequenceOptions| {
        if changed {
            parts.push(format!("SET {}", ddl::sequence_options(&options)));
        }
    };
    let blank = SequenceOptions::default;
    part(
        new.cache.is_some() && new.cache != old.cache,
        SequenceOptions {
            cache: new.cache,
            ..blank()
        },
    );
    part(
        new.cycle.is_some() && new.cycle != old.cycle,
        SequenceOptions {
            cycle: new.cycle,
            ..blank()
        },
    );
    part(
        new.increment.is_some() && new.increment != old.increment,
        SequenceOptions {
            increment: new.increment,
            ..blank()
        },
    );
    part(
        new.max_value.is_some() && new.max_value != old.max_value,
        SequenceOptions {
            max_value: new.max_value,
            ..blank()
        },
    );
    part(
        new.min_value.is_some() && new.min_value != old.min_value,
        SequenceOptions {
            min_value: new.min_value,
            ..blank()
        },
    );
    part(
        new.no_max_value && !old.no_max_value,
        SequenceOptions {
            no_max_value: true,
            ..blank()
        },
    );
    part(
        new.no_min_value && !old.no_min_value,
        SequenceOptions {
            no_min_value: true,
            ..blank()
        },
    );
    part(
        new.start.is_some() && new.start != old.start,
        SequenceOptions {
            start: new.start,
            ..blank()
        },
    );
    parts.join(" ")
}
