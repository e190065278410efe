//! Values as Python's drivers give them, and as the server takes them.

use limbeck_schema::Value;
use mysql::Column;
use mysql::consts::{ColumnFlags, ColumnType};

/// The character set of bytes that are no text.
const BINARY: u16 = 63;

/// The server's name of a column's type.
pub(super) fn type_name(column: &Column) -> String {
    use ColumnType as T;
    let is_bytes = column.character_set() == BINARY;
    match column.column_type() {
        T::MYSQL_TYPE_TINY => "tinyint",
        T::MYSQL_TYPE_SHORT => "smallint",
        T::MYSQL_TYPE_INT24 => "mediumint",
        T::MYSQL_TYPE_LONG => "int",
        T::MYSQL_TYPE_LONGLONG => "bigint",
        T::MYSQL_TYPE_FLOAT => "float",
        T::MYSQL_TYPE_DOUBLE => "double",
        T::MYSQL_TYPE_DECIMAL | T::MYSQL_TYPE_NEWDECIMAL => "decimal",
        T::MYSQL_TYPE_DATE | T::MYSQL_TYPE_NEWDATE => "date",
        T::MYSQL_TYPE_DATETIME | T::MYSQL_TYPE_DATETIME2 => "datetime",
        T::MYSQL_TYPE_TIMESTAMP | T::MYSQL_TYPE_TIMESTAMP2 => "timestamp",
        T::MYSQL_TYPE_TIME | T::MYSQL_TYPE_TIME2 => "time",
        T::MYSQL_TYPE_YEAR => "year",
        T::MYSQL_TYPE_BIT => "bit",
        T::MYSQL_TYPE_JSON => "json",
        T::MYSQL_TYPE_GEOMETRY => "geometry",
        T::MYSQL_TYPE_NULL => "null",
        T::MYSQL_TYPE_STRING if is_bytes => "binary",
        T::MYSQL_TYPE_STRING => "char",
        T::MYSQL_TYPE_VAR_STRING | T::MYSQL_TYPE_VARCHAR if is_bytes => "varbinary",
        T::MYSQL_TYPE_VAR_STRING | T::MYSQL_TYPE_VARCHAR => "varchar",
        _ if is_bytes => "blob",
        _ => "text",
    }
    .to_owned()
}

/// A value of the column, from either protocol.
pub(super) fn value(column: &Column, value: mysql::Value) -> Value {
    match value {
        mysql::Value::NULL => Value::Null,
        mysql::Value::Bytes(bytes) => written(column, bytes),
        mysql::Value::Int(number) => Value::Integer(number),
        mysql::Value::UInt(number) => whole(number),
        mysql::Value::Float(number) => Value::Float(shortest(number)),
        mysql::Value::Double(number) => Value::Float(number),
        mysql::Value::Date(year, month, day, hour, minute, second, micros) => {
            let date = format!("{year:04}-{month:02}-{day:02}");
            if is_date(column) {
                return date_value(date);
            }
            let mut text = format!("{date} {hour:02}:{minute:02}:{second:02}");
            if micros > 0 {
                text.push_str(&format!(".{micros:06}"));
            }
            date_time(text)
        }
        mysql::Value::Time(negative, days, hours, minutes, seconds, micros) => {
            let whole = i64::from(days) * 86_400
                + i64::from(hours) * 3_600
                + i64::from(minutes) * 60
                + i64::from(seconds);
            span(negative, whole, i64::from(micros))
        }
    }
}

fn is_date(column: &Column) -> bool {
    matches!(
        column.column_type(),
        ColumnType::MYSQL_TYPE_DATE | ColumnType::MYSQL_TYPE_NEWDATE
    )
}

/// A value in the server's text form.
fn written(column: &Column, bytes: Vec<u8>) -> Value {
    use ColumnType as T;
    let kind = column.column_type();
    if matches!(kind, T::MYSQL_TYPE_BIT | T::MYSQL_TYPE_GEOMETRY) || is_bytes(column) {
        return Value::Bytes(bytes);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Value::Bytes(error.into_bytes()),
    };
    match kind {
        T::MYSQL_TYPE_TINY
        | T::MYSQL_TYPE_SHORT
        | T::MYSQL_TYPE_INT24
        | T::MYSQL_TYPE_LONG
        | T::MYSQL_TYPE_LONGLONG
        | T::MYSQL_TYPE_YEAR => match text.parse() {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::BigInteger(text),
        },
        T::MYSQL_TYPE_FLOAT | T::MYSQL_TYPE_DOUBLE => match text.parse() {
            Ok(number) => Value::Float(number),
            Err(_) => Value::Text(text),
        },
        T::MYSQL_TYPE_DECIMAL | T::MYSQL_TYPE_NEWDECIMAL => Value::Decimal(text),
        T::MYSQL_TYPE_DATE | T::MYSQL_TYPE_NEWDATE => date_value(text),
        T::MYSQL_TYPE_DATETIME
        | T::MYSQL_TYPE_DATETIME2
        | T::MYSQL_TYPE_TIMESTAMP
        | T::MYSQL_TYPE_TIMESTAMP2 => date_time(text),
        T::MYSQL_TYPE_TIME | T::MYSQL_TYPE_TIME2 => time(text),
        _ => Value::Text(text),
    }
}

