//! MySQL's spelling of types.

use limbeck_schema::{MysqlText, MysqlType, PostgresqlType, SqlType, StringType};

use super::{Mysql, cannot_render};
use crate::{Dialect, Error, types};

/// The type's spelling in a column definition.
pub(super) fn spell(dialect: &Mysql, sql_type: &SqlType) -> Result<String, Error> {
    Ok(match sql_type {
        SqlType::String(text) | SqlType::Unicode(text) | SqlType::Varchar(text) => {
            return sized(dialect, "VARCHAR", &plain(text));
        }
        SqlType::Nvarchar(text) => return sized(dialect, "NVARCHAR", &national(text)),
        SqlType::Char(text) => optionally_sized("CHAR", &plain(text)),
        SqlType::Nchar(text) => optionally_sized("CHAR", &national(text)),
        SqlType::Text(text) | SqlType::UnicodeText(text) | SqlType::SqlText(text) => {
            optionally_sized("TEXT", &plain(text))
        }
        SqlType::Float { precision, .. } | SqlType::SqlFloat { precision } => match precision {
            Some(precision) => format!("FLOAT({precision})"),
            None => "FLOAT".to_owned(),
        },
        SqlType::Double {
            precision: Some(_), ..
        }
        | SqlType::SqlDouble {
            precision: Some(_), ..
        } => {
            return Err(Error::raised(
                "ArgumentError",
                "You must specify both precision and scale or omit both altogether.",
            ));
        }
        SqlType::Boolean { .. } | SqlType::SqlBoolean { .. } => "BOOL".to_owned(),
        SqlType::LargeBinary { length } | SqlType::Blob { length } => match length {
            Some(length) => format!("BLOB({length})"),
            None => "BLOB".to_owned(),
        },
        SqlType::Varbinary { length: None } => {
            return Err(Error::raised(
                "TypeError",
                "%d format: a real number is required, not NoneType",
            ));
        }
        SqlType::Varbinary {
            length: Some(length),
        } => format!("VARBINARY({length})"),
        SqlType::Enum(enumeration) if dialect.has_enum(enumeration) => enumerated(
            dialect,
            "ENUM",
            &enumeration.labels,
            &MysqlText {
                collation: enumeration.collation.clone(),
                ..MysqlText::default()
            },
        ),
        SqlType::Enum(enumeration) => sized(
            dialect,
            "VARCHAR",
            &MysqlText {
                length: Some(enumeration.varchar_length()),
                collation: enumeration.collation.clone(),
                ..MysqlText::default()
            },
        )?,
        SqlType::Uuid(uuid) if uuid.native && dialect.has_uuid => "UUID".to_owned(),
        SqlType::Mysql(own) => return self::own(dialect, own),
        SqlType::Postgresql(other) => return foreign(dialect, other),
        other => return types::generic(dialect, other),
    })
}

fn own(dialect: &Mysql, own: &MysqlType) -> Result<String, Error> {
    Ok(match own {
        MysqlType::Integer {
            name,
            display_width,
            unsigned,
            zerofill,
        } => flagged(with_number(name, *display_width), *unsigned, *zerofill),
        MysqlType::Number {
            name,
            precision,
            scale,
            unsigned,
            zerofill,
        } => {
            let spelled = match (name.as_str(), precision, scale) {
                (_, Some(precision), Some(scale)) => format!("{name}({precision}, {scale})"),
                ("DECIMAL" | "NUMERIC" | "FLOAT", Some(precision), None) => {
                    format!("{name}({precision})")
                }
                _ => name.clone(),
            };
            flagged(spelled, *unsigned, *zerofill)
        }
        MysqlType::Text { name, text } => match name.as_str() {
            "VARCHAR" => return sized(dialect, "VARCHAR", text),
            "NVARCHAR" => return sized(dialect, "NVARCHAR", text),
            "CHAR" | "NCHAR" => optionally_sized("CHAR", text),
            "TEXT" => optionally_sized("TEXT", text),
            _ => extended(name, text),
        },
        MysqlType::Plain(name) => match name.as_str() {
            "BOOLEAN" => "BOOL".to_owned(),
            _ => name.clone(),
        },
        MysqlType::Temporal { name, fsp } => with_number(name, fsp.filter(|digits| *digits > 0)),
        MysqlType::Year { display_width } => with_number("YEAR", *display_width),
        MysqlType::Bit { length } => with_number("BIT", *length),
        MysqlType::Enum { labels, text } => enumerated(dialect, "ENUM", labels, text),
        MysqlType::Set { labels, text } => enumerated(dialect, "SET", labels, text),
    })
}

