//! Values that travel between scripts and databases.

use crate::{Affinity, MysqlType, SqlType};

/// A value of a bound parameter, of a literal or of a column in a row.
///
/// Each variant holds one Python type, so that what a script binds and what
/// it reads back are the same.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `None`, SQL's NULL.
    Null,
    /// `bool`.
    Boolean(bool),
    /// `int` that fits 64 bits.
    Integer(i64),
    /// `int` of any size, in decimal digits.
    BigInteger(String),
    /// `float`.
    Float(f64),
    /// `decimal.Decimal`, as Python prints it.
    Decimal(String),
    /// `str`.
    Text(String),
    /// `bytes`.
    Bytes(Vec<u8>),
    /// `datetime.date` in ISO form, `2025-10-22`.
    Date(String),
    /// `datetime.time` in ISO form, `10:30:00.000001`, with an offset if it
    /// has one.
    Time(String),
    /// `datetime.datetime` in ISO form with a space, `2025-10-22 10:30:00`,
    /// with an offset (`+00:00`) if it has one.
    DateTime(String),
    /// `datetime.timedelta`.
    Interval {
        /// Whole days, negative for negative intervals.
        days: i64,
        /// Seconds of the day, 0..86400.
        seconds: i64,
        /// Microseconds of the second, 0..1_000_000.
        microseconds: i64,
    },
    /// `uuid.UUID`, in its hyphenated lower-case form.
    Uuid(String),
    /// A `dict` or `list` bound to a JSON column, or a JSON column's value:
    /// the JSON text.
    Json(String),
    /// A `list` bound to an array column, or an array column's value.
    Array(Vec<Value>),
    /// Any other value that the server has a text form for (`inet`, a range,
    /// a bit string, …).
    Other {
        /// The server's name of the type.
        type_name: String,
        /// The server's text form of the value.
        text: String,
    },
}

impl Value {
    /// Whether this is SQL's NULL.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Integer(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Value {
        Value::Boolean(truth)
    }
}

impl Value {
    /// The value as a column of that type holds it, where the database keeps
    /// it in a simpler form: SQLite has no types for most.
    pub fn read_as(self, sql_type: &SqlType) -> Value {
        match (self, sql_type.affinity()) {
            (Value::Integer(number @ (0 | 1)), Affinity::Boolean) => Value::Boolean(number == 1),
            (Value::Text(text), Affinity::Json) => Value::Json(text),
            // A duration is held as the moment so long after 1970 began.
            (Value::Text(text), Affinity::DateTime | Affinity::Interval) => Value::DateTime(text),
            (Value::Text(text), Affinity::Date) => Value::Date(text),
            (Value::Text(text), Affinity::Time) => Value::Time(text),
            (Value::Text(text), Affinity::Uuid) => Value::Uuid(text),
            // MySQL's times of day are durations, and its bits are bytes.
            (
                Value::Interval {
                    days: 0,
                    seconds,
                    microseconds,
                },
                Affinity::Time,
            ) => Value::Time(time_of_day(seconds, microseconds)),
            (Value::Bytes(bytes), _)
                if matches!(sql_type, SqlType::Mysql(MysqlType::Bit { .. }))
                    && bytes.len() <= 8 =>
            {
                let number = bytes
                    .iter()
                    .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
                match i64::try_from(number) {
                    Ok(number) => Value::Integer(number),
                    Err(_) => Value::BigInteger(number.to_string()),
                }
            }
            (value, _) => value,
        }
    }
}

/// `HH:MM:SS`, with microseconds where there are any.
fn time_of_day(seconds: i64, microseconds: i64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    let whole = format!("{hours:02}:{minutes:02}:{:02}", seconds % 60);
    match microseconds {
        0 => whole,
        part => format!("{whole}.{part:06}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_values_are_read_as_their_columns_hold_them() {
        fn check(value: Value, sql_type: SqlType, expect: Value) {
            assert_eq!(value.clone().read_as(&sql_type), expect, "{value:?}");
        }
        check(
            "1970-03-01 00:00:01.500000".into(),
            SqlType::from(&Value::Interval {
                days: 0,
                seconds: 0,
                microseconds: 0,
            }),
            Value::DateTime("1970-03-01 00:00:01.500000".into()),
        );
        check(1.into(), SqlType::from(&Value::Boolean(true)), true.into());
        check(2.into(), SqlType::from(&Value::Boolean(true)), 2.into());
        check(
            "[1]".into(),
            SqlType::Json {
                none_as_null: false,
            },
            Value::Json("[1]".into()),
        );
        check(
            "2025-10-22".into(),
            SqlType::Date,
            Value::Date("2025-10-22".into()),
        );
        check(Value::Null, SqlType::Date, Value::Null);
        check(
            Value::Interval {
                days: 0,
                seconds: 3_723,
                microseconds: 456,
            },
            SqlType::Time { timezone: false },
            Value::Time("01:02:03.000456".into()),
        );
        let bits = || SqlType::Mysql(MysqlType::Bit { length: Some(10) });
        check(Value::Bytes(vec![3, 255]), bits(), 1023.into());
        let all = Value::Bytes(vec![255; 8]);
        check(all, bits(), Value::BigInteger(u64::MAX.to_string()));
    }
}
