//! Whether two types or defaults mean the same to MySQL or MariaDB.

use limbeck_schema::{Affinity, MysqlType, SqlType};

use crate::same::TypeDifference;

/// Names that Alembic takes for the same type.
pub(crate) const TYPE_SYNONYMS: &[&[&str]] = &[
    &["numeric", "decimal"],
    &["bool", "tinyint"],
    &["json", "longtext"],
];

/// How two types differ, both spelled in lower case.
pub(crate) fn type_difference(declared: &str, reflected: &str) -> Option<TypeDifference> {
    if is_text_of_that_size(declared, reflected) {
        return None;
    }
    let (declared, reflected) = (Spelling::new(declared), Spelling::new(reflected));
    // MariaDB keeps JSON as text, and checks it.
    if declared.name == "json" && reflected.name == "longtext" {
        return None;
    }
    if declared.name != reflected.name || declared.flags != reflected.flags {
        return Some(TypeDifference::Type);
    }
    if declared.arguments != reflected.arguments {
        return Some(TypeDifference::Arguments);
    }
    let same = match (declared.collation, reflected.collation) {
        (Some(one), Some(other)) => one == other,
        // A character set has a collation of its own.
        (None, Some(other)) => declared
            .charset
            .is_some_and(|charset| is_of(other, charset)),
        // The column is like its table; see `follows_table`.
        (_, None) => true,
    };
    (!same).then_some(TypeDifference::Collation)
}

/// Whether the server chose the reflected type for a declared TEXT that says
/// how many characters it holds, which may take up to four bytes each.
fn is_text_of_that_size(declared: &str, reflected: &str) -> bool {
    let digits = declared
        .strip_prefix("text(")
        .and_then(|rest| rest.strip_suffix(')'));
    let Some(length) = digits.and_then(|digits| digits.parse::<u64>().ok()) else {
        return false;
    };
    [1, 2, 3, 4].iter().any(|bytes| {
        let size = (length.saturating_mul(*bytes)).to_string();
        meant("text", &size).0 == reflected
    })
}

/// Whether a column whose declared type, spelled in lower case, is `declared`
/// may have the collation of its table, as a reflected type without any has.
pub(crate) fn follows_table(declared: &str, table_collation: &str) -> bool {
    let declared = Spelling::new(declared);
    match (declared.collation, declared.charset) {
        (Some(own), _) => own == table_collation,
        (None, Some(charset)) => is_of(table_collation, charset),
        (None, None) => true,
    }
}

/// Whether a collation belongs to a character set.
fn is_of(collation: &str, charset: &str) -> bool {
    let charset = if charset == "utf8" {
        "utf8mb3"
    } else {
        charset
    };
    let collation = match collation.strip_prefix("utf8_") {
        Some(rest) => format!("utf8mb3_{rest}"),
        None => collation.to_owned(),
    };
    collation == charset
        || collation
            .strip_prefix(charset)
            .is_some_and(|rest| rest.starts_with('_'))
}

/// The labels of a type that is an ENUM here.
pub(crate) fn labels(sql_type: &SqlType) -> Option<&[String]> {
    match sql_type {
        SqlType::Enum(enumeration) if enumeration.native => Some(&enumeration.labels),
        SqlType::Mysql(MysqlType::Enum { labels, .. }) => Some(labels),
        _ => None,
    }
}

/// Whether Alembic takes two types for different because of the character
/// sets or collations that both name. They are spelled in lower case.
pub(crate) fn texts_differ(declared: &str, reflected: &str) -> bool {
    let word = |text: &str, after: &str| -> Option<String> {
        let (_, rest) = text.split_once(after)?;
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
            .unwrap_or(rest.len());
        Some(rest[..end].to_owned())
    };
    ["character set ", "collate "].iter().any(|after| {
        let (one, other) = (word(declared, after), word(reflected, after));
        one.is_some() && other.is_some() && one != other
    })
}