/// Types of PostgreSQL that have a namesake here.
fn foreign(dialect: &Mysql, foreign: &PostgresqlType) -> Result<String, Error> {
    let name = match foreign {
        PostgresqlType::Json { .. } => return Ok("JSON".to_owned()),
        PostgresqlType::Uuid { .. } => return Ok("UUID".to_owned()),
        PostgresqlType::Timestamp { .. } => return Ok("TIMESTAMP".to_owned()),
        PostgresqlType::Time { .. } => return Ok("TIME".to_owned()),
        PostgresqlType::Bit { length, .. } => return Ok(with_number("BIT", *length)),
        PostgresqlType::Jsonb { .. } => "JSONB",
        PostgresqlType::Interval { .. } => "INTERVAL",
        PostgresqlType::Domain { .. } => "DOMAIN",
        PostgresqlType::Hstore => "HSTORE",
        PostgresqlType::Plain(name) => name,
    };
    Err(types::unsupported(dialect, name))
}

fn plain(text: &StringType) -> MysqlText {
    MysqlText {
        length: text.length,
        collation: text.collation.clone(),
        ..MysqlText::default()
    }
}

fn national(text: &StringType) -> MysqlText {
    MysqlText {
        national: true,
        ..plain(text)
    }
}

/// VARCHAR or NVARCHAR, which have no length of their own.
fn sized(dialect: &Mysql, name: &str, text: &MysqlText) -> Result<String, Error> {
    match text.length {
        Some(length) => Ok(extended(&format!("VARCHAR({length})"), text)),
        None => Err(Error::compile(format!(
            "{name} requires a length on dialect {}",
            dialect.name()
        ))),
    }
}

fn optionally_sized(name: &str, text: &MysqlText) -> String {
    extended(&with_number(name, text.length), text)
}

fn with_number(name: &str, number: Option<u32>) -> String {
    match number {
        Some(number) => format!("{name}({number})"),
        None => name.to_owned(),
    }
}

fn flagged(mut spelled: String, unsigned: bool, zerofill: bool) -> String {
    if unsigned {
        spelled.push_str(" UNSIGNED");
    }
    if zerofill {
        spelled.push_str(" ZEROFILL");
    }
    spelled
}

/// A character type with its character set and collation. NATIONAL says
/// which character set.
fn extended(spelled: &str, text: &MysqlText) -> String {
    let mut parts = vec![spelled.to_owned()];
    if text.national {
        parts.insert(0, "NATIONAL".to_owned());
    } else if let Some(charset) = text.charset.as_deref().filter(|name| !name.is_empty()) {
        parts.push(format!("CHARACTER SET {charset}"));
    } else if text.ascii {
        parts.push("ASCII".to_owned());
    } else if text.unicode {
        parts.push("UNICODE".to_owned());
    }
    if let Some(collation) = text.collation.as_deref().filter(|name| !name.is_empty()) {
        parts.push(format!("COLLATE {collation}"));
    } else if text.binary {
        parts.push("BINARY".to_owned());
    }
    parts.join(" ")
}

fn enumerated(dialect: &Mysql, name: &str, labels: &[String], text: &MysqlText) -> String {
    let labels: Vec<String> = labels.iter().map(|label| dialect.string(label)).collect();
    extended(&format!("{name}({})", labels.join(",")), text)
}

