//! A declared type → the type that SQLAlchemy reflects.

use limbeck_schema::{PostgresqlType, SqlType, StringType};

/// Reads a type as it was declared.
pub(super) fn read(declared: &str) -> SqlType {
    let declared = declared.to_uppercase();
    let end = declared
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ' '))
        .unwrap_or(declared.len());
    let (name, rest) = declared.split_at(end);
    let inside = rest
        .strip_prefix('(')
        .and_then(|inside| inside.split_once(')'))
        .map_or("", |(inside, _)| inside);
    let numbers: Vec<u32> = inside
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let first = numbers.first().copied();
    let second = numbers.get(1).and_then(|scale| i32::try_from(*scale).ok());
    let has = |part: &str| name.contains(part);
    // A class that cannot take as many arguments gets none.
    let at_most = |most: usize| (numbers.len() <= most).then_some(()).and(first);
    let string = || StringType {
        length: at_most(1),
        collation: None,
    };
    match name {
        "BIGINT" => SqlType::Bigint,
        "BLOB" => SqlType::Blob { length: at_most(1) },
        "BOOL" | "BOOLEAN" => SqlType::SqlBoolean {
            create_constraint: false,
            name: None,
        },
        "CHAR" => SqlType::Char(string()),
        "DATE" | "DATE_CHAR" => SqlType::SqlDate,
        "DATETIME" | "DATETIME_CHAR" => SqlType::SqlDateTime { timezone: false },
        "DOUBLE" => SqlType::SqlDouble { precision: first },
        "DECIMAL" => SqlType::Decimal {
            precision: first,
            scale: second,
        },
        "FLOAT" => SqlType::SqlFloat { precision: first },
        "INT" | "INTEGER" => SqlType::SqlInteger,
        "JSON" => SqlType::Json {
            none_as_null: false,
        },
        "JSONB" => SqlType::Postgresql(PostgresqlType::Jsonb {
            none_as_null: false,
        }),
        "NUMERIC" => SqlType::SqlNumeric {
            precision: first,
            scale: second,
        },
        "REAL" => SqlType::Real { precision: first },
        "SMALLINT" => SqlType::Smallint,
        "TEXT" => SqlType::SqlText(string()),
        "TIME" | "TIME_CHAR" => SqlType::SqlTime { timezone: false },
        "TIMESTAMP" => SqlType::Timestamp { timezone: false },
        "VARCHAR" => SqlType::Varchar(string()),
        "NVARCHAR" => SqlType::Nvarchar(string()),
        "NCHAR" => SqlType::Nchar(string()),
        _ if has("INT") => SqlType::SqlInteger,
        _ if has("CHAR") || has("CLOB") || has("TEXT") => SqlType::SqlText(string()),
        _ if has("BLOB") || name.is_empty() => SqlType::Null,
        _ if has("REAL") || has("FLOA") || has("DOUB") => SqlType::Real { precision: first },
        _ => SqlType::SqlNumeric {
            precision: first,
            scale: second,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_type_is_read_as_sqlalchemy_reads_it() {
        fn check(declared: &str, expect: &str) {
            assert_eq!(format!("{:?}", read(declared)), expect, "{declared}");
        }
        check(
            "VARCHAR(20)",
            "Varchar(StringType { length: Some(20), collation: None })",
        );
        check("int unsigned", "SqlInteger");
        check(
            "character(3)",
            "SqlText(StringType { length: Some(3), collation: None })",
        );
        check(
            "decimal(10, 2)",
            "Decimal { precision: Some(10), scale: Some(2) }",
        );
        check("", "Null");
        check("double precision", "Real { precision: None }");
        check("whatever", "SqlNumeric { precision: None, scale: None }");
    }
}