/// Whether Alembic takes two defaults for different: what the models say, and
/// what the server tells.
pub(crate) fn defaults_differ_to_alembic(
    declared: (&SqlType, Option<&str>),
    reflected: (&SqlType, Option<&str>),
) -> bool {
    let (Some(one), Some(other)) = (declared.1, reflected.1) else {
        return declared.1 != reflected.1;
    };
    let numeric = matches!(
        reflected.0.affinity(),
        Affinity::Integer | Affinity::Numeric | Affinity::Float
    );
    if numeric && without_wrapping(one) == without_wrapping(other) {
        return false;
    }
    if !numeric && declared.0.affinity() == Affinity::String {
        let text = one.strip_prefix('\'').unwrap_or(one);
        let text = text.strip_suffix('\'').unwrap_or(text);
        return other != format!("'{text}'");
    }
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let (before, update) = on_update(&other);
    let (own_before, own_update) = on_update(&one);
    if update.is_some() && update != own_update {
        return true;
    }
    match update {
        Some(_) => plain(before) != plain(own_before),
        None => plain(&other) != plain(&one),
    }
}

/// A number without the quotes or the parentheses that MySQL puts around it.
fn without_wrapping(text: &str) -> &str {
    let inside = |open, close| {
        text.strip_prefix(open)
            .and_then(|text: &str| text.strip_suffix(close))
    };
    inside('\'', '\'').or(inside('(', ')')).unwrap_or(text)
}

/// What stands before `on update`, and that without empty parentheses.
fn on_update(text: &str) -> (&str, Option<&str>) {
    match text.rfind(" on update") {
        Some(at) => {
            let action = text[at + 1..].trim_end();
            (
                &text[..at],
                Some(action.strip_suffix("()").unwrap_or(action)),
            )
        }
        None => (text, None),
    }
}

/// An expression without the parentheses around it and those of a call
/// without arguments.
fn plain(text: &str) -> &str {
    let text = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
        .unwrap_or(text);
    text.strip_suffix("()").unwrap_or(text)
}

/// A spelling taken apart, in the server's own words.
struct Spelling<'a> {
    name: &'a str,
    arguments: String,
    /// UNSIGNED and ZEROFILL.
    flags: Vec<&'a str>,
    charset: Option<&'a str>,
    collation: Option<&'a str>,
}

