//! Values as SQL literals, where dialects agree.

use limbeck_schema::{PostgresqlType, SqlType, Value};

use crate::{Dialect, Error, quote::python_string, types};

/// What a type's literals look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Quoted text.
    Text,
    /// Whole numbers.
    Integer,
    /// Other numbers.
    Number,
    /// Truth.
    Boolean,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A date with a time of day.
    DateTime,
    /// A span of time.
    Interval,
    /// Bytes.
    Binary,
    /// A UUID whose values are objects rather than strings.
    Uuid,
    /// A UUID whose values are strings.
    UuidText,
    /// A list.
    Array,
    /// The value alone decides.
    Unknown,
}

/// The type's family.
pub(crate) fn family(sql_type: &SqlType) -> Family {
    match sql_type {
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
        | SqlType::Enum(_) => Family::Text,
        SqlType::Integer
        | SqlType::SmallInteger
        | SqlType::BigInteger
        | SqlType::SqlInteger
        | SqlType::Smallint
        | SqlType::Bigint => Family::Integer,
        SqlType::Numeric { .. }
        | SqlType::SqlNumeric { .. }
        | SqlType::Decimal { .. }
        | SqlType::Float { .. }
        | SqlType::SqlFloat { .. }
        | SqlType::Double { .. }
        | SqlType::SqlDouble { .. }
        | SqlType::DoublePrecision { .. }
        | SqlType::Real { .. } => Family::Number,
        SqlType::Boolean { .. } | SqlType::SqlBoolean { .. } => Family::Boolean,
        SqlType::Date | SqlType::SqlDate => Family::Date,
        SqlType::Time { .. }
        | SqlType::SqlTime { .. }
        | SqlType::Postgresql(PostgresqlType::Time { .. }) => Family::Time,
        SqlType::DateTime { .. }
        | SqlType::SqlDateTime { .. }
        | SqlType::Timestamp { .. }
        | SqlType::Postgresql(PostgresqlType::Timestamp { .. }) => Family::DateTime,
        SqlType::Interval(_) | SqlType::Postgresql(PostgresqlType::Interval { .. }) => {
            Family::Interval
        }
        SqlType::LargeBinary { .. }
        | SqlType::Pickle
        | SqlType::Blob { .. }
        | SqlType::Binary { .. }
        | SqlType::Varbinary { .. } => Family::Binary,
        SqlType::Uuid(uuid) if uuid.as_uuid => Family::Uuid,
        SqlType::SqlUuid { as_uuid: true }
        | SqlType::Postgresql(PostgresqlType::Uuid { as_uuid: true }) => Family::Uuid,
        SqlType::Uuid(_)
        | SqlType::SqlUuid { as_uuid: false }
        | SqlType::Postgresql(PostgresqlType::Uuid { as_uuid: false }) => Family::UuidText,
        SqlType::Array { .. } => Family::Array,
        SqlType::Postgresql(PostgresqlType::Plain(name)) => match name.as_str() {
            "BYTEA" => Family::Binary,
            "CITEXT" => Family::Text,
            _ => Family::Unknown,
        },
        SqlType::Mysql(mysql) => mysql_family(mysql),
        SqlType::Variant { base, .. } => family(base),
        SqlType::Null | SqlType::Json { .. } | SqlType::Postgresql(_) | SqlType::UserDefined(_) => {
            Family::Unknown
        }
    }
}

fn mysql_family(mysql: &limbeck_schema::MysqlType) -> Family {
    use limbeck_schema::MysqlType;
    match mysql {
        MysqlType::Integer { .. } | MysqlType::Year { .. } => Family::Integer,
        MysqlType::Number { .. } => Family::Number,
        MysqlType::Text { .. } | MysqlType::Enum { .. } | MysqlType::Set { .. } => Family::Text,
        MysqlType::Temporal { name, .. } if name == "TIME" => Family::Time,
        MysqlType::Temporal { .. } => Family::DateTime,
        MysqlType::Plain(_) | MysqlType::Bit { .. } => Family::Unknown,
    }
}

/// What a dialect's literals look like where dialects differ.
pub(crate) struct Style {
    /// `true`.
    pub truth: &'static str,
    /// `false`.
    pub falsehood: &'static str,
    /// Whether a UUID's hyphens are kept; a function of the type.
    pub hyphens: fn(&SqlType) -> bool,
    /// A date, time or date with time from Python's ISO form.
    pub moment: fn(&str, Family) -> String,
    /// Bytes that are no text.
    pub bytes: fn(&[u8]) -> String,
    /// A span of time, in days, seconds and microseconds.
    pub interval: fn(i64, i64, i64) -> Option<String>,
}

