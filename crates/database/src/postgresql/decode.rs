//! PostgreSQL's text form of values → [`Value`], as psycopg reads them.

use limbeck_schema::Value;
use postgres_types::{Kind, Oid, Type};

/// The server's name of a type; empty for one that is not built in.
pub(crate) fn type_name(oid: Oid) -> String {
    match Type::from_oid(oid) {
        Some(known) => known.name().to_owned(),
        None => String::new(),
    }
}

/// Reads a value of a type from its text.
pub(crate) fn value(oid: Oid, text: &[u8]) -> Value {
    let Some(known) = Type::from_oid(oid) else {
        return Value::Text(lossy(text));
    };
    match known {
        Type::BYTEA => return Value::Bytes(bytes(text)),
        Type::BOOL => return Value::Boolean(text == b"t"),
        _ => {}
    }
    let text = lossy(text);
    scalar(&known, text)
}

fn scalar(known: &Type, text: String) -> Value {
    match *known {
        Type::BOOL => Value::Boolean(text == "t"),
        Type::BYTEA => Value::Bytes(bytes(text.as_bytes())),
        Type::INT2 | Type::INT4 | Type::INT8 | Type::OID => match text.parse() {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::Text(text),
        },
        Type::FLOAT4 | Type::FLOAT8 => match text.parse() {
            Ok(number) => Value::Float(number),
            Err(_) => Value::Text(text),
        },
        Type::NUMERIC => Value::Decimal(text),
        Type::DATE if is_python_date(&text) => Value::Date(text),
        Type::TIME => Value::Time(text),
        Type::TIMETZ => Value::Time(full_offset(text)),
        Type::TIMESTAMP if is_python_date(&text) => Value::DateTime(text),
        Type::TIMESTAMPTZ if is_python_date(&text) => Value::DateTime(full_offset(text)),
        Type::INTERVAL => interval(&text).unwrap_or_else(|| Value::Other {
            type_name: "interval".to_owned(),
            text,
        }),
        Type::UUID => Value::Uuid(text),
        Type::JSON | Type::JSONB => Value::Json(text),
        Type::TEXT
        | Type::VARCHAR
        | Type::BPCHAR
        | Type::NAME
        | Type::CHAR
        | Type::UNKNOWN
        | Type::XML => Value::Text(text),
        _ => match known.kind() {
            Kind::Array(element) => match array(element, &text) {
                Some(value) => value,
                None => Value::Text(text),
            },
            _ if is_rich(known) => Value::Other {
                type_name: known.name().to_owned(),
                text,
            },
            _ => Value::Text(text),
        },
    }
}

/// Whether Python's drivers have a class of their own for the type.
fn is_rich(known: &Type) -> bool {
    matches!(
        *known,
        Type::INET
            | Type::CIDR
            | Type::INT4_RANGE
            | Type::INT8_RANGE
            | Type::NUM_RANGE
            | Type::TS_RANGE
            | Type::TSTZ_RANGE
            | Type::DATE_RANGE
    )
}

/// Dates that Python cannot hold: infinite ones, those before Christ and
/// those after the year 9999. They stay text.
fn is_python_date(text: &str) -> bool {
    text.as_bytes().get(4) == Some(&b'-') && !text.ends_with("BC")
}

/// `+02` → `+02:00`.
fn full_offset(mut text: String) -> String {
    let bytes = text.as_bytes();
    if bytes.len() > 3 && matches!(bytes[bytes.len() - 3], b'+' | b'-') {
        text.push_str(":00");
    }
    text
}

fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// `\x…`, or the older escaped form.
fn bytes(text: &[u8]) -> Vec<u8> {
    let digit = |c: u8| char::from(c).to_digit(16).unwrap_or(0) as u8;
    if let Some(digits) = text.strip_prefix(b"\\x") {
        return digits
            .chunks_exact(2)
            .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
            .collect();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'\\' {
            bytes.push(*first);
            continue;
        }
        match after {
            [b'\\', after @ ..] => {
                bytes.push(b'\\');
                rest = after;
            }
            [a, b, c, after @ ..] => {
                bytes.push(digit(*a) << 6 | digit(*b) << 3 | digit(*c));
                rest = after;
            }
            _ => {}
        }
    }
    bytes
}

