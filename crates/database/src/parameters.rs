//! The values of parameters: as PostgreSQL's text, and as messages show them.

use limbeck_dialect::python_string;
use limbeck_schema::Value;

/// A value in PostgreSQL's text form; `None` for NULL. The server takes the
/// text for a value of the type that it infers for the place.
pub(crate) fn text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Boolean(truth) => if *truth { "t" } else { "f" }.to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::BigInteger(digits) | Value::Decimal(digits) => digits.clone(),
        Value::Float(number) => float(*number),
        Value::Text(text)
        | Value::Date(text)
        | Value::Time(text)
        | Value::DateTime(text)
        | Value::Uuid(text)
        | Value::Json(text)
        | Value::Other { text, .. } => text.clone(),
        Value::Bytes(bytes) => {
            let mut text = String::with_capacity(2 + bytes.len() * 2);
            text.push_str("\\x");
            for byte in bytes {
                text.push_str(&format!("{byte:02x}"));
            }
            text
        }
        Value::Interval {
            days,
            seconds,
            microseconds,
        } => format!("{days} days {seconds}.{microseconds:06} seconds"),
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(element).collect();
            format!("{{{}}}", elements.join(","))
        }
    })
}

fn float(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else {
        format!("{number:?}")
    }
}

/// An element of an array's text form.
fn element(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Array(_) => text(value).unwrap_or_default(),
        value => {
            let text = text(value).unwrap_or_default();
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        }
    }
}

/// Longest representation of one value in a message, in characters.
const LONGEST: usize = 300;
/// Most sets of values in a message.
const MOST_SETS: usize = 10;
/// Most values of a set in a message.
const MOST_VALUES: usize = 100;

/// The parameters as SQLAlchemy's messages show them: a tuple, or a dict where
/// they have names; a list of those when a statement was executed with several
/// sets, of which there may be more than are here.
pub fn show(sets: &[Vec<Value>], names: &[String], total: usize) -> String {
    let total = total.max(sets.len());
    if let ([set], 1) = (sets, total) {
        return one(set, names);
    }
    let join = |sets: &[Vec<Value>]| {
        let sets: Vec<String> = sets.iter().map(|set| one(set, names)).collect();
        sets.join(", ")
    };
    match sets
        .get(..MOST_SETS - 2)
        .zip(sets.get(sets.len().wrapping_sub(2)..))
    {
        Some((first, last)) if total > MOST_SETS => format!(
            "[{}  ... displaying {MOST_SETS} of {total} total bound parameter sets ...  {}]",
            join(first),
            join(last)
        ),
        _ => format!("[{}]", join(sets)),
    }
}

/// One set of values.
fn one(set: &[Value], names: &[String]) -> String {
    let shown = |range: std::ops::Range<usize>| {
        let values = set.iter().enumerate().skip(range.start).take(range.len());
        let values: Vec<String> = values
            .map(|(index, value)| {
                let value = truncate(python(value));
                match names.get(index) {
                    Some(name) => format!("{}: {value}", python_string(name)),
                    None => value,
                }
            })
            .collect();
        values.join(", ")
    };
    let (open, close) = if names.is_empty() {
        ("(", ")")
    } else {
        ("{", "}")
    };
    let half = MOST_VALUES / 2;
    if set.len() > MOST_VALUES {
        return format!(
            "{open}{} ... {} parameters truncated ... {}{close}",
            shown(0..half),
            set.len() - MOST_VALUES,
            shown(set.len() - half..set.len())
        );
    }
    let comma = if names.is_empty() && set.len() == 1 {
        ","
    } else {
        ""
    };
    format!("{open}{}{comma}{close}", shown(0..set.len()))
}

fn truncate(text: String) -> String {
    let length = text.chars().count();
    if length <= LONGEST {
        return text;
    }
    let half = LONGEST / 2;
    let first: String = text.chars().take(half).collect();
    let last: String = text.chars().skip(length - half).collect();
    format!(
        "{first} ... ({} characters truncated) ... {last}",
        length - LONGEST
    )
}

/// The value as Python's `repr` shows it.
fn python(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Boolean(truth) => if *truth { "True" } else { "False" }.to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::BigInteger(digits) => digits.clone(),
        Value::Float(number) => match number {
            number if number.is_nan() => "nan".to_owned(),
            number if number.is_infinite() => if *number > 0.0 { "inf" } else { "-inf" }.to_owned(),
            number => python_float(*number),
        },
        Value::Decimal(digits) => format!("Decimal('{digits}')"),
        Value::Text(text) | Value::Json(text) | Value::Other { text, .. } => python_string(text),
        Value::Bytes(bytes) => {
            let text: String = bytes
                .iter()
                .map(|byte| match byte {
                    b'\\' => "\\\\".to_owned(),
                    b'\'' => "\\'".to_owned(),
                    b'\n' => "\\n".to_owned(),
                    b'\r' => "\\r".to_owned(),
                    b'\t' => "\\t".to_owned(),
                    b' '..=b'~' => char::from(*byte).to_string(),
                    byte => format!("\\x{byte:02x}"),
                })
                .collect();
            format!("b'{text}'")
        }
        Value::Date(text) => format!("datetime.date({})", numbers(text)),
        Value::Time(text) => format!("datetime.time({})", numbers(text)),
        Value::DateTime(text) => format!("datetime.datetime({})", numbers(text)),
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
            match parts.as_slice() {
                [] => "datetime.timedelta(0)".to_owned(),
                parts => format!("datetime.timedelta({})", parts.join(", ")),
            }
        }
        Value::Uuid(text) => format!("UUID('{text}')"),
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(python).collect();
            format!("[{}]", elements.join(", "))
        }
    }
}

