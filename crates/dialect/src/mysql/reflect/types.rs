//! The server's spelling of a type → the type.

use limbeck_schema::{MysqlText, MysqlType, SqlType, StringType};

/// Reads a type (`int(10) unsigned`, `enum('a','b')`). `text` is a character
/// set and a collation of the column's own. `None` for a type that SQLAlchemy
/// has no class for.
pub(super) fn read(spelled: &str, text: (Option<&str>, Option<&str>)) -> Option<SqlType> {
    let (name, rest) = match spelled.find(['(', ' ']) {
        Some(at) => spelled.split_at(at),
        None => (spelled, ""),
    };
    let (inside, flags) = match rest.strip_prefix('(') {
        Some(rest) => split_arguments(rest),
        None => ("", rest),
    };
    let name = name.to_ascii_uppercase();
    let has = |flag: &str| {
        flags
            .split_whitespace()
            .any(|word| word.eq_ignore_ascii_case(flag))
    };
    let (unsigned, zerofill) = (has("unsigned"), has("zerofill"));
    let numbers: Vec<i64> = inside
        .split(',')
        .filter_map(|number| number.trim().parse().ok())
        .collect();
    let first = numbers
        .first()
        .and_then(|number| u32::try_from(*number).ok());
    let text = |length: Option<u32>| MysqlText {
        length,
        charset: text.0.map(str::to_owned),
        collation: text.1.map(str::to_owned),
        ..MysqlText::default()
    };
    Some(match name.as_str() {
        "TINYINT" | "SMALLINT" | "MEDIUMINT" | "BIGINT" | "INT" | "INTEGER" => {
            SqlType::Mysql(MysqlType::Integer {
                name: match name.as_str() {
                    "INT" => "INTEGER".to_owned(),
                    _ => name,
                },
                display_width: first,
                unsigned,
                zerofill,
            })
        }
        "BOOL" | "BOOLEAN" => SqlType::Mysql(MysqlType::Integer {
            name: "TINYINT".to_owned(),
            display_width: Some(1),
            unsigned: false,
            zerofill: false,
        }),
        "DECIMAL" | "NUMERIC" | "FLOAT" | "DOUBLE" | "REAL" => SqlType::Mysql(MysqlType::Number {
            name,
            precision: first,
            scale: numbers
                .get(1)
                .and_then(|number| i32::try_from(*number).ok()),
            unsigned,
            zerofill,
        }),
        "VARCHAR" | "CHAR" | "NVARCHAR" | "NCHAR" => SqlType::Mysql(MysqlType::Text {
            name,
            text: text(first),
        }),
        "TINYTEXT" | "TEXT" | "MEDIUMTEXT" | "LONGTEXT" => SqlType::Mysql(MysqlType::Text {
            name,
            text: text(None),
        }),
        "ENUM" => SqlType::Mysql(MysqlType::Enum {
            labels: labels(inside),
            text: text(None),
        }),
        "SET" => SqlType::Mysql(MysqlType::Set {
            labels: labels(inside),
            text: text(None),
        }),
        "TINYBLOB" | "MEDIUMBLOB" | "LONGBLOB" | "JSON" | "INET4" | "INET6" => {
            SqlType::Mysql(MysqlType::Plain(name))
        }
        "BLOB" => SqlType::Blob { length: first },
        "BINARY" => SqlType::Binary { length: first },
        "VARBINARY" => SqlType::Varbinary { length: first },
        "UUID" => SqlType::SqlUuid { as_uuid: true },
        "DATE" => SqlType::SqlDate,
        "DATETIME" | "TIMESTAMP" | "TIME" => {
            SqlType::Mysql(MysqlType::Temporal { name, fsp: first })
        }
        "YEAR" => SqlType::Mysql(MysqlType::Year {
            display_width: first,
        }),
        "BIT" => SqlType::Mysql(MysqlType::Bit { length: first }),
        "CLOB" => SqlType::Clob(StringType::default()),
        _ => return None,
    })
}

/// What is in the parentheses that were opened, and what follows them; a
/// parenthesis in a string does not count.
fn split_arguments(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, character) in text.char_indices() {
        match character {
            '\'' => quoted = !quoted,
            ')' if !quoted => return (&text[..at], &text[at + 1..]),
            _ => {}
        }
    }
    (text, "")
}

/// The strings of a list, in which quotes are doubled.
fn labels(list: &str) -> Vec<String> {
    let mut labels = Vec::new();
    let mut current: Option<String> = None;
    let mut characters = list.chars().peekable();
    while let Some(character) = characters.next() {
        match (&mut current, character) {
            (None, '\'') => current = Some(String::new()),
            (None, _) => {}
            (Some(label), '\'') => {
                if characters.next_if_eq(&'\'').is_some() {
                    label.push('\'');
                } else {
                    labels.extend(current.take());
                }
            }
            (Some(label), other) => label.push(other),
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dialect, Mysql};

    #[test]
    fn types_are_read_as_they_are_spelled() {
        fn check(spelled: &str, expect: &str) {
            let sql_type = read(spelled, (None, None)).expect(spelled);
            let again = Mysql::new("mysql").spell_type(&sql_type).unwrap();
            assert_eq!(again, expect, "{spelled}");
        }
        check("int(10) unsigned zerofill", "INTEGER(10) UNSIGNED ZEROFILL");
        check("bigint", "BIGINT");
        check("tinyint(1)", "TINYINT(1)");
        check("decimal(10,2)", "DECIMAL(10, 2)");
        check("double", "DOUBLE");
        check("varchar(20)", "VARCHAR(20)");
        check("longtext", "LONGTEXT");
        check("enum('a','it''s (b), c')", "ENUM('a','it''s (b), c')");
        check("set('x','y')", "SET('x','y')");
        check("datetime(6)", "DATETIME(6)");
        check("timestamp", "TIMESTAMP");
        check("year(4)", "YEAR(4)");
        check("bit(8)", "BIT(8)");
        check("varbinary(16)", "VARBINARY(16)");
        check("uuid", "UUID");
        assert_eq!(read("geometry", (None, None)), None);
    }
}
