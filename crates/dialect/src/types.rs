//! Spelling of types where dialects agree.

use limbeck_schema::{MysqlType, SqlType, StringType};

use crate::{Dialect, Error};

/// The type's spelling on a dialect that has nothing to add.
pub(crate) fn generic(dialect: &dyn Dialect, sql_type: &SqlType) -> Result<String, Error> {
    Ok(match sql_type {
        SqlType::Null => {
            return Err(Error::compile(
                "Can't generate DDL for NullType(); did you forget to specify a type on this Column?",
            ));
        }
        SqlType::String(text) | SqlType::Unicode(text) | SqlType::Varchar(text) => {
            string(dialect, "VARCHAR", text)
        }
        SqlType::Text(text) | SqlType::UnicodeText(text) | SqlType::SqlText(text) => {
            string(dialect, "TEXT", text)
        }
        SqlType::Nvarchar(text) => string(dialect, "NVARCHAR", text),
        SqlType::Char(text) => string(dialect, "CHAR", text),
        SqlType::Nchar(text) => string(dialect, "NCHAR", text),
        SqlType::Clob(_) => "CLOB".to_owned(),
        SqlType::Integer | SqlType::SqlInteger => "INTEGER".to_owned(),
        SqlType::SmallInteger | SqlType::Smallint => "SMALLINT".to_owned(),
        SqlType::BigInteger | SqlType::Bigint => "BIGINT".to_owned(),
        SqlType::Numeric {
            precision, scale, ..
        }
        | SqlType::SqlNumeric { precision, scale } => numeric("NUMERIC", *precision, *scale),
        SqlType::Decimal { precision, scale } => numeric("DECIMAL", *precision, *scale),
        SqlType::Float { .. } | SqlType::SqlFloat { .. } => "FLOAT".to_owned(),
        SqlType::Double { .. } | SqlType::SqlDouble { .. } => "DOUBLE".to_owned(),
        SqlType::DoublePrecision { .. } => "DOUBLE PRECISION".to_owned(),
        SqlType::Real { .. } => "REAL".to_owned(),
        SqlType::Boolean { .. } | SqlType::SqlBoolean { .. } => "BOOLEAN".to_owned(),
        SqlType::Date | SqlType::SqlDate => "DATE".to_owned(),
        SqlType::Time { .. } | SqlType::SqlTime { .. } => "TIME".to_owned(),
        SqlType::DateTime { .. } | SqlType::SqlDateTime { .. } => "DATETIME".to_owned(),
        SqlType::Timestamp { .. } => "TIMESTAMP".to_owned(),
        // An epoch and an offset stand for a span where there is no type.
        SqlType::Interval(_) => {
            return dialect.spell_type(&SqlType::DateTime { timezone: false });
        }
        SqlType::LargeBinary { .. } | SqlType::Blob { .. } => "BLOB".to_owned(),
        SqlType::Pickle => return dialect.spell_type(&SqlType::LargeBinary { length: None }),
        SqlType::Binary { length } => binary("BINARY", *length),
        SqlType::Varbinary { length } => binary("VARBINARY", *length),
        SqlType::Enum(enumeration) => string(
            dialect,
            "VARCHAR",
            &StringType {
                length: Some(enumeration.varchar_length()),
                collation: enumeration.collation.clone(),
            },
        ),
        SqlType::Json { .. } => "JSON".to_owned(),
        SqlType::Uuid(_) => "CHAR(32)".to_owned(),
        SqlType::SqlUuid { .. } => "UUID".to_owned(),
        SqlType::Array { .. } => return Err(unsupported(dialect, "ARRAY")),
        SqlType::Postgresql(_) => return Err(unsupported(dialect, "a type of PostgreSQL")),
        SqlType::Mysql(mysql) => return self::mysql(dialect, mysql),
        SqlType::UserDefined(spelling) => spelling.clone(),
        SqlType::Variant { .. } => return dialect.spell_type(sql_type.on(dialect.name())),
    })
}

/// A character type's name with its length and collation.
pub(crate) fn string(dialect: &dyn Dialect, name: &str, text: &StringType) -> String {
    let mut spelling = name.to_owned();
    if let Some(length) = text.length.filter(|length| *length > 0) {
        spelling.push_str(&format!("({length})"));
    }
    if let Some(collation) = text.collation.as_deref().filter(|name| !name.is_empty()) {
        spelling.push_str(" COLLATE ");
        spelling.push_str(&dialect.quote(&collation.into()));
    }
    spelling
}

fn numeric(name: &str, precision: Option<u32>, scale: Option<i32>) -> String {
    match (precision, scale) {
        (None, _) => name.to_owned(),
        (Some(precision), None) => format!("{name}({precision})"),
        (Some(precision), Some(scale)) => format!("{name}({precision}, {scale})"),
    }
}

fn binary(name: &str, length: Option<u32>) -> String {
    match length {
        None | Some(0) => name.to_owned(),
        Some(length) => format!("{name}({length})"),
    }
}

