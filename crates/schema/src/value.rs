//! Values that travel between scripts and databases.

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