/// The type as CAST takes it; `None` where it takes none, and SQLAlchemy
/// leaves the CAST out.
pub(super) fn in_cast(dialect: &Mysql, sql_type: &SqlType) -> Result<Option<String>, Error> {
    let text = |length: Option<u32>| with_number("CHAR", length);
    Ok(Some(match sql_type.on(dialect.name()) {
        SqlType::Integer
        | SqlType::SmallInteger
        | SqlType::BigInteger
        | SqlType::SqlInteger
        | SqlType::Smallint
        | SqlType::Bigint => "SIGNED INTEGER".to_owned(),
        SqlType::Mysql(MysqlType::Integer { unsigned, .. }) => match unsigned {
            true => "UNSIGNED INTEGER".to_owned(),
            false => "SIGNED INTEGER".to_owned(),
        },
        SqlType::Timestamp { .. } => "DATETIME".to_owned(),
        SqlType::Mysql(MysqlType::Temporal { name, .. }) if name == "TIMESTAMP" => {
            "DATETIME".to_owned()
        }
        SqlType::Mysql(MysqlType::Number { name, .. }) if name == "NUMERIC" => {
            spell(dialect, sql_type)?.replace("NUMERIC", "DECIMAL")
        }
        SqlType::Numeric { .. } | SqlType::SqlNumeric { .. } => {
            spell(dialect, sql_type)?.replace("NUMERIC", "DECIMAL")
        }
        SqlType::Decimal { .. }
        | SqlType::DateTime { .. }
        | SqlType::SqlDateTime { .. }
        | SqlType::Date
        | SqlType::SqlDate
        | SqlType::Time { .. }
        | SqlType::SqlTime { .. }
        | SqlType::Mysql(MysqlType::Temporal { .. }) => spell(dialect, sql_type)?,
        SqlType::Mysql(MysqlType::Number { name, .. }) if name == "DECIMAL" => {
            spell(dialect, sql_type)?
        }
        SqlType::String(it)
        | SqlType::Text(it)
        | SqlType::Unicode(it)
        | SqlType::UnicodeText(it)
        | SqlType::Varchar(it)
        | SqlType::Nvarchar(it)
        | SqlType::Char(it)
        | SqlType::Nchar(it)
        | SqlType::SqlText(it)
        | SqlType::Clob(it) => text(it.length),
        SqlType::Mysql(MysqlType::Text { text: it, .. }) => text(it.length),
        SqlType::LargeBinary { .. }
        | SqlType::Pickle
        | SqlType::Blob { .. }
        | SqlType::Binary { .. }
        | SqlType::Varbinary { .. } => "BINARY".to_owned(),
        SqlType::Mysql(MysqlType::Plain(name)) if name.ends_with("BLOB") => "BINARY".to_owned(),
        SqlType::Json { .. } => "JSON".to_owned(),
        SqlType::Mysql(MysqlType::Plain(name)) if name == "JSON" => "JSON".to_owned(),
        SqlType::Interval(_) => "DATETIME".to_owned(),
        _ => return Ok(None),
    }))
}

/// The error for a type that is an object of its own on PostgreSQL alone.
pub(super) fn no_object(dialect: &Mysql, sql_type: &SqlType, verb: &str) -> Result<(), Error> {
    match sql_type.on(dialect.name()) {
        SqlType::Enum(enumeration) if enumeration.postgresql => Err(cannot_render(&format!(
            "<class 'sqlalchemy.dialects.postgresql.named_types.{verb}EnumType'>"
        ))),
        SqlType::Postgresql(PostgresqlType::Domain { .. }) => Err(cannot_render(&format!(
            "<class 'sqlalchemy.dialects.postgresql.named_types.{verb}DomainType'>"
        ))),
        _ => Ok(()),
    }
}