/// `1 year 2 mons -3 days 04:05:06.7`, with years and months as psycopg
/// counts them: 365 and 30 days.
fn interval(text: &str) -> Option<Value> {
    let mut days: i64 = 0;
    let mut microseconds: i64 = 0;
    let mut words = text.split(' ');
    while let Some(word) = words.next() {
        if word.contains(':') {
            let (sign, time) = match word.strip_prefix('-') {
                Some(time) => (-1, time),
                None => (1, word.strip_prefix('+').unwrap_or(word)),
            };
            let mut parts = time.splitn(3, ':');
            let hours: i64 = parts.next()?.parse().ok()?;
            let minutes: i64 = parts.next()?.parse().ok()?;
            let last = parts.next()?;
            let (seconds, fraction) = last.split_once('.').unwrap_or((last, ""));
            let seconds: i64 = seconds.parse().ok()?;
            let fraction: i64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
            microseconds += sign * (((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + fraction);
            continue;
        }
        let amount: i64 = word.parse().ok()?;
        let length = match words.next()? {
            "year" | "years" => 365,
            "mon" | "mons" => 30,
            "day" | "days" => 1,
            _ => return None,
        };
        days += amount * length;
    }
    const DAY: i64 = 86_400_000_000;
    days += microseconds.div_euclid(DAY);
    let rest = microseconds.rem_euclid(DAY);
    Some(Value::Interval {
        days,
        seconds: rest / 1_000_000,
        microseconds: rest % 1_000_000,
    })
}

/// `{1,NULL,{…}}`, with or without bounds before it.
fn array(element: &Type, text: &str) -> Option<Value> {
    let text = match text.strip_prefix('[') {
        Some(_) => text.split_once('=')?.1,
        None => text,
    };
    let delimiter = if *element == Type::BOX { ';' } else { ',' };
    let mut reader = ArrayReader {
        rest: text,
        element,
        delimiter,
    };
    let value = reader.array()?;
    reader.rest.is_empty().then_some(value)
}

struct ArrayReader<'a> {
    rest: &'a str,
    element: &'a Type,
    delimiter: char,
}

impl ArrayReader<'_> {
    fn array(&mut self) -> Option<Value> {
        self.take('{')?;
        let mut elements = Vec::new();
        if self.take('}').is_some() {
            return Some(Value::Array(elements));
        }
        loop {
            elements.push(self.item()?);
            if self.take('}').is_some() {
                return Some(Value::Array(elements));
            }
            self.take(self.delimiter)?;
        }
    }

    fn take(&mut self, c: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(c)?;
        Some(())
    }

    fn item(&mut self) -> Option<Value> {
        if self.rest.starts_with('{') {
            return self.array();
        }
        if self.take('"').is_some() {
            let mut text = String::new();
            let mut characters = self.rest.char_indices();
            loop {
                match characters.next()? {
                    (at, '"') => {
                        self.rest = self.rest.get(at + 1..)?;
                        return Some(scalar(self.element, text));
                    }
                    (_, '\\') => text.push(characters.next()?.1),
                    (_, c) => text.push(c),
                }
            }
        }
        let end = self.rest.find([self.delimiter, '}'])?;
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(match text {
            "NULL" => Value::Null,
            text => scalar(self.element, text.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(known: Type, text: &str, expect: Value) {
        assert_eq!(value(known.oid(), text.as_bytes()), expect, "{text}");
    }

    fn time(days: i64, seconds: i64, microseconds: i64) -> Value {
        Value::Interval {
            days,
            seconds,
            microseconds,
        }
    }

    #[test]
    fn values_are_read_as_psycopg_reads_them() {
        check(Type::INT8, "-9", Value::Integer(-9));
        check(Type::NUMERIC, "1.50", Value::Decimal("1.50".into()));
        check(Type::FLOAT8, "Infinity", Value::Float(f64::INFINITY));
        check(Type::BYTEA, "\\x00ff", Value::Bytes(vec![0, 255]));
        check(
            Type::BYTEA,
            "a\\\\\\001",
            Value::Bytes(vec![b'a', b'\\', 1]),
        );
        check(
            Type::TIMESTAMPTZ,
            "2025-10-22 10:30:00.5+02",
            Value::DateTime("2025-10-22 10:30:00.5+02:00".into()),
        );
        check(
            Type::TIMESTAMPTZ,
            "2025-10-22 10:30:00+05:30",
            Value::DateTime("2025-10-22 10:30:00+05:30".into()),
        );
        check(Type::DATE, "infinity", Value::Text("infinity".into()));
        check(Type::JSONB, "{\"a\": 1}", Value::Json("{\"a\": 1}".into()));
    }

    #[test]
    fn intervals_are_read_in_postgresqls_own_style() {
        check(Type::INTERVAL, "1 day 02:03:04.5", time(1, 7384, 500_000));
        check(Type::INTERVAL, "-00:00:01", time(-1, 86_399, 0));
        check(Type::INTERVAL, "1 year 2 mons -3 days", time(422, 0, 0));
        check(Type::INTERVAL, "00:00:00", time(0, 0, 0));
        check(
            Type::INTERVAL,
            "P1D",
            Value::Other {
                type_name: "interval".into(),
                text: "P1D".into(),
            },
        );
    }

    #[test]
    fn arrays_are_read_with_their_dimensions_and_quotes() {
        let text = |text: &str| Value::Text(text.to_owned());
        check(
            Type::TEXT_ARRAY,
            r#"{a,"b,\"c\"",NULL,"NULL",""}"#,
            Value::Array(vec![
                text("a"),
                text("b,\"c\""),
                Value::Null,
                text("NULL"),
                text(""),
            ]),
        );
        check(
            Type::INT4_ARRAY,
            "[0:1][1:1]={{1},{2}}",
            Value::Array(vec![
                Value::Array(vec![Value::Integer(1)]),
                Value::Array(vec![Value::Integer(2)]),
            ]),
        );
        check(Type::INT4_ARRAY, "{}", Value::Array(vec![]));
        check(Type::INT4_ARRAY, "{1", Value::Text("{1".into()));
    }
}