impl<'a> Spelling<'a> {
    fn new(text: &'a str) -> Spelling<'a> {
        let (national, text) = match text.strip_prefix("national ") {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (name, rest) = match text.find(['(', ' ']) {
            Some(at) => text.split_at(at),
            None => (text, ""),
        };
        let (arguments, rest) = match rest.rfind(')') {
            Some(end) if rest.starts_with('(') => (&rest[1..end], &rest[end + 1..]),
            _ => ("", rest),
        };
        let words: Vec<&str> = rest.split_whitespace().collect();
        let flags = words
            .iter()
            .filter(|word| matches!(**word, "unsigned" | "zerofill"))
            .copied()
            .collect();
        let collation = words
            .windows(2)
            .find(|pair| matches!(pair, ["collate", _]))
            .and_then(|pair| pair.last().copied());
        let charset = words
            .windows(3)
            .find(|three| matches!(three, ["character", "set", _]))
            .and_then(|three| three.last().copied())
            .or(national.then_some("utf8mb3"));
        let (name, arguments) = meant(name, arguments);
        Spelling {
            name,
            arguments,
            flags,
            charset,
            collation,
        }
    }
}

/// A type as the server understands it: its other names, and the arguments
/// that it has unless others are given.
fn meant<'a>(name: &'a str, arguments: &str) -> (&'a str, String) {
    let plain = |name| (name, String::new());
    match (name, arguments) {
        ("bool" | "boolean", _) => plain("tinyint"),
        ("int", _) => plain("integer"),
        // A display width changes nothing that is stored.
        ("tinyint" | "smallint" | "mediumint" | "integer" | "bigint", _) => plain(name),
        ("numeric" | "decimal", "") => ("decimal", "10, 0".to_owned()),
        ("numeric" | "decimal", given) if given.contains(',') => ("decimal", given.to_owned()),
        ("numeric" | "decimal", given) => ("decimal", format!("{given}, 0")),
        ("real", "") => plain("double"),
        ("double", _) if arguments.is_empty() => plain("double"),
        ("float", given) => match given.parse::<u32>() {
            Ok(digits) if digits > 24 => plain("double"),
            Ok(_) => plain("float"),
            Err(_) => (name, given.to_owned()),
        },
        ("char" | "binary" | "bit", "") => (name, "1".to_owned()),
        ("year", _) => plain("year"),
        ("datetime" | "timestamp" | "time", "0") => plain(name),
        ("text" | "blob", given) => match given.parse::<u64>() {
            Ok(0..=255) if name == "text" => plain("tinytext"),
            Ok(0..=255) => plain("tinyblob"),
            Ok(256..=65_535) | Err(_) => plain(name),
            Ok(65_536..=16_777_215) if name == "text" => plain("mediumtext"),
            Ok(65_536..=16_777_215) => plain("mediumblob"),
            Ok(_) if name == "text" => plain("longtext"),
            Ok(_) => plain("longblob"),
        },
        (name, given) => (name, given.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_compared_as_the_server_stores_them() {
        fn check(declared: &str, reflected: &str, expect: Option<TypeDifference>) {
            let found = type_difference(declared, reflected);
            assert_eq!(found, expect, "{declared} / {reflected}");
        }
        use TypeDifference::{Arguments, Collation, Type};
        check("integer", "integer(11)", None);
        check("bool", "tinyint(1)", None);
        check("bigint unsigned", "bigint(20) unsigned", None);
        check("bigint", "bigint(20) unsigned", Some(Type));
        check(
            "json",
            "longtext character set utf8mb4 collate utf8mb4_bin",
            None,
        );
        check("numeric(10, 2)", "decimal(10, 2)", None);
        check("numeric", "decimal(10, 0)", None);
        check("float(53)", "double", None);
        check("varchar(5)", "varchar(6)", Some(Arguments));
        check("varchar(5)", "char(5)", Some(Type));
        check("enum('a','b')", "enum('a','b','c')", Some(Arguments));
        check("enum('a','b)')", "enum('a','b)')", None);
        check("text(100)", "tinytext", None);
        check("text(100)", "text", None);
        check("text(100)", "mediumtext", Some(Type));
        check(
            "varchar(5)",
            "varchar(5) character set utf8mb4 collate utf8mb4_bin",
            Some(Collation),
        );
        check("datetime", "datetime(6)", Some(Arguments));
        check(
            "national varchar(5)",
            "varchar(5) character set utf8mb3 collate utf8mb3_general_ci",
            None,
        );
        check(
            "char(5) character set latin1",
            "char(5) character set utf8mb4 collate utf8mb4_bin",
            Some(Collation),
        );
    }

    #[test]
    fn a_column_that_says_nothing_follows_its_table() {
        fn check(declared: &str, table: &str, expect: bool) {
            assert_eq!(
                follows_table(declared, table),
                expect,
                "{declared} / {table}"
            );
        }
        check("varchar(5)", "utf8mb4_bin", true);
        check("varchar(5) collate utf8mb4_bin", "utf8mb4_bin", true);
        check(
            "varchar(5) collate utf8mb4_bin",
            "utf8mb4_general_ci",
            false,
        );
        check("varchar(5) character set utf8", "utf8mb3_general_ci", true);
        check("varchar(5) character set latin1", "utf8mb4_bin", false);
    }

    #[test]
    fn defaults_are_compared_as_alembic_does() {
        fn check(sql_type: SqlType, declared: &str, reflected: &str, expect: bool) {
            let found = defaults_differ_to_alembic(
                (&sql_type, Some(declared)),
                (&sql_type, Some(reflected)),
            );
            assert_eq!(found, expect, "{declared} / {reflected}");
        }
        check(SqlType::Integer, "1", "'1'", false);
        check(SqlType::Integer, "(1 + 2)", "1 + 2", false);
        check(SqlType::Integer, "1", "2", true);
        let text = || SqlType::Text(Default::default());
        check(text(), "x", "'x'", false);
        check(text(), "'x'", "'x'", false);
        check(text(), "x", "'y'", true);
        let moment = || SqlType::DateTime { timezone: false };
        check(moment(), "CURRENT_TIMESTAMP", "current_timestamp()", false);
        check(moment(), "now()", "current_timestamp()", true);
        let both = "current_timestamp() on update current_timestamp()";
        check(
            moment(),
            "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
            both,
            false,
        );
        check(moment(), "CURRENT_TIMESTAMP", both, true);
        assert!(defaults_differ_to_alembic(
            (&SqlType::Integer, None),
            (&SqlType::Integer, Some("1"))
        ));
    }
}
