//! PostgreSQL's spelling of types, and the types that are objects there.

use limbeck_schema::{EnumType, Name, PostgresqlType, SqlType, TableName, Value};

use super::Postgresql;
use crate::{Catalog, Dialect, Error, Sql, ddl, quote, types};

/// Names that an enum or domain can only have in a schema that is written.
const BUILT_IN: &[&str] = &[
    "\"char\"",
    "_array",
    "bigint",
    "bit",
    "bit varying",
    "boolean",
    "bytea",
    "character",
    "character varying",
    "cidr",
    "citext",
    "date",
    "datemultirange",
    "daterange",
    "double precision",
    "float",
    "hstore",
    "inet",
    "int4multirange",
    "int4range",
    "int8multirange",
    "int8range",
    "integer",
    "interval",
    "json",
    "jsonb",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "real",
    "regclass",
    "regconfig",
    "smallint",
    "text",
    "time",
    "time with time zone",
    "time without time zone",
    "timestamp",
    "timestamp with time zone",
    "timestamp without time zone",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "uuid",
];

/// The type's spelling in a column definition.
pub(super) fn spell(dialect: &Postgresql, sql_type: &SqlType) -> Result<String, Error> {
    Ok(match sql_type {
        SqlType::Float { precision, .. } | SqlType::SqlFloat { precision } => {
            with_number("FLOAT", precision.filter(|digits| *digits > 0))
        }
        SqlType::Double { .. } => "DOUBLE PRECISION".to_owned(),
        SqlType::DateTime { timezone } | SqlType::Timestamp { timezone } => {
            moment("TIMESTAMP", *timezone, None)
        }
        SqlType::Time { timezone } | SqlType::SqlTime { timezone } => {
            moment("TIME", *timezone, None)
        }
        SqlType::Interval(interval) if interval.native => {
            self::interval(None, interval.second_precision)
        }
        SqlType::LargeBinary { .. } => "BYTEA".to_owned(),
        SqlType::Enum(enumeration) if dialect.has_enum(enumeration) => {
            let name = enum_name(enumeration)?;
            check_name(&name, || enum_shown(enumeration))?;
            dialect.table(&name)
        }
        SqlType::Uuid(uuid) if uuid.native => "UUID".to_owned(),
        SqlType::Array { item, dimensions } => {
            let item = dialect.spell_type(item)?;
            let brackets = "[]".repeat(dimensions.unwrap_or(1) as usize);
            match item.find(" COLLATE") {
                Some(position) => {
                    let (name, collation) = item.split_at(position);
                    format!("{name}{brackets}{collation}")
                }
                None => format!("{item}{brackets}"),
            }
        }
        SqlType::Postgresql(own) => self::own(dialect, own)?,
        other => return types::generic(dialect, other),
    })
}

fn own(dialect: &Postgresql, own: &PostgresqlType) -> Result<String, Error> {
    Ok(match own {
        PostgresqlType::Json { .. } => "JSON".to_owned(),
        PostgresqlType::Jsonb { .. } => "JSONB".to_owned(),
        PostgresqlType::Uuid { .. } => "UUID".to_owned(),
        PostgresqlType::Timestamp {
            timezone,
            precision,
        } => moment("TIMESTAMP", *timezone, *precision),
        PostgresqlType::Time {
            timezone,
            precision,
        } => moment("TIME", *timezone, *precision),
        PostgresqlType::Interval { fields, precision } => interval(fields.as_deref(), *precision),
        PostgresqlType::Bit {
            length,
            varying: true,
        } => with_number("BIT VARYING", *length),
        PostgresqlType::Bit {
            length,
            varying: false,
        } => with_number("BIT", Some(length.unwrap_or(1))),
        PostgresqlType::Domain {
            name, data_type, ..
        } => {
            check_name(name, || domain_shown(name, data_type))?;
            dialect.table(name)
        }
        PostgresqlType::Hstore => "HSTORE".to_owned(),
        PostgresqlType::Plain(name) => name.clone(),
    })
}

fn with_number(name: &str, number: Option<u32>) -> String {
    match number {
        Some(number) => format!("{name}({number})"),
        None => name.to_owned(),
    }
}

fn moment(name: &str, timezone: bool, precision: Option<u32>) -> String {
    let with = if timezone { "WITH" } else { "WITHOUT" };
    format!("{} {with} TIME ZONE", with_number(name, precision))
}

fn interval(fields: Option<&str>, precision: Option<u32>) -> String {
    let mut text = "INTERVAL".to_owned();
    if let Some(fields) = fields {
        text.push(' ');
        text.push_str(fields);
    }
    if let Some(precision) = precision {
        text.push_str(&format!(" ({precision})"));
    }
    text
}

/// The name of a native enum, which must have one.
pub(super) fn enum_name(enumeration: &EnumType) -> Result<TableName, Error> {
    let name = enumeration
        .name
        .clone()
        .filter(|name| !name.text.is_empty())
        .ok_or_else(|| {
            let class = if enumeration.postgresql {
                "ENUM"
            } else {
                "Enum"
            };
            Error::compile(format!("PostgreSQL {class} type requires a name."))
        })?;
    Ok(TableName::in_schema(enumeration.schema.clone(), name))
}

