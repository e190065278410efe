//! Which types hold the same kind of values, so that values move from one to
//! the other as they are.

use limbeck_schema::{MysqlType, PostgresqlType, SqlType};

/// SQLAlchemy's families of types (`_type_affinity`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Affinity {
    Null,
    String,
    Integer,
    Numeric,
    Boolean,
    Date,
    Time,
    DateTime,
    Interval,
    Binary,
    Json,
    Uuid,
    Array,
    /// A family of its own.
    Named(String),
}

pub(crate) fn affinity(sql_type: &SqlType) -> Affinity {
    match sql_type {
        SqlType::Null => Affinity::Null,
        SqlType::String(_)
        | SqlType::Text(_)
        | SqlType::Unicode(_)
        | SqlType::UnicodeText(_)
        | SqlType::Varchar(_)
        | SqlType::Nvarchar(_)
        | SqlType::Char(_)
        | SqlType::Nchar(_)
        | SqlType::SqlText(_)
        | SqlType::Clob(_)
        | SqlType::Enum(_) => Affinity::String,
        SqlType::Integer
        | SqlType::SmallInteger
        | SqlType::BigInteger
        | SqlType::SqlInteger
        | SqlType::Smallint
        | SqlType::Bigint => Affinity::Integer,
        SqlType::Numeric { .. }
        | SqlType::SqlNumeric { .. }
        | SqlType::Decimal { .. }
        | SqlType::Float { .. }
        | SqlType::SqlFloat { .. }
        | SqlType::Double { .. }
        | SqlType::SqlDouble { .. }
        | SqlType::DoublePrecision { .. }
        | SqlType::Real { .. } => Affinity::Numeric,
        SqlType::Boolean { .. } | SqlType::SqlBoolean { .. } => Affinity::Boolean,
        SqlType::Date | SqlType::SqlDate => Affinity::Date,
        SqlType::Time { .. } | SqlType::SqlTime { .. } => Affinity::Time,
        SqlType::DateTime { .. } | SqlType::SqlDateTime { .. } | SqlType::Timestamp { .. } => {
            Affinity::DateTime
        }
        SqlType::Interval(_) => Affinity::Interval,
        SqlType::LargeBinary { .. }
        | SqlType::Pickle
        | SqlType::Blob { .. }
        | SqlType::Binary { .. }
        | SqlType::Varbinary { .. } => Affinity::Binary,
        SqlType::Json { .. } => Affinity::Json,
        SqlType::Uuid(_) | SqlType::SqlUuid { .. } => Affinity::Uuid,
        SqlType::Array { .. } => Affinity::Array,
        SqlType::Postgresql(own) => postgresql(own),
        SqlType::Mysql(own) => mysql(own),
        SqlType::UserDefined(spelling) => Affinity::Named(spelling.clone()),
        SqlType::Variant { base, .. } => affinity(base),
    }
}

fn postgresql(own: &PostgresqlType) -> Affinity {
    match own {
        PostgresqlType::Json { .. } | PostgresqlType::Jsonb { .. } => Affinity::Json,
        PostgresqlType::Uuid { .. } => Affinity::Uuid,
        PostgresqlType::Timestamp { .. } => Affinity::DateTime,
        PostgresqlType::Time { .. } => Affinity::Time,
        PostgresqlType::Interval { .. } => Affinity::Interval,
        PostgresqlType::Bit { .. } => Affinity::Named("BIT".to_owned()),
        PostgresqlType::Domain { .. } => Affinity::Named("DOMAIN".to_owned()),
        PostgresqlType::Hstore => Affinity::Named("HSTORE".to_owned()),
        PostgresqlType::Plain(name) => match name.as_str() {
            "BYTEA" => Affinity::Binary,
            name => Affinity::Named(name.to_owned()),
        },
    }
}

fn mysql(own: &MysqlType) -> Affinity {
    match own {
        MysqlType::Integer { .. } => Affinity::Integer,
        MysqlType::Number { .. } => Affinity::Numeric,
        MysqlType::Text { .. } | MysqlType::Enum { .. } | MysqlType::Set { .. } => Affinity::String,
        MysqlType::Temporal { name, .. } => match name.as_str() {
            "TIME" => Affinity::Time,
            _ => Affinity::DateTime,
        },
        MysqlType::Year { .. } => Affinity::Named("YEAR".to_owned()),
        MysqlType::Bit { .. } => Affinity::Named("BIT".to_owned()),
        MysqlType::Plain(name) if name.ends_with("BLOB") => Affinity::Binary,
        MysqlType::Plain(name) => Affinity::Named(name.clone()),
    }
}
