//! The server's spelling of a type → the type that SQLAlchemy reflects.

use limbeck_schema::{EnumType, PostgresqlType, SqlType, StringType};

use super::named::NamedTypes;
use crate::reflect::Warning;

/// Reads a type out of `format_type()`, with the collation that its column
/// has beside the type's own. `of` says in warnings whose type it is. A type
/// that SQLAlchemy does not know is [`SqlType::Null`].
pub(super) fn read(
    spelling: &str,
    collation: Option<&str>,
    named: &NamedTypes,
    of: &str,
    warnings: &mut Vec<Warning>,
) -> SqlType {
    let (name, arguments, is_array) = take_apart(spelling);
    let number = |index: usize| -> Option<i64> { arguments.get(index)?.parse().ok() };
    let size = |index: usize| number(index).and_then(|number| u32::try_from(number).ok());
    let string = || StringType {
        length: size(0),
        collation: collation.map(str::to_owned),
    };
    let zoned = |timezone| (timezone, size(0));
    let postgresql = match name.to_ascii_lowercase().as_str() {
        "timestamp with time zone" => Some(timestamp(zoned(true))),
        "timestamp without time zone" | "timestamp" => Some(timestamp(zoned(false))),
        "time with time zone" => Some(time(zoned(true))),
        "time without time zone" | "time" => Some(time(zoned(false))),
        "bit" => Some(PostgresqlType::Bit {
            length: size(0),
            varying: false,
        }),
        "bit varying" => Some(PostgresqlType::Bit {
            length: size(0),
            varying: true,
        }),
        "json" => Some(PostgresqlType::Json {
            none_as_null: false,
        }),
        "jsonb" => Some(PostgresqlType::Jsonb {
            none_as_null: false,
        }),
        "hstore" => Some(PostgresqlType::Hstore),
        plain if PLAIN.contains(&plain) => Some(PostgresqlType::Plain(plain.to_ascii_uppercase())),
        // An enum or a domain may have a name that starts with "interval".
        _ if name == "interval" || name.starts_with("interval ") => {
            Some(PostgresqlType::Interval {
                fields: name.strip_prefix("interval ").map(str::to_owned),
                precision: size(0),
            })
        }
        _ => None,
    };
    let element = match (postgresql, name.to_ascii_lowercase().as_str()) {
        (Some(postgresql), _) => SqlType::Postgresql(postgresql),
        (None, "integer") => SqlType::SqlInteger,
        (None, "bigint") => SqlType::Bigint,
        (None, "smallint") => SqlType::Smallint,
        (None, "character varying") => SqlType::Varchar(string()),
        (None, "character") => SqlType::Char(string()),
        (None, "\"char\"" | "name") => SqlType::String(string()),
        (None, "text") => SqlType::SqlText(string()),
        (None, "numeric") => SqlType::SqlNumeric {
            precision: size(0),
            scale: number(1).and_then(|scale| i32::try_from(scale).ok()),
        },
        (None, "float") => SqlType::SqlFloat { precision: size(0) },
        (None, "real") => SqlType::Real { precision: None },
        (None, "double precision") => SqlType::DoublePrecision {
            precision: Some(53),
        },
        (None, "uuid") => SqlType::SqlUuid { as_uuid: true },
        (None, "date") => SqlType::SqlDate,
        (None, "boolean") => SqlType::SqlBoolean {
            create_constraint: false,
            name: None,
        },
        (None, _) => match named.find(&name, collation, warnings) {
            Some(found) => found,
            None => {
                let of = of.to_owned();
                warnings.push(Warning::UnknownType { name, of });
                return SqlType::Null;
            }
        },
    };
    match is_array {
        // The server does not keep the number of dimensions.
        true => SqlType::Array {
            item: Box::new(element),
            dimensions: None,
        },
        false => element,
    }
}

fn timestamp((timezone, precision): (bool, Option<u32>)) -> PostgresqlType {
    PostgresqlType::Timestamp {
        timezone,
        precision,
    }
}

fn time((timezone, precision): (bool, Option<u32>)) -> PostgresqlType {
    PostgresqlType::Time {
        timezone,
        precision,
    }
}

/// An enum type as a column reflects it.
pub(super) fn enumeration(name: &str, schema: Option<&str>, labels: &[String]) -> EnumType {
    EnumType {
        labels: labels.to_vec(),
        name: Some(name.into()),
        schema: schema.map(Into::into),
        native: true,
        create_type: true,
        postgresql: true,
        ..EnumType::default()
    }
}

/// The name without arguments, the arguments, and whether it is an array.
fn take_apart(spelling: &str) -> (String, Vec<&str>, bool) {
    let element = spelling.trim_end_matches("[]");
    let is_array = element.len() < spelling.len();
    match (element.find('('), element.rfind(')')) {
        (Some(open), Some(close)) if open < close => {
            let name = format!("{}{}", &element[..open], &element[close + 1..]);
            let arguments = element[open + 1..close].split(',').map(str::trim).collect();
            (name, arguments, is_array)
        }
        _ => (element.to_owned(), Vec::new(), is_array),
    }
}

/// Types without arguments.
const PLAIN: &[&str] = &[
    "bytea",
    "cidr",
    "citext",
    "datemultirange",
    "daterange",
    "inet",
    "int4multirange",
    "int4range",
    "int8multirange",
    "int8range",
    "macaddr",
    "macaddr8",
    "money",
    "nummultirange",
    "numrange",
    "oid",
    "regclass",
    "regconfig",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
];
