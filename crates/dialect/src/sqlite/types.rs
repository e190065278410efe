//! SQLite's spelling of types.

use limbeck_schema::{PostgresqlType, SqlType};

use super::Sqlite;
use crate::{Error, types};

/// The type's spelling in a column definition.
pub(super) fn spell(dialect: &Sqlite, sql_type: &SqlType) -> Result<String, Error> {
    let SqlType::Postgresql(other) = sql_type else {
        return types::generic(dialect, sql_type);
    };
    Ok(match other {
        PostgresqlType::Json { .. } => "JSON".to_owned(),
        PostgresqlType::Jsonb { .. } => "JSONB".to_owned(),
        PostgresqlType::Uuid { .. } => "UUID".to_owned(),
        PostgresqlType::Timestamp { .. } => "TIMESTAMP".to_owned(),
        PostgresqlType::Time { .. } => "TIME".to_owned(),
        PostgresqlType::Interval { .. } => return Err(types::unsupported(dialect, "INTERVAL")),
        PostgresqlType::Bit { .. } => return Err(types::unsupported(dialect, "BIT")),
        PostgresqlType::Domain { .. } => return Err(types::unsupported(dialect, "DOMAIN")),
        PostgresqlType::Hstore => return Err(types::unsupported(dialect, "HSTORE")),
        PostgresqlType::Plain(name) => return Err(types::unsupported(dialect, name)),
    })
}