/// A name that a built-in type has would be taken for that type.
fn check_name(name: &TableName, shown: impl Fn() -> String) -> Result<(), Error> {
    if name.schema.is_none() && BUILT_IN.binary_search(&name.name.as_str()).is_ok() {
        return Err(Error::compile(format!(
            "{} has name '{}' that matches an existing type, and requires an explicit schema name in order to be rendered in DDL.",
            shown(),
            name.name
        )));
    }
    Ok(())
}

/// The enum as SQLAlchemy shows it in errors.
fn enum_shown(enumeration: &EnumType) -> String {
    let mut parts: Vec<String> = enumeration
        .labels
        .iter()
        .map(|label| quote::python_string(label))
        .collect();
    if let Some(name) = &enumeration.name {
        parts.push(format!("name={}", quote::python_string(&name.text)));
    }
    if !enumeration.postgresql {
        parts.push("_create_events=False".to_owned());
    }
    format!("ENUM({})", parts.join(", "))
}

fn domain_shown(name: &TableName, data_type: &SqlType) -> String {
    let shown = format!("{data_type:?}");
    let class = shown
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    format!(
        "DOMAIN({}, {class}())",
        quote::python_string(name.name.as_str())
    )
}

/// CREATE TYPE of an enum, CREATE DOMAIN of a domain, nothing for others.
pub(super) fn create(dialect: &Postgresql, sql_type: &SqlType) -> Result<Option<Sql>, Error> {
    let (text, name) = match sql_type.on(dialect.name()) {
        SqlType::Enum(enumeration) if dialect.has_enum(enumeration) => {
            let name = enum_name(enumeration)?;
            let labels: Vec<String> = enumeration
                .labels
                .iter()
                .map(|label| dialect.string(label))
                .collect();
            let text = format!(
                "CREATE TYPE {} AS ENUM ({})",
                dialect.spell_type(sql_type)?,
                labels.join(", ")
            );
            (text, name)
        }
        SqlType::Postgresql(PostgresqlType::Domain {
            name,
            data_type,
            collation,
            default,
            constraint_name,
            not_null,
            check,
            ..
        }) => {
            let mut text = format!(
                "CREATE DOMAIN {} AS {}",
                dialect.spell_type(sql_type)?,
                dialect.spell_type(data_type)?
            );
            if let Some(collation) = collation {
                text.push_str(&format!(
                    " COLLATE {}",
                    dialect.quote(&Name::new(collation.clone()))
                ));
            }
            if let Some(default) = default {
                text.push_str(&format!(" DEFAULT {}", ddl::expression(dialect, default)?));
            }
            if let Some(constraint) = constraint_name {
                let constraint = limbeck_schema::ConstraintName::Given(constraint.clone());
                if let Some(constraint) = quote::constraint_name(dialect, &constraint)? {
                    text.push_str(&format!(" CONSTRAINT {constraint}"));
                }
            }
            if *not_null {
                text.push_str(" NOT NULL");
            }
            if let Some(check) = check {
                text.push_str(&format!(" CHECK ({})", ddl::expression(dialect, check)?));
            }
            (text, name.clone())
        }
        _ => return Ok(None),
    };
    Ok(Some(Sql {
        creates_type: Some(name),
        ..Sql::new(text)
    }))
}

/// Whether the enum that a CREATE TYPE makes is there already, with the same
/// labels.
pub(super) fn is_there(
    dialect: &Postgresql,
    sql: &Sql,
    catalog: &dyn Catalog,
) -> Result<bool, Error> {
    let Some(name) = &sql.creates_type else {
        return Ok(false);
    };
    let schema = name.schema.as_ref().map_or("", Name::as_str);
    let query = Sql {
        parameters: vec![vec![name.name.as_str().into(), schema.into()]],
        ..Sql::new(
            "SELECT e.enumlabel::text FROM pg_catalog.pg_enum e \
             JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid \
             JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace \
             WHERE t.typname = $1::text AND CASE WHEN $2::text = '' \
             THEN pg_type_is_visible(t.oid) ELSE n.nspname = $2::text END \
             ORDER BY e.enumsortorder",
        )
    };
    let labels: Vec<String> = catalog
        .query(&query)?
        .rows
        .iter()
        .filter_map(|row| match row.first() {
            Some(Value::Text(label)) => Some(dialect.string(label)),
            _ => None,
        })
        .collect();
    let made = format!(" AS ENUM ({})", labels.join(", "));
    Ok(!labels.is_empty() && sql.text.ends_with(&made))
}

/// DROP TYPE of an enum, DROP DOMAIN of a domain, nothing for others.
pub(super) fn drop(dialect: &Postgresql, sql_type: &SqlType) -> Result<Option<Sql>, Error> {
    let words = match sql_type.on(dialect.name()) {
        SqlType::Enum(enumeration) if dialect.has_enum(enumeration) => "DROP TYPE",
        SqlType::Postgresql(PostgresqlType::Domain { .. }) => "DROP DOMAIN",
        _ => return Ok(None),
    };
    let name = dialect.spell_type(sql_type)?;
    Ok(Some(Sql::new(format!("{words} {name}"))))
}