/// The value as a literal of that type.
pub(crate) fn literal(
    dialect: &dyn Dialect,
    style: &Style,
    value: &Value,
    sql_type: &SqlType,
) -> Result<String, Error> {
    let sql_type = sql_type.on(dialect.name());
    if value.is_null() {
        return Ok("NULL".to_owned());
    }
    let text = match (family(sql_type), value) {
        (Family::Unknown, value) => return unknown(dialect, style, value),
        (Family::Text, Value::Text(text)) => Some(dialect.string(text)),
        (Family::Integer, value) => integer(value),
        (Family::Number, value) => number(value),
        (Family::Boolean, Value::Boolean(truth)) => Some(boolean(style, *truth)),
        (Family::Boolean, Value::Integer(number @ (0 | 1))) => Some(boolean(style, *number == 1)),
        (Family::Date, Value::Date(text) | Value::DateTime(text)) => {
            let date = text.split(' ').next().unwrap_or(text);
            Some((style.moment)(date, Family::Date))
        }
        (Family::Time, Value::Time(text)) => Some((style.moment)(text, Family::Time)),
        (Family::Time, Value::DateTime(text)) => {
            let time = text.split(' ').nth(1).unwrap_or(text);
            Some((style.moment)(time, Family::Time))
        }
        (Family::DateTime, Value::DateTime(text) | Value::Date(text)) => {
            Some((style.moment)(text, Family::DateTime))
        }
        (
            Family::Interval,
            Value::Interval {
                days,
                seconds,
                microseconds,
            },
        ) => (style.interval)(*days, *seconds, *microseconds),
        (Family::Binary, Value::Bytes(bytes)) => Some(binary(style, bytes)),
        (Family::Uuid, Value::Uuid(text)) => Some(if (style.hyphens)(sql_type) {
            format!("'{text}'")
        } else {
            format!("'{}'", text.replace('-', ""))
        }),
        (Family::Uuid, Value::Text(text)) if (style.hyphens)(sql_type) => {
            Some(dialect.string(text))
        }
        (Family::UuidText, Value::Text(text) | Value::Uuid(text)) => {
            Some(format!("'{}'", text.replace('-', "").replace('\'', "''")))
        }
        (Family::Array, Value::Array(values)) => match sql_type {
            SqlType::Array { item, .. } => Some(array(dialect, values, item)?),
            _ => None,
        },
        _ => None,
    };
    text.ok_or_else(|| {
        Error::compile(format!(
            "Could not render literal value \"{}\" with datatype {}; see parent stack trace for more detail.",
            python_repr(value),
            types::name(sql_type),
        ))
    })
}

fn boolean(style: &Style, truth: bool) -> String {
    if truth { style.truth } else { style.falsehood }.to_owned()
}

fn integer(value: &Value) -> Option<String> {
    let whole = |text: &str| {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
        plain.then(|| text.trim_start_matches('+').to_owned())
    };
    match value {
        Value::Integer(number) => Some(number.to_string()),
        Value::BigInteger(digits) => whole(digits),
        Value::Boolean(truth) => Some(i64::from(*truth).to_string()),
        Value::Float(number) if number.is_finite() => Some(format!("{:.0}", number.trunc())),
        Value::Decimal(text) => whole(text.split('.').next()?),
        Value::Text(text) => whole(text.trim()),
        _ => None,
    }
}

fn number(value: &Value) -> Option<String> {
    match value {
        Value::Integer(number) => Some(number.to_string()),
        Value::BigInteger(digits) => Some(digits.clone()),
        Value::Float(number) => Some(python_float(*number)),
        Value::Decimal(text) => Some(text.clone()),
        Value::Text(text) if text.trim().parse::<f64>().is_ok() => Some(text.clone()),
        _ => None,
    }
}

/// Bytes that are text are written as text, in which SQLAlchemy leaves `%`
/// alone.
fn binary(style: &Style, bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => format!("'{}'", text.replace('\'', "''")),
        _ => (style.bytes)(bytes),
    }
}

fn array(dialect: &dyn Dialect, values: &[Value], item: &SqlType) -> Result<String, Error> {
    let items = values
        .iter()
        .map(|value| match value {
            Value::Array(inner) => array(dialect, inner, item),
            value => dialect.literal(value, item),
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(format!("ARRAY[{}]", items.join(", ")))
}

/// A value whose type says nothing of its literals: JSON, `inet`, a range, or
/// no type at all.
fn unknown(dialect: &dyn Dialect, style: &Style, value: &Value) -> Result<String, Error> {
    match value {
        Value::Json(text) | Value::Other { text, .. } | Value::Text(text) => {
            Ok(dialect.string(text))
        }
        Value::Array(values) => array(dialect, values, &SqlType::Null),
        Value::Null => Ok("NULL".to_owned()),
        value => {
            let guessed = SqlType::from(value);
            literal(dialect, style, value, &guessed)
        }
    }
}

/// The number as Python prints a float.
pub(crate) fn python_float(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{number:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if number != 0.0 && !(-4..16).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{mantissa}e{sign}{:02}", exponent.abs());
    }
    let plain = format!("{number}");
    if plain.contains('.') {
        plain
    } else {
        format!("{plain}.0")
    }
}

/// The value as Python's `repr` shows it, for error messages.
fn python_repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Boolean(true) => "True".to_owned(),
        Value::Boolean(false) => "False".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::BigInteger(digits) => digits.clone(),
        Value::Float(number) => python_float(*number),
        Value::Decimal(text) => format!("Decimal('{text}')"),
        Value::Text(text) => python_string(text),
        Value::Bytes(bytes) => format!("b'{}'", bytes.escape_ascii()),
        Value::Date(text) => format!("datetime.date({text})"),
        Value::Time(text) => format!("datetime.time({text})"),
        Value::DateTime(text) => format!("datetime.datetime({text})"),
        Value::Interval {
            days,
            seconds,
            microseconds,
        } => {
            let parts: Vec<String> = [
                ("days", days),
                ("seconds", seconds),
                ("microseconds", microseconds),
            ]
            .iter()
            .filter(|(_, amount)| **amount != 0)
            .map(|(name, amount)| format!("{name}={amount}"))
            .collect();
            match parts.is_empty() {
                true => "datetime.timedelta(0)".to_owned(),
                false => format!("datetime.timedelta({})", parts.join(", ")),
            }
        }
        Value::Uuid(text) => format!("UUID('{text}')"),
        Value::Json(text) | Value::Other { text, .. } => text.clone(),
        Value::Array(values) => format!(
            "[{}]",
            values
                .iter()
                .map(python_repr)
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}