/// Whether the column holds bytes. JSON is sent as bytes, and is text.
fn is_bytes(column: &Column) -> bool {
    use ColumnType as T;
    let can_be = matches!(
        column.column_type(),
        T::MYSQL_TYPE_STRING
            | T::MYSQL_TYPE_VAR_STRING
            | T::MYSQL_TYPE_VARCHAR
            | T::MYSQL_TYPE_TINY_BLOB
            | T::MYSQL_TYPE_MEDIUM_BLOB
            | T::MYSQL_TYPE_LONG_BLOB
            | T::MYSQL_TYPE_BLOB
    );
    can_be
        && column.character_set() == BINARY
        && !column
            .flags()
            .intersects(ColumnFlags::ENUM_FLAG | ColumnFlags::SET_FLAG)
}

fn whole(number: u64) -> Value {
    match i64::try_from(number) {
        Ok(number) => Value::Integer(number),
        Err(_) => Value::BigInteger(number.to_string()),
    }
}

/// The double that is written as the single is.
fn shortest(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}

/// Python has no date for `0000-00-00`; its drivers leave it as text.
fn date_value(text: String) -> Value {
    match is_calendar_date(&text) {
        true => Value::Date(text),
        false => Value::Text(text),
    }
}

fn date_time(text: String) -> Value {
    match text.get(..10).is_some_and(is_calendar_date) {
        true => Value::DateTime(text),
        false => Value::Text(text),
    }
}

fn is_calendar_date(date: &str) -> bool {
    !date.starts_with("0000") && !date.contains("-00")
}

/// A TIME is a span: it may be negative, and longer than a day.
fn time(text: String) -> Value {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let (clock, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let numbers: Option<Vec<i64>> = clock.split(':').map(|part| part.parse().ok()).collect();
    let micros = format!("{fraction:0<6}").parse::<i64>();
    match (numbers.as_deref(), micros) {
        (Some([hours, minutes, seconds]), Ok(micros)) => {
            span(negative, hours * 3_600 + minutes * 60 + seconds, micros)
        }
        _ => Value::Text(text),
    }
}

fn span(negative: bool, seconds: i64, micros: i64) -> Value {
    let total = seconds * 1_000_000 + micros;
    let total = if negative { -total } else { total };
    let of_day = total.rem_euclid(86_400_000_000);
    Value::Interval {
        days: total.div_euclid(86_400_000_000),
        seconds: of_day / 1_000_000,
        microseconds: of_day % 1_000_000,
    }
}

/// The value of a placeholder.
pub(super) fn parameter(value: &Value) -> mysql::Value {
    match value {
        Value::Null => mysql::Value::NULL,
        Value::Boolean(truth) => mysql::Value::Int(i64::from(*truth)),
        Value::Integer(number) => mysql::Value::Int(*number),
        Value::Float(number) => mysql::Value::Double(*number),
        Value::Bytes(bytes) => mysql::Value::Bytes(bytes.clone()),
        Value::BigInteger(text)
        | Value::Decimal(text)
        | Value::Text(text)
        | Value::Date(text)
        | Value::Uuid(text)
        | Value::Json(text)
        | Value::Other { text, .. } => mysql::Value::Bytes(text.clone().into_bytes()),
        Value::Time(text) | Value::DateTime(text) => {
            mysql::Value::Bytes(without_offset(text).as_bytes().to_vec())
        }
        Value::Interval {
            days,
            seconds,
            microseconds,
        } => {
            let total = (i128::from(*days) * 86_400 + i128::from(*seconds)) * 1_000_000
                + i128::from(*microseconds);
            let sign = if total < 0 { "-" } else { "" };
            let (whole, micros) = (total.abs() / 1_000_000, total.abs() % 1_000_000);
            let text = format!(
                "{sign}{:02}:{:02}:{:02}.{micros:06}",
                whole / 3_600,
                whole / 60 % 60,
                whole % 60
            );
            mysql::Value::Bytes(text.into_bytes())
        }
        Value::Array(values) => {
            let parts: Vec<String> = values
                .iter()
                .map(|value| match value {
                    Value::Text(text) => text.clone(),
                    other => format!("{other:?}"),
                })
                .collect();
            mysql::Value::Bytes(parts.join(",").into_bytes())
        }
    }
}

/// An ISO time without its offset from UTC, which no type here holds.
fn without_offset(text: &str) -> &str {
    let clock = text.find(':').unwrap_or(0);
    match text[clock..].find(['+', '-', 'Z']) {
        Some(at) => &text[..clock + at],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_span() {
        fn check(text: &str, days: i64, seconds: i64, microseconds: i64) {
            let expect = Value::Interval {
                days,
                seconds,
                microseconds,
            };
            assert_eq!(time(text.to_owned()), expect, "{text}");
        }
        check("10:30:00", 0, 37_800, 0);
        check("838:59:59", 34, 82_799, 0);
        check("-00:00:01.5", -1, 86_398, 500_000);
    }

    #[test]
    fn moments_lose_their_offset_and_spans_become_clocks() {
        fn check(value: Value, expect: &str) {
            let expect = mysql::Value::Bytes(expect.into());
            assert_eq!(parameter(&value), expect, "{value:?}");
        }
        check(
            Value::DateTime("2025-10-22 10:30:00.5+02:00".into()),
            "2025-10-22 10:30:00.5",
        );
        check(Value::Time("10:30:00-05:00".into()), "10:30:00");
        check(
            Value::Interval {
                days: -1,
                seconds: 86_399,
                microseconds: 0,
            },
            "-00:00:01.000000",
        );
        check(
            Value::Interval {
                days: 2,
                seconds: 5,
                microseconds: 7,
            },
            "48:00:05.000007",
        );
    }
}