/// A finite number as Python's `repr` shows it.
fn python_float(number: f64) -> String {
    let text = format!("{number:?}");
    let Some((digits, exponent)) = text.split_once('e') else {
        return text;
    };
    let (sign, exponent) = match exponent.strip_prefix('-') {
        Some(exponent) => ('-', exponent),
        None => ('+', exponent),
    };
    format!("{digits}e{sign}{exponent:0>2}")
}

/// A date or time in ISO form as the arguments of its constructor.
fn numbers(text: &str) -> String {
    let (stem, offset) = match text.char_indices().skip(8).find(|(_, c)| matches!(c, '+')) {
        Some((at, _)) => text.split_at(at),
        None => (text, ""),
    };
    let (stem, fraction) = stem.split_once('.').unwrap_or((stem, ""));
    let mut parts: Vec<String> = stem
        .split(|c: char| !c.is_ascii_digit())
        .map(|part| {
            let part = part.trim_start_matches('0');
            if part.is_empty() { "0" } else { part }.to_owned()
        })
        .collect();
    let fraction: String = format!("{fraction:0<6}").chars().take(6).collect();
    match fraction.trim_start_matches('0') {
        "" => {
            // Seconds are left out when there are none.
            if parts.len() == 6 || parts.len() == 3 && !text.contains('-') {
                parts.pop_if(|last| last == "0");
            }
        }
        fraction => parts.push(fraction.to_owned()),
    }
    match offset {
        "" => {}
        "+00:00" => parts.push("tzinfo=datetime.timezone.utc".to_owned()),
        offset => parts.push(format!("tzinfo={}", python_string(offset))),
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_postgresql_text() {
        let check = |value: Value, expect: &str| assert_eq!(text(&value).as_deref(), Some(expect));
        check(Value::Boolean(true), "t");
        check(Value::Float(1.0), "1.0");
        check(Value::Float(f64::INFINITY), "Infinity");
        check(Value::Bytes(vec![0, 255]), "\\x00ff");
        check(
            Value::Array(vec![Value::from("a\"b\\"), Value::Null, Value::Integer(1)]),
            r#"{"a\"b\\",NULL,"1"}"#,
        );
        check(
            Value::Array(vec![Value::Array(vec![Value::Integer(1)])]),
            r#"{{"1"}}"#,
        );
        check(
            Value::Interval {
                days: -1,
                seconds: 3,
                microseconds: 5,
            },
            "-1 days 3.000005 seconds",
        );
        assert_eq!(text(&Value::Null), None);
    }

    #[test]
    fn messages_show_parameters_as_python_would() {
        let check = |sets: &[Vec<Value>], expect: &str| assert_eq!(show(sets, &[], 0), expect);
        check(&[vec![Value::Integer(1)]], "(1,)");
        check(
            &[vec![
                Value::Float(1e300),
                Value::Float(5e-5),
                Value::Float(1.0),
            ]],
            "(1e+300, 5e-05, 1.0)",
        );
        let named = |sets: &[Vec<Value>], total| show(sets, &["a".into(), "b".into()], total);
        let set = vec![Value::Integer(1), Value::Null];
        assert_eq!(named(std::slice::from_ref(&set), 1), "{'a': 1, 'b': None}");
        assert_eq!(
            named(&vec![vec![Value::Integer(1)]; 10], 20),
            format!(
                "[{}  ... displaying 10 of 20 total bound parameter sets ...  {}]",
                ["{'a': 1}"; 8].join(", "),
                ["{'a': 1}"; 2].join(", ")
            )
        );
        check(
            &[vec![Value::Null, Value::from("it's"), Value::Boolean(true)]],
            r#"(None, "it's", True)"#,
        );
        check(
            &[vec![Value::Integer(1)], vec![Value::Integer(2)]],
            "[(1,), (2,)]",
        );
        check(
            &[vec![
                Value::DateTime("2025-10-22 10:30:00".into()),
                Value::Date("2025-01-02".into()),
                Value::DateTime("2025-10-22 10:30:05.000120+00:00".into()),
            ]],
            "(datetime.datetime(2025, 10, 22, 10, 30), datetime.date(2025, 1, 2), \
             datetime.datetime(2025, 10, 22, 10, 30, 5, 120, tzinfo=datetime.timezone.utc))",
        );
        check(
            &[vec![Value::from("x".repeat(400))]],
            &format!(
                "('{} ... (102 characters truncated) ... {}',)",
                "x".repeat(149),
                "x".repeat(149)
            ),
        );
    }
}
