//! The casts that PostgreSQL comes with, for when no server can be asked.

use limbeck_schema::{MysqlType, PostgresqlType, SqlType};

use crate::Dialect;

/// How a value of one type becomes one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cast {
    /// By itself, at least when it is assigned to a column.
    Assignment,
    /// Only when asked for.
    Explicit,
    /// Not at all.
    None,
}

/// Casts between types that are not there for assignment.
const EXPLICIT: &[(&str, &str)] = &[
    ("bigint", "bit"),
    ("bit", "bigint"),
    ("bit", "integer"),
    ("boolean", "integer"),
    ("character varying", "xml"),
    ("character", "xml"),
    ("integer", "bit"),
    ("integer", "boolean"),
    ("jsonb", "bigint"),
    ("jsonb", "boolean"),
    ("jsonb", "double precision"),
    ("jsonb", "integer"),
    ("jsonb", "numeric"),
    ("jsonb", "real"),
    ("jsonb", "smallint"),
    ("text", "xml"),
];

/// Casts between types that are there for assignment, apart from those
/// between numbers and to text.
const ASSIGNMENT: &[(&str, &str)] = &[
    ("bigint", "money"),
    ("bigint", "oid"),
    ("bigint", "regclass"),
    ("bit varying", "bit"),
    ("bit", "bit varying"),
    ("character varying", "regclass"),
    ("cidr", "inet"),
    ("date", "timestamp with time zone"),
    ("date", "timestamp without time zone"),
    ("inet", "cidr"),
    ("integer", "money"),
    ("integer", "oid"),
    ("integer", "regclass"),
    ("interval", "time without time zone"),
    ("json", "jsonb"),
    ("jsonb", "json"),
    ("macaddr", "macaddr8"),
    ("macaddr8", "macaddr"),
    ("money", "numeric"),
    ("numeric", "money"),
    ("oid", "bigint"),
    ("oid", "integer"),
    ("oid", "regclass"),
    ("regclass", "bigint"),
    ("regclass", "integer"),
    ("regclass", "oid"),
    ("smallint", "oid"),
    ("smallint", "regclass"),
    ("text", "regclass"),
    ("time with time zone", "time without time zone"),
    ("time without time zone", "interval"),
    ("time without time zone", "time with time zone"),
    ("timestamp with time zone", "date"),
    ("timestamp with time zone", "time with time zone"),
    ("timestamp with time zone", "time without time zone"),
    ("timestamp with time zone", "timestamp without time zone"),
    ("timestamp without time zone", "date"),
    ("timestamp without time zone", "time without time zone"),
    ("timestamp without time zone", "timestamp with time zone"),
];

const NUMBERS: &[&str] = &[
    "smallint",
    "integer",
    "bigint",
    "numeric",
    "real",
    "double precision",
];

const TEXTS: &[&str] = &["character varying", "text", "character"];

/// The cast from one type to another. A type whose name is not known here
/// (`None` from [`server_name`]) is an enum, a domain or an extension's type.
pub(super) fn cast(old: &str, new: &str) -> Cast {
    if let (Some(old), Some(new)) = (old.strip_suffix("[]"), new.strip_suffix("[]")) {
        return cast(old, new);
    }
    let is = |list: &[&str], name: &str| list.contains(&name);
    if old == new || (is(NUMBERS, old) && is(NUMBERS, new)) || ASSIGNMENT.contains(&(old, new)) {
        Cast::Assignment
    } else if EXPLICIT.contains(&(old, new)) {
        Cast::Explicit
    } else if is(TEXTS, new) {
        Cast::Assignment
    } else if is(TEXTS, old) {
        Cast::Explicit
    } else {
        Cast::None
    }
}