/// A type of MySQL elsewhere: those that share a name with a standard type
/// are spelled as that one.
fn mysql(dialect: &dyn Dialect, mysql: &MysqlType) -> Result<String, Error> {
    let standard = match mysql {
        MysqlType::Integer { name, .. } => match name.as_str() {
            "INTEGER" | "INT" => Some(SqlType::Integer),
            "SMALLINT" => Some(SqlType::SmallInteger),
            "BIGINT" => Some(SqlType::BigInteger),
            _ => None,
        },
        MysqlType::Number {
            name,
            precision,
            scale,
            ..
        } => match name.as_str() {
            "DECIMAL" => Some(SqlType::Decimal {
                precision: *precision,
                scale: *scale,
            }),
            "NUMERIC" => Some(SqlType::SqlNumeric {
                precision: *precision,
                scale: *scale,
            }),
            "FLOAT" => Some(SqlType::SqlFloat {
                precision: *precision,
            }),
            "DOUBLE" => Some(SqlType::SqlDouble {
                precision: *precision,
            }),
            "REAL" => Some(SqlType::Real {
                precision: *precision,
            }),
            _ => None,
        },
        MysqlType::Text { name, text } => {
            let text = StringType {
                length: text.length,
                collation: text.collation.clone(),
            };
            match name.as_str() {
                "VARCHAR" => Some(SqlType::Varchar(text)),
                "CHAR" => Some(SqlType::Char(text)),
                "TEXT" => Some(SqlType::SqlText(text)),
                "NVARCHAR" => Some(SqlType::Nvarchar(text)),
                "NCHAR" => Some(SqlType::Nchar(text)),
                _ => None,
            }
        }
        MysqlType::Plain(name) => match name.as_str() {
            "JSON" => Some(SqlType::Json {
                none_as_null: false,
            }),
            "BOOLEAN" => Some(SqlType::SqlBoolean {
                create_constraint: false,
                name: None,
            }),
            "BLOB" => Some(SqlType::Blob { length: None }),
            "DATE" => Some(SqlType::SqlDate),
            _ => None,
        },
        MysqlType::Temporal { name, .. } => match name.as_str() {
            "DATETIME" => Some(SqlType::SqlDateTime { timezone: false }),
            "TIMESTAMP" => Some(SqlType::Timestamp { timezone: false }),
            "TIME" => Some(SqlType::SqlTime { timezone: false }),
            _ => None,
        },
        MysqlType::Year { .. }
        | MysqlType::Bit { .. }
        | MysqlType::Enum { .. }
        | MysqlType::Set { .. } => None,
    };
    match standard {
        Some(standard) => dialect.spell_type(&standard),
        None => Err(unsupported(dialect, mysql_name(mysql))),
    }
}

fn mysql_name(mysql: &MysqlType) -> &str {
    match mysql {
        MysqlType::Integer { name, .. }
        | MysqlType::Number { name, .. }
        | MysqlType::Text { name, .. }
        | MysqlType::Plain(name)
        | MysqlType::Temporal { name, .. } => name,
        MysqlType::Year { .. } => "YEAR",
        MysqlType::Bit { .. } => "BIT",
        MysqlType::Enum { .. } => "ENUM",
        MysqlType::Set { .. } => "SET",
    }
}

/// The error for a type that the dialect has no spelling for.
pub(crate) fn unsupported(dialect: &dyn Dialect, name: &str) -> Error {
    let compiler = match dialect.name() {
        "sqlite" => "sqlalchemy.dialects.sqlite.base.SQLiteTypeCompiler",
        "postgresql" => "sqlalchemy.dialects.postgresql.base.PGTypeCompiler",
        "mysql" | "mariadb" => "sqlalchemy.dialects.mysql.base.MySQLTypeCompiler",
        _ => "sqlalchemy.sql.compiler.GenericTypeCompiler",
    };
    Error::Raised {
        class: "UnsupportedCompilationError",
        message: format!(
            "Compiler <{compiler} object> can't render element of type {name}{}",
            Error::UNSUPPORTED_BACKGROUND
        ),
    }
}

/// Whether the type holds whole numbers, which a primary key counts up by
/// itself.
pub(crate) fn is_integer(sql_type: &SqlType) -> bool {
    match sql_type {
        SqlType::Variant { base, .. } => is_integer(base),
        SqlType::Mysql(MysqlType::Integer { .. }) => true,
        SqlType::Integer
        | SqlType::SmallInteger
        | SqlType::BigInteger
        | SqlType::SqlInteger
        | SqlType::Smallint
        | SqlType::Bigint => true,
        _ => false,
    }
}

/// The type's name in error messages, as no dialect in particular spells it.
pub(crate) fn name(sql_type: &SqlType) -> String {
    generic(&crate::Sqlite, sql_type).unwrap_or_else(|_| "NULL".to_owned())
}
