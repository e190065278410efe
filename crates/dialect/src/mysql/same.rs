//! Whether two spellings of a type mean the same to MySQL or MariaDB.

use crate::same::TypeDifference;

/// Names that Alembic takes for the same type.
pub(crate) const TYPE_SYNONYMS: &[&[&str]] = &[
    &["numeric", "decimal"],
    &["bool", "tinyint"],
    &["json", "longtext"],
];

/// How two types differ, both spelled in lower case.
pub(crate) fn type_difference(declared: &str, reflected: &str) -> Option<TypeDifference> {
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
    let both = |one: Option<&str>, other: Option<&str>| match (one, other) {
        (Some(one), Some(other)) => one == other,
        (None, other) => other.is_none(),
        // A table may have it of its own accord.
        (Some(_), None) => true,
    };
    let same = both(declared.collation, reflected.collation);
    (!same).then_some(TypeDifference::Collation)
}

/// A spelling taken apart, in the server's own words.
struct Spelling<'a> {
    name: &'a str,
    arguments: String,
    /// UNSIGNED and ZEROFILL.
    flags: Vec<&'a str>,
    collation: Option<&'a str>,
}

impl<'a> Spelling<'a> {
    fn new(text: &'a str) -> Spelling<'a> {
        let text = text.strip_prefix("national ").unwrap_or(text);
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
        let (name, arguments) = meant(name, arguments);
        Spelling {
            name,
            arguments,
            flags,
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
        check(
            "varchar(5)",
            "varchar(5) character set utf8mb4 collate utf8mb4_bin",
            Some(Collation),
        );
        check("datetime", "datetime(6)", Some(Arguments));
    }
}