/// The server's name of the type without its length, for [`cast`]: a name in
/// quotes for an enum, `None` where only a server knows.
pub(super) fn server_name(dialect: &dyn Dialect, sql_type: &SqlType) -> Option<String> {
    let name = match sql_type.on(dialect.name()) {
        SqlType::String(_) | SqlType::Unicode(_) | SqlType::Varchar(_) => "character varying",
        SqlType::Text(_) | SqlType::UnicodeText(_) | SqlType::SqlText(_) => "text",
        SqlType::Char(_) | SqlType::Nchar(_) => "character",
        SqlType::Integer | SqlType::SqlInteger => "integer",
        SqlType::SmallInteger | SqlType::Smallint => "smallint",
        SqlType::BigInteger | SqlType::Bigint => "bigint",
        SqlType::Numeric { .. } | SqlType::SqlNumeric { .. } | SqlType::Decimal { .. } => "numeric",
        SqlType::Float { precision, .. } | SqlType::SqlFloat { precision } => {
            if precision.is_some_and(|digits| (1..=24).contains(&digits)) {
                "real"
            } else {
                "double precision"
            }
        }
        SqlType::Double { .. } | SqlType::DoublePrecision { .. } => "double precision",
        SqlType::Real { .. } => "real",
        SqlType::Boolean { .. } | SqlType::SqlBoolean { .. } => "boolean",
        SqlType::Date | SqlType::SqlDate => "date",
        SqlType::Time { timezone }
        | SqlType::SqlTime { timezone }
        | SqlType::Postgresql(PostgresqlType::Time { timezone, .. }) => {
            if *timezone {
                "time with time zone"
            } else {
                "time without time zone"
            }
        }
        SqlType::DateTime { timezone }
        | SqlType::Timestamp { timezone }
        | SqlType::Postgresql(PostgresqlType::Timestamp { timezone, .. }) => {
            if *timezone {
                "timestamp with time zone"
            } else {
                "timestamp without time zone"
            }
        }
        SqlType::Interval(interval) if interval.native => "interval",
        SqlType::Interval(_) => "timestamp without time zone",
        SqlType::Postgresql(PostgresqlType::Interval { .. }) => "interval",
        SqlType::LargeBinary { .. } | SqlType::Pickle => "bytea",
        SqlType::Json { .. } | SqlType::Postgresql(PostgresqlType::Json { .. }) => "json",
        SqlType::Postgresql(PostgresqlType::Jsonb { .. }) => "jsonb",
        SqlType::Uuid(uuid) if uuid.native => "uuid",
        SqlType::Uuid(_) => "character",
        SqlType::SqlUuid { .. } | SqlType::Postgresql(PostgresqlType::Uuid { .. }) => "uuid",
        SqlType::Postgresql(PostgresqlType::Bit { varying: true, .. }) => "bit varying",
        SqlType::Postgresql(PostgresqlType::Bit { varying: false, .. }) => "bit",
        SqlType::Postgresql(PostgresqlType::Plain(name)) => {
            let name = name.to_ascii_lowercase();
            let known = [
                "bytea", "cidr", "inet", "macaddr", "macaddr8", "money", "oid", "regclass",
                "tsquery", "tsvector", "xml",
            ];
            return known.contains(&name.as_str()).then_some(name);
        }
        SqlType::Enum(enumeration) if !dialect.has_enum(enumeration) => "character varying",
        SqlType::Enum(enumeration) => {
            let name = enumeration.name.as_ref()?;
            return Some(format!(
                "{:?}.{:?}",
                enumeration.schema.as_ref().map(|it| &it.text),
                name.text
            ));
        }
        SqlType::Array { item, .. } => return Some(format!("{}[]", server_name(dialect, item)?)),
        SqlType::Mysql(MysqlType::Text { name, .. }) if name == "VARCHAR" => "character varying",
        SqlType::Null
        | SqlType::Nvarchar(_)
        | SqlType::Clob(_)
        | SqlType::SqlDouble { .. }
        | SqlType::SqlDateTime { .. }
        | SqlType::Blob { .. }
        | SqlType::Binary { .. }
        | SqlType::Varbinary { .. }
        | SqlType::Postgresql(PostgresqlType::Domain { .. } | PostgresqlType::Hstore)
        | SqlType::Mysql(_)
        | SqlType::UserDefined(_)
        | SqlType::Variant { .. } => return None,
    };
    Some(name.to_owned())
}
